// FIFO: evicts in order of insertion, regardless of use.
// Assumes: nothing about sizes. Oracle: tests/oracles/cache.cpp (Gelenbe),
// tests/oracles/cache_traces.cpp

#include "model/cache/kinds.hpp"
#include "model/cache/makers.hpp"
#include "model/cache/node_list.hpp"

namespace edgecase {
namespace {

class Fifo final : public Policy {
 public:
  Fifo(const FifoSpec&, const PolicyContext& context) : list_(context.pool) {}

  bool on_hit(NodeId) override { return false; }
  void on_insert(NodeId id) override { list_.push_front(id); }
  void on_remove(NodeId id) override { list_.remove(id); }
  Victim evict() override {
    const NodeId id = list_.back();
    list_.remove(id);
    return {id};
  }
  NodeId front_list() const override { return list_.head(); }

 private:
  NodeList list_;
};

}  // namespace

std::vector<Field> fields(Of<FifoSpec>) { return list<FifoSpec>(); }

PolicyMakers makers(Of<FifoSpec>) { return makers_of<FifoSpec, Fifo>(); }

}  // namespace edgecase
