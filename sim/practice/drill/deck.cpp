#include "practice/drill/deck.hpp"

#include <algorithm>
#include <array>
#include <charconv>
#include <cmath>
#include <map>
#include <set>

#include <fmt/core.h>

#include "load/json.hpp"

namespace edgecase {
namespace {

constexpr std::array<int, 4> days_between{1, 3, 7, 21};

using QuestionKey = std::pair<DrillDate, std::string>;

/// The most surprising question of a day's own drill, a miss rather than a pass; nothing: all
/// answers were within their intervals.
std::optional<QuestionKey> surprise_of_day(DrillDate date, const std::vector<DrillAnswer>& record) {
  std::optional<QuestionKey> most;
  double largest = 0;
  for (const DrillAnswer& answer : record) {
    if (answer.on != date || answer.asked != date) continue;
    const double surprise = surprise_of(drill_question(answer.id, date), answer);
    const bool known = answer.forecast && surprise <= 1;
    if (known || surprise <= largest) continue;
    largest = surprise;
    most = {date, answer.id};
  }
  return most;
}

std::set<DrillDate> days_of(const std::vector<DrillAnswer>& record) {
  std::set<DrillDate> days;
  for (const DrillAnswer& answer : record)
    if (answer.on == answer.asked) days.insert(answer.on);
  return days;
}

}  // namespace

double points_of(const DrillQuestion& question, const DrillAnswer& answer) {
  return forecast_points(question.scale, answer.forecast.value_or(question.ignorant),
                         question.ignorant, question.answer);
}

double surprise_of(const DrillQuestion& question, const DrillAnswer& answer) {
  if (!answer.forecast) return 1;
  return std::abs(error_in_half_widths(question.scale, *answer.forecast, question.answer));
}

std::vector<DrillRepeat> due_on(DrillDate date, const std::vector<DrillAnswer>& record) {
  std::vector<std::pair<DrillDate, QuestionKey>> due;
  for (const DrillDate day : days_of(record)) {
    const auto key = surprise_of_day(day, record);
    if (!key || day >= date) continue;
    std::size_t step = 0;
    DrillDate last = day;
    for (const DrillAnswer& answer : record) {
      if (answer.asked != key->first || answer.id != key->second || answer.on == day) continue;
      const bool known =
          answer.forecast && surprise_of(drill_question(answer.id, day), answer) <= 1;
      step = known ? step + 1 : 0;
      last = answer.on;
    }
    if (step >= days_between.size()) continue;
    const DrillDate at = last + std::chrono::days(days_between[step]);
    if (at <= date) due.emplace_back(at, *key);
  }
  std::ranges::sort(due);
  std::vector<DrillRepeat> repeats;
  for (const auto& [at, key] : due) repeats.push_back({key.first, key.second});
  return repeats;
}

std::size_t streak_until(DrillDate date, const std::vector<DrillAnswer>& record) {
  const std::set<DrillDate> days = days_of(record);
  std::size_t streak = 0;
  while (days.contains(date - std::chrono::days(streak))) ++streak;
  return streak;
}

std::vector<DrillAnswer> answers_of(DrillDate date, const std::vector<DrillAnswer>& record) {
  std::vector<DrillAnswer> own;
  for (const DrillAnswer& answer : record)
    if (answer.on == date && answer.asked == date) own.push_back(answer);
  return own;
}

std::string as_line(const DrillAnswer& answer) {
  Json line{{"on", drill_date_text(answer.on)},
            {"asked", drill_date_text(answer.asked)},
            {"id", answer.id}};
  if (answer.forecast) {
    line["lo"] = answer.forecast->lo;
    line["hi"] = answer.forecast->hi;
  }
  return dumped(line, -1);
}

std::optional<DrillAnswer> answer_of_line(std::string_view line) {
  const Json json = parsed_json(line);
  if (!json.is_object()) return std::nullopt;
  const auto text = [&](const char* key) {
    const auto at = json.find(key);
    return at != json.end() && at->is_string() ? at->get<std::string>() : std::string();
  };
  const auto on = drill_date(text("on"));
  const auto asked = drill_date(text("asked"));
  const std::vector<std::string_view> kinds = drill_kinds();
  if (!on || !asked || std::ranges::find(kinds, text("id")) == kinds.end()) return std::nullopt;
  DrillAnswer answer{*on, *asked, text("id"), std::nullopt};
  const auto lo = json.find("lo");
  const auto hi = json.find("hi");
  if (lo != json.end() && hi != json.end() && lo->is_number() && hi->is_number())
    answer.forecast = IntervalForecast{lo->get<double>(), hi->get<double>()};
  return answer;
}

std::optional<DrillDate> drill_date(std::string_view text) {
  if (text.size() != 10 || text[4] != '-' || text[7] != '-') return std::nullopt;
  const auto number = [&](std::size_t from, std::size_t count) {
    int value = -1;
    const char* end = text.data() + from + count;
    const auto read = std::from_chars(text.data() + from, end, value);
    return read.ec == std::errc{} && read.ptr == end ? value : -1;
  };
  const int year = number(0, 4);
  const int month = number(5, 2);
  const int day = number(8, 2);
  if (year < 0 || month < 0 || day < 0) return std::nullopt;
  const std::chrono::year_month_day date{std::chrono::year(year),
                                         std::chrono::month(static_cast<unsigned>(month)),
                                         std::chrono::day(static_cast<unsigned>(day))};
  if (!date.ok()) return std::nullopt;
  return DrillDate(date);
}

std::string drill_date_text(DrillDate date) {
  const std::chrono::year_month_day day(date);
  return fmt::format("{:04}-{:02}-{:02}", static_cast<int>(day.year()),
                     static_cast<unsigned>(day.month()), static_cast<unsigned>(day.day()));
}

std::string drill_glyphs(const std::vector<double>& points, const std::vector<bool>& passed) {
  std::string line;
  for (std::size_t i = 0; i < points.size(); ++i) {
    line += passed[i]         ? "·"
            : points[i] >= 80 ? "●"
            : points[i] >= 50 ? "◕"
            : points[i] >= 25 ? "◑"
            : points[i] >= 0  ? "◔"
                              : "○";
  }
  return line;
}

}  // namespace edgecase
