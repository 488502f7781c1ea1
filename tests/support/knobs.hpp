#pragma once
// Every key of a scenario with two values that must make a difference, and the little world in
// which they do. A key without an entry fails the law test: either it does something, or it has no
// place in the specification.

#include <string>
#include <vector>

#include "support/runs.hpp"

namespace edgecase::testing {

enum class KnobWorld { lab, globe };

struct Knob {
  std::string path;  ///< as in known_paths
  KnobWorld world = KnobWorld::lab;
  std::string one;
  std::string other;
  Overrides around = {};  ///< what else must be so for the key to matter
};

inline const char* knob_text(KnobWorld world) {
  return world == KnobWorld::lab ? R"(
apiVersion: edgecase/v1
kind: Scenario
metadata: {name: lab}
world:
  network: lab
  horizon: {warm_up: 1s, measure: 10s}
  demand: {rate: 200 rps}
  routes: {all: {share: 100%, objects: 20, size: 10kB}}
  clients: {access: {rtt: 10ms}}
  origin: {workers: 1, service: {exponential: {mean: 5ms}}, queue: 2}
design:
  routes: {all: {cache: edge}}
  caches: {edge: {objects: 5, ttl: 2s}}
)"
                                 : R"(
apiVersion: edgecase/v1
kind: Scenario
metadata: {name: globe}
world:
  network: small-globe
  horizon: {warm_up: 5s, measure: 20s}
  demand: {rate: 500 rps}
  routes: {all: {share: 100%, objects: 50, size: 10kB}}
  origin: {at: us-east-1, service: 5ms, workers: 10}
design:
  routes: {all: {cache: edge}}
  caches: {edge: {ttl: 20s, upper_tier: {per: region}}}
)";
}

/// `key: value` knobs of one path.
inline Knob simple(const std::string& path, const std::string& set, const std::string& one,
                   const std::string& other, KnobWorld world = KnobWorld::lab,
                   Overrides around = {}) {
  return {path, world, set + "=" + one, set + "=" + other, std::move(around)};
}

/// Two values of a distribution that differ in one parameter; U stands for a unit.
struct DistributionKnob {
  const char* leaf;
  const char* one;
  const char* other;
};
inline constexpr DistributionKnob distribution_table[] = {
    {"constant.value", "{constant: 2U}", "{constant: 3U}"},
    {"uniform.min", "{uniform: {min: 1U, max: 4U}}", "{uniform: {min: 2U, max: 4U}}"},
    {"uniform.max", "{uniform: {min: 1U, max: 4U}}", "{uniform: {min: 1U, max: 5U}}"},
    {"exponential.mean", "{exponential: {mean: 2U}}", "{exponential: {mean: 3U}}"},
    {"lognormal.p50", "{lognormal: {p50: 2U, p99: 9U}}", "{lognormal: {p50: 3U, p99: 9U}}"},
    {"lognormal.p99", "{lognormal: {p50: 2U, p99: 9U}}", "{lognormal: {p50: 2U, p99: 19U}}"},
    {"lognormal.mean", "{lognormal: {mean: 2U, cv: 1}}", "{lognormal: {mean: 3U, cv: 1}}"},
    {"lognormal.cv", "{lognormal: {mean: 2U, cv: 1}}", "{lognormal: {mean: 2U, cv: 2}}"},
    {"gamma.mean", "{gamma: {mean: 2U, cv: 1}}", "{gamma: {mean: 3U, cv: 1}}"},
    {"gamma.cv", "{gamma: {mean: 2U, cv: 1}}", "{gamma: {mean: 2U, cv: 2}}"},
    {"pareto.min", "{pareto: {min: 1U, alpha: 2}}", "{pareto: {min: 2U, alpha: 2}}"},
    {"pareto.alpha", "{pareto: {min: 1U, alpha: 2}}", "{pareto: {min: 1U, alpha: 3}}"},
    {"bounded_pareto.min", "{bounded_pareto: {min: 1U, max: 9U, alpha: 1}}",
     "{bounded_pareto: {min: 2U, max: 9U, alpha: 1}}"},
    {"bounded_pareto.max", "{bounded_pareto: {min: 1U, max: 9U, alpha: 1}}",
     "{bounded_pareto: {min: 1U, max: 19U, alpha: 1}}"},
    {"bounded_pareto.alpha", "{bounded_pareto: {min: 1U, max: 9U, alpha: 1}}",
     "{bounded_pareto: {min: 1U, max: 9U, alpha: 2}}"},
    {"hyperexponential.mean", "{hyperexponential: {mean: 2U, cv: 2}}",
     "{hyperexponential: {mean: 3U, cv: 2}}"},
    {"hyperexponential.cv", "{hyperexponential: {mean: 2U, cv: 2}}",
     "{hyperexponential: {mean: 2U, cv: 3}}"},
    {"hyperexponential.phases.*.share",
     "{hyperexponential: {phases: [{share: 50%, mean: 1U}, {share: 50%, mean: 5U}]}}",
     "{hyperexponential: {phases: [{share: 60%, mean: 1U}, {share: 40%, mean: 5U}]}}"},
    {"hyperexponential.phases.*.mean",
     "{hyperexponential: {phases: [{share: 50%, mean: 1U}, {share: 50%, mean: 5U}]}}",
     "{hyperexponential: {phases: [{share: 50%, mean: 1U}, {share: 50%, mean: 6U}]}}"},
    {"weibull.scale", "{weibull: {scale: 2U, shape: 1}}", "{weibull: {scale: 3U, shape: 1}}"},
    {"weibull.shape", "{weibull: {scale: 2U, shape: 1}}", "{weibull: {scale: 2U, shape: 2}}"},
    {"quantiles.between",
     "{quantiles: {between: linear, points: [{share: 0%, value: 1U}, {share: 100%, value: 9U}]}}",
     "{quantiles: {between: logarithmic, points: [{share: 0%, value: 1U}, {share: 100%, value: "
     "9U}]}}"},
    {"quantiles.points.*.share",
     "{quantiles: [{share: 0%, value: 1U}, {share: 50%, value: 2U}, {share: 100%, value: 9U}]}",
     "{quantiles: [{share: 0%, value: 1U}, {share: 60%, value: 2U}, {share: 100%, value: 9U}]}"},
    {"quantiles.points.*.value",
     "{quantiles: [{share: 0%, value: 1U}, {share: 50%, value: 2U}, {share: 100%, value: 9U}]}",
     "{quantiles: [{share: 0%, value: 1U}, {share: 50%, value: 3U}, {share: 100%, value: 9U}]}"},
};

