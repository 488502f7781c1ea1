#include "study/flip.hpp"

#include <algorithm>
#include <cmath>
#include <limits>
#include <map>

#include <fmt/core.h>

#include "load/text/number.hpp"
#include "report/csv.hpp"
#include "report/numbers.hpp"
#include "study/summary.hpp"

namespace edgecase {
namespace {

/// Both designs at one value: points 0 and 1 of an evaluation.
class Pair {
 public:
  Pair(const Parameter& input, const OpenPoint& base, const OpenPoint& alternative,
       const FlipOptions& options, Flip& flip)
      : input_(input), base_(base), alternative_(alternative), options_(options), flip_(flip) {}

  Interval difference(double at) {
    const auto values = evaluate(at);
    return values.empty() ? Interval{} : paired_difference(values[0], values[1]);
  }
  Interval relative(double at) {
    const auto values = evaluate(at);
    return values.empty() ? Interval{} : relative_difference(values[0], values[1]);
  }

 private:
  /// Of the measure, by design; empty: one of them cannot be simulated there.
  std::vector<std::vector<double>> evaluate(double at) {
    const std::string text = input_.range->text_of(at);
    const auto known = all_.find(text);
    if (known != all_.end()) return known->second;
    if (flip_.interrupted) return {};
    const std::string override_text = input_.path + "=" + text;
    const OpenPoint open = [this](const std::vector<std::string>& overrides, std::string& problem) {
      const std::vector<std::string> own(overrides.begin() + 1, overrides.end());
      return (overrides.front() == "base" ? base_ : alternative_)(own, problem);
    };
    PointsResult result = evaluate_points({{"base", override_text}, {"alternative", override_text}},
                                          open, options_.points);
    flip_.interrupted |= result.interrupted;
    flip_.points.simulated += result.simulated;
    flip_.points.reused += result.reused;
    if (!result.measures.empty()) flip_.measure = result.measures.front();
    std::vector<std::vector<double>> values;
    for (const PointResult& point : result.points) {
      if (!point.problem.empty())
        flip_.problems.push_back(fmt::format("{}: {}", override_text, point.problem));
      if (point.done && point.problem.empty()) values.push_back(point.values.front());
    }
    if (values.size() < 2) values.clear();
    all_.emplace(text, values);
    return values;
  }

