// What is wrong with faults and with policies of calls, and what to write instead.
#include <doctest/doctest.h>

#include "support/runs.hpp"

using namespace edgecase;
using namespace edgecase::testing;

namespace {

std::string complaints_about(const std::string& faults, const std::string& design = "{}") {
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

bool complains(const std::string& complaints, const std::string& what) {
  INFO(complaints);
  return complaints.find(what) != std::string::npos;
}

const std::string fault_time = "at: 12s, duration: 5s, ";

}  // namespace

TEST_SUITE("diagnostics") {
  TEST_CASE("faults: a target names one thing, which exists") {
    CHECK(complains(complaints_about("{" + fault_time + "kind: down, target: {pop: XYZ}}"),
                    "unknown PoP `XYZ`"));
    CHECK(complains(complaints_about("{" + fault_time + "kind: down, target: {region: erope}}"),
                    "did you mean `europe`?"));
    CHECK(complains(complaints_about("{" + fault_time + "kind: down, target: {country: FR}}"),
                    "unknown country with a PoP `FR`"));
    CHECK(complains(
        complaints_about("{" + fault_time + "kind: down, target: {pop: LAB, region: asia}}"),
        "a fault has one target"));
    CHECK(complains(complaints_about("{" + fault_time + "kind: down, target: {}}"),
                    "the target names nothing"));
    CHECK(complains(complaints_about("{" + fault_time + "kind: down, target: {path: [europe]}}"),
                    "a path is between two regions"));
  }

  TEST_CASE("faults: what is not modelled for a target says for which it is") {
    CHECK(complains(complaints_about("{" + fault_time + "kind: slow, factor: 3, target: dns}"),
                    "the fault `slow` is not modelled for this target"));
    CHECK(complains(complaints_about("{" + fault_time + "kind: slow, factor: 3, target: dns}"),
                    "its targets: PoPs, path, origin, third_party"));
    CHECK(complains(
        complaints_about("{" + fault_time + "kind: capacity_lost, share: 10%, target: {pop: LAB}}"),
        "its targets: origin"));
    CHECK(
        complains(complaints_about("{" + fault_time + "kind: slow, target: origin}"), "how slow?"));
    CHECK(complains(complaints_about("{" + fault_time + "kind: loss, target: {pop: LAB}}"),
                    "`share`"));
  }

  TEST_CASE("faults: what nothing would notice is a warning") {
    CHECK(complains(complaints_about("{" + fault_time + "kind: down, target: third_party}"),
                    "no function asks a third party"));
    CHECK(complains(complaints_about("{" + fault_time + "kind: down, target: control_plane}"),
                    "neither purges nor releases of firewall rules"));
    const std::string down = "{" + fault_time + "kind: down, target: origin}";
    CHECK(complains(complaints_about(down + ", " + down),
                    "another fault takes the same target down"));
    CHECK(complaints_about(down).empty());
  }

  TEST_CASE("faults: turns that are too short for their duration are too many") {
    CHECK(complains(
        complaints_about("{at: 12s, duration: 24h, kind: flapping, down: 1s, up: 1s, target: {pop: "
                         "LAB}}"),
        "it would go down 43200 times, more than 100"));
  }

  TEST_CASE("calls: retries without a timeout, and what has no effect") {
    CHECK(complains(complaints_about("", "{calls: {origin: {attempts: 3}}}"),
                    "retries without a timeout"));
    CHECK(complains(complaints_about("", "{calls: {origin: {timeout: 1s, backoff: 1s}}}"),
                    "calls are sent once"));
    CHECK(complains(complaints_about("", "{calls: {origin: {timeout: 1s, hedge: 2s}}}"),
                    "the attempt has timed out by then"));
    CHECK(complains(
        complaints_about("", "{calls: {origin: {timeout: 1s, attempts: 2, budget: 120%}}}"),
        "at most 100%"));
    CHECK(
        complaints_about("", "{calls: {origin: {timeout: 1s, attempts: 2, budget: 10%}}}").empty());
  }

  TEST_CASE("faults: random times need something that can fail at them, and not too often") {
    const auto random = [](const std::string& fault, const std::string& times) {
      return complaints_about("{" + fault_time + fault + ", random: {" + times + "}}");
    };
    CHECK(complains(random("kind: down, target: origin", "mtbf: 1s"), "`mttr`"));
    CHECK(complains(random("kind: down, target: origin", "mtbf: 1s, mttr: 1s, each: true"),
                    "the target is one thing, not several PoPs"));
    CHECK(complains(random("kind: down, target: control_plane", "mtbf: 1s, mttr: 1s"),
                    "the control plane does not fail at random times"));
    CHECK(
        complains(random("kind: flapping, target: origin, up: 1s, down: 1s", "mtbf: 1s, mttr: 1s"),
                  "what flaps by turns"));
    CHECK(complains(random("kind: down, target: origin", "mtbf: 1us, mttr: 1us"),
                    "about 5000000 failures in a run"));
    CHECK_FALSE(complains(random("kind: down, target: origin", "mtbf: 1s, mttr: 1s"), "error"));
  }

  TEST_CASE("steering: by name only where a PoP is taken out; health checks only by name") {
    const std::string lab = "{" + fault_time + "kind: down, target: {pop: LAB}}";
    CHECK(complains(complaints_about("", "{steering: {by: dns}}"), "no PoP is ever taken out"));
    CHECK_FALSE(complains(complaints_about(lab, "{steering: {by: dns}}"), "never taken out"));
    CHECK(complains(complaints_about(lab, "{steering: {health_check: {failures: 2}}}"),
                    "routes follow a failure without health checks"));
  }

  TEST_CASE("faults: what is down suffers from nothing else") {
    const std::string down = "{kind: down, target: origin, at: 11s, duration: 6s}, ";
    const auto beside = [&](const std::string& other) { return complaints_about(down + other); };
    const char* second = "another fault takes the same target down at that time";
    CHECK(complains(beside("{kind: errors, target: origin, share: 10%, at: 12s, duration: 2s}"),
                    second));
    CHECK_FALSE(complains(
        beside("{kind: errors, target: origin, share: 10%, at: 12s, duration: 7s}"), second));
    CHECK_FALSE(complains(
        beside("{kind: errors, target: {pop: LAB}, share: 10%, at: 12s, duration: 2s}"), second));
    CHECK(complains(beside("{kind: down, target: origin, at: 16s, duration: 3s}"), second));
    CHECK_FALSE(complains(beside("{kind: down, target: origin, at: 17s, duration: 3s}"), second));
  }

  TEST_CASE("calls: no longer than the caller's caller waits, and of something that calls") {
    CHECK(complains(complaints_about("", "{calls: {origin: {timeout: 11s, attempts: 2}}}"),
                    "clients give up after 10s"));
    CHECK_FALSE(complains(complaints_about("", "{calls: {origin: {timeout: 9s, attempts: 2}}}"),
                          "clients give up"));
    CHECK(complains(complaints_about("", "{calls: {sub_requests: {timeout: 1s}}}"),
                    "no function asks the origin or a third party"));
  }
}
