#include "model/net/steering_spec.hpp"

#include "load/checker.hpp"

namespace edgecase {
namespace {

const Stated route53 = source(
    "Amazon Route 53's health checks: every 30 s, three failures in a row, "
    "a connection within 4 s",
    "2026-11");

}  // namespace

std::vector<Field> fields(Of<HealthCheckSpec>) {
  return list<HealthCheckSpec>(
      field("interval", &HealthCheckSpec::interval, "time between probes of a PoP",
            more_than(Duration{0}), route53),
      field("failures", &HealthCheckSpec::failures,
            "failed probes in a row after which it counts as down; as many good ones bring it back",
            at_least(Count{1}), route53),
      field("timeout", &HealthCheckSpec::timeout, "until a probe without an answer has failed",
            more_than(Duration{0}), route53));
}

std::vector<Field> fields(Of<SteeringSpec>) {
  return list<SteeringSpec>(field("by", &SteeringSpec::by, "how users find a PoP",
                                  assumed("what large edge networks do")),
                            field("health_check", &SteeringSpec::health_check,
                                  "how the name servers notice that a PoP is down"));
}

void check(const SteeringSpec& spec, Checker& checker) {
  if (spec.by == SteeringBy::anycast && spec.health_check)
    checker.changes_nothing("health_check", "routes follow a failure without health checks",
                            "set by: dns");
}

}  // namespace edgecase
