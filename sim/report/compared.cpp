#include "report/compared.hpp"

#include <cmath>

namespace edgecase {
namespace {

constexpr ComparedMetric compared[] = {{"availability", "region", "", true},
                                       {"errors.share", "cause"},
                                       {"besieged.availability"},
                                       {"recovery.seconds", "fault"},
                                       {"change.failed.share", "change"},
                                       {"change.slowed.share", "change"},
                                       {"change.users.share", "change"},
                                       {"change.harm.seconds", "change"},
                                       {"change.rolled_back.share", "change"},
                                       {"change.everywhere.seconds", "change"},
                                       {"change.delay.dollars", "change"},
                                       {"alerts.pages"},
                                       {"stale.share"},
                                       {"stale.age.p50"},
                                       {"stale.age.p99"},
                                       {"store.stale.share"},
                                       {"store.own_write_missing.share"},
                                       {"store.lost_updates.share"},
                                       {"store.oversold"},
                                       {"store.lost_writes"},
                                       {"data.outside.share", "route"},
                                       {"cost.monthly"},
                                       {"attack.cost.monthly"},
                                       {"cost_to_serve.monthly"},
                                       {"operations.hours"},
                                       {"operations.parts"},
                                       {"latency.p50"},
                                       {"latency.p95"},
                                       {"latency.p99", "route", "region"},
                                       {"besieged.latency.p99"},
                                       {"ttfb.p50"},
                                       {"ttfb.p95"},
                                       {"cold_start.share"},
                                       {"cold_start.duration.mean"},
                                       {"cold_start.delay.mean"},
                                       {"cold_start.victims.share"},
                                       {"access.delay.mean"},
                                       {"access.exposed", "after"},
                                       {"access.exposure", "after"},
                                       {"attack.leaked.share"},
                                       {"attack.successes"},
                                       {"challenged.share"},
                                       {"hit_ratio", "tier"},
                                       {"byte_hit_ratio", "tier"},
                                       {"origin.rate"},
                                       {"origin.egress"},
                                       {"origin.wait.mean"},
                                       {"origin.refused.share"}};

}  // namespace

bool ComparedMetric::compares(const Difference& difference) const {
  if (difference.name != name || difference.labels.size() > 1) return false;
  const bool nothing = !(std::abs(difference.base) > 0) && !(std::abs(difference.alternative) > 0);
  if (nothing && !always) return false;
  if (difference.labels.empty()) return true;
  const auto& [key, value] = *difference.labels.begin();
  if (key != by && key != and_by) return false;
  return key != "tier" || value != "edge";  // no label means the edge
}

std::span<const ComparedMetric> compared_metrics() { return compared; }

}  // namespace edgecase
