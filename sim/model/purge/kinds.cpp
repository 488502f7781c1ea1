#include "model/purge/kinds.hpp"

#include "load/type/kind_table.hpp"

namespace edgecase {
namespace {

using WayTable = KindTable<PurgeWayPtr (*)(const void* spec, const PurgePaths& paths,
                                           std::uint64_t seed, std::uint64_t replication)>;

template <class Spec>
WayTable::Row way_kind(const char* name, const char* doc) {
  return {alternative<Spec>(name, doc), [](const void* spec, const PurgePaths& paths,
                                           std::uint64_t seed, std::uint64_t replication) {
            return make_way(*static_cast<const Spec*>(spec), paths, seed, replication);
          }};
}

const WayTable& way_table() {
  static const WayTable all{
      way_kind<HubAndSpokeSpec>(
          "hub_and_spoke",
          "a queue in the region of who asks, a hub in each other region: about "
          "150 ms"),
      way_kind<GossipSpec>("gossip", "told to every PoP directly; who missed it hears from others"),
      way_kind<CoreBasedSpec>("core_based",
                              "through one core data centre and its queues: above 1 s"),
      way_kind<BatchSpec>("batch", "a list that PoPs fetch from time to time: minutes"),
  };
  return all;
}

}  // namespace

std::vector<Field> fields(Of<PurgeTransportSpec>) {
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

Menu menu(Of<PurgeWayMenu>) { return way_table().menu(); }

PurgeWayPtr make_way(const PurgeWayChoice& choice, const PurgePaths& paths, std::uint64_t seed,
                     std::uint64_t replication) {
  return way_table().of(choice)(choice.spec(), paths, seed, replication);
}

}  // namespace edgecase
