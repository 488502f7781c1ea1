#include "cli/starter.hpp"

namespace edgecase::cli {
namespace {

constexpr const char* head =
    R"(# Values have units. Omitted keys get defaults, which the report lists with their sources.
    #   edgecase check FILE             validate this file
    #   edgecase explain cache.ttl      meaning, range and default of a key
    #   edgecase run FILE               latency, cost and resilience, explained
apiVersion: edgecase/v1
kind: Scenario
metadata:
)";

constexpr const char* body = R"(  title: A first design
  question: Is one cache tier enough?

# The environment: network, demand, content, origin, faults.
world:
  network: cloudflare-2026          # real cities; `lab` has one site and no distance
  horizon: {warm_up: 5min, measure: 5min}   # the warm-up fills caches and is not measured
  demand:
    rate: 500 rps                   # total of all users; higher rates take longer to simulate
  routes:                           # classes of traffic; their shares add up to 100%
    pages: {share: 20%, objects: 5k, size: 30kB}
    images: {share: 80%, objects: 100k, popularity: {zipf: 0.8}, size: {empirical: cdn-mixed}}
  origin:
    at: us-east-1                   # a cloud region, a site's code or a city
    workers: 200
    service: {lognormal: {p50: 30ms, p99: 200ms}}
    queue: 1000
  # faults:
  #   - {kind: pop_down, name: gru, target: {pop: GRU}, at: 6min, duration: 2min}

# The design to evaluate.
design:
  routes:
    pages: {cache: edge}
    images: {cache: edge}
  caches:
    edge:
      capacity: 20GB                # per site
      ttl: 10min
      # upper_tier: {per: region}   # a second tier: fewer origin requests, but slower for some

# Objectives. A run exits with code 3 if one is missed.
slos:
  - {name: fast, indicator: "latency.p95{route=images}", op: lte, value: 800ms}
  - {name: up, indicator: availability, op: gte, value: 99.9%}
thresholds:
  cost.monthly: ["< $20k"]
)";

}  // namespace

std::string modeline() {
  return std::string("# yaml-language-server: $schema=") + schema_path + "\n";
}

std::string starter_scenario(const std::string& name) {
  return modeline() + head + "  name: " + name + "\n" + body;
}

}  // namespace edgecase::cli
