#pragma once
// One cache of one place: bounded by bytes (and optionally by a number of objects), each object
// fresh until its own expiry. Eviction is up to the policy (policy.hpp), admission to the admission
// policy (admission.hpp).
//
// Assumes: objects are stored whole; metadata takes no capacity.
// Not modelled: disk versus memory tiers inside one server, sharding over servers of a PoP.
// Oracle: tests/oracles/cache.cpp (King, Gelenbe, Che, TTL closed forms), cache_traces.cpp.

#include <algorithm>
#include <cstdint>
#include <memory>
#include <utility>

#include <edgecase/units.hpp>

#include "core/check.hpp"
#include "model/cache/admission.hpp"
#include "model/cache/index.hpp"
#include "model/cache/policy.hpp"
#include "model/cache/pool.hpp"

namespace edgecase {

enum class CacheState : std::uint8_t { absent, expired, fresh };

/// P: Policy, or one policy's own class, so that a replay calls it without dispatch. I: the table
/// of keys. Aligned so that a lookup reads one line of it.
template <class P, class I>
class alignas(64) BasicCache {
 public:
  using State = CacheState;

  BasicCache(CacheLimits limits, NodePool& pool, I index, std::unique_ptr<P> policy,
             std::unique_ptr<Admission> admission = nullptr)
      : index_(std::move(index)),
        pool_(&pool),
        policy_(std::move(policy)),
        front_list_(policy_->front_list()),
        limits_(limits),
        admission_(std::move(admission)) {}

  /// The node of the object, cached or only remembered (a ghost): for prefetching.
  NodeId find(ObjectKey key) const { return index_.find(key); }
  const void* line(ObjectKey key) const { return index_.line(key); }
  NodeId front_list() const { return front_list_; }
  bool holds(ObjectKey key) const { return cached(index_.find(key)); }

  struct Found {
    State state;
    NodeId node;  ///< valid unless absent
  };
  /// The state of this object in the cache, without side effects.
  Found peek(ObjectKey key, Instant now) const {
    const NodeId id = index_.find(key);
    if (!cached(id)) return {State::absent, no_node};
    return {(*pool_)[id].expired(now) ? State::expired : State::fresh, id};
  }
  /// One request for `key`. A fresh object counts as used; an expired one stays in place until it
  /// is renewed, used anyway (`use`) or evicted.
  Found look_up(ObjectKey key, Instant now) {
    const Found found = peek(key, now);
    if (found.state == State::fresh) use(found.node);
    return found;
  }
  /// A cached object counts as used.
  void use(NodeId id) {
    if (policy_->on_hit(id)) [[unlikely]]
      trim();
  }
  /// The object was revalidated: used, and fresh until `expiry`.
  void renew(NodeId id, Instant expiry) {
    use(id);
    set_expiry(id, expiry);
  }
  void set_expiry(NodeId id, Instant expiry) { (*pool_)[id].set_expiry(expiry); }

  /// Stores the object (or renews it), evicting as needed. An object larger than the whole cache is
  /// not stored, nor one that the admission policy rejects. `expiry`: the first instant at which
  /// the object is stale.
  void admit(ObjectKey key, Bytes size, Instant expiry) {
    EC_CHECK(key != 0 && size.count >= 0 && size.count <= CacheNode::max_size);
    NodeId id = index_.find(key);
    if (cached(id)) {
      if ((*pool_)[id].size() == size.count) return renew(id, expiry);
      drop(id);
      insert({key, size.count, no_node}, expiry);
    } else if (admission_ == nullptr || admission_->admits(key, size.count)) {
      insert({key, size.count, id}, expiry);
    }
  }
  /// A request, with admission after a miss, without time. True: a hit.
  bool ask(ObjectKey key, std::int64_t size) {
    const NodeId id = index_.find(key);
    if (cached(id)) {
      use(id);
      return true;
    }
    if (admission_ == nullptr || admission_->admits(key, size)) {
      insert({key, size, id}, Instant::max());
    }
    return false;
  }

