#include <cstdint>
#include <limits>

#include <doctest/doctest.h>

#include "cost/exact.hpp"

using namespace edgecase;

TEST_SUITE("unit") {
  TEST_CASE("money is divided half to even") {
    CHECK(divide_half_even(1, 2) == 0);
    CHECK(divide_half_even(3, 2) == 2);
    CHECK(divide_half_even(5, 2) == 2);
    CHECK(divide_half_even(7, 3) == 2);
    CHECK(divide_half_even(8, 3) == 3);
    CHECK(divide_half_even(6, 3) == 2);
    CHECK(divide_half_even(0, 7) == 0);
  }

  TEST_CASE("the largest meter times the largest price does not overflow") {
    constexpr Wide most = std::numeric_limits<std::int64_t>::max();
    CHECK(narrow(divide_half_even(most * most, most)) == std::numeric_limits<std::int64_t>::max());
    CHECK_FALSE(narrow(most * most).has_value());
    CHECK_FALSE(narrow(most + 1).has_value());
    CHECK(narrow(-most - 1) == std::numeric_limits<std::int64_t>::min());
  }

  TEST_CASE("pro rata parts sum to the whole and stay within one of their exact share") {
    ProRata thirds(10, 3);
    CHECK(thirds.next(1) == 3);
    CHECK(thirds.next(1) == 4);
    CHECK(thirds.next(1) == 3);
    ProRata nothing(0, 5);
    CHECK(nothing.next(5) == 0);
    constexpr std::int64_t most = std::numeric_limits<std::int64_t>::max();
    ProRata all(most, most);
    CHECK(all.next(most - 1) == most - 1);
    CHECK(all.next(1) == 1);
  }
}
