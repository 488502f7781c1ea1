#pragma once
// The menu of purge propagation models. To add one: a file with its class, its spec and `make_way`
// here, and a line in kinds.cpp.

#include <memory>
#include <string>
#include <vector>

#include "load/distribution/distribution.hpp"
#include "model/purge/propagation.hpp"

namespace edgecase {

/// Messages over connections that retransmit losses.
struct PurgeTransportSpec {
  Share loss{0.003};
  Duration retransmit = std::chrono::milliseconds(200);
};
std::vector<Field> fields(Of<PurgeTransportSpec>);

/// Region by region: a queue near the ingest, a hub in each other region, then the PoPs.
struct HubAndSpokeSpec {
  DurationChoice accept = lognormal(std::chrono::milliseconds(12), std::chrono::milliseconds(60));
  DurationChoice queue = lognormal(std::chrono::milliseconds(12), std::chrono::milliseconds(60));
  DurationChoice pass_on = lognormal(std::chrono::milliseconds(5), std::chrono::milliseconds(50));
  DurationChoice apply = lognormal(std::chrono::milliseconds(10), std::chrono::milliseconds(100));
  std::vector<std::string> queues_in = {"north-america", "europe", "asia", "oceania"};
  PurgeTransportSpec transport;
};
std::vector<Field> fields(Of<HubAndSpokeSpec>);

/// Every purge goes to one core data centre, which notifies all PoPs.
struct CoreBasedSpec {
  std::string core;
  DurationChoice accept = lognormal(std::chrono::milliseconds(10), std::chrono::milliseconds(50));
  DurationChoice work = lognormal(std::chrono::milliseconds(1050), std::chrono::milliseconds(4000));
  DurationChoice apply = lognormal(std::chrono::milliseconds(10), std::chrono::milliseconds(100));
  PurgeTransportSpec transport;
};
std::vector<Field> fields(Of<CoreBasedSpec>);

/// The accepting PoP sends the purge to all others; lost messages are recovered from peers.
struct GossipSpec {
  DurationChoice accept = lognormal(std::chrono::milliseconds(12), std::chrono::milliseconds(60));
  DurationChoice apply = lognormal(std::chrono::milliseconds(10), std::chrono::milliseconds(100));
  Share loss{0.003};
  Duration every = std::chrono::milliseconds(100);
};
std::vector<Field> fields(Of<GossipSpec>);

/// A central list that each PoP polls.
struct BatchSpec {
  DurationChoice work = constant(std::chrono::seconds(60));
  Duration poll = std::chrono::seconds(240);
};
std::vector<Field> fields(Of<BatchSpec>);

using PurgeWayPtr = std::unique_ptr<const Propagation>;
PurgeWayPtr make_way(const HubAndSpokeSpec& spec, const PurgePaths& paths, std::uint64_t seed,
                     std::uint64_t replication);
PurgeWayPtr make_way(const CoreBasedSpec& spec, const PurgePaths& paths, std::uint64_t seed,
                     std::uint64_t replication);
PurgeWayPtr make_way(const GossipSpec& spec, const PurgePaths& paths, std::uint64_t seed,
                     std::uint64_t replication);
PurgeWayPtr make_way(const BatchSpec& spec, const PurgePaths& paths, std::uint64_t seed,
                     std::uint64_t replication);

/// The propagation model chosen by the design.
PurgeWayPtr make_way(const PurgeWayChoice& choice, const PurgePaths& paths, std::uint64_t seed,
                     std::uint64_t replication);

}  // namespace edgecase
