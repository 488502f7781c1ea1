// CLOCK, or FIFO with reinsertion: objects used since the last round get another one.
// Corbato, "A paging experiment with the Multics system", 1968. With more than one bit a counter
// (GCLOCK, Smith 1978).
// Assumes: nothing about sizes. Oracle: tests/oracles/cache_traces.cpp

#include "model/cache/kinds.hpp"
#include "model/cache/makers.hpp"
#include "model/cache/node_list.hpp"

namespace edgecase {
namespace {

class Clock final : public Policy {
 public:
  Clock(const ClockSpec& spec, const PolicyContext& context)
      : pool_(context.pool),
        list_(context.pool),
        most_((1U << static_cast<unsigned>(spec.bits.value)) - 1U) {}

  bool on_hit(NodeId id) override {
    CacheNode& node = pool_[id];
    if (node.mark < most_) ++node.mark;
    return false;
  }
  void on_insert(NodeId id) override { list_.push_front(id); }
  void on_remove(NodeId id) override { list_.remove(id); }
  Victim evict() override {
    NodeId id = list_.back();
    while (pool_[id].mark > 0) {
      --pool_[id].mark;
      list_.move_to_front(id);
      id = list_.back();
    }
    list_.remove(id);
    return {id};
  }
  NodeId front_list() const override { return list_.head(); }

 private:
  NodePool& pool_;
  NodeList list_;
  std::uint64_t most_;
};

}  // namespace

std::vector<Field> fields(Of<ClockSpec>) {
  return list<ClockSpec>(
      field("bits", &ClockSpec::bits,
            "size of each object's use counter: b bits give up to 2^b - 1 second "
            "chances",
            at_least(std::int64_t{1}), at_most(std::int64_t{6}),
            source("one use bit (Corbato 1968)", "2026-11")));
}

PolicyMakers makers(Of<ClockSpec>) { return makers_of<ClockSpec, Clock>(); }

}  // namespace edgecase
