#pragma once
// What a counterfactual run leaves out of a world that is the same otherwise
// (study/knock_outs.hpp).

namespace edgecase {

struct LeftOut {
  bool attacks = false;
  bool cold_starts = false;  ///< instances start in no time
};

}  // namespace edgecase
