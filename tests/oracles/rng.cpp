// Known answers of random number generators: published values, none of them from our own output.
#include <array>
#include <bit>
#include <cstdint>
#include <random>

#include <Random123/philox.h>
#include <doctest/doctest.h>

#include "core/random.hpp"

using namespace edgecase;

namespace {

/// PCG-XSH-RR 64/32 (O'Neill 2014), here only to check the published answer of oracle S05.
class Pcg32 {
 public:
  Pcg32(std::uint64_t seed, std::uint64_t sequence) : increment_(sequence << 1 | 1) {
    next();
    state_ += seed;
    next();
  }
  std::uint32_t next() {
    const std::uint64_t old = state_;
    state_ = old * 6364136223846793005u + increment_;
    const auto shifted = static_cast<std::uint32_t>(((old >> 18) ^ old) >> 27);
    const auto rotation = static_cast<int>(old >> 59);
    return std::rotr(shifted, rotation);
  }

 private:
  std::uint64_t state_ = 0;
  std::uint64_t increment_;
};

std::array<std::uint32_t, 4> philox(std::array<std::uint32_t, 4> counter,
                                    std::array<std::uint32_t, 2> key) {
  const philox4x32_ctr_t in = {{counter[0], counter[1], counter[2], counter[3]}};
  const philox4x32_key_t words = {{key[0], key[1]}};
  const philox4x32_ctr_t out = philox4x32(in, words);
  return {out.v[0], out.v[1], out.v[2], out.v[3]};
}

}  // namespace

TEST_SUITE("oracles") {
  TEST_CASE("S05: mt19937 and mt19937_64 give their 10000th number") {
    std::mt19937 narrow;
    narrow.discard(9999);
    CHECK(narrow() == 4123659995u);
    std::mt19937_64 wide;
    wide.discard(9999);
    CHECK(wide() == 9981545732273789042u);
  }

  TEST_CASE("S05: pcg32 with seed 42 and sequence 54 gives its first two numbers") {
    Pcg32 generator(42, 54);
    CHECK(generator.next() == 0xa15c02b7u);
    CHECK(generator.next() == 0x7b47f409u);
  }

  TEST_CASE("S05: splitmix64 of seed 1234567 gives its first number") {
    std::uint64_t state = 1234567;
    CHECK(splitmix64(state) == 6457827717110365317u);
  }

  TEST_CASE("Philox4x32-10 gives the known answers of Random123's kat_vectors") {
    using Words = std::array<std::uint32_t, 4>;
    CHECK(philox({0, 0, 0, 0}, {0, 0}) ==
          Words{0x6627e8d5u, 0xe169c58du, 0xbc57ac4cu, 0x9b00dbd8u});
    CHECK(
        philox({0xffffffffu, 0xffffffffu, 0xffffffffu, 0xffffffffu}, {0xffffffffu, 0xffffffffu}) ==
        Words{0x408f276du, 0x41c83b0eu, 0xa20bc7c6u, 0x6d5451fdu});
    CHECK(
        philox({0x243f6a88u, 0x85a308d3u, 0x13198a2eu, 0x03707344u}, {0xa4093822u, 0x299f31d0u}) ==
        Words{0xd16cfe09u, 0x94fdccebu, 0x5001e420u, 0x24126ea1u});
  }

  TEST_CASE("a stream is Philox of (index, lane, entity) under a key mixed by SplitMix64") {
    // The whole rule again from its description in random.hpp, written out independently.
    const auto mixed = [](std::uint64_t a, std::uint64_t b) {
      std::uint64_t z = (a ^ (b * 0xd6e8feb86659fd93u)) + 0x9e3779b97f4a7c15u;
      z = (z ^ (z >> 30)) * 0xbf58476d1ce4e5b9u;
      z = (z ^ (z >> 27)) * 0x94d049bb133111ebu;
      return z ^ (z >> 31);
    };
    std::uint64_t name = 0xcbf29ce484222325u;
    for (const unsigned char c : {'z', 'i', 'p', 'f'}) name = (name ^ c) * 0x100000001b3u;
    const std::uint64_t entity = 0x5'0000'0006;
    const std::uint64_t key = mixed(mixed(mixed(mixed(0, 11), 22), mixed(name, 4)), entity >> 32);
    const std::uint64_t index = 0x1'0000'0002;
    CHECK(Stream(11, 22, "zipf", entity).block(index, 9) ==
          philox({2, 1, 9, 6},
                 {static_cast<std::uint32_t>(key), static_cast<std::uint32_t>(key >> 32)}));
  }
}
