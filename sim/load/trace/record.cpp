#include "load/trace/record.hpp"

#include <algorithm>
#include <charconv>

#include <fmt/core.h>

#include "load/text/codes.hpp"

namespace edgecase {
namespace {

/// Larger than any object that a cache of the product can hold (64 GiB).
constexpr std::int64_t largest_size = (std::int64_t{1} << 36) - 1;
constexpr std::int64_t largest_count = 1'000'000;
constexpr std::size_t most_operations = 32;

/// Whether the text is such a whole number and nothing else.
bool is_whole(std::string_view text, std::int64_t& number) {
  const char* const begin = text.empty() ? nullptr : &text.front();
  const char* const end = begin + text.size();
  const auto [at, error] = std::from_chars(begin, end, number);
  return error == std::errc{} && at == end;
}

std::string upper_case(std::string_view text) {
  std::string out(text);
  for (char& c : out)
    if (c >= 'a' && c <= 'z') c = static_cast<char>(c - 'a' + 'A');
  return out;
}

}  // namespace

void RecordTaker::expect(const TraceRoles& roles, std::span<const std::string> names,
                         std::size_t cells) {
  roles_ = roles;
  names_.assign(names.begin(), names.end());
  cells_ = cells;
  trace_.has_sizes = roles.size != no_column;
  trace_.has_times = roles.time != no_column;
}

bool RecordTaker::refuse(std::string_view line, const CsvCell& cell, std::string message,
                         std::string label, std::string hint) {
  if (options_.skip == TraceSkip::invalid) {
    ++invalid_;
    return true;
  }
  return builder_.refuse({record_, line_, 0, line, cell.at, std::max<std::size_t>(cell.length, 1)},
                         {code::trace_record, fmt::format("record {}: {}", record_, message),
                          std::move(label), std::move(hint)});
}

bool RecordTaker::broken(std::string_view line, std::uint64_t number, std::size_t column,
                         std::string message, std::string label) {
  ++record_;
  line_ = number;
  return refuse(line, {{}, column, 1}, std::move(message), std::move(label));
}

bool RecordTaker::take(std::string_view line, std::uint64_t number,
                       std::span<const CsvCell> cells) {
  ++record_;
  line_ = number;
  if (cells.size() != cells_) {
    return refuse(line, {{}, 0, line.size()},
                  fmt::format("{} cells, but the table has {} columns", cells.size(), cells_), {});
  }
  const CsvCell& key = cells[roles_.key];
  if (key.text.empty()) return refuse(line, key, "the key is empty", {});
  if (roles_.operation != no_column && !operation_counts(cells[roles_.operation].text)) return true;
  bool goes_on = true;
  std::int64_t size = 1;
  if (roles_.size != no_column && !size_of(line, cells, size, goes_on)) return goes_on;
  double time = 0;
  if (roles_.time != no_column && !time_of(line, cells, time, goes_on)) return goes_on;
  if (roles_.count == no_column) {
    builder_.add(key.text, size, time);
    return true;
  }
  std::int64_t count = 0;
  const CsvCell& told = cells[roles_.count];
  if (!is_whole(told.text, count) || count < 1 || count > largest_count) {
    return refuse(line, told, fmt::format("`{}` is not a number of requests", told.text),
                  "a whole number from 1 to 1,000,000");
  }
  for (; count > 0; --count) builder_.add(key.text, size, time);
  return true;
}

bool RecordTaker::size_of(std::string_view line, std::span<const CsvCell> cells, std::int64_t& size,
                          bool& goes_on) {
  const CsvCell& cell = cells[roles_.size];
  const bool sum = roles_.more_size != no_column;
  if (!is_whole(cell.text, size) || size < 0 || size > largest_size) {
    const bool none = !sum && (cell.text.empty() || cell.text == "-");
    goes_on = none ? unsized(line, cell) : refuse_size(line, cell);
    return false;
  }
  if (sum) {
    const CsvCell& more = cells[roles_.more_size];
    std::int64_t added = 0;
    if (!is_whole(more.text, added) || added < 0 || added > largest_size - size) {
      goes_on = refuse_size(line, more);
      return false;
    }
    size += added;
  }
  if (size > 0) return true;
  goes_on = unsized(line, cell);
  return false;
}

bool RecordTaker::unsized(std::string_view line, const CsvCell& cell) {
  if (options_.skip == TraceSkip::nothing) return refuse_size(line, cell);
  ++unsized_;
  return true;
}

bool RecordTaker::refuse_size(std::string_view line, const CsvCell& cell) {
  std::int64_t size = 0;
  std::string label = "bytes, as a whole number";
  std::string hint;
  if (is_whole(cell.text, size))
    label = size > 0 ? "at most 64 GiB" : "an object has at least 1 byte";
  if (cell.text.empty() || cell.text == "-" || cell.text == "0")
    hint = "such records can be skipped and counted: --skip unsized (of a route: `skip: unsized`)";
  return refuse(
      line, cell,
      cell.text.empty() ? "the size is missing" : fmt::format("`{}` is not a size", cell.text),
      std::move(label), std::move(hint));
}

bool RecordTaker::time_of(std::string_view line, std::span<const CsvCell> cells, double& time,
                          bool& goes_on) {
  const CsvCell& cell = cells[roles_.time];
  if (!clock_knows_) {
    clock_.learn(cell.text, names_.empty() ? "" : column_name(names_[roles_.time]),
                 options_.time_unit);
    clock_knows_ = true;
  }
  const std::string_view day_time =
      roles_.more_time == no_column ? std::string_view() : cells[roles_.more_time].text;
  const auto read = clock_.read(cell.text, day_time);
  if (read) {
    time = *read;
    return true;
  }
  goes_on = refuse(line, cell, fmt::format("`{}` is not a time", cell.text),
                   clock_.is_number() ? "seconds, as a number"
                                      : "a date as in 2025-07-20T10:00:00Z or "
                                        "20/Jul/2025:10:00:00 +0000",
                   "omit the column with --columns time=none");
  return false;
}

bool RecordTaker::operation_counts(std::string_view name) {
  if (last_operation_ < operations_.size() && operations_[last_operation_].name == name)
    return ++operations_[last_operation_].records, operations_[last_operation_].counts;
  for (last_operation_ = 0; last_operation_ < operations_.size(); ++last_operation_) {
    Tally& one = operations_[last_operation_];
    if (one.name == name || one.name == "others") return ++one.records, one.counts;
  }
  const bool full = operations_.size() == most_operations;
  const auto counts = [&](const std::string& told) { return upper_case(told) == upper_case(name); };
  const bool all = options_.operations.empty();
  operations_.push_back({full ? "others" : std::string(name), 1,
                         all || (!full && std::ranges::any_of(options_.operations, counts))});
  return operations_.back().counts;
}

void RecordTaker::finish() {
  TraceReading& reading = trace_.reading;
  std::uint64_t other = 0;
  for (const Tally& one : operations_) {
    reading.operations.emplace_back(one.name, one.records);
    if (!one.counts) other += one.records;
  }
  if (other > 0) reading.skipped.emplace_back(other_operations, other);
  if (options_.skip != TraceSkip::nothing)
    reading.skipped.emplace_back("records without a size", unsized_);
  if (options_.skip == TraceSkip::invalid)
    reading.skipped.emplace_back("records that cannot be read", invalid_);
  if (!trace_.has_times || !clock_knows_) return;
  reading.time += " " + clock_.text();
  trace_.first_time /= clock_.per_second();
  trace_.last_time /= clock_.per_second();
  if (options_.time_unit && !clock_.is_number()) {
    builder_.refuse({code::trace_option,
                     "`--time-unit` does not apply: the times of this trace are dates",
                     {},
                     "leave it out"});
  }
}

}  // namespace edgecase
