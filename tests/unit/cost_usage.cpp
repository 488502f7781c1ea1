#include <limits>

#include <doctest/doctest.h>

#include "core/check.hpp"
#include "cost/usage.hpp"

using namespace edgecase;

TEST_SUITE("unit") {
  TEST_CASE("usage sums by meter and labels, whatever the order") {
    Usage a;
    a.add("m", {{"country", "BR"}}, 2);
    a.add("m", {{"country", "DE"}}, 3);
    a.add("m", {{"country", "BR"}}, 5);
    Usage b;
    b.add("m", {{"country", "DE"}}, 3);
    b.add("m", {{"country", "BR"}}, 7);
    CHECK(a == b);
    CHECK(a.total("m") == 10);
    CHECK(a.of("m").at({{"country", "BR"}}) == 7);
    CHECK(a.total("other") == 0);
  }

  TEST_CASE("usage of nothing leaves no trace") {
    Usage a;
    a.add("m", {}, 0);
    CHECK(a == Usage{});
  }

  TEST_CASE("merging parts gives the whole") {
    Usage whole;
    Usage part;
    Usage rest;
    for (int i = 1; i <= 10; ++i) {
      const Labels labels{{"route", i % 2 == 0 ? "api" : "images"}};
      whole.add("m", labels, i);
      (i % 3 == 0 ? part : rest).add("m", labels, i);
    }
    part.merge(rest);
    CHECK(part == whole);
  }

  TEST_CASE("negative or uncountable usage is a mistake of ours") {
    Usage a;
    CHECK_THROWS_AS(a.add("m", {}, -1), CheckFailure);
    a.add("m", {}, std::numeric_limits<std::int64_t>::max());
    CHECK_THROWS_AS(a.add("m", {}, 1), CheckFailure);
    a.add("m", {{"route", "api"}}, 1);
    CHECK_THROWS_AS(a.total("m"), CheckFailure);
  }
}
