#pragma once
// The times of a trace's records: numbers in seconds to nanoseconds, or dates as logs write them.
// Assumes: every record writes its time as the first one does. Dates without a zone are UTC.

#include <optional>
#include <string>
#include <string_view>

#include "load/trace/trace.hpp"

namespace edgecase {

class TraceClock {
 public:
  /// From the first record's cell(s) and the name of the column. A number between the years 2001
  /// and 2100, counted from 1970 (100 ns: from 1601), says its own unit; else the name does
  /// (`time_ms`); else it is seconds.
  void learn(std::string_view first, std::string_view name, std::optional<TimeUnit> told);

  /// In seconds times `per_second()`; empty: no such time. `day_time`: follows a date, or empty.
  std::optional<double> read(std::string_view cell, std::string_view day_time = {}) const;

  double per_second() const;
  bool is_number() const { return form_ == Form::number; }
  /// "in milliseconds", "as dates"
  std::string text() const;

 private:
  enum class Form { number, iso, log };
  Form form_ = Form::number;
  TimeUnit unit_ = TimeUnit::s;
  bool assumed_ = false;
};

}  // namespace edgecase
