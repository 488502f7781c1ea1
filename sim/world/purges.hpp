#pragma once
// The purges that a scenario asks for: each reaches every PoP after a delay of its own, and takes
// what it matches there.

#include <cstdint>
#include <vector>

#include <edgecase/units.hpp>

#include "model/purge/reach.hpp"
#include "model/purge/target.hpp"
#include "plan/blueprint.hpp"
#include "world/changes.hpp"
#include "world/truth.hpp"

namespace edgecase {

struct Purge {
  Instant asked;
  Instant accepted;
  std::uint8_t route;
  PurgeTarget target;
};

class Purges {
 public:
  Purges(const Blueprint& plan, const Truth& truth, std::uint64_t seed, std::uint64_t replication);

  /// Adds the arrival of each purge at each PoP.
  void schedule(Changes& changes) const;
  const Purge& operator[](std::uint32_t purge) const { return purges_[purge]; }

  /// How fast purges reached the PoPs, from the request to the last PoP, including the wait for the
  /// plan's limits: requested purges, and an even sample of purges on change in the measured time.
  PurgeReach reach() const;
  /// How many were asked for in the measured time, by phase of the month
  /// and route: those on change too.
  std::vector<std::uint64_t> asked_for() const;

 private:
  struct OnChange {
    std::uint64_t number;
    Instant asked;
    Instant accepted;
  };
  std::vector<OnChange> measured_on_change() const;

  const Blueprint& plan_;
  const Truth& truth_;
  std::vector<Purge> purges_;
};

}  // namespace edgecase
