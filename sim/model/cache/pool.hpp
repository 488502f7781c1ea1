#pragma once
// The metadata of all cached objects of a run: 24 bytes each, in one huge-page reservation shared
// by all caches, so that only filled caches cost memory. Ids are stable while an object is cached,
// and while a policy remembers it as a ghost after its eviction; addresses are not, because the
// reservation grows by doubling.

#include <algorithm>
#include <cstdint>

#include <edgecase/units.hpp>

#include "core/pages.hpp"
#include "core/prefetch.hpp"

namespace edgecase {

using NodeId = std::uint32_t;
/// A cached object's name inside a run: its dense number + 1; 0 means none.
using ObjectKey = std::uint32_t;

constexpr NodeId no_node = ~NodeId{0};

/// One cached object, or a ghost (an evicted object that is remembered). Policies own `prev`,
/// `next` (circular lists around a sentinel node, or other uses) and `mark`; the cache owns the
/// rest.
struct CacheNode {
  NodeId prev;
  NodeId next;
  ObjectKey key;
  std::uint32_t size_low;
  std::uint64_t expiry : 52;  ///< in steps since the start of the run: see expires()
  std::uint64_t size_high : 4;
  std::uint64_t ghost : 1;  ///< evicted, but remembered: it holds no content
  std::uint64_t mark : 7;   ///< the policy's own bits (visited, frequency, which queue)

  /// Expiry in steps of 8 ns, rounded down, lasts for 417 days: the longest run and the longest
  /// ttl.
  static constexpr int expiry_step_bits = 3;
  static constexpr std::uint64_t max_expiry = (std::uint64_t{1} << 52) - 1;
  static constexpr std::int64_t max_size = (std::int64_t{1} << 36) - 1;

  Instant expires() const {
    return Instant{Duration{static_cast<std::int64_t>(std::uint64_t{expiry} << expiry_step_bits)}};
  }
  void set_expiry(Instant at) {
    const std::int64_t ns = std::max<std::int64_t>(at.time_since_epoch().count(), 0);
    expiry = std::min(static_cast<std::uint64_t>(ns) >> expiry_step_bits, max_expiry) & max_expiry;
  }
  bool expired(Instant now) const { return expires() <= now; }
  std::int64_t size() const {
    return static_cast<std::int64_t>(size_low) | (static_cast<std::int64_t>(size_high) << 32);
  }
  void set_size(std::int64_t bytes) {
    size_low = static_cast<std::uint32_t>(bytes);
    size_high = static_cast<std::uint64_t>(bytes >> 32) & 0xF;
  }
};
static_assert(sizeof(CacheNode) == 24);

/// Allocates nodes and links them into circular lists. Not thread-safe: one pool per run.
class NodePool {
 public:
  struct Links {
    NodeId prev;
    NodeId next;
  };

  /// `expected`: nodes that there is room for before it grows.
  explicit NodePool(std::uint64_t expected);

  CacheNode& operator[](NodeId id) { return nodes_[id]; }
  const CacheNode& operator[](NodeId id) const { return nodes_[id]; }
  /// A second pair of links, for policies that keep an object in two lists. Costs memory only in
  /// runs that touch it.
  Links& second(NodeId id) { return second_[id]; }
  /// Prefetches a node's links, all that lists touch of its neighbours.
  void prefetch_links(NodeId id) const { prefetch_to_write(nodes_ + id); }
  /// Prefetches a whole node, which may span two cache lines.
  void prefetch(NodeId id) const {
    const auto* bytes = reinterpret_cast<const char*>(nodes_ + id);
    prefetch_to_write(bytes);
    prefetch_to_write(bytes + sizeof(CacheNode) - 1);
  }

  /// May move all nodes: references to them end here. Throws Error when the system refuses memory,
  /// or above 2^32 - 2 nodes.
  NodeId take();
  void give_back(NodeId id);
  /// A fresh list: a sentinel linked to itself.
  NodeId make_list();

  void link_after(NodeId where, NodeId id) {
    CacheNode& w = nodes_[where];
    CacheNode& n = nodes_[id];
    n.prev = where;
    n.next = w.next;
    nodes_[w.next].prev = id;
    w.next = id;
  }
  void unlink(NodeId id) {
    const CacheNode& n = nodes_[id];
    nodes_[n.prev].next = n.next;
    nodes_[n.next].prev = n.prev;
  }

  std::uint64_t in_use() const { return next_ - free_count_; }

 private:
  void grow();

  Pages memory_;
  Pages second_memory_;
  CacheNode* nodes_;
  Links* second_;
  std::uint64_t room_;  // nodes that are reserved
  NodeId next_ = 0;
  NodeId free_ = 0;  // head of the free list, linked by `next`, valid while free_count_ > 0
  std::uint64_t free_count_ = 0;
};

}  // namespace edgecase
