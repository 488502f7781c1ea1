#include <cstdint>
#include <limits>
#include <vector>

#include <doctest/doctest.h>

#include "cost/tiers.hpp"
#include "unit/cost_support.hpp"

using namespace edgecase;
using namespace edgecase::test;

namespace {

constexpr Amount each{1, Dimension::count};

std::vector<Amount> ends(std::initializer_list<std::int64_t> amounts) {
  std::vector<Amount> all;
  for (const std::int64_t a : amounts) all.push_back({a, Dimension::count});
  return all;
}

std::vector<UnitPrice> prices(std::initializer_list<std::int64_t> whole_dollars) {
  std::vector<UnitPrice> all;
  for (const std::int64_t d : whole_dollars) all.push_back({d * pico_per_dollar, true});
  return all;
}

}  // namespace

TEST_SUITE("unit") {
  TEST_CASE("graduated tiers price each part by its own tier") {
    const Walked w = walk_tiers(25, each, ends({10, 20}), prices({3, 2, 1}), Walk::graduated);
    REQUIRE(w.steps.size() == 3);
    CHECK(w.steps[0].quantity == 10);
    CHECK(w.steps[0].dollars == dollars(30));
    CHECK(w.steps[1].dollars == dollars(20));
    CHECK(w.steps[2].quantity == 5);
    CHECK(w.dollars == dollars(55));
  }

  TEST_CASE("a tier ends with its last unit, not after it") {
    CHECK(walk_tiers(10, each, ends({10}), prices({3, 1}), Walk::graduated).steps.size() == 1);
    CHECK(walk_tiers(11, each, ends({10}), prices({3, 1}), Walk::graduated).dollars == dollars(31));
    CHECK(walk_tiers(10, each, ends({10}), prices({3, 1}), Walk::volume).dollars == dollars(30));
    CHECK(walk_tiers(11, each, ends({10}), prices({3, 1}), Walk::volume).dollars == dollars(11));
  }

  TEST_CASE("nothing used walks no tier and costs nothing") {
    for (const Walk walk : {Walk::graduated, Walk::volume}) {
      const Walked w = walk_tiers(0, each, ends({10}), prices({3, 1}), walk);
      CHECK(w.steps.empty());
      CHECK(w.dollars == Money{});
    }
  }

  TEST_CASE("a line is rounded once and its steps still sum to it") {
    // 1/3 of a nano-dollar each: three tiers of one unit are 1 nano-dollar, not 0.
    const std::vector<UnitPrice> third(3, UnitPrice{1, true});
    const Walked w =
        walk_tiers(3000, {3, Dimension::count}, ends({1000, 2000}), third, Walk::graduated);
    CHECK(w.dollars == Money{1});
    std::int64_t sum = 0;
    for (const TierStep& s : w.steps) sum += s.dollars.nano_dollars;
    CHECK(sum == 1);
  }

  TEST_CASE("an unknown price matters only when its tier is reached") {
    std::vector<UnitPrice> some = prices({3, 0});
    some[1].known = false;
    CHECK(walk_tiers(10, each, ends({10}), some, Walk::graduated).dollars == dollars(30));
    const Walked reached = walk_tiers(11, each, ends({10}), some, Walk::graduated);
    CHECK_FALSE(reached.dollars.has_value());
    CHECK(reached.known == dollars(30));
  }

  TEST_CASE("dollars beyond what Money holds are unknown, not wrong") {
    constexpr std::int64_t most = std::numeric_limits<std::int64_t>::max();
    const std::vector<UnitPrice> dear{{most, true}};
    CHECK_FALSE(walk_tiers(most, each, {}, dear, Walk::graduated).dollars.has_value());
    const std::vector<UnitPrice> cheap{{1000, true}};
    CHECK(walk_tiers(most, each, {}, cheap, Walk::graduated).dollars == Money{most});
  }
}
