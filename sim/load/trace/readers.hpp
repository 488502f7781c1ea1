#pragma once
// One reader per way of writing records. They stop early when the builder says so.

#include "load/trace/builder.hpp"
#include "load/trace/bytes.hpp"
#include "load/trace/layout.hpp"
#include "load/trace/trace.hpp"

namespace edgecase {

/// The binary records of libCacheSim.
void read_oracle_general(ByteSource& bytes, const TraceOptions& options, Trace& trace,
                         TraceBuilder& builder);

/// Lines that are written as the layout says.
void read_text(ByteSource& bytes, const TraceLayout& layout, const TraceOptions& options,
               Trace& trace, TraceBuilder& builder);

}  // namespace edgecase
