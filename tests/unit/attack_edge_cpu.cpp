// The fluid queue of a PoP's cores, by hand; a pool's room; floods that nobody waits for.
#include <cmath>

#include <doctest/doctest.h>

#include "core/server_pool.hpp"
#include "model/attack/edge_cpu.hpp"
#include "model/origin/origin.hpp"
#include "validate/closed_forms.hpp"

using namespace edgecase;
using namespace std::chrono_literals;

TEST_SUITE("unit") {
  TEST_CASE(
      "edge cpu: the peak is of the busiest ten seconds of the clock, refused work included") {
    EdgeCpu cpu(2, 1s);
    cpu.more(Instant{1s}, 4s);
    CHECK(cpu.peak() == doctest::Approx(0.2).scale(0));
    cpu.more(Instant{10s}, 12s);
    CHECK(cpu.work(Instant{11s}, 18s).refused);
    cpu.more(Instant{35s}, 1s);
    CHECK(cpu.peak() == doctest::Approx(1.5));
  }

  TEST_CASE("edge cpu: a backlog drains with all cores, and what would wait too long is refused") {
    EdgeCpu cpu(2, 1s);
    CHECK(cpu.work(Instant{}, 1s).waited == 0s);
    CHECK(cpu.work(Instant{}, 1s).waited == 500ms);  // 1 s of work on two cores
    CHECK(cpu.wait_s(Instant{}) == doctest::Approx(1));
    CHECK(cpu.work(Instant{500ms}, 2s).waited == 500ms);
    CHECK(cpu.work(Instant{500ms}, 1s).refused);  // would wait 1.5 s
    CHECK(cpu.wait_s(Instant{500ms}) == doctest::Approx(1.5));
    CHECK(cpu.work(Instant{3s}, 1s).waited == 0s);
    CHECK(cpu.offered_s() == doctest::Approx(6));
    CHECK(cpu.refused_s() == doctest::Approx(1));
    CHECK(cpu.longest() == 500ms);
    cpu.more(Instant{3s}, 8s);  // of a request that is in: 9 s on two cores
    CHECK(cpu.wait_s(Instant{3s}) == doctest::Approx(4.5));
  }

  TEST_CASE("edge cpu: above saturation the share that is refused is what does not fit") {
    EdgeCpu cpu(4, 100ms);
    int refused = 0;
    constexpr int n = 200'000;
    for (int i = 0; i < n; ++i)  // 10,000 a second, of 1 ms each: 10 cores' work for 4
      refused += cpu.work(Instant{i * 100us}, 1ms).refused;
    CHECK(static_cast<double>(refused) / n == doctest::Approx(0.6).scale(0).epsilon(0.01));
  }

  TEST_CASE("edge cpu: one core with constant work waits as M/D/1 does") {
    EdgeCpu cpu(1, 1h);
    const Stream dice(1, 0, "arrivals");
    double at = 0, waited = 0;
    constexpr int n = 400'000;
    for (int i = 0; i < n; ++i) {
      at += -std::log(dice.unit(static_cast<std::uint64_t>(i))) * 0.010;
      waited += in_seconds(cpu.work(Instant{from_seconds(at)}, 8ms).waited);
    }
    CHECK(waited / n == doctest::Approx(0.8 * 0.008 / (2 * 0.2)).scale(0).epsilon(0.04));
  }

  TEST_CASE("a pool says when it has room next") {
    ServerPool none(Count{1}, Count{0});
    CHECK(none.room_at(Instant{}) == Instant{});
    none.arrive(Instant{}, 3s);
    CHECK(none.room_at(Instant{1s}) == Instant{3s});
    ServerPool one(Count{1}, Count{1});
    one.arrive(Instant{}, 3s);
    CHECK(one.room_at(Instant{1s}) == Instant{1s});
    one.arrive(Instant{1s}, 2s);  // waits from 1 s to 3 s
    CHECK(one.room_at(Instant{1s}) == Instant{3s});
  }

  TEST_CASE("a flood leaves others Erlang's share of an origin, however strong it is") {
    for (const double erlangs : {5.0, 100.0, 1e6}) {
      CAPTURE(erlangs);
      Engine engine;
      OriginSpec spec;
      spec.workers = Count{10};
      spec.queue = Count{0};
      spec.service = exponential(10ms);
      Origin origin(spec, engine, 1, 0);
      int answered = 0;
      constexpr int n = 4000;
      Instant last{};
      for (int i = 1; i <= n; ++i) {  // one request a second: they press on nothing themselves
        const Instant now{i * 1s};
        engine.run_before(now);
        engine.enter(PlaceId{0});
        origin.flood(last, now, erlangs / 0.010);
        last = now;
        answered +=
            origin.known({.number = static_cast<std::uint64_t>(i)})->end == OriginAnswer::End::done;
      }
      const double expected = n * (1 - closed_form::erlang_b(10, erlangs));
      CHECK(std::abs(answered - expected) < 4.5 * std::sqrt(expected) + 1);
    }
  }
}
