#pragma once
// Metrics of attacks: what became of them, and of people meanwhile.

#include <string_view>

#include "metrics/metrics.hpp"

namespace edgecase {

/// Whether a family of metrics speaks of attacks, or of what they press on.
bool is_of_attacks(std::string_view family);

/// NaN where it did not occur.
double attack_metric(const Indicator& indicator, const Replication& replication,
                     const Blueprint& plan);

/// People's requests that attacks made fail, as seconds of everybody's requests.
double blast_radius_s(const Replication& replication, const Blueprint& plan);

}  // namespace edgecase
