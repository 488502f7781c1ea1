// Metastable failure: how long an origin must be silent until naive retries keep it down for good.
#include <algorithm>
#include <limits>

#include <doctest/doctest.h>
#include <fmt/core.h>

#include "support/runs.hpp"

using namespace edgecase;
using namespace edgecase::testing;

namespace {

// Four workers of 100 ms each: 28 rps are 70% of what they can do.
Plan with_trigger(double silent_s, const Overrides& overrides) {
  std::string text = R"(
apiVersion: edgecase/v1
kind: Scenario
metadata: {name: metastable}
world:
  network: lab
  horizon: {warm_up: 10s, measure: 150s}
  demand: {rate: 28 rps}
  routes: {all: {share: 100%, objects: 10, size: 0B}}
  clients: {retry: {attempts: 1, timeout: 60s}}
  origin: {workers: 4, service: {exponential: 100ms}, queue: 100k}
  faults: [{kind: down, target: origin, mode: silent, at: 20s, duration: DURATION}]
design:
  calls: {origin: {timeout: 1s, attempts: 4}}
)";
  text.replace(text.find("DURATION"), 8, fmt::format("{}ms", static_cast<int>(silent_s * 1000)));
  return open_text(text, overrides);
}

/// Whether a run still fails most requests half a minute before its end.
bool stays_down(const Observations& seen, Duration moment) {
  const double last_s = 30;
  const auto slots = static_cast<std::size_t>(last_s / in_seconds(moment));
  double requests = 0, failures = 0;
  for (std::size_t slot = seen.moments - slots; slot < seen.moments; ++slot) {
    requests += static_cast<double>(seen.moment(slot, 0).requests);
    failures += static_cast<double>(seen.moment(slot, 0).failures);
  }
  return failures > 0.5 * requests;
}

/// The shortest of these silences after which at least half of the replications stay down.
double critical_silence(const Overrides& overrides) {
  for (const double silent_s : {0.5, 1.0, 2.0, 4.0, 8.0, 16.0, 32.0}) {
    const Runs runs = run(with_trigger(silent_s, overrides), 8);
    const auto down = std::ranges::count_if(runs.replications, [&](const Replication& one) {
      return stays_down(one.seen, runs.plan->time.moment);
    });
    if (down >= 4) return silent_s;
  }
  return std::numeric_limits<double>::infinity();
}

}  // namespace

TEST_SUITE("laws") {
  TEST_CASE("metastable: the silence that keeps it down falls with load, grows with capacity") {
    if (sanitized) return;  // hundreds of runs
    const double usual = critical_silence({});
    CHECK(usual < 32);
    const double lighter = critical_silence({"world.demand.rate=20 rps"});
    CHECK(lighter > usual);
    const double heavier = critical_silence({"world.demand.rate=36 rps"});
    CHECK(heavier < usual);
    const double larger = critical_silence({"world.origin.workers=6"});
    CHECK(larger > usual);
  }

  TEST_CASE("metastable: no silence keeps it down with a retry budget, or without retries") {
    if (sanitized) return;
    const double never = std::numeric_limits<double>::infinity();
    CHECK(critical_silence({"design.calls.origin.budget={ratio: 10%}"}) == never);
    CHECK(critical_silence({"design.calls.origin.attempts=1"}) == never);
  }
}
