// Whatever bytes a trace is made of, packed or not: the readers refuse it with a diagnostic, or the
// trace adds up. The first byte of the input says which format, which rule of sizes and
// what is skipped.

#include <cstddef>
#include <cstdint>
#include <cstdlib>
#include <string>

#include <sys/mman.h>
#include <unistd.h>

#include "load/text/render.hpp"
#include "load/trace/trace.hpp"

namespace {

using edgecase::Diagnostics;
using edgecase::SizeRule;
using edgecase::Trace;
using edgecase::TraceFormat;
using edgecase::TraceOptions;
using edgecase::TraceSkip;

void demand(bool holds) {
  if (!holds) std::abort();
}

TraceOptions options_of(std::uint8_t choice) {
  TraceOptions options;
  if ((choice & 1) != 0) options.sizes = (choice & 16) != 0 ? SizeRule::version : SizeRule::each;
  if ((choice & 32) != 0) options.skip = TraceSkip::invalid;
  options.anyway = (choice & 64) != 0;
  switch ((choice >> 1) & 7) {
    case 1:
      options.format = TraceFormat::oracle_general;
      break;
    case 2:
      options.format = TraceFormat::csv;
      break;
    case 3:
      options.format = TraceFormat::keys;
      break;
    case 4:
      options.format = TraceFormat::combined;
      break;
    case 5:
      options.format = TraceFormat::json;
      break;
    default:
      break;
  }
  return options;
}

void check_sums(const Trace& trace) {
  demand(!trace.requests.empty());
  std::int64_t bytes = 0;
  std::int64_t footprint = 0;
  for (std::size_t i = 0; i < trace.requests.size(); ++i) {
    demand(trace.requests[i] < trace.objects());
    bytes += trace.size_of(i);
  }
  for (const std::int64_t size : trace.object_sizes) {
    demand(size > 0);
    footprint += size;
  }
  demand(bytes == trace.bytes && footprint == trace.footprint);
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  if (size == 0) return 0;
  static const int memory = memfd_create("trace", 0);
  static const std::string path = "/proc/self/fd/" + std::to_string(memory);
  demand(ftruncate(memory, 0) == 0);
  demand(pwrite(memory, data + 1, size - 1, 0) == static_cast<ssize_t>(size - 1));
  Diagnostics diagnostics;
  const auto trace = edgecase::read_trace(path, options_of(data[0]), diagnostics);
  demand(trace.has_value() != diagnostics.has_errors());
  if (trace) check_sums(*trace);
  if (diagnostics.has_errors()) demand(!edgecase::render_text(diagnostics).empty());
  return 0;
}
