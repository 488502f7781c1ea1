#include "study/frontier.hpp"

#include <algorithm>

#include <fmt/core.h>

#include "report/numbers.hpp"

namespace edgecase {
namespace {

std::string objective_missed(const SweepOutcome& outcome, std::size_t point, std::size_t measures) {
  const auto& promises = outcome.points.promises;
  for (std::size_t i = 0; i < promises.size(); ++i) {
    const auto& values = outcome.result.points[point].replications[measures + i];
    const Interval interval = within(promises[i].indicator.family->range, mean_interval(values));
    if (judge(interval, promises[i].comparison, promises[i].limit) == Verdict::fail)
      return promises[i].name.empty() ? to_text(promises[i].indicator) : promises[i].name;
  }
  return "";
}

DesignValues small_is_good(const SweepResult& sweep, const SweepPoint& point,
                           std::size_t measures) {
  DesignValues values(point.replications.begin(),
                      point.replications.begin() + static_cast<std::ptrdiff_t>(measures));
  for (std::size_t m = 0; m < measures; ++m)
    if (sweep.measures[m].more_is_better)
      for (double& value : values[m]) value = -value;
  return values;
}

/// On the front, undecided, dominated, left out.
int rank_of(const FrontierRow& row) {
  if (!row.missed.empty()) return 3;
  return row.place.standing == Standing::on_front    ? 0
         : row.place.standing == Standing::undecided ? 1
                                                     : 2;
}

void sort_rows(const SweepResult& sweep, Frontier& frontier) {
  std::vector<std::size_t> order(frontier.rows.size());
  for (std::size_t i = 0; i < order.size(); ++i) order[i] = i;
  std::ranges::stable_sort(order, [&](std::size_t a, std::size_t b) {
    const FrontierRow& one = frontier.rows[a];
    const FrontierRow& other = frontier.rows[b];
    if (rank_of(one) != rank_of(other)) return rank_of(one) < rank_of(other);
    const auto first = [&](const FrontierRow& row) {
      return sweep.points[row.point].estimates.front().mean;
    };
    return first(one) < first(other);
  });
  std::vector<std::size_t> now(order.size());
  for (std::size_t i = 0; i < order.size(); ++i) now[order[i]] = i;
  std::vector<FrontierRow> sorted;
  for (const std::size_t i : order) {
    FrontierRow row = frontier.rows[i];
    if (row.place.by) row.place.by = now[*row.place.by];
    sorted.push_back(std::move(row));
  }
  frontier.rows = std::move(sorted);
}

std::optional<std::size_t> knee_row(const SweepResult& sweep, const Frontier& frontier) {
  std::vector<FrontPoint> front;
  for (const FrontierRow& row : frontier.rows) {
    if (rank_of(row) != 0) break;
    const SweepPoint& point = sweep.points[row.point];
    const double up = sweep.measures[0].more_is_better ? -1 : 1;
    const double right = sweep.measures[1].more_is_better ? -1 : 1;
    front.push_back({up * point.estimates[0].mean, right * point.estimates[1].mean});
  }
  if (!front.empty() && front.front().x > front.back().x) {
    std::ranges::reverse(front);
    const auto knee = knee_of(front);
    return knee ? std::optional(front.size() - 1 - *knee) : std::nullopt;
  }
  return knee_of(front);
}

}  // namespace

Frontier frontier_of(const SweepOutcome& outcome, std::size_t measures) {
  const SweepResult& sweep = outcome.result;
  Frontier frontier;
  std::vector<DesignValues> values;
  std::vector<std::size_t> compared;  // rows
  for (std::size_t i = 0; i < sweep.points.size(); ++i) {
    if (!sweep.points[i].problem.empty()) continue;
    FrontierRow row{.point = i, .missed = objective_missed(outcome, i, measures)};
    if (row.missed.empty()) {
      compared.push_back(frontier.rows.size());
      values.push_back(small_is_good(sweep, sweep.points[i], measures));
    }
    frontier.rows.push_back(std::move(row));
  }
  frontier.compared = compared.size();
  const std::vector<FrontPlace> places = front_of(values);
  for (std::size_t i = 0; i < places.size(); ++i) {
    frontier.rows[compared[i]].place = places[i];
    if (places[i].by) frontier.rows[compared[i]].place.by = compared[*places[i].by];
  }
  sort_rows(sweep, frontier);
  if (measures == 2) frontier.knee = knee_row(sweep, frontier);
  return frontier;
}

std::string standing_text(const SweepResult& sweep, const Frontier& frontier, std::size_t row) {
  const FrontierRow& one = frontier.rows[row];
  if (!one.missed.empty()) return "misses " + one.missed;
  const std::string other =
      one.place.by ? fmt::format("{}", sweep.points[frontier.rows[*one.place.by].point].number)
                   : "";
  if (one.place.standing == Standing::dominated) return "dominated by point " + other;
  if (one.place.standing == Standing::undecided)
    return "undecided: point " + other + " may be as good or better";
  return frontier.knee == row ? "on front (knee)" : "on front";
}

std::vector<Section> frontier_sections(const SweepResult& sweep, const Frontier& frontier,
                                       std::size_t measures) {
  std::size_t on = 0;
  std::size_t undecided = 0;
  for (const FrontierRow& row : frontier.rows) {
    on += rank_of(row) == 0 ? 1 : 0;
    undecided += rank_of(row) == 1 ? 1 : 0;
  }
  std::string heading =
      fmt::format("{} · {} of {} designs are on the front", sweep.scenario, on, frontier.compared);
  if (undecided > 0)
    heading += fmt::format(", {} undecided at this number of replications", undecided);
  const std::size_t left_out = frontier.rows.size() - frontier.compared;
  if (left_out > 0)
    heading += fmt::format(", {} left out because they miss an objective", left_out);
  const std::size_t failed = sweep.points.size() - frontier.rows.size();
  if (failed > 0) heading += fmt::format(", {} cannot be simulated", failed);
  TextTable table;
  table.columns.push_back({"point"});
  for (const std::string& path : sweep.parameters)
    table.columns.push_back({path, Align::right, true});
  for (std::size_t m = 0; m < measures; ++m) {
    table.columns.push_back({sweep.measures[m].name});
    table.columns.push_back(interval_column());
  }
  table.columns.push_back({"", Align::left});
  for (std::size_t i = 0; i < frontier.rows.size(); ++i) {
    const SweepPoint& point = sweep.points[frontier.rows[i].point];
    TextRow row{{fmt::format("{}", point.number)}};
    for (const std::string& value : point.values)
      row.cells.emplace_back(value.empty() ? "·" : value);
    for (std::size_t m = 0; m < measures; ++m) {
      const EstimateText text = estimate_text(point.estimates[m], sweep.measures[m].unit);
      row.cells.emplace_back(text.mean);
      row.cells.emplace_back(text.interval, Tone::faint);
    }
    const int rank = rank_of(frontier.rows[i]);
    row.cells.emplace_back(standing_text(sweep, frontier, i), rank == 0   ? Tone::good
                                                              : rank == 1 ? Tone::unsure
                                                                          : Tone::faint);
    table.rows.push_back(std::move(row));
  }
  std::vector<Section> sections{{"", {Paragraph{{heading}, 0}}}, {"", {std::move(table)}}};
  std::vector<Section> of_sweep = sweep_sections(sweep);
  sections.push_back(std::move(of_sweep.back()));
  return sections;
}

}  // namespace edgecase