/// The shortest price sheets, for what shows in other numbers than money: reading the usual ones
/// takes longer than a run.
inline const Overrides short_prices{"design.prices.edge=fastly-2026",
                                    "design.prices.origin=fastly-2026"};

/// The parameters of a distribution, with a unit that goes with small numbers. They show in times
/// and sizes.
inline std::vector<Knob> distribution_knobs(const std::string& path, const std::string& set,
                                            const std::string& unit, Overrides around = {}) {
  around.insert(around.end(), short_prices.begin(), short_prices.end());
  const auto with_unit = [&](std::string text) {
    for (auto at = text.find('U'); at != std::string::npos; at = text.find('U')) {
      text.replace(at, 1, unit);
    }
    return text;
  };
  std::vector<Knob> knobs;
  for (const DistributionKnob& e : distribution_table) {
    knobs.push_back(simple(path + "." + e.leaf, set, with_unit(e.one), with_unit(e.other),
                           KnobWorld::lab, around));
  }
  return knobs;
}

inline std::vector<Knob> fault_knobs() {
  constexpr KnobWorld globe = KnobWorld::globe;
  const std::string faults = "world.faults.*.";
  const auto fault = [](const std::string& text) {
    return "[{at: 8s, duration: 5s, convergence: 2s, " + text + "}]";
  };
  const auto pop = [&](const std::string& more) {
    return fault("kind: pop_down, target: {pop: LHR}" + more);
  };
  const auto region = [&](const std::string& more) {
    return fault("kind: region_down, target: {region: europe}" + more);
  };
  const std::string set = "world.faults";
  return {
      simple(faults + "kind", set, fault("kind: origin_down"), region(""), globe),
      simple(faults + "pop_down.target.pop", set, pop(""),
             fault("kind: pop_down, target: {pop: FRA}"), globe),
      simple(faults + "pop_down.loses_caches", set, pop(", loses_caches: true"),
             pop(", loses_caches: false"), globe),
      simple(faults + "region_down.target.region", set, region(""),
             fault("kind: region_down, target: {region: asia}"), globe),
      simple(faults + "region_down.loses_caches", set, region(", loses_caches: true"),
             region(", loses_caches: false"), globe),
      simple(faults + "origin_down.mode", set, fault("kind: origin_down, mode: refuses"),
             fault("kind: origin_down, mode: silent"), globe),
      simple(faults + "at", set, "[{kind: origin_down, at: 6s, duration: 5s}]",
             "[{kind: origin_down, at: 7s, duration: 5s}]", globe),
      simple(faults + "duration", set, "[{kind: origin_down, at: 6s, duration: 5s}]",
             "[{kind: origin_down, at: 6s, duration: 6s}]", globe),
  };
}

