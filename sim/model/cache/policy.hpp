#pragma once
// The eviction policy of a cache. A policy sees accesses, selects victims and decides which of them
// to remember as ghosts; the cache keeps the bytes and the index of keys. One policy object belongs
// to one cache of one place.
//
// A policy has no notion of time: an expired object that is renewed counts as used again.

#include <cstddef>
#include <cstdint>

#include <edgecase/units.hpp>

#include "core/random.hpp"
#include "model/cache/pool.hpp"

namespace edgecase {

struct CacheLimits {
  Bytes bytes;
  Count objects = unlimited;
};

/// A requested object that is not cached and will be inserted.
struct Newcomer {
  ObjectKey key;
  std::int64_t size;
  NodeId ghost;  ///< its node if the policy remembers it, else no_node
};

/// In place of a victim's node: the policy rejects the new object.
constexpr NodeId newcomer_leaves = no_node;

/// A victim. A remembered one stays in the index as a ghost until `forget` returns it.
struct Victim {
  NodeId node;
  bool remembered = false;
};

/// The arguments of a policy beside its own specification.
struct PolicyContext {
  NodePool& pool;
  CacheLimits limits;
  Stream random;  ///< a stream used only by this cache's policy
};

class Policy {
 public:
  virtual ~Policy() = default;
  /// A cached object was requested and fresh, or was renewed. True: objects must be evicted
  /// although the cache is not full (`evict` until `overfull` is false; never this one), or ghosts
  /// dropped
  /// (`forget`).
  virtual bool on_hit(NodeId id) = 0;
  /// Called before room is made for a new object. Removes its ghost from the policy's lists.
  virtual void on_miss(const Newcomer&) {}
  /// The new object is inserted; its size and key are set.
  virtual void on_insert(NodeId id) = 0;
  /// Selects the next victim and removes it from the policy's lists of cached objects. Requires: at
  /// least one object is cached. `newcomer_leaves`: only between on_miss and on_insert.
  virtual Victim evict() = 0;
  virtual bool overfull() const { return false; }
  /// A cached object is removed for another reason (purged, or changed its size).
  virtual void on_remove(NodeId id) = 0;
  /// A ghost that exceeds the policy's limit, removed from its lists; with `all`, any ghost.
  /// no_node: none.
  virtual NodeId forget(bool all) {
    static_cast<void>(all);
    return no_node;
  }
  /// The cache is empty: resets everything learnt.
  virtual void on_clear() {}

  /// The list whose front a hit or an insertion will touch, for prefetching.
  virtual NodeId front_list() const = 0;
  /// Memory beside the nodes (heaps, sketches), including extra memory per node.
  virtual std::size_t table_bytes() const { return 0; }
  virtual std::size_t more_bytes_per_node() const { return 0; }
};

}  // namespace edgecase
