#pragma once
// Curves as one self-contained SVG or HTML file: no script, font or external resource. Lines
// differ in marker and dashes as well as in colour. The same plot gives the same bytes.

#include <string>
#include <vector>

namespace edgecase {

struct PlotPoint {
  double x = 0;  // > 0
  double y = 0;
  double lo = 0;  // the interval of y; drawn where it has a width
  double hi = 0;
};

struct PlotSeries {
  std::string name;
  std::vector<PlotPoint> points;  // by rising x
};

/// One set of axes; y is a share, shown in percent from 0.
struct PlotPanel {
  std::string title;
  std::vector<PlotSeries> series;  // the same names in every panel, in the same order
};

enum class PlotUnit { bytes, objects };

struct Plot {
  std::string title;
  std::string subtitle;
  std::string x_axis;  // without the unit: "cache size"
  PlotUnit x_unit = PlotUnit::bytes;
  std::vector<PlotPanel> panels;  // side by side, with one x axis for all of them
};

std::string as_svg(const Plot& plot);
/// The picture, and its numbers as a table.
std::string as_html(const Plot& plot);

/// The text as it may stand between tags.
std::string escaped(const std::string& text);

/// "2.03 GB", "512 B".
std::string bytes_text(double bytes);

}  // namespace edgecase
