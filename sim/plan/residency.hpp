#pragma once
// Where personal data may be: which places lie in which jurisdictions.

#include <cstdint>
#include <vector>

#include "measure/jurisdiction.hpp"

namespace edgecase {

struct ResidencyPlan {
  std::vector<JurisdictionBits> by_route;  ///< where its data must stay; 0: anywhere
  std::vector<JurisdictionBits> by_metro;  ///< where its users live
  std::vector<JurisdictionBits> by_place;  ///< by number of the place
  std::vector<JurisdictionBits>
      by_reserve;  ///< by cache: its reserve stands in no place of its own
  std::vector<JurisdictionBits> by_function;  ///< what its sub-requests ask, if that is a city
  bool any = false;                           ///< some route has personal data
};

}  // namespace edgecase
