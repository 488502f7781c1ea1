#pragma once
// The knobs of freshness, of the caches above the edge, of content that changes, and of purges.

#include <string>
#include <utility>
#include <vector>

#include "support/knobs.hpp"

namespace edgecase::testing {

/// The parameters of a distribution that stands inside other text: before … after.
inline std::vector<Knob> wrapped_distribution(const std::string& path, const std::string& before,
                                              const std::string& after, const Overrides& around) {
  std::vector<Knob> knobs;
  for (Knob knob : distribution_knobs(path, "", "ms", around)) {
    for (std::string* set : {&knob.one, &knob.other}) *set = before + set->substr(1) + after;
    knobs.push_back(std::move(knob));
  }
  return knobs;
}

/// A route that replays one of two small traces.
inline std::vector<Knob> trace_knobs() {
  const std::string path = "world.routes.*.trace.";
  const auto replay = [](const std::string& file, const std::string& more = "") {
    return "world.routes={all: {share: 100%, trace: {file: " +
           (std::string(EDGECASE_SOURCE_DIR) + "/tests/support/" + file) + more + "}}}";
  };
  return {
      {path + "file", KnobWorld::lab, replay("day.csv"), replay("night.csv")},
      {path + "columns", KnobWorld::lab, replay("day.csv"),
       replay("day.csv", ", columns: 'key=key,size=none'")},
      {path + "operations", KnobWorld::lab, replay("day.csv"),
       replay("day.csv", ", operations: get")},
      {path + "skip", KnobWorld::lab, replay("unsized.csv", ", skip: unsized"),
       replay("unsized.csv")},
      {path + "anyway", KnobWorld::lab, replay("distinct.csv", ", anyway: true"),
       replay("distinct.csv")},
      {path + "loop", KnobWorld::lab, replay("day.csv"), replay("day.csv", ", loop: false")},
      {path + "format", KnobWorld::lab, replay("day.csv"), replay("day.csv", ", format: keys")}};
}

inline std::vector<Knob> freshness_knobs() {
  constexpr KnobWorld lab = KnobWorld::lab;
  constexpr KnobWorld globe = KnobWorld::globe;
  const std::string route = "world.routes.*.";
  const std::string r = "world.routes.all.";
  const std::string design = "design.routes.*.";
  const std::string d = "design.routes.all.";
  const std::string c = "design.caches.*.";
  const std::string set = "design.caches.edge.";
  const std::string near = "design.caches.edge=";
  const Overrides room{"design.caches.edge={ttl: 1s}"};
  const Overrides variants{r + "variants={device: 3, language: 9}"};
  const Overrides outage{"world.faults=[{kind: origin_down, at: 3s, duration: 5s, mode: refuses}]",
                         "design.caches.edge={ttl: 1s}"};
  const Overrides slow{"world.origin={service: 300ms, workers: 50}",
                       "design.caches.edge={ttl: 1s}"};
  return {
      simple(route + "personalised", r + "personalised", "0%", "30%"),
      simple(route + "operations.read", r + "operations", "{read: 100%}",
             "{read: 70%, write: 30%}"),
      simple(route + "operations.write", r + "operations", "{read: 100%}",
             "{read: 70%, write: 30%}"),
      simple(route + "operations.read_modify_write", r + "operations", "{read: 100%}",
             "{read: 70%, read_modify_write: 30%}"),
      simple(route + "missing", r + "missing", "0%", "40%", lab, room),
      simple(route + "unique_queries", r + "unique_queries", "0%", "30%"),
      simple(route + "variants.*.values", r + "variants", "{device: 2}", "{device: 5}"),
      simple(route + "variants.*.exponent", r + "variants", "{device: {values: 9, exponent: 0}}",
             "{device: {values: 9, exponent: 2}}"),
      simple(route + "changes.every", r + "changes", "1s", "4s"),
      simple(route + "changes.share", r + "changes", "{every: 1s, share: 20%}",
             "{every: 1s, share: 80%}"),
      simple(route + "tags", r + "tags", "2", "19", lab,
             {"world.purges=[{at: 3s, route: all, what: {tag: 1}}]", room[0]}),
      simple(route + "prefixes", r + "prefixes", "2", "19", lab,
             {"world.purges=[{at: 3s, route: all, what: {prefix: 1}}]", room[0]}),
      simple(design + "ttl", d + "ttl", "1s", "3s", lab, {"design.caches.edge={ttl: 2s}"}),
      simple(design + "client_ttl", d + "client_ttl", "1s", "9s"),
      simple(design + "key", d + "key", "[device]", "[device, language]", lab, variants),
      simple(design + "ignore_query", d + "ignore_query", "false", "true", lab,
             {r + "unique_queries=30%"}),
      simple(c + "stale_while_revalidate", set + "stale_while_revalidate", "0s", "1s", lab, room),
      simple(c + "stale_if_error", set + "stale_if_error", "0s", "4s", lab, outage),
      simple(c + "negative_ttl", set + "negative_ttl", "100ms", "5s", lab,
             {r + "missing=40%", room[0]}),
      simple(c + "error_ttl", set + "error_ttl", "0s", "2s", lab, outage),
      simple(c + "revalidate", set + "revalidate", "true", "false", lab, room),
      simple(c + "collapse", set + "collapse", "true", "false", lab, slow),
      simple(c + "peers.within", near.substr(0, near.size() - 1),
             "{ttl: 20s, peers: {within: 2ms}}", "{ttl: 20s, peers: {within: 30ms}}", globe),
      simple(c + "peers.local_copies", near.substr(0, near.size() - 1),
             "{ttl: 20s, peers: {within: 30ms, local_copies: false}}",
             "{ttl: 20s, peers: {within: 30ms, local_copies: true}}", globe),
      simple(c + "reserve.at", near.substr(0, near.size() - 1),
             "{ttl: 20s, reserve: {at: us-east-1}}", "{ttl: 20s, reserve: {at: eu-west-3}}", globe),
      simple(c + "reserve.retention", near.substr(0, near.size() - 1),
             "{ttl: 1s, reserve: {retention: 2s}}", "{ttl: 1s, reserve: {retention: 1h}}"),
  };
}

inline std::vector<Knob> regional_tier_knobs() {
  constexpr KnobWorld lab = KnobWorld::lab;
  constexpr KnobWorld globe = KnobWorld::globe;
  const std::string t = "design.caches.*.regional_tier.";
  const std::string tier = "design.caches.edge.regional_tier";
  const Overrides tiny{"design.caches.edge={objects: 2, ttl: 2s, regional_tier: {}}"};
  const Overrides world_tier{
      "design.caches.edge={ttl: 20s, regional_tier: {placement: nearest_origin}}",
      "world.faults=[{kind: pop_down, target: {pop: IAD}, at: 6s, duration: 9s, "
      "convergence: 1h}]"};
  return {
      simple(t + "per", tier, "{per: region}", "{per: global}", globe),  // the other is refused
      simple(t + "placement", tier, "{placement: nearest_users}", "{placement: nearest_origin}",
             globe),
      simple(t + "capacity", tier, "{capacity: 20kB}", "{capacity: 100kB}", lab, tiny),
      simple(t + "ttl", tier, "{ttl: 1s}", "{ttl: 3s}", lab, tiny),
      simple(t + "connect_timeout", tier + ".connect_timeout", "100ms", "300ms", globe, world_tier),
  };
}

inline std::vector<Knob> purge_knobs() {
  constexpr KnobWorld lab = KnobWorld::lab;
  constexpr KnobWorld globe = KnobWorld::globe;
  const std::string p = "design.purge.";
  const std::string purge = "design.purge";
  const std::string purges = "world.purges.*.";
  const std::string set = "world.purges";
  const Overrides one{"world.purges=[{at: 4s, route: all}]"};
  const Overrides many{"world.routes.all={size: 10kB, objects: 500, changes: 2s}"};
  const Overrides several{
      "world.purges=[{at: 4s, route: all}, {at: 4s, route: all}, {at: 4s, route: all}, {at: 4s, "
      "route: all}, {at: 4s, route: all}, {at: 4s, route: all}]"};
  const Overrides tagged{"world.routes.all.tags=4", "world.routes.all.prefixes=4",
                         "design.caches.edge={ttl: 9s}"};
  return {simple(purges + "at", set, "[{at: 4s, route: all}]", "[{at: 5s, route: all}]"),
          simple(purges + "route", set, "[{at: 4s, route: all}]", "[{at: 4s, route: nothing}]"),
          simple(purges + "what.everything", set, "[{at: 4s, route: all, what: {url: 9}}]",
                 "[{at: 4s, route: all, what: everything}]"),
          simple(purges + "what.url.rank", set, "[{at: 4s, route: all, what: {url: 1}}]",
                 "[{at: 4s, route: all, what: {url: 20}}]", lab, tagged),
          simple(purges + "what.tag.number", set, "[{at: 4s, route: all, what: {tag: 1}}]",
                 "[{at: 4s, route: all, what: {tag: 2}}]", lab, tagged),
          simple(purges + "what.prefix.number", set, "[{at: 4s, route: all, what: {prefix: 1}}]",
                 "[{at: 4s, route: all, what: {prefix: 4}}]", lab, tagged),
          simple(p + "from", purge, "{from: us-east-1}", "{from: eu-west-3}", globe, one),
          simple(p + "plan", purge, "{on_change: true, plan: free}",
                 "{on_change: true, plan: enterprise}", lab,
                 {"design.caches.edge={ttl: 9s}",
                  "world.routes.all={size: 10kB, objects: 20k, changes: 10s}"}),
          simple(p + "rate", purge, "{rate: 1 rps, bucket: 1}", "{rate: 9 rps, bucket: 1}", lab,
                 several),
          simple(p + "bucket", purge, "{rate: 1 rps, bucket: 1}", "{rate: 1 rps, bucket: 4}", lab,
                 several),
          simple(p + "urls", purge, "{on_change: true, urls: 1 rps}",
                 "{on_change: true, urls: 900 rps}", lab, many),
          simple(p + "soft", purge, "{soft: false}", "{soft: true}", lab,
                 {one[0], "design.caches.edge={ttl: 9s}"}),
          simple(p + "on_change", purge, "{on_change: false}", "{on_change: true}", lab, many)};
}

/// How a purge travels.
inline std::vector<Knob> purge_way_knobs() {
  constexpr KnobWorld lab = KnobWorld::lab;
  constexpr KnobWorld globe = KnobWorld::globe;
  const std::string purge = "design.purge";
  const std::string m = purge + ".model.";
  const Overrides one{"world.purges=[{at: 4s, route: all}]"};
  const auto way = [](const std::string& kind, const std::string& more) {
    return "{model: {" + kind + ": {" + more + "}}}";
  };
  return {
      simple(m + "hub_and_spoke.queues_in", purge, way("hub_and_spoke", "queues_in: [europe]"),
             way("hub_and_spoke", "queues_in: [asia]"), globe, one),
      simple(m + "hub_and_spoke.transport.loss", purge,
             way("hub_and_spoke", "transport: {loss: 0%}"),
             way("hub_and_spoke", "transport: {loss: 30%}"), globe, one),
      simple(m + "hub_and_spoke.transport.retransmit", purge,
             way("hub_and_spoke", "transport: {loss: 30%, retransmit: 100ms}"),
             way("hub_and_spoke", "transport: {loss: 30%, retransmit: 900ms}"), globe, one),
      simple(m + "core_based.core", purge, way("core_based", "core: us-east-1"),
             way("core_based", "core: eu-west-3"), globe, one),
      simple(m + "core_based.transport.loss", purge, way("core_based", "transport: {loss: 0%}"),
             way("core_based", "transport: {loss: 30%}"), globe, one),
      simple(m + "core_based.transport.retransmit", purge,
             way("core_based", "transport: {loss: 30%, retransmit: 100ms}"),
             way("core_based", "transport: {loss: 30%, retransmit: 900ms}"), globe, one),
      simple(m + "gossip.loss", purge, way("gossip", "loss: 0%"), way("gossip", "loss: 40%"), globe,
             one),
      simple(m + "gossip.every", purge, way("gossip", "loss: 40%, every: 50ms"),
             way("gossip", "loss: 40%, every: 900ms"), globe, one),
      simple(m + "batch.poll", purge, way("batch", "work: 1s, poll: 2s"),
             way("batch", "work: 1s, poll: 4s"), lab, one),
  };
}

/// Distributions inside the models above.
inline std::vector<Knob> freshness_distributions() {
  std::vector<Knob> all;
  const auto add = [&](std::vector<Knob> more) {
    for (Knob& knob : more) all.push_back(std::move(knob));
  };
  add(wrapped_distribution("design.caches.*.reserve.read",
                           "design.caches.edge={ttl: 1s, reserve: {read: ", "}}", {}));
  const Overrides one{"world.purges=[{at: 4s, route: all}]"};
  struct Work {
    const char* kind;
    const char* work;
    KnobWorld world;  ///< the globe, for what happens beyond the PoP that takes the purge
  };
  for (const Work& part :
       {Work{"hub_and_spoke", "accept", KnobWorld::lab},
        Work{"hub_and_spoke", "queue", KnobWorld::globe},
        Work{"hub_and_spoke", "pass_on", KnobWorld::globe},
        Work{"hub_and_spoke", "apply", KnobWorld::globe},
        Work{"core_based", "accept", KnobWorld::lab}, Work{"core_based", "work", KnobWorld::lab},
        Work{"core_based", "apply", KnobWorld::globe}, Work{"gossip", "accept", KnobWorld::lab},
        Work{"gossip", "apply", KnobWorld::globe}, Work{"batch", "work", KnobWorld::lab}}) {
    const std::string kind = part.kind;
    for (Knob knob : wrapped_distribution(
             "design.purge.model." + kind + "." + part.work,
             "design.purge={model: {" + kind + ": {" + part.work + ": ", "}}}", one)) {
      knob.world = part.world;
      all.push_back(std::move(knob));
    }
  }
  return all;
}

}  // namespace edgecase::testing
