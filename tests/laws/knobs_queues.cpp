// Every key of a queue and of a jurisdiction does something. See knobs.cpp.
#include "support/knobs_queues.hpp"

#include <doctest/doctest.h>

#include "support/knob_runs.hpp"

using namespace edgecase::testing;

TEST_SUITE("laws") {
  TEST_CASE("knobs: every key of a queue changes something or is refused") {
    check_knobs(queue_knobs());
  }
}
