#pragma once
// What a comparison says first: what was changed, and what that does, in words. In this order:
// promises that the change breaks or mends, availability, staleness; then cost, latency, egress.
// Latencies and savings of a design that answers fewer requests are named as such: less work is
// no merit of the design.

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
