// Each fault with its cost in failed requests, named phases of demand, and the timeline of the
// measured period.
#include <algorithm>
#include <cmath>

#include <fmt/core.h>

#include "report/numbers.hpp"
#include "report/sections.hpp"
#include "report/sparkline.hpp"

namespace edgecase {
namespace {

constexpr std::size_t columns = 56;
constexpr std::size_t label_width = 18;

std::string labelled(const std::string& label, const std::string& bars, const std::string& after) {
  const std::string name = shortened(label, label_width - 2);
  return name + std::string(label_width - display_width(name), ' ') + bars + after;
}

std::string series(const std::vector<TimelinePoint>& timeline, const std::string& label,
                   double TimelinePoint::* member, std::string_view unit) {
  std::vector<double> values;
  values.reserve(timeline.size());
  for (const TimelinePoint& point : timeline) values.push_back(point.*member);
  const std::vector<double> shown = condensed(values, columns);
  double least = std::nan("");
  double most = std::nan("");
  for (double value : shown) {
    if (std::isnan(value)) continue;
    least = std::isnan(least) ? value : std::min(least, value);
    most = std::isnan(most) ? value : std::max(most, value);
  }
  const std::string range =
      fmt::format("  {} to {}", value_text(least, unit), value_text(most, unit));
  return labelled(label, sparkline(shown, most), range);
}

/// A bar under the columns in which the fault, or the phase, was active.
template <class Row>
std::string mark(const Row& row, double whole_s, std::size_t width) {
  std::string bars;
  for (std::size_t i = 0; i < width; ++i) {
    const double from = whole_s * static_cast<double>(i) / static_cast<double>(width);
    const double to = whole_s * static_cast<double>(i + 1) / static_cast<double>(width);
    bars += row.from_s < to && row.until_s > from ? "━" : " ";
  }
  bars.erase(bars.find_last_not_of(' ') + 1);
  return labelled(row.name, bars, "");
}

Verbatim timeline_of(const Result& result) {
  const auto& timeline = result.timeline;
  const std::size_t width = std::min(timeline.size(), columns);
  Verbatim block;
  block.lines = {series(timeline, "requests", &TimelinePoint::requests_per_s, "1/s"),
                 series(timeline, "failed", &TimelinePoint::failed, "1"),
                 series(timeline, "edge hits", &TimelinePoint::edge_hits, "1"),
                 series(timeline, "to origin", &TimelinePoint::origin_per_s, "1/s"),
                 series(timeline, "latency", &TimelinePoint::latency_ms, "ms")};
  for (const FaultRow& fault : result.faults) {
    block.lines.push_back(mark(fault, result.measured_s, width));
  }
  for (const PhaseRow& phase : result.phases)
    block.lines.push_back(mark(phase, result.measured_s, width));
  const std::string end = seconds_text(result.measured_s);
  const std::size_t taken = 1 + display_width(end);
  const std::string space(width > taken ? width - taken : 1, ' ');
  block.lines.push_back(labelled("time", "0" + space + end, ""));
  return block;
}

/// A recovery that the end of the run cut off is a lower bound.
std::string recovery_text(const FaultRow& fault, const EstimateText& seconds) {
  if (fault.unrecovered <= 0) return seconds.mean;
  return "over " + seconds.mean;
}

TextRow fault_row(const FaultRow& fault) {
  const EstimateText failed = estimate_text(fault.failed, "1");
  const EstimateText recovery = estimate_text(fault.recovery_s, "s");
  return {{fault.name,
           seconds_text(fault.from_s),
           seconds_text(fault.until_s - fault.from_s),
           recovery_text(fault, recovery),
           {recovery.interval, Tone::faint},
           failed.mean,
           {failed.interval, Tone::faint},
           estimate_text(fault.failed_in_all, "1").mean,
           fault.worst_region,
           fault.worst_region.empty() ? "" : value_text(fault.worst_failed, "1")}};
}

TextTable fault_table_of(const Result& result) {
  TextTable table{{{"", Align::left},
                   {"at"},
                   {"duration"},
                   {"recovered after"},
                   interval_column(),
                   {"failed because of it"},
                   interval_column(),
                   {"in all"},
                   {"worst region", Align::left},
                   {"failed"}},
                  {}};
  for (const FaultRow& fault : result.faults) table.rows.push_back(fault_row(fault));
  return table;
}

TextTable phase_table_of(const Result& result) {
  TextTable table{{{"phase", Align::left},
                   {"at"},
                   {"duration"},
                   {"requests"},
                   {"failed"},
                   {"edge hits"},
                   {"to origin"},
                   {"latency"}},
                  {}};
  for (const PhaseRow& phase : result.phases) {
    table.rows.push_back(
        {{phase.name, seconds_text(phase.from_s), seconds_text(phase.until_s - phase.from_s),
          value_text(phase.requests_per_s, "1/s"), value_text(phase.failed, "1"),
          value_text(phase.edge_hits, "1"), value_text(phase.origin_per_s, "1/s"),
          value_text(phase.latency_ms, "ms")}});
  }
  return table;
}

}  // namespace

Section fault_section(const Result& result) {
  Section section{result.faults.empty() ? "Phases of demand" : "Faults", {}};
  if (result.faults.empty() && result.phases.empty()) return section;
  if (!result.faults.empty()) section.blocks.emplace_back(fault_table_of(result));
  if (!result.phases.empty()) section.blocks.emplace_back(phase_table_of(result));
  if (!result.timeline.empty()) section.blocks.emplace_back(timeline_of(result));
  return section;
}

}  // namespace edgecase
