// Keys that change nothing, or that reach further than it seems: a warning at their place.
#include <set>
#include <string>

#include <doctest/doctest.h>

#include "support/runs.hpp"

using namespace edgecase;
using edgecase::testing::Overrides;

namespace {

const char* const two_routes = R"(apiVersion: edgecase/v1
kind: Scenario
metadata: {name: two}
world:
  network: lab
  horizon: {warm_up: 1s, measure: 10s}
  demand: {rate: 20 rps}
  routes:
    a: {share: 50%, objects: 20, size: 1kB}
    b: {share: 50%, objects: 20, size: 1kB}
  origin: {service: 5ms}
design:
  routes: {a: {cache: edge}, b: {cache: edge}}
  caches: {edge: {ttl: 2s}}
)";

/// "CODE path" of the warnings; it has no errors.
std::set<std::string> warnings_with(const Overrides& overrides) {
  Diagnostics diagnostics;
  open_scenario_text(two_routes, "two.yaml", overrides, edgecase::testing::test_catalogue(),
                     diagnostics);
  std::set<std::string> all;
  for (const Diagnostic& d : diagnostics.sorted()) {
    CHECK_MESSAGE(d.severity == Severity::warning, d.message);
    all.insert(d.code + " " + d.path);
  }
  return all;
}

using Warnings = std::set<std::string>;

/// Of the design's only function, which route `a` uses.
Warnings of_function(const std::string& keys) {
  return warnings_with({"design.compute={fn: {" + keys + "}}", "design.routes.a.compute=fn"});
}

Warnings idle_key(const std::string& key) { return {"EC0902 design.compute.fn." + key}; }

}  // namespace

