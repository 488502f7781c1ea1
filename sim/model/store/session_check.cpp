#include "model/store/session_check.hpp"

#include <algorithm>
#include <map>
#include <vector>

namespace edgecase {
namespace {

/// The versions of a key that have been answered, each with when the first of those from it on was.
class AnsweredVersions {
 public:
  void add(std::uint32_t version, Instant now) { versions_.try_emplace(version, now); }
  std::uint32_t newest() const { return versions_.empty() ? 0 : versions_.rbegin()->first; }
  /// When the first version above this one was answered; there must be one.
  Instant overwritten(std::uint32_t version) const {
    auto at = versions_.upper_bound(version);
    Instant first = at->second;
    for (; at != versions_.end(); ++at) first = std::min(first, at->second);
    return first;
  }

 private:
  std::map<std::uint32_t, Instant> versions_;
};

/// What a read is compared with: taken as it is invoked.
struct ReadBaseline {
  std::uint32_t newest = 0;
  SessionFloor floor;
};

}  // namespace

SessionReport check_sessions(const History& history) {
  SessionReport report;
  SessionWatch watch;
  std::vector<AnsweredVersions> answered(history.keys.size());
  std::vector<ReadBaseline> baselines(history.operations.size());
  for (const HistoryEvent& event : events_of(history)) {
    if (event.transaction) continue;
    const RegisterOperation& o = history.operations[event.number];
    AnsweredVersions& versions = answered[o.key];
    if (!event.end) {
      baselines[event.number] = {versions.newest(), watch.floor(o.session, o.key)};
      continue;
    }
    if (o.end != OperationEnd::ok) continue;
    if (!o.has_version) {
      ++report.unversioned;
      continue;
    }
    if (o.function != RegisterFunction::write) {
      const auto& [newest, floor] = baselines[event.number];
      const bool stale = o.version_seen < newest;
      watch.read(o.session, o.key, o.version_seen, newest,
                 stale ? versions.overwritten(o.version_seen) : o.invoked_at, o.invoked_at, floor);
    }
    if (o.function == RegisterFunction::read) continue;
    if (o.function == RegisterFunction::write)
      watch.wrote(o.session, o.key, o.version_written);
    else
      watch.updated(o.session, o.key, o.version_seen, o.version_written);
    versions.add(o.version_written, o.ended_at);
  }
  report.counts = watch.counts();
  report.stalest = watch.stalest();
  return report;
}

}  // namespace edgecase
