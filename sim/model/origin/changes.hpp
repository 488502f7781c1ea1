#pragma once
// Changes to an origin during a run.

namespace edgecase {

struct OriginFails {
  bool refuses = true;  ///< requests, at once; otherwise it answers nothing
};
struct OriginRecovers {};

}  // namespace edgecase
