// Tables of requests: their separator, their header, and the columns of those that have none.
#include <algorithm>
#include <array>

#include <fmt/core.h>

#include "load/csv/cells.hpp"
#include "load/text/codes.hpp"
#include "load/text/number.hpp"
#include "load/trace/layout.hpp"

namespace edgecase {
namespace {

constexpr std::string_view fields_mark = "#Fields:";

using Row = std::vector<std::string>;

Row row_of(std::string_view line, char separator) {
  CellReader reader(separator);
  if (!reader.read(line)) return {};
  Row row;
  for (const CsvCell& cell : reader.cells()) row.emplace_back(cell.text);
  return row;
}

bool is_number(std::string_view text) {
  double value = 0;
  return read_double(text, value);
}

std::string_view separator_name(char separator) {
  switch (separator) {
    case ',':
      return "commas";
    case ';':
      return "semicolons";
    case '\t':
      return "tabs";
    case '|':
      return "pipes";
    default:
      return "spaces";
  }
}

/// The separator that cuts all lines into equally many cells, at least two; 0: none does.
char common_separator(const std::vector<SampleLine>& lines) {
  for (const char separator : {'\t', ',', ';', '|', ' '}) {
    const std::size_t cells = row_of(lines.front().text, separator).size();
    if (cells >= 2 && std::ranges::all_of(lines, [&](const SampleLine& line) {
          return row_of(line.text, separator).size() == cells;
        }))
      return separator;
  }
  return 0;
}

/// `time.ms elapsed client code/status bytes method URL user hierarchy type`. Source: Squid,
/// logformat `squid`.
bool is_squid(const Row& row) {
  return row.size() == 10 && is_number(row[0]) && is_number(row[1]) && is_number(row[4]) &&
         row[3].find('/') != std::string::npos && row[8].find('/') != std::string::npos &&
         std::ranges::all_of(row[5], [](char c) { return (c >= 'A' && c <= 'Z') || c == '_'; });
}

class TableRecogniser {
 public:
  TableRecogniser(const std::vector<SampleLine>& lines, bool surely, const TraceOptions& options,
                  Trace& trace, TraceBuilder& builder)
      : surely_(surely), options_(options), trace_(trace), builder_(builder) {
    for (const SampleLine& line : lines)
      (line.text.starts_with('#') ? comments_ : records_).push_back(line);
    layout_.format = TraceFormat::csv;
  }

  std::optional<TraceLayout> recognise() {
    if (records_.empty()) return header_alone();
    const auto fields = std::ranges::find_if(
        comments_, [](const SampleLine& l) { return l.text.starts_with(fields_mark); });
    if (fields != comments_.end()) return w3c(*fields);
    const char common = common_separator(records_);
    layout_.separator = common != 0 ? common : CellReader::separator_of(records_.front().text);
    const Row first = row_of(records_.front().text, layout_.separator);
    if (first.empty() && surely_) return broken_header();
    layout_.cells = first.size();
    if (is_squid(first) && options_.columns.empty()) return squid();
    if (find_header(first)) return with_header();
    if (!surely_ && (common == 0 || records_.size() < 2)) return std::nullopt;
    return without_header();
  }

 private:
  std::optional<TraceLayout> done(std::string_view what) {
    trace_.reading.layout = what;
    describe_roles(layout_, trace_);
    return layout_;
  }

  std::string table(std::string_view header) const {
    return fmt::format("a table separated by {}, {}", separator_name(layout_.separator), header);
  }

  /// A file of comments only, or of nothing.
  std::optional<TraceLayout> header_alone() {
    if (surely_) builder_.refuse({code::trace_empty, "the trace has no requests"});
    return std::nullopt;
  }

  std::optional<TraceLayout> broken_header() {
    builder_.refuse({.line = records_.front().number, .text = records_.front().text},
                    {code::trace_columns, "the header has an unclosed quote"});
    return std::nullopt;
  }

  std::optional<TraceLayout> w3c(const SampleLine& fields) {
    layout_.fields = fields.text;
    layout_.names = row_of(fields.text.substr(fields_mark.size()), ' ');
    const bool tabs = records_.front().text.find('\t') != std::string_view::npos;
    layout_.separator = tabs ? '\t' : ' ';
    layout_.cells = layout_.names.size();
    if (!assign_roles(layout_, fields, options_, trace_, builder_)) return std::nullopt;
    return done("a W3C extended log with `#Fields:`, as of CloudFront and IIS");
  }

