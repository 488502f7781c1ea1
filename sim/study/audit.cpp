#include "study/audit.hpp"

#include <algorithm>
#include <array>
#include <cmath>
#include <map>

#include <fmt/core.h>

#include "load/text/number.hpp"

namespace edgecase {
namespace {

// Tolerance for sums of rounded numbers: relative to the total, plus a cent.
constexpr double rounding = 1e-6;
constexpr double cent = 0.01;

bool about(double a, double b, double slack = 0) {
  return std::abs(a - b) <= slack + rounding * std::max(std::abs(a), std::abs(b));
}

/// "latency.p99{region=europe}"
std::string name_of(const Metric& metric) {
  std::string labels;
  for (const auto& [label, value] : metric.labels)
    labels += (labels.empty() ? "" : ",") + label + "=" + value;
  return labels.empty() ? metric.name : metric.name + "{" + labels + "}";
}

/// Metrics without a unit that are no shares: loads relative to a capacity, ratios, changes.
bool is_share(const Metric& metric) {
  constexpr std::array<std::string_view, 5> others{"links.peak", "edge.cpu.peak",
                                                   "attack.sampling_error", "retries.share",
                                                   "store.repeated.share"};
  return metric.unit == "1" && !metric.name.starts_with("sample.shift.") &&
         std::ranges::find(others, metric.name) == others.end();
}

bool may_be_negative(const Metric& metric) {
  return metric.unit == "$" || metric.name.starts_with("sample.shift.");
}

class Auditor {
 public:
  explicit Auditor(const Result& result) : result_(result) {}

  std::vector<std::string> all() {
    if (result_.replications == 0) found("a result of no replication");
    for (const Metric& metric : result_.metrics) one_metric(metric);
    quantiles();
    judgements();
    breakdowns();
    bill("the bill", result_.bill, result_.bill_complete, "cost.monthly");
    margins();
    faults();
    timeline();
    return std::move(findings_);
  }

 private:
  void found(std::string what) { findings_.push_back(std::move(what)); }

  void estimate(const std::string& what, const Estimate& e) {
    if (std::isnan(e.lo) != std::isnan(e.hi)) found(what + ": half of an interval");
    if (std::isnan(e.lo) || std::isnan(e.hi)) return;
    if (e.lo > e.hi || e.mean < e.lo - rounding * std::abs(e.lo) ||
        e.mean > e.hi + rounding * std::abs(e.hi))
      found(fmt::format("{}: its mean {} is outside its interval {} to {}", what, e.mean, e.lo,
                        e.hi));
  }
  void share(const std::string& what, double value) {
    if (value < 0 || value > 1 + 1e-9) found(fmt::format("{}: {} is not a share", what, value));
  }

  void one_metric(const Metric& metric) {
    const std::string name = name_of(metric);
    if (metric.values.size() != result_.replications)
      found(fmt::format("{}: {} values of {} replications", name, metric.values.size(),
                        result_.replications));
    estimate(name, metric.estimate);
    double sum = 0;
    std::size_t known = 0;
    for (const double value : metric.values) {
      if (std::isnan(value)) continue;  // it did not occur in this replication
      sum += value;
      ++known;
      if (!std::isfinite(value)) found(fmt::format("{}: {}", name, value));
      if (value < 0 && !may_be_negative(metric)) found(fmt::format("{}: {} < 0", name, value));
      if (is_share(metric)) share(name, value);
    }
    if (known == 0) found(name + ": listed, but it occurred in no replication");
    if (known > 0 && !about(metric.estimate.mean, sum / static_cast<double>(known)))
      found(fmt::format("{}: {} is not the mean of its values", name, metric.estimate.mean));
  }

  /// A higher quantile is not lower.
  void quantiles() {
    std::map<std::string, std::map<double, const Metric*>> families;
    for (const Metric& metric : result_.metrics) {
      const std::size_t dot = metric.name.rfind(".p");
      if (dot == std::string::npos) continue;
      const std::string digits = metric.name.substr(dot + 2);
      double q = 0;
      if (!read_double(digits, q)) continue;
      families[name_of({metric.name.substr(0, dot), metric.labels, {}, {}, {}})][q] = &metric;
    }
    for (const auto& [family, by_quantile] : families) {
      const Metric* lower = nullptr;
      for (const auto& [q, metric] : by_quantile) {
        for (std::size_t i = 0; lower != nullptr && i < metric->values.size(); ++i)
          if (metric->values[i] < lower->values[i] * (1 - rounding))
            found(fmt::format("{} is below {}", name_of(*metric), name_of(*lower)));
        lower = metric;
      }
    }
  }

