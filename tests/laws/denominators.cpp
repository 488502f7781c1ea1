// Shares that stand side by side are shares of the same thing, and means and peaks of the same
// requests.
#include <cmath>

#include <doctest/doctest.h>

#include "support/runs.hpp"

using namespace edgecase;
using namespace edgecase::testing;

namespace {

/// The origin can serve 100 requests a second; users ask for 50, the attack for 400.
const char* const pressed =
    "apiVersion: edgecase/v1\n"
    "kind: Scenario\n"
    "metadata: {name: pressed}\n"
    "world:\n"
    "  network: lab\n"
    "  horizon: {warm_up: 1s, measure: 20s}\n"
    "  demand: {rate: 50 rps}\n"
    "  routes: {all: {share: 100%, objects: 100, size: 1kB}}\n"
    "  clients: {retry: {attempts: 1}}\n"
    "  origin: {workers: 1, service: 10ms, queue: 3}\n"
    "  attacks: [{kind: http_flood, at: 6s, duration: 10s, rate: 400 rps, bots: 50, route: all}]\n"
    "design:\n"
    "  routes: {all: {}}\n";

/// A function whose instances live for less than the time between two requests.
const char* const cold =
    "apiVersion: edgecase/v1\n"
    "kind: Scenario\n"
    "metadata: {name: cold}\n"
    "world:\n"
    "  network: lab\n"
    "  horizon: {warm_up: 1s, measure: 200s}\n"
    "  demand: {rate: 2 rps}\n"
    "  routes: {all: {share: 100%, objects: 100, size: 1kB}}\n"
    "  origin: {service: 10ms}\n"
    "design:\n"
    "  routes: {all: {compute: f}}\n"
    "  compute: {f: {runtime: isolate, cpu: 1ms, keep_alive: 500ms, cold_start: 120ms}}\n";

}  // namespace

TEST_SUITE("laws") {
  TEST_CASE("of the requests to an origin, those that queue and those that it turns away") {
    const Runs runs = run(open_text(pressed));
    const double queued = read_metric(runs, "origin.wait.share");
    const double refused = read_metric(runs, "origin.refused.share");
    CHECK(queued > 0.05);
    CHECK(refused > 0.05);
    CHECK(queued + refused <= 1);
    // No cache: every request of a user goes to the origin, once.
    CHECK(refused ==
          doctest::Approx(read_metric(runs, "errors.share{cause=origin_overloaded}")).scale(0));
  }

  TEST_CASE("the peak at the origin is one of the same requests as the mean beside it") {
    const Runs runs = run(open_text(pressed));
    const double users = read_metric(runs, "origin.rate");
    const double all = read_metric(runs, "origin.rate.with_attacks");
    const double peak = read_metric(runs, "origin.rate.peak");
    CHECK(users == doctest::Approx(50).epsilon(0.15).scale(0));
    // The attack lasts half of the measured time.
    CHECK(all - users == doctest::Approx(200).epsilon(0.1).scale(0));
    CHECK(peak >= 450);  // the mean while the attack lasts
    CHECK(std::isnan(
        read_metric(run(open_text(pressed, {"world.attacks=[]"})), "origin.rate.with_attacks")));
  }

  TEST_CASE("a cold start lasts as long as it was told, whatever share of requests meets one") {
    const Runs runs = run(open_text(cold));
    const double share = read_metric(runs, "cold_start.share");
    CHECK(share > 0.1);
    CHECK(share < 0.9);
    CHECK(read_metric(runs, "cold_start.duration.mean") ==
          doctest::Approx(120).epsilon(1e-6).scale(0));
    CHECK(read_metric(runs, "cold_start.delay.mean") < 120 * 0.95);
  }
}