inline std::vector<Knob> design_knobs() {
  constexpr KnobWorld lab = KnobWorld::lab;
  constexpr KnobWorld globe = KnobWorld::globe;
  const std::string c = "design.caches.*.";
  const std::string set = "design.caches.edge.";
  const std::string t = c + "upper_tier.";
  const std::string tier = set + "upper_tier";
  const Overrides bytes_only{"design.caches.edge={ttl: 2s}"};
  const Overrides tiny{"design.caches.edge={objects: 2, ttl: 2s, upper_tier: {per: global}}"};
  const Overrides world_tier{
      "design.caches.edge.upper_tier={per: global, placement: nearest_origin}",
      "world.faults=[{kind: region_down, target: {region: north-america}, at: 6s, duration: 9s, "
      "convergence: 1h}]"};
  return {
      simple(c + "largest_object", set + "largest_object", "1kB", "20kB"),
      simple(c + "ttl_jitter", set + "ttl_jitter", "0%", "50%"),
      simple("design.routes.*.cache", "design.routes.all", "{cache: edge}", "{}"),
      simple(c + "capacity", set + "capacity", "50kB", "100kB", lab, bytes_only),
      simple(c + "objects", set + "objects", "5", "10"),
      simple(c + "ttl", set + "ttl", "1s", "3s", lab, bytes_only),
      simple(c + "ttl_reset_on_hit", set + "ttl_reset_on_hit", "false", "true", lab, bytes_only),
      simple(c + "age_inherited", set + "age_inherited", "true", "false", lab, tiny),
      simple(t + "per", tier, "{per: region}", "{per: global}", globe),
      simple(t + "placement", tier, "{placement: nearest_users}", "{placement: nearest_origin}",
             globe),
      simple(t + "capacity", tier, "{capacity: 20kB}", "{capacity: 100kB}", lab, tiny),
      simple(t + "ttl", tier, "{ttl: 1s}", "{ttl: 3s}", lab, tiny),
      simple(t + "connect_timeout", tier + ".connect_timeout", "100ms", "300ms", globe, world_tier),
      simple("design.pops.share", "design.pops", "10%", "{share: 30%}", globe),
      simple("design.pops.count", "design.pops", "{count: 3}", "{count: 4}", globe),
      simple("design.pops.only", "design.pops", "{only: [FRA]}", "{only: [FRA, LHR]}", globe),
      simple("design.pops.sizes", "design.pops", "{sizes: [hub]}", "{sizes: [hub, large]}", globe),
      simple("design.prices.edge", "design.prices.edge", "cloudflare-2026", "aws-2026"),
      simple("design.prices.origin", "design.prices.origin", "aws-2026", "cloudflare-2026",
             KnobWorld::globe, {"design.routes={}"}),
      simple("design.prices.operations", "design.prices.operations", "operations-2026",
             "operations-2099"),
      simple("design.prices.serve", "design.prices.serve", "serve-2026", "azure-2026",
             KnobWorld::globe),
      simple("design.prices.add_ons", "design.prices.add_ons", "[]", "[argo]", KnobWorld::globe),
      simple("design.prices.free_tier", "design.prices.free_tier", "false", "true",
             KnobWorld::globe, {"design.prices.edge=aws-2026"}),
      simple("design.prices.plan", "design.prices.plan", "pro", "business", KnobWorld::globe),
      simple("slos.*.indicator", "slos", "[{name: a, indicator: latency.p50, value: 1s}]",
             "[{name: a, indicator: latency.p99, value: 1s}]"),
      simple("slos.*.op", "slos", "[{name: a, indicator: latency.p50, op: lte, value: 1s}]",
             "[{name: a, indicator: latency.p50, op: gte, value: 1s}]"),
      simple("slos.*.value", "slos", "[{name: a, indicator: latency.p50, value: 1s}]",
             "[{name: a, indicator: latency.p50, value: 2s}]"),
      simple("thresholds", "thresholds", "{latency.p50: ['< 1s']}", "{latency.p50: ['< 1ms']}"),
  };
}

}  // namespace edgecase::testing
