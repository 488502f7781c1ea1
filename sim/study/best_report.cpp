// What a search for the best design says.
#include <algorithm>

#include <fmt/core.h>

#include "report/numbers.hpp"
#include "study/best.hpp"

namespace edgecase {
namespace {

std::string place_text(const BestRow& row, bool selected) {
  switch (row.place) {
    case DesignPlace::selected:
      return "selected";
    case DesignPlace::dearer:
      return "meets all objectives";
    case DesignPlace::misses:
      return "misses " + row.objective;
    case DesignPlace::open:
      return row.objective + " is inconclusive" + (selected ? "" : ", may be the best");
    case DesignPlace::failed:
      break;
  }
  return "cannot be simulated";
}

std::string point_text(const std::vector<Parameter>& parameters, const PointValues& values) {
  std::string text;
  for (const std::string& one : overrides_of(parameters, values))
    text += (text.empty() ? "" : ", ") + one;
  return text.empty() ? "the scenario as it is" : text;
}

std::string heading_of(const std::string& scenario, const Best& best,
                       const std::vector<Parameter>& parameters,
                       const std::vector<PointValues>& values) {
  const bool selected = !best.rows.empty() && best.rows.front().place == DesignPlace::selected;
  const auto count = [&](DesignPlace place) {
    return std::ranges::count(best.rows, place, &BestRow::place);
  };
  if (!selected)
    return fmt::format(
        "{} · no design is known to meet all objectives: {} of {} miss one, {} are "
        "inconclusive",
        scenario, count(DesignPlace::misses), best.rows.size(), count(DesignPlace::open));
  const BestRow& first = best.rows.front();
  const EstimateText cost = estimate_text(first.cost, best.cost.unit);
  std::string text = fmt::format("{} · best: {} with {} {} {}", scenario,
                                 point_text(parameters, values[first.point]), best.cost.name,
                                 cost.mean, cost.interval);
  if (!best.interrupted)
    text += fmt::format(
        ", at least 95% sure if all others that meet the objectives are worse by {} or more",
        value_text(best.indifference, best.cost.unit));
  return text;
}

/// What would change the answer.
std::string hangs_on(const Best& best) {
  if (best.rows.empty() || best.rows.front().place != DesignPlace::selected) return "";
  std::string text;
  if (!best.tightest.empty())
    text = fmt::format("the objective {}, to whose limit the selected design is nearest",
                       best.tightest);
  for (const BestRow& row : best.rows) {
    const bool cheaper = !(row.extra.lo > 0);
    if (row.place == DesignPlace::open && cheaper)
      return fmt::format(
          "{}: point {} costs no more as far as is known, and would be the answer if it "
          "meets {}; give more replications",
          row.objective, row.point + 1, row.objective);
  }
  for (const BestRow& row : best.rows) {
    if (row.place != DesignPlace::dearer) continue;
    const EstimateText extra = difference_text(row.extra, best.cost.unit);
    return text + fmt::format("{}the next design that meets all objectives is point {}, {} {}",
                              text.empty() ? "" : "; ", row.point + 1, extra.mean, extra.interval);
  }
  return text;
}

}  // namespace

std::vector<Section> best_sections(const std::string& scenario, const Best& best,
                                   const std::vector<Parameter>& parameters,
                                   const std::vector<PointValues>& values) {
  std::vector<Section> sections{
      {"", {Paragraph{{heading_of(scenario, best, parameters, values)}, 0}}}};
  const bool selected = !best.rows.empty() && best.rows.front().place == DesignPlace::selected;
  TextTable table;
  table.columns.push_back({"point"});
  for (const Parameter& one : parameters) table.columns.push_back({one.path, Align::right, true});
  table.columns.push_back({best.cost.name});
  table.columns.push_back(interval_column());
  table.columns.push_back({"above the best"});
  table.columns.push_back({"95% interval", Align::left, false, true});
  table.columns.push_back({"replications"});
  table.columns.push_back({"", Align::left});
  for (const BestRow& row : best.rows) {
    TextRow line{{fmt::format("{}", row.point + 1)}};
    for (const std::string& value : values[row.point])
      line.cells.emplace_back(value.empty() ? "·" : value);
    const EstimateText cost = estimate_text(row.cost, best.cost.unit);
    const EstimateText extra = difference_text(row.extra, best.cost.unit);
    const bool compared =
        selected && row.place != DesignPlace::selected && row.place != DesignPlace::failed;
    line.cells.emplace_back(row.place == DesignPlace::failed ? "–" : cost.mean);
    line.cells.emplace_back(cost.interval, Tone::faint);
    line.cells.emplace_back(compared ? extra.mean : "");
    line.cells.emplace_back(compared ? extra.interval : "", Tone::faint);
    line.cells.emplace_back(fmt::format("{}", row.replications));
    line.cells.emplace_back(place_text(row, selected),
                            row.place == DesignPlace::selected ? Tone::good
                            : row.place == DesignPlace::open   ? Tone::unsure
                            : row.place == DesignPlace::misses ? Tone::bad
                                                               : Tone::plain);
    line.detail = row.problem;
    table.rows.push_back(std::move(line));
  }
  sections.push_back({"", {std::move(table)}});
  if (const std::string text = hangs_on(best); !text.empty())
    sections.push_back({"What the verdict hangs on", {Paragraph{{text}}}});
  return sections;
}

}  // namespace edgecase
