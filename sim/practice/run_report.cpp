#include "practice/run_report.hpp"

#include <cmath>

#include <fmt/core.h>

#include "practice/score/interval_score.hpp"
#include "report/numbers.hpp"

namespace edgecase {
namespace {

TextCell mark_of(RowOutcome outcome) {
  if (outcome == RowOutcome::pass) return {"✓", Tone::good};
  if (outcome == RowOutcome::fail) return {"✗", Tone::bad};
  return {"≈", Tone::unsure};
}

TextRow text_row(const RowScore& row) {
  const EstimateText text = estimate_text(estimate_of(row.measured.interval()), row.measured.unit);
  const bool close = row.outcome == RowOutcome::close;
  const std::string note = close ? "  too close to call: half the points" : row.note;
  return {{mark_of(row.outcome),
           row.name + ": " + row.measured.text,
           fmt::format("{} {}", symbol_of(row.op), limit_text(row.limit, row.measured.unit)),
           {text.mean, mark_of(row.outcome).tone},
           {text.interval, Tone::faint},
           fmt::format("{:g} of {:g}", row.points, row.of)},
          note};
}

}  // namespace

Section rows_section(const CaseSpec& spec, const CaseScore& score, const std::string& title) {
  TextTable table;
  table.columns = {{"", Align::left}, {"row", Align::left}, {"limit", Align::right},
                   {"measured"},      interval_column(),    {"points"}};
  double of = 0;
  for (const RowScore& row : score.rows) {
    table.rows.push_back(text_row(row));
    of += row.of;
  }
  const std::string claims = spec.claims.points > 0
                                 ? fmt::format(
                                       ", and {:g} more for {} claims that hold (edgecase case "
                                       "claim)",
                                       spec.claims.points, spec.claims.min)
                                 : "";
  const Paragraph sum{{{fmt::format("{:g} of {:g} points{}", score.points, of, claims)}}};
  return {title, {table, sum}};
}

std::optional<ForecastLine> forecast_line(const SessionForecast& made, const ForecastSpec& spec,
                                          std::string_view unit) {
  if (!made.outcome) return std::nullopt;
  const ForecastScale scale = scale_of(spec, unit);
  const IntervalForecast said{made.lo, made.hi, spec.level.value};
  ForecastLine line;
  line.name = made.name;
  line.said = fmt::format("{} to {}", value_text(made.lo, unit), value_text(made.hi, unit));
  line.is = value_text(*made.outcome, unit);
  line.inside = made.lo <= *made.outcome && *made.outcome <= made.hi;
  line.points = forecast_points(scale, said, ignorant_of(spec, unit), *made.outcome);
  line.surprise = std::abs(error_in_half_widths(scale, said, *made.outcome));
  return line;
}

std::string points_text_of(double points) {
  return std::isnan(points) ? "–" : fmt::format("{:.1f}", points);
}

Json logged_rows(const CaseScore& score) {
  Json rows = Json::array();
  for (const RowScore& row : score.rows) {
    const Interval interval = row.measured.interval();
    rows.push_back({{"row", row.name},
                    {"mean", interval.mean},
                    {"lo", interval.lo},
                    {"hi", interval.hi},
                    {"unit", row.measured.unit},
                    {"outcome", name_of(row.outcome)},
                    {"points", row.points},
                    {"of", row.of}});
  }
  return rows;
}

}  // namespace edgecase
