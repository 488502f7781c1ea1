// General faults: each action does to its target what arithmetic says.
#include <algorithm>
#include <cmath>

#include <doctest/doctest.h>

#include "support/runs.hpp"
#include "world/routes.hpp"

using namespace edgecase;
using namespace edgecase::testing;

namespace {

// No cache, no distance: what the origin does is what users see. Faults last all the measured time.
Runs broken_lab(const std::string& fault, const Overrides& overrides = {}) {
  const std::string text = R"(
apiVersion: edgecase/v1
kind: Scenario
metadata: {name: broken-lab}
world:
  network: lab
  horizon: {warm_up: 10s, measure: 100s}
  demand: {rate: 200 rps}
  routes: {all: {share: 100%, objects: 1, size: 0B}}
  clients: {requests_per_connection: 10000, retry: {attempts: 1}}
  origin: {workers: unlimited, service: 20ms}
  faults: [{at: 10s, duration: 100s, FAULT}]
design: {}
)";
  std::string with = text;
  with.replace(with.find("FAULT"), 5, fault);
  return run(open_text(with, overrides));
}

// Seen from Europe, the origin is in North America.
Runs broken_globe(const std::string& fault, const Overrides& overrides = {}) {
  std::string text = R"(
apiVersion: edgecase/v1
kind: Scenario
metadata: {name: broken-globe}
world:
  network: small-globe
  horizon: {warm_up: 10s, measure: 60s}
  demand: {rate: 500 rps}
  routes: {all: {share: 100%, objects: 1, size: 1kB}}
  clients: {retry: {attempts: 1}}
  origin: {at: us-east-1, workers: unlimited, service: 5ms, timeout: 4s}
  faults: [FAULT]
design: {}
)";
  text.replace(text.find("FAULT"), 5,
               fault.empty() ? "" : "{at: 10s, duration: 60s, " + fault + "}");
  return run(open_text(text, overrides));
}

}  // namespace

