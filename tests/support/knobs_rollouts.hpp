#pragma once
// The knobs of changes that are shipped: what they are, how they are shipped, checked and undone,
// with which tools; alerts.

#include <string>
#include <vector>

#include "support/knobs_failure.hpp"

namespace edgecase::testing {

inline std::string bad_change(const std::string& more = "", const std::string& share = "30%") {
  return "world.changes.new={at: 8s, brings: {errors: {target: {pops: 100%}, share: " + share +
         "}}" + more + "}";
}

/// Harm is of the menu of faults: the same pairs, as what a change brings.
inline std::vector<Knob> harm_knobs() {
  std::vector<Knob> faults = fault_knobs();
  const auto add = [&](std::vector<Knob> more) {
    for (Knob& knob : more) faults.push_back(std::move(knob));
  };
  add(target_knobs());
  add(action_knobs());
  const std::string before = "world.faults.*.";
  const Overrides fast{"design.tools.fast={propagation: 0s}", "design.rollout={tool: fast}"};
  std::vector<Knob> knobs;
  const std::string refused = "world.changes.new={at: 8s, brings: {origin_down: {}}}";
  const auto brought = [](const std::string& fault,
                          const std::string& more) {  // …kind: down, target: dns}]
    const std::size_t kind = fault.find("kind: ") + 6;
    const std::size_t end = fault.find_first_of(",}", kind);
    std::string rest = fault.substr(end, fault.rfind('}') - end);
    if (rest.starts_with(", ")) rest.erase(0, 2);
    return "world.changes.new={at: 8s, brings: {" + fault.substr(kind, end - kind) + ": {" + rest +
           "}}" + more + "}";
  };
  for (const Knob& fault : faults) {
    const std::string leaf = fault.path.starts_with(before) ? fault.path.substr(before.size()) : "";
    if (leaf.find('.') == std::string::npos) continue;
    // Caches are lost when a PoP is up again.
    const std::string more = leaf == "down.loses_caches" ? ", alternates: {bad: 2s, good: 4s}" : "";
    Knob knob{"world.changes.*.brings." + leaf, KnobWorld::globe, brought(fault.one, more),
              brought(fault.other, more), fault.around};
    const bool whole = leaf.starts_with("pop_down") || leaf.starts_with("region_down") ||
                       leaf.starts_with("origin_down") || leaf.starts_with("capacity_lost");
    if (whole) {
      knob.one = bad_change();
      knob.other = refused;
    }
    knob.around.insert(knob.around.end(), fast.begin(), fast.end());
    knobs.push_back(std::move(knob));
  }
  for (const char* leaf : {"service_down.target.service", "store_down.store", "store_down.site",
                           "region_isolated.region"})
    knobs.push_back(
        {std::string("world.changes.*.brings.") + leaf, KnobWorld::globe, bad_change(), refused});
  return knobs;
}

inline std::vector<Knob> release_knobs() {
  constexpr KnobWorld globe = KnobWorld::globe;
  const std::string c = "world.changes.*.";
  const std::string old = "world.changes.old.at=";
  const Overrides two_routes{
      "world.routes={all: {share: 50%, objects: 50, size: 10kB}, api: {share: 50%, objects: 50, "
      "size: 10kB}}",
      "design.routes={all: {cache: edge}}"};
  const Overrides logged{
      "design.rollout={steps: [{pops: 50%, log: true, soak: 2s}, {pops: 100%}], check: {}}"};
  return {
      {c + "kind", globe, bad_change(", kind: rule"), bad_change(", kind: code"), logged},
      {c + "at", globe, bad_change(), "world.changes.new={at: 12s}"},
      {c + "worth_a_day", globe, "world.changes.new={at: 8s}",
       "world.changes.new={at: 8s, worth_a_day: $5000}"},
      {c + "route", globe, bad_change(", route: api"), bad_change(), two_routes},
      {c + "grows_over", globe, bad_change(), bad_change(", grows_over: 10s")},
      {c + "latent_until", globe, bad_change(), bad_change(", latent_until: 15s")},
      {c + "with", globe, bad_change(), bad_change(", with: old"), {old + "20s"}},
      {c + "alternates.bad", globe, bad_change(", alternates: {bad: 1s, good: 2s}"),
       bad_change(", alternates: {bad: 3s, good: 2s}")},
      {c + "alternates.good", globe, bad_change(", alternates: {bad: 1s, good: 2s}"),
       bad_change(", alternates: {bad: 1s, good: 5s}")},
      {c + "alternates.until", globe, bad_change(", alternates: {bad: 1s, good: 3s}"),
       bad_change(", alternates: {bad: 1s, good: 3s, until: 5s}")},
  };
}

/// Two values of a key of `design.rollout`, or of the rollout of one change.
class RolloutPairs {
 public:
  RolloutPairs(std::string path, std::string set) : path_(std::move(path)), set_(std::move(set)) {}

