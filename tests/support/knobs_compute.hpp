#pragma once
// The knobs of functions.

#include <string>
#include <utility>
#include <vector>

#include "support/knobs.hpp"

namespace edgecase::testing {

/// The route's function, so written; a cache before it would hide it.
inline std::string function_text(const std::string& more,
                                 const std::string& runtime = "runtime: isolate") {
  return "design.compute={fn: {" + runtime + (more.empty() ? "" : ", ") + more + "}}";
}
inline const char* asks_function = "design.routes={all: {compute: fn}}";

/// Two functions that share servers, and a route for each.
inline Overrides two_functions() {
  return {"world.routes={all: {share: 50%, size: 1kB}, other: {share: 50%, size: 1kB}}",
          "design.routes={all: {compute: fn}, other: {compute: gn}}"};
}

inline std::vector<Knob> function_knobs() {
  const std::string path = "design.compute.*.";
  std::vector<Knob> knobs;
  const auto add = [&](const std::string& leaf, const std::string& one, const std::string& other,
                       KnobWorld world = KnobWorld::lab, Overrides around = {asks_function}) {
    knobs.push_back({path + leaf, world, one, other, std::move(around)});
  };
  const auto pair = [&](const std::string& leaf, const std::string& one, const std::string& other,
                        const std::string& with = "", KnobWorld world = KnobWorld::lab) {
    const std::string rest = with.empty() ? "" : ", " + with;
    add(leaf, function_text(one + rest), function_text(other + rest), world);
  };
  add("runtime", function_text(""), function_text("", "runtime: cloudfront-functions"));
  pair("sub_requests.count", "sub_requests: 1", "sub_requests: 2");
  knobs.push_back({path + "sub_requests.order",
                   KnobWorld::globe,
                   function_text("sub_requests: {count: 3, order: sequential}"),
                   function_text("sub_requests: {count: 3, order: parallel}"),
                   {asks_function}});
  pair("sub_requests.to", "sub_requests: {count: 1, to: us-east-1}",
       "sub_requests: {count: 1, to: eu-west-3}", "", KnobWorld::globe);
  pair("place", "place: near_user", "place: near_data", "sub_requests: 2", KnobWorld::globe);
  pair("regions", "regions: [us-east-1]", "regions: [eu-west-3]", "place: regions",
       KnobWorld::globe);
  pair("bundle", "bundle: 1MB", "bundle: 30MB", "redeploy_every: 2s");
  pair("timeout", "timeout: 2ms", "timeout: 9ms", "cpu: {exponential: {mean: 4ms}}");
  const std::string short_lived = "keep_alive: 1ms";
  pair("cold_start.p50", "cold_start: {p50: 5ms, p99: 50ms}", "cold_start: {p50: 9ms, p99: 50ms}",
       short_lived);
  pair("cold_start.p99", "cold_start: {p50: 5ms, p99: 50ms}", "cold_start: {p50: 5ms, p99: 90ms}",
       short_lived);
  pair("prewarm", "prewarm: false", "prewarm: true", short_lived);
  pair("keep_alive", "keep_alive: 1ms", "keep_alive: 1s");
  pair("concurrency", "concurrency: 1", "concurrency: 9", "cpu: 9ms");
  pair("sharding", "sharding: random", "sharding: consistent_hash", "keep_alive: 50ms");
  pair("forwarding", "forwarding: 1ms", "forwarding: 2ms");
  pair("cpu_order", "cpu_order: fcfs", "cpu_order: processor_sharing",
       "cpu: {exponential: {mean: 4ms}}, servers: {hub: 1, large: 1, medium: 1, small: 1, cores: "
       "1}");
  const std::string one_core =
      "cpu: 4500us, servers: {hub: 2, large: 2, medium: 2, small: 2, cores: 1}, sharding: random";
  pair("queue", "queue: 0", "queue: 3", one_core);
  pair("shed_after", "shed_after: 1ms", "shed_after: 5ms", one_core);
  pair("overflow", "overflow: 1ms", "overflow: 9ms",
       "cpu: 4500us, servers: {hub: 2, large: 2, medium: 2, small: 2, cores: 1}");
  pair("redeploy_every", "redeploy_every: 1s", "redeploy_every: 3s");
  return knobs;
}

/// Of functions with instances for one request at a time.
inline std::vector<Knob> instance_knobs() {
  const std::string path = "design.compute.*.";
  const std::string short_lived = "keep_alive: 1ms";
  std::vector<Knob> knobs;
  const std::string vm = "runtime: lambda-go";
  const auto of_vm = [&](const std::string& leaf, const std::string& one, const std::string& other,
                         const std::string& with) {
    knobs.push_back({path + leaf,
                     KnobWorld::lab,
                     function_text(one + ", " + with, vm),
                     function_text(other + ", " + with, vm),
                     {asks_function}});
  };
  const std::string work = "cpu: 9ms, place: regions, regions: [lab]";
  of_vm("memory", "memory: 512MB", "memory: 1GB", work);
  of_vm("provisioned", "provisioned: 0", "provisioned: 2", work + ", " + short_lived);
  of_vm("instances", "instances: 1", "instances: 2", work);
  of_vm("account.requests", "account: {concurrency: 50, requests: 1 rps}",
        "account: {concurrency: 50, requests: 9 rps}", work);
  of_vm("reuse", "reuse: most_recent", "reuse: least_recent", work + ", keep_alive: 50ms");
  of_vm("account.concurrency", "account: {concurrency: 1}", "account: {concurrency: 2}", work);
  of_vm("account.burst", "account: {burst: 1, starts: 1 rps}", "account: {burst: 9, starts: 1 rps}",
        work + ", " + short_lived);
  of_vm("account.starts", "account: {burst: 1, starts: 1 rps}",
        "account: {burst: 1, starts: 9 rps}", work + ", " + short_lived);
  return knobs;
}

inline std::vector<Knob> server_knobs() {
  const std::string path = "design.compute.*.servers.";
  std::vector<Knob> knobs;
  for (const char* size : {"hub", "large", "medium", "small"}) {
    const std::string servers = "sharding: random, keep_alive: 1s, servers: {" + std::string(size);
    knobs.push_back({path + size,
                     KnobWorld::globe,
                     function_text(servers + ": 1}"),
                     function_text(servers + ": 9}"),
                     {asks_function}});
  }
  const std::string few = "hub: 1, large: 1, medium: 1, small: 1, ";
  const auto servers = [&](const std::string& more) {
    return function_text("cpu: {exponential: {mean: 4ms}}, servers: {" + few + more + "}");
  };
  knobs.push_back(
      {path + "cores", KnobWorld::lab, servers("cores: 1"), servers("cores: 2"), {asks_function}});
  const auto shared = [&](const std::string& memory) {
    return "design.compute={fn: {runtime: isolate, servers: {" + few + "memory: " + memory +
           "}}, gn: {runtime: isolate, with: fn}}";
  };
  knobs.push_back(
      {path + "memory", KnobWorld::lab, shared("15MB"), shared("50MB"), two_functions()});
  const auto with = [&](const std::string& whose) {
    return "design.compute={fn: {runtime: isolate, servers: {" + few +
           "memory: 15MB}}, gn: {runtime: isolate, with: " + whose +
           "}, hn: {runtime: isolate, servers: {" + few + "memory: 90MB}}}";
  };
  knobs.push_back(
      {"design.compute.*.with", KnobWorld::lab, with("fn"), with("hn"), two_functions()});
  const auto tenants = [&](const std::string& more) {
    return function_text("servers: {" + few + "memory: 1GB, neighbours: {" + more + "}}");
  };
  const Overrides seldom{asks_function, "world.demand.rate=5 rps"};
  const std::string n = path + "neighbours.";
  knobs.push_back({n + "functions", KnobWorld::lab, tenants("functions: 300"),
                   tenants("functions: 3000"), seldom});
  knobs.push_back(
      {n + "rate", KnobWorld::lab, tenants("rate: 300 rps"), tenants("rate: 900 rps"), seldom});
  knobs.push_back({n + "popularity", KnobWorld::lab, tenants("popularity: 0.5"),
                   tenants("popularity: 1.5"), seldom});
  knobs.push_back(
      {n + "memory", KnobWorld::lab, tenants("memory: 5MB"), tenants("memory: 20MB"), seldom});
  knobs.push_back({n + "keep_alive", KnobWorld::lab, tenants("keep_alive: 10ms"),
                   tenants("keep_alive: 10min"), seldom});
  return knobs;
}

inline std::vector<Knob> autoscaler_knobs() {
  const std::string path = "design.compute.*.autoscaler.";
  const auto scaled = [](const std::string& more) {
    return function_text(
        "cpu: 20ms, cold_start: 100ms, place: regions, regions: [lab], "
        "concurrency: 2, autoscaler: {every: 1s, scale_in: 2s, " +
            more + "}",
        "runtime: fargate");
  };
  const auto timed = [](const std::string& more) {
    return function_text(
        "cpu: 20ms, cold_start: 100ms, place: regions, regions: [lab], "
        "concurrency: 2, autoscaler: {" +
            more + "}",
        "runtime: fargate");
  };
  const Overrides burst{asks_function,
                        "world.demand.phases=[{duration: 3s, rate: 200%}, {duration: 9s, rate: "
                        "30%}]"};
  const auto knob = [&](const std::string& leaf, std::string one, std::string other) {
    return Knob{path + leaf, KnobWorld::lab, std::move(one), std::move(other), burst};
  };
  return {knob("target", scaled("target: 40%"), scaled("target: 90%")),
          knob("least", scaled("least: 1"), scaled("least: 9")),
          knob("most", scaled("most: 2"), scaled("most: 9")),
          knob("every", timed("every: 1s, scale_in: 1s"), timed("every: 3s, scale_in: 1s")),
          knob("scale_in", timed("every: 1s, scale_in: 1s"), timed("every: 1s, scale_in: 5s"))};
}

/// Times that are distributions: of work, of waits, of each phase of a start.
inline std::vector<Knob> function_distributions() {
  const std::string path = "design.compute.*.";
  std::vector<Knob> knobs;
  const auto add = [&](const std::string& leaf, const std::string& before,
                       const std::string& after) {
    for (Knob knob : distribution_knobs(path + leaf, "", "ms", {asks_function})) {
      for (std::string* set : {&knob.one, &knob.other}) {
        *set = function_text(before + set->substr(1) + after);
      }
      knobs.push_back(std::move(knob));
    }
  };
  add("cpu", "cpu: ", "");
  add("wait", "wait: ", "");
  for (const char* phase : {"placement", "boot", "language_init", "user_init"}) {
    const std::string name = phase;
    add("cold_start." + name, "keep_alive: 1ms, cold_start: {" + name + ": ", "}");
  }
  add("cold_start.code_fetch", "redeploy_every: 500ms, cold_start: {code_fetch: ", "}");
  add("snapshot.restore", "keep_alive: 1ms, snapshot: {restore: ", "}");
  for (Knob& knob : distribution_knobs("world.routes.*.cpu", "world.routes.all.cpu", "ms",
                                       {asks_function, function_text("")})) {
    knobs.push_back(std::move(knob));
  }
  knobs.push_back({"design.routes.*.compute",
                   KnobWorld::lab,
                   "design.routes={all: {compute: a}}",
                   "design.routes={all: {compute: b}}",
                   {"design.compute={a: {runtime: isolate, cpu: 1ms}, b: {runtime: isolate, cpu: "
                    "9ms}}"}});
  return knobs;
}

}  // namespace edgecase::testing
