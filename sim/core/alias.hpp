#pragma once
// Picking one of n things with given weights in constant time (Walker 1977, Vose 1991).
// Eight bytes a thing. A weight is honoured to 2^-32 / n of the total. Not for weights that change.

#include <cstdint>
#include <span>
#include <vector>

#include "core/random.hpp"

namespace edgecase {

class AliasTable {
 public:
  AliasTable() = default;
  /// Weights >= 0, at least one above 0; they need not sum to 1. At most 2^32 - 1 of them.
  explicit AliasTable(std::span<const double> weights);

  std::uint32_t size() const { return static_cast<std::uint32_t>(entries_.size()); }

  /// The index that 64 random bits stand for.
  std::uint32_t pick(std::uint64_t bits) const {
    __extension__ using Wide = unsigned __int128;
    const Wide product = static_cast<Wide>(bits) * entries_.size();
    return resolve(static_cast<std::uint32_t>(product >> 64),
                   static_cast<std::uint32_t>(static_cast<std::uint64_t>(product) >> 32));
  }
  /// With only 32 bits: probabilities are honoured to 2^-32 absolute. For small tables.
  std::uint32_t pick(std::uint32_t bits) const {
    const std::uint64_t product = static_cast<std::uint64_t>(bits) * entries_.size();
    return resolve(static_cast<std::uint32_t>(product >> 32), static_cast<std::uint32_t>(product));
  }
  /// The address that pick(bits) will read: for loops that prefetch.
  const void* line(std::uint64_t bits) const {
    return entries_.data() + below(bits, entries_.size());
  }

 private:
  struct Entry {
    std::uint32_t keep;   // stay in this slot while the fraction is below keep / 2^32
    std::uint32_t alias;  // else go there
  };
  std::uint32_t resolve(std::uint32_t slot, std::uint32_t fraction) const {
    // Arithmetic in place of a choice: every third would be guessed wrong by the processor.
    const Entry entry = entries_[slot];
    const std::uint32_t goes = 0U - static_cast<std::uint32_t>(fraction >= entry.keep);
    return slot ^ ((slot ^ entry.alias) & goes);
  }
  std::vector<Entry> entries_;
};

}  // namespace edgecase