  void judgements() {
    for (const Judgement& judgement : result_.judgements)
      estimate("the objective " + judgement.indicator, judgement.estimate);
  }

  void breakdowns() {
    for (const Breakdown& why : result_.why) {
      const std::string what = "the time of " + why.indicator;
      double shares = 0;
      double ms = 0;
      for (const Part& part : why.parts) {
        share(what + ", " + part.name, part.share);
        shares += part.share;
        ms += part.value;
      }
      if (!why.parts.empty() && !about(shares, 1))
        found(fmt::format("{}: its shares add up to {}", what, shares));
      if (!about(ms, why.mean_ms)) found(fmt::format("{}: {} of {} ms", what, ms, why.mean_ms));
    }
  }

  void bill(const std::string& what, const std::vector<BillRow>& rows, bool complete,
            const char* total) {
    double sum = 0;
    double shares = 0;
    bool all_known = true;
    for (const BillRow& row : rows) {
      estimate(what + ", " + row.name, row.dollars);
      estimate(what + ", quantity of " + row.name, row.quantity);
      if (row.quantity.mean < 0)
        found(fmt::format("{}, {}: a quantity of {}", what, row.name, row.quantity.mean));
      all_known = all_known && !std::isnan(row.dollars.mean);
      sum += row.dollars.mean;
      shares += row.share;
    }
    if (complete != all_known && complete) found(what + " is complete, but a line has no price");
    const Metric* stated = result_.find(total);
    if (stated == nullptr || !complete || !all_known) return;
    if (!about(sum, stated->estimate.mean, cent))
      found(fmt::format("{}: its lines add up to ${}, not ${}", what, sum, stated->estimate.mean));
    if (sum > cent && !about(shares, 1))
      found(fmt::format("{}: its shares add up to {}", what, shares));
  }

  void margins() {
    const bool explained = std::ranges::any_of(result_.warnings, [](const std::string& warning) {
      return warning.starts_with("the margin is unknown");
    });
    const bool known = result_.bill_complete && !explained &&
                       std::ranges::none_of(result_.served, [](auto& row) {
                         return std::isnan(row.dollars.mean);
                       });
    for (const MarginRow& row : result_.margin) {
      const std::string what =
          "the margin of " + (row.by.empty() ? "all" : row.by + " " + row.name);
      estimate(what, row.margin);
      if (std::isnan(row.margin.mean)) {
        if (known) found(what + " is unknown, though everything has a price");
        continue;
      }
      if (!about(row.margin.mean, row.revenue.mean - row.cost.mean, cent))
        found(fmt::format("{}: {} is not {} - {}", what, row.margin.mean, row.revenue.mean,
                          row.cost.mean));
    }
  }

  void faults() {
    for (const FaultRow& row : result_.faults) {
      const std::string what = "the fault " + row.name;
      estimate(what, row.recovery_s);
      // A difference from a run without it, which chance can make fail less.
      if (std::abs(row.failed.mean) > 1) found(fmt::format("{}: {}", what, row.failed.mean));
      share(what, row.failed_in_all.mean);
      share(what, row.worst_failed);
      if (row.recovery_s.mean < 0) found(what + ": it recovers before it begins");
    }
  }

  void timeline() {
    for (const TimelinePoint& point : result_.timeline) {
      const std::string what = fmt::format("the timeline at {} s", point.at_s);
      if (!(point.requests_per_s >= 0) || !(point.origin_per_s >= 0) || point.latency_ms < 0)
        found(what + ": below 0");
      if (point.requests_per_s > 0 && (std::isnan(point.failed) || std::isnan(point.edge_hits)))
        found(what + ": requests whose end is unknown");
      if (point.failed < 1 && std::isnan(point.latency_ms))
        found(what + ": answers without a latency");
      share(what, point.failed);
      share(what, point.edge_hits);
    }
  }

  const Result& result_;
  std::vector<std::string> findings_;
};

}  // namespace

std::vector<std::string> audit(const Result& result) { return Auditor(result).all(); }

}  // namespace edgecase
