// Every key of attacks, guards, protection and access does something, as knobs.cpp demands of all.
#include "support/knobs_pressed.hpp"

#include <doctest/doctest.h>

#include "support/knob_runs.hpp"

using namespace edgecase::testing;

TEST_SUITE("laws") {
  TEST_CASE("knobs: every key of attacks, guards and access changes something or is refused") {
    check_knobs(pressed_knobs());
  }
}
