// BELADY (MIN): evicts the object whose next use is furthest away; the fewest misses of any policy
// that stores every fetched object, if all objects have the same size.
// Belady, "A study of replacement algorithms for a virtual-storage computer", 1966.
// Assumes: the next use of each request is known (a replay); with objects of many sizes it is a
// good heuristic but not a bound. Oracle: tests/oracles/cache_traces.cpp

#include "model/cache/heap.hpp"
#include "model/cache/kinds.hpp"
#include "model/cache/makers.hpp"
#include "model/cache/node_list.hpp"

namespace edgecase {
namespace {

class Belady final : public Policy {
 public:
  Belady(const BeladySpec&, const PolicyContext& context)
      : list_(context.pool), heap_(context.pool) {}

  /// The next use of the object whose hit or insertion follows.
  void foresee(std::uint32_t next_use) { next_use_ = next_use; }

  bool on_hit(NodeId id) override {
    heap_.move(id, rank());
    return false;
  }
  void on_insert(NodeId id) override { heap_.insert(id, rank()); }
  void on_remove(NodeId id) override { heap_.remove(id); }
  Victim evict() override { return {heap_.pop()}; }
  NodeId front_list() const override { return list_.head(); }
  std::size_t table_bytes() const override { return heap_.bytes(); }

 private:
  std::uint64_t rank() const { return ReplayRequest::never - next_use_; }

  NodeList list_;  // stays empty: something to prefetch
  LeavingHeap<std::uint64_t> heap_;
  std::uint32_t next_use_ = ReplayRequest::never;
};

}  // namespace

std::vector<Field> fields(Of<BeladySpec>) { return list<BeladySpec>(); }

PolicyMakers makers(Of<BeladySpec>) { return makers_of<BeladySpec, Belady>(); }

}  // namespace edgecase