  /// Removes an object from outside (a purge). False: it was not cached.
  bool remove(ObjectKey key) {
    const NodeId id = index_.find(key);
    if (!cached(id)) return false;
    drop(id);
    return true;
  }
  /// Calls visit(key) for every cached object. The cache must not change meanwhile.
  template <class Visit>
  void for_each_key(Visit visit) const {
    index_.for_each([&](ObjectKey key, NodeId id) {
      if (cached(id)) visit(key);
    });
  }
  void clear() {
    while (objects_ > 0) give_up(policy_->evict());
    forget(true);
    policy_->on_clear();
    if (admission_ != nullptr) admission_->on_clear();
  }

  Bytes used() const { return used_; }
  std::uint32_t objects() const { return objects_; }
  std::uint32_t ghosts() const { return ghosts_; }
  std::uint64_t evictions() const { return evictions_; }
  P& policy() { return *policy_; }
  /// Memory for the metadata of cached objects and ghosts.
  std::size_t bookkeeping_bytes() const { return index_.bytes() + policy_bytes(); }
  /// The same without the table of keys.
  std::size_t policy_bytes() const {
    const std::size_t node = sizeof(CacheNode) + policy_->more_bytes_per_node();
    return (std::size_t{objects_} + ghosts_) * node + policy_->table_bytes();
  }

 private:
  bool cached(NodeId id) const { return id != no_node && !(*pool_)[id].ghost; }
  bool over(std::int64_t bytes, std::int64_t objects) const {
    return bytes > limits_.bytes.count || objects > limits_.objects.value;
  }

  void insert(const Newcomer& newcomer, Instant expiry) {
    if (over(newcomer.size, 1)) return;
    policy_->on_miss(newcomer);
    while (over(used_.count + newcomer.size, std::int64_t{objects_} + 1)) {
      if (!evict()) return;
    }
    NodeId id = newcomer.ghost;
    if (id == no_node) {
      id = pool_->take();
      (*pool_)[id].key = newcomer.key;
      index_.insert(newcomer.key, id);
    } else {
      --ghosts_;
    }
    CacheNode& node = (*pool_)[id];
    node.ghost = 0;
    node.mark = 0;
    node.set_size(newcomer.size);
    set_expiry(id, expiry);
    used_.count += newcomer.size;
    ++objects_;
    policy_->on_insert(id);
    trim();
  }
  bool evict() {
    const Victim victim = policy_->evict();
    if (victim.node == newcomer_leaves) return false;
    give_up(victim);
    ++evictions_;
    return true;
  }
  void trim() {
    while (policy_->overfull()) evict();
    forget(false);
  }
  void give_up(Victim victim) {
    CacheNode& node = (*pool_)[victim.node];
    used_.count -= node.size();
    --objects_;
    if (victim.remembered) {
      node.ghost = 1;
      ++ghosts_;
    } else {
      release(victim.node);
    }
  }
  void forget(bool all) {
    for (NodeId id = policy_->forget(all); id != no_node; id = policy_->forget(all)) {
      --ghosts_;
      release(id);
    }
  }
  void drop(NodeId id) {
    policy_->on_remove(id);
    give_up({id});
    forget(false);
  }
  void release(NodeId id) {
    index_.erase((*pool_)[id].key);
    pool_->give_back(id);
  }

  I index_;
  NodePool* pool_;
  std::unique_ptr<P> policy_;
  NodeId front_list_;
  std::uint32_t objects_ = 0;
  CacheLimits limits_;
  Bytes used_;
  std::unique_ptr<Admission> admission_;
  std::uint64_t evictions_ = 0;
  std::uint32_t ghosts_ = 0;
};

/// A cache of a running world: any policy of the menu, objects found by hashing.
using Cache = BasicCache<Policy, Index>;
extern template class BasicCache<Policy, Index>;

}  // namespace edgecase
