// RANDOM: evicts any object with the same probability. Under independent references its hit ratio
// equals FIFO's (Gelenbe 1973).
// Assumes: nothing about sizes. Oracle: tests/oracles/cache.cpp (Gelenbe)

#include <vector>

#include "model/cache/kinds.hpp"
#include "model/cache/makers.hpp"
#include "model/cache/node_list.hpp"

namespace edgecase {
namespace {

class Random final : public Policy {
 public:
  Random(const RandomSpec&, const PolicyContext& context)
      : pool_(context.pool), list_(context.pool), draws_(context.random) {}

  bool on_hit(NodeId) override { return false; }
  void on_insert(NodeId id) override {
    pool_[id].prev = static_cast<NodeId>(all_.size());
    all_.push_back(id);
  }
  void on_remove(NodeId id) override {
    const NodeId last = all_.back();
    all_[pool_[id].prev] = last;
    pool_[last].prev = pool_[id].prev;
    all_.pop_back();
  }
  Victim evict() override {
    const NodeId id = all_[draws_.below(all_.size())];
    on_remove(id);
    return {id};
  }
  NodeId front_list() const override { return list_.head(); }
  std::size_t table_bytes() const override { return all_.capacity() * sizeof(NodeId); }

 private:
  NodePool& pool_;
  NodeList list_;            // stays empty: something to prefetch
  std::vector<NodeId> all_;  // a node's `prev` is its position here
  Draws draws_;
};

}  // namespace

std::vector<Field> fields(Of<RandomSpec>) { return list<RandomSpec>(); }

PolicyMakers makers(Of<RandomSpec>) { return makers_of<RandomSpec, Random>(); }

}  // namespace edgecase
