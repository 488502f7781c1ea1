#pragma once
// The menu of ways in which purges travel. To add one: a file with its class, its spec and
// `make_way` here, and a line in kinds.cpp.

#include <memory>
#include <string>
#include <vector>

#include "load/distribution.hpp"
#include "model/purge/propagation.hpp"

namespace edgecase {

/// Messages over connections that repeat what is lost.
struct PurgeTransportSpec {
  Share loss{0.003};
  Duration retransmit = std::chrono::milliseconds(200);
};
inline auto fields(Of<PurgeTransportSpec>) {
  return list<PurgeTransportSpec>(
      field("loss", &PurgeTransportSpec::loss, "part of the messages that are lost on one way",
            at_least(Share{0}), at_most(Share{0.5}),
            assumed("long paths over the open internet lose a few in a thousand")),
      field("retransmit", &PurgeTransportSpec::retransmit,
            "what the sender waits beyond the round trip before it repeats; doubles each time",
            at_least(Duration{0}),
            source("smallest retransmission timeout of Linux: 200 ms beyond the round trip "
                   "(tcp(7), TCP_RTO_MIN)",
                   "2026-11")));
}

/// Region by region: a queue near the ingest, a passer-on in each other region, then the PoPs.
struct HubAndSpokeSpec {
  DurationChoice accept = lognormal(std::chrono::milliseconds(12), std::chrono::milliseconds(60));
  DurationChoice queue = lognormal(std::chrono::milliseconds(12), std::chrono::milliseconds(60));
  DurationChoice pass_on = lognormal(std::chrono::milliseconds(5), std::chrono::milliseconds(50));
  DurationChoice apply = lognormal(std::chrono::milliseconds(10), std::chrono::milliseconds(100));
  std::vector<std::string> queues_in = {"north-america", "europe", "asia", "oceania"};
  PurgeTransportSpec transport;
};
inline auto fields(Of<HubAndSpokeSpec>) {
  return list<HubAndSpokeSpec>(
      field(
          "accept", &HubAndSpokeSpec::accept,
          "work in the PoP that takes the request: who asks, may they, local purge, cache key",
          assumed(
              "with queue, fitted to the published global median of 149 ms: docs/models/purge.md")),
      field("queue", &HubAndSpokeSpec::queue, "writing the purge safely into the region's queue",
            assumed("with accept, fitted to the published global median of 149 ms: "
                    "docs/models/purge.md")),
      field("pass_on", &HubAndSpokeSpec::pass_on, "work of a hub that passes it on",
            assumed("a process that holds its queue in memory")),
      field("apply", &HubAndSpokeSpec::apply,
            "inside a PoP: from its door to all its machines, until they honour the purge",
            assumed("machine to machine, then a look at a local list")),
      field("queues_in", &HubAndSpokeSpec::queues_in,
            "regions whose large PoPs keep queues; elsewhere the nearest such PoP does. If the "
            "network has none: the PoP that takes the request",
            source("durable objects are placed in no PoP of South America, Africa or the Middle "
                   "East but nearby (Cloudflare docs, durable objects, data location)",
                   "2026-11")),
      field("transport", &HubAndSpokeSpec::transport, "messages between places"));
}

/// Every purge goes to one core data centre, which tells all PoPs.
struct CoreBasedSpec {
  std::string core;
  DurationChoice accept = lognormal(std::chrono::milliseconds(10), std::chrono::milliseconds(50));
  DurationChoice work = lognormal(std::chrono::milliseconds(1050), std::chrono::milliseconds(4000));
  DurationChoice apply = lognormal(std::chrono::milliseconds(10), std::chrono::milliseconds(100));
  PurgeTransportSpec transport;
};
inline auto fields(Of<CoreBasedSpec>) {
  return list<CoreBasedSpec>(
      field("core", &CoreBasedSpec::core,
            "where the core data centre stands, named like an origin; if absent, the network's "
            "usual place for origins"),
      field("accept", &CoreBasedSpec::accept, "work in the PoP that takes the request",
            assumed("a proxy in front of a central service")),
      field(
          "work", &CoreBasedSpec::work, "queues and writing in the core data centre",
          assumed(
              "fitted to the middle of medians of 1.0 to 1.42 s by region (Cloudflare, May 2022)")),
      field("apply", &CoreBasedSpec::apply, "inside a PoP, until its machines honour the purge",
            assumed("as with hub_and_spoke")),
      field("transport", &CoreBasedSpec::transport, "messages between places"));
}

/// The PoP that takes the purge tells every other at once; who missed it hears from a neighbour.
struct GossipSpec {
  DurationChoice accept = lognormal(std::chrono::milliseconds(12), std::chrono::milliseconds(60));
  DurationChoice apply = lognormal(std::chrono::milliseconds(10), std::chrono::milliseconds(100));
  Share loss{0.003};
  Duration every = std::chrono::milliseconds(100);
};
inline auto fields(Of<GossipSpec>) {
  return list<GossipSpec>(
      field("accept", &GossipSpec::accept, "work in the PoP that takes the request",
            assumed("as with hub_and_spoke")),
      field("apply", &GossipSpec::apply, "inside a PoP, until its machines honour the purge",
            assumed("as with hub_and_spoke")),
      field("loss", &GossipSpec::loss, "part of the first messages that are lost",
            at_least(Share{0}), at_most(Share{0.5}),
            assumed("long paths over the open internet lose a few in a thousand")),
      field("every", &GossipSpec::every,
            "how often a PoP compares notes with another, chosen at random",
            at_least(Duration{std::chrono::milliseconds(1)}),
            assumed("some rounds within a long round trip")));
}

/// A list that is worked off centrally and fetched by each PoP from time to time.
struct BatchSpec {
  DurationChoice work = constant(std::chrono::seconds(60));
  Duration poll = std::chrono::seconds(240);
};
inline auto fields(Of<BatchSpec>) {
  return list<BatchSpec>(
      field("work", &BatchSpec::work, "until the purge stands in the list",
            assumed("with poll: 60 to 300 s, as told second-hand of CloudFront; measured there "
                    "from three places: median 3 to 4 s (cdnplanet.com)")),
      field("poll", &BatchSpec::poll, "how often each PoP fetches the list", more_than(Duration{0}),
            assumed("see work")));
}

using PurgeWayPtr = std::unique_ptr<const PurgeWay>;
PurgeWayPtr make_way(const HubAndSpokeSpec& spec, const PurgePaths& paths, std::uint64_t seed,
                     std::uint64_t replication);
PurgeWayPtr make_way(const CoreBasedSpec& spec, const PurgePaths& paths, std::uint64_t seed,
                     std::uint64_t replication);
PurgeWayPtr make_way(const GossipSpec& spec, const PurgePaths& paths, std::uint64_t seed,
                     std::uint64_t replication);
PurgeWayPtr make_way(const BatchSpec& spec, const PurgePaths& paths, std::uint64_t seed,
                     std::uint64_t replication);

/// The way that the design chose.
PurgeWayPtr make_way(const PurgeWayChoice& choice, const PurgePaths& paths, std::uint64_t seed,
                     std::uint64_t replication);

}  // namespace edgecase
