// Adding latencies with their time per stage, and reading quantiles. Items are requests added.
#include "core/histogram.hpp"

#include <array>
#include <cstdint>
#include <vector>

#include <benchmark/benchmark.h>

#include "core/distribution.hpp"
#include "core/random.hpp"

using namespace edgecase;

namespace {

std::vector<std::int64_t> latencies() {
  const Distribution lognormal = Distribution::lognormal_p50_p99(40e6, 250e6);
  Draws draws(Stream(3, 0, "latencies"));
  std::vector<std::int64_t> values(8192);
  for (std::int64_t& v : values) v = static_cast<std::int64_t>(lognormal.quantile(draws.unit()));
  return values;
}

template <std::size_t Stages>
void add(benchmark::State& state) {
  StageHistogram<Stages> histogram;
  const std::vector<std::int64_t> values = latencies();
  std::array<std::int64_t, Stages> stages{};
  for (auto _ : state) {
    for (const std::int64_t v : values) {
      if constexpr (Stages > 0) stages[0] = v;
      histogram.add(v, stages);
    }
  }
  benchmark::DoNotOptimize(histogram.total());
  state.SetItemsProcessed(state.iterations() * static_cast<std::int64_t>(values.size()));
}

/// 300 histograms in turn: the buckets come from memory unless asked for ahead.
template <bool Ahead>
void add_to_many(benchmark::State& state) {
  std::vector<StageHistogram<10>> cells(300);
  const std::vector<std::int64_t> values = latencies();
  const std::array<std::int64_t, 10> stages{1, 2, 3};
  for (auto _ : state) {
    for (std::size_t i = 0; i < values.size(); ++i) {
      if constexpr (Ahead) cells[(i + 16) * 7 % 300].prefetch(values[(i + 16) % values.size()]);
      cells[i * 7 % 300].add(values[i], stages);
    }
  }
  state.SetItemsProcessed(state.iterations() * static_cast<std::int64_t>(values.size()));
}

void read_p99(benchmark::State& state) {
  CountHistogram histogram;
  for (const std::int64_t v : latencies()) histogram.add(v);
  for (auto _ : state) benchmark::DoNotOptimize(histogram.quantile(0.99));
}

BENCHMARK(add<0>);
BENCHMARK(add<6>);
BENCHMARK(add<14>);
BENCHMARK(add_to_many<false>);
BENCHMARK(add_to_many<true>);
BENCHMARK(read_p99);

}  // namespace

BENCHMARK_MAIN();
