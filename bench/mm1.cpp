// M/M/1 at 90 % load through the real engine: one traveller per customer, which takes a number in a
// first-come-first-served line, is served, and leaves. Beside it the same by ServerPool (no
// events) and a bare next-event loop of two scalars. Fails if the mean time is not 1 / (mu -
// lambda). Items are customers.
#include <array>
#include <cmath>
#include <cstdint>
#include <vector>

#include <benchmark/benchmark.h>

#include "core/distribution.hpp"
#include "core/random.hpp"
#include "core/server_pool.hpp"
#include "core/traveller.hpp"
#include "core/worker_pool.hpp"

using namespace edgecase;

namespace {

constexpr double mean_service = 1e6;  // ns
constexpr double load = 0.9;

/// What chance holds ready for customer after customer: the gap before it and its service time.
class Customers {
 public:
  struct Customer {
    Duration gap, service;
  };
  Customer next() {
    if (used_ == blocks_.size()) {
      stream_.fill(index_, blocks_);
      index_ += blocks_.size();
      used_ = 0;
    }
    const RandomBlock& bits = blocks_[used_++];
    return {Duration{static_cast<std::int64_t>(gap_(low_word(bits)))},
            Duration{static_cast<std::int64_t>(service_(high_word(bits)))}};
  }

 private:
  QuantileTable gap_{Distribution::exponential(mean_service / load)};
  QuantileTable service_{Distribution::exponential(mean_service)};
  Stream stream_{2, 0, "mm1"};
  std::array<RandomBlock, 64> blocks_;
  std::uint64_t index_ = 0;
  std::size_t used_ = 64;
};

struct Shop {
  explicit Shop(Engine& e) : engine_(e), clerk(e, Count{1}, unlimited, {}) {}
  Engine& engine() { return engine_; }
  Engine& engine_;
  WorkerPool clerk;
  Duration time_spent{};
  std::int64_t served = 0;
};

Traveller serve(Shop& shop, Duration service) {
  const Instant arrival = shop.engine_.now();
  const WorkerPool::Grant grant = co_await shop.clerk.wait({});
  co_await shop.engine_.delay(service);
  shop.clerk.release(grant.life);
  shop.time_spent += shop.engine_.now() - arrival;
  ++shop.served;
}

/// Arrivals as a traveller too: every customer then costs two events in the queue.
Traveller arrive(Shop& shop, Customers& customers, std::int64_t count) {
  for (; count > 0; --count) {
    const auto [gap, service] = customers.next();
    co_await shop.engine_.delay(gap);
    serve(shop, service);
  }
}

void judge(benchmark::State& state, double mean_ns, double customers) {
  const double expected = mean_service / (1 - load);
  state.counters["mean/expected"] = mean_ns / expected;
  // The mean of n successive customers has a standard error of about sqrt(2 n) / 0.1 / n services.
  const double error = 5 * std::sqrt(4 / customers) / std::pow(1 - load, 2) * mean_service;
  if (std::abs(mean_ns - expected) > error) state.SkipWithError("the mean time is wrong");
}

constexpr std::int64_t batch = 1'000'000;

void travellers(benchmark::State& state) {
  Engine engine;
  Shop shop(engine);
  Customers customers;
  for (auto _ : state) {
    arrive(shop, customers, batch);
    engine.run();
  }
  state.SetItemsProcessed(state.iterations() * batch);
  judge(state, static_cast<double>(shop.time_spent.count()) / static_cast<double>(shop.served),
        static_cast<double>(shop.served));
}

/// Arrivals drawn by a loop that runs the engine up to each, as the world does.
void travellers_arrivals_outside(benchmark::State& state) {
  Engine engine;
  Shop shop(engine);
  Customers customers;
  for (auto _ : state) {
    for (std::int64_t i = 0; i < batch; ++i) {
      const auto [gap, service] = customers.next();
      engine.run_before(engine.now() + gap);
      serve(shop, service);
    }
    engine.run();
  }
  state.SetItemsProcessed(state.iterations() * batch);
  judge(state, static_cast<double>(shop.time_spent.count()) / static_cast<double>(shop.served),
        static_cast<double>(shop.served));
}

void server_pool(benchmark::State& state) {
  ServerPool pool(Count{1});
  Customers customers;
  Instant now{};
  Duration spent{};
  for (auto _ : state) {
    for (std::int64_t i = 0; i < batch; ++i) {
      const auto [gap, service] = customers.next();
      now += gap;
      spent += pool.arrive(now, service).finish - now;
    }
  }
  state.SetItemsProcessed(state.iterations() * batch);
  const auto n = static_cast<double>(state.iterations() * batch);
  judge(state, static_cast<double>(spent.count()) / n, n);
}

/// The least that any simulator must do: two times, compared; a ring of arrival times.
void bare_loop(benchmark::State& state) {
  Customers customers;
  std::vector<std::int64_t> line(1 << 16);
  std::size_t head = 0;
  std::size_t tail = 0;
  std::vector<std::int64_t> services(1 << 16);
  double spent = 0;
  std::int64_t departure = INT64_MAX;
  auto coming = customers.next();
  std::int64_t arrival = coming.gap.count();
  for (auto _ : state) {
    for (std::int64_t served = 0; served < batch;) {
      if (arrival < departure) {
        if (head == tail) departure = arrival + coming.service.count();
        services[tail & 65535] = coming.service.count();
        line[tail++ & 65535] = arrival;
        coming = customers.next();
        arrival += coming.gap.count();
      } else {
        spent += static_cast<double>(departure - line[head++ & 65535]);
        ++served;
        departure = head == tail ? INT64_MAX : departure + services[head & 65535];
      }
    }
  }
  state.SetItemsProcessed(state.iterations() * batch);
  const auto n = static_cast<double>(state.iterations() * batch);
  judge(state, spent / n, n);
}

BENCHMARK(travellers)->Unit(benchmark::kMillisecond);
BENCHMARK(travellers_arrivals_outside)->Unit(benchmark::kMillisecond);
BENCHMARK(server_pool)->Unit(benchmark::kMillisecond);
BENCHMARK(bare_loop)->Unit(benchmark::kMillisecond);

}  // namespace

BENCHMARK_MAIN();