TEST_SUITE("laws") {
  TEST_CASE("faults: an origin that fails a share f of the time, tried n times, fails f^n") {
    const std::string third = "kind: errors, target: origin, share: 30%";
    const Runs once = broken_lab(third);
    CHECK(read_metric(once, "errors.share{cause=origin_error}") ==
          doctest::Approx(0.3).epsilon(0.03).scale(0));
    const Runs four = broken_lab(third, {"world.clients.retry={attempts: 4, errors: all}"});
    CHECK(read_metric(four, "errors.share") == doctest::Approx(0.0081).epsilon(0.2).scale(0));
    // R04: (1 - f^4)/(1 - f) attempts.
    CHECK(1 + read_metric(four, "retries.share") == doctest::Approx(1.417).epsilon(0.01).scale(0));
  }

  TEST_CASE("faults: a slow origin takes its factor, and what is added") {
    const Runs slow = broken_lab("kind: slow, target: origin, factor: 10, added: 30ms");
    CHECK(read_metric(slow, "latency.p50") == doctest::Approx(230).epsilon(0.01).scale(0));
    CHECK(read_metric(slow, "availability") == 1);
  }

  TEST_CASE("faults: a PoP that answers errors is quick about it, a silent one is not") {
    const Runs errors = broken_lab("kind: errors, target: {pop: LAB}, share: 85%");
    CHECK(read_metric(errors, "errors.share{cause=edge_error}") ==
          doctest::Approx(0.85).epsilon(0.01).scale(0));
    CHECK(read_metric(errors, "errors.delay.mean") < 1);
    const Runs silent = broken_lab("kind: down, target: {pop: LAB}, convergence: 1h");
    CHECK(read_metric(silent, "errors.share{cause=pop_unreachable}") == 1);
    CHECK(read_metric(silent, "errors.delay.mean") ==
          doctest::Approx(10'000).epsilon(0.001).scale(0));
  }

  TEST_CASE("faults: lost packets are sent again after a timeout that doubles") {
    // One exchange on a reused connection: 200 ms * (2^k - 1) with k losses in a row, p = 10%;
    // the mean is 200 ms * p / (1 - 2p).
    const Runs lossy = broken_lab("kind: loss, target: {pop: LAB}, share: 10%");
    CHECK(read_metric(lossy, "latency.mean") - 20 ==
          doctest::Approx(200 * 0.1 / 0.8).epsilon(0.12).scale(0));
    CHECK(read_metric(lossy, "latency.p50") == doctest::Approx(20).epsilon(0.02).scale(0));
  }

  TEST_CASE("faults: what flaps is up for its part of the time") {
    const Runs flaps = broken_lab("kind: flapping, target: origin, down: 2s, up: 3s");
    CHECK(read_metric(flaps, "availability") == doctest::Approx(0.6).epsilon(0.02).scale(0));
    CHECK(flaps.plan->timeline.faults.at(0).turns.size() == 20);
  }

  TEST_CASE("faults: an origin that loses half of its workers refuses as Erlang says") {
    // 4 erlangs: 10 workers refuse 0.53%, 5 workers 19.9%.
    const Overrides busy{
        "world.demand.rate=40 rps",
        "world.origin={workers: 10, service: {exponential: {mean: 100ms}}, queue: 0}"};
    const Runs whole = broken_lab("kind: slow, target: {path: [asia, europe]}, factor: 2", busy);
    CHECK(read_metric(whole, "errors.share") == doctest::Approx(0.0053).epsilon(0.5).scale(0));
    const Runs half = broken_lab("kind: capacity_lost, target: origin, share: 50%", busy);
    CHECK(read_metric(half, "errors.share") == doctest::Approx(0.199).epsilon(0.08).scale(0));
  }

  TEST_CASE("faults: a slow path adds to what crosses it, and to nothing else") {
    const Runs usual = broken_globe("");
    const Runs slow =
        broken_globe("kind: slow, target: {path: [north-america, europe]}, added: 100ms");
    const auto more = [&](const std::string& region) {
      const std::string metric = "latency.p50{region=" + region + "}";
      return read_metric(slow, metric) - read_metric(usual, metric);
    };
    CHECK(more("europe") == doctest::Approx(100).epsilon(0.05).scale(0));
    CHECK(more("north-america") == doctest::Approx(0).scale(1).epsilon(0.5));
    CHECK(std::abs(more("asia")) < 5);  // but for the few that are routed to Europe
  }

  TEST_CASE("faults: over a path that is cut nothing reaches the origin") {
    const Runs cut = broken_globe("kind: down, target: {path: [europe, north-america]}");
    CHECK(read_metric(cut, "errors.share{cause=path_down,region=europe}") > 0.9);
    CHECK(read_metric(cut, "errors.share{region=north-america}") < 0.05);
    // The edge gives up after the origin's timeout of 4 s.
    CHECK(read_metric(cut, "errors.delay.mean") == doctest::Approx(4000).epsilon(0.05).scale(0));
  }

  TEST_CASE("faults: a function whose third party is down, slow or wrong") {
    const Overrides asks{
        "design={routes: {all: {compute: fn}}, compute: {fn: {runtime: isolate, sub_requests: "
        "{count: 2, to: eu-west-3}}}}",
        "world.network=small-globe"};
    const Runs wrong = broken_lab("kind: errors, target: third_party, share: 20%", asks);
    CHECK(read_metric(wrong, "errors.share{cause=third_party}") ==
          doctest::Approx(1 - 0.8 * 0.8).epsilon(0.03).scale(0));
    const Runs refuses = broken_lab("kind: down, target: third_party", asks);
    CHECK(read_metric(refuses, "errors.share{cause=third_party}") > 0.999);
    const Runs silent = broken_lab("kind: down, target: third_party, mode: silent", asks);
    CHECK(read_metric(silent, "errors.share{cause=client_timeout}") > 0.99);
    const Runs slow = broken_lab("kind: slow, target: third_party, added: 70ms", asks);
    const Runs usual = broken_lab("kind: errors, target: origin, share: 1%", asks);
    CHECK(read_metric(slow, "latency.p50") - read_metric(usual, "latency.p50") ==
          doctest::Approx(140).epsilon(0.05).scale(0));
  }

  TEST_CASE("faults: purges wait for a control plane that is down") {
    const Overrides purged{"world.purges=[{at: 20s, route: all}]",
                           "design={routes: {all: {cache: c}}, caches: {c: {ttl: 1h}}}"};
    const Runs down = broken_lab("kind: down, target: control_plane", purged);
    const double reach_s = read_metric(down, "purge.reach.p50{pops=100%}") * 1e-3;
    CHECK(reach_s >= 90);  // until 110 s
    CHECK(reach_s < 91);
  }

  TEST_CASE("faults: routes of four fifths of the cities have converged after 10 s by default") {
    const Plan plan = open_text(R"(
apiVersion: edgecase/v1
kind: Scenario
metadata: {name: converging}
world:
  network: small-globe
  horizon: {warm_up: 10s, measure: 60s}
  demand: {rate: 1 rps}
  routes: {all: {share: 100%, size: 1kB}}
  origin: {service: 5ms}
  faults: [{kind: region_down, target: {region: europe}, at: 10s, duration: 60s}]
design: {}
)");
    const FaultPlan& fault = plan->timeline.faults.at(0);
    const auto soon = std::ranges::count_if(
        fault.delays, [](Duration delay) { return delay <= std::chrono::seconds(10); });
    CHECK(soon == 16);
    CHECK(fault.delays.back() > std::chrono::seconds(30));  // the tail
  }

  TEST_CASE("faults: cities follow group by group, there and back, the network with the median") {
    const Plan plan = open_text(R"(
apiVersion: edgecase/v1
kind: Scenario
metadata: {name: moving}
world:
  network: small-globe
  horizon: {warm_up: 10s, measure: 60s}
  demand: {rate: 1 rps}
  routes: {all: {share: 100%, size: 1kB}}
  origin: {service: 5ms}
  faults: [{kind: region_down, target: {region: europe}, at: 10s, duration: 60s}]
design: {}
)");
    const std::uint16_t down = plan->timeline.faults.at(0).units.at(0).pops.at(0);
    std::vector<bool> withdrawn(plan->pops(), false);
    const auto announced = plan->routing(withdrawn);
    for (const std::uint16_t pop : plan->timeline.faults.at(0).units.at(0).pops)
      withdrawn[pop] = true;
    const auto silent = plan->routing(withdrawn);
    Routes routes(*plan);
    std::size_t moved = 0;
    const auto holds = [&](std::size_t groups_that_left) {
      for (std::uint16_t metro = 0; metro < plan->clients.metros.size(); ++metro) {
        const bool left = convergence_group(metro) < groups_that_left;
        const CatchmentLine& expected = (left ? silent : announced)->catchments[metro];
        moved += expected.pop != announced->catchments[metro].pop;
        if (routes.catchment(metro).pop != expected.pop) return false;
      }
      return true;
    };
    for (std::uint8_t group = 0; group < convergence_groups; ++group) {
      routes.apply(RoutesLeave{0, 0, group});
      routes.update(Instant{});
      CHECK(holds(group + 1U));
      CHECK(routes.withdrawn(down) == (group >= convergence_groups / 2));
    }
    CHECK(moved > 0);
    for (std::uint8_t group = convergence_groups; group > 0; --group) {
      routes.apply(RoutesReturn{0, 0, static_cast<std::uint8_t>(group - 1U)});
      routes.update(Instant{});
      CHECK(holds(group - 1U));
    }
    CHECK_FALSE(routes.withdrawn(down));
  }

  TEST_CASE("faults: where nothing is concerned, no byte changes") {
    const Runs none = broken_lab("kind: slow, target: {path: [asia, europe]}, factor: 100");
    const Runs other = broken_lab("kind: slow, target: {path: [africa, oceania]}, added: 1s");
    const Result a = summarise(none);
    const Result b = summarise(other);
    REQUIRE(a.metrics.size() == b.metrics.size());
    for (std::size_t i = 0; i < a.metrics.size(); ++i) {
      CAPTURE(a.metrics[i].name);
      const bool same =
          a.metrics[i].values == b.metrics[i].values || std::isnan(a.metrics[i].values.at(0));
      CHECK(same);
    }
    CHECK(read_metric(none, "latency.p50") == doctest::Approx(20).epsilon(0.02).scale(0));
    CHECK(read_metric(none, "availability") == 1);
  }
}
