#include "model/cache/cache.hpp"

#include <algorithm>
#include <utility>

#include "core/check.hpp"

namespace edgecase {

Cache::Cache(CacheLimits limits, NodePool& pool, Arena& arena, std::unique_ptr<Policy> policy)
    : index_(arena),
      pool_(&pool),
      policy_(std::move(policy)),
      front_list_(policy_->front_list()),
      limits_(limits) {}

void Cache::set_expiry(NodeId id, Instant expiry) {
  const std::int64_t ns =
      std::clamp<std::int64_t>(expiry.time_since_epoch().count(), 0, CacheNode::max_expiry);
  (*pool_)[id].expiry = static_cast<std::uint64_t>(ns) & ((std::uint64_t{1} << 52) - 1);
}

void Cache::admit(ObjectKey key, Bytes size, Instant expiry) {
  EC_CHECK(key != 0 && size.count >= 0 && size.count <= CacheNode::max_size);
  NodeId id = index_.find(key);
  if (id != Index::none && (*pool_)[id].size() != size.count) {
    remove(id);
    id = Index::none;
  }
  if (id != Index::none) {
    policy_->on_hit(id);
    set_expiry(id, expiry);
    return;
  }
  if (over(size.count, 1)) return;
  while (over(used_.count + size.count, std::int64_t{index_.size()} + 1)) {
    remove(policy_->victim());
    ++evictions_;
  }
  id = pool_->take();
  CacheNode& node = (*pool_)[id];
  node.key = key;
  node.mark = 0;
  node.set_size(size.count);
  set_expiry(id, expiry);
  index_.insert(key, id);
  used_ += size;
  policy_->on_insert(id);
}

void Cache::remove(NodeId id) {
  const CacheNode& node = (*pool_)[id];
  policy_->on_remove(id);
  index_.erase(node.key);
  used_.count -= node.size();
  pool_->give_back(id);
}

void Cache::clear() {
  while (index_.size() > 0) remove(policy_->victim());
}

}  // namespace edgecase
