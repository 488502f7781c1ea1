#include "report/plot.hpp"

#include <algorithm>
#include <array>
#include <cmath>

#include <fmt/core.h>

#include "report/numbers.hpp"

namespace edgecase {
namespace {

constexpr double panel_width = 480;
constexpr double plot_left = 62, plot_right = 16, plot_top = 92, plot_height = 270;
constexpr double legend_row = 20, legend_mark = 38, letter = 7.5;
constexpr double log_from = 8;  // a range of x wider than this gets a logarithmic axis

// Okabe and Ito's palette, distinguishable to colour-blind readers.
constexpr std::array colors{"#0072b2", "#d55e00", "#009e73", "#cc79a7",
                            "#000000", "#e69f00", "#56b4e9"};
constexpr std::array dashes{"none", "7 3", "2 3", "9 3 2 3"};

/// A mark of six shapes, filled or hollow, centred at x, y.
std::string marker(std::size_t which, double x, double y, const std::string& color) {
  const std::string paint =
      fmt::format("fill=\"{}\" stroke=\"{}\"", which / 6 % 2 == 0 ? color : "#fff", color);
  const auto polygon = [&](std::initializer_list<std::array<double, 2>> corners) {
    std::string points;
    for (const auto& [dx, dy] : corners) points += fmt::format("{:.1f},{:.1f} ", x + dx, y + dy);
    points.pop_back();
    return fmt::format("<polygon points=\"{}\" {}/>\n", points, paint);
  };
  switch (which % 6) {
    case 0:
      return fmt::format("<circle cx=\"{:.1f}\" cy=\"{:.1f}\" r=\"3.5\" {}/>\n", x, y, paint);
    case 1:
      return polygon({{-3.2, -3.2}, {3.2, -3.2}, {3.2, 3.2}, {-3.2, 3.2}});
    case 2:
      return polygon({{0, -4.2}, {4, 3}, {-4, 3}});
    case 3:
      return polygon({{0, -4.5}, {4.5, 0}, {0, 4.5}, {-4.5, 0}});
    case 4:
      return polygon({{0, 4.2}, {4, -3}, {-4, -3}});
    default:
      return polygon({{-4.5, -1.5}, {4.5, -1.5}, {4.5, 1.5}, {-4.5, 1.5}});
  }
}

class Axis {
 public:
  Axis(double least, double most)
      : log_(most > log_from * least),
        from_(log_ ? std::log10(least) : 0),
        to_(log_ ? std::log10(most) : most) {
    if (!(to_ > from_)) to_ = from_ + 1;
    const double margin = log_ ? 0.03 * (to_ - from_) : 0;
    from_ -= margin;
    to_ += log_ ? margin : 0.03 * to_;
  }
  double operator()(double x) const { return ((log_ ? std::log10(x) : x) - from_) / (to_ - from_); }
  bool is_log() const { return log_; }

  /// 1, 2, 5 of each decade; fewer where there are many decades.
  std::vector<double> ticks() const {
    if (!log_) return linear_ticks(to_, 6);
    std::vector<double> all;
    const double decades = to_ - from_;
    for (int e = static_cast<int>(std::floor(from_)); e <= static_cast<int>(std::ceil(to_)); ++e) {
      for (const int digit : {1, 2, 5}) {
        if ((decades > 4 && digit > 1) || (decades > 2 && digit == 5)) continue;
        const double x = digit * std::pow(10.0, e);
        if (std::log10(x) >= from_ && std::log10(x) <= to_) all.push_back(x);
      }
    }
    return all;
  }

  static std::vector<double> linear_ticks(double most, int about) {
    const double raw = most / about;
    const double power = std::pow(10.0, std::floor(std::log10(raw)));
    double step = power;
    for (const double digit : {2.0, 5.0, 10.0}) {
      if (step < raw) step = digit * power;
    }
    std::vector<double> all;
    for (int i = 0; i * step <= most * (1 + 1e-9); ++i) all.push_back(i * step);
    return all;
  }

 private:
  bool log_;
  double from_;
  double to_;
};

class Drawing {
 public:
  explicit Drawing(const Plot& plot) : plot_(plot), x_(range_of(plot)), top_(top_of(plot)) {}

