#pragma once
// What callers of stores did and saw in a run, as a history that a checker of consistency reads.
//
// Values are versions: the n-th write of a key writes n. Each request is a process of its own;
// those for one user's object are one session.

#include <string>
#include <unordered_map>

#include "model/store/history.hpp"
#include "model/store/store.hpp"
#include "plan/blueprint.hpp"

namespace edgecase {

class StoreHistory {
 public:
  explicit StoreHistory(const Blueprint& plan) : plan_(plan) {}

  /// Returns the number of the operation.
  std::uint32_t invoke(std::size_t store, const StoreCall& call, bool owned, Instant now);
  void end(std::uint32_t number, const StoreAnswer& answer, Instant now);

  const History& history() const { return history_; }

 private:
  const Blueprint& plan_;
  History history_;
};

}  // namespace edgecase
