// What holds for every kind of store, whatever is asked of it: nothing that was acknowledged is
// uncounted, and nobody is shown less than the kind promises.
#include "support/stores.hpp"

#include <doctest/doctest.h>

using namespace edgecase;
using namespace edgecase::testing;
using namespace std::chrono_literals;

namespace {

struct KindOfStore {
  const char* text;
  std::size_t sites = 2;
};
const KindOfStore all_kinds[] = {
    {"kind: object", 1},
    {"{kind: object, conflicts: compare_and_set}", 1},
    {"kind: {kv: {writes_per_key: 100 rps, cache_ttl: 2s}}"},
    {"kind: kv"},
    {"kind: single_home"},
    {"kind: {replicated: {replicas: [there]}}"},
    {"{kind: {replicated: {replicas: [there]}}, conflicts: compare_and_set}"},
    {"{kind: {replicated: {replicas: [there]}}, conflicts: last_write_wins}"},
    {"kind: {quorum: {replicas: [there], r: 1, w: 1}}"},
    {"kind: {quorum: {replicas: [there], r: 1, w: 2}}"},
    {"{kind: {quorum: {replicas: [there], r: 1, w: 1}}, conflicts: merge}"},
    {"kind: origin_db", 1},
    {"kind: {origin_db: {replicas: [there], pooled: false, connections: 2, queue: 3}}"},
    {"{kind: origin_db, conflicts: last_write_wins}", 1},
};

/// Kinds whose reads never miss what was written before they were sent.
const KindOfStore never_stale[] = {
    {"kind: object", 1},
    {"kind: single_home"},
    {"kind: origin_db", 1},
    {"kind: {replicated: {replicas: [there], reads: leader}}"},
    {"kind: {quorum: {replicas: [there], r: 1, w: 2}}"},
    {"kind: {quorum: {replicas: [there], r: 2, w: 1}}"},
    {"kind: {quorum: {replicas: [there], r: 2, w: 1, choice: random}}"},
};
const KindOfStore sometimes_stale[] = {
    {"kind: {kv: {writes_per_key: 100 rps, cache_ttl: 2s}}"},
    {"kind: {replicated: {replicas: [there]}}"},
    {"kind: {origin_db: {replicas: [there]}}"},
    {"kind: {quorum: {replicas: [there], r: 1, w: 1}}"},
    {"kind: {quorum: {replicas: [there], r: 1, w: 1, choice: random}}"},
};

std::uint32_t final_value(const StoreLab& lab, std::uint32_t key, std::uint32_t first) {
  const CommitLog::Commit* newest = lab.store().log().newest(key);
  return newest == nullptr ? first : newest->value;
}

struct Takes {
  std::int64_t acknowledged = 0;
  std::int64_t undid = 0;
  std::int64_t sold_out = 0;
  std::int64_t refused = 0;
};
Takes takes_of(const StoreLab& lab) {
  Takes takes;
  for (const AskedStore& one : lab.asked()) {
    if (one.call.operation != Operation::read_modify_write) continue;
    takes.acknowledged += one.done();
    takes.undid += one.done() ? one.answer.undid : 0;
    takes.sold_out += one.answer.end == StoreEnd::sold_out;
    takes.refused += !one.done() && one.answer.end != StoreEnd::sold_out;
  }
  return takes;
}

}  // namespace

