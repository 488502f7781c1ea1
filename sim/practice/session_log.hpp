#pragma once
// The log of a session: JSON lines, each with the SHA-256 of the line before, so that a line that
// was changed later is noticed. The head of the chain (8 characters of the last line's hash),
// handed in before a run, proves what was predicted before it. Assumes: whoever holds the file
// could write a new chain from the start; a head that was handed in
//   is what binds it. It protects from accidents and second thoughts, not from forgery.

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "load/json.hpp"

namespace edgecase {

class SessionLog {
 public:
  /// Reads a log. `problem`: the chain is broken ("line 14 does not follow from line 13"), or a
  /// line cannot be read; what precedes it is kept. A last line without its line break was cut off
  /// by a crash: it is dropped.
  static SessionLog read(std::string_view text, std::string& problem);

  /// The line to append for an event; `at` is its time ("2026-11-30T22:58:01Z").
  std::string add(Json event, const std::string& at);

  const std::vector<Json>& events() const { return events_; }
  /// Of the last line; of an empty log zeros.
  std::string head() const { return hash_.substr(0, 8); }
  /// Bytes of the text that hold whole lines.
  std::size_t whole() const { return whole_; }

 private:
  std::vector<Json> events_;
  std::string hash_ = std::string(64, '0');
  std::size_t whole_ = 0;
};

/// Members of an event; the fallback where there is none of that type.
std::string text_in(const Json& event, const char* key, const std::string& fallback = {});
double number_in(const Json& event, const char* key, double fallback = 0);

/// Seconds since 1970 of a time as the log writes it; nothing: it is none.
std::optional<std::int64_t> seconds_of(std::string_view at);
std::string time_text(std::int64_t seconds);

/// How the time went, from the events' times. A gap after `pause` does not count; one of more than
/// `longest_gap` is taken for a pause; a clock that went back counts as nothing.
struct WorkedTime {
  std::int64_t seconds = 0;
  std::size_t pauses = 0;
  std::size_t jumps = 0;  ///< how often the clock went back
  static constexpr std::int64_t longest_gap = 4 * 3600;
};
WorkedTime worked_time(const std::vector<Json>& events, std::optional<std::int64_t> now = {});

}  // namespace edgecase
