// One key per line, any text; empty lines are skipped. Every object counts as 1 byte, so a capacity
// in bytes is one in objects.
#include <fmt/core.h>

#include "load/text/codes.hpp"
#include "load/trace/builder.hpp"
#include "load/trace/lines.hpp"

namespace edgecase {

void read_keys(ByteSource& bytes, TraceBuilder& builder) {
  LineReader lines(bytes);
  while (const auto line = lines.next()) {
    if (!line->empty()) builder.add(*line, 1);
  }
  if (lines.too_long()) refuse_long_line(lines.number() + 1, builder);
}

}  // namespace edgecase
