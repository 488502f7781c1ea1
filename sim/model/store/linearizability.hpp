#pragma once
// Whether a history of registers is linearizable: whether each operation can be given one instant
// between its invocation and its answer, so that a single register, with the operations executed at
// these instants, would have answered the same (Herlihy, Wing, "Linearizability: A Correctness
// Condition for Concurrent Objects", TOPLAS 1990).
//
// Registers start without a value and are checked key by key, which is exact because
// linearizability is a local property (same paper, theorem 1). An operation of unknown outcome may
// take effect at any later time or never; a read without an answer constrains nothing; a failed
// operation has not happened, except that a failed cas which compared found another value.
//
// Method: the depth-first search of Wing and Gong ("Testing and Verifying Concurrent Objects",
// JPDC 1993) with Lowe's memory of (operations done, state) pairs ("Testing for linearizability",
// CCPE 2017). Four rules prune it without changing its verdict; linearizability_search.cpp gives
// the argument for each. The problem is NP-complete (Gibbons, Korach, "Testing Shared Memories",
// SIAM J. Comput. 1997), so a search that becomes too large ends undecided.
//
// Not modelled: objects other than registers; operations on several keys (anomalies.hpp judges
// transactions).

#include <cstdint>
#include <vector>

#include "model/store/history.hpp"

namespace edgecase {

enum class Linearizability : std::uint8_t { holds, violated, undecided };

struct KeyVerdict {
  std::uint32_t key = 0;
  std::uint32_t operations = 0;
  Linearizability verdict = Linearizability::holds;
  /// If violated: the operation whose answer ends the shortest prefix of the history that is not
  /// linearizable, as an index into History::operations; no_event: finding it took too long.
  std::uint32_t first_impossible = no_event;
};

struct LinearizabilityLimits {
  /// Pairs of (operations done, state) that are remembered for a key; about 60 bytes each.
  std::size_t configurations = 2'000'000;
};

/// One verdict per key that has operations, in the order of the keys.
std::vector<KeyVerdict> check_linearizability(const History& history,
                                              LinearizabilityLimits limits = {});

}  // namespace edgecase
