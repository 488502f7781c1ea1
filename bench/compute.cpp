// The compute stage: V02 (one request per instance, 600 s of keep-alive) and a warm mix of isolates
// over 300 PoPs, each request with its arrival, its draws and its meters. Beside V02 a bare loop of
// the same model that only counts cold starts. Fails if the share of cold starts is off. Items are
// requests.
#include <algorithm>
#include <array>
#include <cmath>
#include <cstdint>
#include <memory>
#include <queue>
#include <set>
#include <vector>

#include <benchmark/benchmark.h>

#include "core/popularity.hpp"
#include "load/read.hpp"
#include "model/compute/site.hpp"

using namespace edgecase;

namespace {

template <class T>
T spec_of(const std::string& text) {
  Diagnostics diagnostics;
  const auto document = parse_document(text, "bench.yaml", {}, diagnostics);
  return read<T>(*document, diagnostics).value();
}

FunctionPlan plan_of(const std::string& runtime, const std::string& compute, std::string name) {
  return plan_function(std::move(name), spec_of<ComputeSpec>("runtime: bench\n" + compute),
                       spec_of<RuntimeSpec>("title: bench\nsource: none\nretrieved: now\n"
                                            "cold_start: {boot: 253ms}\n"
                                            "billing: {mode: request, source: none}\n" +
                                            runtime));
}

/// Gaps and further bits, drawn in blocks as the arrival loop of a world does.
class Arrivals {
 public:
  explicit Arrivals(double per_second) : gap_(Distribution::exponential(1e9 / per_second)) {}
  struct Arrival {
    Instant at;
    std::uint64_t number, bits;
  };
  Arrival next() {
    if (used_ == blocks_.size()) {
      stream_.fill(number_, blocks_);
      used_ = 0;
    }
    const RandomBlock& block = blocks_[used_++];
    now_ += Duration{static_cast<std::int64_t>(gap_(low_word(block)))};
    return {now_, number_++, high_word(block)};
  }

