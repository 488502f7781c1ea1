#include "model/traffic/trace_content.hpp"

#include <algorithm>

#include <fmt/core.h>

#include "core/random.hpp"
#include "load/files.hpp"
#include "load/text/codes.hpp"

namespace edgecase {

std::vector<Field> fields(Of<TraceContentSpec>) {
  return list<TraceContentSpec>(
      field("file", &TraceContentSpec::file,
            "trace file: a table, log, JSON lines, keys or oracleGeneral, also .gz .xz .zip .zst; "
            "relative to the scenario",
            required(), shorthand()),
      field("loop", &TraceContentSpec::loop,
            "whether the trace repeats; otherwise the route has no requests after its end",
            assumed("a short trace represents a longer time")),
      field("format", &TraceContentSpec::format, "trace format; if absent: detected"),
      field("columns", &TraceContentSpec::columns,
            "columns as in `key=url,size=bytes`, by name or number; if absent: by common names"),
      field("operations", &TraceContentSpec::operations,
            "operations that count, as in `get,gets`; if absent: all"),
      field("skip", &TraceContentSpec::skip, "records that are skipped and counted",
            assumed("a miss ratio without them is that of another trace")),
      field("anyway", &TraceContentSpec::anyway,
            "accept a trace whose keys are all different, or all alike",
            assumed("most often the key was read from the wrong column")));
}

std::uint64_t TraceContent::start(std::uint64_t seed, std::uint64_t replication,
                                  std::uint64_t route) const {
  if (!loop_ || replication == 0) return 0;
  return below(Stream(seed, replication, "traffic/trace", route).bits(0), trace_->requests.size());
}

namespace {

/// Empty: `columns` is invalid.
std::optional<TraceOptions> options_of(const TraceContentSpec& spec, const std::string& path,
                                       Diagnostics& diagnostics) {
  TraceOptions options{.format = spec.format, .skip = spec.skip, .anyway = spec.anyway};
  for (std::size_t at = 0; at < spec.operations.size();) {
    const std::size_t end = std::min(spec.operations.find(',', at), spec.operations.size());
    options.operations.push_back(spec.operations.substr(at, end - at));
    at = end + 1;
  }
  if (spec.columns.empty()) return options;
  auto columns = parse_trace_columns(path + ".columns", spec.columns, diagnostics);
  if (!columns) return std::nullopt;
  options.columns = std::move(*columns);
  return options;
}

}  // namespace

std::optional<TraceContent> open_trace_content(const TraceContentSpec& spec,
                                               const Catalogue& catalogue, Checker& checker,
                                               const std::string& path) {
  const auto file = catalogue.own_file(spec.file, checker, path);
  if (!file) return std::nullopt;
  if (!is_file(*file)) {
    // A pipe or a device could wait forever.
    checker.report(path,
                   {code::refers_to_nothing,
                    fmt::format("trace `{}` {}", file->string(),
                                can_be_read(*file) ? "is not a regular file" : "does not exist"),
                    {},
                    "the name is relative to the scenario"});
    return std::nullopt;
  }
  const auto options = options_of(spec, path, checker.diagnostics());
  if (!options) return std::nullopt;
  std::optional<Trace> trace = read_trace(*file, *options, checker.diagnostics());
  if (!trace) return std::nullopt;
  return TraceContent(std::make_shared<const Trace>(std::move(*trace)), spec.loop);
}

}  // namespace edgecase
