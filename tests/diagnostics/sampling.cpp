// What a sample of the world refuses, and where.

#include <string>
#include <utility>
#include <vector>

#include <doctest/doctest.h>

#include "support/runs.hpp"

using namespace edgecase;
using namespace edgecase::testing;

namespace {

const char* const sampled = R"(
apiVersion: edgecase/v1
kind: Scenario
metadata: {name: sampled}
world:
  network: lab
  sample: 1%
  demand: {rate: 1k rps}
  routes: {all: {share: 100%, objects: 1M, size: 10kB}}
  origin: {service: 1ms, workers: unlimited}
design:
  routes: {all: {cache: edge}}
  caches: {edge: {capacity: 1GB}}
)";

/// "CODE path" of the first thing that is wrong; empty: nothing.
std::string complaint(const Overrides& overrides, const std::string& text = sampled) {
  Diagnostics diagnostics;
  open_scenario_text(text, "s.yaml", overrides, shipped_catalogue(), diagnostics);
  const auto all = diagnostics.sorted();
  return all.empty() ? "" : all.front().code + " " + all.front().path;
}

}  // namespace

TEST_SUITE("diagnostics") {
  TEST_CASE("a sample refuses what only the whole decides") {
    CHECK(complaint({}).empty());
    const std::vector<std::pair<Overrides, std::string>> cases{
        {{"world.origin.workers=400"}, "world.origin.workers"},
        {{"world.origin.discipline=processor_sharing"}, "world.origin.workers"},
        {{"world.origin.then=[{name: db, workers: 9, service: 1ms}]"},
         "world.origin.then[0].workers"},
        {{"design.compute.f={runtime: isolate, cpu: 1ms}", "design.routes.all.compute=f"},
         "design.routes.all.compute"},
        {{"design.guards.g={rate_limits: {a: {limit: 10, window: 10s}}}",
          "design.routes.all.guard=g"},
         "design.routes.all.guard"},
        {{"design.routes.all.client_ttl=1min"}, "design.routes.all.client_ttl"},
        {{"world.clients.people.asks_again=20%"}, "world.clients.people.asks_again"},
        {{"design.caches.edge.admission=second_hit"}, "design.caches.edge.admission"},
        {{"design.caches.edge.upper_tier={per: region, admission: second_hit}"},
         "design.caches.edge.upper_tier.admission"},
        {{"world.purges=[{at: 11min, route: all, what: {url: 1}}]"}, "world.purges[0].what"},
        {{"world.routes.all.changes=1h", "design.purge={on_change: true}"},
         "design.purge.on_change"},
        {{"world.routes.all.objects=9000"}, "world.routes.all.objects"},
        {{"design.caches.edge.capacity=29MB"}, "design.caches.edge.capacity"},
        {{"design.caches.edge.objects=2900"}, "design.caches.edge.capacity"},
        {{"world.sample=40%"}, "world.sample"},
    };
    for (const auto& [overrides, path] : cases) {
      CAPTURE(overrides.front());
      CHECK(complaint(overrides) == "EC0209 " + path);
    }
  }

  TEST_CASE("more objects than a run can number need a sample; with one they are taken") {
    CHECK(complaint({"world.routes.all.objects=9000000000"}).empty());
    std::string whole = sampled;
    whole.erase(whole.find("  sample: 1%\n"), 13);
    CHECK(complaint({"world.routes.all.objects=9000000000"}, whole) == "EC0112 world.routes");
    CHECK(complaint({"world.routes.all.objects=200000000"}, whole) ==
          "EC0112 world.routes.all.objects");
  }
}
