// Stores that guarantee an isolation level by construction show no anomaly that it rules out; an
// anomaly that is put into a history is found.
#include <doctest/doctest.h>

#include "model/store/anomalies.hpp"
#include "support/list_histories.hpp"
#include "support/sanitized.hpp"

using namespace edgecase;
using namespace edgecase::test;

namespace {

/// Adds the transactions on keys of their own, all at once or one after the other.
void inject(History& history, const std::vector<EndedTransaction>& all, bool serial) {
  const auto first = static_cast<std::uint32_t>(history.transactions.size());
  for (std::uint32_t i = 0; i < all.size(); ++i) {
    ListTransaction transaction = short_transaction(all[i].first, history);
    transaction.process = 1'000'000 + i;
    history.invoke(transaction, Instant{});
    if (serial) history.end_transaction(first + i, all[i].second, Instant{});
  }
  for (std::uint32_t i = 0; i < all.size() && !serial; ++i)
    history.end_transaction(first + i, all[i].second, Instant{});
}

struct Injected {
  Anomaly anomaly;
  std::vector<EndedTransaction> transactions;
  bool serial = false;
};

std::vector<Injected> injected_anomalies() {
  constexpr auto ok = OperationEnd::ok;
  return {
      {Anomaly::g0, {{"ax1 ay1", ok}, {"ax2 ay2", ok}, {"rx12 ry21", ok}}},
      {Anomaly::g1a, {{"ax1", OperationEnd::fail}, {"rx1", ok}}},
      {Anomaly::g1b, {{"ax1 ax2", ok}, {"rx1", ok}}},
      {Anomaly::g1c, {{"ax1 ry1", ok}, {"ax2 ay1", ok}, {"rx12 ry1", ok}}},
      {Anomaly::g_single, {{"ax1 ay1", ok}, {"ax2 ry", ok}, {"rx12", ok}}},
      {Anomaly::g2_item, {{"ax1 ry", ok}, {"ay1 rx", ok}}},
      {Anomaly::g_single_realtime, {{"ax1", ok}, {"ax2", ok}, {"rx1", ok}, {"rx12", ok}}, true}};
}

}  // namespace

TEST_SUITE("laws") {
  TEST_CASE("a serializable store shows no anomaly, in 100,000 transactions either") {
    for (std::uint64_t seed = 0; seed < testing::as_many_as(100u, 10u); ++seed) {
      CAPTURE(seed);
      const History history = drawn_lists(
          {.transactions = 300, .keys = 2 + static_cast<std::uint32_t>(seed % 9)}, seed);
      REQUIRE(find_anomalies(history).none());
    }
    const std::uint32_t many = testing::as_many_as(100'000u, 3'000u);
    const AnomalyReport report = find_anomalies(drawn_lists({.transactions = many, .keys = 50}, 1));
    CHECK(report.none());
    CHECK(report.committed > many / 2);
  }

  TEST_CASE("an anomaly that is put into a serializable history is found, and no other") {
    for (const Injected& one : injected_anomalies()) {
      for (std::uint64_t seed = 0; seed < testing::as_many_as(20u, 3u); ++seed) {
        CAPTURE(anomaly_meanings()[static_cast<std::size_t>(one.anomaly)].name);
        History history = drawn_lists({.transactions = 200}, seed);
        inject(history, one.transactions, one.serial);
        const AnomalyReport report = find_anomalies(history);
        for (const AnomalyMeaning& meaning : anomaly_meanings())
          CHECK(report[meaning.anomaly].count == (meaning.anomaly == one.anomaly));
      }
    }
  }

  TEST_CASE("snapshot isolation shows write skew and nothing else") {
    std::uint64_t skews = 0;
    for (std::uint64_t seed = 0; seed < testing::as_many_as(100u, 10u); ++seed) {
      CAPTURE(seed);
      const AnomalyReport report = find_anomalies(
          drawn_lists({.store = ListStore::snapshot, .transactions = 300, .keys = 6}, seed));
      for (const AnomalyMeaning& meaning : anomaly_meanings())
        if (meaning.anomaly != Anomaly::g2_item && meaning.anomaly != Anomaly::g2_item_realtime)
          REQUIRE(report[meaning.anomaly].count == 0);
      skews += report[Anomaly::g2_item].count;
    }
    CHECK(skews > 0);
  }

  TEST_CASE("asynchronous replicas show stale reads, never a cycle of writes") {
    std::uint64_t stale = 0;
    for (std::uint64_t seed = 0; seed < testing::as_many_as(50u, 5u); ++seed) {
      CAPTURE(seed);
      const AnomalyReport report = find_anomalies(
          drawn_lists({.store = ListStore::replica, .transactions = 300, .keys = 6}, seed));
      // Each reads one state of the past: serializable, but not in real time.
      for (const Anomaly a :
           {Anomaly::g0, Anomaly::g1a, Anomaly::g1b, Anomaly::g1c, Anomaly::g_single,
            Anomaly::g2_item, Anomaly::g0_realtime, Anomaly::g1c_realtime, Anomaly::internal})
        REQUIRE(report[a].count == 0);
      stale += report[Anomaly::g_single_realtime].count;
    }
    CHECK(stale > 0);
  }
}
