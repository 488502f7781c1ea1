#pragma once
// The time a purge takes from the PoP that accepts it to each PoP of the network.
//
// Delays are the sum of the steps on the path: processing at each place, half a round trip per
// message between them (connections are open), and occasional losses. There are no per-region
// parameters: differences come from distance. A delay depends only on (seed, replication, number of
// the purge, PoP), so PoPs can be queried in any order.
// Units: nanoseconds. Errors: EC_CHECK on PoPs out of range.
// Measured against published medians: docs/models/purge.md. The kinds: kinds.hpp.

#include <cstdint>
#include <memory>
#include <span>
#include <vector>

#include <edgecase/units.hpp>

#include "core/propagation.hpp"
#include "model/purge/spec.hpp"

namespace edgecase {

/// The network, as needed for purges.
struct PurgePaths {
  std::uint16_t ingest = 0;           ///< the PoP that accepts purges: nearest to the requester
  std::uint16_t core = 0;             ///< the PoP at the platform's core data centre
  std::vector<std::uint8_t> region;   ///< by PoP
  std::vector<bool> hub;              ///< by PoP: large enough to be a hub
  std::vector<bool> queue;            ///< by PoP: may host the queue of its region
  std::vector<Duration> round_trips;  ///< PoPs x PoPs, row by row

  std::size_t pops() const { return region.size(); }
  Duration round_trip(std::size_t a, std::size_t b) const { return round_trips[a * pops() + b]; }
};

/// Of purges: purge number `n` is sent when `ingest` accepts it. One kind each in kinds.hpp.
class PurgePropagation final : public Propagation {
 public:
  PurgePropagation(const PurgeSpec& spec, const PurgePaths& paths, std::uint64_t seed,
                   std::uint64_t replication);

  Duration delay(std::uint64_t n, std::uint16_t pop) const override;
  /// The same for every PoP; `out` has one element for each.
  void delays(std::uint64_t n, std::span<Duration> out) const;
  std::size_t pops() const { return pops_; }

 private:
  std::size_t pops_;
  std::unique_ptr<const Propagation> way_;
};

}  // namespace edgecase
