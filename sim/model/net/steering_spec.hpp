#pragma once
// How users find a PoP, and how they learn that it is down: `design.steering`.

#include <chrono>
#include <optional>
#include <vector>

#include <edgecase/units.hpp>

#include "load/type/fields.hpp"

namespace edgecase {

enum class SteeringBy { anycast, dns };
inline auto names(Of<SteeringBy>) {
  return enumerators<SteeringBy>(
      {{"anycast", SteeringBy::anycast,
        "one address everywhere: routes follow a failure (world.faults: convergence)"},
       {"dns", SteeringBy::dns,
        "an address for each PoP: the name's answer follows health checks, and resolvers keep the "
        "old one for its ttl (world.clients.dns)"}});
}

/// Probes of each PoP. It counts as down after so many failed probes in a row, and as up after as
/// many good ones.
struct HealthCheckSpec {
  Duration interval = std::chrono::seconds(30);
  Count failures{3};
  Duration timeout = std::chrono::seconds(4);

  /// From a failure until the name's answer changes. `phase`: from the failure to the next probe,
  /// as a share of the interval.
  Duration detects(double phase) const { return returns(phase) + timeout; }
  /// From a recovery until the PoP is back in the answer.
  Duration returns(double phase) const {
    const auto probes = static_cast<double>(failures.value - 1);
    return from_seconds((phase + probes) * in_seconds(interval));
  }
};
std::vector<Field> fields(Of<HealthCheckSpec>);

struct SteeringSpec {
  SteeringBy by = SteeringBy::anycast;
  std::optional<HealthCheckSpec> health_check;

  HealthCheckSpec checks() const { return health_check.value_or(HealthCheckSpec{}); }
};
std::vector<Field> fields(Of<SteeringSpec>);
void check(const SteeringSpec& spec, Checker& checker);

}  // namespace edgecase
