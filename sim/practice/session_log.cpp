#include "practice/session_log.hpp"

#include <array>
#include <charconv>
#include <chrono>

#include <fmt/core.h>

#include "practice/sha256.hpp"

namespace edgecase {
namespace {

std::optional<int> whole_number(std::string_view text) {
  int value = 0;
  const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), value);
  if (error != std::errc{} || end != text.data() + text.size()) return std::nullopt;
  return value;
}

}  // namespace

SessionLog SessionLog::read(std::string_view text, std::string& problem) {
  SessionLog log;
  problem.clear();
  for (std::size_t from = 0; from < text.size();) {
    const std::size_t end = text.find('\n', from);
    if (end == std::string_view::npos) break;
    const std::string_view line = text.substr(from, end - from);
    const std::size_t number = log.events_.size() + 1;
    Json event = parsed_json(line);
    if (!event.is_object() || !event.contains("event") || !event["event"].is_string()) {
      problem = fmt::format("line {} of the session's log cannot be read", number);
      break;
    }
    if (text_in(event, "before") != log.hash_) {
      problem = number == 1
                    ? "the first line of the session's log has another before it"
                    : fmt::format("line {} does not follow from line {}", number, number - 1);
      break;
    }
    log.hash_ = sha256_hex(line);
    log.events_.push_back(std::move(event));
    from = end + 1;
    log.whole_ = from;
  }
  return log;
}

std::string SessionLog::add(Json event, const std::string& at) {
  Json line = {{"n", events_.size() + 1}, {"at", at}};
  for (const auto& [key, value] : event.items()) line[key] = value;
  line["before"] = hash_;
  const std::string text = dumped(line, -1);
  hash_ = sha256_hex(text);
  whole_ += text.size() + 1;
  events_.push_back(Json::parse(text));
  return text + "\n";
}

std::string text_in(const Json& event, const char* key, const std::string& fallback) {
  const auto found = event.find(key);
  return found != event.end() && found->is_string() ? found->get<std::string>() : fallback;
}

double number_in(const Json& event, const char* key, double fallback) {
  const auto found = event.find(key);
  return found != event.end() && found->is_number() ? found->get<double>() : fallback;
}

std::optional<std::int64_t> seconds_of(std::string_view at) {
  namespace chrono = std::chrono;
  if (at.size() != 20 || at[10] != 'T' || at[19] != 'Z') return std::nullopt;
  constexpr std::array<std::array<std::size_t, 2>, 6> parts{
      {{0, 4}, {5, 2}, {8, 2}, {11, 2}, {14, 2}, {17, 2}}};
  std::array<int, 6> numbers{};
  for (std::size_t i = 0; i < parts.size(); ++i) {
    const auto number = whole_number(at.substr(parts[i][0], parts[i][1]));
    if (!number) return std::nullopt;
    numbers[i] = *number;
  }
  const chrono::year_month_day day{chrono::year{numbers[0]},
                                   chrono::month{static_cast<unsigned>(numbers[1])},
                                   chrono::day{static_cast<unsigned>(numbers[2])}};
  if (!day.ok()) return std::nullopt;
  return chrono::sys_days{day}.time_since_epoch().count() * std::int64_t{86400} +
         numbers[3] * 3600 + numbers[4] * 60 + numbers[5];
}

std::string time_text(std::int64_t seconds) {
  namespace chrono = std::chrono;
  const std::int64_t days_since = seconds >= 0 ? seconds / 86400 : (seconds - 86399) / 86400;
  const chrono::year_month_day day{chrono::sys_days{chrono::days{days_since}}};
  const std::int64_t rest = seconds - days_since * 86400;
  return fmt::format("{:04}-{:02}-{:02}T{:02}:{:02}:{:02}Z", static_cast<int>(day.year()),
                     static_cast<unsigned>(day.month()), static_cast<unsigned>(day.day()),
                     rest / 3600, rest / 60 % 60, rest % 60);
}

WorkedTime worked_time(const std::vector<Json>& events, std::optional<std::int64_t> now) {
  WorkedTime worked;
  std::optional<std::int64_t> last;
  bool paused = false;
  const auto advance = [&](std::optional<std::int64_t> at) {
    if (!at) return;
    if (last) {
      const std::int64_t gap = *at - *last;
      if (gap < 0)
        ++worked.jumps;
      else if (paused || gap > WorkedTime::longest_gap)
        ++worked.pauses;
      else
        worked.seconds += gap;
    }
    last = at;
  };
  for (const Json& event : events) {
    advance(seconds_of(text_in(event, "at")));
    paused = text_in(event, "event") == "pause";
    if (text_in(event, "event") == "submit") now.reset();
  }
  advance(now);
  return worked;
}

}  // namespace edgecase
