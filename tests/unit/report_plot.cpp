// Curves as SVG and HTML.
#include <doctest/doctest.h>

#include "report/plot.hpp"

using namespace edgecase;

namespace {

Plot two_policies(double most) {
  Plot plot{"Miss ratio of <a & b>", "small", "cache size", PlotUnit::bytes, {{"requests", {}}}};
  for (const char* name : {"lru", "fifo"}) {
    plot.panels[0].series.push_back(
        {name, {{1e6, 0.5, 0.5, 0.5}, {2e6, 0.25, 0.2, 0.3}, {most, 0, 0, 0}}});
  }
  return plot;
}

std::size_t count_of(const std::string& text, const std::string& part) {
  std::size_t n = 0;
  for (auto at = text.find(part); at != text.npos; at = text.find(part, at + 1)) ++n;
  return n;
}

}  // namespace

TEST_SUITE("unit") {
  TEST_CASE("plot: the axis of sizes is logarithmic where the range asks for it") {
    CHECK(as_svg(two_policies(4e6)).find("(logarithmic)") == std::string::npos);
    CHECK(as_svg(two_policies(400e6)).find("(logarithmic)") != std::string::npos);
  }

  TEST_CASE("plot: points lie where their values say") {
    const std::string svg = as_svg(two_policies(4e6));
    // The axis runs to 50%, so 0 is at the bottom (92 + 270) and 50% at the top.
    CHECK(svg.find("cy=\"92.0\"") != std::string::npos);
    CHECK(svg.find("cy=\"227.0\"") != std::string::npos);
    CHECK(svg.find("cy=\"362.0\"") != std::string::npos);
    CHECK(svg.find(">50%<") != std::string::npos);
    CHECK(svg.find(">1 MB<") != std::string::npos);
  }

  TEST_CASE("plot: lines differ in dashes and marks, and intervals are drawn") {
    const std::string svg = as_svg(two_policies(4e6));
    CHECK(count_of(svg, "<circle") == 4);  // three points and the legend
    CHECK(count_of(svg, "<polygon") == 4);
    CHECK(count_of(svg, "stroke-dasharray=\"none\"") == 2);
    CHECK(count_of(svg, "stroke-dasharray=\"7 3\"") == 2);
    CHECK(count_of(svg, "stroke=\"#0072b2\"/>") >= 1);
    CHECK(svg.find("Miss ratio of &lt;a &amp; b&gt;") != std::string::npos);
  }

  TEST_CASE("plot: a page holds the picture and its numbers") {
    const std::string html = as_html(two_policies(4e6));
    CHECK(html.find(as_svg(two_policies(4e6))) != std::string::npos);
    CHECK(html.find("<tr><td>lru</td><td>2 MB</td><td>25.000%</td></tr>") != std::string::npos);
    CHECK(count_of(html, "<tr>") == 7);
  }

  TEST_CASE("plot: nothing to draw is an empty picture, not an error") {
    CHECK(as_svg({"t", "s", "x", PlotUnit::objects, {}}).ends_with("</svg>\n"));
    CHECK(
        as_html({"t", "s", "x", PlotUnit::objects, {{"p", {{"lru", {}}}}}}).ends_with("</html>\n"));
  }

  TEST_CASE("plot: sizes are written with their unit and three digits") {
    CHECK(bytes_text(0) == "0 B");
    CHECK(bytes_text(512) == "512 B");
    CHECK(bytes_text(1000) == "1 kB");
    CHECK(bytes_text(134'217'728) == "134 MB");
    CHECK(bytes_text(2'029'769'728) == "2.03 GB");
    CHECK(bytes_text(999'600) == "1 MB");
  }
}
