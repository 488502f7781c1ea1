// UNBOUNDED: never evicts, so each object is missed once: the fewest misses of any capacity, policy
// or admission. The menu lifts the cache's limits.
// Oracle: tests/oracles/cache_traces.cpp (misses = objects)

#include "model/cache/kinds.hpp"
#include "model/cache/makers.hpp"
#include "model/cache/node_list.hpp"

namespace edgecase {
namespace {

class Unbounded final : public Policy {
 public:
  Unbounded(const UnboundedSpec&, const PolicyContext& context) : list_(context.pool) {}

  bool on_hit(NodeId) override { return false; }
  void on_insert(NodeId id) override { list_.push_front(id); }
  void on_remove(NodeId id) override { list_.remove(id); }
  /// Only for a cache that is cleared.
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

std::vector<Field> fields(Of<UnboundedSpec>) { return list<UnboundedSpec>(); }

PolicyMakers makers(Of<UnboundedSpec>) { return makers_of<UnboundedSpec, Unbounded>(); }

}  // namespace edgecase
