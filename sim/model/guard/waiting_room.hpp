#pragma once
// A waiting room: visitors beyond the limits wait on a page and are admitted in order of arrival
// when there is capacity, at most `rate` per second. Visitors may give up.
//
// The outcome of a visitor is known on arrival: earlier visitors who will give up never take a
// place, so the next free place is known. Exact for first come, first served: with exponential
// stays and patience it is M/M/c+M (Erlang-A, oracle).
// Assumes: arrivals in order of time; a visitor polls every `refresh` and enters then; the place is
// reserved from when it became free. Not modelled: closing the page and returning.

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
  Instant at{};  ///< time of entering or giving up
  Duration waited{};
};

class WaitingRoom {
 public:
  explicit WaitingRoom(const WaitingRoomSpec& spec);

  /// `number` is the visitor's number, which keys the random draws.
  WaitingVerdict arrive(Instant now, std::uint64_t number, const Stream& draws);
  /// A request of a possibly known visitor: one inside passes immediately, one in the room waits
  /// for the remaining time; one that has left or given up arrives anew.
  WaitingVerdict visit(Instant now, std::uint64_t visitor, std::uint64_t number,
                       const Stream& draws);
  /// Visitors waiting and admitted; must not be before the last arrival.
  std::int64_t waiting(Instant now);
  std::int64_t inside(Instant now);

 private:
  struct Visit {
    bool admitted = false;
    Instant at{};      // time of entering or giving up
    Instant leaves{};  // if admitted
  };
  WaitingVerdict arrive(Instant now, std::uint64_t number, const Stream& draws, Visit& visit);
  Instant next_place(Instant now);
  void tidy(Instant now);

  Count limit_;
  double gap_ns_;  // between two admissions; 0: none
  Duration refresh_;
  Distribution stay_;
  Distribution patience_;
  KeyTable<Visit> visits_;
  double gate_ns_ = 0;               // when the gate opens next
  QuaternaryHeap<Instant> leaves_;   // when each taken or reserved place is free again
  QuaternaryHeap<Instant> stays_;    // when each admitted or reserved visitor leaves
  QuaternaryHeap<Instant> in_room_;  // when each waiting visitor stops waiting
  QuaternaryHeap<Instant> enters_;   // of waiting visitors that will be admitted
};

}  // namespace edgecase
