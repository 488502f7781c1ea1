// GDSF (greedy dual size frequency): the priority of an object is its uses per byte plus the
// priority of the last victim, so that large, rarely used and old objects are evicted.
// Cherkasova, "Improving WWW proxies performance with Greedy-Dual-Size-Frequency caching policy",
// HP Labs 1998: K = L + uses * cost / size, with cost 1 (which minimises misses), L = K of the last
// victim. A new object's K is computed before room is made for it, and if it is the least, the new
// object itself is dropped (as in libCacheSim since 2024-12; in the paper nothing is evicted and L
// is unchanged). Assumes: an object of zero bytes counts as one byte. Oracle:
// tests/oracles/cache_traces.cpp

#include <algorithm>
#include <limits>

#include "model/cache/heap.hpp"
#include "model/cache/kinds.hpp"
#include "model/cache/makers.hpp"
#include "model/cache/node_list.hpp"

namespace edgecase {
namespace {

class Gdsf final : public Policy {
 public:
  Gdsf(const GdsfSpec&, const PolicyContext& context)
      : pool_(context.pool), list_(context.pool), heap_(context.pool) {}

  bool on_hit(NodeId id) override {
    ++pool_[id].next;
    heap_.raise(id, worth(pool_[id].size(), pool_[id].next));
    return false;
  }
  void on_miss(const Newcomer& newcomer) override { newcomer_ = worth(newcomer.size, 1); }
  void on_insert(NodeId id) override {
    pool_[id].next = 1;
    heap_.insert(id, newcomer_);
    newcomer_ = absent_;
  }
  void on_remove(NodeId id) override { heap_.remove(id); }
  Victim evict() override {
    if (newcomer_ < heap_.least_rank()) {
      inflation_ = newcomer_;
      newcomer_ = absent_;
      return {newcomer_leaves};
    }
    const NodeId id = heap_.pop();
    inflation_ = heap_.popped_rank();
    return {id};
  }
  void on_clear() override { inflation_ = 0; }
  NodeId front_list() const override { return list_.head(); }
  std::size_t table_bytes() const override { return heap_.bytes(); }

 private:
  double worth(std::int64_t size, std::uint32_t uses) const {
    const auto bytes = static_cast<double>(std::max(size, std::int64_t{1}));
    return inflation_ + static_cast<double>(uses) * per_megabyte / bytes;
  }
  // Uses per megabyte rather than per byte: the sums keep more of their digits.
  static constexpr double per_megabyte = 1e6;
  static constexpr double absent_ = std::numeric_limits<double>::infinity();

  NodePool& pool_;
  NodeList list_;  // stays empty: something to prefetch
  LeavingHeap<double> heap_;
  double inflation_ = 0;       // L
  double newcomer_ = absent_;  // K of the object to be inserted
};

}  // namespace

std::vector<Field> fields(Of<GdsfSpec>) { return list<GdsfSpec>(); }

PolicyMakers makers(Of<GdsfSpec>) { return makers_of<GdsfSpec, Gdsf>(); }

}  // namespace edgecase