  std::optional<TraceLayout> squid() {
    layout_.names = {"time",   "elapsed", "client", "code_status", "bytes",
                     "method", "url",     "user",   "hierarchy",   "type"};
    if (!assign_roles(layout_, records_.front(), options_, trace_, builder_)) return std::nullopt;
    return done("a Squid access log");
  }

  bool is_header(const Row& row) const {
    if (row.size() < 2 && !surely_) return false;
    if (std::ranges::any_of(row, [](const std::string& cell) { return is_number(cell); }))
      return false;
    for (const std::string* told :
         {&options_.columns.key, &options_.columns.size, &options_.columns.time})
      if (!told->empty() && !is_number(*told) && find_column(row, *told) != no_column) return true;
    return names_trace_columns(row);
  }

  bool find_header(const Row& first) {
    for (const SampleLine& line : comments_) {
      if (line.number > records_.front().number) break;
      Row row = row_of(line.text.substr(1), layout_.separator);
      if (row.size() == layout_.cells && is_header(row)) {
        layout_.names = std::move(row);
        return true;
      }
    }
    const bool words =
        std::ranges::none_of(first, [](const auto& cell) { return is_number(cell); });
    const bool over_numbers =
        words && records_.size() > 1 &&
        std::ranges::any_of(row_of(records_[1].text, layout_.separator),
                            [](const std::string& cell) { return is_number(cell); });
    if (!is_header(first) && !(surely_ && by_name()) && !(over_numbers && surely_ && !by_number()))
      return false;
    layout_.names = first;
    layout_.header_line = records_.front().number;
    return true;
  }

  bool by_number() const { return is_number(options_.columns.key); }
  bool by_name() const { return !options_.columns.key.empty() && !by_number(); }

  std::optional<TraceLayout> with_header() {
    if (!assign_roles(layout_, records_.front(), options_, trace_, builder_)) return std::nullopt;
    return done(table("with a header"));
  }

  std::optional<TraceLayout> without_header() {
    if (!options_.columns.empty()) {
      if (options_.columns.key.empty()) return ambiguous("no column for the key found");
      if (options_.columns.size.empty()) return ambiguous("no column for the size found");
      TraceOptions told = options_;
      if (!assign_roles(layout_, records_.front(), told, trace_, builder_)) return std::nullopt;
      return done(table("without a header"));
    }
    std::vector<Row> rows;
    for (const SampleLine& line : records_) {
      Row row = row_of(line.text, layout_.separator);
      if (row.size() == layout_.cells) rows.push_back(std::move(row));
    }
    if (!infer_roles(rows, layout_.roles))
      return ambiguous("the columns of this table have no names, and can be read in several ways");
    return done(table("without a header"));
  }

  std::optional<TraceLayout> ambiguous(std::string message) {
    const SampleLine& line = records_.front();
    std::string columns;
    const Row row = row_of(line.text, layout_.separator);
    for (std::size_t i = 0; i < std::min<std::size_t>(row.size(), 12); ++i)
      columns += fmt::format("{}{} `{}`", i == 0 ? "" : ", ", i + 1, row[i].substr(0, 40));
    builder_.refuse({.line = line.number, .text = line.text, .length = line.text.size()},
                    {code::trace_columns, std::move(message),
                     fmt::format("separated by {}", separator_name(layout_.separator)),
                     fmt::format("columns: {}; say which, as in --columns key=2,size=3,time=1 "
                                 "(size=none: 1 byte each), or --trace-format keys if a whole line "
                                 "is a key",
                                 columns)});
    return std::nullopt;
  }

  bool surely_;
  const TraceOptions& options_;
  Trace& trace_;
  TraceBuilder& builder_;
  std::vector<SampleLine> comments_;
  std::vector<SampleLine> records_;
  TraceLayout layout_;
};

}  // namespace

std::optional<TraceLayout> table_layout(const std::vector<SampleLine>& lines, bool surely,
                                        const TraceOptions& options, Trace& trace,
                                        TraceBuilder& builder) {
  return TableRecogniser(lines, surely, options, trace, builder).recognise();
}

}  // namespace edgecase
