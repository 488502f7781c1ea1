#pragma once
// Changes to an origin during a run.

namespace edgecase {

struct OriginFails {
  bool refuses = true;  ///< requests, at once; otherwise it answers nothing
};
struct OriginRecovers {};
/// Slow, or answering with errors: what holds from now on.
struct OriginState {
  double factor = 1;     ///< of service times
  double added_s = 0;    ///< to service times
  double errors = 0;     ///< share of the answers
};

}  // namespace edgecase
