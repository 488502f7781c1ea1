#include "load/trace/layout.hpp"

#include <algorithm>
#include <array>

#include <fmt/core.h>

#include "load/csv/cells.hpp"
#include "load/text/codes.hpp"
#include "load/text/suggest.hpp"
#include "load/trace/combined.hpp"
#include "load/trace/json_lines.hpp"

namespace edgecase {
namespace {

constexpr std::size_t most_sample_lines = 256;

TracePlace whole_line(const SampleLine& line) {
  return {.record = 0, .line = line.number, .text = line.text, .length = line.text.size()};
}

std::string label_of(const TraceLayout& layout, std::size_t column) {
  if (layout.names.empty()) return fmt::format("column {}", column + 1);
  if (layout.format == TraceFormat::csv)
    return fmt::format("`{}` (column {})", column_name(layout.names[column]), column + 1);
  return fmt::format("`{}`", layout.names[column]);
}

std::string labels_of(const TraceLayout& layout, const std::vector<std::size_t>& columns) {
  std::string text;
  for (const std::size_t one : columns)
    text += (text.empty() ? "" : ", ") + fmt::format("`{}`", column_name(layout.names[one]));
  return text;
}

class RoleAssignment {
 public:
  RoleAssignment(TraceLayout& layout, const SampleLine& line, Trace& trace, TraceBuilder& builder)
      : layout_(layout), line_(line), trace_(trace), builder_(builder) {}

  bool assign(const TraceColumns& told) {
    return key(told.key) && size(told.size) && time(told.time) && operation(told.operation) &&
           (told.count.empty() || told.count == "none" || named(told.count, layout_.roles.count));
  }

 private:
  void note(std::string text) { trace_.reading.notes.push_back(std::move(text)); }

  bool refuse(std::string message, std::string label, std::string_view advice) {
    const std::vector<std::string_view> names(layout_.names.begin(), layout_.names.end());
    const std::string columns = names.empty()
                                    ? fmt::format("{} columns, counted from 1", layout_.cells)
                                    : fmt::format("columns: {}", enumerate(names));
    builder_.refuse(whole_line(line_), {code::trace_columns, std::move(message), std::move(label),
                                        fmt::format("{}; {}", columns, advice)});
    return false;
  }

  std::size_t find(const std::string& wanted) const {
    if (!layout_.names.empty()) return find_column(layout_.names, wanted);
    const std::vector<std::string> none(layout_.cells);
    return find_column(none, wanted);
  }

  bool named(const std::string& wanted, std::size_t& role) {
    role = find(wanted);
    if (role != no_column) return true;
    if (wanted.find_first_not_of("0123456789") == std::string::npos) {
      return refuse(fmt::format("there is no column {}", wanted),
                    fmt::format("{} columns, counted from 1", layout_.cells), "choose one of them");
    }
    const std::vector<std::string_view> names(layout_.names.begin(), layout_.names.end());
    return refuse(fmt::format("there is no column `{}`", wanted), did_you_mean(wanted, names),
                  "names are those of the header, or numbers");
  }

  bool key(const std::string& told) {
    TraceRoles& roles = layout_.roles;
    if (!told.empty()) return named(told, roles.key);
    const FoundColumn found = find_key_column(layout_.names);
    if (found.at == no_column)
      return refuse("no column for the key found", {}, "set it with --columns key=NAME");
    if (found.ambiguous) {
      return refuse("more than one column could be the key",
                    fmt::format("`{}` and {}", column_name(layout_.names[found.at]),
                                labels_of(layout_, found.others)),
                    "choose one with --columns key=NAME");
    }
    roles.key = found.at;
    if (!found.others.empty()) {
      note(fmt::format("The key is `{}`, not {} (--columns key=NAME chooses another).",
                       column_name(layout_.names[found.at]), labels_of(layout_, found.others)));
    }
    return true;
  }

  bool size(const std::string& told) {
    TraceRoles& roles = layout_.roles;
    if (told == "none") return true;
    if (!told.empty()) {
      const std::size_t plus = told.find('+');
      if (plus == std::string::npos || find(told) != no_column) return named(told, roles.size);
      return named(told.substr(0, plus), roles.size) &&
             named(told.substr(plus + 1), roles.more_size);
    }
    const FoundColumn found = find_size_column(layout_.names);
    if (found.at == no_column) {
      return refuse("no column for the size found", {},
                    "set it with --columns size=NAME, or size=none (1 byte each)");
    }
    roles.size = found.at;
    if (!found.others.empty()) {
      note(fmt::format("The size is `{}`, not {} (--columns size=NAME chooses another).",
                       column_name(layout_.names[found.at]), labels_of(layout_, found.others)));
    }
    const std::size_t of_key = find_column(layout_.names, "key_size");
    if (of_key != no_column) {
      note(fmt::format("`key_size` does not count (--columns size={}+key_size adds it).",
                       layout_.names[found.at]));
    }
    if (find_column(layout_.names, "op_count") != no_column)
      note("Each record is one request (--columns count=op_count replays it that many times).");
    return true;
  }

  bool time(const std::string& told) {
    TraceRoles& roles = layout_.roles;
    if (told == "none") return true;
    if (!told.empty()) return named(told, roles.time);
    roles.time = find_time_column(layout_.names);
    const std::size_t date = find_column(layout_.names, "date");
    if (date == no_column || layout_.names.empty()) return true;
    if (roles.time != no_column && column_name(layout_.names[roles.time]) == "time") {
      roles.more_time = roles.time;
      roles.time = date;
    }
    return true;
  }

