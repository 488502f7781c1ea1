// The bill in at most five lines: the largest products, the rest, the total.
#include <algorithm>
#include <cmath>
#include <map>

#include <fmt/core.h>

#include "report/estimates.hpp"
#include "report/numbers.hpp"
#include "report/sections.hpp"

namespace edgecase {
namespace {

constexpr std::size_t most_lines = 5;  // with the rest and the total

/// The lines of one title, over price regions.
struct BillPart {
  std::string title;
  double dollars = 0;
  bool known = true;
  std::map<std::string, std::map<std::string, double>> drivers;  ///< by label, then by its value
};

std::vector<BillPart> parts_of(const Result& result) {
  std::vector<BillPart> parts;
  for (const BillRow& row : result.bill) {
    auto at = std::ranges::find(parts, row.title, &BillPart::title);
    if (at == parts.end()) at = parts.insert(parts.end(), BillPart{row.title, 0, true, {}});
    at->known = at->known && !std::isnan(row.dollars.mean);
    at->dollars += row.at_least;
    for (const auto& [labels, dollars] : row.drivers)
      for (const auto& [label, value] : labels) at->drivers[label][value] += dollars;
  }
  std::ranges::stable_sort(parts, [](const BillPart& a, const BillPart& b) {
    return a.known != b.known ? !a.known : a.dollars > b.dollars;
  });
  return parts;
}

/// "mostly checkout 98.7%, asia 53.9%": the largest contributor by each of these, where there
/// are several.
std::string drivers_text(const BillPart& part) {
  std::string text;
  for (const char* label : {"route", "region"}) {
    const auto by = part.drivers.find(label);
    if (by == part.drivers.end() || by->second.size() < 2) continue;
    double all = 0;
    for (const auto& [value, dollars] : by->second) all += dollars;
    const auto most =
        std::ranges::max_element(by->second, {}, [](auto& one) { return one.second; });
    if (!(all > 0)) continue;
    text += fmt::format("{}{} {}", text.empty() ? "mostly " : ", ", most->first,
                        value_text(most->second / all, "1"));
  }
  return text;
}

TextRow part_row(const BillPart& part, double total) {
  const bool shared = part.known && total > 0;
  TextCell dollars = part.known ? TextCell(dollars_text(part.dollars))
                                : TextCell(part.dollars > 0 ? "≥ " + dollars_text(part.dollars)
                                                            : std::string("unknown"),
                                           Tone::unsure);
  return {{part.title,
           std::move(dollars),
           shared ? value_text(part.dollars / total, "1") : "",
           "",
           {drivers_text(part), Tone::faint}}};
}

TextRow total_row(const Result& result, double known) {
  const Estimate& total = estimate_of(result, "cost.monthly");
  const std::string each = cost_for_each(result);
  if (!occurred(total))
    return {{{"total of known prices", Tone::unsure},
             {"≥ " + dollars_text(known), Tone::unsure},
             "",
             "",
             {each, Tone::faint}}};
  return {{{"total", Tone::strong},
           {dollars_text(total.mean), Tone::strong},
           "",
           {estimate_text(total, "$").interval, Tone::faint},
           {each, Tone::faint}}};
}

/// "The month: 3 min once, with purges ($0.14); 720 h the rest of the month, … ($17.08)": what
/// happens once is on the bill once.
std::string month_text(const Result& result) {
  std::string text;
  for (const MonthRow& row : result.month)
    text += fmt::format("{}{} {} ({})", text.empty() ? "The month: " : "; ",
                        seconds_text(row.month_s), row.because, dollars_text(row.dollars.mean));
  return text;
}

}  // namespace

Section bill_summary(const Result& result) {
  Section section{"Bill, dollars per 30-day month (-v shows the arithmetic)", {}};
  if (result.bill.empty()) return section;
  const std::vector<BillPart> parts = parts_of(result);
  double known = 0;
  std::size_t counted = 0;
  for (const BillPart& part : parts) {
    known += part.dollars;
    counted += part.dollars > 0 || !part.known ? 1 : 0;
  }
  TextTable table{{{"", Align::left, true},
                   {"per month"},
                   {"share"},
                   interval_column(),
                   {"", Align::left, true}},
                  {}};
  const std::size_t shown = counted < most_lines ? counted : most_lines - 2;
  double rest = 0;
  for (std::size_t i = 0; i < counted; ++i) {
    if (i < shown)
      table.rows.push_back(part_row(parts[i], known));
    else
      rest += parts[i].dollars;
  }
  if (shown < counted)
    table.rows.push_back({{fmt::format("{} more lines", counted - shown), dollars_text(rest),
                           value_text(rest / known, "1")}});
  table.rows.push_back(total_row(result, known));
  section.blocks.emplace_back(std::move(table));
  if (const std::string month = month_text(result); !month.empty())
    section.blocks.emplace_back(Paragraph{{{month, Tone::faint}}});
  for (Block& block : not_priced(result, false)) section.blocks.push_back(std::move(block));
  return section;
}

}  // namespace edgecase
