#include "model/traffic/trace_content.hpp"

#include <fmt/core.h>

#include "core/random.hpp"
#include "load/files.hpp"
#include "load/text/codes.hpp"

namespace edgecase {

std::vector<Field> fields(Of<TraceContentSpec>) {
  return list<TraceContentSpec>(
      field("file", &TraceContentSpec::file,
            "trace file: oracleGeneral, CSV or plain keys, also .zst; relative to the scenario",
            required(), shorthand()),
      field("loop", &TraceContentSpec::loop,
            "whether the trace repeats; otherwise the route has no requests after its end",
            assumed("a short trace represents a longer time")),
      field("format", &TraceContentSpec::format, "trace format; if absent: detected"));
}

std::uint64_t TraceContent::start(std::uint64_t seed, std::uint64_t replication,
                                  std::uint64_t route) const {
  if (!loop_ || replication == 0) return 0;
  return below(Stream(seed, replication, "traffic/trace", route).bits(0), trace_->requests.size());
}

std::optional<TraceContent> open_trace_content(const TraceContentSpec& spec,
                                               const Catalogue& catalogue, Checker& checker,
                                               const std::string& path) {
  const auto file = catalogue.own_file(spec.file, checker, path);
  if (!file) return std::nullopt;
  if (!can_be_read(*file)) {
    checker.report(path, {code::refers_to_nothing,
                          fmt::format("trace `{}` does not exist", file->string()),
                          {},
                          "the name is relative to the scenario"});
    return std::nullopt;
  }
  std::optional<Trace> trace = read_trace(*file, {.format = spec.format}, checker.diagnostics());
  if (!trace) return std::nullopt;
  return TraceContent(std::make_shared<const Trace>(std::move(*trace)), spec.loop);
}

}  // namespace edgecase
