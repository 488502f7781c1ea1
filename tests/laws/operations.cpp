// Requests that write: caches are for what is read.
#include <doctest/doctest.h>

#include "support/runs.hpp"

using namespace edgecase;
using namespace edgecase::testing;

namespace {

// One object that is always fresh at the edge: every read is a hit.
const char* const operations_lab = R"(
apiVersion: edgecase/v1
kind: Scenario
metadata: {name: operations_lab}
world:
  network: lab
  horizon: {warm_up: 10s, measure: 100s}
  demand: {rate: 200 rps}
  routes: {all: {share: 100%, objects: 1, size: 10kB}}
  origin: {service: 5ms}
design:
  routes: {all: {cache: edge}}
  caches: {edge: {capacity: 10MB, ttl: 30d}}
)";

double metric_with(const char* name, const char* operations) {
  const std::string set = std::string("world.routes.all.operations=") + operations;
  return read_metric(run(open_text(operations_lab, {set}), 1), name);
}

}  // namespace

TEST_SUITE("laws") {
  TEST_CASE(
      "operations: writes bypass caches and reach the origin, in their share of the requests") {
    CHECK(metric_with("hit_ratio", "{read: 100%}") > 0.99);
    // 20,000 requests: the standard error of a share of 30% is 0.0032.
    for (const char* mix : {"{read: 70%, write: 30%}", "{read: 70%, read_modify_write: 30%}",
                            "{read: 70%, write: 10%, read_modify_write: 20%}"}) {
      CAPTURE(mix);
      CHECK(metric_with("answers.share{status=bypass}", mix) ==
            doctest::Approx(0.3).scale(0).epsilon(0.04));
      CHECK(metric_with("origin.rate", mix) == doctest::Approx(60).scale(0).epsilon(0.05));
    }
  }

  TEST_CASE("operations: shares that do not add up are refused") {
    const Opened opened = try_open(operations_lab, {"world.routes.all.operations={write: 10%}"});
    CHECK_FALSE(opened.plan);
    CHECK(opened.complaints.find("do not add up to 100%") != std::string::npos);
  }
}
