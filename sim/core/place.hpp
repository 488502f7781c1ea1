#pragma once
// Where something is: a light number for anything with coordinates. Names live with the network.

#include <compare>
#include <cstdint>

namespace edgecase {

struct PlaceId {
  std::uint32_t index = UINT32_MAX;
  friend constexpr auto operator<=>(PlaceId, PlaceId) = default;
};
constexpr PlaceId no_place{};

}  // namespace edgecase
