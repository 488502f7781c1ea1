#pragma once
// What a counterfactual run leaves out of a world that is the same otherwise
// (study/knock_outs.hpp).

#include <cstddef>
#include <optional>

namespace edgecase {

struct LeftOut {
  bool attacks = false;
  bool cold_starts = false;               ///< instances start in no time
  std::optional<std::size_t> fault = {};  ///< of the plan's; routes at the start are the plan's
};

}  // namespace edgecase
