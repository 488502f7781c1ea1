// The origin's queue under other disciplines than first come, first served, against closed forms.
#include <algorithm>
#include <cmath>

#include <doctest/doctest.h>

#include "support/runs.hpp"

using namespace edgecase;
using namespace edgecase::testing;

namespace {

// No cache and no distance; service times are exponential with a mean of 10 ms.
Runs queue_run(const std::string& origin, const Overrides& overrides = {}) {
  const std::string text = R"(
apiVersion: edgecase/v1
kind: Scenario
metadata: {name: queue}
world:
  network: lab
  horizon: {warm_up: 20s, measure: 2000s}
  demand: {rate: 80 rps}
  routes:
    checkout: {share: 50%, objects: 1, size: 0B}
    pages: {share: 50%, objects: 1, size: 0B}
  clients: {requests_per_connection: 10000, retry: {attempts: 1, timeout: 1h}}
  origin: {workers: 1, service: {exponential: {mean: 10ms}}, queue: unlimited, )" +
                           origin + R"(}
design: {routes: {checkout: {}, pages: {}}}
)";
  return run(open_text(text, overrides));
}

const std::string reaches_far = "controlled_delay: {target: 1h, interval: 1h}";

// P(a busy period of M/M/1 lasts longer than t), by its density (Kleinrock I, 5.157), in units of
// the mean service time; midpoints.
double busy_period_beyond(double load, double t) {
  double area = 0;
  const double step = 0.01;
  for (double at = step / 2; at < t; at += step)
    area += step * std::exp(-(1 + load) * at) * std::cyl_bessel_i(1.0, 2 * at * std::sqrt(load)) /
            (at * std::sqrt(load));
  return 1 - area;
}

}  // namespace

TEST_SUITE("laws") {
  TEST_CASE("an origin's queue with events is the one that is solved on arrival") {
    const Overrides short_run{"world.horizon={warm_up: 2s, measure: 60s}"};
    const Runs solved = queue_run("discipline: fcfs", short_run);
    const Runs events = queue_run(reaches_far, short_run);
    for (const char* metric : {"origin.wait.mean", "origin.wait.share", "latency.p99", "requests"})
      CHECK(read_metric(solved, metric) == read_metric(events, metric));
    CHECK(read_metric(events, "origin.shed.share") == 0);
  }

  TEST_CASE("priorities: waits of M/M/1 without preemption (Cobham 1954)") {
    const Runs runs =
        queue_run("discipline: priority", {"design.routes.checkout.priority=critical"});
    // W0 = load x mean service; each class waits W0 / ((1 - load above) (1 - load to its own)).
    const double w0_ms = 0.8 * 10;
    CHECK(read_metric(runs, "origin.wait.mean{route=checkout}") ==
          doctest::Approx(w0_ms / (1 - 0.4)).epsilon(0.03).scale(0));
    CHECK(read_metric(runs, "origin.wait.mean{route=pages}") ==
          doctest::Approx(w0_ms / ((1 - 0.4) * (1 - 0.8))).epsilon(0.06).scale(0));
  }

  TEST_CASE("priorities: under overload the queue sheds what matters less") {
    const Runs runs = queue_run(
        "discipline: priority",
        {"design.routes.checkout.priority=critical", "design.routes.pages.priority=sheddable",
         "world.origin.queue=20", "world.demand.rate=150 rps", "world.horizon.measure=200s"});
    // Checkouts alone are M/M/1/21 at 75%: .0006 find 20 others of their own waiting.
    CHECK(read_metric(runs, "availability{route=checkout}") > 0.998);
    // 100 of 150 are served, and 75 of them are checkouts.
    CHECK(read_metric(runs, "availability{route=pages}") ==
          doctest::Approx(25.0 / 75).epsilon(0.04).scale(0));
  }

  TEST_CASE("last come, first served: as long on average, with a longer tail") {
    const Runs runs = queue_run("discipline: lifo");
    CHECK(read_metric(runs, "origin.wait.share") == doctest::Approx(0.8).epsilon(0.02).scale(0));
    CHECK(read_metric(runs, "origin.wait.mean") == doctest::Approx(40).epsilon(0.06).scale(0));
    // A job that finds the worker busy waits for a busy period.
    const CountHistogram seen = runs.replications[0].seen.all_latencies();
    for (const double t : {5.0, 20.0}) {
      double beyond = std::exp(-t);  // by its service alone
      const double step = 0.1;
      for (double s = step / 2; s < t; s += step)
        beyond += 0.8 * busy_period_beyond(0.8, t - s) * step * std::exp(-s);
      CHECK(seen.quantile(1 - beyond) * 1e-7 == doctest::Approx(t).epsilon(0.05).scale(0));
    }
  }

  TEST_CASE("deadlines: M/M/1 whose customers leave when they have waited too long") {
    // Barrer 1957: the share that leaves after a patience of D.
    const auto lost = [](double load, double patience) {
      const double tail = std::exp(-(1 - load) * patience);
      return (1 - load) * load * tail / (1 - load * load * tail);
    };
    const auto expired = [](const char* rate) {
      return read_metric(
          queue_run("deadlines: true, timeout: 50ms",
                    {std::string("world.demand.rate=") + rate, "world.horizon.measure=10000s"}),
          "origin.expired.share");
    };
    CHECK(expired("80 rps") == doctest::Approx(lost(0.8, 5)).epsilon(0.03).scale(0));
    CHECK(expired("150 rps") == doctest::Approx(lost(1.5, 5)).epsilon(0.02).scale(0));
  }

  TEST_CASE("without deadlines, overload leaves nothing in time; shedding and LIFO save most") {
    const Overrides overload{"world.demand.rate=150 rps",
                             "world.horizon={warm_up: 60s, measure: 60s}"};
    const auto served = [&](const std::string& how) {
      return read_metric(queue_run(how + ", timeout: 200ms", overload), "availability");
    };
    CHECK(served("discipline: fcfs") < 0.01);
    CHECK(served("discipline: lifo") > 0.5);
    CHECK(served("deadlines: true") > 0.3);  // many start just before their deadline
    // At most the 100 of 150 that it can serve.
    const double shed = served("controlled_delay: {target: 30ms, interval: 100ms}");
    CHECK(shed > 0.6);
    CHECK(shed < 0.68);
  }

  TEST_CASE("an edge that gives up on an origin fails its request at the timeout") {
    const Runs runs =
        queue_run("discipline: lifo, timeout: 200ms",
                  {"world.demand.rate=150 rps", "world.horizon={warm_up: 60s, measure: 60s}"});
    CHECK(read_metric(runs, "latency.p99.9") <= 203);
    CHECK(read_metric(runs, "errors.share{cause=origin_timeout}") > 0.2);
    CHECK(read_metric(runs, "errors.delay.mean") == doctest::Approx(200).epsilon(0.01).scale(0));
  }
}