TEST_SUITE("diagnostics") {
  TEST_CASE("a scenario that uses all it says is not warned of") {
    CHECK(warnings_with({}).empty());
    CHECK(of_function("runtime: isolate, keep_alive: 1s, servers: {hub: 2}").empty());
    CHECK(of_function("runtime: isolate, forwarding: 1ms, overflow: 2ms, servers: {cores: 4}, "
                      "queue: 5, shed_after: 1s")
              .empty());
    CHECK(of_function("runtime: lambda-go, instances: 5, provisioned: 2, queue: 5, prewarm: true")
              .empty());
    CHECK(of_function("runtime: fargate, provisioned: 2, queue: 5").empty());
  }

  TEST_CASE("keys of a function that its platform does not use") {
    CHECK(of_function("runtime: isolate, instances: 5") == idle_key("instances"));
    CHECK(of_function("runtime: fargate, provisioned: 2, instances: 5") == idle_key("instances"));
    CHECK(of_function("runtime: fargate, provisioned: 2, autoscaler: {least: 2}") ==
          idle_key("provisioned"));
    CHECK(of_function("runtime: fargate, provisioned: 2, prewarm: true") == idle_key("prewarm"));
    CHECK(of_function("runtime: fargate, provisioned: 2, cold_start: 1s") ==
          idle_key("cold_start"));
    CHECK(of_function("runtime: fargate, provisioned: 2, keep_alive: 1s") ==
          idle_key("keep_alive"));
    CHECK(of_function("runtime: lambda-go, forwarding: 1ms") == idle_key("forwarding"));
    CHECK(of_function("runtime: lambda-go, overflow: 1ms") == idle_key("overflow"));
    CHECK(of_function("runtime: isolate, overflow: 1ms") == idle_key("overflow"));
    CHECK(of_function("runtime: isolate, queue: 1") == idle_key("queue"));
    CHECK(of_function("runtime: isolate, shed_after: 1ms") == idle_key("shed_after"));
    CHECK(of_function("runtime: lambda-go, servers: {small: 9}") == idle_key("servers.small"));
    CHECK(of_function("runtime: lambda-go, servers: {cores: 9}") == idle_key("servers.cores"));
    CHECK(of_function("runtime: isolate, place: regions, regions: [lab], servers: {small: 9}") ==
          idle_key("servers.small"));
  }

  TEST_CASE("parts of a route without what would use them") {
    CHECK(warnings_with({"world.routes.a.cpu=5ms"}) == Warnings{"EC0902 world.routes.a.cpu"});
    CHECK(warnings_with({"design.routes={a: {cache: edge}}"}) == Warnings{"EC0902 world.routes.b"});
    CHECK(warnings_with({"design.routes={a: {cache: edge}, b: {}}"}).empty());
    CHECK(warnings_with({"design.routes={a: {cache: edge}, b: {ttl: 5s}}"}) ==
          Warnings{"EC0902 design.routes.b.ttl"});
    CHECK(warnings_with({"design.routes.a.ignore_query=true"}) ==
          Warnings{"EC0902 design.routes.a.ignore_query"});
  }

  TEST_CASE("keys of users that nothing in the design looks at") {
    const auto of_people = [](const std::string& key) {
      return Warnings{"EC0902 world.clients.people." + key};
    };
    const std::string path = "world.clients.people.";
    for (const std::string key : {"requests_per_minute=5", "activity=1", "per_address=9",
                                  "sessions=5%", "api_keys=9", "networks=3"}) {
      CAPTURE(key);
      CHECK(warnings_with({path + key}) == of_people(key.substr(0, key.find('='))));
    }
    CHECK(warnings_with({path + "activity=1", "world.clients.people.asks_again=10%"}).empty());
    CHECK(warnings_with({path + "activity=1", "design.routes.a.client_ttl=1s"}).empty());
    const auto limited = [&](const std::string& per, const std::string& key) {
      return warnings_with(
          {"design.guards={g: {rate_limits: {r: {per: [" + per + "], limit: 5, window: 1s}}}}",
           "design.routes.a.guard=g", path + key});
    };
    CHECK(limited("ip", "per_address=9").empty());
    CHECK(limited("ip", "activity=1").empty());
    CHECK(limited("ip", "sessions=5%") == of_people("sessions"));
    CHECK(limited("session", "sessions=5%").empty());
    CHECK(limited("session", "per_address=9") == of_people("per_address"));
    CHECK(limited("asn", "networks=3").empty());
    CHECK(limited("api_key", "api_keys=9").empty());
  }

  TEST_CASE("what only attacks, faults or missing objects would use") {
    CHECK(warnings_with({"world.edge.half_open.places=9"}) ==
          Warnings{"EC0902 world.edge.half_open"});
    CHECK(warnings_with({"world.edge.connections=9"}) == Warnings{"EC0902 world.edge.connections"});
    CHECK(warnings_with({"design.caches.edge.negative_ttl=9s"}) ==
          Warnings{"EC0902 design.caches.edge.negative_ttl"});
    CHECK(
        warnings_with({"design.caches.edge.negative_ttl=9s", "world.routes.a.missing=5%"}).empty());
    const std::string tier = "design.caches.edge.upper_tier={per: global, connect_timeout: 5s}";
    CHECK(warnings_with({tier}) ==
          Warnings{"EC0902 design.caches.edge.upper_tier.connect_timeout"});
    CHECK(
        warnings_with({tier, "world.faults=[{kind: origin_down, at: 2s, duration: 2s}]"}).empty());
  }

  TEST_CASE("purges that never come") {
    CHECK(warnings_with({"design.purge={plan: pro}"}) == Warnings{"EC0902 design.purge"});
    CHECK(warnings_with({"design.purge={on_change: true}"}) ==
          Warnings{"EC0902 design.purge.on_change"});
    const std::string by_url = "world.purges=[{at: 3s, route: a, what: {url: 1}}]";
    CHECK(warnings_with({by_url, "design.purge={rate: 5 rps}"}) ==
          Warnings{"EC0902 design.purge.rate"});
    CHECK(warnings_with({by_url, "design.purge={urls: 5 rps}"}).empty());
    CHECK(warnings_with({"world.routes.a.tags=3"}) == Warnings{"EC0902 world.routes.a.tags"});
  }

  TEST_CASE("a limit that counts two routes together") {
    const Overrides shared{"design.guards={g: {rate_limits: {r: {limit: 5, window: 1s}}}}",
                           "design.routes.a.guard=g", "design.routes.b.guard=g"};
    CHECK(warnings_with(shared) == Warnings{"EC0904 design.guards.g.rate_limits.r"});
    const Overrides apart{
        "design.guards={g: {rate_limits: {r: {per: [ip, route], limit: 5, window: 1s}}}}",
        "design.routes.a.guard=g", "design.routes.b.guard=g"};
    CHECK(warnings_with(apart).empty());
  }

  TEST_CASE("more seats than can be billed are refused, users without seats are not") {
    const auto with_users = [](const Overrides& more) {
      Overrides overrides{"world.demand.users.active=10M"};
      overrides.insert(overrides.end(), more.begin(), more.end());
      Diagnostics diagnostics;
      return open_scenario_text(two_routes, "two.yaml", overrides,
                                edgecase::testing::test_catalogue(), diagnostics)
          .has_value();
    };
    CHECK(with_users({}));
    const std::string of_a = "design.routes.a.access=staff";
    CHECK_FALSE(with_users({"design.access={staff: {}}", of_a}));
    CHECK(with_users({"design.access={staff: {credential: certificate}}", of_a}));
    CHECK(with_users({"design.access={staff: {}}", of_a, "world.demand.users.active=3500k"}));
  }

  TEST_CASE("a run that would not end") {
    Diagnostics diagnostics;
    CHECK_FALSE(open_scenario_text(two_routes, "two.yaml", Overrides{"world.demand.rate=1000G rps"},
                                   edgecase::testing::test_catalogue(), diagnostics));
    REQUIRE(diagnostics.sorted().size() == 1);
    CHECK(diagnostics.sorted()[0].path == "world.demand.rate");
  }
}
