// The cores and links of PoPs are there whether or not anything attacks them.
#include <doctest/doctest.h>

#include "support/runs.hpp"

using namespace edgecase;
using namespace edgecase::testing;

namespace {

Runs busy(const Overrides& overrides) {
  const char* const text = R"(
apiVersion: edgecase/v1
kind: Scenario
metadata: {name: busy}
world:
  network: lab
  horizon: {warm_up: 10s, measure: 30s}
  demand: {rate: 1k rps}
  routes: {all: {share: 100%, objects: 10, size: 1kB}}
  clients: {requests_per_connection: 1}
  origin: {service: 1ms}
  edge: {cpu: {hub: 0.1, large: 0.1, medium: 0.1, small: 0.1, request: 100us, handshake: 100us}}
design:
  routes: {all: {cache: edge}}
  caches: {edge: {ttl: 1h}}
)";
  return run(open_text(text, overrides));
}

const char* const one_a_second =
    "world.attacks=[{kind: http_flood, at: 0s, duration: 40s, rate: 1 rps, bots: 1}]";

}  // namespace

TEST_SUITE("laws") {
  TEST_CASE("edge load: too few cores refuse as many people without an attack as with a tiny one") {
    // 1,000 requests/s of 200 us on a tenth of a core: half of the work fits.
    const double without = read_metric(busy({}), "errors.share{cause=edge_overloaded}");
    const double with = read_metric(busy({one_a_second}), "errors.share{cause=edge_overloaded}");
    CHECK(without == doctest::Approx(0.5).epsilon(0.03).scale(0));
    CHECK(with == doctest::Approx(without).epsilon(0.01).scale(0));
  }

  TEST_CASE("edge load: ample cores are not simulated, unless load grows") {
    const Overrides ample{"world.edge.cpu={hub: 100, large: 100, medium: 100, small: 100}"};
    CHECK_FALSE(busy(ample).plan->has_entry_stages());
    Overrides grows = ample;
    grows.push_back("world.demand.phases=[{duration: 1s}, {duration: 1s, rate: 10000%}]");
    grows.push_back("world.demand.rate=500 rps");
    grows.push_back("world.horizon={warm_up: 1s, measure: 1s}");
    CHECK(busy(grows).plan->has_entry_stages());
  }

  TEST_CASE("edge load: full links lose people's packets without an attack as with a tiny one") {
    // 1,000 requests/s of 1 kB are 8 Mbit/s, and twice what the links carry.
    const Overrides thin{"world.routes.all={share: 100%, objects: 10, size: 1kB, request: 1kB}",
                         "world.edge={links: {hub: 4Mbps, large: 4Mbps, medium: 4Mbps, small: "
                         "4Mbps}}"};
    Overrides attacked = thin;
    attacked.push_back(one_a_second);
    const double without = read_metric(busy(thin), "latency.mean");
    CHECK(without > 500);
    CHECK(read_metric(busy(attacked), "latency.mean") ==
          doctest::Approx(without).epsilon(0.02).scale(0));
  }
}
