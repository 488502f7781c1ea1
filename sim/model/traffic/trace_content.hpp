#pragma once
// A route that replays a recorded trace: `world.routes.NAME.trace`. Rate, users and times are the
// scenario's; objects, their order and their sizes are the trace's.
//
// Assumes: requested objects do not depend on the users' location (the trace is one stream, from
// which the scenario's metros draw). An object has the size of its first record.
// If a trace repeats, replication 0 begins at its first request and every other one at a random
// request, so that intervals include the effect of the chosen section.
// Memory: 4 bytes per request, 8 per object, shared by all replications.
// Not modelled: the trace's own times and rate; sizes that change.

#include <cstdint>
#include <memory>
#include <optional>
#include <string>

#include <edgecase/units.hpp>

#include "load/catalogue.hpp"
#include "load/trace/trace.hpp"
#include "load/type/fields.hpp"

namespace edgecase {

struct TraceContentSpec {
  std::string file;
  bool loop = true;
  std::optional<TraceFormat> format;
  std::string columns = {};  // as `edgecase cache --columns`
  TraceSkip skip = TraceSkip::nothing;
  std::string operations = {};  // those that count, separated by commas; empty: all
  bool anyway = false;
};
std::vector<Field> fields(Of<TraceContentSpec>);

class TraceContent {
 public:
  TraceContent(std::shared_ptr<const Trace> trace, bool loop)
      : trace_(std::move(trace)), loop_(loop) {}

  /// The number of distinct objects; `object` returns 0 … objects() - 1.
  std::uint32_t objects() const { return trace_->objects(); }
  Bytes size(std::uint32_t object) const { return {trace_->object_sizes[object]}; }
  const Trace& trace() const { return *trace_; }

  /// The start offset of a replication; add it to the number of the route's request.
  std::uint64_t start(std::uint64_t seed, std::uint64_t replication, std::uint64_t route) const;
  /// The object of request number `n`, counted from 0; empty after the end of a trace that does not
  /// repeat.
  std::optional<std::uint32_t> object(std::uint64_t n) const {
    const std::uint64_t length = trace_->requests.size();
    if (n >= length && !loop_) return std::nullopt;
    return trace_->requests[static_cast<std::size_t>(n < length ? n : n % length)];
  }

 private:
  std::shared_ptr<const Trace> trace_;
  bool loop_;
};

/// Empty, with diagnostics, if the trace cannot be read. `path`: of the scenario's `trace` key, for
/// a missing file or one that may not be read.
std::optional<TraceContent> open_trace_content(const TraceContentSpec& spec,
                                               const Catalogue& catalogue, Checker& checker,
                                               const std::string& path);

}  // namespace edgecase
