#pragma once
// Where the design's stores keep their data, and the round trips from every place that may ask.
//
// Places that ask: PoPs, the origin (also for a reserve in front of it), functions in regions; and
// the stores' own sites, which ask each other.

#include <string>
#include <vector>

#include "model/compute/runtime_spec.hpp"
#include "model/store/store.hpp"

namespace edgecase {

struct StorePlan {
  std::string name;
  const StoreSpec* spec = nullptr;
  BilledBy sold_by = BilledBy::edge;
  StoreMap map = {};
};

struct StoresPlan {
  std::vector<StorePlan> stores;  ///< in the order of their names
};

}  // namespace edgecase
