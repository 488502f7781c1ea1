// What it costs, line by line, and who drove each line.
#include <cmath>

#include <fmt/core.h>

#include "report/numbers.hpp"
#include "report/sections.hpp"

namespace edgecase {
namespace {

/// "most by {region=europe,route=images} 41%"; nothing where one cause drove all of it.
std::string driver_text(const BillRow& row) {
  if (row.drivers.size() < 2) return "";
  double all = 0;
  for (const auto& driver : row.drivers) all += driver.second;
  const auto& [labels, dollars] = row.drivers.front();
  if (!(all > 0) || labels.empty()) return "";
  return fmt::format("; most by {} {}", metric_text("", labels), value_text(dollars / all, "1"));
}

TextRow row_of(const BillRow& row) {
  const EstimateText text = estimate_text(row.dollars, "$");
  const std::string title = row.region.empty() ? row.title : row.title + ", " + row.region;
  const bool known = !std::isnan(row.dollars.mean);
  return {{title,
           known ? TextCell(dollars_text(row.dollars.mean)) : TextCell("unknown", Tone::unsure),
           {text.interval, Tone::faint},
           known ? value_text(row.share, "1") : ""},
          row.name + ": " + row.arithmetic + driver_text(row)};
}

}  // namespace

Section bill_section(const Result& result) {
  Section section{"Bill, dollars in a 30-day month", {}};
  if (result.bill.empty()) return section;
  TextTable table{{{"", Align::left}, {"a month"}, {"95% interval", Align::left}, {"share"}}, {}};
  double known = 0;
  for (const BillRow& row : result.bill) {
    table.rows.push_back(row_of(row));
    if (!std::isnan(row.dollars.mean)) known += row.dollars.mean;
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
        {{{"total of what is known", Tone::unsure}, {"≥ " + dollars_text(known), Tone::unsure}}});
  }
  section.blocks.emplace_back(std::move(table));
  return section;
}

}  // namespace edgecase
