// The cache core alone: requests a second and bytes per cached object of each policy, on Zipf(1.0)
// over a million objects, as cache simulators are compared.

#include "model/cache/cache.hpp"

#include <string>
#include <vector>

#include <benchmark/benchmark.h>

#include "core/popularity.hpp"
#include "model/cache/kinds.hpp"

namespace edgecase {
namespace {

constexpr std::size_t batch = 32;

std::vector<ObjectKey> requests(std::size_t n) {
  const Popularity zipf = Popularity::zipf(1.0, 1'000'000);
  const Stream stream(42, 0, "bench/cache");
  std::vector<ObjectKey> keys(n);
  for (std::size_t i = 0; i < n; ++i) keys[i] = zipf.draw(stream, i) + 1;
  return keys;
}

void replay(benchmark::State& state, const std::string& policy) {
  static const std::vector<ObjectKey> keys = requests(10'000'000);
  const auto objects = static_cast<std::int64_t>(state.range(0));
  std::uint64_t misses = 0;
  double bytes_per_object = 0;
  for (auto _ : state) {
    NodePool pool(static_cast<std::uint64_t>(objects) + 16);
    Arena tables(static_cast<std::size_t>(objects) * 64 + 4096);
    Cache cache({{INT64_MAX}, {objects}}, pool, tables, make_policy(PolicyChoice(policy), pool));
    misses = 0;
    for (std::size_t at = 0; at < keys.size(); at += batch) {
      for (std::size_t i = at; i < at + batch; ++i) prefetch_to_read(cache.line(keys[i]));
      for (std::size_t i = at; i < at + batch; ++i) {
        const NodeId node = cache.find(keys[i]);
        if (node != Index::none) pool.prefetch(node);
      }
      for (std::size_t i = at; i < at + batch; ++i) {
        if (cache.look_up(keys[i], Instant{}).state == Cache::State::fresh) continue;
        ++misses;
        cache.admit(keys[i], {1}, Instant::max());
      }
    }
    bytes_per_object = static_cast<double>(cache.bookkeeping_bytes()) / cache.objects();
  }
  const auto n = static_cast<double>(keys.size());
  state.counters["requests/s"] =
      benchmark::Counter(n, benchmark::Counter::kIsIterationInvariantRate);
  state.counters["bytes/object"] = bytes_per_object;
  state.counters["miss_ratio"] = static_cast<double>(misses) / n;
}

void all_policies() {
  for (const Alternative& kind : menu_of<PolicyMenu>().alternatives) {
    const std::string name = kind.name;
    benchmark::RegisterBenchmark(("replay/" + name).c_str(),
                                 [name](benchmark::State& state) { replay(state, name); })
        ->Arg(1000)
        ->Arg(10'000)
        ->Arg(100'000)
        ->Unit(benchmark::kMillisecond);
  }
}

}  // namespace
}  // namespace edgecase

int main(int argc, char** argv) {
  edgecase::all_policies();
  benchmark::Initialize(&argc, argv);
  benchmark::RunSpecifiedBenchmarks();
}
