// Routes that replay a trace: the same objects, sizes and hits as the trace itself.
#include <algorithm>
#include <list>
#include <numeric>

#include <doctest/doctest.h>
#include <fmt/core.h>

#include "core/random.hpp"
#include "scenario/reopen.hpp"
#include "support/runs.hpp"
#include "support/traces.hpp"

using namespace edgecase;
using namespace edgecase::testing;

namespace {

struct Record {
  std::uint64_t key;
  std::int64_t size;
};

std::vector<Record> records(std::size_t count) {
  const Stream stream(7, 0, "test/trace");
  std::vector<Record> all;
  for (std::size_t i = 0; i < count; ++i) {
    const double unit = stream.unit(i);
    const auto key = static_cast<std::uint64_t>(200 * unit * unit * unit);
    all.push_back({key, 1000 + static_cast<std::int64_t>(key) * 7});
  }
  return all;
}

std::string csv(const std::vector<Record>& all) {
  std::string text = "key,size\n";
  for (const Record& r : all) text += fmt::format("k{},{}\n", r.key, r.size);
  return text;
}

std::uint64_t lru_hits(const std::vector<Record>& all, std::size_t requests, std::size_t capacity) {
  std::list<std::uint64_t> kept;
  std::uint64_t hits = 0;
  for (std::size_t i = 0; i < requests; ++i) {
    const std::uint64_t key = all[i % all.size()].key;
    const auto at = std::find(kept.begin(), kept.end(), key);
    if (at != kept.end()) {
      ++hits;
      kept.erase(at);
    }
    kept.push_front(key);
    if (kept.size() > capacity) kept.pop_back();
  }
  return hits;
}

std::string scenario(const std::string& trace, const std::string& measure) {
  return R"(
apiVersion: edgecase/v1
kind: Scenario
metadata: {name: replay}
world:
  network: lab
  horizon: {warm_up: 0s, measure: )" +
         measure + R"(}
  demand: {rate: 10 rps}
  routes: {all: {share: 100%, trace: )" +
         trace + R"(}}
  origin: {service: 1us, workers: unlimited}
design:
  routes: {all: {cache: edge}}
  caches: {edge: {policy: lru, objects: 25, ttl: 48h}}
)";
}

const Cell& only_cell(const Runs& runs) {
  const Observations& seen = runs.replications.at(0).seen;
  for (const Cell& cell : seen.cells) {
    if (cell.requests > 0) return cell;
  }
  FAIL("nobody asked for anything");
  return seen.cells.front();
}

}  // namespace

TEST_SUITE("laws") {
  TEST_CASE("a route that replays a trace hits exactly where the trace would, round after round") {
    test::TraceFolder folder;
    const std::vector<Record> all = records(3000);
    const auto file = folder.write("t.csv", csv(all));
    const Runs runs = run(open_text(scenario(file.string(), "10min")));
    const Cell& cell = only_cell(runs);
    REQUIRE(cell.requests > all.size());  // it began again
    CHECK(cell.edge_hits == lru_hits(all, cell.requests, 25));
    std::uint64_t bytes = 0;
    for (std::size_t i = 0; i < cell.requests; ++i) {
      bytes += static_cast<std::uint64_t>(all[i % all.size()].size);
    }
    CHECK(cell.bytes == bytes);
  }

  TEST_CASE("a scenario that is opened again does not read its traces again") {
    test::TraceFolder folder;
    const auto trace = folder.write("t.csv", csv(records(50)));
    const auto file = folder.write("s.yaml", scenario(trace.string(), "1min"));
    Diagnostics problems;
    const auto first = open_scenario(file, {}, test_catalogue(), problems);
    REQUIRE(first);
    std::filesystem::remove(trace);
    const Overrides tier{"design.caches.edge.upper_tier={per: global}"};
    const auto again = reopen_scenario(file, tier, test_catalogue(), problems, first->traces);
    REQUIRE(again);
    CHECK(again->scenario.design.caches.at("edge").upper_tier);
    CHECK(&again->traces.at("all").trace() == &first->traces.at("all").trace());
  }

  TEST_CASE("a trace that does not repeat ends its route, and only that") {
    test::TraceFolder folder;
    const auto file = folder.write("t.csv", csv(records(500)));
    const std::string once = fmt::format("{{file: {}, loop: false}}", file.string());
    const Runs alone = run(open_text(scenario(once, "5min")));
    CHECK(only_cell(alone).requests == 500);
    const Runs both =
        run(open_text(scenario(once, "5min"), {"world.routes.all.share=50%",
                                               "world.routes.other={share: 50%, size: 1kB}"}));
    const Observations& seen = both.replications.at(0).seen;
    const auto of_route = [&](std::size_t route) {
      std::uint64_t requests = 0;
      for (std::size_t r = 0; r < seen.regions; ++r) requests += seen.cell(route, r).requests;
      return requests;
    };
    CHECK(of_route(0) == 500);
    CHECK(of_route(1) > 1350);
    CHECK(of_route(1) < 1650);
  }
}
