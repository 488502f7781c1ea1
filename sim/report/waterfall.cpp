#include "report/waterfall.hpp"

#include <algorithm>
#include <cmath>

#include <fmt/core.h>

#include "cost/arithmetic.hpp"
#include "report/plot.hpp"

namespace edgecase {
namespace {

constexpr double name_width = 300, bar_width = 420, sum_width = 130, row = 22, head = 34;
constexpr const char* color = "#0072b2";
constexpr const char* total_color = "#000000";

struct Bar {
  std::string name;
  Money from, upto;
  bool known = true;
  bool total = false;
};

struct Panel {
  std::string title;
  std::vector<Bar> bars;
};

Money from_dollars(double dollars) { return {std::llround(dollars * 1e9)}; }

std::vector<Bar> bars_of(const Result& result) {
  std::vector<Bar> bars;
  Money at{};
  for (const BillRow& line : result.bill) {
    const std::string name = line.region.empty() ? line.title : line.title + ", " + line.region;
    const bool known = std::isfinite(line.dollars.mean);
    if (known && !(line.dollars.mean > 0)) continue;
    const Money upto = at + from_dollars(known ? line.dollars.mean : line.at_least);
    bars.push_back({name, at, upto, known, false});
    at = upto;
  }
  bars.push_back({result.bill_complete ? "total" : "total of known prices", {}, at, true, true});
  return bars;
}

std::vector<Bar> bars_of(const Bill& bill) {
  std::vector<Bar> bars;
  Money at{};
  for (const BillLine& line : bill.lines) {
    const std::string name = line.region.empty() ? line.title : line.title + ", " + line.region;
    if (!line.dollars) {
      Money upto = at;
      upto += line.may_be ? line.may_be->most : line.at_least;
      bars.push_back({name, at, upto, false, false});
      at += line.at_least;
      continue;
    }
    if (line.dollars->nano_dollars == 0) continue;
    Money upto = at;
    upto += *line.dollars;
    bars.push_back({name, at, upto, true, false});
    at = upto;
  }
  bars.push_back({bill.complete ? "total" : "total of known prices", {}, at, true, true});
  return bars;
}

std::string text_at(double x, double y, const char* anchor, const std::string& text) {
  return fmt::format("<text x=\"{:.1f}\" y=\"{:.1f}\" text-anchor=\"{}\">{}</text>\n", x, y, anchor,
                     escaped(text));
}

std::string drawn_bar(const Bar& bar, double y, double scale) {
  const double left = name_width + in_dollars(bar.from) * scale;
  const double width = std::max(1.0, (in_dollars(bar.upto) - in_dollars(bar.from)) * scale);
  const char* const paint = bar.total ? total_color : color;
  const Money size{bar.upto.nano_dollars - bar.from.nano_dollars};
  std::string dollars = dollars_text(size);
  if (!bar.known) dollars = size.nano_dollars > 0 ? "up to " + dollars : "unknown";
  return text_at(name_width - 8, y + row - 8, "end", bar.name) +
         fmt::format(
             "<rect x=\"{:.1f}\" y=\"{:.1f}\" width=\"{:.1f}\" height=\"{:.1f}\" fill=\"{}\" "
             "stroke=\"{}\"/>\n",
             left, y + 3, width, row - 6, bar.known ? paint : "none", paint) +
         text_at(name_width + bar_width + sum_width - 8, y + row - 8, "end", dollars);
}

std::string svg_of(const std::string& title, const std::vector<Panel>& panels) {
  double most = 0;
  double height = head;
  for (const Panel& panel : panels) {
    for (const Bar& bar : panel.bars) most = std::max(most, in_dollars(bar.upto));
    height += head + row * static_cast<double>(panel.bars.size());
  }
  const double scale = most > 0 ? bar_width / most : 0;
  double y = 0;
  std::string body = text_at(8, y + 22, "start", title);
  y += head;
  for (const Panel& panel : panels) {
    body += text_at(8, y + 22, "start", panel.title);
    y += head;
    for (const Bar& bar : panel.bars) {
      body += drawn_bar(bar, y, scale);
      y += row;
    }
  }
  const double width = name_width + bar_width + sum_width;
  return fmt::format(
      "<svg xmlns=\"http://www.w3.org/2000/svg\" width=\"{0:.0f}\" height=\"{1:.0f}\" "
      "viewBox=\"0 0 {0:.0f} {1:.0f}\" font-family=\"sans-serif\" font-size=\"13\">\n"
      "<rect width=\"100%\" height=\"100%\" fill=\"#fff\"/>\n{2}</svg>\n",
      width, height + 8, body);
}

}  // namespace

std::string waterfall_svg(const BillReport& bills) {
  std::vector<Panel> panels;
  for (const BilledSheet& sheet : bills.sheets)
    panels.push_back({sheet.name + ": " + sheet.title, bars_of(sheet.bill)});
  return svg_of(fmt::format("Bill of {}, dollars per 30-day month", bills.usage), panels);
}

std::string waterfall_svg(const Result& result) {
  return svg_of(fmt::format("Bill of {}, dollars per 30-day month", result.scenario),
                {{result.title, bars_of(result)}});
}

}  // namespace edgecase
