#pragma once
// What is going to happen to this world, in the order of time: faults, moving routes, purges,
// firewall rules, floods.
//
//   changes.add(at, PopFails{pop});                // now, or later in the run
//   while (const auto effect = changes.take(now)) … // World::apply hands it to its owner
//
// Order: time, then the order of adding. A change comes before requests and events of the same
// instant. What is sent to many places is one change for each place, added with the delay that its
// Propagation gives.
// Changes and events are never cancelled: the event queue has no cancel, and needs none. What a
// change takes away (a PoP's memory, requests inside the origin) has a life number, which the owner
// raises; a traveller that comes back late compares it with the one it left with.

#include <cstdint>
#include <optional>

#include <edgecase/units.hpp>

#include "core/heap.hpp"
#include "plan/change.hpp"

namespace edgecase {

class Changes {
 public:
  /// Instant::max(): never.
  void add(Instant at, const Effect& effect);

  /// When the next one is due; Instant::max(): none is left.
  Instant next() const { return entries_.empty() ? Instant::max() : entries_.top().change.at; }
  /// Removes the next one if it is due by then.
  std::optional<Effect> take(Instant now);
  /// Whether the run waits for one of those left. It does not wait for firewall rules, which may
  /// be released long after the last request, nor for floods and rollouts.
  bool awaited() const { return awaited_ > 0; }

 private:
  struct Entry {
    Change change;
    std::uint64_t number;
    friend bool operator<(const Entry& a, const Entry& b) {
      return a.change.at != b.change.at ? a.change.at < b.change.at : a.number < b.number;
    }
  };

  QuaternaryHeap<Entry> entries_;
  std::uint64_t added_ = 0;
  std::uint64_t awaited_ = 0;
};

}  // namespace edgecase
