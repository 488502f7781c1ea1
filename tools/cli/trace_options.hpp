#pragma once
// The options that say how a trace file is to be read.

#include <optional>
#include <string>
#include <vector>

#include "cli/command.hpp"
#include "load/text/diagnostics.hpp"
#include "load/trace/trace.hpp"
#include "scenario/setting.hpp"

namespace edgecase::cli {

struct TraceRequest {
  std::string trace;
  std::string format;
  std::string columns;
  std::string sizes;
  std::string time_unit;
  std::string operations;
  std::string skip;
  bool anyway = false;
};

std::vector<Argument> trace_arguments(TraceRequest& request);

/// Empty: `--columns` is invalid.
std::optional<TraceOptions> trace_options(const TraceRequest& request, Diagnostics& diagnostics);

/// " --columns key=2": those that were given, to paste.
std::string trace_words(const TraceRequest& request);

/// How the traces of a scenario's routes were understood: a line for each.
std::string traces_read(const Setting& setting);

}  // namespace edgecase::cli