  std::string svg() {
    const auto panels = static_cast<double>(plot_.panels.size());
    const double width = panel_width * panels;
    const std::size_t names = plot_.panels.empty() ? 0 : plot_.panels[0].series.size();
    const double column = legend_column(plot_);
    const auto columns = std::max<std::size_t>(
        1, static_cast<std::size_t>(std::max(width - plot_left, 0.0) / column));
    const double legend_top = plot_top + plot_height + 62;
    const double height = legend_top + legend_row * std::ceil(static_cast<double>(names) /
                                                              static_cast<double>(columns));
    text_ = fmt::format(
        "<svg xmlns=\"http://www.w3.org/2000/svg\" viewBox=\"0 0 {:.0f} {:.0f}\" width=\"{:.0f}\" "
        "height=\"{:.0f}\" font-family=\"system-ui, sans-serif\" font-size=\"12\" role=\"img\">\n"
        "<title>{}</title>\n<rect width=\"100%\" height=\"100%\" fill=\"#fff\"/>\n",
        width, height, width, height, escaped(plot_.title + ": " + plot_.subtitle));
    label(plot_left, 26, "start", plot_.title, "font-size=\"16\" font-weight=\"600\"");
    label(plot_left, 46, "start", plot_.subtitle, "fill=\"#555\"");
    for (std::size_t i = 0; i < plot_.panels.size(); ++i)
      panel(plot_.panels[i], panel_width * static_cast<double>(i));
    for (std::size_t i = 0; i < names; ++i) {
      const std::size_t row = i / columns;
      legend(i, plot_left + column * static_cast<double>(i % columns),
             legend_top + legend_row * static_cast<double>(row));
    }
    return text_ + "</svg>\n";
  }

 private:
  static Axis range_of(const Plot& plot) {
    double least = INFINITY;
    double most = 0;
    for (const PlotPanel& panel : plot.panels) {
      for (const PlotSeries& series : panel.series) {
        for (const PlotPoint& point : series.points) {
          least = std::min(least, point.x);
          most = std::max(most, point.x);
        }
      }
    }
    return most > 0 ? Axis(least, most) : Axis(1, 10);
  }
  /// Wide enough for the longest name.
  static double legend_column(const Plot& plot) {
    std::size_t letters = 10;
    for (const PlotPanel& panel : plot.panels) {
      for (const PlotSeries& series : panel.series) letters = std::max(letters, series.name.size());
    }
    return legend_mark + letter * static_cast<double>(letters + 2);
  }
  static double top_of(const Plot& plot) {
    double most = 0.01;
    for (const PlotPanel& panel : plot.panels) {
      for (const PlotSeries& series : panel.series) {
        for (const PlotPoint& point : series.points) most = std::max({most, point.y, point.hi});
      }
    }
    const std::vector<double> ticks = Axis::linear_ticks(most, 5);
    return ticks.back() < most * (1 - 1e-9) ? ticks.back() + ticks[1] : ticks.back();
  }

  void label(double x, double y, const char* anchor, const std::string& text,
             const std::string& more = "") {
    text_ += fmt::format("<text x=\"{:.1f}\" y=\"{:.1f}\" text-anchor=\"{}\" {}>{}</text>\n", x, y,
                         anchor, more, escaped(text));
  }
  void line(double x1, double y1, double x2, double y2, const std::string& stroke) {
    text_ += fmt::format(
        "<line x1=\"{:.1f}\" y1=\"{:.1f}\" x2=\"{:.1f}\" y2=\"{:.1f}\" stroke=\"{}\"/>\n", x1, y1,
        x2, y2, stroke);
  }

  double at_x(double left, double x) const {
    return left + plot_left + x_(x) * (panel_width - plot_left - plot_right);
  }
  double at_y(double y) const { return plot_top + plot_height * (1 - y / top_); }

  std::string x_text(double x) const {
    return plot_.x_unit == PlotUnit::bytes ? bytes_text(x) : count_text(x);
  }

  void panel(const PlotPanel& panel, double left) {
    const double from = left + plot_left;
    const double to = left + panel_width - plot_right;
    const double bottom = plot_top + plot_height;
    label(from, plot_top - 18, "start", panel.title, "font-weight=\"600\"");
    for (const double y : Axis::linear_ticks(top_, 5)) {
      line(from, at_y(y), to, at_y(y), y > 0 ? "#ddd" : "#333");
      label(from - 6, at_y(y) + 4, "end", fmt::format("{:.3g}%", 100 * y));
    }
    for (const double x : x_.ticks()) {
      line(at_x(left, x), bottom, at_x(left, x), bottom + 5, "#333");
      label(at_x(left, x), bottom + 18, "middle", x_text(x), "font-size=\"10.5\"");
    }
    label((from + to) / 2, bottom + 38, "middle",
          plot_.x_axis + (x_.is_log() ? " (logarithmic)" : ""));
    for (std::size_t i = 0; i < panel.series.size(); ++i) curve(panel.series[i], i, left);
  }

