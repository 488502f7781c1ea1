// What is said of purges that cannot happen, and where.
#include <map>
#include <string>
#include <vector>

#include <doctest/doctest.h>

#include "load/read.hpp"
#include "model/content/spec.hpp"
#include "model/purge/kinds.hpp"
#include "model/purge/target.hpp"

namespace edgecase {
namespace {

// A scenario's parts that purges speak of, where a scenario has them.
struct PurgedRouteSpec {
  Count objects{100};
  Count tags{0};
  Count prefixes{0};
  std::optional<ChangeSpec> changes;
};
inline auto fields(Of<PurgedRouteSpec>) {
  return list<PurgedRouteSpec>(field("objects", &PurgedRouteSpec::objects, "objects"),
                               field("tags", &PurgedRouteSpec::tags, "tags"),
                               field("prefixes", &PurgedRouteSpec::prefixes, "prefixes"),
                               field("changes", &PurgedRouteSpec::changes, "changes"));
}
struct PurgeWorldSpec {
  std::map<std::string, PurgedRouteSpec> routes;
  std::vector<PurgeRequestSpec> purges;
};
inline auto fields(Of<PurgeWorldSpec>) {
  return list<PurgeWorldSpec>(field("routes", &PurgeWorldSpec::routes, "routes"),
                              field("purges", &PurgeWorldSpec::purges, "purges"));
}
struct PurgeDesignSpec {
  PurgeSpec purge;
};
inline auto fields(Of<PurgeDesignSpec>) {
  return list<PurgeDesignSpec>(field("purge", &PurgeDesignSpec::purge, "purging"));
}
struct PurgeScenarioSpec {
  PurgeWorldSpec world;
  PurgeDesignSpec design;
};
inline auto fields(Of<PurgeScenarioSpec>) {
  return list<PurgeScenarioSpec>(field("world", &PurgeScenarioSpec::world, "world"),
                                 field("design", &PurgeScenarioSpec::design, "design"));
}
void check(const PurgeScenarioSpec& spec, Checker& checker) {
  for (std::size_t i = 0; i < spec.world.purges.size(); ++i) {
    const PurgeRequestSpec& purge = spec.world.purges[i];
    const auto route = spec.world.routes.find(purge.route);
    if (route == spec.world.routes.end()) continue;
    Checker at = checker.at("world.purges[" + std::to_string(i) + "]");
    check_purge(purge,
                {.objects = static_cast<std::uint32_t>(route->second.objects.value),
                 .tags = route->second.tags,
                 .prefixes = route->second.prefixes},
                10min, at);
  }
}

/// "CODE line path" of everything that is wrong, one a line.
std::string purge_problems(const std::string& text) {
  Diagnostics diagnostics;
  const auto document = parse_document(text, "s.yaml", {}, diagnostics);
  if (document) read<PurgeScenarioSpec>(*document, diagnostics);
  std::string all;
  for (const Diagnostic& d : diagnostics.sorted()) {
    all += d.code + " " + std::to_string(d.line) + " " + d.path + "\n";
  }
  return all;
}

}  // namespace

TEST_SUITE("diagnostics") {
  TEST_CASE("purges out of time, and of URLs, tags and prefixes that a route does not have") {
    const auto problems = purge_problems(R"(world:
  routes:
    images: {objects: 100, tags: 5}
  purges:
    - {at: 10min, route: images}
    - {at: 1min, route: images, what: {url: 101}}
    - {at: 1min, route: images, what: {tag: 6}}
    - {at: 1min, route: images, what: {prefix: 1}}
    - {at: 9min59s, route: images, what: {tag: {number: 5}}}
    - {at: 0s, route: images, what: everything}
    - {at: 0s, route: images, what: {url: 100}}
)");
    CHECK(problems == R"(EC0202 5 world.purges[0].at
EC0112 6 world.purges[1].what.url
EC0112 7 world.purges[2].what.tag
EC0115 8 world.purges[3].what.prefix
)");
  }

  TEST_CASE("purges of unknown routes and kinds, and without a time") {
    const auto problems = purge_problems(R"(world:
  routes:
    images: {objects: 100, tags: 5}
  purges:
    - {at: 1min, route: imagse}
    - {at: 1min, route: images, what: {tag: 0}}
    - {at: 1min, route: images, what: host}
    - {route: images}
)");
    CHECK(problems == R"(EC0115 5 world.purges[0].route
EC0112 6 world.purges[1].what.tag
EC0114 7 world.purges[2].what
EC0105 8 world.purges[3].at
)");
  }

  TEST_CASE("ways, plans and changes: wrong values are refused where they stand") {
    const auto problems = purge_problems(R"(world:
  routes:
    a: {changes: {every: 0s}}
    b: {changes: {every: 1d, share: 110%}}
    c: {changes: 1d}
    d: {changes: {share: 10%}}
design:
  purge:
    model: {gossip: {loss: 60%, every: 0ms}}
    plan: platinum
    rate: 0 rps
)");
    CHECK(problems == R"(EC0112 3 world.routes.a.changes.every
EC0112 4 world.routes.b.changes.share
EC0105 6 world.routes.d.changes.every
EC0112 9 design.purge.model.gossip.loss
EC0112 9 design.purge.model.gossip.every
EC0114 10 design.purge.plan
EC0112 11 design.purge.rate
)");
  }
}

}  // namespace edgecase
