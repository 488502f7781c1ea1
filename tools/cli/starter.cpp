#include "cli/starter.hpp"

namespace edgecase::cli {
namespace {

constexpr const char* head =
    R"(# Values have units. What you leave out gets a default, with its source in the report.
#   edgecase check FILE             everything that is wrong with it
#   edgecase explain cache.ttl      what a key means, its range and default
#   edgecase run FILE               latency, cost, resilience, and why
apiVersion: edgecase/v1
kind: Scenario
metadata:
)";

constexpr const char* body = R"(  title: A first design
  question: Is one cache tier enough?

# What is given.
world:
  network: cloudflare-2026          # real cities; `lab` has one site and no distance
  horizon: {warm_up: 5min, measure: 5min}   # the warm-up fills caches; no number contains it
  demand:
    rate: 500 rps                   # of all users together; more takes longer to simulate
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

# What is proposed.
design:
  routes:
    pages: {cache: edge}
    images: {cache: edge}
  caches:
    edge:
      capacity: 20GB                # of each site
      ttl: 10min
      # upper_tier: {per: region}   # a second tier: fewer trips to the origin, longer for some

# What is promised. A run ends with exit code 3 when a promise is broken.
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
