#pragma once
// Which object leaves when a cache is full. A policy sees accesses and names victims; the cache
// keeps the bytes. One policy object belongs to one cache of one place.

#include "model/cache/pool.hpp"

namespace edgecase {

class Policy {
 public:
  virtual ~Policy() = default;
  /// An object that is cached was asked for and found fresh, or was renewed.
  virtual void on_hit(NodeId id) = 0;
  /// A new object came in; its size and key are set.
  virtual void on_insert(NodeId id) = 0;
  /// The object leaves (evicted or purged): forget it. Its links are still as the policy left them.
  virtual void on_remove(NodeId id) = 0;
  /// The list whose front a hit or an insertion will touch, for prefetching.
  virtual NodeId front_list() const = 0;
  /// Who leaves next. Requires: at least one object is cached.
  virtual NodeId victim() = 0;
};

}  // namespace edgecase
