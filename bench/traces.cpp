// Reading a trace of ten million requests (Zipf 0.9 over a million objects) and replaying it:
// millions of records a second of one core, by format.

#include <cstdio>
#include <filesystem>
#include <fstream>

#include <benchmark/benchmark.h>
#include <fmt/format.h>
#include <unistd.h>

#include "core/popularity.hpp"
#include "load/trace/trace.hpp"
#include "replay/cache_curve.hpp"

namespace edgecase {
namespace {

constexpr std::uint64_t requests = 10'000'000;
constexpr std::uint32_t objects = 1'000'000;

/// The file stands until the program ends.
class SyntheticTrace {
 public:
  explicit SyntheticTrace(bool csv)
      : file_(std::filesystem::temp_directory_path() /
              fmt::format("edgecase-bench-{}{}", getpid(), csv ? ".csv" : ".bin")) {
    const Popularity popularity = Popularity::zipf(0.9, objects);
    const Stream stream(42, 0, "bench/traces");
    std::ofstream out(file_, std::ios::binary);
    std::string text = csv ? "time,key,size\n" : "";
    for (std::uint64_t i = 0; i < requests; ++i) {
      const std::uint64_t object = mix(1, popularity.draw(stream, i));
      const auto time = static_cast<std::uint32_t>(i / 1000);
      const auto size = static_cast<std::uint32_t>(1000 + object % 100'000);
      if (csv)
        text += fmt::format("{},/{:x}.jpg,{}\n", time, object, size);
      else
        add(text, time, object, size, std::int64_t{-1});
      if (text.size() < (1U << 20)) continue;
      out << text;
      text.clear();
    }
    out << text;
  }
  ~SyntheticTrace() {
    std::error_code ignored;
    std::filesystem::remove(file_, ignored);
  }
  SyntheticTrace(const SyntheticTrace&) = delete;
  SyntheticTrace& operator=(const SyntheticTrace&) = delete;

  Trace read() const {
    Diagnostics diagnostics;
    return std::move(*read_trace(file_, {}, diagnostics));
  }

 private:
  template <class... T>
  static void add(std::string& text, T... values) {
    (text.append(reinterpret_cast<const char*>(&values), sizeof values), ...);
  }

  std::filesystem::path file_;
};

void read_records(benchmark::State& state, bool csv) {
  const SyntheticTrace trace(csv);
  for (auto _ : state) benchmark::DoNotOptimize(trace.read().footprint);
  state.counters["records/s"] = benchmark::Counter(static_cast<double>(requests),
                                                   benchmark::Counter::kIsIterationInvariantRate);
}

void replay(benchmark::State& state, double sample) {
  const Trace trace = SyntheticTrace(false).read();
  const std::vector<NamedPolicy> policies{{"lru", PolicyChoice("lru")}};
  const std::vector<NamedCapacity> capacities{
      {"10%", {CacheCapacity::Measure::footprint, {}, {}, {0.1}}}};
  for (auto _ : state) {
    const CacheCurve curve = cache_curve(trace, policies, AdmissionChoice("all"), capacities,
                                         {.threads = 1, .sample = sample});
    state.counters["miss_ratio"] = curve.points[0].miss_ratio.mean;
  }
  state.counters["requests/s"] = benchmark::Counter(static_cast<double>(requests),
                                                    benchmark::Counter::kIsIterationInvariantRate);
}

BENCHMARK_CAPTURE(read_records, oracle_general, false)->Unit(benchmark::kMillisecond);
BENCHMARK_CAPTURE(read_records, csv, true)->Unit(benchmark::kMillisecond);
BENCHMARK_CAPTURE(replay, lru, 0)->Unit(benchmark::kMillisecond)->MeasureProcessCPUTime();
BENCHMARK_CAPTURE(replay, lru_sampled_1_percent, 0.01)
    ->Unit(benchmark::kMillisecond)
    ->MeasureProcessCPUTime();

}  // namespace
}  // namespace edgecase

BENCHMARK_MAIN();
