#pragma once
// The first sentences of a comparison: what was changed, and its effects, in this order:
// objectives that are newly missed or met, availability, staleness; then cost, latency, egress.
// Latencies and savings of a design that answers fewer requests are marked as such: they follow
// from doing less work.

#include <string>
#include <vector>

#include <edgecase/result.hpp>

#include "plan/blueprint.hpp"

namespace edgecase {

/// Requires: metrics, differences and judgements of the comparison.
std::vector<std::string> headlines_of(const ComparisonResult& comparison);

/// Values that differ; a part that one design lacks is one row, with what the other states in it.
std::vector<SettingChange> changed_settings(const Blueprint& base, const Blueprint& alternative);

}  // namespace edgecase
