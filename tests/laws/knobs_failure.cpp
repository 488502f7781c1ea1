// The keys of faults, of name servers that are down, and of calls under a policy.
#include "support/knobs_failure.hpp"

#include <doctest/doctest.h>

#include "support/knob_runs.hpp"

using namespace edgecase::testing;

TEST_SUITE("laws") {
  TEST_CASE("knobs: every key of failures and policies changes something or is refused") {
    check_knobs(failure_knobs());
  }
}