TEST_SUITE("laws") {
  TEST_CASE(
      "stores: every operation ends, after it was asked, and every acknowledged write is there") {
    for (const KindOfStore& kind : all_kinds) {
      for (const Operation writing : {Operation::write, Operation::read_modify_write}) {
        CAPTURE(std::string(kind.text));
        CAPTURE(static_cast<int>(writing));
        StoreLab lab(kind.text, kind.sites);
        lab.traffic(40, 20s, 3, writing);
        std::uint64_t acknowledged = 0;
        for (const AskedStore& one : lab.asked()) {
          CHECK(one.known >= one.asked);  // a refusal in the same town takes no time
          CHECK(one.answer.served <= one.known);
          if (!one.writes() || !one.done()) continue;
          ++acknowledged;
          CHECK(one.answer.version <= lab.store().log().version(one.call.key));
        }
        CHECK(acknowledged > 0);
        CHECK(lab.store().log().commits() == acknowledged);
      }
    }
  }

  TEST_CASE("stores: lost updates are those acknowledged that the final values do not show") {
    for (const KindOfStore& kind : all_kinds) {
      CAPTURE(std::string(kind.text));
      StoreLab lab(kind.text, kind.sites);
      lab.traffic(40, 20s, 3, Operation::read_modify_write);
      std::int64_t counted = 0;
      for (std::uint32_t key = 0; key < 3; ++key) counted += final_value(lab, key, 0);
      const Takes takes = takes_of(lab);
      CHECK(takes.acknowledged - counted == takes.undid);
      const Conflicts conflicts = lab.spec().conflicts.value_or(usual_conflicts(lab.spec().kind));
      if (conflicts == Conflicts::last_write_wins)
        CHECK(takes.undid > 0);
      else
        CHECK(takes.undid == 0);
    }
  }

  TEST_CASE("stores: who promises that no read is stale keeps it; the others are caught") {
    for (const KindOfStore& kind : never_stale) {
      CAPTURE(std::string(kind.text));
      StoreLab lab(kind.text, kind.sites);
      lab.traffic(40, 50s, 3, Operation::write);
      CHECK(stale_reads(lab) == 0);
    }
    for (const KindOfStore& kind : sometimes_stale) {
      CAPTURE(std::string(kind.text));
      StoreLab lab(kind.text, kind.sites);
      lab.traffic(40, 50s, 3, Operation::write);
      CHECK(stale_reads(lab) > 0);
    }
  }

  TEST_CASE("kv: nothing that is shown was out of date for longer than cache_ttl and propagation") {
    for (const char* tier : {"true", "false"}) {
      CAPTURE(std::string(tier));
      StoreLab lab(std::string("kind: {kv: {cache_ttl: 3s, propagation: 500ms, writes_per_key: "
                               "100 rps, regional_tier: ") +
                   tier + "}}");
      lab.traffic(40, 100s, 5, Operation::write);
      Duration oldest{};
      for (const AskedStore& one : lab.asked()) {
        if (!is_stale(lab, one)) continue;
        const Instant since = lab.store().log().superseded(one.call.key, one.answer.version);
        oldest = std::max(oldest, one.answer.served - since);
      }
      CHECK(oldest <= 3500ms);
      CHECK(oldest > 2s);  // 50 s of reads of five keys come near to it
    }
  }

  TEST_CASE(
      "kv: a key takes one write in so much time; the others are throttled, and change nothing") {
    StoreLab lab("kind: {kv: {writes_per_key: 2 rps}}");
    for (int i = 0; i < 10; ++i) lab.at(Instant{} + i * 100ms, 0, Operation::write, 1);
    lab.run();
    // At 0, 500 and 1000 ms it would accept; the calls come at 0, 100 ... 900.
    std::vector<int> accepted;
    for (int i = 0; i < 10; ++i)
      if (lab.asked()[static_cast<std::size_t>(i)].done())
        accepted.push_back(i);
      else
        CHECK(lab.asked()[static_cast<std::size_t>(i)].answer.end == StoreEnd::throttled);
    CHECK(accepted == std::vector<int>{0, 5});
    CHECK(lab.store().log().commits() == 2);
  }

  TEST_CASE("a stock: who sells one by one sells what there is; copies sell more") {
    for (const char* text :
         {"kind: single_home", "kind: {replicated: {replicas: [there]}}",
          "{kind: {replicated: {replicas: [there]}}, conflicts: compare_and_set, attempts: 100}"}) {
      CAPTURE(std::string(text));
      StoreLab lab(text);
      lab.traffic(40, 20s, 1, Operation::read_modify_write, 100);
      const Takes takes = takes_of(lab);
      CHECK(takes.acknowledged == 100);
      CHECK(takes.undid == 0);
      CHECK(takes.sold_out > 0);
      CHECK(takes.sold_out + takes.refused + takes.acknowledged > 300);
      CHECK(final_value(lab, 0, 100) == 0);
    }
    for (const char* text :
         {"kind: {kv: {writes_per_key: 100 rps, cache_ttl: 2s}}",
          "{kind: {replicated: {replicas: [there]}}, conflicts: last_write_wins}",
          "{kind: {quorum: {replicas: [there], r: 1, w: 1}}, conflicts: merge}"}) {
      CAPTURE(std::string(text));
      StoreLab lab(text);
      lab.traffic(400, 5s, 1, Operation::read_modify_write, 100);
      const Takes takes = takes_of(lab);
      CHECK(takes.acknowledged > 100);
      CHECK(final_value(lab, 0, 100) <= 100);  // never around below none
    }
  }

  TEST_CASE("compare-and-set: each attempt is counted, and the last may fail") {
    // Ten at once: one write at a time gets through, and each of the others has two attempts.
    StoreLab lab(
        "{kind: {object: {read: 1ms, write: 1ms}}, conflicts: compare_and_set, attempts: 2}", 1);
    for (int i = 0; i < 10; ++i) lab.at(Instant{} + 1s, 1, Operation::read_modify_write, 1);
    lab.run();
    int done = 0, failed = 0;
    for (const AskedStore& one : lab.asked()) {
      done += one.done();
      failed += one.answer.end == StoreEnd::conflict;
      CHECK(one.answer.tries <= 2);
    }
    CHECK(done == 2);
    CHECK(failed == 8);
    CHECK(lab.store().log().commits() == 2);
  }

  TEST_CASE("reads and writes take the ways that their kind says, to the nanosecond") {
    const auto took = [](const char* text, std::size_t sites, Operation operation) {
      StoreLab lab(text, sites);
      lab.at(Instant{} + 1s, 1, operation, 1);  // from the other town
      lab.run();
      return lab.asked().front().known - lab.asked().front().asked;
    };
    constexpr Operation read = Operation::read;
    constexpr Operation write = Operation::write;
    constexpr Operation both = Operation::read_modify_write;
    const char* object = "kind: {object: {read: 7ms, write: 11ms}}";
    CHECK(took(object, 1, read) == 57ms);
    CHECK(took(object, 1, write) == 61ms);
    CHECK(took(object, 1, both) == 57ms + 61ms);
    const char* home = "kind: {single_home: {home: at, service: 3ms, wake: 20ms}}";
    CHECK(took(home, 2, read) == 73ms);
    CHECK(took("kind: {single_home: {service: 3ms, wake: 20ms}}", 2, read) == 23ms);
    const char* replicated = "kind: {replicated: {replicas: [there], read: 7ms, write: 11ms}}";
    CHECK(took(replicated, 2, read) == 7ms);
    CHECK(took(replicated, 2, both) == 61ms);
    const char* kv = "kind: {kv: {read: 7ms, write: 11ms, copy_read: 1ms}}";
    CHECK(took(kv, 2, read) == 1ms + 50ms + 7ms);
    CHECK(took(kv, 2, write) == 61ms);
    // One of two acknowledges at home, both only after a round trip.
    CHECK(took("kind: {quorum: {replicas: [there], r: 1, w: 1, read: 7ms, write: 11ms}}", 2,
               write) == 11ms);
    CHECK(took("kind: {quorum: {replicas: [there], r: 1, w: 2, read: 7ms, write: 11ms}}", 2,
               write) == 61ms);
    CHECK(took("kind: {quorum: {replicas: [there], r: 2, w: 1, read: 7ms, write: 11ms}}", 2,
               read) == 57ms);
    CHECK(took("kind: {origin_db: {read: 7ms, write: 11ms}}", 1, read) == 57ms);
    CHECK(took("kind: {origin_db: {read: 7ms, pooled: false, handshake: 3}}", 1, read) ==
          57ms + 150ms);
  }

  TEST_CASE(
      "single_home: requests of a key queue, those of different keys do not; idle ones sleep") {
    StoreLab lab(
        "kind: {single_home: {home: at, service: 3ms, wake: 20ms, hibernate_after: 1s, "
        "longest_wait: 30ms}}",
        1);
    for (int i = 0; i < 5; ++i) lab.at(Instant{} + 1s, 0, Operation::write, 1);
    lab.at(Instant{} + 1s, 0, Operation::write, 2);
    lab.at(Instant{} + 1500ms, 0, Operation::write, 1);
    lab.at(Instant{} + 4s, 0, Operation::write, 1);
    lab.run();
    std::vector<Duration> took;
    for (const AskedStore& one : lab.asked())
      took.push_back(one.done() ? one.known - one.asked : Duration{0});
    // It wakes and serves: 23, 26, 29, 32 ms; the fifth would have to wait for 32 ms, which is
    // refused.
    CHECK(took == std::vector<Duration>{23ms, 26ms, 29ms, 32ms, 0ms, 23ms, 3ms, 23ms});
    CHECK(lab.asked()[4].answer.end == StoreEnd::overloaded);
  }

  TEST_CASE("origin_db: an unpooled connection is taken for its handshake and its trip too") {
    // One connection: work of 10 ms, or that, three round trips of handshake and the trip itself.
    const auto second = [](const char* more) {
      StoreLab lab(
          std::string("kind: {origin_db: {read: 10ms, connections: 1, queue: 1") + more + "}}", 1);
      for (int i = 0; i < 3; ++i) lab.at(Instant{} + 1s, 1, Operation::read, 1);
      lab.run();
      CHECK(lab.asked()[2].answer.end == StoreEnd::overloaded);
      return lab.asked()[1].known - lab.asked()[1].asked;
    };
    CHECK(second("") == 50ms + 10ms + 10ms);
    CHECK(second(", pooled: false, handshake: 3") == (10ms + 4 * 50ms) + (50ms + 10ms + 3 * 50ms));
  }
}
