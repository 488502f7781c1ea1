// What is counted at an access gate: who is denied, and what a login takes.
#include <cmath>
#include <string>

#include <doctest/doctest.h>

#include "support/runs.hpp"

using namespace edgecase;
using namespace edgecase::testing;

namespace {

// Each person asks about once in the run.
const char* const gate_lab = R"(
apiVersion: edgecase/v1
kind: Scenario
metadata: {name: gate_lab}
world:
  network: lab
  horizon: {warm_up: 1s, measure: 10s}
  demand: {rate: 2k rps}
  routes: {all: {share: 100%, objects: 20, size: 10kB}}
  clients: {people: {requests_per_minute: 1, activity: 1}}
  origin: {workers: unlimited, service: 5ms}
design:
  routes: {all: {cache: edge, access: door}}
  caches: {edge: {ttl: 1h}}
  access: {door: {GATE}}
)";

Runs gate_run(const std::string& gate) {
  std::string text = gate_lab;
  text.replace(text.find("GATE"), 4, gate);
  return run(open_text(text));
}

}  // namespace

TEST_SUITE("laws") {
  TEST_CASE("access counts: requests of users without the right are denied") {
    const Runs runs = gate_run("policy: {denied: 25%}");
    // 20,000 requests of nearly as many people.
    CHECK(std::abs(read_metric(runs, "access.denied.share") - 0.25) <
          5 * std::sqrt(0.25 * 0.75 / 20'000));
    CHECK(read_metric(gate_run("policy: {denied: 0%}"), "access.denied.share") == 0.0);
  }

  TEST_CASE("access counts: a whole login is the machines' part and the person's") {
    const Runs runs =
        gate_run("session: {already_in: 0%}, identity: {workers: 100000, work: 1ms, person: 30s}");
    CHECK(read_metric(runs, "access.logins") > 1000);
    const double machines = read_metric(runs, "access.login.mean");
    CHECK(read_metric(runs, "access.login_whole.mean") ==
          doctest::Approx(machines + 30'000).scale(0).epsilon(1e-9));
  }
}
