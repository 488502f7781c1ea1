// Bimodal multicast: the PoP that accepts the purge sends it to all others without acknowledgement;
// PoPs periodically exchange digests with a random peer to recover lost messages. Source: Birman et
// al., "Bimodal Multicast", ACM TOCS 17(2), 1999; used for purging since 2014 (Fastly blog,
// "Building a fast and reliable purging system").
// Assumes: only PoPs that got the first message pass it on (recovery through a PoP that itself
// recovered is rarer than loss squared). Not modelled: the cost of digests, partitions.
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

  /// The first round in which the PoP contacts a peer that already has the purge.
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
      field("accept", &GossipSpec::accept, "processing in the PoP that accepts the request",
            assumed("as for hub_and_spoke")),
      field("apply", &GossipSpec::apply, "delay within a PoP until its servers apply the purge",
            assumed("as for hub_and_spoke")),
      field("loss", &GossipSpec::loss, "share of initial messages that are lost",
            at_least(Share{0}), at_most(Share{0.5}),
            assumed("long paths over the public internet lose a few per thousand")),
      field("every", &GossipSpec::every,
            "interval at which a PoP exchanges digests with a random peer",
            at_least(Duration{std::chrono::milliseconds(1)}),
            assumed("several rounds within a long round trip")));
}

PurgeWayPtr make_way(const GossipSpec& spec, const PurgePaths& paths, std::uint64_t seed,
                     std::uint64_t replication) {
  return std::make_unique<Gossip>(spec, paths, seed, replication);
}

}  // namespace edgecase
