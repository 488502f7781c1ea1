#include "model/purge/kinds.hpp"

#include <array>

#include "core/check.hpp"

namespace edgecase {
namespace {

struct WayKind {
  Alternative alternative;
  PurgeWayPtr (*make)(const void* spec, const PurgePaths& paths, std::uint64_t seed,
                      std::uint64_t replication);
};

template <class Spec>
WayKind kind(const char* name, const char* doc) {
  return {alternative<Spec>(name, doc), [](const void* spec, const PurgePaths& paths,
                                           std::uint64_t seed, std::uint64_t replication) {
            return make_way(*static_cast<const Spec*>(spec), paths, seed, replication);
          }};
}

const auto& kinds() {
  static const std::array all{
      kind<HubAndSpokeSpec>("hub_and_spoke",
                            "a queue in the region of who asks, a hub in each other region: about "
                            "150 ms"),
      kind<GossipSpec>("gossip", "told to every PoP directly; who missed it hears from others"),
      kind<CoreBasedSpec>("core_based", "through one core data centre and its queues: above 1 s"),
      kind<BatchSpec>("batch", "a list that PoPs fetch from time to time: minutes"),
  };
  return all;
}

}  // namespace

Menu menu(Of<PurgeWayMenu>) {
  Menu all;
  for (const WayKind& k : kinds()) all.alternatives.push_back(k.alternative);
  return all;
}

PurgeWayPtr make_way(const PurgeWayChoice& choice, const PurgePaths& paths, std::uint64_t seed,
                     std::uint64_t replication) {
  for (const WayKind& k : kinds()) {
    if (k.alternative.name == choice.name()) return k.make(choice.spec(), paths, seed, replication);
  }
  EC_CHECK(false, "a way of purging that is not on the menu");
  return nullptr;
}

}  // namespace edgecase
