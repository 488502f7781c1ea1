// What a study of sensitivity says.
#include <algorithm>
#include <cmath>

#include <fmt/core.h>

#include "report/csv.hpp"
#include "report/numbers.hpp"
#include "study/sensitivity.hpp"

namespace edgecase {
namespace {

/// One side of the tornado: ten characters for the largest change.
std::string bar_of(const TornadoEnd& end, double largest) {
  constexpr double longest = 10;
  const double size = std::isnan(end.change.mean) ? 0 : std::abs(end.change.mean);
  const auto length =
      static_cast<std::size_t>(largest > 0 ? std::lround(longest * size / largest) : 0);
  std::string bar;
  for (std::size_t i = 0; i < length; ++i) bar += "█";
  return bar;
}

bool is_significant(const Estimate& change) { return change.lo > 0 || change.hi < 0; }

std::string change_text(const TornadoEnd& end, std::string_view unit) {
  if (!end.problem.empty()) return "cannot be simulated";
  return is_significant(end.change) ? difference_text(end.change, unit).mean : "~";
}

TextTable tornado_table(const Sensitivity& found, const std::vector<Parameter>& inputs) {
  double largest = 0;
  for (const SensitivityRow& row : found.rows)
    for (const TornadoEnd* end : {&row.low, &row.high})
      if (!std::isnan(end->change.mean)) largest = std::max(largest, std::abs(end->change.mean));
  TextTable table{{{"input", Align::left, true},
                   {"at"},
                   {"change"},
                   {"95% interval", Align::left, false, true},
                   {"", Align::left}},
                  {}};
  for (const SensitivityRow& row : found.rows) {
    bool first = true;
    for (const TornadoEnd* end : {&row.low, &row.high}) {
      TextRow line{{first ? inputs[row.input].path : "",
                    end->value,
                    change_text(*end, found.measure.unit),
                    {difference_text(end->change, found.measure.unit).interval, Tone::faint},
                    bar_of(*end, largest)}};
      if (!end->flips.empty()) line.detail = end->flips;
      if (!end->problem.empty()) line.detail = end->problem;
      table.rows.push_back(std::move(line));
      first = false;
    }
  }
  return table;
}

TextTable morris_table(const Sensitivity& found, const std::vector<Parameter>& inputs) {
  TextTable table{{{"input", Align::left, true},
                   {"mean of absolute effects"},
                   {"mean"},
                   {"standard deviation"},
                   {"", Align::left}},
                  {}};
  for (const SensitivityRow& row : found.rows) {
    const ElementaryEffects& e = row.effects;
    const std::string_view unit = found.measure.unit;
    const bool plain = e.deviation < 0.1 * e.mean_absolute;
    table.rows.push_back(
        {{inputs[row.input].path, value_text(e.mean_absolute, unit),
          difference_text({e.mean, NAN, NAN}, unit).mean, value_text(e.deviation, unit),
          !(e.mean_absolute > 0) ? "no effect"
          : plain                ? "nearly linear, on its own"
                                 : "curved, or depends on other inputs"}});
  }
  return table;
}

std::string percent(double share) {
  return std::isnan(share) ? "–" : fmt::format("{:.1f}%", 100 * std::max(0.0, share));
}

TextTable sobol_table(const Sensitivity& found, const std::vector<Parameter>& inputs) {
  TextTable table{{{"input", Align::left, true}, {"alone"}, {"with interactions"}}, {}};
  for (const SensitivityRow& row : found.rows)
    table.rows.push_back(
        {{inputs[row.input].path, percent(row.first_order), percent(row.total_effect)}});
  return table;
}

std::string heading_of_sensitivity(const Sensitivity& found) {
  const std::string& name = found.measure.name;
  if (found.method == SensitivityMethod::tornado) {
    const EstimateText base = estimate_text(found.base, found.measure.unit);
    return fmt::format(
        "Sensitivity of {}: {} {} as the scenario is; one input at a time at the ends "
        "of its range (~: no significant change)",
        name, base.mean, base.interval);
  }
  if (found.method == SensitivityMethod::morris)
    return fmt::format(
        "Sensitivity of {}: elementary effects over the whole range of each input "
        "(Morris)",
        name);
  std::string text =
      fmt::format("Sensitivity of {}: shares of its variance over all ranges (Sobol)", name);
  if (!std::isnan(found.variance.seed))
    text += fmt::format("; of a single run's variance, {} is due to the inputs and {} to the seed",
                        percent(found.variance.inputs), percent(found.variance.seed));
  return text;
}

/// What a verdict, or else the number, depends on most.
std::string hangs_on_input(const Sensitivity& found, const std::vector<Parameter>& inputs) {
  if (found.rows.empty()) return "";
  if (found.method == SensitivityMethod::tornado) {
    for (const SensitivityRow& row : found.rows)
      for (const TornadoEnd* end : {&row.low, &row.high})
        if (!end->flips.empty())
          return fmt::format(
              "{}: at {} the objective changes ({}). `edgecase break-even` finds where",
              inputs[row.input].path, end->value, end->flips);
    const bool any = is_significant(found.rows.front().low.change) ||
                     is_significant(found.rows.front().high.change);
    if (!any) return "none of these inputs: no end of a range changes it significantly";
  }
  for (const SensitivityRow& row : found.rows)
    if (found.method == SensitivityMethod::sobol &&
        (row.total_effect > 1.05 || row.first_order < -0.05 ||
         row.total_effect < row.first_order - 0.05))
      return "not known yet: a share lies outside of 0 to 100%, so there are too few samples; give "
             "more --samples";
  const std::string& path = inputs[found.rows.front().input].path;
  if (found.method == SensitivityMethod::tornado)
    return fmt::format(
        "{}, which moves it most; no end of a range changes the verdict of an objective", path);
  return path + ", which moves it most";
}

}  // namespace

std::vector<Section> sensitivity_sections(const Sensitivity& found,
                                          const std::vector<Parameter>& inputs) {
  std::string heading = heading_of_sensitivity(found);
  if (found.failed > 0)
    heading += fmt::format(". {} points cannot be simulated, the first because: {}", found.failed,
                           found.first_problem);
  TextTable table = found.method == SensitivityMethod::tornado  ? tornado_table(found, inputs)
                    : found.method == SensitivityMethod::morris ? morris_table(found, inputs)
                                                                : sobol_table(found, inputs);
  std::vector<Section> sections{{"", {Paragraph{{heading}, 0}}}, {"", {std::move(table)}}};
  if (const std::string text = hangs_on_input(found, inputs); !text.empty())
    sections.push_back({"What it hangs on", {Paragraph{{text}}}});
  return sections;
}

std::string sensitivity_csv(const Sensitivity& found, const std::vector<Parameter>& inputs) {
  if (found.method == SensitivityMethod::tornado) {
    std::string text = "input,value,change,lo,hi,objective\n";
    for (const SensitivityRow& row : found.rows)
      for (const TornadoEnd* end : {&row.low, &row.high})
        text += fmt::format("{},{},{},{},{},{}\n", csv_text(inputs[row.input].path),
                            csv_text(end->value), csv_number(end->change.mean),
                            csv_number(end->change.lo), csv_number(end->change.hi),
                            csv_text(end->flips));
    return text;
  }
  const bool morris = found.method == SensitivityMethod::morris;
  std::string text =
      morris ? "input,mean_absolute,mean,deviation\n" : "input,first_order,total_effect\n";
  for (const SensitivityRow& row : found.rows) {
    text += csv_text(inputs[row.input].path);
    if (morris)
      text += fmt::format(",{},{},{}\n", csv_number(row.effects.mean_absolute),
                          csv_number(row.effects.mean), csv_number(row.effects.deviation));
    else
      text += fmt::format(",{},{}\n", csv_number(row.first_order), csv_number(row.total_effect));
  }
  return text;
}

}  // namespace edgecase
