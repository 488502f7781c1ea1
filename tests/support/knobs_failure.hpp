#pragma once
// The knobs of general faults, of name servers that are down, and of calls under a policy.

#include <string>
#include <vector>

#include "support/knobs.hpp"

namespace edgecase::testing {

inline std::string general_fault(const std::string& text) {
  return "world.faults=[{at: 8s, duration: 9s, convergence: 2s, " + text + "}]";
}

/// Each action knows the targets of its own; two of a kind make a difference, or one is refused.
inline std::vector<Knob> target_knobs() {
  struct Target {
    const char* leaf;
    const char* one;
    const char* other;
  };
  constexpr Target targets[] = {
      {"system", "origin", "control_plane"},
      {"pop", "{pop: LHR}", "{pop: FRA}"},
      {"city", "{city: London}", "{city: Nowhere}"},
      {"country", "{country: GB}", "{country: DE}"},
      {"region", "{region: europe}", "{region: asia}"},
      {"size", "{size: hub}", "{size: gigantic}"},
      {"pops", "{pops: 10%}", "{pops: 80%}"},
      {"sites", "{sites: [LHR]}", "{sites: [LHR, FRA]}"},
      {"path", "{path: [europe, north-america]}", "{path: [asia, north-america]}"}};
  struct Action {
    const char* kind;
    const char* with;
  };
  constexpr Action actions[] = {{"down", ""},
                                {"errors", ", share: 50%"},
                                {"slow", ", factor: 9, added: 50ms"},
                                {"loss", ", share: 20%"},
                                {"flapping", ", down: 1s, up: 1s"},
                                {"capacity_lost", ", share: 50%"}};
  // Where an action does not know a target, one that it knows against one that is refused.
  const auto known = [](const std::string& action, const Target& target) -> const char* {
    const std::string leaf = target.leaf;
    if (action == "capacity_lost" || (action == "errors" && leaf == "path")) return "origin";
    return action == "loss" && leaf == "system" ? "{pop: LHR}" : target.one;
  };
  std::vector<Knob> knobs;
  for (const Action& action : actions) {
    for (const Target& target : targets) {
      const auto set = [&](const char* what) {
        return general_fault(std::string("kind: ") + action.kind + ", target: " + what +
                             action.with);
      };
      knobs.push_back({std::string("world.faults.*.") + action.kind + ".target." + target.leaf,
                       KnobWorld::globe, set(known(action.kind, target)), set(target.other)});
    }
  }
  return knobs;
}

inline std::vector<Knob> action_knobs() {
  std::vector<Knob> knobs;
  const auto pair = [&](const std::string& leaf, const std::string& rest, const std::string& one,
                        const std::string& other, Overrides around = {}) {
    const std::string kind = leaf.substr(0, leaf.find('.'));
    const std::string key = leaf.substr(leaf.find('.') + 1);
    const auto set = [&](const std::string& value) {
      return general_fault("kind: " + kind + ", " + rest + ", " + key + ": " + value);
    };
    knobs.push_back(
        {"world.faults.*." + leaf, KnobWorld::globe, set(one), set(other), std::move(around)});
  };
  pair("down.mode", "target: origin", "refuses", "silent");
  pair("down.loses_caches", "target: {region: europe}", "false", "true");
  pair("errors.share", "target: origin", "20%", "60%");
  pair("slow.factor", "target: origin", "2", "20");
  pair("slow.added", "target: origin", "10ms", "200ms");
  pair("loss.share", "target: {region: europe}", "5%", "30%");
  pair("flapping.down", "target: origin, up: 1s", "1s", "2s");
  pair("flapping.up", "target: origin, down: 1s", "1s", "2s");
  pair("flapping.mode", "target: origin, down: 1s, up: 1s", "refuses", "silent");
  pair("capacity_lost.share", "target: origin", "20%", "100%",
       {"world.origin.workers=2", "design.routes={}"});
  const std::string down = "world.faults=[{at: 6s, duration: 9s, kind: down, target: dns}]";
  const std::string dns = "world.clients.dns.";
  const Overrides short_names{down, dns + "ttl=1s", "world.clients.requests_per_connection=1"};
  knobs.push_back(
      simple(dns + "extended", dns + "extended", "0%", "90%", KnobWorld::globe, short_names));
  Overrides all = short_names;
  all.push_back(dns + "extended=100%");
  knobs.push_back(
      simple(dns + "extended_ttl", dns + "extended_ttl", "2s", "60s", KnobWorld::globe, all));
  return knobs;
}

/// Of a distribution in a fault that takes Europe down.
inline std::vector<Knob> fault_time_knobs(const std::string& key, const std::string& before,
                                          const std::string& after) {
  std::vector<Knob> knobs;
  for (Knob knob : distribution_knobs("world.faults.*." + key, "", "s")) {
    for (std::string* set : {&knob.one, &knob.other})
      *set = "world.faults=[{kind: region_down, target: {region: europe}, at: 6s, duration: 9s, " +
             before + set->substr(1) + after + "}]";
    knob.world = KnobWorld::globe;
    knobs.push_back(std::move(knob));
  }
  return knobs;
}

inline std::vector<Knob> random_knobs() {
  const auto often = [](const std::string& random) {
    return "world.faults=[{kind: down, target: {region: europe}, at: 0s, duration: 20s, random: {" +
           random + "}}]";
  };
  std::vector<Knob> knobs = fault_time_knobs("random.mttr", "random: {mtbf: 2s, mttr: ", "}");
  knobs.push_back({"world.faults.*.random.mtbf", KnobWorld::globe, often("mtbf: 2s, mttr: 1s"),
                   often("mtbf: 9s, mttr: 1s")});
  knobs.push_back({"world.faults.*.random.each", KnobWorld::globe, often("mtbf: 2s, mttr: 1s"),
                   often("mtbf: 2s, mttr: 1s, each: true")});
  return knobs;
}

inline std::vector<Knob> steering_knobs() {
  const Overrides lost{
      "world.faults=[{kind: down, target: {region: europe}, at: 6s, duration: 9s}]",
      "world.clients.dns={ttl: 1s, extended: 0%}"};
  const auto by_name = [](const std::string& check) {
    return "design.steering={by: dns, health_check: {" + check + "}}";
  };
  const std::string checks = "design.steering.health_check.";
  return {{"design.steering.by", KnobWorld::globe, "design.steering={}",
           "design.steering={by: dns}", lost},
          {checks + "interval", KnobWorld::globe, by_name("interval: 1s"), by_name("interval: 2s"),
           lost},
          {checks + "failures", KnobWorld::globe, by_name("interval: 1s, failures: 1"),
           by_name("interval: 1s, failures: 3"), lost},
          {checks + "timeout", KnobWorld::globe, by_name("interval: 1s, timeout: 100ms"),
           by_name("interval: 1s, timeout: 3s"), lost}};
}

/// Limits that follow response times, and limits of each route's own.
inline std::vector<Knob> call_limit_knobs_of(const std::string& hop, const Overrides& around) {
  std::vector<Knob> knobs;
  // Usual response times first, then an overload: a limit that is used, and gets slower.
  Overrides crowd = around;
  for (const char* set : {"world.origin.workers=1", "world.origin.queue=1000"})
    crowd.push_back(set);
  crowd.push_back("world.demand.phases=[{duration: 4s, rate: 30%}, {duration: 8s, rate: 200%}]");
  const auto gradient = [&](const std::string& leaf, const std::string& one,
                            const std::string& other) {
    const auto set = [&](const std::string& text) {
      return "design.calls." + hop + "={limit: {calls: 30, gradient: {least: 1, " + text + "}}}";
    };
    knobs.push_back({"design.calls." + hop + ".limit.gradient." + leaf, KnobWorld::lab, set(one),
                     set(other), crowd});
  };
  gradient("tolerance", "window: 100ms, tolerance: 1", "window: 100ms, tolerance: 3");
  gradient("queue", "window: 100ms, queue: 1", "window: 100ms, queue: 20");
  gradient("smoothing", "window: 100ms, smoothing: 0.05", "window: 100ms, smoothing: 1");
  gradient("window", "window: 50ms", "window: 1s");
  knobs.push_back(
      {"design.calls." + hop + ".limit.gradient.least", KnobWorld::lab,
       "design.calls." + hop + "={limit: {calls: 30, gradient: {window: 100ms, least: 1}}}",
       "design.calls." + hop + "={limit: {calls: 30, gradient: {window: 100ms, least: 30}}}",
       crowd});
  Overrides two = around;
  two.push_back("world.routes={x: {share: 90%, size: 1kB}, y: {share: 10%, size: 1kB}}");
  two.push_back(hop == "origin" ? "design.routes={}"
                                : "design.routes={x: {compute: fn}, y: {compute: fn}}");
  knobs.push_back({"design.calls." + hop + ".bulkheads", KnobWorld::lab,
                   "design.calls." + hop + "={limit: 2}",
                   "design.calls." + hop + "={limit: 2, bulkheads: true}", two});
  return knobs;
}

/// Of one hop, in the laboratory: an origin that fails now and then, without a cache.
inline std::vector<Knob> call_knobs_of(const std::string& hop, const Overrides& around) {
  std::vector<Knob> knobs;
  const auto pair = [&](const std::string& leaf, const std::string& one, const std::string& other) {
    const auto set = [&](const std::string& text) {
      return "design.calls." + hop + "={" + text + "}";
    };
    knobs.push_back(
        {"design.calls." + hop + "." + leaf, KnobWorld::lab, set(one), set(other), around});
  };
  const std::string again = "timeout: 40ms, attempts: 3";
  pair("timeout", "timeout: 2ms", "timeout: 20ms");
  pair("attempts", "timeout: 40ms, attempts: 2", again);
  pair("errors", again + ", errors: all", again + ", errors: timeouts");
  pair("backoff", again + ", backoff: 1ms", again + ", backoff: 50ms");
  pair("longest_backoff", again + ", backoff: 50ms, longest_backoff: 1ms",
       again + ", backoff: 50ms");
  pair("jitter", again + ", backoff: 20ms, jitter: full", again + ", backoff: 20ms, jitter: none");
  pair("budget.ratio", again + ", budget: {ratio: 1%}", again + ", budget: {ratio: 20%}");
  pair("budget.burst", again + ", budget: {burst: 0}", again + ", budget: {burst: 100}");
  pair("throttle.tokens", again + ", throttle: {tokens: 2}", again + ", throttle: {tokens: 100}");
  pair("throttle.ratio", again + ", throttle: {ratio: 0.01}", again + ", throttle: {ratio: 1}");
  pair("hedge.after", "hedge: {after: 1ms}", "hedge: {after: 9ms}");
  pair("hedge.ratio", "hedge: {after: 1ms, ratio: 1%}", "hedge: {after: 1ms, ratio: 30%}");
  pair("hedge.burst", "hedge: {after: 1ms, burst: 1}", "hedge: {after: 1ms, burst: 300}");
  const std::string open = "breaker: {failures: 20%, calls: 5, window: 1s, open: 1s, ";
  pair("breaker.failures", "breaker: {calls: 5, failures: 10%}",
       "breaker: {calls: 5, failures: 90%}");
  pair("breaker.calls", "breaker: {failures: 20%, calls: 2}",
       "breaker: {failures: 20%, calls: 100k}");
  pair("breaker.window", "breaker: {failures: 45%, calls: 9, window: 100ms}",
       "breaker: {failures: 45%, calls: 9, window: 5s}");
  pair("breaker.open", "breaker: {failures: 20%, calls: 5, open: 200ms}",
       "breaker: {failures: 20%, calls: 5, open: 3s}");
  pair("breaker.trials", open + "trials: 1}", open + "trials: 9}");
  pair("breaker.stops", again + ", " + open + "stops: calls}",
       again + ", " + open + "stops: retries}");
  pair("limit.calls", "limit: {calls: 1}", "limit: {calls: 3}");
  pair("limit.aimd.decrease", "limit: {calls: 5, aimd: 0.2}", "limit: {calls: 5, aimd: 0.95}");
  pair("limit.aimd.least", "limit: {calls: 5, aimd: {decrease: 0.2, least: 1}}",
       "limit: {calls: 5, aimd: {decrease: 0.2, least: 4}}");
  return knobs;
}

inline std::vector<Knob> failure_knobs() {
  const std::string errors =
      "world.faults=[{at: 2s, duration: 8s, kind: errors, target: origin, share: 40%}]";
  std::vector<Knob> all;
  const auto add = [&](std::vector<Knob> more) {
    for (Knob& knob : more) all.push_back(std::move(knob));
  };
  add(target_knobs());
  add(action_knobs());
  add(fault_time_knobs("convergence", "convergence: ", ""));
  add(random_knobs());
  add(steering_knobs());
  const Overrides edge{errors, "design.routes={}", "world.origin.workers=4"};
  const Overrides functions{errors, "design.routes={all: {compute: fn}}", "world.origin.workers=4",
                            "design.compute={fn: {runtime: isolate, sub_requests: 1}}"};
  for (const auto knobs_of : {call_knobs_of, call_limit_knobs_of}) {
    add(knobs_of("origin", edge));
    add(knobs_of("sub_requests", functions));
  }
  return all;
}

}  // namespace edgecase::testing
