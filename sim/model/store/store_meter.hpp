#pragma once
// What callers of a store saw in the measured time: by store, phase of the month and region of the
// caller.

#include <array>
#include <cstdint>
#include <string_view>

#include "core/histogram.hpp"
#include "measure/merge_rules.hpp"

namespace edgecase {

/// A stale read is at least so many versions behind.
inline constexpr std::array<std::uint32_t, 5> versions_behind_steps{1, 2, 3, 5, 10};
inline constexpr std::array<std::string_view, 5> versions_behind_names{"1", "2", "3", "5", "10"};

/// What failures of a store's sites have cost in a run.
struct StoreLossMeter {
  std::uint64_t writes = 0;      ///< acknowledged, and lost
  Max<double> oldest_s;          ///< of those: how long before the failure it was written
  Max<double> without_writes_s;  ///< until a new leader took them
};

struct StoreMeter {
  std::uint64_t reads = 0;    ///< that were answered
  std::uint64_t writes = 0;   ///< that were acknowledged, updates included
  std::uint64_t updates = 0;  ///< of those: read-modify-writes
  std::uint64_t copied = 0;   ///< reads that a copy answered
  std::uint64_t read_bytes = 0;
  std::uint64_t written_bytes = 0;
  std::uint64_t bot_reads = 0;  ///< of attacks: in the bill, in nothing else
  CountHistogram read_ns;       ///< until the caller had the answer
  CountHistogram write_ns;      ///< of writes and updates
  // Anomalies.
  std::uint64_t stale = 0;            ///< reads that missed a write acknowledged before they began
  std::uint64_t versions_behind = 0;  ///< summed over those
  std::array<std::uint64_t, versions_behind_steps.size()> behind{};  ///< by least number
  CountHistogram stale_age;             ///< since when there was something newer
  std::uint64_t judged = 0;             ///< reads by a known user
  std::uint64_t own_write_missing = 0;  ///< of those: did not show the user's own last write
  std::uint64_t went_back = 0;          ///< of those: showed less than the user had seen before
  std::int64_t lost_updates = 0;        ///< acknowledged updates that later ones undid unknowingly
  std::uint64_t oversold = 0;           ///< acknowledged takes from a stock that had none left
  // What was not done.
  std::uint64_t sold_out = 0;
  std::uint64_t conflicts = 0;  ///< after all attempts
  std::uint64_t repeated = 0;   ///< further attempts of compare-and-set
  std::uint64_t overloaded = 0;
  std::uint64_t throttled = 0;
  std::uint64_t unavailable = 0;

  std::uint64_t refused() const { return conflicts + overloaded + throttled + unavailable; }
  std::uint64_t calls() const { return reads + writes + sold_out + refused(); }
};

}  // namespace edgecase
