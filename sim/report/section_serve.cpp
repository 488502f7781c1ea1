// What serving this design costs the provider, and the margin on what the customer pays.
#include <cmath>

#include <fmt/core.h>

#include "report/numbers.hpp"
#include "report/sections.hpp"

namespace edgecase {
namespace {

std::string dollars_or_unknown(const Estimate& estimate) {
  return std::isnan(estimate.mean) ? "unknown" : dollars_text(estimate.mean);
}

TextRow served_line(const BillRow& row) {
  const std::string title = row.region.empty() ? row.title : row.title + ", " + row.region;
  return {{title, dollars_or_unknown(row.dollars), value_text(row.share, "1")},
          row.name + ": " + row.arithmetic};
}

TextRow margin_row(const std::string& name, const MarginRow& row) {
  const double share = row.revenue.mean > 0 ? row.margin.mean / row.revenue.mean : std::nan("");
  return {{name, dollars_or_unknown(row.revenue), dollars_or_unknown(row.cost),
           TextCell(dollars_or_unknown(row.margin), row.margin.mean < 0 ? Tone::bad : Tone::plain),
           std::isnan(share) ? "" : value_text(share, "1")}};
}

}  // namespace

Section serve_section(const Result& result) {
  Section section{"Provider's cost to serve, dollars per 30-day month", {}, true};
  if (result.served.empty()) return section;
  TextTable lines{{{"", Align::left}, {"per month"}, {"share"}}, {}};
  for (const BillRow& row : result.served) lines.rows.push_back(served_line(row));
  section.blocks.emplace_back(std::move(lines));
  TextTable margin{{{"", Align::left}, {"revenue"}, {"cost to serve"}, {"margin"}, {"of revenue"}},
                   {}};
  for (const MarginRow& row : result.margin) {
    std::string name = row.by.empty() ? "all" : row.by + " " + row.name;
    if (row.by == "region" && row.name.empty()) name = "fees without a region";
    margin.rows.push_back(margin_row(name, row));
  }
  section.blocks.emplace_back(std::move(margin));
  section.blocks.emplace_back(Paragraph{
      {{"Providers do not publish their costs: these are assumptions, documented line by "
        "line in scenarios/prices/serve-2026.yaml; set design.prices.serve to use others.",
        Tone::faint}}});
  return section;
}

}  // namespace edgecase
