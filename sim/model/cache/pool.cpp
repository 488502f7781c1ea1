#include "model/cache/pool.hpp"

#include "core/check.hpp"

namespace edgecase {

NodePool::NodePool(std::uint64_t most)
    : memory_(most * sizeof(CacheNode)),
      second_memory_(most * sizeof(Links)),
      nodes_(static_cast<CacheNode*>(memory_.data())),
      second_(static_cast<Links*>(second_memory_.data())),
      most_(most) {}

NodeId NodePool::take() {
  if (free_count_ > 0) {
    const NodeId id = free_;
    free_ = nodes_[id].next;
    --free_count_;
    return id;
  }
  EC_CHECK(next_ < most_, "more cached objects than the run reserved");
  return next_++;
}

void NodePool::give_back(NodeId id) {
  nodes_[id].next = free_;
  free_ = id;
  ++free_count_;
}

NodeId NodePool::make_list() {
  const NodeId id = take();
  nodes_[id] = CacheNode{};
  nodes_[id].prev = id;
  nodes_[id].next = id;
  return id;
}

}  // namespace edgecase
