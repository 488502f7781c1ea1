// A pool of workers, job by job: orders, priorities, what is shed, what leaves and crashes.
#include <utility>
#include <vector>

#include <doctest/doctest.h>

#include "core/traveller.hpp"
#include "core/worker_pool.hpp"

using namespace edgecase;
using namespace std::chrono_literals;

namespace {

using End = WorkerPool::End;

struct Done {
  int job;
  End end;
  Duration at;
  bool operator==(const Done&) const = default;
};

struct Bench {
  explicit Bench(std::int64_t workers, std::int64_t places, const WaitRules& rules = {})
      : pool(engine_, Count{workers}, Count{places}, rules) {}
  Engine& engine() { return engine_; }
  Engine engine_;
  WorkerPool pool;
  std::vector<Done> done;

  /// What became of these, in the order of time.
  const std::vector<Done>& outcome() {
    engine_.run();
    return done;
  }
};

Traveller job(Bench& bench, int number, Duration service, std::uint8_t priority = 0,
              Duration patience = 1h) {
  Engine& engine = bench.engine();
  const WorkerPool::Grant grant =
      co_await bench.pool.wait({.priority = priority, .deadline = engine.now() + patience});
  if (grant.end == End::granted) {
    co_await engine.delay(service);
    bench.pool.release(grant.life);
  }
  bench.done.push_back({number, grant.end, engine.now() - Instant{}});
}

}  // namespace

TEST_SUITE("unit") {
  TEST_CASE("a worker pool serves first come first served and refuses beyond its queue") {
    Bench bench(2, 2);
    for (int i = 1; i <= 6; ++i) job(bench, i, i * 1ms);
    CHECK(bench.pool.busy() == 2);
    CHECK(bench.pool.waiting() == 2);
    const std::vector<Done> expected = {{5, End::full, 0ms},    {6, End::full, 0ms},
                                        {1, End::granted, 1ms}, {2, End::granted, 2ms},
                                        {3, End::granted, 4ms}, {4, End::granted, 6ms}};
    CHECK(bench.outcome() == expected);
    CHECK(bench.pool.busy() == 0);
    CHECK_THROWS_AS(bench.pool.release(0), CheckFailure);
  }

  TEST_CASE("a worker pool without a queue refuses what finds no free worker") {
    Bench bench(1, 0);
    job(bench, 1, 5ms);
    job(bench, 2, 5ms);
    bench.outcome();
    job(bench, 3, 5ms);
    const std::vector<Done> expected = {
        {2, End::full, 0ms}, {1, End::granted, 5ms}, {3, End::granted, 10ms}};
    CHECK(bench.outcome() == expected);
  }

  TEST_CASE("a worker pool: last come, first served") {
    Bench bench(1, 10, {.order = QueueOrder::lifo});
    for (int i = 1; i <= 4; ++i) job(bench, i, 1ms);
    const std::vector<Done> expected = {{1, End::granted, 1ms},
                                        {4, End::granted, 2ms},
                                        {3, End::granted, 3ms},
                                        {2, End::granted, 4ms}};
    CHECK(bench.outcome() == expected);
  }

  TEST_CASE("a worker pool: important jobs go first, and displace the newest of the least") {
    Bench bench(1, 3, {.by_priority = true});
    job(bench, 1, 1ms, 2);
    job(bench, 2, 1ms, 2);
    job(bench, 3, 1ms, 2);
    job(bench, 4, 1ms, 1);
    job(bench, 5, 1ms, 0);  // the queue is full: 3 makes room
    job(bench, 6, 1ms, 2);  // nothing is less important
    const std::vector<Done> expected = {{6, End::full, 0ms},    {3, End::displaced, 0ms},
                                        {1, End::granted, 1ms}, {5, End::granted, 2ms},
                                        {4, End::granted, 3ms}, {2, End::granted, 4ms}};
    CHECK(bench.outcome() == expected);
  }

  TEST_CASE("a worker pool without priorities takes jobs in order, whatever their class") {
    Bench bench(1, 1);
    job(bench, 1, 1ms, 2);
    job(bench, 2, 1ms, 2);
    job(bench, 3, 1ms, 0);
    const std::vector<Done> expected = {
        {3, End::full, 0ms}, {1, End::granted, 1ms}, {2, End::granted, 2ms}};
    CHECK(bench.outcome() == expected);
  }

  TEST_CASE("controlled delay: a short backlog may wait an interval, a standing one the target") {
    Bench bench(1, 10, {.target = 5ms, .interval = 100ms});
    job(bench, 1, 60ms);
    job(bench, 2, 50ms);  // waits 60 ms: allowed, the queue has been empty not long ago
    job(bench, 3, 10ms);  // still there after 110 ms: more than an interval of backlog
    bench.engine().run_before(Instant{} + 107ms);
    job(bench, 4, 10ms);  // waits 3 ms
    const std::vector<Done> expected = {{1, End::granted, 60ms},
                                        {2, End::granted, 110ms},
                                        {3, End::shed, 110ms},
                                        {4, End::granted, 120ms}};
    CHECK(bench.outcome() == expected);
  }

  TEST_CASE("deadlines: what has passed its own when a worker is free is dropped") {
    Bench bench(1, 10, {.deadlines = true});
    job(bench, 1, 10ms);
    job(bench, 2, 10ms, 0, 10ms);  // free at its deadline: too late
    job(bench, 3, 10ms, 0, 11ms);
    const std::vector<Done> expected = {
        {1, End::granted, 10ms}, {2, End::expired, 10ms}, {3, End::granted, 20ms}};
    std::vector<Done> seen = bench.outcome();
    std::swap(seen[0], seen[seen[0].job == 1 ? 0 : 1]);
    CHECK(seen == expected);
  }

  TEST_CASE("workers that leave finish their job; those that return take the next") {
    Bench bench(2, 10);
    job(bench, 1, 10ms);
    job(bench, 2, 20ms);
    job(bench, 3, 5ms);
    bench.pool.withdraw(1);
    bench.engine().run_before(Instant{} + 15ms);
    CHECK(bench.pool.waiting() == 1);  // the first worker to be free has left
    bench.pool.restore(1);
    const std::vector<Done> expected = {
        {1, End::granted, 10ms}, {2, End::granted, 20ms}, {3, End::granted, 20ms}};
    std::vector<Done> seen = bench.outcome();
    std::swap(seen[1], seen[seen[1].job == 2 ? 1 : 2]);
    CHECK(seen == expected);
  }

  TEST_CASE("a crash tells all that wait, and forgets who held a worker") {
    Bench bench(1, 10);
    job(bench, 1, 10ms);
    job(bench, 2, 10ms);
    bench.engine().run_before(Instant{} + 5ms);
    bench.pool.crash();
    job(bench, 3, 2ms);  // a free worker; the first job's release comes during its life
    job(bench, 4, 10ms);
    const std::vector<Done> expected = {{2, End::lost, 5ms},
                                        {3, End::granted, 7ms},
                                        {1, End::granted, 10ms},
                                        {4, End::granted, 17ms}};
    CHECK(bench.outcome() == expected);
    CHECK(bench.pool.busy() == 0);
  }
}
