#pragma once
// Cached objects in order of eviction, for policies that rank them by a changing number: a heap
// with four children per node, 16 bytes per object. An object's `prev` is its position in the heap
// (with SecondLinks that of its second links, so that it may stand in a list as well); `next` is
// free for the policy.
//
// The slot of the last removal is kept open for the next insertion, because a full cache always
// does both: one traversal instead of two.

#include <algorithm>
#include <cstdint>
#include <vector>

#include "model/cache/pool.hpp"

namespace edgecase {

struct FirstLinks {
  static NodeId& position(NodePool& pool, NodeId id) { return pool[id].prev; }
};
struct SecondLinks {
  static NodeId& position(NodePool& pool, NodeId id) { return pool.second(id).prev; }
};

/// The lowest rank is evicted first; ties are broken by the order of ranking.
template <class Rank, class Links = FirstLinks>
class LeavingHeap {
 public:
  explicit LeavingHeap(NodePool& pool) : pool_(&pool) {}

  void insert(NodeId id, Rank rank) {
    const Entry entry{rank, ++turn_, id};
    if (hole_) {
      hole_ = false;
      sink(0, entry);
      return;
    }
    heap_.push_back(entry);
    rise(heap_.size() - 1, entry);
  }
  /// Its rank is not less than before.
  void raise(NodeId id, Rank rank) {
    close_hole();
    sink(Links::position(*pool_, id), {rank, ++turn_, id});
  }
  /// Any new rank.
  void move(NodeId id, Rank rank) {
    close_hole();
    settle(Links::position(*pool_, id), {rank, ++turn_, id});
  }
  /// Requires: not empty.
  Rank least_rank() {
    close_hole();
    return heap_.front().rank;
  }
  /// The object to be evicted first. Requires: not empty.
  NodeId first() {
    close_hole();
    return heap_.front().node;
  }
  /// Removes the object to be evicted first. Requires: not empty.
  NodeId pop() {
    close_hole();
    hole_ = true;
    return heap_.front().node;
  }
  /// The rank of the last removed object. Requires: no insertion since.
  Rank popped_rank() const { return heap_.front().rank; }
  void remove(NodeId id) {
    close_hole();
    const std::size_t at = Links::position(*pool_, id);
    const Entry last = heap_.back();
    heap_.pop_back();
    if (at < heap_.size()) settle(at, last);
  }
  std::size_t bytes() const { return heap_.capacity() * sizeof(Entry); }

 private:
  static constexpr std::size_t fan = 4;

  struct Entry {
    Rank rank;
    std::uint32_t turn;  // wraps at 2^32; compared values are less than half of that apart
    NodeId node;
    bool before(const Entry& other) const {
      if (rank < other.rank) return true;
      if (other.rank < rank) return false;
      return static_cast<std::int32_t>(turn - other.turn) < 0;
    }
  };

  // While there is a hole, the heap's first entry is unused.
  void close_hole() {
    if (!hole_) return;
    hole_ = false;
    const Entry last = heap_.back();
    heap_.pop_back();
    if (!heap_.empty()) sink(0, last);
  }
  void put(std::size_t at, const Entry& entry) {
    heap_[at] = entry;
    Links::position(*pool_, entry.node) = static_cast<NodeId>(at);
  }
  void settle(std::size_t at, const Entry& entry) {
    if (at > 0 && entry.before(heap_[(at - 1) / fan])) {
      rise(at, entry);
    } else {
      sink(at, entry);
    }
  }
  void rise(std::size_t at, const Entry& entry) {
    while (at > 0) {
      const std::size_t parent = (at - 1) / fan;
      if (!entry.before(heap_[parent])) break;
      put(at, heap_[parent]);
      at = parent;
    }
    put(at, entry);
  }
  void sink(std::size_t at, const Entry& entry) {
    for (;;) {
      const std::size_t first = at * fan + 1;
      if (first >= heap_.size()) break;
      const std::size_t end = std::min(first + fan, heap_.size());
      std::size_t least = first;
      for (std::size_t i = first + 1; i < end; ++i) {
        if (heap_[i].before(heap_[least])) least = i;
      }
      if (!heap_[least].before(entry)) break;
      put(at, heap_[least]);
      at = least;
    }
    put(at, entry);
  }

  NodePool* pool_;
  std::vector<Entry> heap_;
  std::uint32_t turn_ = 0;
  bool hole_ = false;
};

}  // namespace edgecase
