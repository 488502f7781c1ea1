// LRU: evicts the least recently used object.
// Assumes: nothing about sizes. Not modelled: approximations by sampling. Oracle:
// tests/oracles/cache.cpp (King, Che), tests/oracles/cache_traces.cpp

#include "model/cache/kinds.hpp"
#include "model/cache/makers.hpp"
#include "model/cache/node_list.hpp"

namespace edgecase {
namespace {

class Lru final : public Policy {
 public:
  static constexpr bool hits_move = true;  // next to other neighbours in a list

  Lru(const LruSpec&, const PolicyContext& context) : list_(context.pool) {}

  bool on_hit(NodeId id) override {
    list_.move_to_front(id);
    return false;
  }
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

std::vector<Field> fields(Of<LruSpec>) { return list<LruSpec>(); }

PolicyMakers makers(Of<LruSpec>) { return makers_of<LruSpec, Lru>(); }

}  // namespace edgecase
