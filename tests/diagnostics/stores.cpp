// What stores cannot do is said at its place, with the platform's limit; so is what no store uses.
#include <set>
#include <string>

#include <doctest/doctest.h>

#include "support/runs.hpp"

using namespace edgecase;
using edgecase::testing::Overrides;

namespace {

const char* const one_store = R"(apiVersion: edgecase/v1
kind: Scenario
metadata: {name: one_store}
world:
  network: small-globe
  horizon: {warm_up: 1s, measure: 10s}
  demand: {rate: 100 rps}
  routes:
    a: {objects: 1000, popularity: uniform, size: 1kB, operations: {read: 90%, write: 10%}}
  origin: {at: us-east-1, service: 5ms}
design:
  routes: {a: {store: data}}
  stores: {data: {kind: kv}}
)";

struct Said {
  std::set<std::string> places;  ///< "CODE path", errors with an E before
  std::string all;
};
Said said_with(const Overrides& overrides) {
  Diagnostics diagnostics;
  open_scenario_text(one_store, "one.yaml", overrides, edgecase::testing::test_catalogue(),
                     diagnostics);
  Said said;
  for (const Diagnostic& d : diagnostics.sorted()) {
    said.places.insert((d.severity == Severity::error ? "E " : "") + d.code + " " + d.path);
    said.all += d.message + "\n" + d.hint + "\n";
  }
  return said;
}
using Places = std::set<std::string>;
Places places_with(const Overrides& overrides) { return said_with(overrides).places; }

}  // namespace

TEST_SUITE("diagnostics") {
  TEST_CASE("stores: a design that uses what it says is not warned of") {
    CHECK(places_with({}).empty());
    CHECK(places_with({"design.stores.data.kind={replicated: {replicas: [eu-west-1]}}"}).empty());
    CHECK(places_with({"world.routes.a.keys.stock=5",
                       "world.routes.a.operations={read: 90%, read_modify_write: 10%}"})
              .empty());
  }

  TEST_CASE("stores: values above the platform's limit") {
    const Said kv = said_with({"world.routes.a.size=26MiB"});
    CHECK(kv.places == Places{"E EC0210 world.routes.a.size"});
    CHECK(kv.all.find("25 MiB (Workers KV, Cloudflare docs") != std::string::npos);
    CHECK(places_with({"world.routes.a.size=25MiB"}).empty());
    CHECK(places_with({"world.routes.a.size=3MB", "design.stores.data.kind=single_home"}) ==
          Places{"E EC0210 world.routes.a.size"});
    // Half are below a megabyte; one in a hundred is above the limit.
    CHECK(places_with({"world.routes.a.size={lognormal: {p50: 1MB, p99: 2.1MB}}",
                       "design.stores.data.kind=single_home"}) ==
          Places{"EC0210 world.routes.a.size"});
    CHECK(places_with({"world.routes.a.size=3MB", "design.stores.data.kind=object"}).empty());
  }

  TEST_CASE(
      "stores: more writes to a key than a kv store takes, with the share that is throttled") {
    // 10 writes/s to one of ten keys: 1 a key. Of 30, 3 a key: 3 / (3 + 1).
    CHECK(places_with({"world.routes.a.objects=10"}).empty());
    const Said said = said_with({"world.routes.a.objects=10", "world.demand.rate=300 rps"});
    CHECK(said.places == Places{"EC0210 world.routes.a.operations"});
    CHECK(said.all.find("3 writes/s") != std::string::npos);
    CHECK(said.all.find("75% of them are throttled (429)") != std::string::npos);
    CHECK(said.all.find("1 write/s to a key (Cloudflare docs") != std::string::npos);
    CHECK(places_with({"world.routes.a.objects=10", "world.demand.rate=300 rps",
                       "design.stores.data.kind={kv: {writes_per_key: 5 rps}}"})
              .empty());
    CHECK(places_with({"world.routes.a.objects=10", "world.demand.rate=300 rps",
                       "design.stores.data.kind=single_home"})
              .empty());
  }

  TEST_CASE("stores: places that the network does not know") {
    CHECK(places_with({"design.stores.data.at=atlantis"}) ==
          Places{"E EC0115 design.stores.data.at"});
    CHECK(
        places_with({"design.stores.data.kind={replicated: {replicas: [eu-west-1, atlantis]}}"}) ==
        Places{"E EC0115 design.stores.data.kind.replicated.replicas[1]"});
    CHECK(places_with({"design.stores.data.kind={quorum: {replicas: [atlantis, eu-west-1]}}"}) ==
          Places{"E EC0115 design.stores.data.kind.quorum.replicas[0]"});
    CHECK(places_with({"design.stores.data.kind={object: {replicas: [atlantis]}}"}) ==
          Places{"E EC0115 design.stores.data.kind.object.replicas[0]"});
  }

  TEST_CASE("stores: quorums that do not meet, and that cannot be") {
    const std::string kind = "design.stores.data.kind.quorum.";
    const auto quorum = [](const std::string& numbers) {
      return Overrides{"design.stores.data.kind={quorum: {replicas: [eu-west-1, sa-east-1], " +
                       numbers + "}}"};
    };
    CHECK(places_with(quorum("r: 2, w: 2")).empty());
    CHECK(places_with(quorum("r: 1, w: 2")) == Places{"EC0905 " + kind + "r"});
    CHECK(places_with(quorum("r: 1, w: 4")) == Places{"E EC0112 " + kind + "w"});
    CHECK(places_with(quorum("r: 0, w: 2")) == Places{"E EC0112 " + kind + "r"});
    CHECK(places_with({"design.stores.data.kind={replicated: {replicas: []}}"}) ==
          Places{"E EC0107 design.stores.data.kind.replicated.replicas"});
  }

  TEST_CASE("stores: a policy that a kind does not have, and attempts without compare-and-set") {
    CHECK(places_with({"design.stores.data={kind: kv, conflicts: serial}"}) ==
          Places{"E EC0112 design.stores.data.conflicts"});
    CHECK(places_with({"design.stores.data={kind: object, attempts: 3}"}) ==
          Places{"EC0902 design.stores.data.attempts"});
  }

  TEST_CASE("stores: what no store uses") {
    CHECK(places_with({"design.stores.other={kind: kv}"}) == Places{"EC0902 design.stores.other"});
    CHECK(places_with({"design.routes.a={}", "design.stores={}", "world.routes.a.keys.stock=5"}) ==
          Places{"EC0902 world.routes.a.keys.stock"});
    CHECK(places_with({"world.routes.a.keys.stock=5"}) ==
          Places{"EC0902 world.routes.a.keys.stock"});
    CHECK(places_with({"world.routes.a.keys={roaming: 5%}"}) ==
          Places{"EC0902 world.routes.a.keys.roaming"});
    CHECK(places_with({"world.routes.a.changes=10s"}) == Places{"EC0902 world.routes.a.changes"});
    const std::string function = "design.compute.fn={runtime: isolate";
    CHECK(places_with({function + "}", "design.routes.a.compute=fn"}) ==
          Places{"EC0902 design.routes.a.store", "EC0902 design.stores.data"});
    CHECK(places_with(
              {function + ", sub_requests: {to: data, count: 1}}", "design.routes.a={compute: fn}"})
              .empty());
    CHECK(places_with({"world.sample=50%", "design.stores.data.kind=origin_db"})
              .contains("E EC0209 design.stores.data.kind"));
  }
}
