#include <array>
#include <atomic>
#include <stdexcept>
#include <string>
#include <utility>
#include <vector>

#include <doctest/doctest.h>

#include "core/engine.hpp"
#include "core/traveller.hpp"

using namespace edgecase;
using namespace std::chrono_literals;

namespace {

Instant at_time(Duration d) { return Instant{d}; }

Traveller note_after(Engine& engine, Duration wait, std::vector<int>& notes, int note) {
  co_await engine.delay(wait);
  notes.push_back(note);
}

/// Counts how many of its kind are alive: shows that frames are destroyed.
struct Witness {
  explicit Witness(int& alive) : alive_(alive) { ++alive_; }
  ~Witness() { --alive_; }
  Witness(const Witness&) = delete;
  Witness& operator=(const Witness&) = delete;
  int& alive_;
};

Step<int> doubled(Engine& engine, int value, int& alive) {
  const Witness witness(alive);
  co_await engine.delay(1ms);
  if (value == 13) throw std::runtime_error("unlucky");
  co_return 2 * value;
}

Step<> nested(Engine& engine, int depth, int& alive) {
  const Witness witness(alive);
  if (depth == 0) {
    co_await engine.delay(1s);
  } else {
    co_await nested(engine, depth - 1, alive);
  }
}

Traveller outer(Engine& engine, int depth, int& alive) {
  const Witness witness(alive);
  co_await nested(engine, depth, alive);
}

Traveller add_up(Engine& engine, int& sum, int& alive) {
  for (int i = 1; i <= 3; ++i) sum += co_await doubled(engine, i, alive);
  try {
    sum += co_await doubled(engine, 13, alive);
  } catch (const std::runtime_error&) {
    sum += 1000;
  }
}

Traveller visit(Engine& engine, PlaceId there, std::vector<PlaceId>& seen) {
  seen.push_back(engine.here());
  co_await engine.travel(there, 10ms);
  seen.push_back(engine.here());
  co_await engine.delay(10ms);
  seen.push_back(engine.here());
}

Traveller break_promise(Engine& engine) {
  co_await engine.travel(PlaceId{4}, 2s);
  EC_CHECK(engine.here() == PlaceId{5}, "only at five");
}

}  // namespace

