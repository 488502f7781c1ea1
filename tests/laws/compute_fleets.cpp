// Many functions or many rates in one place: sharding, neighbours, the rare beside the busy.
#include <cmath>

#include "core/popularity.hpp"
#include "support/compute.hpp"
#include "support/sanitized.hpp"

using namespace edgecase;
using namespace edgecase::testing;
using namespace std::chrono_literals;

namespace {

/// Cold starts among the measured requests of a Zipf fleet in one PoP, by theory: each function's
/// isolate on each server sees Poisson requests, and each is cold with exp(-rate x keep_alive).
double cold_share(const Popularity& popularity, double requests_per_keep_alive, double servers) {
  double sum = 0;
  for (std::uint64_t i = 0; i < popularity.objects(); ++i) {
    const double p = popularity.probability(i);
    sum += p * std::exp(-p * requests_per_keep_alive / servers);
  }
  return sum;
}

std::vector<FunctionPlan> fleet_of(const FunctionPlan& one, std::size_t count) {
  std::vector<FunctionPlan> fleet(count, one);
  for (std::size_t i = 0; i < count; ++i) fleet[i].name = "f" + std::to_string(i);
  return fleet;
}
std::vector<const FunctionPlan*> pointers(const std::vector<FunctionPlan>& fleet) {
  std::vector<const FunctionPlan*> all;
  for (const FunctionPlan& plan : fleet) all.push_back(&plan);
  return all;
}

/// Requests of a fleet: the measured ones come after the first `warm_up`.
double measured_cold_share(const std::string& sharding, const Popularity& popularity, double rate,
                           std::uint32_t servers, std::int64_t warm_up, std::int64_t count) {
  const auto fleet = fleet_of(plan_of(isolate, "cpu: 0s\nkeep_alive: 10min\nsharding: " + sharding),
                              popularity.objects());
  Engine engine;
  ComputeSite site(pointers(fleet), {.servers = servers}, engine, 1, 0);
  PoissonArrivals arrivals(rate, 5);
  const Stream picks(3, 0, "picks");
  std::int64_t cold = 0;
  for (std::int64_t n = 0; n < warm_up + count; ++n) {
    const auto number = static_cast<std::uint64_t>(n);
    const auto x = site.known(popularity.draw(picks, number), {.number = number}, arrivals.next());
    if (n >= warm_up) cold += x->how == StartKind::cold;
  }
  return static_cast<double>(cold) / static_cast<double>(count);
}

}  // namespace

TEST_SUITE("laws") {
  TEST_CASE("sharding a fleet with Zipf rates cuts its cold starts as theory says") {
    const Popularity popularity = Popularity::zipf(2, 3000);
    constexpr double rate = 6000;
    const std::int64_t per_keep_alive = as_many_as(3'600'000, 100'000);
    const std::int64_t count = as_many_as(3'000'000, 100'000);
    const double random = cold_share(popularity, 3.6e6, 30);
    const double sharded = cold_share(popularity, 3.6e6, 1);
    const double seen_random =
        measured_cold_share("random", popularity, rate, 30, per_keep_alive, count);
    const double seen_sharded =
        measured_cold_share("consistent_hash", popularity, rate, 30, per_keep_alive, count);
    // Counts of about 6,000 and 1,000: four standard errors.
    CHECK_NUMBERS(seen_random == within(random, 0.05));
    CHECK_NUMBERS(seen_sharded == within(sharded, 0.13));
    CHECK(random / sharded > 5);
    CHECK(random / sharded < 20);
  }

  TEST_CASE("a fleet that is warm for 99.9% of requests becomes warm for 99.99% on 100 servers") {
    // The published deployment of 2025; functions with a Zipf exponent of 2.
    const Popularity popularity = Popularity::zipf(2, 2'000'000);
    CHECK(cold_share(popularity, 4.8e7, 100) == within(1e-3, 0.02));
    CHECK(cold_share(popularity, 4.8e7, 1) == within(1e-4, 0.05));
  }

  TEST_CASE("neighbours evict as they do when each of them is simulated") {
    const Popularity popularity = Popularity::zipf(0.9, 400);
    const double rate = 100;
    const Bytes memory = 1_GB;  // a hundred of four hundred
    auto fleet = fleet_of(plan_of(isolate, "cpu: 0s\nkeep_alive: 10min\nmemory: 10MB\n"), 401);
    Engine engine;
    ComputeSite all(pointers(fleet), {.memory = memory}, engine, 1, 0);
    const NeighboursSpec spec{.functions = Count{400},
                              .rate = {rate},
                              .popularity = 0.9,
                              .memory = 10_MB,
                              .keep_alive = 10min};
    const Neighbours neighbours(spec, memory);
    const FunctionPlan* const ours[] = {&fleet[400]};
    ComputeSite alone(ours, {.memory = memory, .neighbours = &neighbours}, engine, 1, 0);
    PoissonArrivals arrivals(rate + 0.8, 6);
    const Stream picks(4, 0, "picks");
    for (std::uint64_t n = 0; n < as_many_as(2'000'000u, 100'000u); ++n) {
      const Instant now = arrivals.next();
      const bool us = picks.unit(n, 100) < 0.8 / (rate + 0.8);
      all.known(us ? 400 : popularity.draw(picks, n), {.number = n}, now);
      if (us) alone.known(0, {.number = n}, now);
    }
    const FunctionMeters& a = all.meters(400);
    const FunctionMeters& b = alone.meters(0);
    REQUIRE(a.requests > as_many_as(10'000u, 500u));
    CHECK(a.instances.evicted > as_many_as(1000u, 50u));
    const double simulated = static_cast<double>(a.cold) / static_cast<double>(a.requests);
    const double by_theory = static_cast<double>(b.cold) / static_cast<double>(b.requests);
    CHECK_NUMBERS(by_theory == within(simulated, 0.02));
  }

  TEST_CASE("one request an hour beside 100,000 a second: neither disturbs the other") {
    const auto plan =
        plan_of(isolate, "cpu: {exponential: 2ms}\nkeep_alive: 30min\ncold_start: 5ms\n");
    constexpr std::int64_t hours = 20'000;
    FunctionLab rare(plan, {.servers = 1});
    FunctionLab alone(plan, {.servers = 1});
    FunctionLab busy(plan, {.servers = 16, .cores = unlimited});
    PoissonArrivals rarely(1 / 3600.0, 7);
    PoissonArrivals often(100'000, 8);
    std::int64_t wrong = 0;
    std::uint64_t number = 0;
    Instant last{};
    for (std::uint64_t n = 0; n < hours; ++n) {
      const Instant now = rarely.next();
      if (n == hours / 2) {
        // Twenty seconds of the busy place (one under sanitizers), after a year of simulated time.
        for (std::int64_t i = 0; i < as_many_as(2'000'000, 100'000); ++i) {
          busy.site.known(0, {.number = number++}, last + (often.next() - Instant{}));
        }
      }
      last = now;
      const Invocation x = rare.call(n, now);
      const Invocation y = alone.call(n, now);
      wrong += x.how != y.how || x.finish != y.finish;
    }
    CHECK(wrong == 0);
    CHECK(busy.meters().cold == 16);
    const double expected = std::exp(-0.5);
    const double cold = static_cast<double>(rare.meters().cold) / hours;
    CHECK(cold == within(expected, 4 * 0.0035 / expected));
  }
}
