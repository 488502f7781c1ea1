#pragma once
// How often objects were asked for lately, in a few bits each: a count-min sketch of four rows of
// 4-bit counters, all four of an object in one cache line, incremented minimally and halved after a
// sample of requests.
// Einziger, Friedman, Manes, "TinyLFU: a highly efficient cache admission policy", ACM TOS 2017.
//
// Assumes: grows with the cache (16 counters per cached object, rounded up to a power of two); a
// doubled table starts as two copies of the old one, so every estimate stays what it was.
// Not modelled: the doorkeeper in front of the counters.

#include <array>
#include <cstddef>
#include <cstdint>
#include <vector>

#include "core/random.hpp"

namespace edgecase {

class FrequencySketch {
 public:
  FrequencySketch() : blocks_(1) {}

  /// 0 … 15.
  unsigned estimate(std::uint32_t key) const {
    const std::uint64_t hash = mixed(key);
    const Block& block = blocks_[hash & (blocks_.size() - 1)];
    unsigned least = most;
    for (unsigned row = 0; row < rows; ++row) {
      const Place at = place(hash, row);
      const auto count = static_cast<unsigned>(block[at.word] >> at.shift) & most;
      least = count < least ? count : least;
    }
    return least;
  }
  /// One request; after `sample` of them all counters are halved.
  void add(std::uint32_t key, std::uint64_t sample) {
    const std::uint64_t hash = mixed(key);
    Block& block = blocks_[hash & (blocks_.size() - 1)];
    const unsigned least = estimate(key);
    if (least < most) {
      for (unsigned row = 0; row < rows; ++row) {
        const Place at = place(hash, row);
        const auto count = static_cast<unsigned>(block[at.word] >> at.shift) & most;
        if (count == least) block[at.word] += std::uint64_t{1} << at.shift;
      }
    }
    if (++added_ >= sample) halve();
  }
  /// Makes room for the counts of this many cached objects.
  void grow_for(std::size_t objects) {
    while (blocks_.size() * objects_per_block < objects) {
      blocks_.insert(blocks_.end(), blocks_.begin(), blocks_.begin() + size());
    }
  }
  void clear() {
    blocks_.assign(1, Block{});
    added_ = 0;
  }
  std::size_t bytes() const { return blocks_.size() * sizeof(Block); }

 private:
  static constexpr unsigned rows = 4;
  static constexpr unsigned most = 15;
  static constexpr std::size_t objects_per_block = 8;

  struct alignas(64) Block : std::array<std::uint64_t, 8> {
    Block() : array{} {}
  };
  struct Place {
    unsigned word;
    unsigned shift;
  };
  std::ptrdiff_t size() const { return static_cast<std::ptrdiff_t>(blocks_.size()); }
  static std::uint64_t mixed(std::uint32_t key) {
    std::uint64_t state = key;
    return splitmix64(state);
  }
  // Each row owns two of the block's words: 32 counters, told apart by five bits of the hash.
  static Place place(std::uint64_t hash, unsigned row) {
    const auto five = static_cast<unsigned>(hash >> (44 + 5 * row)) & 31U;
    return {row * 2 + (five >> 4), (five & 15U) * 4};
  }
  void halve() {
    for (Block& block : blocks_) {
      for (std::uint64_t& word : block) word = (word >> 1) & 0x7777777777777777U;
    }
    added_ /= 2;
  }

  std::vector<Block> blocks_;
  std::uint64_t added_ = 0;
};

}  // namespace edgecase