  bool operation(const std::string& told) {
    if (told == "none") return true;
    if (!told.empty()) return named(told, layout_.roles.operation);
    layout_.roles.operation = find_operation_column(layout_.names);
    return true;
  }

  TraceLayout& layout_;
  const SampleLine& line_;
  Trace& trace_;
  TraceBuilder& builder_;
};

bool is_combined(const std::vector<SampleLine>& lines) {
  CombinedReader reader;
  const auto fine =
      std::ranges::count_if(lines, [&](const auto& l) { return reader.read(l.text); });
  return 2 * static_cast<std::size_t>(fine) > lines.size();
}

std::optional<TraceLayout> combined_layout(const std::vector<SampleLine>& lines,
                                           const TraceOptions& options, Trace& trace,
                                           TraceBuilder& builder) {
  const auto& names = CombinedReader::names();
  TraceLayout layout{.format = TraceFormat::combined,
                     .fields = {},
                     .names = {names.begin(), names.end()},
                     .cells = names.size(),
                     .roles = {}};
  trace.reading.layout = "an access log in common or combined log format";
  if (!assign_roles(layout, lines.front(), options, trace, builder)) return std::nullopt;
  describe_roles(layout, trace);
  return layout;
}

std::optional<TraceLayout> json_layout(const std::vector<SampleLine>& lines,
                                       const TraceOptions& options, Trace& trace,
                                       TraceBuilder& builder) {
  const SampleLine& first = lines.front();
  TraceLayout layout{.format = TraceFormat::json,
                     .fields = {},
                     .names = json_paths(first.text),
                     .cells = 0,
                     .roles = {}};
  if (layout.names.empty()) {
    const bool array = first.text.starts_with('[');
    builder.refuse(whole_line(first),
                   {code::trace_kind,
                    array ? "a JSON array, not one object per line" : "not a JSON object",
                    {},
                    array ? "write one object per line: jq -c '.[]' FILE | edgecase cache --trace -"
                          : "one object per line; see --trace-format"});
    return std::nullopt;
  }
  layout.cells = layout.names.size();
  trace.reading.layout = "JSON, one object per line";
  if (!assign_roles(layout, first, options, trace, builder)) return std::nullopt;
  describe_roles(layout, trace);
  return layout;
}

bool begins_json(const SampleLine& line) {
  const std::string_view text = line.text;
  if (text.starts_with('{')) return !json_paths(text).empty();
  const std::size_t next = text.starts_with('[') ? text.find_first_not_of(" \t", 1) : 0;
  return next == std::string_view::npos || (next > 0 && text[next] == '{');
}

std::optional<TraceLayout> keys_layout(Trace& trace) {
  trace.reading.layout = "one key per line";
  trace.reading.key = "the line";
  return TraceLayout{.fields = {}, .names = {}, .cells = 0, .roles = {}};
}

}  // namespace

bool assign_roles(TraceLayout& layout, const SampleLine& line, const TraceOptions& options,
                  Trace& trace, TraceBuilder& builder) {
  return RoleAssignment(layout, line, trace, builder).assign(options.columns);
}

void describe_roles(const TraceLayout& layout, Trace& trace) {
  const TraceRoles& roles = layout.roles;
  TraceReading& reading = trace.reading;
  const auto sum = [&](std::size_t a, std::size_t b) {
    return label_of(layout, a) + (b == no_column ? "" : " + " + label_of(layout, b));
  };
  reading.key = label_of(layout, roles.key);
  if (roles.size != no_column) reading.size = sum(roles.size, roles.more_size);
  if (roles.time != no_column) reading.time = sum(roles.time, roles.more_time);
  if (roles.count != no_column)
    reading.notes.push_back(
        fmt::format("Each record is as many requests as {} says.", label_of(layout, roles.count)));
}

std::vector<SampleLine> sample_lines(std::string_view beginning, bool whole) {
  std::vector<SampleLine> lines;
  std::uint64_t number = 0;
  if (beginning.starts_with("\xEF\xBB\xBF")) beginning.remove_prefix(3);
  while (!beginning.empty() && lines.size() < most_sample_lines) {
    const std::size_t end = beginning.find('\n');
    if (end == std::string_view::npos && !whole) break;
    std::string_view text = beginning.substr(0, end);
    if (text.ends_with('\r')) text.remove_suffix(1);
    ++number;
    if (!text.empty()) lines.push_back({number, text});
    beginning.remove_prefix(end == std::string_view::npos ? beginning.size() : end + 1);
  }
  return lines;
}

std::optional<TraceLayout> layout_of(const std::vector<SampleLine>& lines, bool named_table,
                                     const TraceOptions& options, Trace& trace,
                                     TraceBuilder& builder) {
  const auto format = options.format;
  if (lines.empty()) return keys_layout(trace);
  if (format == TraceFormat::keys) return keys_layout(trace);
  if (format ? format == TraceFormat::json : !named_table && begins_json(lines.front()))
    return json_layout(lines, options, trace, builder);
  if (format ? format == TraceFormat::combined : !named_table && is_combined(lines))
    return combined_layout(lines, options, trace, builder);
  const bool surely = named_table || format || !options.columns.empty();
  auto table = table_layout(lines, surely, options, trace, builder);
  if (table || builder.refused()) return table;
  return keys_layout(trace);
}

}  // namespace edgecase
