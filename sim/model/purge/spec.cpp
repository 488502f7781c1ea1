#include "model/purge/spec.hpp"

namespace edgecase {

std::vector<Field> fields(Of<PurgeSpec>) {
  return list<PurgeSpec>(
      field("from", &PurgeSpec::from,
            "where purges are asked for: a cloud region, a PoP's code or a city; if absent, where "
            "the origin stands"),
      field("model", &PurgeSpec::model, "how a purge reaches the PoPs",
            source("modern networks purge without a central place (Cloudflare blog, Instant Purge, "
                   "2024-09-24)",
                   "2026-11")),
      field("plan", &PurgeSpec::plan, "how many purges are taken",
            source("limits by plan: Cloudflare docs, cache, purge cache (2026-07-29); the plan "
                   "itself as the shipped price sheet's",
                   "2026-11")),
      field("rate", &PurgeSpec::rate,
            "purges by tag, prefix and everything that are taken; if absent: the plan's",
            more_than(Rate{0})),
      field("bucket", &PurgeSpec::bucket, "how many of them at once; if absent: the plan's",
            at_least(std::int64_t{1})),
      field("urls", &PurgeSpec::urls, "purges by URL that are taken; if absent: the plan's",
            more_than(Rate{0})),
      field("soft", &PurgeSpec::soft,
            "whether a purge marks objects stale instead of removing them, so that "
            "stale_while_revalidate and revalidation still apply",
            source("removal is what purge means unless asked otherwise (Fastly docs, soft purges)",
                   "2026-11")),
      field("on_change", &PurgeSpec::on_change,
            "whether each change at the origin is purged by URL as soon as it happens",
            assumed("a design has to ask for it: somebody must build and run it")));
}

std::vector<Field> fields(Of<PurgeEverythingSpec>) { return list<PurgeEverythingSpec>(); }

std::vector<Field> fields(Of<PurgeUrlSpec>) {
  return list<PurgeUrlSpec>(field("rank", &PurgeUrlSpec::rank,
                                  "which object of the route; 1 is the most popular", shorthand(),
                                  required(), at_least(std::int64_t{1})));
}

std::vector<Field> fields(Of<PurgeTagSpec>) {
  return list<PurgeTagSpec>(field("number", &PurgeTagSpec::number,
                                  "which of the route's tags, counted from 1", shorthand(),
                                  required(), at_least(std::int64_t{1})));
}

std::vector<Field> fields(Of<PurgePrefixSpec>) {
  return list<PurgePrefixSpec>(
      field("number", &PurgePrefixSpec::number,
            "which of the route's prefixes, counted from 1; 1 holds the most popular objects",
            shorthand(), required(), at_least(std::int64_t{1})));
}

std::vector<Field> fields(Of<PurgeRequestSpec>) {
  return list<PurgeRequestSpec>(
      field("at", &PurgeRequestSpec::at,
            "when it is asked for, from the start of the run (warm-up included)", required(),
            at_least(Duration{0})),
      field("route", &PurgeRequestSpec::route, "whose content", required(),
            refers_to("world.routes")),
      field("what", &PurgeRequestSpec::what, "which of it: everything, {url: 1}, {tag: 17} …",
            assumed("the purge that everybody reaches for first")));
}

}  // namespace edgecase
