#pragma once
// Which objects a cache holds: an open-addressing table from object key to node. Keys stand in the
// table itself, so a miss touches one cache line and never the node.

#include <cstdint>

#include "core/arena.hpp"
#include "model/cache/pool.hpp"

namespace edgecase {

class Index {
 public:
  static constexpr NodeId none = no_node;

  static constexpr std::size_t slot_bytes = sizeof(ObjectKey) + sizeof(NodeId);

  explicit Index(Arena& arena);
  ~Index();
  Index(Index&& other) noexcept;
  Index& operator=(Index&&) = delete;

  NodeId find(ObjectKey key) const {
    for (std::uint32_t i = home(key);; i = (i + 1) & mask_) {
      if (slots_[i].key == key) return slots_[i].node;
      if (slots_[i].key == 0) return none;
    }
  }
  /// The line a lookup of `key` will touch, for prefetching.
  const void* line(ObjectKey key) const { return slots_ + home(key); }

  /// Requires: `key` is absent.
  void insert(ObjectKey key, NodeId node);
  /// Requires: `key` is present.
  void erase(ObjectKey key);

  /// Calls visit(key, node) for each, in the order of the table.
  template <class Visit>
  void for_each(Visit visit) const {
    for (std::uint32_t i = 0; i <= mask_; ++i) {
      if (slots_[i].key != 0) visit(slots_[i].key, slots_[i].node);
    }
  }

  std::uint32_t size() const { return size_; }
  std::uint32_t slots() const { return mask_ + 1; }
  std::size_t bytes() const { return slots() * slot_bytes; }

 private:
  struct Slot {
    ObjectKey key;
    NodeId node;
  };
  // Fibonacci hashing: object numbers are dense, their products spread evenly.
  std::uint32_t home(ObjectKey key) const {
    return static_cast<std::uint32_t>((key * 0x9E3779B97F4A7C15U) >> shift_);
  }
  void place(ObjectKey key, NodeId node);
  void grow();

  Arena* arena_;
  Slot* slots_;
  std::uint32_t mask_;
  std::uint32_t shift_;
  std::uint32_t size_ = 0;
};

}  // namespace edgecase
