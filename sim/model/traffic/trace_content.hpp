#pragma once
// A route whose requests ask for what a recorded trace asked for: `world.routes.NAME.trace`. Rate,
// users and times stay the scenario's; objects, their order and their sizes are the trace's.
//
// Assumes: what users ask for does not depend on where they are (the trace has one stream, the
// scenario's metros take turns at it). An object has the size of its first record.
// Where a trace repeats, replication 0 begins at its first request and every other one at a request
// drawn for it, so that intervals contain what the choice of the stretch matters.
// Memory: 4 bytes a request, 8 an object, shared by all replications.
// Not modelled: the trace's own times and rate; sizes that change.

#include <cstdint>
#include <filesystem>
#include <memory>
#include <optional>
#include <string>

#include <edgecase/units.hpp>

#include "load/trace/trace.hpp"
#include "load/type/fields.hpp"

namespace edgecase {

struct TraceContentSpec {
  std::string file;
  bool loop = true;
  std::optional<TraceFormat> format;
};
std::vector<Field> fields(Of<TraceContentSpec>);

class TraceContent {
 public:
  TraceContent(std::shared_ptr<const Trace> trace, bool loop)
      : trace_(std::move(trace)), loop_(loop) {}

  /// Different objects; those of `object` are 0 … objects() - 1.
  std::uint32_t objects() const { return trace_->objects(); }
  Bytes size(std::uint32_t object) const { return {trace_->object_sizes[object]}; }
  const Trace& trace() const { return *trace_; }

  /// Where a replication begins; add it to the number of the route's request.
  std::uint64_t start(std::uint64_t seed, std::uint64_t replication, std::uint64_t route) const;
  /// What request number `n` asks for, counted from 0; nothing once a trace that does not repeat is
  /// over.
  std::optional<std::uint32_t> object(std::uint64_t n) const {
    const std::uint64_t length = trace_->requests.size();
    if (n >= length && !loop_) return std::nullopt;
    return trace_->requests[static_cast<std::size_t>(n < length ? n : n % length)];
  }

 private:
  std::shared_ptr<const Trace> trace_;
  bool loop_;
};

/// Nothing, and the diagnostics say why, if the trace cannot be read. `place` and `path`: of the
/// scenario's `trace` key, for a file that is not there. `folder`: of the scenario.
std::optional<TraceContent> open_trace_content(const TraceContentSpec& spec,
                                               const std::filesystem::path& folder, Place place,
                                               const std::string& path, Diagnostics& diagnostics);

}  // namespace edgecase
