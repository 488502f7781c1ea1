// A sweep as SVG: line plots and heat maps, self-contained, legible without colour.
#include <algorithm>
#include <array>
#include <cmath>
#include <map>
#include <optional>

#include <fmt/core.h>

#include "load/quantity_range.hpp"
#include "report/numbers.hpp"
#include "report/plot.hpp"
#include "report/sweep.hpp"

namespace edgecase {
namespace {

constexpr double panel_w = 460, panel_h = 270, margin_left = 84, margin_right = 20, margin_top = 84;
constexpr double legend_line = 18;
constexpr std::array line_colors{"#0072b2", "#d55e00", "#009e73", "#cc79a7",
                                 "#000000", "#e69f00", "#56b4e9"};
constexpr std::array line_dashes{"none", "7 3", "2 3", "9 3 2 3", "12 4"};

/// Distinct values of a parameter, by size where all are quantities, else as they occur.
struct Levels {
  std::vector<std::string> texts;
  std::vector<double> places;  // from 0 to 1
};

Levels levels_of(const SweepResult& sweep, std::size_t parameter) {
  Levels levels;
  for (const SweepPoint& point : sweep.points) {
    const std::string& value = point.values[parameter];
    if (!value.empty() && std::ranges::find(levels.texts, value) == levels.texts.end())
      levels.texts.push_back(value);
  }
  std::map<std::string, double> numbers;
  for (const std::string& text : levels.texts)
    if (const auto number = number_of(text)) numbers[text] = *number;
  const std::size_t n = levels.texts.size();
  if (numbers.size() < n || n < 2) {
    for (std::size_t i = 0; i < n; ++i)
      levels.places.push_back(n < 2 ? 0.5 : static_cast<double>(i) / static_cast<double>(n - 1));
    return levels;
  }
  std::ranges::sort(levels.texts, {}, [&](const std::string& text) { return numbers[text]; });
  const double lo = numbers[levels.texts.front()];
  const double hi = numbers[levels.texts.back()];
  const bool logarithmic = lo > 0 && hi > 8 * lo;
  for (const std::string& text : levels.texts)
    levels.places.push_back(logarithmic ? std::log(numbers[text] / lo) / std::log(hi / lo)
                                        : (numbers[text] - lo) / (hi - lo));
  return levels;
}

double place_of(const Levels& levels, const std::string& text) {
  const auto at = std::ranges::find(levels.texts, text);
  return at == levels.texts.end()
             ? -1
             : levels.places[static_cast<std::size_t>(at - levels.texts.begin())];
}

/// The others' values: what distinguishes a line.
std::string name_of_line(const SweepResult& sweep, const SweepPoint& point, std::size_t axis) {
  std::string name;
  for (std::size_t p = 0; p < sweep.parameters.size(); ++p) {
    if (p == axis || point.values[p].empty()) continue;
    const std::string& path = sweep.parameters[p];
    name += (name.empty() ? "" : ", ") + path.substr(path.rfind('.') + 1) + " " + point.values[p];
  }
  return name;
}

std::string label(double x, double y, const char* anchor, const std::string& text,
                  const char* more = "") {
  return fmt::format("<text x=\"{:.1f}\" y=\"{:.1f}\" text-anchor=\"{}\" {}>{}</text>\n", x, y,
                     anchor, more, escaped(text));
}

std::string opening(const SweepResult& sweep, double width, double height) {
  std::string text = fmt::format(
      "<svg xmlns=\"http://www.w3.org/2000/svg\" viewBox=\"0 0 {0:.0f} {1:.0f}\" "
      "width=\"{0:.0f}\" height=\"{1:.0f}\" font-family=\"system-ui, sans-serif\" "
      "font-size=\"12\" role=\"img\">\n<title>{2}</title>\n"
      "<rect width=\"100%\" height=\"100%\" fill=\"#fff\"/>\n",
      width, height, escaped("Sweep of " + sweep.scenario));
  text += label(20, 28, "start", sweep.scenario, "font-size=\"16\" font-weight=\"600\"");
  return text + label(20, 48, "start",
                      fmt::format("{} points, seed {}", sweep.points.size(), sweep.seed),
                      "fill=\"#555\"");
}

struct Spread {
  double least = INFINITY;
  double most = -INFINITY;
  void take(double value) {
    if (std::isnan(value)) return;
    least = std::min(least, value);
    most = std::max(most, value);
  }
  bool empty() const { return !(least <= most); }
  double share(double value) const { return most > least ? (value - least) / (most - least) : 0.5; }
};

struct Line {
  std::string name;
  std::vector<std::pair<double, Estimate>> points;
};

std::vector<Line> lines_of(const SweepResult& sweep, std::size_t measure, std::size_t axis,
                           const Levels& levels) {
  std::vector<Line> lines;
  for (const SweepPoint& point : sweep.points) {
    const double x = place_of(levels, point.values[axis]);
    if (point.estimates.empty() || x < 0 || std::isnan(point.estimates[measure].mean)) continue;
    const std::string name = name_of_line(sweep, point, axis);
    auto line = std::ranges::find(lines, name, &Line::name);
    if (line == lines.end()) line = lines.insert(lines.end(), {name, {}});
    line->points.emplace_back(x, point.estimates[measure]);
  }
  for (Line& line : lines)
    std::ranges::sort(line.points, {}, [](const auto& point) { return point.first; });
  return lines;
}

std::string line_panel(const SweepResult& sweep, std::size_t measure, std::size_t axis,
                       const Levels& levels, double left) {
  const std::vector<Line> lines = lines_of(sweep, measure, axis, levels);
  Spread spread;
  for (const Line& line : lines) {
    for (const auto& [x, e] : line.points) {
      spread.take(e.mean);
      spread.take(e.lo);
      spread.take(e.hi);
    }
  }
  const double from = left + margin_left;
  const double to = left + panel_w - margin_right;
  const double bottom = margin_top + panel_h;
  const auto at_x = [&](double x) { return from + 12 + x * (to - from - 24); };
  const auto at_y = [&](double y) { return bottom - 12 - spread.share(y) * (panel_h - 24); };
  std::string text =
      label(from, margin_top - 12, "start", sweep.measures[measure].name, "font-weight=\"600\"");
  text +=
      fmt::format("<path d=\"M{0:.1f} {1:.1f}V{2:.1f}H{3:.1f}\" fill=\"none\" stroke=\"#333\"/>\n",
                  from, margin_top, bottom, to);
  for (std::size_t i = 0; i < levels.texts.size(); ++i)
    text +=
        label(at_x(levels.places[i]), bottom + 16, "middle", levels.texts[i], "font-size=\"10.5\"");
  text += label((from + to) / 2, bottom + 36, "middle", sweep.parameters[axis]);
  for (int i = 0; i <= 4 && !spread.empty(); ++i) {
    const double y = spread.least + (spread.most - spread.least) * i / 4;
    text += label(from - 6, at_y(y) + 4, "end", value_text(y, sweep.measures[measure].unit));
    if (!(spread.most > spread.least)) break;
  }
  for (std::size_t i = 0; i < lines.size(); ++i) {
    std::string points;
    const char* const color = line_colors[i % line_colors.size()];
    for (const auto& [x, e] : lines[i].points) {
      points += fmt::format("{:.1f},{:.1f} ", at_x(x), at_y(e.mean));
      if (e.hi > e.lo)
        text += fmt::format("<path d=\"M{0:.1f} {1:.1f}V{2:.1f}\" stroke=\"{3}\"/>\n", at_x(x),
                            at_y(e.lo), at_y(e.hi), color);
    }
    text += fmt::format(
        "<polyline points=\"{}\" fill=\"none\" stroke=\"{}\" stroke-width=\"1.6\" "
        "stroke-dasharray=\"{}\"/>\n",
        points, color, line_dashes[i / line_colors.size() % line_dashes.size()]);
    for (const auto& [x, e] : lines[i].points)
      text += fmt::format("<circle cx=\"{:.1f}\" cy=\"{:.1f}\" r=\"3\" fill=\"{}\"/>\n", at_x(x),
                          at_y(e.mean), color);
    if (!lines[i].name.empty())
      text += fmt::format(
                  "<path d=\"M{0:.1f} {1:.1f}h24\" stroke=\"{2}\" stroke-width=\"1.6\" "
                  "stroke-dasharray=\"{3}\"/>\n",
                  from, bottom + 54 + legend_line * static_cast<double>(i), color,
                  line_dashes[i / line_colors.size() % line_dashes.size()]) +
              label(from + 32, bottom + 58 + legend_line * static_cast<double>(i), "start",
                    lines[i].name);
  }
  return text;
}

/// White to blue, so that a print without colour shows the order.
std::string shade(double share) {
  const auto mixed = [&](int light, int dark) {
    return static_cast<int>(std::lround(light + (dark - light) * share));
  };
  return fmt::format("#{:02x}{:02x}{:02x}", mixed(247, 8), mixed(251, 81), mixed(255, 156));
}

std::string heat_panel(const SweepResult& sweep, std::size_t measure, double left) {
  const Levels across = levels_of(sweep, 0);
  const Levels up = levels_of(sweep, 1);
  std::map<std::pair<std::string, std::string>, std::pair<double, double>> sums;
  Spread spread;
  for (const SweepPoint& point : sweep.points) {
    if (point.estimates.empty() || std::isnan(point.estimates[measure].mean)) continue;
    auto& [sum, count] = sums[{point.values[0], point.values[1]}];
    sum += point.estimates[measure].mean;
    count += 1;
  }
  for (const auto& [key, sum] : sums) spread.take(sum.first / sum.second);
  const double from = left + margin_left;
  const double width = (panel_w - margin_left - margin_right) /
                       static_cast<double>(std::max<std::size_t>(1, across.texts.size()));
  const double height = panel_h / static_cast<double>(std::max<std::size_t>(1, up.texts.size()));
  std::string text =
      label(from, margin_top - 12, "start", sweep.measures[measure].name, "font-weight=\"600\"");
  for (std::size_t i = 0; i < across.texts.size(); ++i)
    text += label(from + width * (static_cast<double>(i) + 0.5), margin_top + panel_h + 16,
                  "middle", across.texts[i], "font-size=\"10.5\"");
  text += label(from + (panel_w - margin_left - margin_right) / 2, margin_top + panel_h + 36,
                "middle", sweep.parameters[0]);
  text += label(from, margin_top + panel_h + 54, "start", "up: " + sweep.parameters[1]);
  for (std::size_t j = 0; j < up.texts.size(); ++j) {
    const double y = margin_top + panel_h - height * static_cast<double>(j + 1);
    text += label(from - 6, y + height / 2 + 4, "end", up.texts[j], "font-size=\"10.5\"");
    for (std::size_t i = 0; i < across.texts.size(); ++i) {
      const auto sum = sums.find({across.texts[i], up.texts[j]});
      const double x = from + width * static_cast<double>(i);
      const double value = sum == sums.end() ? NAN : sum->second.first / sum->second.second;
      const double share = std::isnan(value) ? 0 : spread.share(value);
      text += fmt::format(
          "<rect x=\"{:.1f}\" y=\"{:.1f}\" width=\"{:.1f}\" height=\"{:.1f}\" "
          "fill=\"{}\" stroke=\"#fff\"/>\n",
          x, y, width, height, std::isnan(value) ? "#eee" : shade(share));
      text += label(x + width / 2, y + height / 2 + 4, "middle",
                    std::isnan(value) ? "–" : value_text(value, sweep.measures[measure].unit),
                    share > 0.55 ? "font-size=\"10.5\" fill=\"#fff\"" : "font-size=\"10.5\"");
    }
  }
  return text;
}

}  // namespace

std::string sweep_lines_svg(const SweepResult& sweep) {
  std::size_t axis = 0;
  while (axis + 1 < sweep.parameters.size() && levels_of(sweep, axis).texts.size() < 2) ++axis;
  const Levels levels = levels_of(sweep, axis);
  std::size_t most = 0;
  std::string panels;
  for (std::size_t i = 0; i < sweep.measures.size(); ++i) {
    most = std::max(most, lines_of(sweep, i, axis, levels).size());
    panels += line_panel(sweep, i, axis, levels, panel_w * static_cast<double>(i));
  }
  const double height = margin_top + panel_h + 60 + legend_line * static_cast<double>(most);
  return opening(sweep, panel_w * static_cast<double>(sweep.measures.size()), height) + panels +
         "</svg>\n";
}

std::string sweep_heat_map_svg(const SweepResult& sweep) {
  std::string text = opening(sweep, panel_w * static_cast<double>(sweep.measures.size()),
                             margin_top + panel_h + 70);
  for (std::size_t i = 0; i < sweep.measures.size(); ++i)
    text += heat_panel(sweep, i, panel_w * static_cast<double>(i));
  return text + "</svg>\n";
}

}  // namespace edgecase
