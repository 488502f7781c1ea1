// A table with one request per line. Columns are found by common names, or by the names that the
// user gives.
#include <algorithm>
#include <array>
#include <charconv>
#include <span>

#include <fmt/core.h>

#include "load/csv/cells.hpp"
#include "load/text/codes.hpp"
#include "load/text/number.hpp"
#include "load/text/suggest.hpp"
#include "load/trace/builder.hpp"
#include "load/trace/lines.hpp"

namespace edgecase {
namespace {

constexpr std::size_t no_column = ~std::size_t{0};
/// Larger than any object that a cache of the product can hold (64 GiB).
constexpr std::int64_t largest_size = (std::int64_t{1} << 36) - 1;

using ColumnNames = std::span<const std::string_view>;
constexpr std::string_view key_names[] = {"key",   "object",   "object_id", "obj_id",
                                          "objid", "objectid", "obj",       "id",
                                          "url",   "uri",      "cache_key", "path"};
constexpr std::string_view size_columns[] = {
    "size",       "bytes",  "object_size",    "obj_size",      "objsize",       "size_bytes",
    "bytes_size", "length", "content_length", "response_size", "response_bytes"};
constexpr std::string_view time_columns[] = {"time",   "timestamp", "ts",
                                             "time_s", "seconds",   "clock_time"};

std::string column_name(std::string_view name) {
  while (name.starts_with('#') || name.starts_with(' ')) name.remove_prefix(1);
  std::string out(name);
  for (char& c : out) {
    if (c >= 'A' && c <= 'Z') c = static_cast<char>(c - 'A' + 'a');
    if (c == ' ' || c == '-') c = '_';
  }
  return out;
}

std::size_t find_any(const std::vector<std::string>& header, ColumnNames names) {
  for (const std::string_view name : names) {
    const auto at =
        std::ranges::find(header, name, [](const std::string& h) { return column_name(h); });
    if (at != header.end()) return static_cast<std::size_t>(at - header.begin());
  }
  return no_column;
}

/// Whether the text is such a whole number and nothing else.
template <std::integral Number>
bool is_number(std::string_view text, Number& number) {
  const char* const begin = text.empty() ? nullptr : &text.front();
  const char* const end = begin + text.size();
  const auto [at, error] = std::from_chars(begin, end, number);
  return error == std::errc{} && at == end;
}

std::optional<std::size_t> number_of(std::string_view text) {
  std::size_t n = 0;
  if (!is_number(text, n) || n == 0) return std::nullopt;
  return n - 1;
}

class CsvReader {
 public:
  CsvReader(ByteSource& bytes, const TraceColumns& columns, Trace& trace, TraceBuilder& builder)
      : lines_(bytes), columns_(columns), trace_(trace), builder_(builder) {}

  void read() {
    const auto first = next_line();
    if (!first) return;
    cells_ = CellReader(CellReader::separator_of(*first));
    const bool by_number = number_of(columns_.key).has_value();
    if (by_number ? !columns_by_number(*first) : !columns_by_name(*first)) return;
    trace_.has_sizes = size_ != no_column;
    trace_.has_times = time_ != no_column;
    if (by_number && !record(*first)) return;
    while (const auto line = next_line()) {
      if (!record(*line)) return;
    }
    if (lines_.too_long()) refuse_long_line(lines_.number() + 1, builder_);
  }

 private:
  std::optional<std::string_view> next_line() {
    while (const auto line = lines_.next()) {
      if (!line->empty()) return line;
    }
    return std::nullopt;
  }

  TracePlace place(std::string_view line, std::size_t column, std::size_t length) const {
    return {record_, lines_.number(), 0, line, column, std::max<std::size_t>(length, 1)};
  }
  bool refuse(std::string_view line, const CsvCell& cell, std::string message, std::string label,
              std::string hint = {}) {
    return builder_.refuse(
        place(line, cell.at, cell.length),
        {code::trace_record, std::move(message), std::move(label), std::move(hint)});
  }

  bool header(std::string_view line) {
    if (!cells_.read(line)) {
      builder_.refuse(place(line, cells_.problem(), 1),
                      {code::trace_columns, "the header has an unclosed quote"});
      return false;
    }
    for (const CsvCell& cell : cells_.cells()) header_.emplace_back(cell.text);
    return true;
  }

