#pragma once
// All keys of a scenario with their two values.

#include "support/knobs_cache.hpp"
#include "support/knobs_compute.hpp"
#include "support/knobs_freshness.hpp"
#include "support/knobs_money.hpp"
#include "support/knobs_pressed.hpp"

namespace edgecase::testing {

inline std::vector<Knob> demand_knobs() {
  const std::string phases = "world.demand.phases";
  const std::string diurnal = "world.demand.diurnal";
  const std::string routes = "world.routes";
  const std::string popularity = "world.routes.all.popularity";
  return {
      simple("world.network", "world.network", "lab", "small-globe"),
      simple("world.sample", "world.sample", "50%", "25%", KnobWorld::lab,
             {"world.routes.all.objects=1000", "world.origin.workers=unlimited",
              "design.caches.edge.objects=400"}),
      simple("world.horizon.warm_up", "world.horizon.warm_up", "1s", "2s"),
      simple("world.horizon.measure", "world.horizon.measure", "10s", "11s"),
      simple("world.horizon.history", "world.horizon.history", "0s", "1h", KnobWorld::lab,
             {"design.caches.edge={ttl: 20s}"}),
      simple("world.demand.rate", "world.demand.rate", "200 rps", "210 rps"),
      simple("world.demand.users.by", "world.demand.users.by", "online_population",
             "population_equal", KnobWorld::globe),
      simple("world.demand.users.weights", "world.demand.users.weights", "{asia: 1}", "{asia: 5}",
             KnobWorld::globe),
      simple("world.demand.phases.*.duration", phases, "[{duration: 2s, rate: 200%}]",
             "[{duration: 3s, rate: 200%}]"),
      simple("world.demand.phases.*.rate", phases, "[{duration: 2s, rate: 200%}]",
             "[{duration: 2s, rate: 300%}]"),
      simple("world.demand.phases.*.ramp_to", phases, "[{duration: 2s, ramp_to: 200%}]",
             "[{duration: 2s, ramp_to: 300%}]"),
      simple("world.demand.phases.*.regions", phases,
             "[{duration: 9s, rate: 300%, regions: [asia]}]",
             "[{duration: 9s, rate: 300%, regions: [europe]}]", KnobWorld::globe),
      simple("world.demand.diurnal.amplitude", diurnal, "{amplitude: 10%}", "{amplitude: 20%}"),
      simple("world.demand.diurnal.peak", diurnal, "{peak: 20h}", "{peak: 14h}"),
      simple("world.demand.diurnal.starts_at", diurnal, "{starts_at: 12h}", "{starts_at: 18h}"),
      simple("world.routes.*.share", routes,
             "{x: {share: 50%, size: 1kB}, y: {share: 50%, size: 9kB}}",
             "{x: {share: 40%, size: 1kB}, y: {share: 60%, size: 9kB}}", KnobWorld::lab,
             {"design.routes={}"}),
      simple("world.routes.*.objects", "world.routes.all.objects", "20", "30"),
      simple("world.routes.*.popularity.zipf.exponent", popularity, "{zipf: 0.8}", "{zipf: 1.2}"),
      simple("world.routes.*.popularity.uniform", popularity, "{zipf: 0.8}", "uniform"),
      simple("world.routes.*.popularity.empirical.points.*.objects", popularity,
             "{empirical: [{objects: 10%, requests: 60%}]}",
             "{empirical: [{objects: 30%, requests: 60%}]}"),
      simple("world.routes.*.popularity.empirical.points.*.requests", popularity,
             "{empirical: [{objects: 10%, requests: 60%}]}",
             "{empirical: [{objects: 10%, requests: 70%}]}"),
      simple("world.routes.*.size.empirical.name", "world.routes.all.size",
             "{empirical: cdn-mixed}", "{empirical: no-such-file}"),
  };
}

inline std::vector<Knob> client_knobs() {
  const std::string c = "world.clients.";
  const Overrides old{c + "tls12=50%"};
  const Overrides resumed{c + "tls_resumption=80%"};
  const Overrides origin_refuses{"world.faults=[{kind: origin_down, at: 8s, duration: 5s}]"};
  const Overrides gru_down{
      "world.faults=[{kind: region_down, target: {region: south-america}, at: 8s, duration: 5s, "
      "convergence: 2s}]"};
  return {
      simple(c + "http3", c + "http3", "30%", "60%"),
      simple(c + "tls12", c + "tls12", "10%", "60%"),
      simple(c + "tls_resumption", c + "tls_resumption", "10%", "60%", KnobWorld::lab, old),
      simple(c + "early_data", c + "early_data", "10%", "60%", KnobWorld::lab, resumed),
      simple(c + "requests_per_connection", c + "requests_per_connection", "8", "2"),
      simple(c + "dns.ttl", c + "dns.ttl", "1s", "300s"),
      simple(c + "dns.asked", c + "dns.asked", "25%", "75%"),
      simple(c + "dns.users_per_resolver", c + "dns.users_per_resolver", "500k", "10k"),
      simple(c + "retry.attempts", c + "retry.attempts", "1", "3", KnobWorld::globe, gru_down),
      simple(c + "retry.errors", c + "retry.errors", "none", "all", KnobWorld::globe,
             origin_refuses),
      simple(c + "retry.backoff", c + "retry", "{errors: all, backoff: 0s}",
             "{errors: all, backoff: 2s}", KnobWorld::globe, origin_refuses),
      simple(c + "retry.timeout", c + "retry.timeout", "1s", "3s", KnobWorld::globe, gru_down),
      simple(c + "access.bandwidth", c + "access", "{rtt: 1ms, bandwidth: 10Mbps}",
             "{rtt: 1ms, bandwidth: 20Mbps}"),
  };
}

inline std::vector<Knob> origin_knobs() {
  const std::string o = "world.origin.";
  const auto then = [](const std::string& more) {
    return "[{name: db, service: {exponential: {mean: 8ms}}, " + more + "}]";
  };
  return {
      simple(o + "at", o + "at", "us-east-1", "eu-west-3", KnobWorld::globe),
      simple(o + "workers", o + "workers", "1", "3"),
      simple(o + "queue", o + "queue", "0", "5"),
      simple(o + "discipline", o + "discipline", "fcfs", "processor_sharing"),
      simple(o + "controlled_delay.target", o + "controlled_delay",
             "{target: 15ms, interval: 15ms}", "{target: 1ms, interval: 15ms}", KnobWorld::lab,
             {"world.origin.workers=1"}),
      simple(o + "controlled_delay.interval", o + "controlled_delay",
             "{target: 1ms, interval: 100ms}", "{target: 1ms, interval: 2ms}", KnobWorld::lab,
             {"world.origin.workers=1"}),
      {"design.routes.*.priority",
       KnobWorld::lab,
       "design.routes={x: {}, y: {priority: sheddable}}",
       "design.routes={x: {}, y: {priority: critical}}",
       {"world.routes={x: {share: 50%, size: 1kB}, y: {share: 50%, size: 1kB}}",
        "world.origin.workers=1", "world.origin.discipline=priority"}},
      simple(o + "deadlines", o + "deadlines", "false", "true", KnobWorld::lab,
             {"world.origin.workers=1", "world.origin.timeout=10ms"}),
      simple(o + "timeout", o + "timeout", "5ms", "20ms"),
      simple(o + "then.*.workers", o + "then", then("workers: 1"), then("workers: 2")),
      simple(o + "then.*.queue", o + "then", then("workers: 1, queue: 0"),
             then("workers: 1, queue: 5")),
      simple(o + "then.*.discipline", o + "then", then("workers: 1"),
             then("workers: 1, discipline: processor_sharing")),
      simple(o + "then.*.controlled_delay.target", o + "then",
             then("workers: 1, controlled_delay: {target: 15ms, interval: 15ms}"),
             then("workers: 1, controlled_delay: {target: 1ms, interval: 15ms}")),
      simple(o + "then.*.controlled_delay.interval", o + "then",
             then("workers: 1, controlled_delay: {target: 1ms, interval: 100ms}"),
             then("workers: 1, controlled_delay: {target: 1ms, interval: 2ms}")),
  };
}

inline std::vector<Knob> with_distributions(std::vector<Knob> knobs) {
  const auto add = [&](std::vector<Knob> more) {
    for (Knob& knob : more) knobs.push_back(std::move(knob));
  };
  add(distribution_knobs("world.routes.*.size", "world.routes.all.size", "kB"));
  add(distribution_knobs("world.clients.access.rtt", "world.clients.access.rtt", "ms"));
  add(distribution_knobs("world.origin.service", "world.origin.service", "ms"));
  for (Knob knob : distribution_knobs("world.origin.then.*.service", "", "ms")) {
    for (std::string* set : {&knob.one, &knob.other}) {
      *set = "world.origin.then=[{name: db, workers: 2, service: " + set->substr(1) + "}]";
    }
    knobs.push_back(std::move(knob));
  }
  return knobs;
}

/// All but those of attacks, guards and access.
inline std::vector<Knob> usual_knobs() {
  std::vector<Knob> all;
  for (auto* part :
       {&demand_knobs, &client_knobs, &origin_knobs, &fault_knobs, &design_knobs,
        &cache_choice_knobs, &freshness_knobs, &trace_knobs, &regional_tier_knobs, &purge_knobs,
        &purge_way_knobs, &function_knobs, &instance_knobs, &server_knobs, &autoscaler_knobs,
        &function_distributions, &freshness_distributions, &money_knobs}) {
    for (Knob& knob : part()) all.push_back(std::move(knob));
  }
  return with_distributions(std::move(all));
}

}  // namespace edgecase::testing
