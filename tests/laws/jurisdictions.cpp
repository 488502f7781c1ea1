// Where personal data may be: what leaves a jurisdiction is counted, by hand in a world of two
// towns, Many (United States, 98 of 100 people) and Few (Germany, two).
#include "model/net/jurisdictions.hpp"

#include <cmath>

#include <doctest/doctest.h>

#include "support/runs.hpp"

using namespace edgecase;
using namespace edgecase::testing;

namespace {

const char* const towns = R"(
apiVersion: edgecase/v1
kind: Scenario
metadata: {name: towns}
world:
  network: two-shores
  horizon: {warm_up: 10s, measure: 200s}
  demand: {rate: 100 rps}
  routes: {all: {share: 100%, objects: 1000, popularity: {zipf: 0.5}, size: 1kB}}
  origin: {at: few, service: 5ms}
design:
  routes: {all: {}}
)";

struct Left {
  double any = 0;
  double passed = 0;
  double stored = 0;
};
Left left(const std::string& keys, Overrides more = {}) {
  more.insert(more.begin(), "world.routes.all.keys=" + keys);
  const Runs runs = run(open_text(towns, more));
  check_books(runs);
  const Left all{read_metric(runs, "data.outside.share{route=all}"),
                 read_metric(runs, "data.outside.passed.share{route=all}"),
                 read_metric(runs, "data.outside.stored.share{route=all}")};
  CHECK(all.any >= std::max(all.passed, all.stored));
  CHECK(all.any <= all.passed + all.stored);
  return all;
}
/// 20,000 requests: the standard error of a share of 0.98 is 0.001.
bool is_near(double value, double expected) { return std::abs(value - expected) < 0.005; }

Overrides in_store(const std::string& store, Overrides more = {}) {
  more.insert(more.begin(),
              {"design.stores={data: " + store + "}", "design.routes={all: {store: data}}",
               "world.routes.all.operations={read: 80%, write: 20%}"});
  return more;
}

const char* const eu = "{jurisdiction: eu}";
const char* const eu_users = "{owner: user, jurisdiction: eu}";

}  // namespace

TEST_SUITE("laws") {
  TEST_CASE("jurisdictions: the European Union has 27 members, and some regions overseas") {
    CHECK(countries_of(Jurisdiction::eu).size() == 27 + 6);
    for (const char* country : {"DE", "FR", "IE", "HR", "GR", "RE"})
      CHECK(jurisdictions_of(country) == bit_of(Jurisdiction::eu));
    for (const char* country : {"GB", "CH", "NO", "IS", "TR", "UA", ""})
      CHECK(jurisdictions_of(country) == 0);
    CHECK(jurisdictions_of("US") == bit_of(Jurisdiction::us));
  }

  TEST_CASE("jurisdictions: data pass the PoPs of those who ask") {
    const Left uncached = left(eu);
    CHECK(is_near(uncached.passed, 0.98));
    CHECK(uncached.stored == 0);
    const Left american = left("{jurisdiction: us}");
    CHECK(is_near(american.passed, 0.02));
    CHECK(american.stored == 1);  // the origin is in Few
  }

  TEST_CASE("jurisdictions: a cache keeps what passes it") {
    const Overrides cached{"design.routes={all: {cache: edge}}",
                           "design.caches={edge: {ttl: 20s}}"};
    const Left everywhere = left(eu, cached);
    CHECK(is_near(everywhere.stored, 0.98));
    CHECK(everywhere.stored == everywhere.passed);
    // Too large for it: nothing rests there.
    Overrides too_large = cached;
    too_large.push_back("design.caches.edge.largest_object=100B");
    CHECK(left(eu, too_large).stored == 0);
  }

  TEST_CASE("jurisdictions: of users' own objects those count whose owner lives there") {
    const Runs runs = run(open_text(towns, {std::string("world.routes.all.keys=") + eu_users}));
    const DataMeter& meter = runs.replications.front().seen.data.front();
    // Objects of few owners are asked for unevenly: about 2% of 20,000.
    CHECK(meter.requests > 100);
    CHECK(meter.requests < 900);
    CHECK(meter.outside == 0);
    const Left roaming = left("{owner: user, jurisdiction: eu, roaming: 50%}");
    CHECK(std::abs(roaming.passed - 0.5 * 0.98) < 0.12);
    CHECK(roaming.stored == 0);
  }

  TEST_CASE("jurisdictions: a store's data are where its sites are") {
    const std::string kv = "{kind: {kv: {writes_per_key: 1000 rps}}";  // none is throttled
    CHECK(left(eu_users, in_store("{kind: object, at: few}")).any == 0);
    CHECK(left(eu_users, in_store("{kind: object, at: many}")).stored == 1);
    CHECK(left(eu_users, in_store("{kind: {replicated: {replicas: [many]}}, at: few}")).stored ==
          1);
    CHECK(left(eu_users, in_store(kv + ", at: few}")).any == 0);
    CHECK(left(eu_users, in_store(kv + ", at: many}")).stored == 1);
    // Others' PoPs keep copies as well.
    CHECK(is_near(left(eu, in_store(kv + ", at: few}")).stored, 0.98));
  }

  TEST_CASE("jurisdictions: instances begin near their first user, or inside where they must") {
    CHECK(left(eu_users, in_store("{kind: single_home, at: many}")).any == 0);
    // By key: 98% of them, but the most popular has 1.6% of the requests.
    CHECK(left(eu, in_store("{kind: single_home, at: few}")).stored > 0.95);
    const Left kept = left(eu, in_store("{kind: single_home, at: few, jurisdiction: eu}"));
    CHECK(kept.stored == 0);
    CHECK(is_near(kept.passed, 0.98));
  }

  TEST_CASE("jurisdictions: functions and what they ask count where they are") {
    const Overrides near_data{"design.routes={all: {compute: api}}",
                              "design.compute={api: {runtime: isolate, place: near_data, "
                              "sub_requests: {to: few, count: 1}}}"};
    CHECK(left(eu, near_data).stored == 0);
    Overrides abroad = near_data;
    abroad.push_back("design.compute.api.sub_requests.to=many");
    const Left away = left(eu, abroad);
    CHECK(away.passed == 1);
    CHECK(away.stored == 1);
  }

  TEST_CASE("jurisdictions: what cannot be kept inside is refused, with the reason") {
    const auto complaint = [](const std::string& store) {
      const Opened opened = try_open(towns, in_store(store));
      CHECK_FALSE(opened.plan);
      return opened.complaints;
    };
    CHECK(complaint("{kind: kv, at: few, jurisdiction: eu}")
              .find("Workers KV has no jurisdiction setting (Cloudflare docs") !=
          std::string::npos);
    CHECK(complaint("{kind: object, at: many, jurisdiction: eu}")
              .find("many (US) is outside the jurisdiction `eu`") != std::string::npos);
    CHECK(complaint("{kind: object, jurisdiction: us}")
              .find("few (DE) is outside the jurisdiction `us`, and the store stands where the "
                    "origin is") != std::string::npos);
    CHECK(complaint("{kind: {replicated: {replicas: [few, many]}}, at: few, jurisdiction: eu}")
              .find("design.stores.data.kind.replicated.replicas[1]") != std::string::npos);
    CHECK(complaint("{kind: object, at: nowhere}").find("unknown place `nowhere`") !=
          std::string::npos);
  }

  TEST_CASE("jurisdictions: no personal data, no share") {
    const Runs runs = run(open_text(towns));
    CHECK(std::isnan(read_metric(runs, "data.outside.share")));
  }
}
