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
          "a queue in the region of the requester, a hub in each other region: about "
          "150 ms"),
      way_kind<GossipSpec>("gossip",
                           "sent directly to every PoP; lost messages are recovered from peers"),
      way_kind<CoreBasedSpec>("core_based",
                              "through one core data centre and its queues: above 1 s"),
      way_kind<BatchSpec>("batch", "a list that PoPs poll: minutes"),
  };
  return all;
}

}  // namespace

std::vector<Field> fields(Of<PurgeTransportSpec>) {
  return list<PurgeTransportSpec>(
      field("loss", &PurgeTransportSpec::loss, "share of messages lost on a path",
            at_least(Share{0}), at_most(Share{0.5}),
            assumed("long paths over the public internet lose a few per thousand")),
      field("retransmit", &PurgeTransportSpec::retransmit,
            "retransmission timeout beyond the round trip; doubles each time",
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
