#include "load/quantity_range.hpp"

#include <array>
#include <cmath>
#include <cstdint>

#include <fmt/core.h>

#include "load/text/number.hpp"
#include "load/text/scalar.hpp"

namespace edgecase {
namespace {

double rounded(double value) {
  double back = value;
  return read_double(fmt::format("{:.6g}", value), back) ? back : value;
}

template <class T>
std::optional<T> parsed(std::string_view text) {
  T value{};
  return Scalar<T>::parse(text, value) ? std::nullopt : std::optional(value);
}

/// A quantity of scenarios: how it is read to base units, and printed from them.
struct WrittenQuantity {
  std::optional<double> (*read)(std::string_view text);
  std::string (*print)(double number);
};

constexpr double nano = 1e-9;

constexpr std::array written_quantities{
    WrittenQuantity{[](std::string_view text) -> std::optional<double> {
                      const auto value = parsed<Duration>(text);
                      return value ? std::optional(in_seconds(*value)) : std::nullopt;
                    },
                    [](double s) { return Scalar<Duration>::print(from_seconds(rounded(s))); }},
    WrittenQuantity{
        [](std::string_view text) -> std::optional<double> {
          const auto value = parsed<Bytes>(text);
          return value ? std::optional(static_cast<double>(value->count)) : std::nullopt;
        },
        [](double b) {
          return Scalar<Bytes>::print({static_cast<std::int64_t>(std::llround(rounded(b)))});
        }},
    WrittenQuantity{[](std::string_view text) -> std::optional<double> {
                      const auto value = parsed<Rate>(text);
                      return value ? std::optional(value->per_second) : std::nullopt;
                    },
                    [](double r) { return Scalar<Rate>::print({rounded(r)}); }},
    WrittenQuantity{[](std::string_view text) -> std::optional<double> {
                      const auto value = parsed<Bandwidth>(text);
                      return value ? std::optional(value->bits_per_second) : std::nullopt;
                    },
                    [](double b) { return Scalar<Bandwidth>::print({rounded(b)}); }},
    WrittenQuantity{[](std::string_view text) -> std::optional<double> {
                      const auto value = parsed<Share>(text);
                      return value ? std::optional(value->value) : std::nullopt;
                    },
                    [](double s) { return Scalar<Share>::print({rounded(s)}); }},
    WrittenQuantity{
        [](std::string_view text) -> std::optional<double> {
          const auto value = parsed<Money>(text);
          return value ? std::optional(in_dollars(*value)) : std::nullopt;
        },
        [](double d) { return Scalar<Money>::print({std::llround(rounded(d) / nano)}); }},
    WrittenQuantity{[](std::string_view text) -> std::optional<double> {
                      const auto value = parsed<Count>(text);
                      return value && !value->unlimited()
                                 ? std::optional(static_cast<double>(value->value))
                                 : std::nullopt;
                    },
                    [](double n) { return fmt::format("{}", std::llround(n)); }},
    WrittenQuantity{[](std::string_view text) -> std::optional<double> {
                      double value = 0;
                      return read_double(text, value) ? std::optional(value) : std::nullopt;
                    },
                    [](double x) { return Scalar<double>::print(rounded(x)); }},
};

}  // namespace

std::optional<double> number_of(std::string_view text) {
  for (const WrittenQuantity& dimension : written_quantities)
    if (const auto value = dimension.read(text)) return value;
  return std::nullopt;
}

std::optional<QuantityRange> QuantityRange::of(std::string_view lo, std::string_view hi,
                                               bool logarithmic, std::string& problem) {
  for (const WrittenQuantity& dimension : written_quantities) {
    const auto from = dimension.read(lo);
    const auto to = dimension.read(hi);
    if (!from || !to) continue;
    if (!(*from < *to)) {
      problem = fmt::format("the range {}..{} is empty: write the smaller value first", lo, hi);
      return std::nullopt;
    }
    if (logarithmic && !(*from > 0)) {
      problem = fmt::format("a logarithmic range begins above 0, not at {}", lo);
      return std::nullopt;
    }
    return QuantityRange(*from, *to, logarithmic, dimension.print);
  }
  problem = number_of(lo) && number_of(hi)
                ? fmt::format("{} and {} are not the same kind of quantity", lo, hi)
                : fmt::format("`{}` is not a quantity such as 5min, 20%, 1k rps or 8",
                              number_of(lo) ? hi : lo);
  return std::nullopt;
}

double QuantityRange::number_at(double position) const {
  if (position <= 0) return lo_;
  if (position >= 1) return hi_;
  return logarithmic_ ? lo_ * std::pow(hi_ / lo_, position) : lo_ + (hi_ - lo_) * position;
}

std::string QuantityRange::text_of(double number) const { return print_(number); }

std::string QuantityRange::text_at(double position) const { return print_(number_at(position)); }

std::vector<std::string> QuantityRange::spaced(std::size_t n) const {
  std::vector<std::string> all;
  for (std::size_t i = 0; i < n; ++i) {
    const double position = n == 1 ? 0 : static_cast<double>(i) / static_cast<double>(n - 1);
    std::string text = text_at(position);
    if (all.empty() || all.back() != text) all.push_back(std::move(text));
  }
  return all;
}

std::optional<std::string> times(std::string_view text, double factor) {
  for (const WrittenQuantity& dimension : written_quantities) {
    const auto value = dimension.read(text);
    if (!value) continue;
    if (!(std::abs(*value) > 0)) return std::nullopt;
    std::string scaled = dimension.print(*value * factor);
    return scaled == text ? std::nullopt : std::optional(std::move(scaled));
  }
  return std::nullopt;
}

}  // namespace edgecase
