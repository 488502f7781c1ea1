#include "report/sparkline.hpp"

#include <algorithm>
#include <array>
#include <cmath>
#include <limits>

namespace edgecase {
namespace {

constexpr std::array bar_glyphs{"▁", "▂", "▃", "▄", "▅", "▆", "▇", "█"};

}  // namespace

std::string sparkline(std::span<const double> values, double top) {
  std::string text;
  for (double value : values) {
    if (std::isnan(value)) {
      text += "-";
      continue;
    }
    const double level = top > 0 ? value / top * (bar_glyphs.size() - 1) : 0;
    text += bar_glyphs[static_cast<std::size_t>(
        std::clamp(std::round(level), 0.0, bar_glyphs.size() - 1.0))];
  }
  return text;
}

std::vector<double> condensed(std::span<const double> values, std::size_t columns) {
  if (columns == 0 || values.size() <= columns) return {values.begin(), values.end()};
  std::vector<double> out;
  for (std::size_t i = 0; i < columns; ++i) {
    double sum = 0;
    double count = 0;
    for (std::size_t k = i * values.size() / columns; k < (i + 1) * values.size() / columns; ++k) {
      if (std::isnan(values[k])) continue;
      sum += values[k];
      ++count;
    }
    out.push_back(count > 0 ? sum / count : std::numeric_limits<double>::quiet_NaN());
  }
  return out;
}

}  // namespace edgecase
