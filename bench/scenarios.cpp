// End to end: simulated requests a second of one core, events and bytes per request, on the shipped
// image shop and on a variant in which nearly everything hits.
// Instructions per request:
//   valgrind --tool=callgrind build/release/edgecase run … -j 1 --replications 1

#include <memory>
#include <string>

#include <benchmark/benchmark.h>

#include "load/catalogue.hpp"
#include "path/run.hpp"
#include "scenario/setting.hpp"

namespace edgecase {
namespace {

const std::string root = EDGECASE_SOURCE_DIR;

std::shared_ptr<const Blueprint> plan_of(const std::string& file) {
  Diagnostics diagnostics;
  const Catalogue catalogue({root + "/scenarios"});
  auto setting = open_scenario(root + file, {}, catalogue, diagnostics);
  if (!setting) throw std::runtime_error(file + " has errors");
  return std::make_shared<const Blueprint>(std::move(*setting));
}

void replication(benchmark::State& state, const std::string& file) {
  const auto plan = plan_of(file);
  double requests = 0;
  double events = 0;
  double hits = 0;
  double objects = 0;
  std::uint64_t number = 0;
  for (auto _ : state) {
    const Observations seen = run_once(*plan, 42, number++);
    requests += static_cast<double>(seen.simulated_requests);
    events += static_cast<double>(seen.events);
    objects += static_cast<double>(seen.cached_objects);
    std::uint64_t hit = 0;
    std::uint64_t measured = 0;
    for (const Cell& cell : seen.cells) {
      hit += cell.edge_hits;
      measured += cell.requests;
    }
    hits += static_cast<double>(hit) / static_cast<double>(measured);
  }
  const auto n = static_cast<double>(state.iterations());
  state.counters["requests/s"] = benchmark::Counter(requests, benchmark::Counter::kIsRate);
  state.counters["s/request"] =
      benchmark::Counter(requests, benchmark::Counter::kIsRate | benchmark::Counter::kInvert);
  state.counters["events/request"] = events / requests;
  state.counters["edge_hits"] = hits / n;
  state.counters["cached_objects"] = objects / n;
}

BENCHMARK_CAPTURE(replication, image_shop, std::string("/scenarios/image-shop.yaml"))
    ->Unit(benchmark::kMillisecond);
BENCHMARK_CAPTURE(replication, all_hit, std::string("/bench/all-hit.yaml"))
    ->Unit(benchmark::kMillisecond);

void open_and_plan(benchmark::State& state) {
  for (auto _ : state) benchmark::DoNotOptimize(plan_of("/scenarios/image-shop.yaml"));
}
BENCHMARK(open_and_plan)->Unit(benchmark::kMillisecond);

}  // namespace
}  // namespace edgecase

BENCHMARK_MAIN();
