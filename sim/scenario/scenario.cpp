#include "scenario/scenario.hpp"

namespace edgecase {

std::vector<Field> fields(Of<MetadataSpec>) {
  return list<MetadataSpec>(
      field("name", &MetadataSpec::name, "short name for reports and files", required()),
      field("title", &MetadataSpec::title, "one-line title"),
      field("question", &MetadataSpec::question, "the question that the scenario answers"),
      field("tags", &MetadataSpec::tags, "keywords"));
}

std::vector<Field> fields(Of<HorizonSpec>) {
  return list<HorizonSpec>(
      field(
          "warm_up", &HorizonSpec::warm_up, "initial period that is simulated but not measured",
          at_least(Duration{0}), at_most(Duration{std::chrono::hours(24 * 20)}),
          assumed("caches need at least a ttl to fill; by default it is doubled while measurements "
                  "still drift (MSER-5), unless the scenario has timed events")),
      field("measure", &HorizonSpec::measure, "measured period", more_than(Duration{0}),
            at_most(Duration{std::chrono::hours(24 * 30)}),
            assumed("long enough for a first estimate")),
      field(
          "history", &HorizonSpec::history,
          "how long the demand lasted before the run: caches start with the content expected from "
          "theory (lru and unbounded); 0s: they start empty",
          at_least(Duration{0}), at_most(Duration{std::chrono::hours(24 * 365)}),
          assumed("designs are evaluated in steady operation")));
}

std::vector<Field> fields(Of<WorldSpec>) {
  return list<WorldSpec>(
      field("network", &WorldSpec::network,
            "network of PoPs, metros and round trips: cloudflare-2026, lab for closed forms, or "
            "the path of "
            "your own: my-network.yaml",
            assumed("the largest shipped network")),
      field("sample", &WorldSpec::sample,
            "share of objects to simulate with their requests, sampled evenly over popularity, for "
            "large worlds; results are scaled to the whole. Absent: all objects",
            more_than(Share{0}), at_most(Share{0.5})),
      field("horizon", &WorldSpec::horizon, "simulated time"),
      field("demand", &WorldSpec::demand, "requests over time and place", required()),
      field("routes", &WorldSpec::routes, "classes of traffic; their shares add up to 100%",
            required()),
      field("clients", &WorldSpec::clients, "connections and behaviour of clients"),
      field("origin", &WorldSpec::origin, "the origin", required()),
      field("edge", &WorldSpec::edge,
            "capacity of PoPs; relevant for attacks and for guards that use CPU"),
      field("faults", &WorldSpec::faults, "faults: what fails, and when"),
      field("changes", &WorldSpec::changes,
            "changes by name: what somebody ships, and what is wrong with it"),
      field("attacks", &WorldSpec::attacks, "attacks: kind, time and sources"),
      field("revocations", &WorldSpec::revocations, "revocations of users' access"),
      field("compromises", &WorldSpec::compromises, "compromised devices"),
      field("purges", &WorldSpec::purges, "purge requests"),
      field(
          "projection", &WorldSpec::projection,
          "frequency per month of parts of the measured time. Attacks, faults, changes, phases of "
          "demand, purges, revocations and compromises that it does not name are billed once; the "
          "rest "
          "of the month is billed as without them"));
}

std::vector<Field> fields(Of<DesignRouteSpec>) {
  return list<DesignRouteSpec>(
      field("cache", &DesignRouteSpec::cache,
            "cache of the route, a name in design.caches; if absent: not cached",
            refers_to("design.caches")),
      field("compute", &DesignRouteSpec::compute,
            "function that handles cache misses, a name in design.compute; if absent: the "
            "origin",
            refers_to("design.compute")),
      field("store", &DesignRouteSpec::store,
            "store that answers in place of the origin, a name in design.stores",
            refers_to("design.stores")),
      field("guard", &DesignRouteSpec::guard,
            "guard that requests pass first, a name in design.guards; if absent: "
            "nothing",
            refers_to("design.guards")),
      field("access", &DesignRouteSpec::access,
            "access gate, a name in design.access; if absent: public", refers_to("design.access")),
      field("quota", &DesignRouteSpec::quota,
            "quota of API consumers, a name in design.quotas; if absent: unlimited",
            refers_to("design.quotas")),
      field("ttl", &DesignRouteSpec::ttl,
            "how long this route's responses are fresh; if absent: as in the cache",
            at_least(Duration{0}), at_most(longest_ttl)),
      field("client_ttl", &DesignRouteSpec::client_ttl,
            "how long client caches (browsers, apps) may use this route's responses; "
            "purges do not reach them; 0s: no client caching",
            at_least(Duration{0}), at_most(Duration{std::chrono::hours(24 * 365)}),
            assumed("client caching must be enabled explicitly")),
      field("key", &DesignRouteSpec::key,
            "variants of the route that are part of the cache key; if absent: all"),
      field("ignore_query", &DesignRouteSpec::ignore_query,
            "whether unique query strings are excluded from the cache key",
            assumed("query strings are part of the key by default")),
      field("priority", &DesignRouteSpec::priority,
            "which requests an origin with `discipline: priority` serves first, and sheds last",
            assumed("routes are equally important unless the design says so")));
}

std::vector<Field> fields(Of<PricesSpec>) {
  return list<PricesSpec>(
      field("edge", &PricesSpec::edge,
            "price sheet of the edge platform, or the path of your own: my-sheet.yaml", shorthand(),
            assumed("the platform of the shipped network")),
      field("origin", &PricesSpec::origin, "price sheet of the origin's cloud, or a path",
            assumed("the most widely used cloud")),
      field("plan", &PricesSpec::plan, "plan of the edge sheet; if absent: the sheet's default"),
      field("serve", &PricesSpec::serve, "price sheet of the edge provider's own costs",
            assumed("providers do not publish their costs; the sheet documents its assumptions")),
      field("operations", &PricesSpec::operations,
            "sheet of the hours that people spend on pages, changes, tickets and parts",
            assumed("no figures are published; the sheet documents its assumptions")),
      field("add_ons", &PricesSpec::add_ons,
            "optional products to include: [argo], [shield-advanced]"),
      field("free_tier", &PricesSpec::free_tier,
            "whether the accounts' free allowances are available",
            assumed("an account with other traffic has used them up")));
}

std::vector<Field> fields(Of<DesignSpec>) {
  return list<DesignSpec>(
      field("pops", &DesignSpec::pops, "the network's sites that the design uses; absent: all"),
      field("routes", &DesignSpec::routes, "handling of each route of the world"),
      field("caches", &DesignSpec::caches, "caches by name"),
      field("compute", &DesignSpec::compute, "functions by name: runtime and placement"),
      field("stores", &DesignSpec::stores,
            "stores by name: where state lives, and how it is copied"),
      field("guards", &DesignSpec::guards,
            "guards by name: rate limits, firewall, bot scores, challenges, a waiting room"),
      field("access", &DesignSpec::access,
            "access gates by name: authentication and authorisation"),
      field("quotas", &DesignSpec::quotas, "quotas by name: plans of API consumers"),
      field("protection", &DesignSpec::protection, "protection of PoPs and origin against floods"),
      field(
          "calls", &DesignSpec::calls,
          "timeouts, retries, hedges, breakers and limits of calls to the origin and of functions' "
          "sub-requests"),
      field("steering", &DesignSpec::steering,
            "how users find a PoP, and learn that it is down: anycast or DNS"),
      field("purge", &DesignSpec::purge, "propagation and limits of purges"),
      field("rollout", &DesignSpec::rollout,
            "how changes are shipped, checked and undone; absent: to everybody at "
            "once, for good"),
      field("rollouts", &DesignSpec::rollouts,
            "the same for single changes, by their name, in place of `rollout`"),
      field("tools", &DesignSpec::tools, "tools by name: what changes are shipped and undone with"),
      field("alerts", &DesignSpec::alerts,
            "alerts on the rate at which the error budget is spent; absent: none"),
      field("prices", &DesignSpec::prices, "price sheets of the bill"));
}

std::vector<Field> fields(Of<SloSpec>) {
  return list<SloSpec>(
      field("name", &SloSpec::name, "name in reports", required()),
      field("indicator", &SloSpec::indicator, "a metric, e.g. latency.p95{route=images}",
            required()),
      field("op", &SloSpec::op, "comparison"),
      field("value", &SloSpec::value, "the limit, in the metric's unit", required()));
}

std::vector<Field> fields(Of<ScenarioSpec>) {
  return list<ScenarioSpec>(
      field("apiVersion", &ScenarioSpec::api_version, "version of the format", only("edgecase/v1"),
            required()),
      field("kind", &ScenarioSpec::kind, "what the file is", only("Scenario"), required()),
      field("metadata", &ScenarioSpec::metadata, "name, title and question", required()),
      field("world", &ScenarioSpec::world, "the environment: network, demand, origin, faults",
            required()),
      field("design", &ScenarioSpec::design, "the design to evaluate"),
      field("slos", &ScenarioSpec::slos, "service level objectives"),
      field("thresholds", &ScenarioSpec::thresholds,
            "limits on metrics: {\"latency.p99\": [\"< 400ms\"]}"));
}

}  // namespace edgecase
