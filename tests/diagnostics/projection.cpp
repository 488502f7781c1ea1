// What is said of a month that cannot be made up, and where.
#include <string>

#include <doctest/doctest.h>

#include "support/runs.hpp"

namespace edgecase::testing {
namespace {

/// A run from 1 to 5 minutes, in which the phase `flash` is from 2 to 3; the projection on line 12.
std::string complaints_of(const std::string& projection) {
  const std::string text = R"(apiVersion: edgecase/v1
kind: Scenario
metadata: {name: month}
world:
  network: lab
  horizon: {warm_up: 1min, measure: 4min}
  demand:
    rate: 10 rps
    phases: [{duration: 2min}, {name: flash, duration: 1min, rate: 200%}]
  routes: {r: {size: 1kB}}
  origin: {service: 1ms}
  projection: )" + projection +
                           "\n";
  return try_open(text).complaints;
}

void check_says(const std::string& projection, const std::string& what) {
  CAPTURE(projection);
  const std::string said = complaints_of(projection);
  CAPTURE(said);
  CHECK(said.find(what) != std::string::npos);
  CHECK(said.find("test.yaml:12:") != std::string::npos);
}

}  // namespace

TEST_SUITE("diagnostics") {
  TEST_CASE("a projection that makes a month is taken") {
    CHECK(complaints_of("[{name: flash, times: 4/month}]") == "");
    CHECK(complaints_of("[{name: a, from: 1min, to: 3min, share: 50%},"
                        " {name: b, from: 3min, to: 5min, share: 50%}]") == "");
  }

  TEST_CASE("a projection that makes no month is refused at its line, with the reason") {
    check_says("[{name: flash}]", "one of `times` and `share`");
    check_says("[{name: flash, times: 1/d, share: 5%}]", "one of `times` and `share`");
    check_says("[{name: flsh, times: 1/d}]", "did you mean `flash`");
    check_says("[{name: a, from: 2min, times: 1/d}]", "both `from` and `to`, or neither");
    check_says("[{name: a, from: 3min, to: 3min, times: 1/d}]", "a phase must end after it begins");
    check_says("[{name: a, from: 30s, to: 2min, times: 1/d}]", "is not all measured");
    check_says("[{name: a, from: 4min, to: 6min, times: 1/d}]", "is not all measured");
    check_says("[{name: flash, times: 1/d}, {name: a, from: 1min, to: 150s, times: 1/d}]",
               "overlaps with another phase from 2min to 150s");
    check_says("[{name: flash, times: 1/d}, {name: flash, times: 1/d}]", "two phases are named");
    check_says("[{name: rest, from: 2min, to: 3min, times: 1/d}]",
               "`rest` is reserved for the time outside of all phases");
    check_says("[{name: flash, times: 2/fortnight}]", "/week");
    check_says("[{name: flash, times: 90/h}]", "only 30d of the month are left");
    check_says("[{name: flash, share: 60%}, {name: a, from: 3min, to: 4min, share: 50%}]",
               "only 12d of the month are left");
    check_says("[{name: a, from: 1min, to: 5min, share: 50%}]",
               "no usage in the rest of the month");
  }
}

}  // namespace edgecase::testing
