// The bill, line by line, with the largest contributors to each line.
#include <chrono>
#include <cmath>

#include <fmt/core.h>

#include "report/numbers.hpp"
#include "report/sections.hpp"

namespace edgecase {
namespace {

/// "; driven by route=images 72%, region=europe 41%": the largest contributor by each label.
std::string driver_text(const BillRow& row) {
  std::string text;
  std::string_view label;
  for (auto at = row.drivers.begin(); at != row.drivers.end(); ++at) {
    if (at->labels.empty() || at->labels.begin()->first == label) continue;
    label = at->labels.begin()->first;
    if (label == "phase" && at->labels.begin()->second == "rest") continue;  // of the month
    const auto next = std::next(at);
    const bool alone = next == row.drivers.end() || next->labels.begin()->first != label;
    if (alone || !(row.dollars.mean > 0)) continue;
    double all = 0;
    for (const auto& [labels, dollars] : row.drivers)
      all += labels.begin()->first == label ? dollars : 0;
    text += fmt::format("{}{}={} {}", text.empty() ? "; driven by " : ", ", label,
                        at->labels.begin()->second, value_text(at->dollars / all, "1"));
  }
  return text;
}

TextRow bill_row(const BillRow& row) {
  const EstimateText text = estimate_text(row.dollars, "$");
  const std::string title = row.region.empty() ? row.title : row.title + ", " + row.region;
  const bool known = !std::isnan(row.dollars.mean);
  return {{title,
           known              ? TextCell(dollars_text(row.dollars.mean))
           : row.at_least > 0 ? TextCell("≥ " + dollars_text(row.at_least), Tone::unsure)
                              : TextCell("unknown", Tone::unsure),
           {text.interval, Tone::faint},
           known ? value_text(row.share, "1") : ""},
          row.name + ": " + row.arithmetic + driver_text(row)};
}

/// "not metered: Workers Logpush (cloudflare-2026/workers/logpush), …"
std::string not_metered_text(const Result& result, bool all) {
  std::string text;
  for (const NotMeteredRow& row : result.not_metered)
    if (all || !row.why.empty())
      text += fmt::format("{}{} ({}{}{})", text.empty() ? "" : "; ", row.title, row.name,
                          row.why.empty() ? "" : ": ", row.why);
  return text;
}

/// The phases of the month, and what each of them costs.
TextTable month_table(const Result& result) {
  TextTable table{{{"phase", Align::left},
                   {"measured"},
                   {"times"},
                   {"per month"},
                   {"dollars"},
                   interval_column(),
                   {"", Align::left}},
                  {}};
  double left = std::chrono::duration<double>(std::chrono::hours(24 * 30)).count();
  for (const MonthRow& row : result.month) {
    const EstimateText text = estimate_text(row.dollars, "$");
    table.rows.push_back({{row.name,
                           seconds_text(row.measured_s),
                           fmt::format("x {:.6g}", row.times),
                           seconds_text(row.month_s),
                           dollars_text(row.dollars.mean),
                           {text.interval, Tone::faint},
                           {row.because, Tone::faint}}});
    left -= row.month_s;
  }
  if (left > 1) table.rows.push_back({{"(not covered)", "", "", seconds_text(left), "$0"}});
  return table;
}

}  // namespace

std::string cost_for_each(const Result& result) {
  std::string text;
  for (const auto& [metric, what] : {std::pair{"cost.per_million_requests", "million requests"},
                                     std::pair{"cost.per_active_user", "active user"}}) {
    const Metric* const each = result.find(metric);
    if (each == nullptr || std::isnan(each->estimate.mean)) continue;
    text += fmt::format("{}{} per {}", text.empty() ? "" : ", ",
                        each->estimate.mean < 1 ? fmt::format("${:.3g}", each->estimate.mean)
                                                : dollars_text(each->estimate.mean),
                        what);
  }
  return text;
}

std::vector<Block> not_priced(const Result& result, bool all_not_metered) {
  std::vector<Block> blocks;
  if (const std::string text = not_metered_text(result, all_not_metered); !text.empty())
    blocks.emplace_back(
        Paragraph{{{"not metered by a run, so not on this bill:", Tone::unsure}, {text}}});
  for (const UnpricedRow& row : result.unpriced)
    blocks.emplace_back(
        Paragraph{{{"not priced:", Tone::bad},
                   {fmt::format("{} {} per month ({})", row.meter, row.quantity, row.doc)}}});
  return blocks;
}

Section bill_section(const Result& result) {
  Section section{"Bill, dollars per 30-day month", {}};
  if (result.bill.empty()) return section;
  if (!result.month.empty()) section.blocks.emplace_back(month_table(result));
  TextTable table{{{"", Align::left}, {"per month"}, interval_column(), {"share"}}, {}};
  double known = 0;
  for (const BillRow& row : result.bill) {
    table.rows.push_back(bill_row(row));
    known += std::isnan(row.dollars.mean) ? row.at_least : row.dollars.mean;
  }
  const Metric* total = result.find("cost.monthly");
  if (total && !std::isnan(total->estimate.mean)) {
    const EstimateText text = estimate_text(total->estimate, "$");
    table.rows.push_back({{{"total", Tone::strong},
                           {dollars_text(total->estimate.mean), Tone::strong},
                           {text.interval, Tone::faint},
                           ""}});
  } else {
    table.rows.push_back(
        {{{"total of known prices", Tone::unsure}, {"≥ " + dollars_text(known), Tone::unsure}}});
  }
  section.blocks.emplace_back(std::move(table));
  if (const std::string each = cost_for_each(result); !each.empty())
    section.blocks.emplace_back(Paragraph{{{each, Tone::faint}}});
  if (result.replications > 1)
    section.blocks.emplace_back(
        Paragraph{{{fmt::format("quantities are means over the {} replications, per price tier",
                                result.replications),
                    Tone::faint}}});
  for (Block& block : not_priced(result, true)) section.blocks.push_back(std::move(block));
  return section;
}

}  // namespace edgecase