  void curve(const PlotSeries& series, std::size_t i, double left) {
    const std::string color = colors[i % colors.size()];
    std::string points;
    for (const PlotPoint& p : series.points)
      points += fmt::format("{:.1f},{:.1f} ", at_x(left, p.x), at_y(p.y));
    text_ += fmt::format("<polyline points=\"{}\" {}/>\n", points, stroke(i));
    for (const PlotPoint& p : series.points) {
      if (p.hi > p.lo) line(at_x(left, p.x), at_y(p.lo), at_x(left, p.x), at_y(p.hi), color);
      text_ += marker(i, at_x(left, p.x), at_y(p.y), color);
    }
  }

  static std::string stroke(std::size_t i) {
    return fmt::format("fill=\"none\" stroke=\"{}\" stroke-width=\"1.6\" stroke-dasharray=\"{}\"",
                       colors[i % colors.size()], dashes[i % dashes.size()]);
  }

  void legend(std::size_t i, double x, double y) {
    text_ += fmt::format("<polyline points=\"{:.1f},{:.1f} {:.1f},{:.1f}\" {}/>\n", x, y - 4,
                         x + 30, y - 4, stroke(i));
    text_ += marker(i, x + 15, y - 4, colors[i % colors.size()]);
    label(x + legend_mark, y, "start", plot_.panels[0].series[i].name);
  }

  const Plot& plot_;
  Axis x_;
  double top_;
  std::string text_;
};

}  // namespace

std::string escaped(const std::string& text) {
  std::string out;
  for (const char c : text) {
    if (c == '<')
      out += "&lt;";
    else if (c == '>')
      out += "&gt;";
    else if (c == '&')
      out += "&amp;";
    else if (c == '"')
      out += "&quot;";
    else if (static_cast<unsigned char>(c) >= 0x20)
      out += c;
  }
  return out;
}

std::string bytes_text(double bytes) {
  constexpr std::array units{"B", "kB", "MB", "GB", "TB", "PB"};
  std::size_t i = 0;
  while (i + 1 < units.size() && bytes >= 999.5) {
    bytes /= 1000;
    ++i;
  }
  if (i == 0 || bytes >= 99.95) return fmt::format("{:.0f} {}", bytes, units[i]);
  std::string digits = fmt::format("{:.{}f}", bytes, bytes >= 9.995 ? 1 : 2);
  while (digits.ends_with('0')) digits.pop_back();
  if (digits.ends_with('.')) digits.pop_back();
  return digits + " " + units[i];
}

std::string as_svg(const Plot& plot) { return Drawing(plot).svg(); }

std::string as_html(const Plot& plot) {
  std::string text = fmt::format(
      "<!doctype html>\n<html lang=\"en\">\n<meta charset=\"utf-8\">\n<title>{}</title>\n"
      "<style>body{{font-family:system-ui,sans-serif;margin:1.5rem}}svg{{max-width:100%;"
      "height:auto}}td,th{{padding:.1rem .8rem;text-align:right}}th:first-child,td:first-child"
      "{{text-align:left}}</style>\n{}",
      escaped(plot.title), as_svg(plot));
  if (plot.panels.empty()) return text + "</html>\n";
  text += fmt::format("<table>\n<tr><th></th><th>{}</th>", escaped(plot.x_axis));
  for (const PlotPanel& panel : plot.panels)
    text += fmt::format("<th>{}</th>", escaped(panel.title));
  text += "</tr>\n";
  for (std::size_t s = 0; s < plot.panels[0].series.size(); ++s) {
    const PlotSeries& series = plot.panels[0].series[s];
    for (std::size_t i = 0; i < series.points.size(); ++i) {
      const double x = series.points[i].x;
      text += fmt::format("<tr><td>{}</td><td>{}</td>", escaped(series.name),
                          plot.x_unit == PlotUnit::bytes ? bytes_text(x) : count_text(x));
      for (const PlotPanel& panel : plot.panels)
        text += fmt::format("<td>{:.3f}%</td>", 100 * panel.series[s].points[i].y);
      text += "</tr>\n";
    }
  }
  return text + "</table>\n</html>\n";
}

}  // namespace edgecase
