#pragma once
// Stale reads and the anomalies of sessions in a recorded history whose answers tell versions.
//
// A client cannot see when a store commits: a write counts as committed from its answer on, so a
// read is stale only if a newer version had been answered before the read was invoked. This never
// accuses a store wrongly, and counts less than the store itself would (session_watch.hpp).

#include "model/store/history.hpp"
#include "model/store/session_watch.hpp"

namespace edgecase {

struct SessionReport {
  std::uint64_t unversioned = 0;  ///< operations that ended ok without a version: not judged
  SessionCounts counts;
  StalestRead stalest;
};

SessionReport check_sessions(const History& history);

}  // namespace edgecase
