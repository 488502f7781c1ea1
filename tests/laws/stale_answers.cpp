// When an expired copy may be answered: while it is fetched anew (stale_while_revalidate), or when
// the fetch failed (stale_if_error). Two graces, each by itself.
#include <doctest/doctest.h>

#include "support/runs.hpp"

using namespace edgecase;
using namespace edgecase::testing;

namespace {

/// Every object is cached within a second and asked for ten times in one; ttl 1 s.
const char* const outage_lab = R"(
apiVersion: edgecase/v1
kind: Scenario
metadata: {name: stale}
world:
  network: lab
  horizon: {warm_up: 5s, measure: 15s}
  demand: {rate: 200 rps}
  routes: {all: {share: 100%, objects: 20, popularity: uniform, size: 10kB}}
  clients: {access: {rtt: 10ms}}
  origin: {workers: unlimited, service: {constant: 5ms}}
  faults: FAULTS
design:
  routes: {all: {cache: edge}}
  caches: {edge: {ttl: 1s, GRACE}}
)";

struct Seen {
  double failed = 0;  // shares of all requests
  double stale = 0;
};

/// What clients see under these graces, with an origin that refuses from 10 s to 15 s, or never.
Seen seen_with(const std::string& grace, bool outage) {
  std::string text = outage_lab;
  text.replace(text.find("FAULTS"), 6,
               outage ? "[{kind: origin_down, at: 10s, duration: 5s, mode: refuses}]" : "[]");
  text.replace(text.find("GRACE"), 5, grace);
  const Runs runs = run(open_text(text));
  const double answered = read_metric(runs, "availability");
  return {1 - answered, answered * read_metric(runs, "answers.share{status=stale}")};
}

/// Of 3000 requests 200 in each second; a fifth is four standard deviations or more of what the
/// numbers below count, whose scatter is that of the requests and of when 20 copies expire.
/// (Without `scale` doctest adds 1 to what the tolerance is a share of: a fifth would be anything
/// below 1.)
doctest::Approx seconds_of_run(double seconds) {
  return doctest::Approx(seconds / 15).scale(0).epsilon(0.2);
}

}  // namespace

TEST_SUITE("laws") {
  TEST_CASE("without grace an outage is failures, and nothing stale is answered") {
    const Seen calm = seen_with("stale_if_error: 0s, stale_while_revalidate: 0s", false);
    CHECK(calm.failed == 0);
    CHECK(calm.stale == 0);
    const Seen down = seen_with("stale_if_error: 0s, stale_while_revalidate: 0s", true);
    // The outage lasts 5 s; the copies that it meets are fresh for half a second on average.
    CHECK(down.failed == seconds_of_run(4.5));
    CHECK(down.stale == 0);
  }

  TEST_CASE("stale_if_error alone covers an outage as long as itself, and does nothing without") {
    const Seen calm = seen_with("stale_if_error: 10s", false);
    CHECK(calm.failed == 0);
    CHECK(calm.stale == 0);
    const Seen down = seen_with("stale_if_error: 10s", true);
    CHECK(down.failed == 0);
    CHECK(down.stale == seconds_of_run(4.5));
    // A grace of 2 s ends before the outage does: 2.5 s on average remain.
    const Seen shorter = seen_with("stale_if_error: 2s", true);
    CHECK(shorter.failed == seconds_of_run(2.5));
    CHECK(shorter.stale == seconds_of_run(2.0));
  }

  TEST_CASE("stale_while_revalidate alone answers stale while it fetches, outage or not") {
    const Seen calm = seen_with("stale_while_revalidate: 2s", false);
    CHECK(calm.failed == 0);
    CHECK(calm.stale > 0.01);
    const Seen down = seen_with("stale_while_revalidate: 2s", true);
    CHECK(down.failed == seconds_of_run(2.5));
    CHECK(down.stale > calm.stale);
  }

  TEST_CASE("a failure is remembered for error_ttl, whatever the ttl is") {
    // Half a second into the outage on average the first fetch fails; 8 s later the next succeeds.
    const Seen down = seen_with("error_ttl: 8s", true);
    CHECK(down.failed == seconds_of_run(8.0));
    CHECK(down.stale == 0);
  }

  TEST_CASE("the longer of both graces covers an outage, whichever it is") {
    for (const char* both : {"stale_if_error: 10s, stale_while_revalidate: 1s",
                             "stale_if_error: 1s, stale_while_revalidate: 10s"}) {
      CAPTURE(both);
      const Seen down = seen_with(both, true);
      CHECK(down.failed == 0);
      CHECK(down.stale > 0.2);
    }
  }
}
