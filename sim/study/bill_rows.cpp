// The money of a Result: bill lines, the phases of the month, margins, usage without a price.

#include <algorithm>
#include <cmath>
#include <map>

#include "billing/not_metered.hpp"
#include "cost/arithmetic.hpp"
#include "cost/mean_line.hpp"
#include "cost/meters.hpp"
#include "study/summary.hpp"

namespace edgecase {
namespace {

/// Name and price region identify a line of a bill.
std::string key_of(const BillLine& line) { return line_name(line) + "|" + line.region; }

/// Of what is never negative: dollars paid, quantities.
Estimate amount(const std::vector<double>& values) {
  return estimate_of(within(Range::nonnegative, mean_interval(values)));
}

std::vector<Driver> result_drivers(const BillLine& line) {
  std::vector<Driver> drivers;
  if (line.known().nano_dollars == 0) return drivers;
  for (const std::string_view name :
       {label::phase, label::route, label::region, label::country, label::tier, label::cause}) {
    for (const Contribution& part : split_by(line, name)) {
      if (part.labels.empty()) continue;
      drivers.push_back({part.labels, in_dollars(part.dollars)});
    }
  }
  return drivers;
}

/// Of the mean of a line.
BillRow row_of(const BillLine& line, Duration measured) {
  BillRow row;
  row.name = line_name(line);
  row.title = line.title;
  row.region = line.region;
  row.meter = line.meter;
  if (line.per.value > 0) row.unit = Scalar<Amount>::print(line.per);
  row.arithmetic = arithmetic(line, measured);
  row.at_least = in_dollars(line.known());
  row.source = line.source.text;
  row.drivers = result_drivers(line);
  return row;
}

}  // namespace

std::vector<BillRow> bill_rows_of(const Runs& runs, Bill Replication::* which) {
  struct Values {
    std::vector<double> dollars, quantity;
    std::vector<const BillLine*> lines = {};
  };
  std::map<std::string, Values> values;
  std::vector<std::string> keys;
  double total = 0;
  const std::size_t n = runs.replications.size();
  for (std::size_t i = 0; i < n; ++i) {
    const Bill& bill = runs.replications[i].*which;
    total += in_dollars(bill.total) / static_cast<double>(n);
    for (const BillLine& line : bill.lines) {
      const Values none{std::vector<double>(n), std::vector<double>(n)};
      const auto [at, is_new] = values.try_emplace(key_of(line), none);
      at->second.dollars[i] = line.dollars ? in_dollars(*line.dollars) : std::nan("");
      if (line.per.value > 0)
        at->second.quantity[i] =
            static_cast<double>(line.quantity) / static_cast<double>(line.per.value);
      at->second.lines.push_back(&line);
      if (is_new) keys.push_back(key_of(line));
    }
  }
  std::vector<BillRow> rows;
  for (const std::string& key : keys) {
    const Values& of = values[key];
    BillRow& row = rows.emplace_back(
        row_of(mean_of(of.lines, n), (runs.replications.front().*which).measured));
    row.dollars = amount(of.dollars);
    row.quantity = amount(of.quantity);
    row.share = total > 0 ? row.at_least / total : 0;
  }
  return rows;
}

std::vector<MonthRow> month_rows_of(const Runs& runs) {
  std::vector<MonthRow> rows;
  if (runs.plan->time.month.front().name.empty()) return rows;  // all of it is repeated
  std::map<std::string, std::vector<double>> dollars;
  const std::size_t n = runs.replications.size();
  for (std::size_t i = 0; i < n; ++i)
    for (const Contribution& part : split_by(runs.replications[i].bill, label::phase)) {
      const std::string name = part.labels.empty() ? "" : part.labels.begin()->second;
      dollars.try_emplace(name, n).first->second[i] = in_dollars(part.dollars);
    }
  for (const MonthPhase& phase : runs.plan->time.month) {
    const auto at = dollars.try_emplace(phase.name, n).first;
    rows.push_back({phase.name, in_seconds(phase.measured), phase.repeats.value(),
                    in_seconds(phase.month()), phase.because, amount(at->second)});
  }
  return rows;
}

std::vector<MarginRow> margin_rows_of(const Runs& runs) {
  using Key = std::pair<std::string, std::string>;
  const std::size_t n = runs.replications.size();
  struct Values {
    std::vector<double> revenue, cost;
  };
  std::map<Key, Values> parts;
  const auto part_of = [&](const Key& key) -> Values& {
    return parts.try_emplace(key, std::vector<double>(n), std::vector<double>(n)).first->second;
  };
  for (std::size_t i = 0; i < n; ++i) {
    const Replication& one = runs.replications[i];
    const double known = one.bill.complete && one.served.complete ? 0 : std::nan("");
    for (const MarginPart& part : one.margins) {
      Values& values = part_of({part.by, part.name});
      values.revenue[i] += in_dollars(part.revenue);
      values.cost[i] += in_dollars(part.cost);
      if (part.by != "product") continue;
      Values& all = part_of({"", ""});
      all.revenue[i] += in_dollars(part.revenue) + known;
      all.cost[i] += in_dollars(part.cost) + known;
    }
  }
  std::vector<MarginRow> rows;
  for (const auto& [key, values] : parts) {
    std::vector<double> margin(n);
    for (std::size_t i = 0; i < n; ++i) margin[i] = values.revenue[i] - values.cost[i];
    rows.push_back({key.first, key.second, amount(values.revenue), amount(values.cost),
                    estimate_of(mean_interval(margin))});
  }
  return rows;
}

std::vector<UnpricedRow> unpriced_of(const Runs& runs) {
  const Bill& bill = runs.replications.front().bill;
  std::map<std::string, double> used;
  for (const Unpriced& usage : bill.unpriced) used[usage.meter] += static_cast<double>(usage.month);
  std::vector<UnpricedRow> rows;
  for (const auto& [name, month] : used) {
    const Meter* const meter = find_meter(name);
    constexpr double most = 9e18;
    rows.push_back({name, amount_text(static_cast<std::int64_t>(std::min(month, most)), name),
                    std::string(meter->doc)});
  }
  return rows;
}

std::vector<NotMeteredRow> not_metered_of(const Runs& runs) {
  std::vector<NotMeteredRow> rows;
  for (NotMetered& one : not_metered(*runs.plan, runs.replications.front().bill))
    rows.push_back({std::move(one.name), std::move(one.title), std::move(one.why)});
  return rows;
}

}  // namespace edgecase
