// Stale reads and what sessions notice of them, by hand.
#include <doctest/doctest.h>

#include "model/store/session_check.hpp"
#include "model/store/session_watch.hpp"

using namespace edgecase;

namespace {

constexpr Instant at_ms(int ms) { return Instant{std::chrono::milliseconds(ms)}; }

}  // namespace

TEST_SUITE("unit") {
  TEST_CASE(
      "a read is stale by the versions and the time since the one it answers was overwritten") {
    SessionWatch watch;
    watch.read(1, 7, 3, 3, Instant{}, at_ms(100));
    CHECK(watch.counts().stale_reads == 0);
    watch.read(1, 7, 3, 4, at_ms(110), at_ms(130));  // 1 version, 20 ms
    watch.read(2, 7, 1, 4, at_ms(60), at_ms(130));   // 3 versions, 70 ms
    const SessionCounts& counts = watch.counts();
    CHECK(counts.reads == 3);
    CHECK(counts.stale_reads == 2);
    CHECK(counts.versions_behind == 4);
    CHECK(counts.stale_ns == 90'000'000);
    CHECK(watch.stalest().versions == 3);
    CHECK(watch.stalest().ns == 70'000'000);
    CHECK(counts.own_writes_missed == 0);
    CHECK(counts.backward_reads == 0);
  }

  TEST_CASE("a session misses its own write, or reads back in time, on one key") {
    SessionWatch watch;
    const auto read = [&](std::uint64_t session, std::uint64_t key, std::uint32_t version) {
      watch.read(session, key, version, version, Instant{}, Instant{});
    };
    watch.wrote(1, 7, 5);
    read(1, 7, 4);
    CHECK(watch.counts().own_writes_missed == 1);
    read(2, 7, 4);  // another session
    read(1, 8, 4);  // another key
    read(1, 7, 5);
    CHECK(watch.counts().own_writes_missed == 1);
    CHECK(watch.counts().backward_reads == 0);
    read(2, 7, 3);
    CHECK(watch.counts().backward_reads == 1);
    CHECK(watch.counts().own_writes_missed == 1);
    read(1, 7, 4);  // both: it had written 5, and read 5
    CHECK(watch.counts().own_writes_missed == 2);
    CHECK(watch.counts().backward_reads == 2);
  }

  TEST_CASE("what a session learns while a read is on its way obliges the read to nothing") {
    SessionWatch watch;
    const SessionFloor floor = watch.floor(1, 7);
    watch.wrote(1, 7, 5);
    watch.read(1, 7, 4, 5, at_ms(1), at_ms(2), floor);
    CHECK(watch.counts().own_writes_missed == 0);
    watch.read(1, 7, 4, 5, at_ms(1), at_ms(2));
    CHECK(watch.counts().own_writes_missed == 1);
  }

  TEST_CASE("an update loses the version before it, unless it had read it") {
    SessionWatch watch;
    watch.updated(1, 7, 0, 1);
    watch.updated(2, 7, 1, 2);
    CHECK(watch.counts().lost_updates == 0);
    watch.updated(3, 7, 1, 3);  // two counted from 1: one of them is lost
    CHECK(watch.counts().lost_updates == 1);
    watch.updated(4, 7, 1, 4);
    CHECK(watch.counts().lost_updates == 2);
    CHECK(watch.counts().updates == 4);
  }

  TEST_CASE("a pair of session and key takes at most 48 bytes, however many there are") {
    SessionWatch watch;
    for (std::uint64_t i = 0; i < 200'000; ++i) {
      watch.wrote(i / 10, i % 10, 1);
      if (watch.pairs() >= 1000) REQUIRE(watch.memory() <= 48 * watch.pairs());
    }
    CHECK(watch.pairs() == 200'000);
    for (std::uint64_t i = 0; i < 200'000; ++i) watch.read(i / 10, i % 10, 0, 0, {}, {});
    CHECK(watch.counts().own_writes_missed == 200'000);
  }

  TEST_CASE("in a recorded history a write counts as committed from its answer on") {
    History history;
    const auto call = [&](std::uint64_t session, RegisterFunction function, int ms) {
      RegisterOperation o;
      o.session = session;
      o.key = history.key("x");
      o.function = function;
      return history.invoke(o, at_ms(ms));
    };
    const auto answer = [&](std::uint32_t number, std::uint32_t seen, std::uint32_t written,
                            int ms) {
      RegisterOperation& o = history.end_operation(number, OperationEnd::ok, at_ms(ms));
      o.has_version = true;
      o.version_seen = seen;
      o.version_written = written;
    };
    const auto write = call(1, RegisterFunction::write, 0);
    const auto early = call(2, RegisterFunction::read, 5);  // before the write is answered
    answer(write, 0, 1, 10);
    answer(early, 0, 0, 20);
    const auto late = call(1, RegisterFunction::read, 40);
    answer(late, 0, 0, 50);  // 30 ms after the answer, by the session that wrote
    const auto one = call(3, RegisterFunction::update, 60);
    const auto two = call(4, RegisterFunction::update, 60);
    answer(one, 1, 2, 70);
    answer(two, 1, 3, 80);
    call(5, RegisterFunction::read, 90);
    const SessionReport report = check_sessions(history);
    CHECK(report.counts.reads == 4);
    CHECK(report.counts.stale_reads == 1);
    CHECK(report.stalest.ns == 30'000'000);
    CHECK(report.counts.own_writes_missed == 1);
    CHECK(report.counts.updates == 2);
    CHECK(report.counts.lost_updates == 1);
    CHECK(report.unversioned == 0);
  }
}
