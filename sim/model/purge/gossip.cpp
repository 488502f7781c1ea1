// Bimodal multicast: the PoP that takes the purge sends it to every other at once, without asking
// for receipts; each PoP compares notes with another one from time to time and so hears of what it
// missed. Source: Birman et al., "Bimodal Multicast", ACM TOCS 17(2), 1999; in use for purging
// since 2014 (Fastly blog, "Building a fast and reliable purging system").
// Assumes: only PoPs that got the first message pass it on (second-hand knowledge is rarer than
// loss squared). Not modelled: the cost of notes, partitions.
#include <algorithm>
#include <utility>

#include "core/check.hpp"
#include "model/purge/kinds.hpp"
#include "model/purge/steps.hpp"

namespace edgecase {
namespace {

class Gossip final : public Propagation {
 public:
  Gossip(const GossipSpec& spec, PurgePaths paths, std::uint64_t seed, std::uint64_t replication)
      : paths_(std::move(paths)),
        loss_(spec.loss.value),
        every_(spec.every),
        accept_(spec.accept, seed, replication, "purge accepted"),
        apply_(spec.apply, seed, replication, "purge applied"),
        rounds_(seed, replication, "purge gossip") {}

  Duration delay(std::uint64_t n, std::uint16_t pop) const override {
    if (pop == paths_.ingest) return accept_.work(n);
    const Duration sent = accept_.work(n);
    const Duration heard = lost(n, pop) ? from_others(n, pop, sent) : arrival(pop, sent);
    return heard + apply_.work(n, pop);
  }

 private:
  bool lost(std::uint64_t n, std::uint16_t pop) const { return apply_.chance(n, pop) < loss_; }
  Duration arrival(std::uint16_t pop, Duration sent) const {
    return sent + paths_.round_trip(paths_.ingest, pop) / 2;
  }

  /// The first round in which the PoP asks somebody who has the purge when the question arrives.
  Duration from_others(std::uint64_t n, std::uint16_t pop, Duration sent) const {
    const Stream own = rounds_.of(pop);
    Draws draws(own, n << 20);
    const Duration phase = from_seconds(draws.unit() * in_seconds(every_));
    for (Duration asked = sent + phase;; asked += every_) {
      auto peer = static_cast<std::uint16_t>(draws.below(paths_.pops() - 1));
      if (peer >= pop) ++peer;
      const Duration round_trip = paths_.round_trip(pop, peer);
      const Duration question = asked + round_trip / 2;
      const bool knows =
          peer == paths_.ingest || (!lost(n, peer) && arrival(peer, sent) <= question);
      if (knows) return asked + round_trip;
    }
  }

  PurgePaths paths_;
  double loss_;
  Duration every_;
  PurgeStep accept_, apply_;
  Stream rounds_;
};

}  // namespace

std::vector<Field> fields(Of<GossipSpec>) {
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

PurgeWayPtr make_way(const GossipSpec& spec, const PurgePaths& paths, std::uint64_t seed,
                     std::uint64_t replication) {
  return std::make_unique<Gossip>(spec, paths, seed, replication);
}

}  // namespace edgecase
