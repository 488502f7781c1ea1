// The hold model (pop the next event, push one that far after it) beside the two obvious ways:
// a 4-ary heap and std::priority_queue. Increments exponential and skewed. Items are holds.
#include "core/queue.hpp"

#include <array>
#include <cmath>
#include <cstdint>
#include <queue>
#include <vector>

#include <benchmark/benchmark.h>

#include "core/distribution.hpp"
#include "core/heap.hpp"
#include "core/random.hpp"

using namespace edgecase;

namespace {

enum Increment : int { exponential, constant, bimodal, heavy_tail, ties };

/// Random bits in blocks from the stream, an increment from each; all inline, no call per draw.
class Increments {
 public:
  explicit Increments(int kind)
      : kind_(kind),
        exponential_(Distribution::exponential(1e9)),
        tail_(Distribution::pareto(1e3, 1.1)) {}

  std::int64_t operator()() {
    const std::uint64_t bits = next();
    switch (kind_) {
      case exponential:
        return static_cast<std::int64_t>(exponential_(bits));
      case constant:
        return 20'000'000;
      case bimodal:
        return static_cast<std::int64_t>(exponential_(bits) * (bits & 1 ? 10 : 1e-6));
      case heavy_tail:
        return static_cast<std::int64_t>(std::min(tail_(bits), 1e15));
      default:
        return static_cast<std::int64_t>(bits >> 62) * 1'000'000;
    }
  }

 private:
  std::uint64_t next() {
    if (used_ == 2 * blocks_.size()) {
      stream_.fill(index_, blocks_);
      index_ += blocks_.size();
      used_ = 0;
    }
    const RandomBlock& block = blocks_[used_ / 2];
    return used_++ % 2 == 0 ? low_word(block) : high_word(block);
  }
  int kind_;
  QuantileTable exponential_, tail_;
  Stream stream_{1, 0, "hold"};
  std::array<RandomBlock, 64> blocks_;
  std::uint64_t index_ = 0;
  std::size_t used_ = 2 * 64;
};

struct HeapQueue {
  QuaternaryHeap<Event> heap;
  std::uint32_t sequence = 0;
  void push(std::int64_t time, std::uint32_t payload) {
    heap.push({(std::uint64_t{sequence++} << 32) | payload, time});
  }
  Event pop() { return heap.pop(); }
};

struct StandardQueue {
  struct Later {
    bool operator()(const Event& a, const Event& b) const { return b < a; }
  };
  std::priority_queue<Event, std::vector<Event>, Later> heap;
  std::uint32_t sequence = 0;
  void push(std::int64_t time, std::uint32_t payload) {
    heap.push({(std::uint64_t{sequence++} << 32) | payload, time});
  }
  Event pop() {
    const Event event = heap.top();
    heap.pop();
    return event;
  }
};

template <class Queue>
void hold(benchmark::State& state) {
  Queue queue;
  Increments increment(static_cast<int>(state.range(1)));
  const auto pending = static_cast<std::uint32_t>(state.range(0));
  for (std::uint32_t i = 0; i < pending; ++i) queue.push(increment(), i);
  const auto step = [&] {
    const Event event = queue.pop();
    queue.push(event.time + increment(), event.payload());
  };
  for (std::uint32_t i = 0; i < 2 * pending + 10'000; ++i) step();
  for (auto _ : state) step();
  state.SetItemsProcessed(state.iterations());
}

void sizes(benchmark::internal::Benchmark* bench) {
  for (const int pending : {10, 1000, 10'000, 100'000, 1'000'000}) bench->Args({pending, 0});
  for (const int kind : {constant, bimodal, heavy_tail, ties}) {
    for (const int pending : {10, 10'000, 1'000'000}) bench->Args({pending, kind});
  }
  bench->ArgNames({"pending", "increment"});
}

BENCHMARK(hold<EventQueue>)->Apply(sizes);
BENCHMARK(hold<HeapQueue>)->Apply(sizes);
BENCHMARK(hold<StandardQueue>)->Args({1000, 0})->Args({10'000, 0})->Args({100'000, 0});

}  // namespace

BENCHMARK_MAIN();
