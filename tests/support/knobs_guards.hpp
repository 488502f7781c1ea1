#pragma once
// The knobs of guards: rate limits, firewall rules, bot scores, challenges, waiting rooms.

#include <string>
#include <utility>
#include <vector>

#include "support/knobs.hpp"
#include "support/knobs_attacks.hpp"
#include "support/knobs_freshness.hpp"

namespace edgecase::testing {

inline std::string guard_text(const std::string& guard) {
  return "design.guards={front: {" + guard + "}}";
}
/// Everything passes the guard, and no cache; bots come too.
inline Overrides guarded_flood(const std::string& more = "") {
  return {"design.routes={all: {guard: front}}", flood_of_requests(more)};
}

inline std::vector<Knob> rate_limit_knobs() {
  const std::string path = "design.guards.*.rate_limits.*.";
  const auto rule = [](const std::string& text) {
    return guard_text("rate_limits: {one: {" + text + "}}");
  };
  std::vector<Knob> knobs;
  const auto add = [&](const std::string& leaf, const std::string& one, const std::string& other,
                       KnobWorld world = KnobWorld::lab) {
    knobs.push_back({path + leaf, world, rule(one), rule(other), guarded_flood()});
  };
  const std::string tight = "limit: 4, window: 1s, ";
  add("per", tight + "per: [ip]", tight + "per: [asn]");
  add("limit", "limit: 4, window: 1s", "limit: 5, window: 1s");
  add("window", "limit: 4, window: 1s", "limit: 4, window: 2s");
  const std::string sliding = tight + "algorithm: ";
  add("algorithm.sliding_window.counts", sliding + "{sliding_window: {counts: passed}}",
      sliding + "{sliding_window: {counts: all}}");
  add("algorithm.fixed_window", sliding + "sliding_window", sliding + "fixed_window");
  const std::string tokens = tight + "algorithm: {token_bucket: {burst: ";
  add("algorithm.token_bucket.burst", tokens + "1}}", tokens + "9}}");
  const std::string queue = tight + "algorithm: {leaky_bucket: {queue: ";
  add("algorithm.leaky_bucket.queue", queue + "0}}", queue + "9}}");
  const std::string shared = "per: [route], limit: 100, window: 1s, ";
  add("scope", shared + "scope: pop", shared + "scope: global", KnobWorld::globe);
  add("sync", shared + "scope: global, sync: 200ms", shared + "scope: global, sync: 5s",
      KnobWorld::globe);
  add("action", tight + "action: block", tight + "action: log");
  add("mitigation", tight + "mitigation: 0s", tight + "mitigation: 5s");
  add("keys", tight + "keys: 1", tight + "keys: 1000");
  add("cpu", tight + "cpu: 1us", tight + "cpu: 1ms");
  return knobs;
}

/// A release that runs its course within seconds: at once but for what `text` says.
inline std::string release_text(const std::string& text) {
  std::string all = text;
  for (const char* part : {"notice", "write", "test"})
    if (text.find(part) == std::string::npos) all += std::string(", ") + part + ": 0s";
  return "release: {" + all + "}";
}
inline std::string rule_text(const std::string& text) {
  return guard_text("waf: {rules: {one: {" + text + "}}}");
}

/// The times of a release are drawn once for each rule.
inline std::vector<Knob> release_times() {
  const std::string path = "design.guards.*.waf.rules.*.release.";
  std::vector<Knob> knobs;
  for (const std::string part : {"notice", "write", "test"})
    for (Knob knob : distribution_knobs(path + part, "", "s", guarded_flood())) {
      for (std::string* set : {&knob.one, &knob.other}) {
        const std::string rule =
            "{matches: {http_flood: 50%}, " + release_text(part + ": " + set->substr(1)) + "}";
        *set = guard_text("waf: {rules: {one: " + rule + ", two: " + rule + "}}");
      }
      knobs.push_back(std::move(knob));
    }
  return knobs;
}

inline std::vector<Knob> firewall_knobs() {
  const std::string path = "design.guards.*.waf.";
  const std::string rule = path + "rules.*.";
  std::vector<Knob> knobs;
  const auto add = [&](const std::string& leaf, const std::string& one, const std::string& other,
                       KnobWorld world = KnobWorld::lab) {
    knobs.push_back({rule + leaf, world, rule_text(one), rule_text(other), guarded_flood()});
  };
  const std::string half = "matches: {http_flood: 50%}, ";
  add("matches", "matches: {http_flood: 50%}", "matches: {http_flood: 90%}");
  add("false_positives", half + "false_positives: 1%", half + "false_positives: 9%");
  add("on_routes", half + "on_routes: {all: 1%}", half + "on_routes: {all: 9%}");
  add("action", half + "action: block", half + "action: log");
  const auto cost = [&](const std::string& leaf, const std::string& one, const std::string& other) {
    add("cost." + leaf, half + "cost: {" + one + "}", half + "cost: {" + other + "}");
  };
  cost("constant.time", "constant: 5us", "constant: 50us");
  cost("linear.time", "linear: {time: 5us}", "linear: {time: 50us}");
  cost("linear.per_kB", "linear: {per_kB: 5us}", "linear: {per_kB: 50us}");
  cost("backtracking.time", "backtracking: {time: 5us}", "backtracking: {time: 50us}");
  cost("backtracking.stars", "backtracking: {stars: 1}", "backtracking: {stars: 2}");
  cost("backtracking.step", "backtracking: {step: 1ns}", "backtracking: {step: 5ns}");
  const auto body = [](const std::string& bytes) {
    return guard_text("waf: {body: " + bytes +
                      ", rules: {one: {matches: {http_flood: 50%}, cost: {linear: {}}}}}");
  };
  knobs.push_back({path + "body", KnobWorld::lab, body("100B"), body("1kB"), guarded_flood()});
  Overrides looked_at = guarded_flood();
  looked_at.push_back(body("128kB"));
  knobs.push_back(simple("world.routes.*.request", "world.routes.all.request", "1kB", "90kB",
                         KnobWorld::lab, looked_at));
  const auto release = [&](const std::string& leaf, const std::string& one,
                           const std::string& other, KnobWorld world = KnobWorld::lab) {
    add("release." + leaf, half + release_text(one), half + release_text(other), world);
  };
  release("at", "at: 1s", "at: 4s");
  release("log_first", "log_first: 0s", "log_first: 2s");
  release("taken_back", "taken_back: 1s", "taken_back: 3s");
  const auto steps = [](const std::string& first) {
    return "steps: [{" + first + "}, {pops: 100%, after: 5s}]";
  };
  release("steps.*.pops", steps("pops: 10%"), steps("pops: 60%"), KnobWorld::globe);
  release("steps.*.after", steps("pops: 10%, after: 1s"), steps("pops: 10%, after: 4s"),
          KnobWorld::globe);
  return knobs;
}

inline std::vector<Knob> bot_score_knobs() {
  const std::string path = "design.guards.*.bots.";
  const auto scored = [](const std::string& text) { return guard_text("bots: {" + text + "}"); };
  const Overrides crude = guarded_flood();
  const Overrides realistic{
      crude[0], attack_text("kind: http_flood, rate: 300 rps, bots: {count: 50, fingerprint: "
                            "realistic}")};
  std::vector<Knob> knobs;
  const auto add = [&](const std::string& leaf, const std::string& one, const std::string& other,
                       const Overrides& around) {
    knobs.push_back({path + leaf, KnobWorld::lab, scored(one), scored(other), around});
  };
  const auto laws = [&](const std::string& kind, const Overrides& around) {
    for (const std::string law : {"normal", "beta"}) {
      const auto of = [&](const char* parameters) {
        return "threshold: 50, action: block, " + kind + ": {" + law + ": {" + parameters + "}}";
      };
      add(kind + "." + law + ".mean", of("mean: 40, sd: 20"), of("mean: 60, sd: 20"), around);
      add(kind + "." + law + ".sd", of("mean: 60, sd: 10"), of("mean: 60, sd: 30"), around);
    }
  };
  laws("people", crude);
  laws("crude_bots", crude);
  laws("realistic_bots", realistic);
  add("threshold", "threshold: 30", "threshold: 90", crude);
  add("action", "action: block", "action: challenge", crude);
  add("cpu", "cpu: 10us", "cpu: 100us", crude);
  return knobs;
}

/// A challenge for everybody.
inline std::string challenge_text(const std::string& text) {
  return guard_text("bots: {threshold: 100}, challenge: {" + text + "}");
}
/// Bots with a browser, and people who come back.
inline Overrides challenged() {
  return {"design.routes={all: {guard: front}}",
          attack_text("kind: http_flood, rate: 300 rps, bots: {count: 900, fingerprint: "
                      "realistic}"),
          "world.clients.people.requests_per_minute=60"};
}

inline std::vector<Knob> challenge_knobs() {
  const std::string path = "design.guards.*.challenge.";
  std::vector<Knob> knobs;
  const auto add = [&](const std::string& leaf, const std::string& one, const std::string& other,
                       Overrides around = challenged()) {
    knobs.push_back({path + leaf, KnobWorld::lab, challenge_text(leaf + ": " + one),
                     challenge_text(leaf + ": " + other), std::move(around)});
  };
  add("people_solve", "50%", "90%");
  add("crude_bots_solve", "0%", "50%", guarded_flood());
  add("realistic_bots_solve", "0%", "50%");
  add("clearance", "100ms", "10s");
  add("clients", "9", "900");
  add("cpu", "10us", "100us");
  for (const char* part : {"solve", "bot_solve"})
    for (Knob& knob :
         wrapped_distribution(path + part,
                              "design.guards={front: {bots: {threshold: 100}, challenge: "
                              "{realistic_bots_solve: 50%, " +
                                  std::string(part) + ": ",
                              "}}}", challenged()))
      knobs.push_back(std::move(knob));
  return knobs;
}

inline std::string room_text(const std::string& text) {
  return guard_text("waiting_room: {" + text + "}");
}

inline std::vector<Knob> waiting_room_knobs() {
  const std::string path = "design.guards.*.waiting_room.";
  const Overrides few{"design.routes={all: {guard: front}}",
                      "world.clients.people.requests_per_minute=60"};
  std::vector<Knob> knobs;
  const auto add = [&](const std::string& leaf, const std::string& one, const std::string& other,
                       const std::string& with) {
    knobs.push_back({path + leaf, KnobWorld::lab, room_text(with + leaf + ": " + one),
                     room_text(with + leaf + ": " + other), few});
  };
  const std::string quick = "stay: 1s, patience: 2s, refresh: 100ms, ";
  add("inside", "20", "40", quick);
  add("rate", "20 rps", "40 rps", quick);
  add("refresh", "100ms", "1s", "stay: 1s, patience: 2s, inside: 20, ");
  add("visitors", "9", "900", quick + "inside: 20, ");
  const auto times = [&](const std::string& part, const std::string& rest) {
    for (Knob& knob :
         wrapped_distribution(path + part,
                              "design.guards={front: {waiting_room: {refresh: 0s, inside: 1, " +
                                  rest + ", " + part + ": ",
                              "}}}", few))
      knobs.push_back(std::move(knob));
  };
  times("stay", "patience: 9ms");
  times("patience", "stay: 9ms");
  return knobs;
}

inline std::vector<Knob> guard_knobs() {
  std::vector<Knob> all;
  for (auto* part : {&rate_limit_knobs, &firewall_knobs, &release_times, &bot_score_knobs,
                     &challenge_knobs, &waiting_room_knobs})
    for (Knob& knob : part()) all.push_back(std::move(knob));
  all.push_back({"design.routes.*.guard",
                 KnobWorld::lab,
                 "design.routes={all: {guard: a}}",
                 "design.routes={all: {guard: b}}",
                 {"design.guards={a: {rate_limits: {one: {limit: 1, window: 1s}}}, b: "
                  "{rate_limits: {one: {limit: 9, window: 1s}}}}"}});
  return all;
}

}  // namespace edgecase::testing
