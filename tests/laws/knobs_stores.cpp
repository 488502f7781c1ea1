// Every key of a store does something. See knobs.cpp.
#include "support/knobs_stores.hpp"

#include <doctest/doctest.h>

#include "support/knob_runs.hpp"

using namespace edgecase::testing;

TEST_SUITE("laws") {
  TEST_CASE("knobs: every key of a store changes something or is refused") {
    check_knobs(all_store_knobs());
  }
}
