#pragma once
// What the hops with a call policy did (design.calls).

#include <array>
#include <cstddef>
#include <cstdint>
#include <string_view>

namespace edgecase {

enum class Hop : std::uint8_t { origin, sub_requests };
inline constexpr std::array<std::string_view, 2> hop_names{"origin", "sub_requests"};

/// Of one hop, in the measured time.
struct CallMeter {
  std::uint64_t calls = 0;
  std::uint64_t attempts = 0;   ///< sent, copies included
  std::uint64_t retries = 0;    ///< of those
  std::uint64_t hedges = 0;     ///< of those
  std::uint64_t hedges_won = 0; ///< answered before the first copy
  std::uint64_t timeouts = 0;
  std::uint64_t rejected = 0;   ///< calls that a breaker or a limit did not let through
  std::uint64_t unretried = 0;  ///< failures that a budget, throttle or breaker let stand
  std::uint64_t failed = 0;     ///< calls
  std::uint64_t opened = 0;     ///< times that a breaker opened, warm-up included
};

}  // namespace edgecase
