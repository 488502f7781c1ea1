#pragma once
// Recent request frequencies in a few bits per object: a count-min sketch of four rows of 4-bit
// counters, all four of an object in one cache line, with conservative update, halved after a
// sample of requests.
// Einziger, Friedman, Manes, "TinyLFU: a highly efficient cache admission policy", ACM TOS 2017.
//
// Assumes: grows with the cache (16 counters per cached object, rounded up to a power of two); a
// doubled table starts as two copies of the old one, so every estimate stays what it was.
// Not modelled: the doorkeeper in front of the counters.

#include <algorithm>
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
    const Block& block = blocks_[hash & mask_];
    return std::min(std::min(count(block, hash, 0), count(block, hash, 1)),
                    std::min(count(block, hash, 2), count(block, hash, 3)));
  }
  /// One request; after `sample` of them all counters are halved.
  void add(std::uint32_t key, std::uint64_t sample) {
    const std::uint64_t hash = mixed(key);
    Block& block = blocks_[hash & mask_];
    const std::array<unsigned, rows> counts{count(block, hash, 0), count(block, hash, 1),
                                            count(block, hash, 2), count(block, hash, 3)};
    const unsigned least = std::min(std::min(counts[0], counts[1]), std::min(counts[2], counts[3]));
    for (unsigned row = 0; row < rows; ++row) {  // branchless: branches would be unpredictable
      const Place at = place(hash, row);
      const bool rises = counts[row] == least && least < most;
      block[at.word] += static_cast<std::uint64_t>(rises) << at.shift;
    }
    if (++added_ >= sample) halve();
  }
  /// The line of a key's counters, for prefetching.
  const void* line(std::uint32_t key) const { return &blocks_[mixed(key) & mask_]; }
  /// Makes room for the counts of this many cached objects.
  void grow_for(std::size_t objects) {
    while (blocks_.size() * objects_per_block < objects) {
      const std::size_t old = blocks_.size();
      blocks_.resize(2 * old);
      std::copy_n(blocks_.begin(), old, blocks_.begin() + static_cast<std::ptrdiff_t>(old));
      mask_ = blocks_.size() - 1;
    }
  }
  void clear() {
    blocks_.assign(1, Block{});
    mask_ = 0;
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
  static std::uint64_t mixed(std::uint32_t key) {
    std::uint64_t state = key;
    return splitmix64(state);
  }
  // Each row owns two of the block's words: 32 counters, selected by five bits of the hash.
  static Place place(std::uint64_t hash, unsigned row) {
    const auto five = static_cast<unsigned>(hash >> (44 + 5 * row)) & 31U;
    return {row * 2 + (five >> 4), (five & 15U) * 4};
  }
  static unsigned count(const Block& block, std::uint64_t hash, unsigned row) {
    const Place at = place(hash, row);
    return static_cast<unsigned>(block[at.word] >> at.shift) & most;
  }
  void halve() {
    for (Block& block : blocks_) {
      for (std::uint64_t& word : block) word = (word >> 1) & 0x7777777777777777U;
    }
    added_ /= 2;
  }

  std::vector<Block> blocks_;
  std::size_t mask_ = 0;
  std::uint64_t added_ = 0;
};

}  // namespace edgecase
