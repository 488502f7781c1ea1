#pragma once
// Per-key state (by address, session, user) in bounded memory: a full table evicts the least
// recently used key, as real ones do, with the resulting false negatives.
//
// Open addressing over a slab with a list in order of use: O(1) per access, 32 bytes per key plus
// its value. Allocated on demand. Keys are 64-bit hashes; collisions are not resolved (probability
// 2^-64 per pair).

#include <bit>
#include <cstddef>
#include <cstdint>
#include <utility>
#include <vector>

#include "core/check.hpp"

namespace edgecase {

template <class Value>
class KeyTable {
 public:
  /// At most `capacity` >= 1 keys are kept.
  explicit KeyTable(std::size_t capacity) : capacity_(capacity) {
    EC_CHECK(capacity >= 1 && capacity < none);
  }

  /// The value of the key, created if missing; marks it as used.
  Value& touch(std::uint64_t key) {
    if (index_.empty() || (entries_.size() + 1) * 2 > index_.size()) grow();
    std::size_t place = home(key);
    for (; index_[place] != none; place = next(place)) {
      const std::uint32_t found = index_[place];
      if (entries_[found].key == key) return refresh(found);
    }
    if (entries_.size() < capacity_) {
      const auto made = static_cast<std::uint32_t>(entries_.size());
      entries_.push_back({key, Value{}, none, none});
      index_[place] = made;
      link_front(made);
      return entries_[made].value;
    }
    return replace_oldest(key);
  }
  /// The value, if the key exists; does not mark it as used.
  const Value* find(std::uint64_t key) const {
    if (index_.empty()) return nullptr;
    for (std::size_t place = home(key); index_[place] != none; place = next(place)) {
      if (entries_[index_[place]].key == key) return &entries_[index_[place]].value;
    }
    return nullptr;
  }
  Value* find(std::uint64_t key) { return const_cast<Value*>(std::as_const(*this).find(key)); }

  std::size_t size() const { return entries_.size(); }
  std::uint64_t forgotten() const { return forgotten_; }

 private:
  static constexpr std::uint32_t none = UINT32_MAX;
  struct Entry {
    std::uint64_t key;
    Value value;
    std::uint32_t newer, older;
  };

  std::size_t home(std::uint64_t key) const {
    return static_cast<std::size_t>(key * 0x9e3779b97f4a7c15u >> shift_);
  }
  std::size_t next(std::size_t place) const { return (place + 1) & (index_.size() - 1); }

  void grow() {
    const std::size_t size = index_.empty() ? 16 : index_.size() * 2;
    index_.assign(size, none);
    shift_ = 64 - std::countr_zero(size);
    for (std::uint32_t e = 0; e < entries_.size(); ++e) put(e);
  }
  void put(std::uint32_t entry) {
    std::size_t place = home(entries_[entry].key);
    while (index_[place] != none) place = next(place);
    index_[place] = entry;
  }
  /// Closes the hole of a removed entry, so that no search ends too early.
  void take_out(std::uint32_t entry) {
    std::size_t hole = home(entries_[entry].key);
    while (index_[hole] != entry) hole = next(hole);
    for (std::size_t place = next(hole); index_[place] != none; place = next(place)) {
      const std::size_t wanted = home(entries_[index_[place]].key);
      const std::size_t mask = index_.size() - 1;
      if (((place - wanted) & mask) < ((place - hole) & mask)) continue;
      index_[hole] = index_[place];
      hole = place;
    }
    index_[hole] = none;
  }
  Value& replace_oldest(std::uint64_t key) {
    const std::uint32_t reused = oldest_;
    take_out(reused);
    unlink(reused);
    ++forgotten_;
    entries_[reused].key = key;
    entries_[reused].value = Value{};
    put(reused);
    link_front(reused);
    return entries_[reused].value;
  }
  Value& refresh(std::uint32_t entry) {
    if (newest_ != entry) {
      unlink(entry);
      link_front(entry);
    }
    return entries_[entry].value;
  }
  void unlink(std::uint32_t entry) {
    const Entry& e = entries_[entry];
    (e.newer == none ? newest_ : entries_[e.newer].older) = e.older;
    (e.older == none ? oldest_ : entries_[e.older].newer) = e.newer;
  }
  void link_front(std::uint32_t entry) {
    entries_[entry].newer = none;
    entries_[entry].older = newest_;
    (newest_ == none ? oldest_ : entries_[newest_].newer) = entry;
    newest_ = entry;
  }

  std::size_t capacity_;
  std::vector<Entry> entries_;
  std::vector<std::uint32_t> index_;  // a power of two long, at most half full
  int shift_ = 60;
  std::uint32_t newest_ = none, oldest_ = none;
  std::uint64_t forgotten_ = 0;
};

}  // namespace edgecase
