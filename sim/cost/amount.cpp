#include "cost/amount.hpp"

#include <algorithm>
#include <array>
#include <span>

#include <fmt/format.h>

#include <edgecase/units.hpp>

#include "load/text/codes.hpp"
#include "load/text/decimal.hpp"
#include "load/text/units.hpp"

namespace edgecase {

namespace {

constexpr std::int64_t second = 1'000'000;  // in microseconds
constexpr std::int64_t hour = 3600 * second;

struct AmountUnit {
  std::string_view name;
  Dimension dimension;
  std::int64_t factor;
};

// Smallest first within each dimension. GB x h / 512 B is 1,953,125; GiB x h is 2,097,152.
constexpr std::array units{
    AmountUnit{"us", Dimension::time, 1},
    AmountUnit{"ms", Dimension::time, 1'000},
    AmountUnit{"s", Dimension::time, second},
    AmountUnit{"min", Dimension::time, 60 * second},
    AmountUnit{"h", Dimension::time, hour},
    AmountUnit{"d", Dimension::time, 24 * hour},
    AmountUnit{"month", Dimension::time, 720 * hour},
    AmountUnit{"months", Dimension::time, 720 * hour},
    AmountUnit{"MB-ms", Dimension::memory_time, 1},
    AmountUnit{"MB-s", Dimension::memory_time, 1'000},
    AmountUnit{"GB-s", Dimension::memory_time, 1'000'000},
    AmountUnit{"GiB-s", Dimension::memory_time, 1'024'000},
    AmountUnit{"GB-h", Dimension::memory_time, 3'600'000'000},
    AmountUnit{"GiB-h", Dimension::memory_time, 3'686'400'000},
    AmountUnit{"MB-month", Dimension::byte_time, 1'406'250},
    AmountUnit{"MiB-month", Dimension::byte_time, 1'474'560},
    AmountUnit{"GB-d", Dimension::byte_time, 24 * 1'953'125LL},
    AmountUnit{"GiB-d", Dimension::byte_time, 24 * 2'097'152LL},
    AmountUnit{"GB-month", Dimension::byte_time, 720 * 1'953'125LL},
    AmountUnit{"GiB-month", Dimension::byte_time, 720 * 2'097'152LL},
    AmountUnit{"TB-month", Dimension::byte_time, 720'000 * 1'953'125LL},
    AmountUnit{"TiB-month", Dimension::byte_time, 720LL * 1024 * 2'097'152},
};

struct Multiple {
  std::string_view name;
  std::int64_t factor;
};
constexpr std::array multiples{Multiple{"k", 1'000}, Multiple{"M", 1'000'000},
                               Multiple{"G", 1'000'000'000}};

const AmountUnit* unit_named(std::string_view name) {
  for (const AmountUnit& unit : units)
    if (unit.name == name) return &unit;
  return nullptr;
}

const Multiple* multiple_named(std::string_view name) {
  for (const Multiple& multiple : multiples)
    if (multiple.name == name) return &multiple;
  return nullptr;
}

/// "M GB-s" -> GB-s, without the multiple; empty if no valid unit is left.
const AmountUnit* unit_of(std::string_view text, const Multiple*& multiple) {
  multiple = nullptr;
  if (const AmountUnit* unit = unit_named(text)) return unit;
  if (text.size() < 2) return nullptr;
  multiple = multiple_named(text.substr(0, 1));
  text.remove_prefix(1);
  while (!text.empty() && text.front() == ' ') text.remove_prefix(1);
  return multiple == nullptr ? nullptr : unit_named(text);
}

std::optional<Complaint> parse_unit(std::string_view text, const Quantity& number, Amount& value) {
  const Multiple* multiple = nullptr;
  const AmountUnit* const unit = unit_of(number.unit, multiple);
  if (unit == nullptr)
    return Complaint{code::unknown_unit,
                     fmt::format("`{}` has an unknown unit `{}`", text, number.unit),
                     {},
                     "units: none, B to TiB, us to month, GB-s, GiB-s, GB-month, GiB-month, …"};
  std::int64_t factor = unit->factor;
  if (multiple != nullptr && __builtin_mul_overflow(factor, multiple->factor, &factor))
    return Complaint{code::not_representable, fmt::format("`{}` is too large", text)};
  value.dimension = unit->dimension;
  value.unit = unit->name == "months" ? "month" : unit->name;
  value.multiple = multiple == nullptr ? std::string_view{} : multiple->name;
  // Decimals of units of 1,024 and of 512 B x h are rarely whole numbers of bytes.
  const bool binary = unit->name.find("iB") != std::string_view::npos;
  return binary || unit->dimension == Dimension::byte_time
             ? nearest_whole(number, factor, value.value)
             : whole(number, factor, "the smallest unit", value.value);
}

/// In the original unit if the amount is a multiple of it; else in the largest unit that is.
std::string with_unit(Amount amount) {
  const AmountUnit* best = nullptr;
  for (const AmountUnit& unit : units) {
    if (unit.dimension != amount.dimension || amount.value % unit.factor != 0) continue;
    if (best == nullptr || unit.factor > best->factor) best = &unit;
  }
  if (const AmountUnit* own = amount.unit.empty() ? nullptr : unit_named(amount.unit)) {
    const Multiple* const multiple = multiple_named(amount.multiple);
    const std::int64_t factor = own->factor * (multiple == nullptr ? 1 : multiple->factor);
    if (amount.value % factor == 0)
      return fmt::format("{}{}{}{}", amount.value / factor, amount.multiple,
                         multiple == nullptr ? "" : " ", own->name);
  }
  if (best != nullptr) return fmt::format("{}{}", amount.value / best->factor, best->name);
  // 512 byte-hours is the base unit, which has no name.
  return fmt::format("{} x 512B-h", amount.value);
}

/// "1,234,567.5 GiB" -> "1234567.5 GiB", as bills print it; other commas are left alone.
std::string without_groups(std::string_view text) {
  const std::size_t end = std::min(text.find_first_not_of("0123456789,"), text.size());
  const std::string_view grouped = text.substr(0, end);
  if (grouped.find(',') == std::string_view::npos) return std::string(text);
  std::string digits;
  for (std::size_t at = 0; at < end; ++at) {
    const bool comma = (end - at) % 4 == 0;
    if ((grouped[at] == ',') != comma || (comma && at == 0)) return std::string(text);
    if (!comma) digits += grouped[at];
  }
  return digits + std::string(text.substr(end));
}

/// "1.5 x 10k", as bills print quantities of units that are multiples.
std::optional<Complaint> parse_product(std::string_view text, std::size_t times, Amount& out) {
  Quantity factor;
  if (auto wrong = parse_quantity(text.substr(0, times), factor)) return wrong;
  Amount unit;
  if (text.substr(times + 3) == "512B-h")
    unit = {1, Dimension::byte_time};
  else if (auto wrong = Scalar<Amount>::parse(text.substr(times + 3), unit))
    return wrong;
  out = unit;
  return nearest_whole(factor, unit.value, out.value);
}

/// "50,000 seats" is 50,000 months of a meter that counts seats.
void unhold(std::string& text) {
  for (const Meter& meter : all_meters()) {
    if (meter.held.empty() || !text.ends_with(" " + std::string(meter.held))) continue;
    text.resize(text.size() - meter.held.size());
    text += "months";
    return;
  }
}

}  // namespace

ScalarForm Scalar<Amount>::form() {
  return {.name = "an amount of usage",
          .examples = "1GiB, 10TiB, 1GB, 10k, 1M, 1M ms, 3 months, 1M GB-s, 1GB-month",
          .pattern =
              "^[0-9]+(\\.[0-9]+)? ?([kMG]? ?(us|ms|s|min|h|d|months?|[MG]i?B-(ms|s|h|d|"
              "month)|Ti?B-month)|[kMG]?|[kMGT]?B|[KMGT]iB)$"};
}

std::optional<Complaint> Scalar<Amount>::parse(std::string_view given, Amount& out) {
  std::string text = without_groups(given);
  unhold(text);
  if (const std::size_t times = text.find(" x "); times != std::string::npos)
    return parse_product(text, times, out);
  Amount value;
  Quantity number;
  const bool readable = !parse_quantity(text, number);
  if (readable && byte_units.find(number.unit) != nullptr) {
    Bytes bytes;
    if (auto complaint = Scalar<Bytes>::parse(text, bytes)) return complaint;
    value = {bytes.count, Dimension::bytes};
  } else if (!readable || number.unit.empty() || multiple_named(number.unit) != nullptr ||
             number.unit == "T") {
    Count count;
    if (auto complaint = Scalar<Count>::parse(text, count)) return complaint;
    if (count.unlimited())
      return Complaint{code::out_of_range, "an amount of usage must be finite", "write a number"};
    value = {count.value, Dimension::count};
  } else if (auto complaint = parse_unit(text, number, value)) {
    return complaint;
  }
  if (value.value < 0)
    return Complaint{code::out_of_range, "an amount of usage cannot be negative"};
  out = value;
  return std::nullopt;
}

std::string Scalar<Amount>::print(Amount value) {
  if (value.dimension == Dimension::bytes) return Scalar<Bytes>::print(Bytes{value.value});
  if (value.dimension == Dimension::count) return Scalar<Count>::print(Count{value.value});
  return with_unit(value);
}

long double Scalar<Amount>::number(Amount value) { return static_cast<long double>(value.value); }

}  // namespace edgecase
