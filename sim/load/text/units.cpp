#include "load/text/units.hpp"

#include <string>

#include <fmt/core.h>

#include "load/text/codes.hpp"

namespace edgecase {

namespace {

constexpr Unit durations[] = {
    {"ns", 1},
    {"us", 1000},
    {"ms", 1000000},
    {"s", 1000000000},
    {"min", 60000000000},
    {"h", 3600000000000},
    {"d", 86400000000000},
};
constexpr UnitAlias duration_aliases[] = {
    {"m", "min"},          {"mins", "min"},       {"minute", "min"},      {"minutes", "min"},
    {"sec", "s"},          {"secs", "s"},         {"second", "s"},        {"seconds", "s"},
    {"hr", "h"},           {"hrs", "h"},          {"hour", "h"},          {"hours", "h"},
    {"day", "d"},          {"days", "d"},         {"msec", "ms"},         {"millis", "ms"},
    {"µs", "us"},          {"μs", "us"},          {"usec", "us"},         {"micros", "us"},
    {"msecs", "ms"},       {"millisecond", "ms"}, {"milliseconds", "ms"}, {"microseconds", "us"},
    {"nanoseconds", "ns"}, {"nanos", "ns"},
};

constexpr Unit bytes[] = {
    {"B", 1},           {"kB", 1000},          {"KiB", 1LL << 10},
    {"MB", 1000000},    {"MiB", 1LL << 20},    {"GB", 1000000000},
    {"GiB", 1LL << 30}, {"TB", 1000000000000}, {"TiB", 1LL << 40},
};
constexpr UnitAlias byte_aliases[] = {
    {"b", "B"},          {"byte", "B"},       {"bytes", "B"},     {"k", "kB"},
    {"K", "kB"},         {"kb", "kB"},        {"KB", "kB"},       {"M", "MB"},
    {"G", "GB"},         {"T", "TB"},         {"Ki", "KiB"},      {"Mi", "MiB"},
    {"Gi", "GiB"},       {"Ti", "TiB"},       {"kilobyte", "kB"}, {"kilobytes", "kB"},
    {"kbyte", "kB"},     {"kbytes", "kB"},    {"megabyte", "MB"}, {"megabytes", "MB"},
    {"mbyte", "MB"},     {"mbytes", "MB"},    {"meg", "MB"},      {"gigabyte", "GB"},
    {"gigabytes", "GB"}, {"gbyte", "GB"},     {"gig", "GB"},      {"gigs", "GB"},
    {"terabyte", "TB"},  {"terabytes", "TB"}, {"octets", "B"},
};

char lower_letter(char c) { return c >= 'A' && c <= 'Z' ? static_cast<char>(c - 'A' + 'a') : c; }

bool same_letters(std::string_view a, std::string_view b) {
  if (a.size() != b.size()) return false;
  for (std::size_t i = 0; i < a.size(); ++i)
    if (lower_letter(a[i]) != lower_letter(b[i])) return false;
  return true;
}

std::string_view meant(std::string_view unit, const UnitTable& table) {
  for (const UnitAlias& alias : table.aliases)
    if (alias.wrong == unit) return alias.right;
  for (const UnitAlias& alias : table.aliases)
    if (same_letters(alias.wrong, unit)) return alias.right;
  for (const Unit& known : table.units)
    if (same_letters(known.name, unit)) return known.name;
  return {};
}

/// Calendar units, whose days depend on more than their number: as projections to a month use them.
std::optional<int> days_of(std::string_view unit) {
  constexpr std::pair<std::string_view, int> spans[] = {
      {"w", 7},       {"wk", 7},  {"week", 7}, {"weeks", 7},  {"mo", 30},    {"month", 30},
      {"months", 30}, {"y", 365}, {"yr", 365}, {"year", 365}, {"years", 365}};
  for (const auto& [name, days] : spans)
    if (same_letters(name, unit)) return days;
  return std::nullopt;
}

}  // namespace

const UnitTable duration_units{durations, duration_aliases, "s"};
const UnitTable byte_units{bytes, byte_aliases, "MB"};

const Unit* UnitTable::find(std::string_view name) const {
  for (const Unit& unit : units)
    if (unit.name == name) return &unit;
  return nullptr;
}

Complaint missing_unit(std::string_view text, std::string_view fixed) {
  return {code::missing_unit, fmt::format("`{}` needs a unit", text),
          fmt::format("write {}", fixed)};
}

Complaint unknown_unit(std::string_view text, const Quantity& quantity, const UnitTable& table) {
  Complaint complaint{code::unknown_unit,
                      fmt::format("`{}` has an unknown unit `{}`", text, quantity.unit)};
  if (const std::string_view right = meant(quantity.unit, table); !right.empty())
    complaint.label = fmt::format("write {}{}", quantity.number_text, right);
  else if (const auto days = days_of(quantity.unit); days && &table == &duration_units)
    complaint.label = fmt::format("write {}d", shortest(nearest_double(quantity.number) * *days));
  complaint.hint = "units: ";
  for (const Unit& unit : table.units)
    complaint.hint += fmt::format("{}{}", &unit == table.units.data() ? "" : ", ", unit.name);
  return complaint;
}

std::optional<Complaint> unit_factor(std::string_view text, const Quantity& quantity,
                                     const UnitTable& table, std::int64_t& factor) {
  factor = 1;
  if (quantity.unit.empty())
    return quantity.number.zero()
               ? std::nullopt
               : std::optional(missing_unit(text, fmt::format("{}{}", text, table.usual)));
  if (const Unit* unit = table.find(quantity.unit)) {
    factor = unit->factor;
    return std::nullopt;
  }
  return unknown_unit(text, quantity, table);
}

}  // namespace edgecase
