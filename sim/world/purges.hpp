#pragma once
// The purges that a scenario asks for: each reaches every PoP after a time of its own and takes
// what is there.

#include <cstdint>
#include <vector>

#include <edgecase/units.hpp>

#include "core/traveller.hpp"
#include "model/purge/reach.hpp"
#include "model/purge/target.hpp"
#include "world/world.hpp"

namespace edgecase {

class Purges {
 public:
  Purges(World& world, std::uint64_t seed, std::uint64_t replication);

  /// Sends them all on their way; call at the start of the run.
  void begin();
  /// How fast purges reached the PoPs: those asked for, and the first of those on change.
  PurgeReach reach() const;
  /// How many were asked for in the measured time, by phase of the month
  /// and route: those on change too.
  std::vector<std::uint64_t> asked_for() const;

  Engine& engine() { return world_.engine; }

 private:
  struct Purge {
    Instant asked;
    Instant taken;
    std::uint8_t route;
    PurgeTarget target;
  };
  Traveller carry_out(const Purge& purge, std::uint16_t pop, Instant at);
  void apply(const Purge& purge, CacheSite& site);

  World& world_;
  std::vector<Purge> purges_;
};

}  // namespace edgecase
