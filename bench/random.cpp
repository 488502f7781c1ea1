// Random numbers, distributions and popularity. Items are 32-bit words for the generators and draws
// for the rest; a draw's own random bits are part of its time.
#include "core/random.hpp"

#include <array>
#include <cmath>
#include <cstdint>
#include <random>

#include <benchmark/benchmark.h>

#include "core/alias.hpp"
#include "core/distribution.hpp"
#include "core/popularity.hpp"

using namespace edgecase;

namespace {

using Blocks = std::array<RandomBlock, 64>;

void fill(benchmark::State& state) {
  const Stream stream(1, 0, "fill");
  Blocks blocks;
  std::uint64_t index = 0;
  for (auto _ : state) {
    stream.fill(index += 64, blocks);
    benchmark::DoNotOptimize(blocks);
  }
  state.SetItemsProcessed(state.iterations() * 256);
}

void one_block(benchmark::State& state) {
  const Stream stream(1, 0, "block");
  std::uint64_t index = 0;
  for (auto _ : state) benchmark::DoNotOptimize(stream.block(++index));
  state.SetItemsProcessed(state.iterations() * 4);
}

void mt19937_64(benchmark::State& state) {
  std::mt19937_64 generator;
  for (auto _ : state) benchmark::DoNotOptimize(generator());
  state.SetItemsProcessed(state.iterations() * 2);
}

template <class Draw>
void over_blocks(benchmark::State& state, Draw draw) {
  const Stream stream(1, 0, "draw");
  Blocks blocks;
  std::uint64_t index = 0;
  for (auto _ : state) {
    stream.fill(index, blocks);
    for (const RandomBlock& block : blocks) benchmark::DoNotOptimize(draw(block, stream, index++));
  }
  state.SetItemsProcessed(state.iterations() * 64);
}

void table_lognormal(benchmark::State& state) {
  const QuantileTable table(Distribution::lognormal_p50_p99(0.04, 0.25));
  over_blocks(state, [&](const RandomBlock& b, const Stream&, std::uint64_t) {
    return table(low_word(b));
  });
}

void exact_lognormal(benchmark::State& state) {
  const Distribution exact = Distribution::lognormal_p50_p99(0.04, 0.25);
  over_blocks(state, [&](const RandomBlock& b, const Stream&, std::uint64_t) {
    return exact.quantile(unit_open(low_word(b)));
  });
}

void exact_gamma(benchmark::State& state) {
  const Distribution exact = Distribution::gamma(2.5, 1);
  over_blocks(state, [&](const RandomBlock& b, const Stream&, std::uint64_t) {
    return exact.quantile(unit_open(low_word(b)));
  });
}

/// range(0): objects, range(1): exponent in tenths.
void zipf(benchmark::State& state) {
  const Popularity law = Popularity::zipf(static_cast<double>(state.range(1)) / 10,
                                          static_cast<std::uint64_t>(state.range(0)));
  over_blocks(state, [&](const RandomBlock& b, const Stream& stream, std::uint64_t index) {
    return law.draw(b, stream, index);
  });
}

/// The usual way, an alias table with an entry per object.
void zipf_by_full_table(benchmark::State& state) {
  std::vector<double> weights(static_cast<std::size_t>(state.range(0)));
  for (std::size_t i = 0; i < weights.size(); ++i) {
    weights[i] = std::pow(static_cast<double>(i + 1), -static_cast<double>(state.range(1)) / 10);
  }
  const AliasTable table(weights);
  over_blocks(state, [&](const RandomBlock& b, const Stream&, std::uint64_t) {
    return table.pick(low_word(b));
  });
}

BENCHMARK(fill);
BENCHMARK(one_block);
BENCHMARK(mt19937_64);
BENCHMARK(table_lognormal);
BENCHMARK(exact_lognormal);
BENCHMARK(exact_gamma);
BENCHMARK(zipf)->ArgsProduct({{1000, 1'000'000, 100'000'000}, {0, 8, 10, 15}});
BENCHMARK(zipf_by_full_table)->Args({1000, 8})->Args({1'000'000, 8});

}  // namespace

BENCHMARK_MAIN();
