#include <algorithm>
#include <cmath>
#include <deque>
#include <vector>

#include <doctest/doctest.h>

#include "core/distribution.hpp"
#include "core/random.hpp"
#include "core/server_pool.hpp"
#include "core/sharing.hpp"

using namespace edgecase;
using namespace std::chrono_literals;

namespace {

Traveller share(SharingStation& station, Duration enter, Duration work, std::vector<Duration>& left,
                std::size_t who) {
  co_await station.engine().delay(enter);
  co_await station.serve(work);
  left[who] = station.engine().now() - Instant{};
}

/// When each job leaves, by stepping a fluid model from change to change.
std::vector<double> shared_by_hand(const std::vector<double>& enter, std::vector<double> work,
                                   double cores) {
  std::vector<double> left(enter.size(), -1);
  double now = 0;
  for (;;) {
    std::vector<std::size_t> inside;
    double next = 1e300;
    for (std::size_t i = 0; i < enter.size(); ++i) {
      if (left[i] >= 0) continue;
      if (enter[i] <= now)
        inside.push_back(i);
      else
        next = std::min(next, enter[i]);
    }
    if (inside.empty() && next > 1e299) return left;
    const double speed =
        inside.empty() ? 0 : std::min(1.0, cores / static_cast<double>(inside.size()));
    for (std::size_t i : inside) next = std::min(next, now + work[i] / speed);
    for (std::size_t i : inside) {
      work[i] -= (next - now) * speed;
      if (work[i] < 1e-6) left[i] = next;
    }
    now = next;
  }
}

}  // namespace

TEST_SUITE("unit") {
  TEST_CASE("a server pool agrees with a queue worked through by hand, job by job") {
    for (const std::int64_t servers : {1, 2, 5}) {
      for (const std::int64_t places :
           {std::int64_t{0}, std::int64_t{1}, std::int64_t{7}, Count::no_limit}) {
        ServerPool pool(Count{servers}, Count{places});
        Draws draws(Stream(3, 0, "pool"));
        // The reference keeps every job in the system with its finish, and scans.
        std::vector<std::pair<Duration, Duration>> jobs;  // start, finish
        std::vector<Duration> free(static_cast<std::size_t>(servers), Duration{0});
        Duration now{0};
        int wrong = 0;
        for (int i = 0; i < 20'000; ++i) {
          // A coarse clock, so that many arrivals meet a start or a finish at the same instant.
          now += Duration{static_cast<std::int64_t>(draws.below(3))};
          const Duration service{static_cast<std::int64_t>(draws.below(2 * servers + 2))};
          std::erase_if(jobs, [&](const auto& job) { return job.second <= now; });
          const auto waits = std::ranges::count_if(jobs, [&](auto& j) { return j.first > now; });
          wrong += pool.waiting(Instant{now}) != waits;
          wrong += pool.in_system(Instant{now}) != std::ssize(jobs);
          const auto first = std::ranges::min_element(free);
          const bool room = *first <= now || waits < places;
          const ServerPool::Job job = pool.arrive(Instant{now}, service);
          wrong += job.granted != room;
          if (!room) continue;
          const Duration start = std::max(now, *first);
          *first = start + service;
          jobs.emplace_back(start, start + service);
          wrong += job.start != Instant{start} || job.finish != Instant{start + service};
        }
        CAPTURE(servers);
        CAPTURE(places);
        CHECK(wrong == 0);
      }
    }
  }

  TEST_CASE("M/M/2/5 refuses the share of jobs that its closed form says") {
    // Offered load a = 1.8: p5 = p0 a^5 / (2^4), p0 from the sum over the six states.
    const double a = 1.8;
    double sum = 1 + a;
    double last = a;
    for (int n = 2; n <= 5; ++n) sum += last *= a / 2;
    const double expected = last / sum;
    ServerPool pool(Count{2}, Count{3});
    const Stream stream(11, 0, "mm2");
    const Distribution gap = Distribution::exponential(1e6 / a);
    const Distribution service = Distribution::exponential(1e6);
    double now = 0;
    int refused = 0;
    constexpr int n = 1'000'000;
    for (int i = 0; i < n; ++i) {
      const RandomBlock bits = stream.block(static_cast<std::uint64_t>(i));
      now += gap.quantile(unit_open(low_word(bits)));
      const Duration work{static_cast<std::int64_t>(service.quantile(unit_open(high_word(bits))))};
      refused += !pool.arrive(Instant{Duration{static_cast<std::int64_t>(now)}}, work).granted;
    }
    // Refusals come in clusters; their standard error over 10^6 arrivals is about 0.0007.
    CHECK(refused / double{n} == doctest::Approx(expected).scale(0).epsilon(0.0028 / expected));
  }

  TEST_CASE("a pool refuses to go back in time, and is empty after a reset") {
    ServerPool pool(Count{1});
    pool.arrive(Instant{10ms}, 50ms);
    CHECK(pool.arrive(Instant{10ms}, 50ms).start == Instant{60ms});
    CHECK_THROWS_AS(pool.arrive(Instant{9ms}, 1ms), CheckFailure);
    pool.reset();
    CHECK(pool.in_system(Instant{10ms}) == 0);
    CHECK(pool.arrive(Instant{10ms}, 5ms).start == Instant{10ms});
    CHECK(pool.work() == 105ms);
    CHECK_THROWS_AS(ServerPool(Count{0}), CheckFailure);
    CHECK_THROWS_AS(ServerPool(unlimited, Count{1}), CheckFailure);
  }

  TEST_CASE("jobs that share a station leave when a fluid model says") {
    for (const double cores : {1.0, 2.5, 8.0}) {
      Engine engine;
      SharingStation station(engine, cores);
      Draws draws(Stream(9, 0, "sharing"));
      std::vector<double> enter, work;
      for (int i = 0; i < 200; ++i) {
        enter.push_back(static_cast<double>(draws.below(20'000)));
        work.push_back(static_cast<double>(1 + draws.below(300)));
      }
      std::vector<Duration> left(200);
      for (std::size_t i = 0; i < 200; ++i) {
        share(station, Duration{static_cast<std::int64_t>(enter[i]) * 1000},
              Duration{static_cast<std::int64_t>(work[i]) * 1000}, left, i);
      }
      engine.run();
      const std::vector<double> expected = shared_by_hand(enter, work, cores);
      double worst = 0;
      for (std::size_t i = 0; i < 200; ++i) {
        worst =
            std::max(worst, std::abs(static_cast<double>(left[i].count()) - 1000 * expected[i]));
      }
      // Each departure is rounded up to a whole ns and shifts those after it in the same busy time.
      CHECK(worst < 200);
      CHECK(station.in_service() == 0);
      CHECK(engine.frames_live() == 0);
    }
  }

  TEST_CASE("equal jobs that enter together leave together, in their order") {
    Engine engine;
    SharingStation station(engine);
    std::vector<Duration> left(4);
    for (std::size_t i = 0; i < 4; ++i) share(station, 1ms, i == 3 ? 0ms : 2ms, left, i);
    engine.run();
    CHECK(left == std::vector<Duration>{7ms, 7ms, 7ms, 1ms});
  }
}
