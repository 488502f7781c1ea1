#pragma once
// The network as a purge sees it: who takes it, who may keep queues, who may pass it on, how far
// everything is. Requires: a purge whose places and regions the network knows.

#include "model/net/network.hpp"
#include "model/purge/propagation.hpp"

namespace edgecase {

/// For purges asked for at `from`; the PoP with the shortest round trip to it takes them.
PurgePaths purge_paths(const Network& network, const PurgeSpec& spec, const Site& from);

}  // namespace edgecase
