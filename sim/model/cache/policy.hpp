#pragma once
// Which object leaves when a cache is full. A policy sees accesses, names victims and says which of
// them it wants to remember; the cache keeps the bytes and the table of keys. One policy object
// belongs to one cache of one place.
//
// A policy never sees time: an expired object that is renewed is simply used again.

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

/// An object that was asked for, is not cached and will be.
struct Newcomer {
  ObjectKey key;
  std::int64_t size;
  NodeId ghost;  ///< its node if the policy remembers it, else no_node
};

/// In place of a victim's node: the policy would rather do without the newcomer.
constexpr NodeId newcomer_leaves = no_node;

/// What a policy gives up. A remembered one stays in the table of keys as a ghost until
/// `forget` names it.
struct Victim {
  NodeId node;
  bool remembered = false;
};

/// What a policy is made from beside its own specification.
struct PolicyContext {
  NodePool& pool;
  CacheLimits limits;
  Stream random;  ///< draws of this cache's policy and of nobody else
};

class Policy {
 public:
  virtual ~Policy() = default;
  /// An object that is cached was asked for and found fresh, or was renewed. True: objects must
  /// leave although the cache is not full (`evict` until `overfull` is false; never this one), or
  /// memories (`forget`).
  virtual bool on_hit(NodeId id) = 0;
  /// Before room is made for a newcomer. A ghost of it is taken out of the policy's lists.
  virtual void on_miss(const Newcomer&) {}
  /// The newcomer is in; its size and key are set.
  virtual void on_insert(NodeId id) = 0;
  /// Names who leaves next and takes it out of the policy's lists of cached objects. Requires: at
  /// least one object is cached. `newcomer_leaves`: only between on_miss and on_insert.
  virtual Victim evict() = 0;
  virtual bool overfull() const { return false; }
  /// A cached object leaves for another reason (purged, or changed its size).
  virtual void on_remove(NodeId id) = 0;
  /// A ghost that there is no more room for, taken out of the policy's lists; with `all`, any
  /// ghost. no_node: none.
  virtual NodeId forget(bool all) {
    static_cast<void>(all);
    return no_node;
  }
  /// Everything has left: what was learnt is forgotten too.
  virtual void on_clear() {}

  /// The list whose front a hit or an insertion will touch, for prefetching.
  virtual NodeId front_list() const = 0;
  /// Memory beside the nodes (heaps, sketches), and what each node of it costs beside its own.
  virtual std::size_t table_bytes() const { return 0; }
  virtual std::size_t more_bytes_per_node() const { return 0; }
};

}  // namespace edgecase
