#include "scenario/protection_spec.hpp"

namespace edgecase {

std::vector<Field> fields(Of<EdgeSpec>) {
  return list<EdgeSpec>(
      field("links", &EdgeSpec::links, "link capacity of PoPs"),
      field("cpu", &EdgeSpec::cpu, "CPU capacity of PoPs"),
      field("half_open", &EdgeSpec::half_open, "table of half-open connections"),
      field("connections", &EdgeSpec::connections, "maximum open connections per PoP",
            at_least(std::int64_t{1}), at_most(std::int64_t{1'000'000'000'000}),
            assumed("about 10,000 on each of 1,000 servers")));
}

std::vector<Field> fields(Of<ProtectionSpec>) {
  return list<ProtectionSpec>(
      field("scrubbing", &ProtectionSpec::scrubbing,
            "filters against packet and connection floods; absent: none"),
      field("overload", &ProtectionSpec::overload, "behaviour of an overloaded PoP"),
      field("convergence", &ProtectionSpec::convergence,
            "time until routes follow a withdrawal or the return of a PoP", at_least(Duration{0}),
            assumed("anycast routes converge within tens of seconds")),
      field("slow_requests", &ProtectionSpec::slow_requests, "timeout of incomplete requests",
            more_than(Duration{0}),
            source("client_header_timeout: default 60 s (nginx documentation)", "2026-11")),
      field("origin", &ProtectionSpec::origin, "protection of the origin against direct requests"));
}

}  // namespace edgecase
