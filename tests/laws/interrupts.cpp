// A run that is told to stop does so wherever it is: in its preparation, between arrivals that do
// not come, and after its horizon. What it need not do at all it does not do.
#include <atomic>
#include <chrono>
#include <thread>

#include <doctest/doctest.h>

#include "path/run.hpp"
#include "study/audit.hpp"
#include "support/runs.hpp"

using namespace edgecase;
using namespace edgecase::testing;

namespace {

const char* small_world = R"(
apiVersion: edgecase/v1
kind: Scenario
metadata: {name: small}
world:
  network: small-globe
  horizon: {warm_up: 0s, measure: 10s}
  demand: {rate: 100 rps}
  routes: {all: {share: 100%, objects: 100, size: 10kB}}
  origin: {at: us-east-1, service: 5ms}
design:
  routes: {all: {cache: edge}}
  caches: {edge: {}}
)";

/// The error of a run that is told to stop 50 ms after it began, unless it is over by then.
bool stops(const Plan& plan) {
  std::atomic<bool> told = false;
  std::thread teller([&told] {
    std::this_thread::sleep_for(std::chrono::milliseconds(50));
    told = true;
  });
  bool stopped = false;
  try {
    run_once(*plan, 42, 0, &told);
  } catch (const Interrupted&) {
    stopped = true;
  }
  teller.join();
  return stopped;
}

}  // namespace

TEST_SUITE("laws") {
  TEST_CASE("interrupts: a run stops when told to, whatever keeps it busy") {
    // Each of these would take minutes.
    for (const Overrides& busy : {
             Overrides{"world.demand.rate=10M rps"},
             Overrides{"world.demand.rate=0.01/d", "world.horizon.measure=30d",
                       "world.demand.diurnal={}", "world.demand.phases=[{duration: 30d, rate: 0%}]",
                       "world.attacks=[{kind: volumetric, bandwidth: 1Gbps, at: 0s, duration: 30d, "
                       "shape: {pulse: {on: 30s, off: 30s}}}]"},
             Overrides{"world.demand.rate=1/d", "world.horizon.measure=30d",
                       "world.routes.all.changes={every: 60s}", "design.purge={on_change: true}",
                       "world.routes.all.objects=4000"},
         }) {
      CAPTURE(busy.front());
      CAPTURE(busy.back());
      CHECK(stops(open_text(small_world, busy)));
    }
  }

  TEST_CASE("interrupts: what was told to stop before it began does nothing") {
    const std::atomic<bool> told = true;
    CHECK_THROWS_AS(run_once(*open_text(small_world), 42, 0, &told), Interrupted);
  }

  TEST_CASE("floods: an attack that outlasts the run costs and counts until the end of the run") {
    const auto attacked = [](const char* duration) {
      const Plan plan = open_text(
          small_world,
          {std::string("world.attacks=[{kind: volumetric, bandwidth: 1Gbps, at: 4s, duration: ") +
           duration + ", shape: {pulse: {on: 500ms, off: 500ms}}}]"});
      return run_once(*plan, 42, 0);
    };
    const Observations just = attacked("6s");
    const Observations long_after = attacked("3650d");
    // 1 Gbps for half of the six seconds that are left.
    CHECK(just.attacks[0].bits == doctest::Approx(3e9).epsilon(1e-9).scale(0));
    CHECK(long_after.attacks[0].bits == doctest::Approx(3e9).epsilon(1e-9).scale(0));
    CHECK(long_after.events == just.events);
  }

  TEST_CASE("people with resolvers of their own are looked up as all others are") {
    // Above 4 million resolvers, each is drawn when it is asked: the same shares as from theory.
    const Overrides own{"world.clients.dns.users_per_resolver=1", "world.demand.rate=2k rps"};
    const Runs runs = run(open_text(small_world, own));
    CHECK(runs.plan->clients.resolvers > (1U << 22));
    // Nobody's resolver is asked twice within its TTL, so each must ask in turn, unless it knew the
    // address before: a chance below one in a thousand.
    CHECK(read_metric(runs, "resolver.miss_share") > 0.99);
  }

  TEST_CASE("floods on a small site, and peers with copies, cache more than its users ask for") {
    const Overrides flood{
        "world.attacks=[{kind: http_flood, rate: 20k rps, bots: 10k, at: 2s, duration: 5s}]",
        "world.routes.all.objects=100k"};
    CHECK(audit(study(open_text(small_world, flood), {.replications = 1})).empty());
    const Overrides peers{"design.caches.edge.peers={local_copies: true, within: 30ms}",
                          "world.routes.all.objects=100k"};
    CHECK(audit(study(open_text(small_world, peers), {.replications = 1})).empty());
  }
}
