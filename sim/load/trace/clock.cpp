#include "load/trace/clock.hpp"

#include <array>
#include <charconv>
#include <chrono>

#include "load/text/number.hpp"

namespace edgecase {
namespace {

constexpr double second_of_2001 = 978'307'200;
constexpr double second_of_2100 = 4'102'444'800;
constexpr double seconds_from_1601 = 11'644'473'600;

double units_per_second(TimeUnit unit) {
  switch (unit) {
    case TimeUnit::s:
      return 1;
    case TimeUnit::ms:
      return 1e3;
    case TimeUnit::us:
      return 1e6;
    case TimeUnit::ticks:
      return 1e7;
    case TimeUnit::ns:
      return 1e9;
  }
  return 1;
}

bool is_epoch(double value, TimeUnit unit) {
  const double second =
      value / units_per_second(unit) - (unit == TimeUnit::ticks ? seconds_from_1601 : 0);
  return second >= second_of_2001 && second < second_of_2100;
}

std::optional<TimeUnit> unit_of_name(std::string_view name) {
  for (const auto& [ending, unit] : {std::pair{"_ms", TimeUnit::ms},
                                     {"_millis", TimeUnit::ms},
                                     {"_us", TimeUnit::us},
                                     {"_micros", TimeUnit::us},
                                     {"_ns", TimeUnit::ns},
                                     {"_nanos", TimeUnit::ns}})
    if (name.ends_with(ending)) return unit;
  return std::nullopt;
}

/// Takes a number of exactly this many digits; false if there is none.
bool take_digits(std::string_view& text, std::size_t digits, int& out) {
  if (text.size() < digits) return false;
  const auto [at, error] = std::from_chars(text.data(), text.data() + digits, out);
  if (error != std::errc{} || at != text.data() + digits || out < 0) return false;
  text.remove_prefix(digits);
  return true;
}

bool take(std::string_view& text, char c) {
  if (!text.starts_with(c)) return false;
  text.remove_prefix(1);
  return true;
}

std::optional<double> seconds_at(int year, int month, int day) {
  const std::chrono::year_month_day date{std::chrono::year(year),
                                         std::chrono::month(static_cast<unsigned>(month)),
                                         std::chrono::day(static_cast<unsigned>(day))};
  if (!date.ok()) return std::nullopt;
  return 86400.0 * static_cast<double>(std::chrono::sys_days(date).time_since_epoch().count());
}

/// hh:mm:ss, perhaps with decimals
bool take_time(std::string_view& text, double& seconds) {
  int hour = 0, minute = 0, second = 0;
  if (!take_digits(text, 2, hour) || !take(text, ':') || !take_digits(text, 2, minute) ||
      !take(text, ':') || !take_digits(text, 2, second))
    return false;
  if (hour > 24 || minute > 59 || second > 60) return false;
  seconds += 3600 * hour + 60 * minute + second;
  if (!text.starts_with('.')) return true;
  std::size_t end = 1;
  while (end < text.size() && text[end] >= '0' && text[end] <= '9') ++end;
  double part = 0;
  const std::string decimals = "0" + std::string(text.substr(0, end));
  if (end == 1 || !read_double(decimals, part)) return false;
  seconds += part;
  text.remove_prefix(end);
  return true;
}

/// Z, +0200, +02:00, or nothing
bool take_zone(std::string_view& text, double& seconds) {
  if (text.empty() || take(text, 'Z')) return text.empty();
  const bool east = text.starts_with('+');
  if (!east && !text.starts_with('-')) return false;
  text.remove_prefix(1);
  int hours = 0, minutes = 0;
  if (!take_digits(text, 2, hours)) return false;
  take(text, ':');
  if (!text.empty() && !take_digits(text, 2, minutes)) return false;
  seconds -= (east ? 60 : -60) * (60 * hours + minutes);
  return text.empty();
}

/// 2025-07-20T10:00:00.5Z, 2025-07-20 10:00:00, or its two halves
std::optional<double> iso_time(std::string_view text, std::string_view day_time) {
  int year = 0, month = 0, day = 0;
  if (!take_digits(text, 4, year) || !take(text, '-') || !take_digits(text, 2, month) ||
      !take(text, '-') || !take_digits(text, 2, day))
    return std::nullopt;
  std::optional<double> seconds = seconds_at(year, month, day);
  if (!seconds) return std::nullopt;
  if (!day_time.empty() && text.empty())
    text = day_time;
  else if (!text.empty() && !take(text, 'T') && !take(text, ' '))
    return std::nullopt;
  else if (text.empty())
    return seconds;
  if (!take_time(text, *seconds)) return std::nullopt;
  if (text.starts_with(' ')) text.remove_prefix(1);
  if (text == "UTC") return seconds;
  return take_zone(text, *seconds) ? seconds : std::nullopt;
}

/// 20/Jul/2025:10:00:00 +0000
std::optional<double> log_time(std::string_view text) {
  static constexpr std::array<std::string_view, 12> months{
      "Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"};
  int year = 0, day = 0;
  if (!take_digits(text, 2, day) || !take(text, '/') || text.size() < 4) return std::nullopt;
  int month = 1;
  while (month <= 12 && months.at(static_cast<std::size_t>(month - 1)) != text.substr(0, 3))
    ++month;
  text.remove_prefix(3);
  if (month > 12 || !take(text, '/') || !take_digits(text, 4, year) || !take(text, ':'))
    return std::nullopt;
  std::optional<double> seconds = seconds_at(year, month, day);
  if (!seconds || !take_time(text, *seconds)) return std::nullopt;
  if (text.starts_with(' ')) text.remove_prefix(1);
  return take_zone(text, *seconds) ? seconds : std::nullopt;
}

}  // namespace

void TraceClock::learn(std::string_view first, std::string_view name,
                       std::optional<TimeUnit> told) {
  double value = 0;
  if (!read_double(first, value)) {
    form_ = log_time(first) ? Form::log : Form::iso;
    if (!iso_time(first, {}) && form_ == Form::iso) form_ = Form::number;  // refused as one
    return;
  }
  const std::optional<TimeUnit> named = unit_of_name(name);
  assumed_ = false;
  if (told) {
    unit_ = *told;
    return;
  }
  for (const TimeUnit unit :
       {TimeUnit::s, TimeUnit::ms, TimeUnit::us, TimeUnit::ticks, TimeUnit::ns}) {
    if (!is_epoch(value, unit)) continue;
    unit_ = unit;
    return;
  }
  assumed_ = !named;
  unit_ = named.value_or(TimeUnit::s);
}

std::optional<double> TraceClock::read(std::string_view cell, std::string_view day_time) const {
  if (form_ == Form::iso) return iso_time(cell, day_time);
  if (form_ == Form::log) return log_time(cell);
  double value = 0;
  if (!read_double(cell, value)) return std::nullopt;
  return value;
}

double TraceClock::per_second() const {
  return form_ == Form::number ? units_per_second(unit_) : 1;
}

std::string TraceClock::text() const {
  if (form_ != Form::number) return "as dates";
  for (const auto& one : names(Of<TimeUnit>{}))
    if (one.value == unit_) return "in " + std::string(one.doc) + (assumed_ ? " (assumed)" : "");
  return "in seconds";
}

}  // namespace edgecase
