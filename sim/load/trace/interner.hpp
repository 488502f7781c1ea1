#pragma once
// Maps keys of a trace to dense numbers 0, 1, 2, … in order of appearance. Exact: two keys share a
// number only if they are equal (texts are kept and compared, not only their hashes).
// Memory: 24 to 48 bytes per object; text keys 4 to 11 more, and their bytes.

#include <cstdint>
#include <span>
#include <string_view>
#include <vector>

#include "core/pages.hpp"

namespace edgecase {

/// An open-addressing table from a 64-bit word to a number, which supports colliding words.
class NumberTable {
 public:
  NumberTable();

  static constexpr std::uint32_t none = ~std::uint32_t{0};

  /// The number of the word for which `same(note)` holds, or `next` put in its place with its note.
  template <class Same>
  std::uint32_t find_or_add(std::uint64_t word, std::uint32_t next, std::uint32_t note, Same same) {
    for (std::uint64_t i = home(word);; i = (i + 1) & mask_) {
      Slot& slot = slots()[i];
      if (slot.number == 0) {
        slot = {word, next + 1, note};
        if (++used_ * 3 > (mask_ + 1) * 2) grow();
        return next;
      }
      if (slot.word == word && same(slot.note)) return slot.number - 1;
    }
  }
  /// The note of the first entry of this word; none if there is none.
  std::uint32_t note_of(std::uint64_t word) const {
    for (std::uint64_t i = home(word);; i = (i + 1) & mask_) {
      const Slot& slot = slots()[i];
      if (slot.number == 0) return none;
      if (slot.word == word) return slot.note;
    }
  }
  void prefetch(std::uint64_t word) const { __builtin_prefetch(slots() + home(word)); }
  /// In bytes.
  std::uint64_t memory() const { return memory_.size(); }

 private:
  struct Slot {
    std::uint64_t word;
    std::uint32_t number;  // + 1; 0: free
    std::uint32_t note;    // for the user of the table
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
  std::uint64_t memory() const { return table_.memory(); }

 private:
  NumberTable table_;
  std::uint32_t size_ = 0;
};

/// Interns keys in batches: the addresses of a batch's entries and texts are known before they are
/// needed, so they are prefetched in parallel (one key at a time costs three cache misses).
class TextInterner {
 public:
  static constexpr std::size_t batch = 32;

  /// Copies the key. Requires: fewer than `batch` are pending.
  void push(std::string_view key);
  std::size_t pending() const { return pending_.size(); }
  /// The numbers of the keys pushed since the last call. Throws Error above 2^32 - 2 objects or
  /// 32 GiB of text.
  std::span<const std::uint32_t> intern();
  std::uint32_t size() const { return size_; }
  std::uint64_t memory() const { return table_.memory() + letters_.size(); }

 private:
  struct Pending {
    std::uint64_t hash;
    std::size_t from;  // in scratch_
    std::size_t length;
  };
  std::string_view text(const Pending& one) const {
    return {scratch_.data() + one.from, one.length};
  }
  std::string_view kept(std::uint32_t note) const;
  std::uint32_t next_note() const;
  void keep(std::string_view key);

  NumberTable table_;
  std::vector<char> letters_;  // of each object: length (4 bytes), text; rounded up to 8 bytes
  std::vector<char> scratch_;
  std::vector<Pending> pending_;
  std::vector<std::uint32_t> numbers_;
  std::uint32_t size_ = 0;
};

}  // namespace edgecase
