// Text traces, line by line. Empty lines are not records; lines of a table that start with # are
// comments, and are counted.
#include <algorithm>

#include "load/csv/cells.hpp"
#include "load/text/codes.hpp"
#include "load/trace/combined.hpp"
#include "load/trace/json_lines.hpp"
#include "load/trace/lines.hpp"
#include "load/trace/readers.hpp"
#include "load/trace/record.hpp"

namespace edgecase {
namespace {

struct TableLines {
  CellReader reader;
  static constexpr std::string_view complaint = "unclosed quote";
  static constexpr std::string_view remedy = "close it; double any quotes inside the text";

  bool read(std::string_view line) { return reader.read(line); }
  std::span<const CsvCell> cells() const { return reader.cells(); }
  std::size_t problem() const { return reader.problem(); }
};

template <class Splitter>
bool take_line(std::string_view line, std::uint64_t number, Splitter& splitter,
               RecordTaker& taker) {
  if (splitter.read(line)) return taker.take(line, number, splitter.cells());
  return taker.broken(line, number, splitter.problem(), std::string(splitter.complaint),
                      std::string(splitter.remedy));
}

void read_table(LineReader& lines, const TraceLayout& layout, RecordTaker& taker, Trace& trace,
                TraceBuilder& builder) {
  TableLines splitter{CellReader(layout.separator)};
  std::uint64_t comments = 0;
  while (const auto line = lines.next()) {
    if (line->empty() || lines.number() == layout.header_line) continue;
    if (line->front() != '#') {
      if (!take_line(*line, lines.number(), splitter, taker)) break;
      continue;
    }
    ++comments;
    if (layout.fields.empty() || !line->starts_with("#Fields:") || *line == layout.fields) continue;
    builder.refuse(
        {.line = lines.number(), .text = *line, .length = line->size()},
        {code::trace_columns, "the fields of this log change", {}, "replay each part on its own"});
    break;
  }
  if (comments > 0) trace.reading.skipped.emplace_back("comment lines", comments);
}

template <class Splitter>
void read_lines(LineReader& lines, Splitter splitter, RecordTaker& taker) {
  while (const auto line = lines.next()) {
    if (!line->empty() && !take_line(*line, lines.number(), splitter, taker)) return;
  }
}

/// The paths that are used, and the roles as indices into them.
std::vector<std::string> used_paths(const TraceLayout& layout, TraceRoles& roles) {
  std::vector<std::string> paths;
  for (std::size_t* role : {&roles.key, &roles.size, &roles.more_size, &roles.time,
                            &roles.more_time, &roles.count, &roles.operation}) {
    if (*role == no_column) continue;
    const std::string& path = layout.names[*role];
    const auto known = std::ranges::find(paths, path);
    *role = static_cast<std::size_t>(known - paths.begin());
    if (known == paths.end()) paths.push_back(path);
  }
  return paths;
}

void read_keys(LineReader& lines, TraceBuilder& builder) {
  while (const auto line = lines.next())
    if (!line->empty()) builder.add(*line, 1);
}

}  // namespace

void read_text(ByteSource& bytes, const TraceLayout& layout, const TraceOptions& options,
               Trace& trace, TraceBuilder& builder) {
  LineReader lines(bytes);
  RecordTaker taker(options, trace, builder);
  if (layout.format == TraceFormat::keys) {
    read_keys(lines, builder);
  } else if (layout.format == TraceFormat::json) {
    TraceRoles roles = layout.roles;
    const auto paths = used_paths(layout, roles);
    taker.expect(roles, paths, paths.size());
    read_lines(lines, JsonLineReader(paths), taker);
  } else {
    taker.expect(layout.roles, layout.names, layout.cells);
    if (layout.format == TraceFormat::combined)
      read_lines(lines, CombinedReader(), taker);
    else
      read_table(lines, layout, taker, trace, builder);
  }
  if (lines.too_long()) refuse_long_line(lines.number() + 1, builder);
  builder.drain();
  taker.finish();
}

}  // namespace edgecase
