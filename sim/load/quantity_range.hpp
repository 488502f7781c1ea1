#pragma once
// Ranges of quantities as they are written in scenarios: 1min to 1h, 10% to 90%, 1k rps to 20k rps.
// Assumes: both ends have the same dimension. Two whole numbers without a unit stay whole (counts).
// Errors: a text that says what is wrong.
// Error: values between the ends are rounded to six significant digits, so that they can be read.

#include <cstddef>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace edgecase {

/// A written quantity as a number in base units (seconds, bytes, per second, dollars, 0 to 1);
/// none: it is not a quantity.
std::optional<double> number_of(std::string_view text);

class QuantityRange {
 public:
  /// `lo` and `hi` as written. None: `problem` says why.
  static std::optional<QuantityRange> of(std::string_view lo, std::string_view hi, bool logarithmic,
                                         std::string& problem);

  /// The value at a position from 0 (`lo`) to 1 (`hi`), as it is written in a scenario.
  std::string text_at(double position) const;
  /// The same as a number, in base units; `position_of` is its inverse.
  double number_at(double position) const;
  /// `number` as it is written in a scenario, also outside of the range.
  std::string text_of(double number) const;
  double lo() const { return lo_; }
  double hi() const { return hi_; }
  bool logarithmic() const { return logarithmic_; }
  /// Equally spaced values, without repetitions; n >= 1.
  std::vector<std::string> spaced(std::size_t n) const;

 private:
  using Print = std::string (*)(double number);
  QuantityRange(double lo, double hi, bool logarithmic, Print print)
      : lo_(lo), hi_(hi), logarithmic_(logarithmic), print_(print) {}

  double lo_;
  double hi_;
  bool logarithmic_;
  Print print_;
};

/// The written value times a factor, in the same unit of measurement; none: it is not a quantity
/// that can be multiplied (a name, `unlimited`, 0).
std::optional<std::string> times(std::string_view text, double factor);

}  // namespace edgecase
