#pragma once
// Which cell of a record holds its key, its size, its time: names that logs commonly use, and those
// that the user gives with `--columns`.

#include <cstddef>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "load/text/diagnostics.hpp"

namespace edgecase {

/// Columns as the user gives them: names from the header, or numbers from 1. Empty: found by common
/// names or by content; "none": there is none. `size` may be a sum: "key_size+value_size".
struct TraceColumns {
  std::string key = {};
  std::string size = {};
  std::string time = {};
  std::string count = {};      // how many requests a record stands for
  std::string operation = {};  // GET, SET, …
  bool empty() const {
    return key.empty() && size.empty() && time.empty() && count.empty() && operation.empty();
  }
};

/// Parses "key=url,size=bytes"; empty if invalid, with diagnostics that locate the error.
std::optional<TraceColumns> parse_trace_columns(const std::string& option, const std::string& text,
                                                Diagnostics& diagnostics);

inline constexpr std::size_t no_column = ~std::size_t{0};

/// Indices into the cells of a record; no_column: there is none.
struct TraceRoles {
  std::size_t key = no_column;
  std::size_t size = no_column;
  std::size_t more_size = no_column;  // added to it
  std::size_t time = no_column;
  std::size_t more_time = no_column;  // the time of day, where `time` is a date
  std::size_t count = no_column;
  std::size_t operation = no_column;
};

/// A column found by its name.
struct FoundColumn {
  std::size_t at = no_column;
  std::vector<std::size_t> others;  // other columns that match
  bool ambiguous = false;           // one of them is equally likely
};

/// In lower case; blanks and hyphens are underscores; a # in front does not count.
std::string column_name(std::string_view name);
/// The index of the column of this name, or of this number from 1; no_column.
std::size_t find_column(std::span<const std::string> header, std::string_view wanted);

FoundColumn find_key_column(std::span<const std::string> header);
FoundColumn find_size_column(std::span<const std::string> header);
std::size_t find_time_column(std::span<const std::string> header);
std::size_t find_operation_column(std::span<const std::string> header);

/// Whether one of these is a common name of a key, a size or a time.
bool names_trace_columns(std::span<const std::string> header);

}  // namespace edgecase
