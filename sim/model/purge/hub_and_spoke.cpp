// A decentralised purge, after the published design of a large network: the PoP that accepts the
// request passes it to a nearby queue; the queue notifies all PoPs of its own region, and one hub
// in each other region, which notifies the PoPs there. Source: Cloudflare blog, "Rethinking cache
// purge with a new architecture" (2023-06-21) and "Instant Purge" (2024-09-24). A hub is the PoP
// that minimises the sum of the delays through it. Not modelled: the choice among a region's queues
// (the nearest is used), overload of a queue.
#include <algorithm>
#include <map>

#include "core/check.hpp"
#include "model/purge/kinds.hpp"
#include "model/purge/steps.hpp"

namespace edgecase {
namespace {

class HubAndSpoke final : public Propagation {
 public:
  HubAndSpoke(const HubAndSpokeSpec& spec, const PurgePaths& paths, std::uint64_t seed,
              std::uint64_t replication)
      : transport_(spec.transport),
        accept_(spec.accept, seed, replication, "purge accepted"),
        queue_(spec.queue, seed, replication, "purge queued"),
        pass_on_(spec.pass_on, seed, replication, "purge passed on"),
        apply_(spec.apply, seed, replication, "purge applied"),
        ingest_(paths.ingest) {
    const std::size_t queue = queue_of(paths);
    to_queue_ = paths.round_trip(paths.ingest, queue);
    at_ingest_ = queue == paths.ingest;
    std::map<std::uint8_t, std::size_t> hubs;
    for (std::size_t pop = 0; pop < paths.pops(); ++pop) {
      const std::uint8_t region = paths.region[pop];
      if (region == paths.region[queue]) {
        spokes_.push_back({.direct = true,
                           .hub = 0,
                           .to_hub = {},
                           .from_hub = pop == queue ? Duration{0} : paths.round_trip(queue, pop)});
        continue;
      }
      if (!hubs.contains(region)) hubs[region] = hub_of(paths, queue, region);
      const std::size_t hub = hubs[region];
      spokes_.push_back({.direct = false,
                         .hub = static_cast<std::uint16_t>(hub),
                         .to_hub = paths.round_trip(queue, hub),
                         .from_hub = hub == pop ? Duration{0} : paths.round_trip(hub, pop)});
    }
  }

  Duration delay(std::uint64_t n, std::uint16_t pop) const override {
    const Duration accepted = accept_.work(n);
    if (pop == ingest_) return accepted;  // purged there first, as part of accepting
    Duration all = accepted + queue_.work(n);
    if (!at_ingest_) all += message(transport_, to_queue_, queue_.chance(n));
    const Spoke& spoke = spokes_[pop];
    if (!spoke.direct) {
      all += message(transport_, spoke.to_hub, pass_on_.chance(n, spoke.hub));
      all += pass_on_.work(n, spoke.hub);
    }
    if (spoke.from_hub > Duration{0}) {
      all += message(transport_, spoke.from_hub, apply_.chance(n, pop));
    }
    return all + apply_.work(n, pop);
  }

 private:
  struct Spoke {
    bool direct;  // notified by the queue itself
    std::uint16_t hub;
    Duration to_hub;
    Duration from_hub;
  };

  static std::size_t queue_of(const PurgePaths& paths) {
    std::size_t nearest = paths.ingest;
    bool found = false;
    for (std::size_t pop = 0; pop < paths.pops(); ++pop) {
      if (!paths.queue[pop]) continue;
      if (found && paths.round_trip(paths.ingest, pop) >= paths.round_trip(paths.ingest, nearest)) {
        continue;
      }
      nearest = pop;
      found = true;
    }
    return nearest;
  }

  /// Among the region's large PoPs; if it has none, among all of them.
  static std::size_t hub_of(const PurgePaths& paths, std::size_t queue, std::uint8_t region) {
    std::size_t best = paths.pops();
    Duration least = Duration::max();
    bool large = false;
    for (std::size_t hub = 0; hub < paths.pops(); ++hub) {
      if (paths.region[hub] != region || (large && !paths.hub[hub])) continue;
      Duration sum{0};
      for (std::size_t pop = 0; pop < paths.pops(); ++pop) {
        if (paths.region[pop] != region) continue;
        sum += paths.round_trip(queue, hub) + paths.round_trip(hub, pop);
      }
      if (paths.hub[hub] == large && sum >= least) continue;
      best = hub;
      least = sum;
      large = paths.hub[hub];
    }
    EC_CHECK(best < paths.pops());
    return best;
  }

  PurgeTransportSpec transport_;
  PurgeStep accept_, queue_, pass_on_, apply_;
  std::uint16_t ingest_;
  bool at_ingest_ = false;  // the queue is in the ingest itself
  Duration to_queue_{};
  std::vector<Spoke> spokes_;  // by PoP
};

}  // namespace

std::vector<Field> fields(Of<HubAndSpokeSpec>) {
  return list<HubAndSpokeSpec>(
      field(
          "accept", &HubAndSpokeSpec::accept,
          "processing in the PoP that accepts the request: authorisation, local purge, cache key",
          assumed(
              "with queue, fitted to the published global median of 149 ms: docs/models/purge.md")),
      field("queue", &HubAndSpokeSpec::queue, "durable write to the region's queue",
            assumed("with accept, fitted to the published global median of 149 ms: "
                    "docs/models/purge.md")),
      field("pass_on", &HubAndSpokeSpec::pass_on, "processing in a hub",
            assumed("a process with an in-memory queue")),
      field("apply", &HubAndSpokeSpec::apply,
            "delay within a PoP until its servers apply the purge",
            assumed("server-to-server message, then a lookup in a local list")),
      field("queues_in", &HubAndSpokeSpec::queues_in,
            "regions whose large PoPs host queues; elsewhere the nearest such PoP is used. If the "
            "network has none: the PoP that accepts the request",
            source(
                "durable objects of South America, Africa and the Middle East are placed in nearby "
                "regions (Cloudflare docs, durable objects, data location)",
                "2026-11")),
      field("transport", &HubAndSpokeSpec::transport, "messages between places"));
}

PurgeWayPtr make_way(const HubAndSpokeSpec& spec, const PurgePaths& paths, std::uint64_t seed,
                     std::uint64_t replication) {
  return std::make_unique<HubAndSpoke>(spec, paths, seed, replication);
}

}  // namespace edgecase
