#pragma once
// One cache of one place: bounded by bytes (and, if asked, by a number of objects), each object
// fresh until its own expiry. What is evicted is the policy's business (policy.hpp).
//
// Assumes: objects are stored whole; metadata takes no capacity.
// Not modelled: disk versus memory tiers inside one server, sharding over servers of a PoP.
// Oracle: tests/oracles/cache.cpp (King, Gelenbe, Che, TTL closed forms).

#include <cstdint>
#include <memory>

#include <edgecase/units.hpp>

#include "model/cache/index.hpp"
#include "model/cache/policy.hpp"
#include "model/cache/pool.hpp"

namespace edgecase {

struct CacheLimits {
  Bytes bytes;
  Count objects = unlimited;
};

/// Aligned so that a lookup reads one line of it.
class alignas(64) Cache {
 public:
  enum class State : std::uint8_t { absent, expired, fresh };

  Cache(CacheLimits limits, NodePool& pool, Arena& arena, std::unique_ptr<Policy> policy);

  /// Looks up without any effect: for prefetching and for tests.
  NodeId find(ObjectKey key) const { return index_.find(key); }
  const void* line(ObjectKey key) const { return index_.line(key); }
  NodeId front_list() const { return front_list_; }

  struct Found {
    State state;
    NodeId node;  ///< valid unless absent
  };
  /// One request for `key`. A fresh object counts as used; an expired one stays where it is until
  /// it is renewed by `admit` or evicted.
  Found look_up(ObjectKey key, Instant now) {
    const NodeId id = index_.find(key);
    if (id == Index::none) return {State::absent, id};
    if ((*pool_)[id].expired(now)) return {State::expired, id};
    policy_->on_hit(id);
    return {State::fresh, id};
  }

  /// Puts the object in (or renews it), evicting as needed. An object larger than the whole cache
  /// is not admitted. `expiry`: the first instant at which the object is not fresh any more.
  void admit(ObjectKey key, Bytes size, Instant expiry);
  void set_expiry(NodeId id, Instant expiry);
  void clear();

  Bytes used() const { return used_; }
  std::uint32_t objects() const { return index_.size(); }
  /// Memory that the cache spends on knowing what it holds.
  std::size_t bookkeeping_bytes() const {
    return index_.slots() * Index::slot_bytes + index_.size() * sizeof(CacheNode);
  }
  std::uint64_t evictions() const { return evictions_; }

 private:
  bool over(std::int64_t bytes, std::int64_t objects) const {
    return bytes > limits_.bytes.count || objects > limits_.objects.value;
  }
  void remove(NodeId id);

  Index index_;
  NodePool* pool_;
  std::unique_ptr<Policy> policy_;
  NodeId front_list_;
  CacheLimits limits_;
  Bytes used_;
  std::uint64_t evictions_ = 0;
};

}  // namespace edgecase
