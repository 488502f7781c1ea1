#pragma once
// The network as a purge sees it: which PoP accepts it, which may keep queues, which may relay it,
// all round trips. Requires: a purge whose places and regions the network knows.

#include "model/net/network.hpp"
#include "model/purge/propagation.hpp"

namespace edgecase {

/// For purges requested at `from`; the PoP with the shortest round trip to it accepts them.
PurgePaths purge_paths(const Network& network, const PurgeSpec& spec, const Site& from);

}  // namespace edgecase
