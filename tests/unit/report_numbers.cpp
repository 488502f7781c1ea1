// Numbers as people read them. Every expected text was typed by hand.
#include <cmath>

#include <doctest/doctest.h>

#include "report/numbers.hpp"

using namespace edgecase;

namespace {

const double no_number = std::nan("");

Estimate exactly(double value) { return {value, no_number, no_number}; }

}  // namespace

TEST_SUITE("unit") {
  TEST_CASE("a value carries its unit and three significant digits") {
    CHECK(value_text(312.4, "ms") == "312 ms");
    CHECK(value_text(4.1234, "ms") == "4.12 ms");
    CHECK(value_text(0.01234, "ms") == "0.0123 ms");
    CHECK(value_text(1234.4, "ms") == "1,234 ms");
    CHECK(value_text(12'345, "ms") == "12.3 s");
    CHECK(value_text(90, "s") == "90.0 s");
    CHECK(value_text(750, "s") == "12.5 min");
    CHECK(value_text(7.25e9, "bit/s") == "7.25 Gbit/s");
    CHECK(value_text(512, "bit/s") == "512 bit/s");
    CHECK(value_text(25'000, "1/s") == "25.0 k/s");
    CHECK(value_text(8.128e6, "1/s") == "8.13 M/s");
    CHECK(value_text(0, "ms") == "0 ms");
    CHECK(value_text(7, "things") == "7.00");
  }

  TEST_CASE("what did not occur is a dash") {
    CHECK(value_text(no_number, "ms") == "–");
    CHECK(estimate_text({no_number, no_number, no_number}, "$").mean == "–");
    CHECK(difference_text({no_number, no_number, no_number}, "ms").mean == "–");
  }

  TEST_CASE("a share near 1 shows how far it is from 1") {
    CHECK(value_text(0.99948, "1") == "99.948%");
    CHECK(value_text(0.9999951, "1") == "99.99951%");
    CHECK(value_text(1 - 1e-13, "1") == "100%");
    CHECK(value_text(1, "1") == "100%");
    CHECK(value_text(0.632, "1") == "63.2%");
    CHECK(value_text(0.000312, "1") == "0.0312%");
    CHECK(value_text(0, "1") == "0%");
  }

  TEST_CASE("dollars show cents below a hundred, thousands apart above") {
    CHECK(dollars_text(11'912.4) == "$11,912");
    CHECK(dollars_text(1'234'567.8) == "$1,234,568");
    CHECK(dollars_text(3.2) == "$3.20");
    CHECK(dollars_text(0) == "$0.00");
    CHECK(dollars_text(0.001) == "<$0.01");
  }

  TEST_CASE("counts are scaled from a hundred thousand on") {
    CHECK(count_text(9'600'000) == "9.60 M");
    CHECK(count_text(312'000) == "312 k");
    CHECK(count_text(4321) == "4,321");
    CHECK(count_text(8) == "8");
    CHECK(count_text(8.5) == "8.50");
  }

  TEST_CASE("a mean and its interval share scale and decimals") {
    const EstimateText latency = estimate_text({312.2, 301.3, 323.8}, "ms");
    CHECK(latency.mean == "312 ms");
    CHECK(latency.interval == "[301, 324]");
    const EstimateText dollars = estimate_text({11'912, 11'700, 12'124}, "$");
    CHECK(dollars.interval == "[$11,700, $12,124]");
    const EstimateText up = estimate_text({0.99948, 0.99940, 0.99956}, "1");
    CHECK(up.mean == "99.948%");
    CHECK(up.interval == "[99.940, 99.956]");
    CHECK(estimate_text(exactly(5), "ms").interval.empty());
  }

  TEST_CASE("an interval narrower than the last digit gets up to two digits more") {
    const EstimateText text = estimate_text({312.2, 312.15, 312.25}, "ms");
    CHECK(text.mean == "312.20 ms");
    CHECK(text.interval == "[312.15, 312.25]");
    CHECK(estimate_text({312.2, 312.2 - 1e-6, 312.2 + 1e-6}, "ms").mean == "312.20 ms");
  }

  TEST_CASE("a limit has no more digits than it was written with") {
    CHECK(limit_text(0.999, "1") == "99.9%");
    CHECK(limit_text(0.9995, "1") == "99.95%");
    CHECK(limit_text(600, "ms") == "600 ms");
    CHECK(limit_text(8000, "$") == "$8,000");
    CHECK(limit_text(90, "s") == "90 s");
    CHECK(limit_text(1.5, "ms") == "1.5 ms");
  }

  TEST_CASE("a difference carries its sign, and shares differ by percentage points") {
    const EstimateText slower = difference_text({9.04, 6.02, 12.06}, "ms");
    CHECK(slower.mean == "+9.0 ms");
    CHECK(slower.interval == "[+6.0, +12.1]");
    CHECK(difference_text({-5750, -5800, -5700}, "$").mean == "−$5,750");
    CHECK(difference_text({-5750, -5800, -5700}, "$").interval == "[−$5,800, −$5,700]");
    CHECK(difference_text({0.032, 0.031, 0.033}, "1").mean == "+3.20 pp");
    CHECK(difference_text({0, 0, 0}, "ms").mean == "0 ms");
    CHECK(difference_text({-0.0004, -1, 1}, "ms").mean == "0.00 ms");
  }

  TEST_CASE("a relative change is in percent") {
    const EstimateText change = relative_text({-0.63, -0.638, -0.621});
    CHECK(change.mean == "−63.0%");
    CHECK(change.interval == "[−63.8, −62.1]");
  }

  TEST_CASE("stretches of time read as people say them") {
    CHECK(seconds_text(45) == "45 s");
    CHECK(seconds_text(600) == "10 min");
    CHECK(seconds_text(0.25) == "0.250 s");
    CHECK(seconds_text(5400) == "90 min");
    CHECK(seconds_text(7200) == "2 h");
  }
}
