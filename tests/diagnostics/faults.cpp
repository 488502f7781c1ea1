// What is wrong with faults and with policies of calls, and what to write instead.
#include <doctest/doctest.h>

#include "support/runs.hpp"

using namespace edgecase;
using namespace edgecase::testing;

namespace {

std::string said_of(const std::string& faults, const std::string& design = "{}") {
  std::string text = R"(
apiVersion: edgecase/v1
kind: Scenario
metadata: {name: faulty}
world:
  network: lab
  horizon: {warm_up: 10s, measure: 10s}
  demand: {rate: 1 rps}
  routes: {all: {share: 100%, size: 1kB}}
  origin: {service: 1ms}
  faults: [FAULTS]
design: DESIGN
)";
  text.replace(text.find("FAULTS"), 6, faults);
  text.replace(text.find("DESIGN"), 6, design);
  return try_open(text).complaints;
}

bool says(const std::string& complaints, const std::string& what) {
  INFO(complaints);
  return complaints.find(what) != std::string::npos;
}

const std::string when = "at: 12s, duration: 5s, ";

}  // namespace

TEST_SUITE("diagnostics") {
  TEST_CASE("faults: a target names one thing, which exists") {
    CHECK(says(said_of("{" + when + "kind: down, target: {pop: XYZ}}"), "unknown PoP `XYZ`"));
    CHECK(says(said_of("{" + when + "kind: down, target: {region: erope}}"),
               "did you mean `europe`?"));
    CHECK(says(said_of("{" + when + "kind: down, target: {country: FR}}"),
               "unknown country with a PoP `FR`"));
    CHECK(says(said_of("{" + when + "kind: down, target: {pop: LAB, region: asia}}"),
               "a fault has one target"));
    CHECK(says(said_of("{" + when + "kind: down, target: {}}"), "the target names nothing"));
    CHECK(says(said_of("{" + when + "kind: down, target: {path: [europe]}}"),
               "a path is between two regions"));
  }

  TEST_CASE("faults: what is not modelled for a target says for which it is") {
    CHECK(says(said_of("{" + when + "kind: slow, factor: 3, target: dns}"),
               "the fault `slow` is not modelled for this target"));
    CHECK(says(said_of("{" + when + "kind: slow, factor: 3, target: dns}"),
               "its targets: PoPs, path, origin, third_party"));
    CHECK(says(said_of("{" + when + "kind: capacity_lost, share: 10%, target: {pop: LAB}}"),
               "its targets: origin"));
    CHECK(says(said_of("{" + when + "kind: slow, target: origin}"), "how slow?"));
    CHECK(says(said_of("{" + when + "kind: loss, target: {pop: LAB}}"), "`share`"));
  }

  TEST_CASE("faults: what nothing would notice is a warning") {
    CHECK(says(said_of("{" + when + "kind: down, target: third_party}"),
               "no function asks a third party"));
    CHECK(says(said_of("{" + when + "kind: down, target: control_plane}"),
               "neither purges nor releases of firewall rules"));
    const std::string down = "{" + when + "kind: down, target: origin}";
    CHECK(says(said_of(down + ", " + down), "another fault takes the same target down"));
    CHECK(said_of(down).empty());
  }

  TEST_CASE("faults: turns that are too short for their duration are too many") {
    CHECK(says(said_of("{at: 12s, duration: 24h, kind: flapping, down: 1s, up: 1s, target: {pop: "
                       "LAB}}"),
               "it would go down 43200 times, more than 100"));
  }

  TEST_CASE("calls: retries without a timeout, and what has no effect") {
    CHECK(says(said_of("", "{calls: {origin: {attempts: 3}}}"), "retries without a timeout"));
    CHECK(
        says(said_of("", "{calls: {origin: {timeout: 1s, backoff: 1s}}}"), "calls are sent once"));
    CHECK(says(said_of("", "{calls: {origin: {timeout: 1s, hedge: 2s}}}"),
               "the attempt has timed out by then"));
    CHECK(says(said_of("", "{calls: {origin: {timeout: 1s, attempts: 2, budget: 120%}}}"),
               "at most 100%"));
    CHECK(said_of("", "{calls: {origin: {timeout: 1s, attempts: 2, budget: 10%}}}").empty());
  }
}
