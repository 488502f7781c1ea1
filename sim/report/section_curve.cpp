// Harm against speed: what each step plan fails if the change is bad, and how long it takes if it
// is good.
#include <algorithm>
#include <cmath>

#include <fmt/core.h>

#include "load/print.hpp"
#include "report/csv.hpp"
#include "report/curve_fields.hpp"
#include "report/numbers.hpp"
#include "report/sections.hpp"

namespace edgecase {
namespace {

std::string time_or_dash(double seconds) {
  return std::isnan(seconds) ? "-" : seconds_text(seconds);
}

TextTable curve_table(const CurveResult& result) {
  TextTable table{{{"steps, soak", Align::left},
                   {"rolled out in"},
                   {"failed"},
                   interval_column(),
                   {"users"},
                   {"lasts"},
                   {"undone"},
                   {"false alarms"},
                   {"a year"},
                   {"", Align::left}},
                  {}};
  for (const CurveRow& row : result.rows) {
    const EstimateText failed = estimate_text(row.failed, "count");
    table.rows.push_back({{row.plan,
                           time_or_dash(row.everywhere_s.mean),
                           failed.mean,
                           {failed.interval, Tone::faint},
                           value_text(row.users.mean, "1"),
                           time_or_dash(row.harm_s.mean),
                           value_text(row.undone, "1"),
                           value_text(row.false_alarms.mean, "1"),
                           count_text(row.harm_a_year),
                           row.efficient ? "frontier" : ""}});
  }
  return table;
}

/// Requests failed, as bars: the plans on the frontier, the fastest first.
Verbatim bars_of(const CurveResult& result) {
  constexpr double width = 40;
  double most = 0;
  for (const CurveRow& row : result.rows) most = std::max(most, row.failed.mean);
  Verbatim block;
  for (const CurveRow& row : result.rows) {
    if (!row.efficient) continue;
    const auto bars = static_cast<std::size_t>(most > 0 ? row.failed.mean / most * width + 0.5 : 0);
    std::string bar;
    for (std::size_t i = 0; i < bars; ++i) bar += "━";
    block.lines.push_back(fmt::format("{:>9}  {} {}", time_or_dash(row.everywhere_s.mean), bar,
                                      count_text(row.failed.mean)));
  }
  return block;
}

std::vector<Section> curve_sections(const CurveResult& result) {
  Section head{fmt::format("Harm against speed: {}", result.scenario), {}};
  head.blocks.emplace_back(Paragraph{{fmt::format(
      "Each plan ships the scenario's changes as they are (requests that fail, share of users "
      "harmed, how long it lasts) and as good ones (rolled out in, false alarms), {} runs each on "
      "the same "
      "requests. Failed requests a year are those of {} changes, of which {} are as bad as these. "
      "A "
      "change that is not undone goes on failing after the run.",
      result.replications, count_text(result.changes_a_year), value_text(result.bad_share, "1"))}});
  head.blocks.emplace_back(curve_table(result));
  Section frontier{"The frontier: failed requests by the time to roll out a good change", {}};
  frontier.blocks.emplace_back(bars_of(result));
  std::vector<Section> all{std::move(head), std::move(frontier)};
  if (!result.skipped.empty()) {
    Section skipped{"Left out", {}};
    for (const std::string& one : result.skipped) skipped.blocks.emplace_back(Paragraph{{one}});
    all.push_back(std::move(skipped));
  }
  return all;
}

std::string curve_csv(const CurveResult& result) {
  std::string text =
      "plan,everywhere_s,failed,failed_lo,failed_hi,users,harm_s,undone,false_alarms,harm_a_year,"
      "most_a_week,efficient\n";
  for (const CurveRow& row : result.rows)
    text += fmt::format(
        "{},{},{},{},{},{},{},{},{},{},{},{}\n", csv_text(row.plan),
        csv_number(row.everywhere_s.mean), csv_number(row.failed.mean), csv_number(row.failed.lo),
        csv_number(row.failed.hi), csv_number(row.users.mean), csv_number(row.harm_s.mean),
        csv_number(row.undone), csv_number(row.false_alarms.mean), csv_number(row.harm_a_year),
        csv_number(row.most_a_week), row.efficient ? 1 : 0);
  return text;
}

}  // namespace

std::string render(const CurveResult& result, Format format, const TextStyle& style) {
  switch (format) {
    case Format::json:
      return print_json(result, 1) + "\n";
    case Format::csv:
      return curve_csv(result);
    case Format::markdown:
      return as_markdown(curve_sections(result));
    case Format::text:
      break;
  }
  return as_text(curve_sections(result), style);
}

}  // namespace edgecase
