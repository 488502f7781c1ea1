#pragma once
// Which PoPs an outage concerns.

#include <cstdint>
#include <vector>

#include "model/fault/spec.hpp"
#include "model/net/network.hpp"

namespace edgecase {

/// Numbers of the network's PoPs that the outage names, rising; none, if it concerns something
/// else.
std::vector<std::uint16_t> pops_in(const Outage& outage, const Network& network);

/// All PoPs, in an order that their codes determine: the same for each design and seed.
std::vector<std::uint16_t> pops_in_drawn_order(const Network& network);

/// Whether routes lead past the PoPs of an outage: only a PoP that is silent is withdrawn.
bool takes_pops_down(const Outage& outage);

}  // namespace edgecase
