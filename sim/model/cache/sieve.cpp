// SIEVE: one hand, one visited bit; a hit only sets the bit, and surviving objects stay in place.
// Zhang et al., "SIEVE is simpler than LRU", NSDI 2024.
// Assumes: nothing about sizes. Oracle: tests/oracles/cache_traces.cpp

#include "model/cache/kinds.hpp"
#include "model/cache/makers.hpp"
#include "model/cache/node_list.hpp"

namespace edgecase {
namespace {

class Sieve final : public Policy {
 public:
  Sieve(const SieveSpec&, const PolicyContext& context)
      : pool_(context.pool), list_(context.pool), hand_(list_.head()) {}

  bool on_hit(NodeId id) override {
    pool_[id].mark = 1;
    return false;
  }
  void on_insert(NodeId id) override { list_.push_front(id); }
  void on_remove(NodeId id) override {
    if (hand_ == id) hand_ = pool_[id].prev;
    list_.remove(id);
  }
  Victim evict() override {
    // The hand moves from the oldest to the newest; past the newest it starts again.
    NodeId id = hand_ == list_.head() ? list_.back() : hand_;
    while (pool_[id].mark != 0) {
      pool_[id].mark = 0;
      id = list_.newer_around(id);
    }
    hand_ = pool_[id].prev;
    list_.remove(id);
    return {id};
  }
  NodeId front_list() const override { return list_.head(); }

 private:
  NodePool& pool_;
  NodeList list_;
  NodeId hand_;
};

}  // namespace

std::vector<Field> fields(Of<SieveSpec>) { return list<SieveSpec>(); }

PolicyMakers makers(Of<SieveSpec>) { return makers_of<SieveSpec, Sieve>(); }

}  // namespace edgecase
