#include "model/purge/spec.hpp"

namespace edgecase {

std::vector<Field> fields(Of<PurgeSpec>) {
  return list<PurgeSpec>(
      field("from", &PurgeSpec::from,
            "where purges are requested: a cloud region, a PoP's code or a city; if absent, where "
            "the origin is"),
      field(
          "model", &PurgeSpec::model, "propagation model",
          source("modern networks purge without a central service (Cloudflare blog, Instant Purge, "
                 "2024-09-24)",
                 "2026-11")),
      field("plan", &PurgeSpec::plan, "plan that determines the purge limits",
            source("limits by plan: Cloudflare docs, cache, purge cache (2026-07-29); plan "
                   "as in the shipped price sheet",
                   "2026-11")),
      field("rate", &PurgeSpec::rate,
            "rate limit of purges by tag, prefix and everything; if absent: the plan's",
            more_than(Rate{0})),
      field("bucket", &PurgeSpec::bucket, "burst of such purges; if absent: the plan's",
            at_least(std::int64_t{1})),
      field("urls", &PurgeSpec::urls, "rate limit of purges by URL; if absent: the plan's",
            more_than(Rate{0})),
      field("soft", &PurgeSpec::soft,
            "soft purge: marks objects stale instead of removing them, so that "
            "stale_while_revalidate and revalidation still apply",
            source("purges remove objects by default (Fastly docs, soft purges)", "2026-11")),
      field("on_change", &PurgeSpec::on_change,
            "whether each change at the origin triggers a purge by URL",
            assumed("off: it needs an integration with the origin")));
}

std::vector<Field> fields(Of<PurgeEverythingSpec>) { return list<PurgeEverythingSpec>(); }

std::vector<Field> fields(Of<PurgeUrlSpec>) {
  return list<PurgeUrlSpec>(field("rank", &PurgeUrlSpec::rank,
                                  "object of the route, by popularity rank; 1 is the most popular",
                                  shorthand(), required(), at_least(std::int64_t{1})));
}

std::vector<Field> fields(Of<PurgeTagSpec>) {
  return list<PurgeTagSpec>(field("number", &PurgeTagSpec::number,
                                  "tag of the route, counted from 1", shorthand(), required(),
                                  at_least(std::int64_t{1})));
}

std::vector<Field> fields(Of<PurgePrefixSpec>) {
  return list<PurgePrefixSpec>(
      field("number", &PurgePrefixSpec::number,
            "prefix of the route, counted from 1; 1 has the most popular objects", shorthand(),
            required(), at_least(std::int64_t{1})));
}

std::vector<Field> fields(Of<PurgeRequestSpec>) {
  return list<PurgeRequestSpec>(
      field("at", &PurgeRequestSpec::at,
            "time of the request, from the start of the run (warm-up included)", required(),
            at_least(Duration{0})),
      field("route", &PurgeRequestSpec::route, "route whose content is purged", required(),
            refers_to("world.routes")),
      field("what", &PurgeRequestSpec::what, "scope: everything, {url: 1}, {tag: 17} …",
            assumed("the simplest and most common purge")));
}

}  // namespace edgecase
