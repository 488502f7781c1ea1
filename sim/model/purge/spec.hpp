#pragma once
// What a design says of purging: `design.purge` (how purges travel and what limits them), and the
// purges that are asked for: `world.purges`.

#include <optional>
#include <string>

#include <edgecase/units.hpp>

#include "load/fields.hpp"

namespace edgecase {

// ---- design.purge -------------------------------------------------------------------------------

/// How a purge reaches the PoPs; kinds.hpp.
struct PurgeWayMenu {};
using PurgeWayChoice = Choice<PurgeWayMenu>;
Menu menu(Of<PurgeWayMenu>);

enum class PurgePlan { free, pro, business, enterprise, no_limit };
inline auto names(Of<PurgePlan>) {
  return enumerators<PurgePlan>(
      {{"free", PurgePlan::free, "5 requests a minute, 25 at once; 800 URLs/s"},
       {"pro", PurgePlan::pro, "5 requests/s, 25 at once; 1,500 URLs/s"},
       {"business", PurgePlan::business, "10 requests/s, 50 at once; 1,500 URLs/s"},
       {"enterprise", PurgePlan::enterprise, "50 requests/s, 500 at once; 3,000 URLs/s"},
       {"no_limit", PurgePlan::no_limit, "every purge is taken at once"}});
}

struct PurgeSpec {
  std::string from = {};
  PurgeWayChoice model{"hub_and_spoke"};
  PurgePlan plan = PurgePlan::business;
  std::optional<Rate> rate = {};
  std::optional<Count> bucket = {};
  std::optional<Rate> urls = {};
  bool soft = false;
  bool on_change = false;
};
inline auto fields(Of<PurgeSpec>) {
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

// ---- world.purges -------------------------------------------------------------------------------

/// What one purge takes; target.hpp.
struct PurgeWhatMenu {};
using PurgeWhatChoice = Choice<PurgeWhatMenu>;
Menu menu(Of<PurgeWhatMenu>);

struct PurgeEverythingSpec {};
inline auto fields(Of<PurgeEverythingSpec>) { return list<PurgeEverythingSpec>(); }

struct PurgeUrlSpec {
  Count rank{1};
};
inline auto fields(Of<PurgeUrlSpec>) {
  return list<PurgeUrlSpec>(field("rank", &PurgeUrlSpec::rank,
                                  "which object of the route; 1 is the most popular", shorthand(),
                                  required(), at_least(std::int64_t{1})));
}
struct PurgeTagSpec {
  Count number{1};
};
inline auto fields(Of<PurgeTagSpec>) {
  return list<PurgeTagSpec>(field("number", &PurgeTagSpec::number,
                                  "which of the route's tags, counted from 1", shorthand(),
                                  required(), at_least(std::int64_t{1})));
}
struct PurgePrefixSpec {
  Count number{1};
};
inline auto fields(Of<PurgePrefixSpec>) {
  return list<PurgePrefixSpec>(
      field("number", &PurgePrefixSpec::number,
            "which of the route's prefixes, counted from 1; 1 holds the most popular objects",
            shorthand(), required(), at_least(std::int64_t{1})));
}

struct PurgeRequestSpec {
  Duration at{};
  std::string route;
  PurgeWhatChoice what{"everything"};
};
inline auto fields(Of<PurgeRequestSpec>) {
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
