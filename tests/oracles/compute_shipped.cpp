// Cold starts through the front door: lab scenarios against theory and published simulations.
#include <doctest/doctest.h>

#include "support/oracle_rows.hpp"
#include "validate/closed_forms.hpp"

using namespace edgecase;
using namespace edgecase::testing;

TEST_SUITE("oracles") {
  TEST_CASE("V01: the closed forms are the published figures") {
    CHECK(closed_form::cold_share(0.01, 300, 10) == doctest::Approx(0.7408).scale(0).epsilon(1e-4));
    CHECK(closed_form::cold_share(0.01, 300, 1) == doctest::Approx(0.0498).scale(0).epsilon(1e-3));
    CHECK(closed_form::instances_alive(0.01, 300, 10) ==
          doctest::Approx(2.592).scale(0).epsilon(1e-4));
    CHECK(closed_form::instances_alive(0.01, 300, 1) ==
          doctest::Approx(0.950).scale(0).epsilon(1e-3));
  }

  TEST_CASE("V01, V02: functions that are kept for a while agree with theory") {
    StudyOptions options;
    options.replications = 16;
    check_shipped({"V01", "V02"}, "", options);
  }
}
