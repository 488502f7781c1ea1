// LFU: evicts the object with the fewest uses since its insertion; ties go to the one that has had
// that count longest. With dynamic aging counts start from the last victim's, so that past
// popularity fades.
// Arlitt, Cherkasova, Dilley, Friedrich, Jin, "Evaluating content management techniques for web
// proxy caches", 2000 (LFU-DA: K = count + age, age = K of the last victim).
// Assumes: nothing about sizes; counts are forgotten with the object.
// Oracle: tests/oracles/cache_traces.cpp

#include "model/cache/heap.hpp"
#include "model/cache/kinds.hpp"
#include "model/cache/makers.hpp"
#include "model/cache/node_list.hpp"

namespace edgecase {
namespace {

class Lfu final : public Policy {
 public:
  Lfu(const LfuSpec& spec, const PolicyContext& context)
      : pool_(context.pool),
        list_(context.pool),
        heap_(context.pool),
        ages_(spec.aging == LfuAging::dynamic) {}

  bool on_hit(NodeId id) override {
    heap_.raise(id, ++pool_[id].next + age_);
    return false;
  }
  void on_insert(NodeId id) override {
    pool_[id].next = 1;
    heap_.insert(id, 1 + age_);
  }
  void on_remove(NodeId id) override { heap_.remove(id); }
  Victim evict() override {
    const NodeId id = heap_.pop();
    if (ages_) age_ = heap_.popped_rank();
    return {id};
  }
  void on_clear() override { age_ = 0; }
  NodeId front_list() const override { return list_.head(); }
  std::size_t table_bytes() const override { return heap_.bytes(); }

 private:
  NodePool& pool_;
  NodeList list_;  // stays empty: something to prefetch
  LeavingHeap<std::uint64_t> heap_;
  bool ages_;
  std::uint64_t age_ = 0;
};

}  // namespace

std::vector<Field> fields(Of<LfuSpec>) {
  return list<LfuSpec>(field("aging", &LfuSpec::aging, "how past popularity decays",
                             assumed("plain LFU; dynamic aging is Arlitt et al. 2000")));
}

PolicyMakers makers(Of<LfuSpec>) { return makers_of<LfuSpec, Lfu>(); }

}  // namespace edgecase
