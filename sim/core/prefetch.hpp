#pragma once
// Asking the memory for a line that will be needed soon.

namespace edgecase {

/// Never faults. The empty statement keeps gcc from treating a function that only prefetches as one
/// without effects and leaving out its calls (gcc 12 does).
inline void prefetch(const void* line) {
  __builtin_prefetch(line);
  asm volatile("");
}
inline void prefetch_to_write(const void* line) {
  __builtin_prefetch(line, 1);
  asm volatile("");
}

}  // namespace edgecase
