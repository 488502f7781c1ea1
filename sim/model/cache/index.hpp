#pragma once
// The index of a cache: a hash table from object key to node whose bucket is a cache line. A line
// holds eight keys and their nodes; a key whose line is full goes to the next line with room. So a
// lookup nearly always reads one line, without unpredictable branches, and a miss never touches a
// node.

#include <array>
#include <bit>
#include <cstdint>

#include "core/arena.hpp"
#include "core/lanes.hpp"
#include "model/cache/pool.hpp"

namespace edgecase {

class Index {
 public:
  static constexpr NodeId none = no_node;

  explicit Index(Arena& arena);
  ~Index();
  Index(Index&& other) noexcept;
  Index& operator=(Index&&) = delete;

  NodeId find(ObjectKey key) const {
    for (std::uint32_t at = home(key);; at = after(at)) {
      const Line& line = lines_[at];
      if (const std::uint32_t here = line.where(key)) return line.nodes[first(here)];
      if (line.where(0) != 0) return none;
    }
  }
  /// The line a lookup of `key` will touch, for prefetching.
  const void* line(ObjectKey key) const { return lines_ + home(key); }

  /// Requires: `key` is absent, and not 0.
  void insert(ObjectKey key, NodeId node);
  /// Requires: `key` is present.
  void erase(ObjectKey key);

  /// Calls visit(key, node) for each, in the order of the table.
  template <class Visit>
  void for_each(Visit visit) const {
    for (std::uint32_t at = 0; at <= mask_; ++at) {
      for (std::size_t k = 0; k < per_line; ++k) {
        if (lines_[at].keys[k] != 0) visit(lines_[at].keys[k], lines_[at].nodes[k]);
      }
    }
  }

  std::uint32_t size() const { return size_; }
  std::size_t bytes() const { return (std::size_t{mask_} + 1) * sizeof(Line); }

 private:
  static constexpr std::size_t per_line = 8;

  struct alignas(64) Line {
    std::array<ObjectKey, per_line> keys;  // 0: free
    std::array<NodeId, per_line> nodes;

    /// One bit for each slot that holds this key.
    std::uint32_t where(ObjectKey key) const { return where_equal(keys, key); }
  };
  static_assert(sizeof(Line) == 64);

  static std::size_t first(std::uint32_t bits) {
    return static_cast<std::size_t>(std::countr_zero(bits));
  }
  // Fibonacci hashing: object numbers are dense, their products spread evenly.
  std::uint32_t home(ObjectKey key) const {
    return static_cast<std::uint32_t>((key * 0x9E3779B97F4A7C15U) >> shift_);
  }
  std::uint32_t after(std::uint32_t at) const { return (at + 1) & mask_; }
  Line* take(std::uint32_t lines);
  void place(ObjectKey key, NodeId node);
  void grow();

  Arena* arena_;
  Line* lines_;
  std::uint32_t mask_;   // lines - 1
  std::uint32_t shift_;  // of the hash, to a line
  std::uint32_t size_ = 0;
};

}  // namespace edgecase