  const Parameter& input_;
  const OpenPoint& base_;
  const OpenPoint& alternative_;
  const FlipOptions& options_;
  Flip& flip_;
  std::map<std::string, std::vector<std::vector<double>>> all_;
};

enum class BetterDesign { base, alternative, unsure };

BetterDesign better_at(const Flip& flip, std::size_t i) {
  const Interval& d = flip.scan.difference[i];
  if (!d.known() || d.contains(0)) return BetterDesign::unsure;
  return (d.mean < 0) != more_is_better(flip.measure) ? BetterDesign::alternative
                                                      : BetterDesign::base;
}

std::string percent_range(const Flip& flip) {
  double least = std::numeric_limits<double>::infinity();
  double most = 0;
  for (const Interval& r : flip.relative) {
    if (std::isnan(r.mean)) return "";
    least = std::min(least, std::abs(r.mean));
    most = std::max(most, std::abs(r.mean));
  }
  return fmt::format(" by {:.3g}% to {:.3g}%", 100 * least, 100 * most);
}

std::string ends_text(const Parameter& input) {
  return fmt::format("between {} and {}", input.range->text_at(0), input.range->text_at(1));
}

std::string no_crossing(const Flip& flip, const Parameter& input, const std::string& base,
                        const std::string& alternative) {
  std::size_t better = 0;
  std::size_t worse = 0;
  for (std::size_t i = 0; i < flip.scan.at.size(); ++i) {
    better += better_at(flip, i) == BetterDesign::alternative ? 1 : 0;
    worse += better_at(flip, i) == BetterDesign::base ? 1 : 0;
  }
  const std::size_t all = flip.scan.at.size();
  if (better == all || worse == all)
    return fmt::format("none in range: {} is better{} throughout, {}",
                       better == all ? alternative : base, percent_range(flip), ends_text(input));
  return fmt::format(
      "none is known: {}, {} is significantly better at {} of {} values, {} at {}; "
      "elsewhere there is no significant difference",
      ends_text(input), alternative, better, all, base, worse);
}

/// Four digits: more than the interval supports.
std::string short_text(const QuantityRange& range, double at) {
  double rounded = at;
  return range.text_of(read_double(fmt::format("{:.4g}", at), rounded) ? rounded : at);
}

std::string crossing_text(const BreakEvenPoint& one, const Parameter& input) {
  const QuantityRange& range = *input.range;
  std::string text =
      fmt::format("{} = {}, no significant difference from {} to {}", input.path,
                  short_text(range, one.at), short_text(range, one.lo), short_text(range, one.hi));
  if (one.lo_beyond || one.hi_beyond) text += " (or beyond the range)";
  return text;
}

/// Which of them is better just above the crossing.
std::string above(const Flip& flip, const BreakEvenPoint& one, const std::string& base,
                  const std::string& alternative) {
  for (std::size_t i = 0; i < flip.scan.at.size(); ++i) {
    if (flip.scan.at[i] <= one.at || std::isnan(flip.scan.difference[i].mean)) continue;
    const bool alternative_wins =
        (flip.scan.difference[i].mean < 0) != more_is_better(flip.measure);
    return fmt::format("above it {} is better, below it {}", alternative_wins ? alternative : base,
                       alternative_wins ? base : alternative);
  }
  return "";
}

}  // namespace

Flip find_flip(const Parameter& input, const OpenPoint& base, const OpenPoint& alternative,
               const FlipOptions& options) {
  Flip flip;
  Pair pair(input, base, alternative, options, flip);
  const QuantityRange& range = *input.range;
  flip.scan = find_crossings([&](double at) { return pair.difference(at); }, range.lo(), range.hi(),
                             options.scan, range.logarithmic());
  for (const double at : flip.scan.at) flip.relative.push_back(pair.relative(at));
  return flip;
}

std::vector<Section> flip_sections(const Flip& flip, const Parameter& input,
                                   const std::string& base, const std::string& alternative) {
  const auto& crossings = flip.scan.crossings;
  std::string heading = "Break-even of " + flip.measure.name + ": ";
  if (crossings.empty()) {
    heading += no_crossing(flip, input, base, alternative);
  } else if (crossings.size() == 1) {
    heading += crossing_text(crossings.front(), input) + "; " +
               above(flip, crossings.front(), base, alternative);
  } else {
    heading += fmt::format("several, {} in the range", crossings.size());
  }
  std::vector<Section> sections{{"", {Paragraph{{heading}, 0}}}};
  if (crossings.size() > 1) {
    Verbatim list;
    for (const BreakEvenPoint& one : crossings)
      list.lines.push_back(crossing_text(one, input) + "; " + above(flip, one, base, alternative));
    sections.push_back({"", {std::move(list)}});
  }
  TextTable table{{{input.path},
                   {fmt::format("{} - {}", alternative, base)},
                   {"95% interval", Align::left, false, true},
                   {"relative"},
                   {"", Align::left}},
                  {}};
  for (std::size_t i = 0; i < flip.scan.at.size(); ++i) {
    const EstimateText change =
        difference_text(estimate_of(flip.scan.difference[i]), flip.measure.unit);
    const EstimateText relative = relative_text(estimate_of(flip.relative[i]));
    const BetterDesign better = better_at(flip, i);
    table.rows.push_back(
        {{input.range->text_of(flip.scan.at[i]),
          change.mean,
          {change.interval, Tone::faint},
          relative.mean,
          {better == BetterDesign::unsure
               ? "~"
               : (better == BetterDesign::base ? base : alternative) + " is better"}}});
  }
  sections.push_back({"", {std::move(table)}});
  Verbatim wrong{flip.problems};
  sections.push_back({flip.problems.empty() ? "" : "Values that cannot be simulated", {wrong}});
  return sections;
}

std::string flip_csv(const Flip& flip, const Parameter& input) {
  std::string text = csv_text(input.path) + ",difference,lo,hi,relative\n";
  for (std::size_t i = 0; i < flip.scan.at.size(); ++i) {
    const Interval& d = flip.scan.difference[i];
    text += fmt::format("{},{},{},{},{}\n", csv_text(input.range->text_of(flip.scan.at[i])),
                        csv_number(d.mean), csv_number(d.lo), csv_number(d.hi),
                        csv_number(flip.relative[i].mean));
  }
  return text;
}

}  // namespace edgecase