  /// Empty: an error was reported.
  std::optional<std::size_t> column(std::string_view line, const std::string& wanted,
                                    ColumnNames usual, std::string_view role) {
    if (wanted == "none" && role != "key") return no_column;
    const std::string own = column_name(wanted);
    const std::string_view only = own;
    const std::size_t at = find_any(header_, wanted.empty() ? usual : ColumnNames(&only, 1));
    if (at != no_column || (wanted.empty() && role == "time")) return at;
    const std::vector<std::string_view> names(header_.begin(), header_.end());
    std::string message = wanted.empty() ? fmt::format("no column for the {} found", role)
                                         : fmt::format("there is no column `{}`", wanted);
    std::string hint = fmt::format("columns: {}; ", enumerate(names));
    hint += role == "size" ? "set it with --columns size=NAME, or size=none (1 byte each)"
                           : fmt::format("set it with --columns {}=NAME", role);
    const std::string near = wanted.empty() ? "" : did_you_mean(wanted, names);
    builder_.refuse(place(line, 0, line.size()),
                    {code::trace_columns, std::move(message), near, std::move(hint)});
    return std::nullopt;
  }

  bool columns_by_name(std::string_view line) {
    if (!header(line)) return false;
    const auto key = column(line, columns_.key, key_names, "key");
    const auto size = column(line, columns_.size, size_columns, "size");
    const auto time = column(line, columns_.time, time_columns, "time");
    if (!key || !size || !time) return false;
    key_ = *key;
    size_ = *size;
    time_ = *time;
    count_ = header_.size();
    return true;
  }

  bool columns_by_number(std::string_view line) {
    if (!header(line)) return false;
    count_ = header_.size();
    const std::array wanted{&columns_.key, &columns_.size, &columns_.time};
    const std::array found{&key_, &size_, &time_};
    for (std::size_t i = 0; i < wanted.size(); ++i) {
      if (wanted[i]->empty() || *wanted[i] == "none") continue;
      *found[i] = number_of(*wanted[i]).value_or(no_column);
      if (*found[i] < count_) continue;
      builder_.refuse(place(line, 0, line.size()),
                      {code::trace_columns, fmt::format("there is no column {}", *wanted[i]),
                       fmt::format("{} columns, counted from 1", count_),
                       "give all columns by number (no header) or all by name"});
      return false;
    }
    return true;
  }

  bool record(std::string_view line) {
    ++record_;
    if (!cells_.read(line)) {
      return builder_.refuse(place(line, cells_.problem(), 1),
                             {code::trace_record, fmt::format("record {}: unclosed quote", record_),
                              "close it; double any quotes inside the text"});
    }
    const std::vector<CsvCell>& cells = cells_.cells();
    if (cells.size() != count_) {
      return builder_.refuse(
          place(line, 0, line.size()),
          {code::trace_record, fmt::format("record {}: {} cells, but the table has {} columns",
                                           record_, cells.size(), count_)});
    }
    const CsvCell& key = cells[key_];
    if (key.text.empty())
      return refuse(line, key, fmt::format("record {}: the key is empty", record_), "");
    std::int64_t size = 1;
    if (size_ != no_column && !size_from(cells[size_].text, size))
      return refuse_size(line, cells[size_]);
    double time = 0;
    if (time_ != no_column && !read_double(cells[time_].text, time)) {
      return refuse(line, cells[time_],
                    fmt::format("record {}: `{}` is not a time", record_, cells[time_].text),
                    "seconds, as a number", "omit the column with --columns time=none");
    }
    builder_.add(key.text, size, time);
    return true;
  }

  bool refuse_size(std::string_view line, const CsvCell& cell) {
    std::int64_t size = 0;
    std::string label = "bytes, as a whole number";
    std::string hint;
    if (is_number(cell.text, size)) {
      label = size > 0 ? "at most 64 GiB" : "an object has at least 1 byte";
      if (size <= 0) hint = "remove such requests from the trace";
    } else if (record_ == 1 && number_of(columns_.key)) {
      hint = "if this line is a header, give columns by name: --columns key=NAME,size=NAME";
    }
    return refuse(line, cell,
                  cell.text.empty()
                      ? fmt::format("record {}: the size is missing", record_)
                      : fmt::format("record {}: `{}` is not a size", record_, cell.text),
                  std::move(label), std::move(hint));
  }

  static bool size_from(std::string_view text, std::int64_t& size) {
    return is_number(text, size) && size > 0 && size <= largest_size;
  }

  LineReader lines_;
  const TraceColumns& columns_;
  Trace& trace_;
  TraceBuilder& builder_;
  CellReader cells_{','};
  std::vector<std::string> header_;
  std::size_t count_ = 0;
  std::size_t key_ = no_column;
  std::size_t size_ = no_column;
  std::size_t time_ = no_column;
  std::uint64_t record_ = 0;
};

}  // namespace

bool names_trace_columns(std::string_view first_line) {
  CellReader cells(CellReader::separator_of(first_line));
  if (!cells.read(first_line) || cells.cells().size() < 2) return false;
  std::vector<std::string> header;
  for (const CsvCell& cell : cells.cells()) header.emplace_back(cell.text);
  return find_any(header, key_names) != no_column;
}

void read_csv(ByteSource& bytes, const TraceColumns& columns, Trace& trace, TraceBuilder& builder) {
  CsvReader(bytes, columns, trace, builder).read();
}

}  // namespace edgecase
