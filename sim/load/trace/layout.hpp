#pragma once
// Recognises how a text trace is written, from its first lines: logs and tables that are common.
// Nothing is guessed silently: the interpretation is written to Trace::reading, and an ambiguous
// trace is refused.

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "load/trace/builder.hpp"
#include "load/trace/columns.hpp"
#include "load/trace/trace.hpp"

namespace edgecase {

struct SampleLine {
  std::uint64_t number = 0;  // from 1
  std::string_view text;
};

/// The first whole lines of a text, without blank ones.
std::vector<SampleLine> sample_lines(std::string_view beginning, bool whole);

struct TraceLayout {
  TraceFormat format = TraceFormat::keys;
  char separator = ',';            // of a table; ' ': runs of blanks
  std::uint64_t header_line = 0;   // its number; 0: none, or a comment
  std::string fields;              // of a W3C log: its `#Fields:` line
  std::vector<std::string> names;  // of the columns; empty: they have none
  std::size_t cells = 0;
  TraceRoles roles;
};

/// How the lines are written. Empty: it was refused. `named_table`: the file is called .csv or
/// .tsv.
std::optional<TraceLayout> layout_of(const std::vector<SampleLine>& lines, bool named_table,
                                     const TraceOptions& options, Trace& trace,
                                     TraceBuilder& builder);

/// The layout of a table; empty and nothing refused: the lines are not a table.
std::optional<TraceLayout> table_layout(const std::vector<SampleLine>& lines, bool surely,
                                        const TraceOptions& options, Trace& trace,
                                        TraceBuilder& builder);

/// The columns by the user's choice or by their common names; false: refused.
bool assign_roles(TraceLayout& layout, const SampleLine& line, const TraceOptions& options,
                  Trace& trace, TraceBuilder& builder);

/// The columns of a table without a header, by content; false: it can be read in several ways.
bool infer_roles(const std::vector<std::vector<std::string>>& rows, TraceRoles& roles);

/// Writes which columns are used to Trace::reading.
void describe_roles(const TraceLayout& layout, Trace& trace);

}  // namespace edgecase
