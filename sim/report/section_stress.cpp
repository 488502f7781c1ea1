// A stress test: which probe did what, what gave way, and what an interviewer would ask.
#include <cmath>

#include <fmt/core.h>

#include "load/print.hpp"
#include "report/csv.hpp"
#include "report/numbers.hpp"
#include "report/sections.hpp"
#include "report/stress_fields.hpp"

namespace edgecase {
namespace {

std::string comma_joined(const std::vector<std::string>& all) {
  std::string text;
  for (const std::string& one : all) text += (text.empty() ? "" : ", ") + one;
  return text;
}

TextRow stress_row(const StressRow& row, std::size_t number) {
  const EstimateText failed = difference_text(row.failed_more, "1");
  const EstimateText latency = difference_text(row.latency_more_ms, "ms");
  const EstimateText cost = difference_text(row.cost_more, "$");
  return {{fmt::format("{}", number),
           row.probe,
           {row.gave_way, row.gave_way == "nothing" ? Tone::faint : Tone::plain},
           failed.mean,
           {failed.interval, Tone::faint},
           latency.mean,
           {latency.interval, Tone::faint},
           cost.mean,
           {cost.interval, Tone::faint},
           {comma_joined(row.broken), Tone::bad}}};
}

TextTable panel_of(const StressResult& result) {
  TextTable table{{{"#"},
                   {"probe", Align::left},
                   {"gave way", Align::left, true},
                   {"failed"},
                   interval_column(),
                   {"p99"},
                   interval_column(),
                   {"a month"},
                   interval_column(),
                   {"broken objectives", Align::left, true}},
                  {}};
  std::size_t number = 0;
  for (const StressRow& row : result.rows) table.rows.push_back(stress_row(row, ++number));
  return table;
}

std::string breaking_text(const BreakingPoint& point) {
  if (!point.found)
    return fmt::format(
        "No objective fails in every replication up to {:.3g} times the load, the highest that was "
        "tried.",
        point.tried);
  const auto times = [](double load) { return fmt::format("{:.3g}", load); };
  const std::string interval =
      std::isnan(point.load.lo)
          ? std::string()
          : fmt::format(" [{}, {}]", times(point.load.lo), times(point.load.hi));
  return fmt::format("At {} times the load{} the first objective fails: {}. What gives way: {}.",
                     times(point.load.mean), interval, point.objective, point.gave_way);
}

std::string csv_estimate(const Estimate& e) {
  return csv_number(e.mean) + "," + csv_number(e.lo) + "," + csv_number(e.hi);
}

/// A line for each probe.
std::string stress_csv(const StressResult& result) {
  std::string text =
      "probe,gave_way,failed,failed_lo,failed_hi,failed_more,failed_more_lo,failed_more_hi,"
      "latency_more_ms,latency_more_ms_lo,latency_more_ms_hi,cost_more,cost_more_lo,cost_more_hi,"
      "broken,question\n";
  for (const StressRow& row : result.rows)
    text += fmt::format("{},{},{},{},{},{},{},{}\n", csv_text(row.probe), csv_text(row.gave_way),
                        csv_estimate(row.failed), csv_estimate(row.failed_more),
                        csv_estimate(row.latency_more_ms), csv_estimate(row.cost_more),
                        csv_text(comma_joined(row.broken)), csv_text(row.question));
  return text;
}

}  // namespace

std::vector<Section> stress_sections(const StressResult& result) {
  std::vector<Section> all;
  Section head{fmt::format("Stress test of {}", result.scenario), {}};
  if (!result.rows.empty()) {
    head.blocks.emplace_back(Paragraph{{fmt::format(
        "As it is: {} of the requests fail, p99 {}, {} a month{}. Each probe meets the same "
        "requests; changes are means of {} paired runs. Faults last part of the measured time and "
        "are billed once; more load is billed all month.",
        value_text(result.base_failed, "1"), value_text(result.base_latency_ms, "ms"),
        value_text(result.base_cost, "$"),
        result.base_broken.empty() ? std::string()
                                   : "; broken already: " + comma_joined(result.base_broken),
        result.replications)}});
    head.blocks.emplace_back(panel_of(result));
  }
  all.push_back(std::move(head));
  Section questions{result.rows.empty() ? "" : "What an interviewer would ask", {}};
  std::size_t number = 0;
  for (const StressRow& row : result.rows)
    questions.blocks.emplace_back(Paragraph{{fmt::format("{}. {}", ++number, row.question)}});
  all.push_back(std::move(questions));
  if (!result.breaking.empty())
    all.push_back({"Breaking point", {Paragraph{{breaking_text(result.breaking.front())}}}});
  if (!result.skipped.empty()) {
    Section skipped{"Left out", {}};
    for (const std::string& one : result.skipped) skipped.blocks.emplace_back(Paragraph{{one}});
    all.push_back(std::move(skipped));
  }
  return all;
}

std::string render(const StressResult& result, Format format, const TextStyle& style) {
  switch (format) {
    case Format::json:
      return print_json(result, 1) + "\n";
    case Format::csv:
      return stress_csv(result);
    case Format::markdown:
      return as_markdown(stress_sections(result));
    case Format::text:
      break;
  }
  return as_text(stress_sections(result), style);
}

}  // namespace edgecase
