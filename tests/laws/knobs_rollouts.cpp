// The keys of changes, rollouts, tools and alerts.
#include "support/knobs_rollouts.hpp"

#include <doctest/doctest.h>

#include "support/knob_runs.hpp"

using namespace edgecase::testing;

TEST_SUITE("laws") {
  TEST_CASE("knobs: every key of changes and alerts changes something or is refused") {
    check_knobs(rollout_knobs());
  }
}
