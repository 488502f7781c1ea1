#include "report/sweep.hpp"

#include <algorithm>
#include <cmath>
#include <map>

#include <fmt/core.h>

#include "load/json.hpp"
#include "report/csv.hpp"
#include "report/numbers.hpp"

namespace edgecase {
namespace {

std::size_t with_problems(const SweepResult& sweep) {
  return static_cast<std::size_t>(std::ranges::count_if(
      sweep.points, [](const SweepPoint& point) { return !point.problem.empty(); }));
}

std::size_t replications_in(const SweepResult& sweep,
                            std::size_t (*better)(std::size_t, std::size_t)) {
  std::size_t found = 0;
  for (const SweepPoint& point : sweep.points) {
    if (point.replications.empty()) continue;
    const std::size_t n = point.replications.front().size();
    found = found == 0 ? n : better(found, n);
  }
  return found;
}

Paragraph heading(const SweepResult& sweep) {
  const std::size_t least =
      replications_in(sweep, [](std::size_t a, std::size_t b) { return std::min(a, b); });
  const std::size_t most =
      replications_in(sweep, [](std::size_t a, std::size_t b) { return std::max(a, b); });
  std::string text = fmt::format(
      "{} · {} points{} · {} replications each, the same random events at every point · seed {}",
      sweep.scenario, sweep.points.size(),
      sweep.points.size() < sweep.planned ? fmt::format(" of {}", sweep.planned) : "",
      least == most ? fmt::format("{}", least) : fmt::format("{} to {}", least, most), sweep.seed);
  if (const std::size_t wrong = with_problems(sweep); wrong > 0)
    text += fmt::format(" · {} without numbers", wrong);
  return {{text}, 0};
}

TextTable points_table(const SweepResult& sweep) {
  TextTable table;
  for (const std::string& path : sweep.parameters)
    table.columns.push_back({path, Align::right, true});
  for (const SweepMeasure& measure : sweep.measures) {
    table.columns.push_back({measure.name});
    table.columns.push_back(interval_column());
  }
  for (const SweepPoint& point : sweep.points) {
    TextRow row;
    for (const std::string& value : point.values)
      row.cells.emplace_back(value.empty() ? "·" : value);
    for (std::size_t i = 0; i < point.estimates.size(); ++i) {
      const EstimateText text = estimate_text(point.estimates[i], sweep.measures[i].unit);
      row.cells.emplace_back(text.mean);
      row.cells.emplace_back(text.interval, Tone::faint);
    }
    if (!point.problem.empty()) row.detail = point.problem;
    table.rows.push_back(std::move(row));
  }
  return table;
}

Section effects_section(const SweepResult& sweep) {
  Section section{"What the numbers hang on: the parameter that moves each of them most", {}};
  TextTable table{{{"", Align::left}, {"", Align::left}, {"", Align::left}}, {}};
  for (std::size_t i = 0; i < sweep.measures.size(); ++i) {
    const auto effects = main_effects(sweep, i);
    if (effects.empty()) continue;
    const MainEffect& most = effects.front();
    const std::string_view unit = sweep.measures[i].unit;
    const bool moves = most.most > most.least;
    table.rows.push_back(
        {{sweep.measures[i].name,
          moves ? sweep.parameters[most.parameter] : "none: it is the same at every point",
          moves ? fmt::format("{} at {}, {} at {}", value_text(most.least, unit), most.at_least,
                              value_text(most.most, unit), most.at_most)
                : ""}});
  }
  if (!table.rows.empty()) section.blocks.emplace_back(std::move(table));
  return section;
}

}  // namespace

std::vector<MainEffect> main_effects(const SweepResult& sweep, std::size_t measure) {
  std::vector<MainEffect> all;
  for (std::size_t p = 0; p < sweep.parameters.size(); ++p) {
    std::map<std::string, std::pair<double, double>> sums;  // by value: sum, count
    for (const SweepPoint& point : sweep.points) {
      if (point.estimates.empty() || std::isnan(point.estimates[measure].mean)) continue;
      auto& [sum, count] = sums[point.values[p]];
      sum += point.estimates[measure].mean;
      count += 1;
    }
    const bool alone = sums.erase("") > 0;  // one at a time: points that leave it as it is
    if (sums.size() < 2) continue;
    // A sample of the ranges has each value once: the other parameters differ between two of them.
    const bool sampled =
        std::ranges::all_of(sums, [](const auto& value) { return value.second.second < 2; });
    if (sampled && !alone && sweep.parameters.size() > 1) continue;
    MainEffect effect{.parameter = p, .at_least = {}, .at_most = {}};
    for (const auto& [value, sum] : sums) {
      const double mean = sum.first / sum.second;
      if (effect.at_least.empty() || mean < effect.least) {
        effect.least = mean;
        effect.at_least = value;
      }
      if (effect.at_most.empty() || mean > effect.most) {
        effect.most = mean;
        effect.at_most = value;
      }
    }
    all.push_back(std::move(effect));
  }
  std::ranges::stable_sort(all, [](const MainEffect& a, const MainEffect& b) {
    return a.most - a.least > b.most - b.least;
  });
  return all;
}

std::vector<Section> sweep_sections(const SweepResult& sweep) {
  return {{"", {heading(sweep)}}, {"", {points_table(sweep)}}, effects_section(sweep)};
}

std::string sweep_csv(const SweepResult& sweep) {
  std::string text = "point";
  for (const std::string& path : sweep.parameters) text += "," + csv_text(path);
  for (const SweepMeasure& measure : sweep.measures)
    for (const char* part : {"", " lo", " hi"}) text += "," + csv_text(measure.name + part);
  text += ",replications,problem\n";
  for (const SweepPoint& point : sweep.points) {
    text += fmt::format("{}", point.number);
    for (const std::string& value : point.values) text += "," + csv_text(value);
    for (std::size_t i = 0; i < sweep.measures.size(); ++i) {
      const Estimate none{std::nan(""), std::nan(""), std::nan("")};
      const Estimate& e = point.estimates.empty() ? none : point.estimates[i];
      text += "," + csv_number(e.mean) + "," + csv_number(e.lo) + "," + csv_number(e.hi);
    }
    const std::size_t n = point.replications.empty() ? 0 : point.replications.front().size();
    text += fmt::format(",{},{}\n", n, csv_text(point.problem));
  }
  return text;
}

std::string sweep_json_lines(const SweepResult& sweep) {
  std::string text;
  for (const SweepPoint& point : sweep.points) {
    Json line;
    line["scenario"] = sweep.scenario;
    line["tool_version"] = sweep.tool_version;
    line["seed"] = sweep.seed;
    line["point"] = point.number;
    Json& parameters = line["parameters"] = Json::object();
    for (std::size_t i = 0; i < point.values.size(); ++i)
      parameters[sweep.parameters[i]] = point.values[i].empty() ? Json() : Json(point.values[i]);
    Json& measures = line["measures"] = Json::object();
    for (std::size_t i = 0; i < point.estimates.size(); ++i) {
      const Estimate& e = point.estimates[i];
      measures[sweep.measures[i].name] = {{"unit", sweep.measures[i].unit},
                                          {"mean", e.mean},
                                          {"lo", e.lo},
                                          {"hi", e.hi},
                                          {"values", point.replications[i]}};
    }
    line["problem"] = point.problem.empty() ? Json() : Json(point.problem);
    text += dumped(line, -1) + "\n";
  }
  return text;
}

}  // namespace edgecase
