#pragma once
// What happens next: pending events in the order of (time, sequence), first come first served among
// equal times. Sixteen bytes an event.
//
// A radix wheel: events near the present stand in a small sorted run, so the next ones are visible
// (peek) and their memory can be fetched ahead; later ones lie unsorted in slots chosen by the
// highest 6-bit digit in which their time differs from the run's end, and move down a level when
// their slot comes up. An event moves at most 11 times, and nothing is estimated or tuned: any
// distribution of increments costs about the same. Why this one: docs/ARCHITECTURE.md.
// Times must be >= 0 and not before the last popped event. At most 2^32 - 1 events pending. Sequence
// numbers are 32 bits; when they run out (every 4 billion pushes) pending events are renumbered.

#include <array>
#include <bit>
#include <cstddef>
#include <cstdint>
#include <vector>

#include <edgecase/units.hpp>

#include "core/check.hpp"

namespace edgecase {

struct Event {
  std::int64_t time;      // ns
  std::uint32_t sequence;
  std::uint32_t payload;  // the engine stores a frame number
};

class EventQueue {
 public:
  EventQueue();

  bool empty() const { return pending_ == 0; }
  std::uint64_t size() const { return pending_; }
  std::uint64_t peak() const { return peak_; }

  /// EC_CHECKs time >= 0 and time >= the last popped.
  void push(std::int64_t time, std::uint32_t payload);
  /// Time of the earliest event; INT64_MAX when empty.
  std::int64_t next_time();
  /// Removes and returns the earliest event. EC_CHECKs that there is one.
  Event pop();
  /// The event that will be k-th from now unless others come before it (0 = next), or null if it is
  /// not in the sorted run yet.
  const Event* peek(std::size_t k) const;
  void clear();

  /// For tests: makes the next push use this sequence number.
  void set_next_sequence(std::uint32_t next) { sequence_ = next; }
};

}  // namespace edgecase