  void add(const std::string& leaf, const std::string& one, const std::string& other,
           Overrides more = {}) {
    more.insert(more.begin(), bad_.begin(), bad_.end());
    knobs.push_back({path_ + "." + leaf, KnobWorld::globe, set_ + "={" + one + "}",
                     set_ + "={" + other + "}", std::move(more)});
  }
  void check(const std::string& leaf, const std::string& one, const std::string& other,
             const Overrides& more = {}) {
    add("check." + leaf, checked(one, "by: automatic"), checked(other, "by: automatic"), more);
  }
  void undone(const std::string& leaf, const std::string& one, const std::string& other,
              const Overrides& more = {}) {
    add("rollback." + leaf, checked("", one), checked("", other), more);
  }
  /// A distribution of what a person takes.
  void takes(const std::string& key, const std::string& beside) {
    for (const Knob& knob : distribution_knobs(path_ + ".rollback." + key, "", "s")) {
      const auto of = [&](const std::string& value) {
        return "by: human, " + key + ": " + value.substr(1) + ", " + beside + ": 1s";
      };
      Overrides around = short_prices;
      around.emplace_back("design.alerts={paging: 0s}");
      around.emplace_back("world.horizon.measure=60s");
      const std::string leaf = knob.path.substr((path_ + ".rollback.").size());
      undone(leaf, of(knob.one), of(knob.other), around);
    }
  }

  std::vector<Knob> knobs;

 private:
  static std::string checked(const std::string& check, const std::string& rollback) {
    return "steps: [{users: 50%, soak: 8s}, {users: 100%, soak: 8s}], check: {" + check +
           "}, rollback: {" + rollback + "}";
  }