TEST_SUITE("unit") {
  TEST_CASE("travellers wake in the order of time, then of scheduling") {
    Engine engine;
    std::vector<int> notes;
    note_after(engine, 3ms, notes, 3);
    note_after(engine, 1ms, notes, 1);
    note_after(engine, 1ms, notes, 2);
    note_after(engine, 0ms, notes, 0);
    engine.run();
    CHECK(notes == std::vector<int>{0, 1, 2, 3});
    CHECK(engine.now() == at_time(3ms));
    CHECK(engine.events_run() == 4);
    CHECK(engine.frames_live() == 0);
    CHECK(engine.frames_peak() == 4);
    CHECK(engine.peak_pending() == 4);
  }

  TEST_CASE("run_before stops short of its limit and sets the clock to it") {
    Engine engine;
    std::vector<int> notes;
    note_after(engine, 1ms, notes, 1);
    note_after(engine, 2ms, notes, 2);
    CHECK(engine.next_time() == at_time(1ms));
    engine.run_before(at_time(2ms));
    CHECK(notes == std::vector<int>{1});
    CHECK(engine.now() == at_time(2ms));
    engine.run_before(at_time(1ms));  // the clock never goes back
    CHECK(engine.now() == at_time(2ms));
    engine.run_before(at_time(2ms + 1ns));
    CHECK(notes == std::vector<int>{1, 2});
    CHECK(engine.next_time() == Instant::max());
    note_after(engine, -1ns, notes, 3);
    CHECK_THROWS_AS(engine.run(), CheckFailure);  // scheduled in the past
  }

  TEST_CASE("a step hands back its value or its exception") {
    Engine engine;
    int sum = 0;
    int alive = 0;
    add_up(engine, sum, alive);
    engine.run();
    CHECK(sum == 2 + 4 + 6 + 1000);
    CHECK(alive == 0);
    CHECK(engine.now() == at_time(4ms));
    CHECK(engine.frames_live() == 0);
  }

  TEST_CASE("an engine destroys its suspended travellers with all their steps") {
    int alive = 0;
    {
      Engine engine;
      for (int i = 0; i < 10; ++i) outer(engine, i, alive);
      engine.run_before(at_time(1ms));
      CHECK(alive == 10 + 55);
      CHECK(engine.frames_live() == 65);
      engine.destroy_travellers();
      CHECK(alive == 0);
      CHECK(engine.pending() == 0);
      outer(engine, 3, alive);  // and goes on working
      CHECK(alive == 5);
    }
    CHECK(alive == 0);
  }

  TEST_CASE("a traveller takes its place along") {
    Engine engine;
    std::vector<PlaceId> seen;
    engine.enter(PlaceId{1});
    visit(engine, PlaceId{2}, seen);
    engine.enter(PlaceId{3});
    visit(engine, PlaceId{4}, seen);
    engine.run();
    CHECK(seen == std::vector<PlaceId>{{1}, {3}, {2}, {4}, {2}, {4}});
  }

  TEST_CASE("a failed check in a traveller comes out of run with time and place") {
    Engine engine;
    break_promise(engine);
    bool thrown = false;
    try {
      engine.run();
    } catch (const CheckFailure& failure) {
      thrown = true;
      CHECK(failure.time() == at_time(2s));
      CHECK(failure.place() == PlaceId{4});
      CHECK(failure.expression() == "engine.here() == PlaceId{5}");
      CHECK(failure.file() == "tests/unit/core_engine.cpp");
      const std::string what = failure.what();
      CHECK(what.find("only at five") != std::string::npos);
      CHECK(what.find("at 2.000000000 s of simulated time, at place 4") != std::string::npos);
    }
    CHECK(thrown);
    CHECK(engine.frames_live() == 0);
    engine.run();  // thrown once only
  }

  TEST_CASE("frames beyond the limit, or too large, are refused") {
    Engine engine({.frame_bytes = 64 * 1024});
    std::vector<int> notes;
    bool full = false;
    for (int i = 0; i < 2000 && !full; ++i) {
      try {
        note_after(engine, 1ms, notes, i);
      } catch (const Error&) {
        full = true;
      }
    }
    CHECK(full);
    const std::uint64_t fitted = engine.frames_live();
    engine.run();
    CHECK(notes.size() == fitted);
    for (int i = 0; i < 100; ++i) note_after(engine, 1ms, notes, i);  // memory is reused
    engine.run();
    CHECK(engine.frames_peak() == fitted);
    Engine roomy;
    CHECK_THROWS_AS(roomy.frames().allocate(100'000), CheckFailure);
  }

  TEST_CASE("frames stay where they are while their memory grows") {
    Engine engine;
    Slab& frames = engine.frames();
    std::vector<std::pair<std::uint32_t, void*>> taken;
    // More lines of 64 bytes than one chunk of 16 MiB has, in frames of 3 lines, which do not
    // divide a chunk.
    for (int i = 0; i < 100'000; ++i) {
      void* frame = frames.allocate(150);
      *static_cast<int*>(frame) = i;
      taken.emplace_back(Slab::index_of(frame), frame);
    }
    bool kept = true;
    for (int i = 0; i < 100'000; ++i) {
      const auto& [number, frame] = taken[static_cast<std::size_t>(i)];
      kept = kept && frames.frame(number) == frame && *static_cast<int*>(frame) == i;
    }
    CHECK(kept);
    CHECK(frames.bytes_touched() > std::size_t{16} << 20);
    for (const auto& [number, frame] : taken) Slab::release(frame);
    CHECK(frames.live() == 0);
    CHECK(frames.allocate(150) == taken.back().second);  // last in, first out
  }

  TEST_CASE("an engine that is told to stop does so within a few hundred events") {
    std::atomic<bool> told = false;
    Engine engine({.stop = StopFlag(&told)});
    std::vector<int> notes;
    for (int i = 0; i < 10'000; ++i) note_after(engine, i * 1ms, notes, i);
    engine.run_before(at_time(100ms));
    CHECK(notes.size() == 100);
    told = true;
    CHECK_THROWS_AS(engine.run(), Interrupted);
    CHECK(notes.size() < 1000);
    CHECK_THROWS_AS(engine.check_stop(), Interrupted);
  }
}
