#include "load/trace/trace.hpp"

#include <algorithm>

#include <fmt/core.h>

#include "load/text/codes.hpp"
#include "load/text/suggest.hpp"
#include "load/trace/builder.hpp"
#include "load/trace/bytes.hpp"

namespace edgecase {
namespace {

constexpr std::size_t judged_bytes = 4096;

std::string lower_case(std::string text) {
  for (char& c : text) {
    if (c >= 'A' && c <= 'Z') c = static_cast<char>(c - 'A' + 'a');
  }
  return text;
}

/// Detected from the first bytes; by the file name if they are ambiguous.
TraceFormat format_of(const std::filesystem::path& file, std::string_view beginning) {
  std::filesystem::path name = file.filename();
  if (lower_case(name.extension().string()) == ".zst") name = name.stem();
  const std::string ending = lower_case(name.extension().string());
  if (beginning.find('\0') != std::string_view::npos) return TraceFormat::oracle_general;
  if (ending == ".bin" || ending == ".oraclegeneral") return TraceFormat::oracle_general;
  if (ending == ".csv" || ending == ".tsv") return TraceFormat::csv;
  std::string_view first = beginning.substr(0, beginning.find('\n'));
  if (first.ends_with('\r')) first.remove_suffix(1);
  return names_trace_columns(first) ? TraceFormat::csv : TraceFormat::keys;
}

void read_records(ByteSource& bytes, const TraceColumns& columns, Trace& trace,
                  TraceBuilder& builder) {
  switch (trace.format) {
    case TraceFormat::oracle_general:
      trace.has_sizes = trace.has_times = true;
      return read_oracle_general(bytes, builder);
    case TraceFormat::csv:
      return read_csv(bytes, columns, trace, builder);
    case TraceFormat::keys:
      return read_keys(bytes, builder);
  }
}

}  // namespace

std::optional<Trace> read_trace(const std::filesystem::path& file, const TraceOptions& options,
                                Diagnostics& diagnostics) {
  ByteSource bytes(file);
  while (bytes.window().size() < judged_bytes && bytes.more()) {
  }
  Trace trace;
  trace.name = file.string();
  trace.rule = options.sizes;
  trace.format = options.format.value_or(format_of(file, bytes.window().substr(0, judged_bytes)));
  TraceBuilder builder(trace, diagnostics);
  read_records(bytes, options.columns, trace, builder);
  builder.drain();
  if (!bytes.damage().empty()) {
    builder.refuse(
        {code::trace_damaged,
         fmt::format("{}, after {} whole records", bytes.damage(), trace.requests.size()),
         {},
         "copy or compress the file again"});
  } else if (trace.requests.empty() && !builder.refused()) {
    builder.refuse({code::trace_empty, "the trace has no requests"});
  }
  builder.finish();
  if (builder.refused()) return std::nullopt;
  return trace;
}

std::optional<TraceColumns> parse_trace_columns(const std::string& option, const std::string& text,
                                                Diagnostics& diagnostics) {
  static constexpr std::string_view roles[] = {"key", "size", "time"};
  TraceColumns columns;
  const SourceId source = diagnostics.sources()->add({.name = option, .text = text});
  bool fine = true;
  for (std::size_t at = 0; at <= text.size();) {
    const std::size_t end = std::min(text.find(',', at), text.size());
    const std::string one = text.substr(at, end - at);
    const std::size_t equals = std::min(one.find('='), one.size());
    const std::string role = one.substr(0, equals);
    const std::string name = equals < one.size() ? one.substr(equals + 1) : "";
    const auto known = std::ranges::find(roles, role);
    if (known == std::end(roles) || name.empty()) {
      const bool unknown = known == std::end(roles) && equals < one.size();
      diagnostics.add({source, 1, static_cast<int>(at + 1), static_cast<int>(one.size())}, "",
                      {code::trace_columns,
                       unknown ? fmt::format("`{}` is not one of key, size, time", role)
                               : fmt::format("`{}` is not of the form ROLE=COLUMN", one),
                       did_you_mean(role, roles), "as in key=url,size=bytes_sent,time=none"});
      fine = false;
    } else {
      (role == "key" ? columns.key : role == "size" ? columns.size : columns.time) = name;
    }
    at = end + 1;
  }
  if (!fine) return std::nullopt;
  return columns;
}

}  // namespace edgecase
