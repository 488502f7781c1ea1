// Requests with three stops each (1 to 17 ms, 20 to 87 ms, 1 to 17 ms), a fixed number of them
// under way: what one stop of a traveller costs when few and when many frames wait. Items are
// stops.
#include <array>
#include <cstdint>

#include <benchmark/benchmark.h>

#include "core/random.hpp"
#include "core/traveller.hpp"

using namespace edgecase;
using namespace std::chrono_literals;

namespace {

struct Road {
  explicit Road(Engine& e) : engine_(e) {}
  Engine& engine() { return engine_; }
  Duration between(Duration low, std::uint64_t spread) {
    if (used_ == blocks_.size()) {
      stream_.fill(index_, blocks_);
      index_ += blocks_.size();
      used_ = 0;
    }
    const std::uint64_t extra = below(low_word(blocks_[used_++]), spread);
    return low + Duration{static_cast<std::int64_t>(extra)};
  }
  Engine& engine_;
  Stream stream_{4, 0, "stops"};
  std::array<RandomBlock, 64> blocks_;
  std::uint64_t index_ = 0;
  std::size_t used_ = 64;
};

/// Starts its successor when it ends, so that the number under way stays.
Traveller request(Road& road) {
  co_await road.engine_.delay(road.between(1ms, 1 << 24));
  co_await road.engine_.delay(road.between(20ms, 1 << 26));
  co_await road.engine_.delay(road.between(1ms, 1 << 24));
  request(road);
}

void stops(benchmark::State& state) {
  Engine engine;
  Road road(engine);
  for (std::int64_t i = 0; i < state.range(0); ++i) request(road);
  engine.run_before(Instant{1s});
  const std::uint64_t before = engine.events_run();
  for (auto _ : state) engine.run_before(engine.now() + 10ms);
  state.SetItemsProcessed(static_cast<std::int64_t>(engine.events_run() - before));
  state.counters["frame bytes"] = static_cast<double>(engine.frames().bytes_touched()) /
                                  static_cast<double>(engine.frames_peak());
}

BENCHMARK(stops)->Arg(10)->Arg(1000)->Arg(10'000)->Arg(100'000)->Arg(1'000'000);

}  // namespace

BENCHMARK_MAIN();
