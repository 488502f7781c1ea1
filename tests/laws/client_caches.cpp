// People's own copies against theory, and what they do to those behind them.
#include <cmath>

#include <doctest/doctest.h>

#include "support/runs.hpp"

using namespace edgecase;
using namespace edgecase::testing;

namespace {

// 60 people who ask 10 times a minute for one of 50 objects, all alike.
const char* const client_lab = R"(
apiVersion: edgecase/v1
kind: Scenario
metadata: {name: client_lab}
world:
  network: lab
  horizon: {warm_up: 20min, measure: 1h}
  demand: {rate: 10 rps}
  routes: {all: {share: 100%, objects: 50, popularity: uniform, size: 10kB}}
  clients: {people: {requests_per_minute: 10, activity: 1}}
  origin: {service: 5ms}
design:
  routes: {all: {cache: edge, client_ttl: 5min}}
  caches: {edge: {capacity: 10MB, ttl: 30d, age_inherited: false}}
)";

const char* const at_home = "answers.share{status=client}";

}  // namespace

TEST_SUITE("laws") {
  TEST_CASE("client caches: the share answered at home is that of a ttl cache for each person") {
    // Each person asks for an object every 5 minutes on average and keeps it for so long:
    // m T / (1 + m T) = 1/2.
    const Runs runs = run(open_text(client_lab), 4);
    CHECK(read_metric(runs, at_home) == doctest::Approx(0.5).scale(0).epsilon(0.01));
    const Runs shorter = run(open_text(client_lab, {"design.routes.all.client_ttl=100s"}), 4);
    CHECK(read_metric(shorter, at_home) == doctest::Approx(0.25).scale(0).epsilon(0.02));
    // The edge answers nearly all that reaches it, whoever asks.
    CHECK(read_metric(runs, "hit_ratio") > 0.99);
    const Runs none = run(open_text(client_lab, {"design.routes.all.client_ttl=0s"}));
    CHECK(read_metric(none, at_home) == 0);
  }

  TEST_CASE("client caches: what its owner has already is not sent again") {
    // Three quarters go out, but nobody needs the bytes who ever had them and lost them not long
    // ago; nothing changes, so only first copies are sent.
    const auto bits = [](const Overrides& overrides) {
      return read_metric(run(open_text(client_lab, overrides)), "edge.egress");
    };
    const double sent = bits({"design.routes.all.client_ttl=100s"});
    const double all = bits({"design.routes.all.client_ttl=0s"});
    CHECK(all == doctest::Approx(10 * 10e3 * 8).scale(0).epsilon(0.02));
    // A request goes out 100 s + X after the copy came, X exponential of mean 300 s. Copies are
    // forgotten U after they came, U even between 200 and 400 s: E e^(-(U - 100 s) / 300 s).
    const double forgotten = 1.5 * (std::exp(-1.0 / 3) - std::exp(-1.0));
    CHECK(sent == doctest::Approx(0.75 * forgotten * all).scale(0).epsilon(0.02));
    // Where the content changes every second on average it must be sent.
    const double changed =
        bits({"design.routes.all.client_ttl=100s", "world.routes.all.changes={every: 1s}",
              "design.caches.edge.ttl=1s"});
    CHECK(changed > 0.95 * 0.75 * all);
  }

  TEST_CASE("client caches: no purge reaches them") {
    const Overrides changing{"world.routes.all.changes={every: 2min}",
                             "design.purge.on_change=true", "design.caches.edge.ttl=1h"};
    const auto with = [&](const char* ttl) {
      Overrides all = changing;
      all.push_back(std::string("design.routes.all.client_ttl=") + ttl);
      return run(open_text(client_lab, all), 2);
    };
    CHECK(read_metric(with("0s"), "stale.share") < 0.005);
    // A copy of age a is outdated with probability 1 - e^(-a / 2 min). Answers at home are spread
    // evenly over the ages up to 5 min: 1 - (1 - e^-2.5) / 2.5 = 0.633 of half of all.
    const Runs kept = with("5min");
    const double at_owner = read_metric(kept, at_home);
    CHECK(read_metric(kept, "stale.share") ==
          doctest::Approx(0.633 * at_owner).scale(0).epsilon(0.03));
  }

  TEST_CASE("client caches: people who ask again are answered at home, however many objects") {
    const Overrides many{"world.routes.all.objects=1000000", "design.routes.all.client_ttl=1d",
                         "world.clients.people.asks_again=30%"};
    const Runs runs = run(open_text(client_lab, many), 2);
    // What is asked for again was asked for before by the same person, and 1 d is for ever here.
    CHECK(read_metric(runs, at_home) == doctest::Approx(0.3).scale(0).epsilon(0.02));
    // Without own copies the same requests go out, and the edge answers them.
    Overrides out = many;
    out[1] = "design.routes.all.client_ttl=0s";
    const double with_habit = read_metric(run(open_text(client_lab, out)), "hit_ratio");
    out[2] = "world.clients.people.asks_again=0%";
    const double without = read_metric(run(open_text(client_lab, out)), "hit_ratio");
    CHECK(with_habit - without == doctest::Approx(0.3).scale(0).epsilon(0.05));
  }

  TEST_CASE("client caches: while the network is away, owners of fresh copies are answered") {
    const Runs runs =
        run(open_text(client_lab,
                      {"world.faults=[{kind: pop_down, target: {pop: LAB}, at: 40min, duration: "
                       "10min}]"}),
            4);
    // Half have a fresh copy when it goes; t later 1 - t / 5 min of them still do, so an eighth of
    // what comes in the 10 minutes is answered; the rest of an hour is as usual.
    CHECK(read_metric(runs, "availability") ==
          doctest::Approx(1 - (1 - 0.125) / 6).scale(0).epsilon(0.01));
  }
}
