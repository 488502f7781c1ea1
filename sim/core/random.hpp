#pragma once
// Random numbers that depend only on (seed, replication, stream name, entity, index, lane): never
// on what was drawn before, by which component, or on which thread. Two designs with one seed meet
// the same fate.
//
// Generator: Philox4x32-10 (Salmon et al., "Parallel random numbers: as easy as 1, 2, 3", SC 2011).
// Key: 64 bits mixed from seed, replication, name and the entity's high half. Counter: index (64
// bits), lane (32), the entity's low half (32), so blocks of one stream never collide; two streams
// collide with probability 2^-64 per pair. The first draws are pinned in tests/unit.

#include <array>
#include <cstdint>
#include <span>
#include <string_view>

namespace edgecase {

/// 128 random bits: the unit in which a counter-based stream is read.
using RandomBlock = std::array<std::uint32_t, 4>;

/// One step of SplitMix64 (Steele, Lea, Flood 2014): advances the state and returns 64 mixed bits.
constexpr std::uint64_t splitmix64(std::uint64_t& state) {
  std::uint64_t z = (state += 0x9e3779b97f4a7c15u);
  z = (z ^ (z >> 30)) * 0xbf58476d1ce4e5b9u;
  z = (z ^ (z >> 27)) * 0x94d049bb133111ebu;
  return z ^ (z >> 31);
}

/// Two numbers mixed to one: a SplitMix64 step of `b` from the state `a`.
constexpr std::uint64_t mix(std::uint64_t a, std::uint64_t b) {
  std::uint64_t state = a ^ (b * 0xd6e8feb86659fd93u);
  return splitmix64(state);
}

/// FNV-1a over the bytes of a name, then one mixing step (FNV alone is weak in its high bits).
constexpr std::uint64_t hash_name(std::string_view name) {
  std::uint64_t h = 0xcbf29ce484222325u;
  for (char c : name) h = (h ^ static_cast<unsigned char>(c)) * 0x100000001b3u;
  return mix(h, name.size());
}

constexpr std::uint64_t low_word(const RandomBlock& b) {
  return b[0] | (static_cast<std::uint64_t>(b[1]) << 32);
}
constexpr std::uint64_t high_word(const RandomBlock& b) {
  return b[2] | (static_cast<std::uint64_t>(b[3]) << 32);
}

/// Uniform in the open interval (0, 1), never 0 nor 1: the middle of one of 2^52 (2^32) cells.
constexpr double unit_open(std::uint64_t bits) {
  return (static_cast<double>(bits >> 12) + 0.5) * 0x1p-52;
}
constexpr double unit_open(std::uint32_t bits) { return (bits + 0.5) * 0x1p-32; }

/// Uniform in 0 … n-1 by multiply and shift; a value's probability is off by at most n * 2^-64
/// relative. n > 0.
constexpr std::uint64_t below(std::uint64_t bits, std::uint64_t n) {
  __extension__ using Wide = unsigned __int128;
  return static_cast<std::uint64_t>((static_cast<Wide>(bits) * n) >> 64);
}

/// One named sequence of random blocks with random access. Cheap to copy (16 bytes), immutable.
class Stream {
 public:
  Stream(std::uint64_t seed, std::uint64_t replication, std::string_view name,
         std::uint64_t entity = 0);

  /// The block at `index`; `lane` gives further independent blocks of the same index.
  RandomBlock block(std::uint64_t index, std::uint32_t lane = 0) const;
  /// The first 64 bits of that block.
  std::uint64_t bits(std::uint64_t index, std::uint32_t lane = 0) const {
    return low_word(block(index, lane));
  }
  double unit(std::uint64_t index, std::uint32_t lane = 0) const {
    return unit_open(bits(index, lane));
  }
  /// Blocks first_index, first_index + 1, … of a lane: same numbers as block(), several times
  /// faster (vectorised; about 1 ns a 32-bit word). For loops that know how many they need.
  void fill(std::uint64_t first_index, std::span<RandomBlock> out, std::uint32_t lane = 0) const;

  /// The same stream for another entity (a client, an object, a PoP).
  Stream of(std::uint64_t entity) const;

 private:
  std::uint64_t name_key_;  // seed, replication and name, before the entity's high half
  std::uint32_t key_[2];
  std::uint32_t entity_low_;
};

/// Reads a stream in order, 64 bits at a time: for slow paths that draw an unknown number of times.
class Draws {
 public:
  explicit Draws(const Stream& stream, std::uint64_t first_index = 0, std::uint32_t lane = 0)
      : stream_(stream), index_(first_index), lane_(lane) {}
  std::uint64_t bits();
  double unit() { return unit_open(bits()); }
  std::uint64_t below(std::uint64_t n) { return edgecase::below(bits(), n); }

 private:
  Stream stream_;
  std::uint64_t index_;
  std::uint32_t lane_;
  bool half_used_ = false;
  std::uint64_t spare_ = 0;
};

}  // namespace edgecase
