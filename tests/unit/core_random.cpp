#include <bit>
#include <cstdlib>
#include <set>
#include <vector>

#include <Random123/philox.h>
#include <doctest/doctest.h>

#include "core/random.hpp"

using namespace edgecase;

TEST_SUITE("unit") {
  TEST_CASE("a filled run of blocks equals the same blocks read one by one") {
    const Stream stream(42, 3, "arrivals", 0x1'0000'0007);
    // Across a carry into the index's upper half, and of lengths that leave a rest.
    for (const std::uint64_t first : {std::uint64_t{0}, std::uint64_t{0xffff'fff5}}) {
      for (const std::size_t n : {1u, 15u, 16u, 17u, 100u}) {
        std::vector<RandomBlock> run(n);
        stream.fill(first, run, 5);
        for (std::size_t i = 0; i < n; ++i) CHECK(run[i] == stream.block(first + i, 5));
      }
    }
  }

  TEST_CASE("a stream's blocks are those of the authors' Philox4x32-10") {
    constexpr std::uint64_t entity = 0x5'0000'0007;
    const Stream stream(42, 3, "arrivals", entity);
    const std::uint64_t named = mix(mix(mix(0, 42), 3), hash_name("arrivals"));
    const std::uint64_t mixed = mix(named, entity >> 32);
    const philox4x32_key_t key = {
        {static_cast<std::uint32_t>(mixed), static_cast<std::uint32_t>(mixed >> 32)}};
    for (const std::uint64_t index : {std::uint64_t{0}, std::uint64_t{0x1234'5678'9abc}}) {
      const philox4x32_ctr_t counter = {{static_cast<std::uint32_t>(index),
                                         static_cast<std::uint32_t>(index >> 32), 9,
                                         static_cast<std::uint32_t>(entity)}};
      const philox4x32_ctr_t theirs = philox4x32(counter, key);
      CHECK(stream.block(index, 9) ==
            RandomBlock{theirs.v[0], theirs.v[1], theirs.v[2], theirs.v[3]});
    }
  }

  TEST_CASE("every part of a stream's name changes its numbers") {
    const std::set<std::uint64_t> first = {
        Stream(1, 0, "a").bits(0),    Stream(2, 0, "a").bits(0),
        Stream(1, 1, "a").bits(0),    Stream(1, 0, "b").bits(0),
        Stream(1, 0, "a", 1).bits(0), Stream(1, 0, "a", std::uint64_t{1} << 32).bits(0),
        Stream(1, 0, "a").bits(1),    Stream(1, 0, "a").bits(0, 1),
        Stream(0, 1, "a").bits(0),    Stream(1, 0, "").bits(0),
        Stream(1, 0, "aa").bits(0)};
    CHECK(first.size() == 11);
  }

  TEST_CASE("of() is the same stream for another entity") {
    const Stream stream(7, 2, "objects");
    CHECK(stream.of(9'000'000'000).bits(4) == Stream(7, 2, "objects", 9'000'000'000).bits(4));
    CHECK(stream.of(3).of(0).bits(4) == stream.bits(4));
  }

  TEST_CASE("Draws reads both halves of each block in order") {
    const Stream stream(7, 0, "slow");
    Draws draws(stream, 10, 2);
    for (std::uint64_t i = 10; i < 14; ++i) {
      CHECK(draws.bits() == low_word(stream.block(i, 2)));
      CHECK(draws.bits() == high_word(stream.block(i, 2)));
    }
  }

  TEST_CASE("uniform numbers stay strictly between 0 and 1 at the extremes") {
    CHECK(unit_open(std::uint64_t{0}) > 0);
    CHECK(unit_open(UINT64_MAX) < 1);
    CHECK(unit_open(std::uint32_t{0}) > 0);
    CHECK(unit_open(UINT32_MAX) < 1);
    CHECK(unit_open(std::uint64_t{1} << 63) == doctest::Approx(0.5).scale(0));
  }

  TEST_CASE("below() covers 0 to n-1 and nothing else") {
    CHECK(below(0, 10) == 0);
    CHECK(below(UINT64_MAX, 10) == 9);
    CHECK(below(UINT64_MAX, 1) == 0);
    CHECK(below(std::uint64_t{1} << 63, 10) == 5);
  }

  TEST_CASE("bits of a stream are balanced and uncorrelated between neighbours") {
    const Stream stream(123, 0, "balance");
    constexpr int n = 100'000;
    int ones = 0;
    int equal_neighbours = 0;
    std::uint64_t before = stream.bits(0);
    for (std::uint64_t i = 1; i <= n; ++i) {
      const std::uint64_t now = stream.bits(i);
      ones += std::popcount(now);
      equal_neighbours += std::popcount(~(now ^ before));
      before = now;
    }
    // 6.4 million fair bits: mean 3.2 M, standard deviation 1265; 5 of them in a fixed stream.
    CHECK(std::abs(ones - 32 * n) < 5 * 1265);
    CHECK(std::abs(equal_neighbours - 32 * n) < 5 * 1265);
  }

  TEST_CASE("the first blocks of a stream never change") {
    // Worked out by a separate Python program from the description in random.hpp.
    const Stream stream(1, 0, "pinned");
    CHECK(stream.block(0) == RandomBlock{0xf6a733bb, 0x695d93e0, 0xce087890, 0xdfc8dcf3});
    CHECK(stream.block(1) == RandomBlock{0xff8d04dd, 0x45ef4998, 0x2969eb28, 0x88fa596c});
    CHECK(stream.block(2) == RandomBlock{0x9f4358de, 0x78062486, 0x97a1dc4a, 0x1f8c41f3});
    CHECK(stream.unit(0) == doctest::Approx(0.41158413164398844).scale(0).epsilon(1e-15));
    CHECK(stream.unit(1) == doctest::Approx(0.27318248734768613).scale(0).epsilon(1e-15));
  }
}
