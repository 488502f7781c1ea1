#pragma once
// The index of a cache as an array from object number to node, for replays: 4 bytes per object of
// the trace, at most a quarter of the requests read (16 bytes each), and one read instead of a
// search.

#include <cstddef>
#include <cstdint>

#include "core/pages.hpp"
#include "model/cache/pool.hpp"

namespace edgecase {

class DenseIndex {
 public:
  explicit DenseIndex(std::uint32_t objects)
      : memory_((std::uint64_t{objects} + 1) * sizeof(NodeId)),
        nodes_(static_cast<NodeId*>(memory_.data())),
        objects_(objects) {}

  // Stored inverted, so that the zeros of fresh memory mean "none".
  NodeId find(ObjectKey key) const { return ~nodes_[key]; }
  const void* line(ObjectKey key) const { return nodes_ + key; }
  void insert(ObjectKey key, NodeId node) { nodes_[key] = ~node; }
  void erase(ObjectKey key) { nodes_[key] = 0; }
  std::size_t bytes() const { return (std::size_t{objects_} + 1) * sizeof(NodeId); }

 private:
  Pages memory_;
  NodeId* nodes_;
  std::uint32_t objects_;
};

}  // namespace edgecase
