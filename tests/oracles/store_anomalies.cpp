// The transactional anomalies of Adya on the examples of Elle (jepsen-io/elle, list-append).
#include <doctest/doctest.h>

#include "model/store/anomalies.hpp"
#include "support/list_histories.hpp"

using namespace edgecase;
using namespace edgecase::test;

namespace {

/// "G0 1, G1c 2": what was found.
std::string anomalies_in(const History& history) {
  const AnomalyReport report = find_anomalies(history);
  std::string text;
  for (const AnomalyMeaning& one : anomaly_meanings())
    if (const auto count = report[one.anomaly].count; count > 0)
      text += (text.empty() ? "" : ", ") + std::string(one.name) + " " + std::to_string(count);
  return text;
}

std::string rules_out(Anomaly anomaly) {
  const AnomalyMeaning& one = anomaly_meanings()[static_cast<std::size_t>(anomaly)];
  CHECK(one.anomaly == anomaly);
  return std::string(one.rules_out);
}

}  // namespace

TEST_SUITE("oracles") {
  TEST_CASE("each anomaly is found in its example, and no other") {
    CHECK(anomalies_in(committed_history({"ax1 ay1", "ax2 ay2", "rx12 ry21"})) == "G0 1");
    CHECK(anomalies_in(list_history({{"ax1", OperationEnd::fail}, {"rx1", OperationEnd::ok}})) ==
          "G1a 1");
    CHECK(anomalies_in(committed_history({"ax1 ax2", "rx1"})) == "G1b 1");
    CHECK(anomalies_in(committed_history({"ax1 ry1", "ax2 ay1", "rx12 ry1"})) == "G1c 1");
    CHECK(anomalies_in(committed_history({"ax1 ay1", "ax2 ry", "rx12"})) == "G-single 1");
    CHECK(anomalies_in(committed_history({"ax1 ry", "ay1 rx"})) == "G2-item 1");
    CHECK(anomalies_in(committed_history({"ax1", "ax2", "rx1", "rx12"}, true)) ==
          "G-single-realtime 1");
  }

  TEST_CASE("each anomaly names the weakest level that it contradicts") {
    CHECK(rules_out(Anomaly::g0) == "read uncommitted");
    CHECK(rules_out(Anomaly::g1a) == "read committed");
    CHECK(rules_out(Anomaly::g1b) == "read committed");
    CHECK(rules_out(Anomaly::g1c) == "read committed");
    CHECK(rules_out(Anomaly::g_single) == "repeatable read");
    CHECK(rules_out(Anomaly::g2_item) == "repeatable read");
    CHECK(rules_out(Anomaly::g_single_realtime) == "strong snapshot isolation");
  }

  TEST_CASE("histories that are serializable show nothing") {
    CHECK(anomalies_in(committed_history({"ax1", "ax2", "rx1", "rx12"})).empty());
    CHECK(anomalies_in(committed_history({"rx", "ax1", "rx1 ax2", "rx12"}, true)).empty());
    CHECK(anomalies_in(committed_history({"ax1 rx1 ax2 rx12", "rx12"}, true)).empty());
    // A failed append that nothing read has not happened.
    CHECK(anomalies_in(list_history({{"ax1", OperationEnd::fail}, {"rx", OperationEnd::ok}}, true))
              .empty());
    // One of unknown outcome may happen late, or never.
    CHECK(anomalies_in(list_history({{"ax1", OperationEnd::info},
                                     {"rx", OperationEnd::ok},
                                     {"rx1", OperationEnd::ok},
                                     {"rx1", OperationEnd::ok}},
                                    true))
              .empty());
  }

  TEST_CASE("real time: orders that contradict it, by the kinds of their edges") {
    CHECK(anomalies_in(committed_history({"ax2", "ax1", "rx12"}, true)) == "G0-realtime 1");
    CHECK(anomalies_in(committed_history({"rx1", "ax1"}, true)) == "G1c-realtime 1");
    CHECK(anomalies_in(committed_history({"ax1", "rx"}, true)) == "G-single-realtime 1");
    // One reader sees x and not yet y, the other y and not yet x.
    CHECK(anomalies_in(committed_history({"ax1", "ay1", "rx1 ry", "rx ry1"})) == "G2-item 1");
  }

  TEST_CASE("the example of an anomaly is its cycle, or its writer and reader") {
    const AnomalyReport skew = find_anomalies(committed_history({"az1", "ax1 ry", "ay1 rx"}));
    auto cycle = skew[Anomaly::g2_item].example;
    std::ranges::sort(cycle);
    CHECK(cycle == std::vector<std::uint32_t>{1, 2});
    const AnomalyReport aborted = find_anomalies(list_history(
        {{"az1", OperationEnd::ok}, {"ax1", OperationEnd::fail}, {"rx1", OperationEnd::ok}}));
    CHECK(aborted[Anomaly::g1a].example == std::vector<std::uint32_t>{1, 2});
  }

  TEST_CASE("what contradicts the form of the history is named") {
    CHECK(anomalies_in(committed_history({"ax1 rx"})) == "internal 1");
    CHECK(anomalies_in(committed_history({"ax1", "rx12"})) == "unwritten 1");
    CHECK(anomalies_in(committed_history({"ax1", "rx11"})) == "duplicate-elements 1");
    CHECK(anomalies_in(committed_history({"ax1", "ax1", "rx1"})) == "duplicate-elements 1");
    CHECK(anomalies_in(committed_history({"ax1", "ax2", "ax3", "rx13", "rx12"})) ==
          "incompatible-order 1");
  }
}
