#pragma once
// Where the design's functions run: which share servers, in which places, and the round trips to
// their callers and to their data.
//
// Assumes: a function replaces the origin: what would fetch from there (the PoP, or the last cache
// above it) calls the function instead. Code comes from a store beside the origin. The
// answers of sub-requests are small: their bytes are not counted. Not modelled: functions behind a
// reserve, calls from one function to another.

#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include <edgecase/units.hpp>

#include "core/place.hpp"
#include "model/compute/neighbours.hpp"
#include "model/compute/plan.hpp"
#include "model/net/network.hpp"
#include "plan/upstream_kind.hpp"

namespace edgecase {

/// One place in which functions run: a PoP, or a region of its own.
struct FunctionPlace {
  std::uint16_t pop = UINT16_MAX;  ///< UINT16_MAX: outside the network's PoPs
  PlaceId place = no_place;
  std::string name;           ///< code of the PoP, or the region's name
  std::string country;        ///< of a PoP
  std::string billed_region;  ///< outside PoPs: whose prices apply
  Region region = Region::north_america;
  std::uint32_t servers = 1;
  std::int64_t to_code_ns = 0;  ///< round trip
};

/// Functions that share servers, and the places of those.
struct FunctionGroup {
  std::vector<const FunctionPlan*> functions;
  const ServersSpec* servers = nullptr;
  std::optional<Neighbours> neighbours = {};
  std::vector<FunctionPlace> places = {};
};

/// One function of the design.
struct FunctionHome {
  const ComputeSpec* spec = nullptr;
  FunctionPlan plan;
  std::size_t group = 0;
  std::uint32_t number = 0;  ///< in the group
  struct Below {
    std::uint32_t place = 0;  ///< of the group
    std::int64_t rtt_ns = 0;
  };
  std::vector<Below> below = {};             ///< by PoP that calls
  std::vector<std::int64_t> to_data_ns{};    ///< by place of the group: round trip of a sub-request
  UpstreamKind data = UpstreamKind::remote;  ///< what its sub-requests ask
  int store = -1;                            ///< if that is a store: its index
  Region data_region = Region::north_america;  ///< and where that is
};

struct FunctionsPlan {
  std::vector<FunctionGroup> groups;
  std::vector<FunctionHome> functions;  ///< in the order of their names
  std::size_t regions = 0;              ///< places of functions outside PoPs
};

}  // namespace edgecase