  std::string path_, set_;
  Overrides bad_{bad_change(), "design.tools={slow: {propagation: 4s}}"};
};

inline void add_steps(RolloutPairs& pairs) {
  const auto steps = [](const std::string& first) {
    return "steps: [{" + first + ", soak: 8s}, {pops: 100%}]";
  };
  pairs.add("review.takes", "review: 0s", "review: 5s");
  pairs.add("review.finds", "review: {takes: 1s, finds: 0%}", "review: {takes: 1s, finds: 100%}");
  pairs.add("steps.*.pops", steps("pops: 10%"), steps("pops: 60%"));
  pairs.add("steps.*.traffic", steps("traffic: 10%"), steps("traffic: 60%"));
  pairs.add("steps.*.users", steps("users: 10%"), steps("users: 60%"));
  pairs.add("steps.*.regions", steps("regions: [europe]"), steps("regions: [asia]"));
  pairs.add("steps.*.size", steps("size: hub"), steps("size: small"));
  pairs.add("steps.*.log", steps("pops: 100%, log: true"), steps("pops: 50%"),
            {bad_change(", kind: rule"), "design.alerts={}"});
  pairs.add("steps.*.soak", "steps: [{pops: 50%, soak: 2s}, {pops: 100%}]", steps("pops: 50%"));
  pairs.add("order", "order: smallest_first, " + steps("pops: 50%"),
            "order: largest_first, " + steps("pops: 50%"));
  pairs.add("tool", steps("pops: 50%"), "tool: slow, " + steps("pops: 50%"));
}

inline void add_checks(RolloutPairs& pairs) {
  const Overrides slow{
      "world.changes.new={at: 8s, brings: {slow: {target: {pops: 100%}, added: 2s}}}"};
  const Overrides little{bad_change("", "1%"),
                         "world.faults=[{kind: errors, target: {pops: 100%}, share: 1%, at: 0s, "
                         "duration: 1h}]"};
  const std::string late = ", looks: 8, minimum: 1200";
  pairs.check("metric", "test: judge, every: 1s, metric: latency", "test: judge, every: 1s", slow);
  pairs.check("test", "test: judge, every: 1s" + late, "test: fixed" + late, little);
  pairs.check("looks", "looks: 1", "looks: 8");
  pairs.check("false_alarms", "looks: 10, false_alarms: 0.0001%", "looks: 10, false_alarms: 49%",
              little);
  pairs.check("power", "test: sprt, looks: 50, power: 1%", "test: sprt, looks: 50, power: 99%",
              little);
  pairs.check("ratio", "test: sprt, ratio: 1.01", "test: sprt, ratio: 20");
  pairs.check("minimum", "minimum: 10", "minimum: 1M");
  pairs.check("every", "test: judge, every: 1s" + late, "test: judge, every: 8s" + late, little);
}

inline std::vector<Knob> rollout_knobs_of(const std::string& path, const std::string& set) {
  RolloutPairs pairs(path, set);
  add_steps(pairs);
  add_checks(pairs);
  pairs.undone("by", "by: automatic", "by: human, response: 1s, decision: 1s");
  pairs.undone(
      "on_call", "by: human, on_call: night", "by: human, on_call: weekend",
      {"world.horizon.measure=45min", "world.demand.rate=5 rps", "design.alerts={paging: 0s}"});
  pairs.undone("tool", "tool: slow", "by: automatic");
  pairs.takes("response", "decision");
  pairs.takes("decision", "response");
  return std::move(pairs.knobs);
}

inline std::vector<Knob> tool_knobs() {
  const std::string t = "design.tools.*.";
  const Overrides bad{bad_change(), "design.rollout.tool=fast",
                      "world.faults=[{kind: down, target: identity, at: 6s, duration: 9s}]"};
  const auto tool = [](const std::string& text) { return "design.tools.fast={" + text + "}"; };
  std::vector<Knob> knobs{
      {t + "depends_on", KnobWorld::globe, tool("depends_on: []"), tool("depends_on: [identity]"),
       bad},
      {t + "break_glass", KnobWorld::globe, tool("depends_on: [identity], break_glass: 1s"),
       tool("depends_on: [identity]"), bad}};
  for (Knob knob : distribution_knobs(t + "propagation", "", "s")) {
    for (std::string* set : {&knob.one, &knob.other}) *set = tool("propagation: " + set->substr(1));
    knob.world = KnobWorld::globe;
    knob.around.insert(knob.around.end(), bad.begin(), bad.end());
    knobs.push_back(std::move(knob));
  }
  return knobs;
}

inline std::vector<Knob> alert_knobs() {
  const std::string a = "design.alerts.";
  const Overrides bad{bad_change("", "5%")};
  const auto alerts = [](const std::string& text) { return "design.alerts={" + text + "}"; };
  const auto rule = [&](const std::string& text) {
    return alerts("every: 1s, rules: [{window: 10s, short_window: 2s, burn: 20, " + text + "}]");
  };
  std::vector<Knob> knobs{
      {a + "objective", KnobWorld::globe, alerts("objective: 99.9%"), alerts("objective: 99%"),
       bad},
      {a + "period", KnobWorld::globe, alerts("period: 30d"), alerts("period: 7d"), bad},
      {a + "every", KnobWorld::globe, alerts("every: 1s, rules: [{window: 10s, short_window: 2s}]"),
       alerts("every: 7s, rules: [{window: 10s, short_window: 2s}]"), bad},
      {a + "rules.*.urgency", KnobWorld::globe, rule("urgency: page"), rule("urgency: ticket"),
       bad},
      {a + "rules.*.window", KnobWorld::globe,
       alerts("every: 1s, rules: [{window: 10s, short_window: 2s, burn: 20}]"),
       alerts("every: 1s, rules: [{window: 20s, short_window: 2s, burn: 20}]"), bad},
      {a + "rules.*.short_window", KnobWorld::globe,
       alerts("every: 1s, rules: [{window: 4s, short_window: 1s, burn: 20}]"),
       alerts("every: 1s, rules: [{window: 4s, short_window: 10s, burn: 20}]"), bad},
      {a + "rules.*.burn", KnobWorld::globe,
       alerts("every: 1s, rules: [{window: 10s, short_window: 2s, burn: 5}]"),
       alerts("every: 1s, rules: [{window: 10s, short_window: 2s, burn: 40}]"), bad}};
  const std::string rollout = "design.rollout={rollback: {by: human, response: 1s, decision: 1s}}";
  for (Knob knob : distribution_knobs(a + "paging", "", "s")) {
    for (std::string* set : {&knob.one, &knob.other})
      *set = alerts("every: 1s, rules: [{window: 4s, short_window: 1s, burn: 20}], paging: " +
                    set->substr(1));
    knob.world = KnobWorld::globe;
    knob.around.insert(knob.around.end(), bad.begin(), bad.end());
    knob.around.push_back(rollout);
    knob.around.emplace_back("world.horizon.measure=60s");
    knobs.push_back(std::move(knob));
  }
  return knobs;
}

inline std::vector<Knob> rollout_knobs() {
  std::vector<Knob> all = harm_knobs();
  const auto add = [&](std::vector<Knob> more) {
    for (Knob& knob : more) all.push_back(std::move(knob));
  };
  add(release_knobs());
  add(rollout_knobs_of("design.rollout", "design.rollout"));
  add(rollout_knobs_of("design.rollouts.*", "design.rollouts.new"));
  add(tool_knobs());
  add(alert_knobs());
  return all;
}

}  // namespace edgecase::testing
