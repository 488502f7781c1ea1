// The error that comes from simulating a sample of the objects.

#include <fmt/core.h>

#include "report/estimates.hpp"
#include "report/numbers.hpp"
#include "report/sections.hpp"

namespace edgecase {

Section sample_section(const Result& result) {
  if (result.one_in == 1) return {};
  Section section{"Sample", {}};
  const auto objects = static_cast<double>(result.one_in);
  section.blocks.emplace_back(Paragraph{
      {{fmt::format("Simulated: one in {} objects and the requests for it. The sampling error is "
                    "about the change seen with half as many objects:",
                    count_text(objects))}}});
  TextTable table = estimates_table();
  const Estimate& hits = estimate_of(result, "sample.shift.hit_ratio");
  const Estimate& origin = estimate_of(result, "sample.shift.origin_rate");
  const EstimateText points = difference_text(hits, "1");
  const EstimateText part = relative_text(origin);
  table.rows.push_back({{"edge hit ratio", points.mean, {points.interval, Tone::faint}}});
  table.rows.push_back({{"requests at the origin", part.mean, {part.interval, Tone::faint}}});
  section.blocks.emplace_back(std::move(table));
  return section;
}

}  // namespace edgecase