 private:
  QuantileTable gap_;
  Stream stream_{1, 0, "bench/arrivals"};
  std::array<RandomBlock, 64> blocks_;
  std::size_t used_ = 64;
  std::uint64_t number_ = 0;
  Instant now_{};
};

void judge(benchmark::State& state, double cold, double expected, double tolerance) {
  state.counters["cold"] = cold;
  state.SetItemsProcessed(state.iterations());
  // Fewer requests than this say little of one in 750; benchmarks begin with few.
  if (state.iterations() < 2'000'000) return;
  if (std::abs(cold / expected - 1) > tolerance) state.SkipWithError("share of cold starts is off");
}

void v02_site(benchmark::State& state) {
  const FunctionPlan plan =
      plan_of("kind: microvm\nconcurrency: 1\nsharding: placed\n",
              "cpu: {exponential: 1.991s}\nkeep_alive: 10min\ntimeout: 1h\n", "v02");
  const FunctionPlan* const functions[] = {&plan};
  Engine engine;
  ComputeSite site(functions, {}, engine, 1, 0);
  Arrivals arrivals(0.9);
  for (auto _ : state) {
    const Arrivals::Arrival a = arrivals.next();
    benchmark::DoNotOptimize(site.known(0, {.number = a.number}, a.at));
  }
  const FunctionMeters& m = site.meters(0);
  judge(state, static_cast<double>(m.cold) / static_cast<double>(m.requests), 0.001334, 0.1);
}
BENCHMARK(v02_site);

// The same model as plainly as it can be written: a set of idle instances, two queues of times.
void v02_bare_loop(benchmark::State& state) {
  struct Event {
    double at;
    std::uint32_t instance;
    bool operator<(const Event& o) const { return at > o.at; }
  };
  std::vector<double> idle_since;
  std::set<std::uint32_t> idle;
  std::priority_queue<Event> ends, expiries;
  const Stream stream(1, 0, "bench/bare");
  std::array<RandomBlock, 64> blocks;
  std::uint64_t number = 0;
  std::int64_t cold = 0;
  double now = 0;
  for (auto _ : state) {
    if (number % 64 == 0) stream.fill(number, blocks);
    const RandomBlock& block = blocks[number++ % 64];
    now += -std::log(unit_open(low_word(block))) / 0.9;
    for (;;) {
      const double end = ends.empty() ? 1e300 : ends.top().at;
      const double gone = expiries.empty() ? 1e300 : expiries.top().at;
      if (std::min(end, gone) > now) break;
      const std::uint32_t i = end <= gone ? ends.top().instance : expiries.top().instance;
      if (end <= gone) {
        ends.pop();
        idle_since[i] = end;
        idle.insert(i);
        expiries.push({end + 600, i});
      } else {
        expiries.pop();
        if (idle_since[i] + 600 <= gone) idle.erase(i);
      }
    }
    const double service = -1.991 * std::log(unit_open(high_word(block)));
    if (idle.empty()) {
      ++cold;
      idle_since.push_back(1e300);
      ends.push({now + 0.253 + service, static_cast<std::uint32_t>(idle_since.size()) - 1});
    } else {
      const std::uint32_t i = *std::prev(idle.end());
      idle.erase(std::prev(idle.end()));
      idle_since[i] = 1e300;
      ends.push({now + service, i});
    }
  }
  judge(state, static_cast<double>(cold) / static_cast<double>(state.iterations()), 0.001334, 0.1);
}
BENCHMARK(v02_bare_loop);

/// 300 PoPs of 16 servers and 5 functions, sharded; PoP k gets a share of 1/k of the requests.
/// `cores`: of each server; 0: without limit. All are warm: a first start would have to be awaited.
void isolates_300_pops(benchmark::State& state) {
  std::vector<FunctionPlan> plans;
  for (const char* name : {"a", "b", "c", "d", "e"}) {
    plans.push_back(
        plan_of("kind: isolate\nconcurrency: unlimited\njoins_starting: true\ncpu_of: server\n"
                "sharding: consistent_hash\n",
                "cpu: {lognormal: {p50: 2ms, p99: 20ms}}\nprovisioned: 1\n", name));
  }
  std::vector<const FunctionPlan*> functions;
  for (const FunctionPlan& plan : plans) functions.push_back(&plan);
  const Count cores = state.range(0) == 0 ? unlimited : Count{state.range(0)};
  Engine engine;
  std::vector<std::unique_ptr<ComputeSite>> pops;
  for (std::uint32_t k = 0; k < 300; ++k) {
    pops.push_back(std::make_unique<ComputeSite>(
        functions, SiteTerms{.place = {k}, .servers = 16, .cores = cores}, engine, 1, 0));
  }
  const Popularity share = Popularity::zipf(1, 300);
  const Stream picks(1, 0, "bench/pops");
  Arrivals arrivals(100'000);
  // As the arrival loop of a world: a block is drawn and its memory asked for, then it is worked.
  struct Drawn {
    Arrivals::Arrival arrival;
    ComputeSite* site;
    std::uint32_t function;
  };
  std::array<Drawn, 64> block;
  std::size_t used = block.size();
  bool all = true;
  for (auto _ : state) {
    if (used == block.size()) {
      for (Drawn& drawn : block) {
        const Arrivals::Arrival a = arrivals.next();
        const RandomBlock bits{static_cast<std::uint32_t>(a.bits),
                               static_cast<std::uint32_t>(a.bits >> 32), 0, 0};
        drawn = {a, pops[share.draw(bits, picks, a.number)].get(),
                 static_cast<std::uint32_t>(below(a.bits * 0x9e3779b97f4a7c15u, 5))};
        drawn.site->prefetch(drawn.function);
      }
      used = 0;
    }
    const Drawn& drawn = block[used++];
    const auto x =
        drawn.site->known(drawn.function, {.number = drawn.arrival.number}, drawn.arrival.at);
    all = all && x.has_value();
    benchmark::DoNotOptimize(x);
  }
  if (!all) state.SkipWithError("not known at once");
  state.SetItemsProcessed(state.iterations());
}
BENCHMARK(isolates_300_pops)->ArgName("cores")->Arg(0)->Arg(64);

}  // namespace

BENCHMARK_MAIN();
