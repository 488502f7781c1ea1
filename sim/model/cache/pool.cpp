#include "model/cache/pool.hpp"

#include <algorithm>

#include <edgecase/error.hpp>

namespace edgecase {

namespace {

constexpr std::uint64_t most_nodes = std::uint64_t{no_node} - 1;
constexpr const char* what_nodes_are = "the metadata of cached objects";

}  // namespace

NodePool::NodePool(std::uint64_t expected)
    : memory_(expected * sizeof(CacheNode), what_nodes_are),
      second_memory_(expected * sizeof(Links), what_nodes_are),
      nodes_(static_cast<CacheNode*>(memory_.data())),
      second_(static_cast<Links*>(second_memory_.data())),
      room_(expected) {}

void NodePool::grow() {
  if (room_ >= most_nodes)
    throw Error(
        "more than 4 billion objects are cached at once: simulate a sample of them (--set "
        "world.sample=1%)");
  room_ = std::clamp<std::uint64_t>(room_ * 2, 1024, most_nodes);
  memory_.grow(room_ * sizeof(CacheNode));
  second_memory_.grow(room_ * sizeof(Links));
  nodes_ = static_cast<CacheNode*>(memory_.data());
  second_ = static_cast<Links*>(second_memory_.data());
}

NodeId NodePool::take() {
  if (free_count_ > 0) {
    const NodeId id = free_;
    free_ = nodes_[id].next;
    --free_count_;
    return id;
  }
  if (next_ >= room_) [[unlikely]]
    grow();
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
