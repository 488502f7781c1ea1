#pragma once
// The network as a purge sees it: which PoP accepts it, which may keep queues, which may relay it,
// all round trips. Requires: a purge whose places and regions the network knows.

#include <optional>

#include "model/net/network.hpp"
#include "model/purge/propagation.hpp"

namespace edgecase {

struct PurgingPlan {
  PurgeSpec spec{};
  bool on_change = false;
  std::optional<PurgePaths> paths = {};  ///< absent: there are no purges
  Duration to_ingest{};  ///< from where purges are requested to where they are accepted
};

/// For purges requested at `from`; the PoP with the shortest round trip to it accepts them.
PurgePaths purge_paths(const Network& network, const PurgeSpec& spec, const Site& from);

}  // namespace edgecase
