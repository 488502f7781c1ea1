// What is wrong with the queue of an origin and with limits of calls, and what has no effect there.
#include <doctest/doctest.h>

#include "support/runs.hpp"

using namespace edgecase;
using namespace edgecase::testing;

namespace {

bool says_of(const std::string& origin, const std::string& design, const std::string& what,
             const std::string& attacks = "[]") {
  const std::string complaints = try_open(R"(
apiVersion: edgecase/v1
kind: Scenario
metadata: {name: overload}
world:
  network: lab
  horizon: {warm_up: 1s, measure: 10s}
  demand: {rate: 1 rps}
  routes: {a: {share: 50%, size: 1kB}, b: {share: 50%, size: 1kB}}
  origin: {service: 1ms, )" + origin + "}\n  attacks: " +
                                          attacks + "\ndesign: {routes: {" + design + "}}\n")
                                     .complaints;
  INFO(complaints);
  return complaints.find(what) != std::string::npos;
}

const std::string routes = "a: {}, b: {}";
const std::string flood = "[{kind: http_flood, name: bots, rate: 10k rps, at: 2s, duration: 3s}]";

}  // namespace

TEST_SUITE("diagnostics") {
  TEST_CASE("priorities that nothing reads, or that do not differ") {
    const std::string critical = "a: {priority: critical}, b: {}";
    const char* unread = "regardless of their priority";
    const char* alike = "all routes have the same priority";
    CHECK(says_of("workers: 2", critical, unread));
    CHECK(says_of("workers: 2, discipline: priority", routes, alike));
    CHECK_FALSE(says_of("workers: 2, discipline: priority", critical, unread));
    CHECK_FALSE(says_of("workers: 2, discipline: priority", critical, alike));
  }

  TEST_CASE("disciplines, controlled delay and deadlines where no request waits") {
    CHECK(says_of("workers: unlimited, discipline: lifo", routes, "never queue for unlimited"));
    CHECK(says_of("workers: unlimited, controlled_delay: {}", routes, "never queue for unlimited"));
    CHECK(says_of("workers: 2, discipline: processor_sharing, controlled_delay: {}", routes,
                  "no request waits for a worker"));
    CHECK(says_of("workers: unlimited, deadlines: true", routes, "no request waits for a worker"));
    CHECK_FALSE(says_of("workers: 2, deadlines: true", routes, "no request waits for a worker"));
    CHECK(says_of("workers: 2, controlled_delay: {target: 2s, interval: 1s}", routes,
                  "`target` is longer than `interval`"));
  }

  TEST_CASE("an attack on a queue that leaves out most of its load") {
    const char* left_out = "only the simulated requests of an attack load the origin";
    for (const char* queue : {"workers: 2, discipline: lifo", "workers: 2, deadlines: true",
                              "workers: 2, then: [{name: db, service: 1ms}]"})
      CHECK(says_of(queue, routes, left_out, flood));
    CHECK_FALSE(says_of("workers: 2", routes, left_out, flood));
    CHECK_FALSE(says_of("workers: unlimited", routes, left_out, flood));
    CHECK_FALSE(says_of("workers: 2, discipline: lifo", routes, left_out));
  }

  TEST_CASE("limits of calls: one rule sets them, and bulkheads have something to divide") {
    const auto calls = [](const std::string& policy) {
      return routes + "}, calls: {origin: {" + policy + "}";
    };
    CHECK(says_of("workers: 2", calls("limit: {calls: 9, aimd: {}, gradient: {}}"),
                  "`aimd` and `gradient` both set the limit"));
    CHECK(says_of("workers: 2", calls("bulkheads: true"), "nothing that routes could use up"));
    CHECK_FALSE(says_of("workers: 2", calls("bulkheads: true, limit: 9"), "could use up"));
  }
}
