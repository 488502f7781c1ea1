// Scalars with a unit: time, size, rates, shares, money.
#include <array>
#include <cmath>

#include <fmt/core.h>

#include "load/text/codes.hpp"
#include "load/text/decimal.hpp"
#include "load/text/scalar.hpp"
#include "load/text/spellings.hpp"
#include "load/text/units.hpp"

namespace edgecase {

namespace {

constexpr double largest = 1e18;  // largest rate: beyond any network, and prints exactly

/// Printed with the unit that leaves the fewest digits.
std::string quantity_text(std::int64_t value, const UnitTable& table, std::string_view zero) {
  if (value == 0) return std::string(zero);
  const Unit* best = &table.units.front();  // the smallest: every value is a whole number of it
  for (const Unit& unit : table.units)
    if (value % unit.factor == 0 && unit.factor > best->factor) best = &unit;
  return fmt::format("{}{}", value / best->factor, best->name);
}

/// Splits "1h30min" behind the letters that follow the first number; empty rest: one part.
std::string_view first_part(std::string_view text) {
  std::size_t n = text.find_first_of("0123456789");
  if (n == std::string_view::npos) return text;
  n = text.find_first_not_of("0123456789. ", n);
  if (n == std::string_view::npos) return text;
  n = text.find_first_of("0123456789", n);
  return n == std::string_view::npos ? text : text.substr(0, n);
}

struct Multiplier {
  char letter;
  int exponent;
};
constexpr std::array multipliers{Multiplier{'k', 3}, Multiplier{'M', 6}, Multiplier{'G', 9},
                                 Multiplier{'T', 12}};

/// Takes a leading k, M, G or T off the unit; its power of ten.
int take_multiplier(std::string_view& unit) {
  for (const Multiplier& m : multipliers) {
    if (unit.size() > 1 && unit[0] == m.letter) {
      unit.remove_prefix(1);
      while (!unit.empty() && unit[0] == ' ') unit.remove_prefix(1);
      return m.exponent;
    }
  }
  return 0;
}

/// "20k", "1.5M", "0.25": the same value to the last digit when read back.
std::string with_multiplier(double value, int most) {
  std::string best = shortest(value);
  for (const Multiplier& m : multipliers) {
    if (m.exponent > most) break;
    const std::string text = shortest(value / std::pow(10.0, m.exponent)) + m.letter;
    Quantity q;
    if (text.size() < best.size() && value >= std::pow(10.0, m.exponent) &&
        !parse_quantity(text, q) && !(nearest_double(q.number, m.exponent) < value) &&
        !(nearest_double(q.number, m.exponent) > value))
      best = text;
  }
  return best;
}

std::optional<Complaint> too_large(std::string_view text, double value) {
  if (std::abs(value) <= largest) return std::nullopt;
  return Complaint{code::not_representable, fmt::format("`{}` is too large", text)};
}

std::string instead(const std::string& meant) {
  return meant.empty() ? meant : fmt::format("write {}", meant);
}

/// A number without its %: up to 1 it is a fraction (0.35), above it a percentage (20, 99.9).
std::string share_meant(const Quantity& q) {
  const std::string as_fraction = shortest(nearest_double(q.number, 2)) + "%";
  const double value = std::abs(nearest_double(q.number));
  if (value < 1) return as_fraction;
  const std::string as_percentage = fmt::format("{}%", q.number_text);
  if (value <= 1) return fmt::format("{} (all) or {}", as_fraction, as_percentage);
  return value < 10 ? fmt::format("{}, or {} for a factor of {}", as_percentage, as_fraction,
                                  q.number_text)
                    : as_percentage;
}

struct Per {
  std::string_view name;
  double seconds;
};
constexpr std::array pers{Per{"rps", 1}, Per{"/s", 1}, Per{"/min", 60}, Per{"/h", 3600},
                          Per{"/d", 86400}};

}  // namespace

ScalarForm Scalar<Duration>::form() {
  return {.name = "a duration",
          .examples = "300s, 20ms, 5min, 1h30min",
          .pattern = "^(0|([0-9]+(\\.[0-9]+)? ?(ns|us|ms|s|min|h|d))+)$",
          .lowest = 0,
          .highest = 3650.0L * 86400 * 1e9L,  // sums of thirty still fit the clock
          .highest_text = "3650d"};
}
std::optional<Complaint> Scalar<Duration>::parse(std::string_view text, Duration& out) {
  if (auto odd = odd_duration(text)) return odd;
  std::int64_t sum = 0;
  std::int64_t last_factor = INT64_MAX;
  bool negative = false;
  for (std::string_view rest = text; !rest.empty();) {
    const std::string_view part = first_part(rest);
    Quantity q;
    if (auto wrong = parse_quantity(part, q)) return wrong;
    std::int64_t factor = 1;
    std::int64_t value = 0;
    if (auto wrong = unit_factor(part, q, duration_units, factor)) return wrong;
    if (auto wrong = whole(q, factor, "nanoseconds", value)) return wrong;
    const bool first = rest.data() == text.data();
    if (first) negative = q.number.negative;
    if (!first && (q.unit.empty() || factor >= last_factor || q.number.negative))
      return Complaint{code::not_a_number, fmt::format("`{}` is not a duration", text),
                       "write the larger unit first, as in 1h30min"};
    if (__builtin_add_overflow(sum, negative && !first ? -value : value, &sum))
      return Complaint{code::not_representable, fmt::format("`{}` is too large", text)};
    last_factor = factor;
    rest.remove_prefix(part.size());
  }
  if (text.empty()) return missing_unit(text, "0s");
  out = Duration{sum};
  return std::nullopt;
}
std::string Scalar<Duration>::print(Duration value) {
  return quantity_text(value.count(), duration_units, "0s");
}
long double Scalar<Duration>::number(Duration value) {
  return static_cast<long double>(value.count());
}

ScalarForm Scalar<Bytes>::form() {
  return {.name = "a size",
          .examples = "20kB, 64GB, 64GiB",
          .pattern = "^(0|[0-9]+(\\.[0-9]+)? ?(B|kB|MB|GB|TB|KiB|MiB|GiB|TiB))$",
          .lowest = 0,
          .highest = 1e17L,  // above the disks of any network
          .highest_text = "100000TB"};
}
std::optional<Complaint> Scalar<Bytes>::parse(std::string_view text, Bytes& out) {
  Quantity q;
  std::int64_t factor = 1;
  if (auto wrong = parse_quantity(text, q)) return wrong;
  if (auto wrong = unit_factor(text, q, byte_units, factor)) {
    if (const std::string meant = large_size_meant(q); !meant.empty())
      wrong->label = fmt::format("write {}", meant);
    return wrong;
  }
  const bool binary = q.unit.ends_with("iB");
  return binary ? nearest_whole(q, factor, out.count) : whole(q, factor, "bytes", out.count);
}
std::string Scalar<Bytes>::print(Bytes value) {
  return quantity_text(value.count, byte_units, "0B");
}
long double Scalar<Bytes>::number(Bytes value) { return static_cast<long double>(value.count); }

ScalarForm Scalar<Rate>::form() {
  return {.name = "a rate",
          .examples = "100 rps, 20k rps, 3/h",
          .pattern = "^(0|[0-9]+(\\.[0-9]+)? ?[kMGT]? ?(rps|/s|/min|/h|/d))$",
          .lowest = 0,
          .highest = 1e12L,  // above all requests of the world, and any flood of packets
          .highest_text = "1T rps",
          .smallest = 1.0L / (3651 * 86400),  // the clock counts the time between two
          .smallest_text = "once in ten years (0.000274/d)"};
}
std::optional<Complaint> Scalar<Rate>::parse(std::string_view text, Rate& out) {
  Quantity q;
  if (auto wrong = parse_quantity(text, q)) return wrong;
  if (q.unit.empty() && q.number.zero()) {
    out = Rate{0};
    return std::nullopt;
  }
  std::string_view unit = q.unit;
  const int exponent = take_multiplier(unit);
  for (const Per& per : pers) {
    if (unit != per.name) continue;
    const double value = nearest_double(q.number, exponent) / per.seconds;
    if (auto wrong = too_large(text, value)) return wrong;
    out = Rate{value};
    return std::nullopt;
  }
  if (q.unit.empty() || q.unit == "k" || q.unit == "M" || q.unit == "G")
    return missing_unit(text, fmt::format("{} rps", text));
  return Complaint{code::unknown_unit, fmt::format("`{}` has an unknown unit `{}`", text, q.unit),
                   instead(rate_meant(q)),
                   "units: rps, /s, /min, /h, /d, each with k, M or G before it"};
}
std::string Scalar<Rate>::print(Rate value) {
  if (value.per_second >= 1 || value.per_second <= 0)
    return with_multiplier(value.per_second, 9) + " rps";
  std::string best = shortest(value.per_second) + " rps";
  for (const Per& per : pers) {
    const std::string text = shortest(value.per_second * per.seconds) + std::string(per.name);
    Rate back;
    if (text.size() < best.size() && !parse(text, back) && (back <=> value) == 0) best = text;
  }
  return best;
}
long double Scalar<Rate>::number(Rate value) { return value.per_second; }

ScalarForm Scalar<Bandwidth>::form() {
  return {.name = "a bandwidth",
          .examples = "50Mbps, 1Gbps",
          .pattern = "^(0|[0-9]+(\\.[0-9]+)? ?[kMGT]?bps)$",
          .lowest = 0,
          .highest = 1e17L,
          .highest_text = "100000Tbps"};
}
std::optional<Complaint> Scalar<Bandwidth>::parse(std::string_view text, Bandwidth& out) {
  Quantity q;
  if (auto wrong = parse_quantity(text, q)) return wrong;
  if (q.unit.empty()) {
    if (!q.number.zero()) return missing_unit(text, fmt::format("{}Mbps", text));
    out = Bandwidth{0};
    return std::nullopt;
  }
  std::string_view unit = q.unit;
  const int exponent = take_multiplier(unit);
  if (unit != "bps")
    return Complaint{code::unknown_unit, fmt::format("`{}` has an unknown unit `{}`", text, q.unit),
                     instead(bandwidth_meant(q)),
                     "units: bps, kbps, Mbps, Gbps, Tbps (bits per second)"};
  const double value = nearest_double(q.number, exponent);
  if (auto wrong = too_large(text, value)) return wrong;
  out = Bandwidth{value};
  return std::nullopt;
}
std::string Scalar<Bandwidth>::print(Bandwidth value) {
  return with_multiplier(value.bits_per_second, 12) + "bps";
}
long double Scalar<Bandwidth>::number(Bandwidth value) { return value.bits_per_second; }

ScalarForm Scalar<Share>::form() {
  return {.name = "a share",
          .examples = "35%, 99.95%",
          .pattern = "^(0|[0-9]+(\\.[0-9]+)? ?%)$",
          .lowest = 0,
          .highest = 1,
          .highest_text = "100%"};
}
std::optional<Complaint> Scalar<Share>::parse(std::string_view text, Share& out) {
  Quantity q;
  if (auto wrong = parse_quantity(text, q)) return wrong;
  if (q.unit.empty() && !q.number.zero()) return missing_unit(text, share_meant(q));
  if (!q.unit.empty() && q.unit != "%")
    return Complaint{code::unknown_unit, fmt::format("`{}` has an unknown unit `{}`", text, q.unit),
                     fmt::format("write {}%", q.number_text), "a share is written as 35%"};
  const double value = nearest_double(q.number, -2);
  if (auto wrong = too_large(text, value)) return wrong;
  out = Share{value};
  return std::nullopt;
}
std::string Scalar<Share>::print(Share value) {
  // Shifting the point in the text, not multiplying, keeps 99.95% from becoming 99.94999%.
  Quantity q;
  if (parse_quantity(shortest(value.value), q)) return shortest(value.value * 100) + "%";
  auto digits = static_cast<std::int64_t>(q.number.digits);
  int places = q.number.places - 2;
  for (; places < 0; ++places) digits *= 10;
  return with_point(q.number.negative ? -digits : digits, places) + "%";
}
long double Scalar<Share>::number(Share value) { return value.value; }

ScalarForm Scalar<Money>::form() {
  return {.name = "an amount of money",
          .examples = "$0.09, $250, $18k",
          .pattern = "^(0|-?\\$[0-9]+(\\.[0-9]+)? ?[kM]?)$",
          .lowest = 0,
          .highest = 1e18L,
          .highest_text = "$1000M"};
}
std::optional<Complaint> Scalar<Money>::parse(std::string_view text, Money& out) {
  if (auto odd = odd_money(text)) return odd;
  std::string_view amount = text;
  const bool minus = amount.starts_with("-$");
  if (minus) amount.remove_prefix(1);
  const bool dollars = amount.starts_with('$');
  if (dollars) amount.remove_prefix(1);
  Quantity q;
  if (auto wrong = parse_quantity(amount, q)) return wrong;
  if (!dollars && !q.number.zero()) return missing_unit(text, fmt::format("${}", text));
  std::int64_t factor = 1000000000;
  if (q.unit == "k")
    factor *= 1000;
  else if (q.unit == "M")
    factor *= 1000000;
  else if (!q.unit.empty())
    return Complaint{code::unknown_unit,
                     fmt::format("`{}` has an unknown unit `{}`", text, q.unit),
                     {},
                     "write $0.09, $250 or $18k"};
  if (dollars && q.number.negative)
    return Complaint{code::not_a_number, fmt::format("`{}` is not an amount of money", text),
                     "write the sign first, as in -$5"};
  q.number.negative = q.number.negative || minus;
  return whole(q, factor, "billionths of a dollar", out.nano_dollars);
}
std::string Scalar<Money>::print(Money value) {
  std::string text = with_point(value.nano_dollars, 9);
  text.insert(text.starts_with('-') ? 1 : 0, 1, '$');
  return text;
}
long double Scalar<Money>::number(Money value) {
  return static_cast<long double>(value.nano_dollars);
}

}  // namespace edgecase
