#include "report/numbers.hpp"

#include <algorithm>
#include <cmath>

#include <fmt/core.h>

namespace edgecase {
namespace {

constexpr std::string_view dash = "–";
constexpr std::string_view minus = "−";

/// How a quantity of some size is written: its value times `factor`, between two texts.
struct Scale {
  double factor = 1;
  std::string_view before{};
  std::string_view after{};
};

/// A metric's unit, from which size on, and how it is written then. Largest first.
struct ScaleRow {
  std::string_view unit;
  double from;
  Scale scale;
};
constexpr ScaleRow scales[] = {
    {"ms", 1e4, {1e-3, "", " s"}},
    {"ms", 0, {1, "", " ms"}},
    {"s", 7200, {1.0 / 3600, "", " h"}},
    {"s", 120, {1.0 / 60, "", " min"}},
    {"s", 0, {1, "", " s"}},
    {"1", 0, {100, "", "%"}},
    {"$", 0, {1, "$", ""}},
    {"1/s", 1e6, {1e-6, "", " M/s"}},
    {"1/s", 1e4, {1e-3, "", " k/s"}},
    {"1/s", 0, {1, "", "/s"}},
    {"bit/s", 1e9, {1e-9, "", " Gbit/s"}},
    {"bit/s", 1e6, {1e-6, "", " Mbit/s"}},
    {"bit/s", 1e3, {1e-3, "", " kbit/s"}},
    {"bit/s", 0, {1, "", " bit/s"}},
    {"B", 1e9, {1e-9, "", " GB"}},
    {"B", 1e6, {1e-6, "", " MB"}},
    {"B", 0, {1, "", " B"}},
    {"bit", 1e12, {1e-12, "", " Tbit"}},
    {"bit", 1e9, {1e-9, "", " Gbit"}},
    {"bit", 1e6, {1e-6, "", " Mbit"}},
    {"bit", 0, {1, "", " bit"}},
    {"count", 1e9, {1e-9, "", " G"}},
    {"count", 1e6, {1e-6, "", " M"}},
    {"count", 1e5, {1e-3, "", " k"}},
};

Scale scale_of(double size, std::string_view unit) {
  for (const ScaleRow& row : scales)
    if (row.unit == unit && (row.from == 0 || size >= row.from)) return row.scale;
  return {};
}

/// Decimals that show `digits` significant digits of a value of this size.
int decimals_for(double size, int digits) {
  if (!(size > 0)) return 0;
  return std::clamp(digits - 1 - static_cast<int>(std::floor(std::log10(size))), 0, 9);
}

int decimals_of(double scaled, std::string_view unit) {
  const double size = std::abs(scaled);
  // Near 100% the significant digits are those of the distance from 100%: 99.948%, not 99.9%.
  constexpr double rounding = 1e-9;  // of sums of shares
  if (unit == "1" && size > 90 && size < 100 - rounding) return decimals_for(100 - size, 2);
  if (unit == "1" && size > 90 && size < 100) return 0;
  if (unit == "$") return size >= 100 ? 0 : 2;
  if (unit == "count" && size >= 1000) return 0;
  return decimals_for(size, 3);
}

/// Fixed decimals with thousands separators; zero has no sign.
std::string fixed(double value, int decimals) {
  std::string digits = fmt::format("{:.{}f}", std::abs(value), decimals);
  const std::size_t whole = std::min(digits.find('.'), digits.size());
  for (std::size_t at = whole; at > 3; at -= 3) digits.insert(at - 3, ",");
  const bool zero = digits.find_first_of("123456789") == std::string::npos;
  return value < 0 && !zero ? std::string(minus) + digits : digits;
}

/// A negative amount of dollars carries its sign before the $.
std::string dressed(double value, const Scale& scale, int decimals, std::string_view after) {
  std::string text = fixed(value * scale.factor, decimals);
  if (scale.before.empty()) return text + std::string(after);
  const bool negative = text.starts_with(minus);
  if (negative) text.erase(0, minus.size());
  return fmt::format("{}{}{}{}", negative ? minus : "", scale.before, text, after);
}

std::string with_sign(const std::string& text, double value) {
  return value > 0 ? "+" + text : text;
}

bool has_interval(const Estimate& e) { return e.lo <= e.hi; }

/// The largest magnitude that a difference shows.
double size_of(const Estimate& e) {
  const double ends = has_interval(e) ? std::max(std::abs(e.lo), std::abs(e.hi)) : 0;
  return std::max(std::abs(e.mean), ends);
}

EstimateText signed_text(const Estimate& d, const Scale& scale, int decimals) {
  if (std::isnan(d.mean)) return {std::string(dash), ""};
  const int shown = std::min(decimals, 3);
  EstimateText text{with_sign(dressed(d.mean, scale, shown, scale.after), d.mean), ""};
  if (!has_interval(d)) return text;
  text.interval = fmt::format("[{}, {}]", with_sign(dressed(d.lo, scale, shown, ""), d.lo),
                              with_sign(dressed(d.hi, scale, shown, ""), d.hi));
  return text;
}

int shared_decimals(const Estimate& e, const Scale& scale, std::string_view unit) {
  const int plain = decimals_of(e.mean * scale.factor, unit);
  if (!has_interval(e) || unit == "$") return plain;
  // An interval narrower than the last digit would show two equal ends: up to two digits more.
  const int distinct = decimals_for((e.hi - e.lo) / 2 * scale.factor, 1);
  return std::clamp(distinct, plain, plain + 2);
}

}  // namespace

EstimateText estimate_text(const Estimate& e, std::string_view unit) {
  if (std::isnan(e.mean)) return {std::string(dash), ""};
  const Scale scale = scale_of(std::abs(e.mean), unit);
  const int decimals = shared_decimals(e, scale, unit);
  EstimateText text{dressed(e.mean, scale, decimals, scale.after), ""};
  if (!has_interval(e)) return text;
  text.interval = fmt::format("[{}, {}]", dressed(e.lo, scale, decimals, ""),
                              dressed(e.hi, scale, decimals, ""));
  return text;
}

std::string value_text(double value, std::string_view unit) {
  return estimate_text({value, std::nan(""), std::nan("")}, unit).mean;
}

std::string limit_text(double limit, std::string_view unit) {
  std::string text = value_text(limit, unit);
  const std::size_t dot = text.find('.');
  if (dot == std::string::npos) return text;
  const std::size_t end = std::min(text.find_first_not_of("0123456789", dot + 1), text.size());
  std::size_t kept = end;
  while (text[kept - 1] == '0') --kept;
  if (kept - 1 == dot) --kept;
  return text.erase(kept, end - kept);
}

EstimateText difference_text(const Estimate& d, std::string_view unit) {
  Scale scale = scale_of(size_of(d), unit);
  if (unit == "1") scale.after = " pp";
  const int dollars = size_of(d) >= 100 ? 0 : 2;
  return signed_text(d, scale, unit == "$" ? dollars : decimals_for(size_of(d) * scale.factor, 3));
}

EstimateText relative_text(const Estimate& change) {
  const Scale percent{100, "", "%"};
  return signed_text(change, percent, decimals_for(size_of(change) * 100, 3));
}

std::string count_text(double value) {
  const bool whole = std::abs(value) < 1000 && value == std::round(value);
  return whole ? fixed(value, 0) : value_text(value, "count");
}

std::string dollars_text(double dollars) {
  if (dollars > 0 && dollars < 0.005) return "<$0.01";
  return value_text(dollars, "$");
}

std::string seconds_text(double seconds) {
  const Scale scale = scale_of(seconds, "s");
  const double scaled = seconds * scale.factor;
  const bool whole = std::abs(scaled - std::round(scaled)) < 1e-9;
  return fixed(scaled, whole ? 0 : decimals_for(scaled, 3)) + std::string(scale.after);
}

}  // namespace edgecase
