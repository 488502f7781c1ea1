#pragma once
// Lists of cached objects, as used by policies: the front is the newest, the back is evicted first.
// Segments track their total, in the unit of the capacity.

#include <algorithm>
#include <cstdint>

#include "model/cache/policy.hpp"

namespace edgecase {

class NodeList {
 public:
  explicit NodeList(NodePool& pool) : pool_(&pool), head_(pool.make_list()) {}

  void push_front(NodeId id) { pool_->link_after(head_, id); }
  void push_back(NodeId id) { pool_->link_after((*pool_)[head_].prev, id); }
  void remove(NodeId id) { pool_->unlink(id); }
  void move_to_front(NodeId id) {
    if (front() == id) return;
    pool_->unlink(id);
    pool_->link_after(head_, id);
  }
  bool empty() const { return front() == head_; }
  NodeId front() const { return (*pool_)[head_].next; }
  NodeId back() const { return (*pool_)[head_].prev; }
  NodeId head() const { return head_; }
  /// The next newer object, or the back again after the front.
  NodeId newer_around(NodeId id) const {
    const NodeId newer = (*pool_)[id].prev;
    return newer == head_ ? back() : newer;
  }

 private:
  NodePool* pool_;
  NodeId head_;
};

/// The unit of segments: objects if the cache is bounded by their number, else bytes.
class Measure {
 public:
  explicit Measure(const CacheLimits& limits)
      : by_count_(limits.objects.value != unlimited.value),
        capacity_(by_count_ ? limits.objects.value : limits.bytes.count) {}

  std::int64_t of(const CacheNode& node) const { return by_count_ ? 1 : node.size(); }
  std::int64_t of_size(std::int64_t bytes) const { return by_count_ ? 1 : bytes; }
  std::int64_t capacity() const { return capacity_; }
  /// This share of the capacity, rounded down as C converts, but at least 1.
  std::int64_t part(double share) const {
    const double part = static_cast<double>(capacity_) * share;
    return part >= 0x1p62 ? capacity_ : std::max(std::int64_t{1}, static_cast<std::int64_t>(part));
  }

 private:
  bool by_count_;
  std::int64_t capacity_;
};

/// A list that tracks its total.
class Segment {
 public:
  Segment(NodePool& pool, Measure measure) : pool_(&pool), list_(pool), measure_(measure) {}

  void push_front(NodeId id) {
    list_.push_front(id);
    amount_ += measure_.of((*pool_)[id]);
  }
  void remove(NodeId id) {
    list_.remove(id);
    amount_ -= measure_.of((*pool_)[id]);
  }
  void move_to_front(NodeId id) { list_.move_to_front(id); }
  NodeId pop_back() {
    const NodeId id = back();
    remove(id);
    return id;
  }
  bool empty() const { return list_.empty(); }
  NodeId front() const { return list_.front(); }
  NodeId back() const { return list_.back(); }
  NodeId head() const { return list_.head(); }
  std::int64_t amount() const { return amount_; }

 private:
  NodePool* pool_;
  NodeList list_;
  Measure measure_;
  std::int64_t amount_ = 0;
};

}  // namespace edgecase
