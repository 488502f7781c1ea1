#include "report/waterfall.hpp"

#include <algorithm>

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

std::vector<Bar> bars_of(const Bill& bill) {
  std::vector<Bar> bars;
  Money at{};
  for (const BillLine& line : bill.lines) {
    const std::string name = line.region.empty() ? line.title : line.title + ", " + line.region;
    if (!line.dollars) {
      Money upto = at;
      if (line.may_be) upto += line.may_be->most;
      bars.push_back({name, at, upto, false, false});
      continue;
    }
    if (line.dollars->nano_dollars == 0) continue;
    Money upto = at;
    upto += *line.dollars;
    bars.push_back({name, at, upto, true, false});
    at = upto;
  }
  bars.push_back({bill.complete ? "total" : "total of what is known", {}, at, true, true});
  return bars;
}

std::string text_at(double x, double y, const char* anchor, const std::string& text) {
  return fmt::format("<text x=\"{:.1f}\" y=\"{:.1f}\" text-anchor=\"{}\">{}</text>\n", x, y, anchor,
                     escaped(text));
}

std::string drawn(const Bar& bar, double y, double scale) {
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

}  // namespace

std::string waterfall_svg(const BillReport& bills) {
  double most = 0;
  double height = head;
  std::vector<std::vector<Bar>> all;
  for (const BilledSheet& sheet : bills.sheets) {
    all.push_back(bars_of(sheet.bill));
    for (const Bar& bar : all.back()) most = std::max(most, in_dollars(bar.upto));
    height += head + row * static_cast<double>(all.back().size());
  }
  const double scale = most > 0 ? bar_width / most : 0;
  std::string body;
  double y = 0;
  body += text_at(8, y + 22, "start",
                  fmt::format("Bill of {}, dollars in a 30-day month", bills.usage));
  y += head;
  for (std::size_t i = 0; i < all.size(); ++i) {
    body += text_at(8, y + 22, "start", bills.sheets[i].name + ": " + bills.sheets[i].title);
    y += head;
    for (const Bar& bar : all[i]) {
      body += drawn(bar, y, scale);
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

}  // namespace edgecase
