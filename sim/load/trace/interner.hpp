#pragma once
// Keys of a trace as dense numbers 0, 1, 2, … in the order of first sight. Exact: two keys share a
// number only if they are equal (texts are kept and compared, not only their hashes).
// Memory: numeric keys 24 to 48 bytes an object; texts 32 to 56 bytes and their letters.

#include <cstdint>
#include <span>
#include <string_view>
#include <vector>

#include "core/pages.hpp"

namespace edgecase {

/// An open-addressing table from a 64-bit word to a number, with room for words that collide.
class NumberTable {
 public:
  NumberTable();

  /// The number of the word for which `same(number)` holds, or `next` put in its place.
  template <class Same>
  std::uint32_t find_or_add(std::uint64_t word, std::uint32_t next, Same same) {
    for (std::uint64_t i = home(word);; i = (i + 1) & mask_) {
      Slot& slot = slots()[i];
      if (slot.number == 0) {
        slot = {word, next + 1};
        if (++used_ * 3 > (mask_ + 1) * 2) grow();
        return next;
      }
      if (slot.word == word && same(slot.number - 1)) return slot.number - 1;
    }
  }
  void prefetch(std::uint64_t word) const { __builtin_prefetch(slots() + home(word)); }

 private:
  struct Slot {
    std::uint64_t word;
    std::uint32_t number;  // + 1; 0: free
  };
  Slot* slots() const { return static_cast<Slot*>(memory_.data()); }
  std::uint64_t home(std::uint64_t word) const { return (word * 0x9E3779B97F4A7C15U) >> shift_; }
  void grow();

  Pages memory_;
  std::uint64_t mask_;
  int shift_;
  std::uint64_t used_ = 0;
};

class NumberInterner {
 public:
  /// out[i] becomes the number of keys[i]. Throws Error above 2^32 - 2 objects.
  void intern(std::span<const std::uint64_t> keys, std::span<std::uint32_t> out);
  std::uint32_t size() const { return size_; }

 private:
  NumberTable table_;
  std::uint32_t size_ = 0;
};

class TextInterner {
 public:
  /// Throws Error above 2^32 - 2 objects.
  std::uint32_t intern(std::string_view key);
  std::uint32_t size() const { return static_cast<std::uint32_t>(ends_.size()); }
  std::string_view key(std::uint32_t number) const;

 private:
  NumberTable table_;
  std::vector<char> letters_;
  std::vector<std::uint64_t> ends_;  // of each key in `letters_`
};

}  // namespace edgecase
