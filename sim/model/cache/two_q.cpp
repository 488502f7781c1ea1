// 2Q (the full version): a FIFO for objects seen once, a ghost list of its evictions, and an LRU
// for ghost hits.
// Johnson & Shasha, "2Q: a low overhead high performance buffer management replacement algorithm",
// VLDB 1994.
// Assumes: with objects of many sizes, parts are measured in the unit of the capacity.

#include "model/cache/kinds.hpp"
#include "model/cache/makers.hpp"
#include "model/cache/node_list.hpp"

namespace edgecase {
namespace {

class TwoQ final : public Policy {
 public:
  static constexpr bool hits_move = true;  // next to other neighbours in a list

  TwoQ(const TwoQSpec& spec, const PolicyContext& context)
      : pool_(context.pool),
        measure_(context.limits),
        most_in_(measure_.part(spec.in.value)),
        most_out_(measure_.part(spec.out.value)),
        in_(pool_, measure_),
        out_(pool_, measure_),
        main_(pool_, measure_) {}

  bool on_hit(NodeId id) override {
    if (pool_[id].mark == in_main) main_.move_to_front(id);
    return false;
  }
  void on_miss(const Newcomer& newcomer) override {
    came_back_ = newcomer.ghost != no_node;
    if (came_back_) out_.remove(newcomer.ghost);
  }
  void on_insert(NodeId id) override {
    pool_[id].mark = came_back_ ? in_main : 0;
    (came_back_ ? main_ : in_).push_front(id);
  }
  void on_remove(NodeId id) override { (pool_[id].mark == in_main ? main_ : in_).remove(id); }
  Victim evict() override {
    if (in_.amount() <= most_in_ && !main_.empty()) return {main_.pop_back()};
    const NodeId id = in_.pop_back();
    out_.push_front(id);
    return {id, true};
  }
  NodeId forget(bool all) override {
    if (out_.empty() || (out_.amount() <= most_out_ && !all)) return no_node;
    return out_.pop_back();
  }
  NodeId front_list() const override { return in_.head(); }

 private:
  static constexpr std::uint64_t in_main = 1;

  NodePool& pool_;
  Measure measure_;
  std::int64_t most_in_;
  std::int64_t most_out_;
  Segment in_;    // A1in
  Segment out_;   // A1out: ghosts
  Segment main_;  // Am
  bool came_back_ = false;
};

}  // namespace

std::vector<Field> fields(Of<TwoQSpec>) {
  return list<TwoQSpec>(
      field("in", &TwoQSpec::in, "share of the capacity for objects seen once (Kin)",
            more_than(Share{0}), less_than(Share{1}),
            source("Kin = 25% (Johnson & Shasha, VLDB 1994)", "2026-11")),
      field("out", &TwoQSpec::out, "size of the ghost list, relative to the capacity (Kout)",
            more_than(Share{0}), at_most(Share{10}),
            source("Kout = 50% (Johnson & Shasha, VLDB 1994)", "2026-11")));
}

PolicyMakers makers(Of<TwoQSpec>) { return makers_of<TwoQSpec, TwoQ>(); }

}  // namespace edgecase
