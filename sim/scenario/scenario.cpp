#include "scenario/scenario.hpp"

namespace edgecase {

std::vector<Field> fields(Of<MetadataSpec>) {
  return list<MetadataSpec>(
      field("name", &MetadataSpec::name, "short name, for reports and files", required()),
      field("title", &MetadataSpec::title, "one line"),
      field("question", &MetadataSpec::question, "what this scenario is run to answer"),
      field("tags", &MetadataSpec::tags, "words to find it by"));
}

std::vector<Field> fields(Of<HorizonSpec>) {
  return list<HorizonSpec>(
      field("warm_up", &HorizonSpec::warm_up, "simulated first and left out of every number",
            at_least(Duration{0}),
            assumed("caches need at least a ttl to fill; left to its default it is doubled while "
                    "what is measured still drifts (MSER-5), unless something is timed")),
      field("measure", &HorizonSpec::measure, "the time the numbers speak of",
            more_than(Duration{0}), at_most(Duration{std::chrono::hours(24 * 30)}),
            assumed("long enough for a first answer")),
      field("history", &HorizonSpec::history,
            "how long caches were asked like this before the run: they begin with what that left "
            "in them, as theory has it (lru and unbounded); 0s: they begin empty",
            at_least(Duration{0}), at_most(Duration{std::chrono::hours(24 * 365)}),
            assumed("a design is judged in service, not in its first minutes")));
}

std::vector<Field> fields(Of<WorldSpec>) {
  return list<WorldSpec>(
      field("network", &WorldSpec::network,
            "catalogue of PoPs, metros and round trips: cloudflare-2026, or lab for closed forms",
            assumed("the largest catalogue that ships")),
      field("sample", &WorldSpec::sample,
            "part of the objects that is simulated, one of each so many of consecutive popularity, "
            "with the requests for them, for worlds too large; numbers are told for the whole. "
            "Absent: all of them",
            more_than(Share{0}), at_most(Share{0.5})),
      field("horizon", &WorldSpec::horizon, "how much time is simulated"),
      field("demand", &WorldSpec::demand, "how many requests, when and where", required()),
      field("routes", &WorldSpec::routes, "classes of traffic; their shares add up to 100%",
            required()),
      field("clients", &WorldSpec::clients, "users' connections and habits"),
      field("origin", &WorldSpec::origin, "what answers when no cache does", required()),
      field("edge", &WorldSpec::edge,
            "what PoPs carry; it binds where attacks press or guards compute"),
      field("faults", &WorldSpec::faults, "what breaks, and when"),
      field("attacks", &WorldSpec::attacks, "who attacks, when and how"),
      field("revocations", &WorldSpec::revocations,
            "whose right to come in is taken back, and when"),
      field("compromises", &WorldSpec::compromises,
            "which devices fall into wrong hands, and when"),
      field("purges", &WorldSpec::purges, "what is purged, and when"),
      field("projection", &WorldSpec::projection,
            "which parts of the measured time come how often in a month; what is in none is "
            "repeated until the month is full. If empty: all of it"));
}

std::vector<Field> fields(Of<DesignRouteSpec>) {
  return list<DesignRouteSpec>(
      field("cache", &DesignRouteSpec::cache,
            "name under design.caches; if absent the route is not cached",
            refers_to("design.caches")),
      field("compute", &DesignRouteSpec::compute,
            "name under design.compute: the function that answers what no cache does; if absent "
            "the origin does",
            refers_to("design.compute")),
      field("guard", &DesignRouteSpec::guard,
            "name under design.guards: what its requests meet before anything else; if absent: "
            "nothing",
            refers_to("design.guards")),
      field("access", &DesignRouteSpec::access,
            "name under design.access: who may come in; if absent: everybody",
            refers_to("design.access")),
      field("quota", &DesignRouteSpec::quota,
            "name under design.quotas: how much each consumer may ask; if absent: any amount",
            refers_to("design.quotas")),
      field("ttl", &DesignRouteSpec::ttl,
            "how long this route's answers are fresh; if absent: as the cache says",
            at_least(Duration{0})),
      field("client_ttl", &DesignRouteSpec::client_ttl,
            "how long people's own caches (browsers, apps) may answer with this route's answers; "
            "no purge reaches them; 0s: they ask each time",
            at_least(Duration{0}), at_most(Duration{std::chrono::hours(24 * 365)}),
            assumed("a design states what it allows")),
      field("key", &DesignRouteSpec::key,
            "which of the route's variants the cache tells apart; if absent: all of them"),
      field("ignore_query", &DesignRouteSpec::ignore_query,
            "whether unknown query strings are left out of the cache key",
            assumed("query strings are part of the key unless a rule says otherwise")));
}

std::vector<Field> fields(Of<PricesSpec>) {
  return list<PricesSpec>(
      field("edge", &PricesSpec::edge, "price sheet of the edge platform", shorthand(),
            assumed("the platform whose network ships")),
      field("origin", &PricesSpec::origin, "price sheet of the cloud the origin stands in",
            assumed("the most used cloud")),
      field("plan", &PricesSpec::plan,
            "which of the edge sheet's plans is paid; if absent the sheet's own choice"),
      field("serve", &PricesSpec::serve, "sheet of what it costs the edge's provider to serve this",
            assumed("no provider publishes its costs; the sheet reasons line by line")),
      field("add_ons", &PricesSpec::add_ons,
            "products to pay that are sold on request: [argo], [shield-advanced]"),
      field("free_tier", &PricesSpec::free_tier,
            "whether the accounts' free allowances are still unused",
            assumed("an account with other traffic has used them up")));
}

std::vector<Field> fields(Of<DesignSpec>) {
  return list<DesignSpec>(
      field("routes", &DesignSpec::routes, "what happens to each route of the world"),
      field("caches", &DesignSpec::caches, "caches by name"),
      field("compute", &DesignSpec::compute, "functions by name: what runs, on what, where"),
      field("guards", &DesignSpec::guards,
            "guards by name: rate limits, firewall, bot scores, challenges, a waiting room"),
      field("access", &DesignSpec::access, "gates by name: who may come in, and how that is known"),
      field("quotas", &DesignSpec::quotas, "quotas by name: plans of an API's consumers"),
      field("protection", &DesignSpec::protection, "what PoPs and the origin do against floods"),
      field("purge", &DesignSpec::purge, "how purges reach the caches"),
      field("prices", &DesignSpec::prices, "whose prices the bill is made with"));
}

std::vector<Field> fields(Of<SloSpec>) {
  return list<SloSpec>(
      field("name", &SloSpec::name, "how the report calls it", required()),
      field("indicator", &SloSpec::indicator, "a metric, e.g. latency.p95{route=images}",
            required()),
      field("op", &SloSpec::op, "how it compares"),
      field("value", &SloSpec::value, "the limit, in the metric's unit", required()));
}

std::vector<Field> fields(Of<ScenarioSpec>) {
  return list<ScenarioSpec>(
      field("apiVersion", &ScenarioSpec::api_version, "edgecase/v1", required()),
      field("kind", &ScenarioSpec::kind, "Scenario", required()),
      field("metadata", &ScenarioSpec::metadata, "what it is called and asks", required()),
      field("world", &ScenarioSpec::world, "what is given", required()),
      field("design", &ScenarioSpec::design, "what is proposed"),
      field("slos", &ScenarioSpec::slos, "what is promised to users"),
      field("thresholds", &ScenarioSpec::thresholds,
            "limits that a run must keep: {\"latency.p99\": [\"< 400ms\"]}"));
}

}  // namespace edgecase
