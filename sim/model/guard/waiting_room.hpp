#pragma once
// A waiting room: who may not enter now is shown a page and let in, in the order of arrival, when
// there is room and at most `rate` a second. People lose patience.
//
// The whole fate of a visitor is known on arrival: earlier visitors who will give up never take a
// place, so the next place that is free for a new one is known. Exact for first come, first served:
// with exponential stays and patience it is M/M/c+M, Erlang's model with impatience (oracle).
// Assumes: arrivals in the order of time; a visitor looks again every `refresh` and enters then;
// the place is kept from when it became free. Not modelled: closing the tab and coming back.

#include <cstdint>

#include <edgecase/units.hpp>

#include "core/distribution.hpp"
#include "core/heap.hpp"
#include "core/random.hpp"
#include "load/distribution/distribution.hpp"
#include "model/guard/key_table.hpp"

namespace edgecase {

struct WaitingRoomSpec {
  Count inside = unlimited;
  Rate rate{0};
  DurationChoice stay = constant(std::chrono::minutes(5));
  DurationChoice patience = exponential(std::chrono::minutes(10));
  Duration refresh = std::chrono::seconds(20);
  Count visitors{1'000'000};
};
std::vector<Field> fields(Of<WaitingRoomSpec>);
void check(const WaitingRoomSpec& spec, Checker& checker);

struct WaitingVerdict {
  bool admitted = false;
  Instant at{};  ///< when it enters, or gives up
  Duration waited{};
};

class WaitingRoom {
 public:
  explicit WaitingRoom(const WaitingRoomSpec& spec);

  /// `number` is the visitor's own: keys its draws.
  WaitingVerdict arrive(Instant now, std::uint64_t number, const Stream& draws);
  /// A request of a visitor who may have asked before: inside it passes at once, in the room it
  /// waits for what is left; who has left or given up arrives anew.
  WaitingVerdict visit(Instant now, std::uint64_t visitor, std::uint64_t number,
                       const Stream& draws);
  /// Visitors in the room and behind it; must not be before the last arrival.
  std::int64_t waiting(Instant now);
  std::int64_t inside(Instant now);

 private:
  struct Visit {
    bool admitted = false;
    Instant at{};      // of entering, or of giving up
    Instant leaves{};  // if admitted
  };
  WaitingVerdict arrive(Instant now, std::uint64_t number, const Stream& draws, Visit& visit);
  Instant next_place(Instant now);
  void tidy(Instant now);

  Count limit_;
  double gap_ns_;  // between two visitors let in; 0: none
  Duration refresh_;
  Distribution stay_;
  Distribution patience_;
  KeyTable<Visit> visits_;
  double gate_ns_ = 0;               // when the gate opens next
  QuaternaryHeap<Instant> leaves_;   // when each place that is or will be taken is free again
  QuaternaryHeap<Instant> stays_;    // when each visitor who is or will be inside leaves
  QuaternaryHeap<Instant> in_room_;  // when each one who waits stops waiting
  QuaternaryHeap<Instant> enters_;   // of visitors who wait and will be let in
};

}  // namespace edgecase
