#pragma once
// Metrics of gates: logins, delays, and what still went through that should not have.

#include <string_view>

#include "metrics/metrics.hpp"

namespace edgecase {

/// Whether a family of metrics speaks of all gates together.
bool is_of_access(std::string_view family);

/// NaN where it did not occur.
double access_metric(const Indicator& indicator, const Replication& replication,
                     const Blueprint& plan);

}  // namespace edgecase
