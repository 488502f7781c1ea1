// The cache core alone, on Zipf(1.0) over a million objects, ten million requests, as cache
// simulators are compared: every policy of the menu, replayed (its own loop, dense table) and in a
// world's cache (through the menu's interface, hashed table).
//
// bytes/object: what the policy keeps per cached object: 24 bytes, ghosts and tables of its own
// included. index bytes/object: the table of keys beside it. A replay's is 4 bytes for each of the
// trace's objects; a world's grows with what is cached.

#include "model/cache/cache.hpp"

#include <string>
#include <vector>

#include <benchmark/benchmark.h>

#include "core/popularity.hpp"
#include "core/prefetch.hpp"
#include "model/cache/kinds.hpp"
#include "model/cache/replay.hpp"

namespace edgecase {
namespace {

constexpr std::size_t batch = 32;
constexpr std::uint32_t population = 1'000'000;

const std::vector<ReplayRequest>& requests() {
  static const std::vector<ReplayRequest> all = [] {
    const Popularity zipf = Popularity::zipf(1.0, population);
    const Stream stream(42, 0, "bench/cache");
    std::vector<ReplayRequest> made(10'000'000);
    for (std::size_t i = 0; i < made.size(); ++i) made[i].object = zipf.draw(stream, i);
    std::vector<std::uint32_t> next(population, ReplayRequest::never);
    for (std::size_t i = made.size(); i-- > 0;) {
      made[i].next_use = next[made[i].object];
      next[made[i].object] = static_cast<std::uint32_t>(i);
    }
    return made;
  }();
  return all;
}

struct Outcome {
  std::uint64_t misses = 0;
  double objects = 1;
  double bookkeeping = 0;
  double index = 0;
};

void report(benchmark::State& state, const Outcome& outcome) {
  const auto n = static_cast<double>(requests().size());
  using benchmark::Counter;
  state.counters["requests/s"] = Counter(n, Counter::kIsIterationInvariantRate);
  state.counters["s/request"] = Counter(n, Counter::kIsIterationInvariantRate | Counter::kInvert);
  state.counters["bytes/object"] = outcome.bookkeeping / outcome.objects;
  state.counters["index bytes/object"] = outcome.index / outcome.objects;
  state.counters["miss_ratio"] = static_cast<double>(outcome.misses) / n;
}

void replay(benchmark::State& state, const std::string& policy) {
  const CacheLimits limits{{state.range(0)}};
  const std::vector<ReplayRequest>& all = requests();
  Outcome outcome;
  for (auto _ : state) {
    Replay run(PolicyChoice(policy), AdmissionChoice("all"), limits, population, 1);
    run.run(all);
    const ReplayHoldings held = run.holdings();
    outcome = {run.counts().misses, static_cast<double>(held.objects),
               static_cast<double>(held.bookkeeping), static_cast<double>(held.index)};
  }
  report(state, outcome);
}

void world(benchmark::State& state, const std::string& policy) {
  const PolicyChoice choice(policy);
  const CacheLimits limits = limits_under(choice, {{state.range(0)}});
  const std::vector<ReplayRequest>& all = requests();
  Outcome outcome;
  for (auto _ : state) {
    NodePool pool(3 * population);
    Arena tables;
    Cache cache(limits, pool, Index(tables),
                make_policy(choice, {pool, limits, Stream(1, 0, "eviction")}));
    outcome.misses = 0;
    for (std::size_t at = 0; at < all.size(); at += batch) {
      const auto some = std::span(all).subspan(at, std::min(batch, all.size() - at));
      for (const ReplayRequest& r : some) prefetch_to_read(cache.line(r.object + 1));
      for (const ReplayRequest& r : some) {
        const NodeId node = cache.find(r.object + 1);
        if (node != no_node) pool.prefetch(node);
      }
      for (const ReplayRequest& r : some) {
        if (cache.look_up(r.object + 1, Instant{}).state == Cache::State::fresh) continue;
        ++outcome.misses;
        cache.admit(r.object + 1, {r.size}, Instant::max());
      }
    }
    outcome.objects = cache.objects();
    outcome.bookkeeping = static_cast<double>(cache.policy_bytes());
    outcome.index = static_cast<double>(cache.bookkeeping_bytes() - cache.policy_bytes());
  }
  report(state, outcome);
}

template <class Bench>
void at_every_size(const std::string& name, const std::string& policy, Bench bench) {
  auto* made = benchmark::RegisterBenchmark((name + "/" + policy).c_str(),
                                            [=](benchmark::State& state) { bench(state, policy); });
  made->Arg(1000)->Arg(10'000)->Arg(100'000)->Unit(benchmark::kMillisecond);
}

void all_policies() {
  for (const Alternative& kind : menu_of<PolicyMenu>().alternatives) {
    at_every_size("replay", kind.name, replay);
    if (!offline(PolicyChoice(kind.name))) at_every_size("world", kind.name, world);
  }
}

}  // namespace
}  // namespace edgecase

int main(int argc, char** argv) {
  edgecase::all_policies();
  benchmark::Initialize(&argc, argv);
  benchmark::RunSpecifiedBenchmarks();
}
