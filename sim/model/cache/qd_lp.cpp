// QD-LP-FIFO: quick demotion by a small probationary FIFO in front of a 2-bit CLOCK (lazy
// promotion). What leaves the probationary queue unused is evicted and remembered in a ghost FIFO;
// what was used moves to the main cache, where a ghost that comes back enters at once. The main
// cache makes its own room: an object that enters it evicts there.
// Yang, Qiu, Zhang, Yue, Rashmi, "FIFO can be better than LRU: the power of lazy promotion and
// quick demotion", HotOS 2023; details as in the authors' code (libCacheSim, QDLP.c with
// main-cache=Clock2, read at 11c93a3): any full cache evicts from the probationary queue first.
// Assumes: with objects of many sizes, parts are measured in the unit of the capacity; an object
// larger than the probationary part is admitted (the authors' code rejects it). Oracle:
// tests/oracles/cache_traces.cpp

#include <deque>

#include "model/cache/kinds.hpp"
#include "model/cache/makers.hpp"
#include "model/cache/node_list.hpp"

namespace edgecase {
namespace {

class QdLp final : public Policy {
 public:
  QdLp(const QdLpSpec& spec, const PolicyContext& context)
      : pool_(context.pool),
        measure_(context.limits),
        most_main_(measure_.capacity() - measure_.part(spec.small.value)),
        most_ghosts_(measure_.part(spec.ghost.value)),
        small_(pool_, measure_),
        main_(pool_, measure_),
        ghosts_(pool_, measure_) {}

  bool on_hit(NodeId id) override {
    CacheNode& node = pool_[id];
    if ((node.mark & uses) < most_uses) ++node.mark;
    return false;
  }
  void on_miss(const Newcomer& newcomer) override {
    came_back_ = newcomer.ghost != no_node;
    if (came_back_) ghosts_.remove(newcomer.ghost);
  }
  void on_insert(NodeId id) override {
    pool_[id].mark = 0;
    if (!came_back_) return small_.push_front(id);
    entering_.push_back(id);
    enter();
  }
  void on_remove(NodeId id) override {
    ((pool_[id].mark & in_main) != 0 ? main_ : small_).remove(id);
  }
  Victim evict() override {
    for (;;) {
      if (overfull() || small_.empty()) {
        const NodeId id = pop_main();
        enter();
        return {id};
      }
      const NodeId id = small_.pop_back();
      if ((pool_[id].mark & uses) == 0) {
        ghosts_.push_front(id);
        return {id, true};
      }
      pool_[id].mark = 0;
      entering_.push_back(id);
      enter();
    }
  }
  bool overfull() const override { return !entering_.empty(); }
  NodeId forget(bool all) override {
    if (ghosts_.empty() || (ghosts_.amount() <= most_ghosts_ && !all)) return no_node;
    return ghosts_.pop_back();
  }
  NodeId front_list() const override { return small_.head(); }

 private:
  static constexpr std::uint64_t uses = 3;  // two bits of the mark
  static constexpr std::uint64_t most_uses = 3;
  static constexpr std::uint64_t in_main = 4;

  /// Those on their way into the main cache enter as soon as they fit, or it is empty.
  void enter() {
    while (!entering_.empty()) {
      const NodeId id = entering_.front();
      if (!main_.empty() && main_.amount() + measure_.of(pool_[id]) > most_main_) return;
      pool_[id].mark |= in_main;
      main_.push_front(id);
      entering_.pop_front();
    }
  }
  NodeId pop_main() {
    NodeId id = main_.back();
    while ((pool_[id].mark & uses) > 0) {
      --pool_[id].mark;
      main_.move_to_front(id);
      id = main_.back();
    }
    main_.remove(id);
    return id;
  }

  NodePool& pool_;
  Measure measure_;
  std::int64_t most_main_;
  std::int64_t most_ghosts_;
  Segment small_;
  Segment main_;
  Segment ghosts_;
  std::deque<NodeId> entering_;  // cached, in no list; empty after each request
  bool came_back_ = false;
};

}  // namespace

std::vector<Field> fields(Of<QdLpSpec>) {
  return list<QdLpSpec>(
      field("small", &QdLpSpec::small, "share of the capacity for new objects", more_than(Share{0}),
            less_than(Share{1}), source("10% (Yang et al., HotOS 2023)", "2026-11")),
      field("ghost", &QdLpSpec::ghost, "size of the ghost queue, relative to the capacity",
            more_than(Share{0}), at_most(Share{10}),
            source("as many as the main cache holds (Yang et al., HotOS 2023)", "2026-11")));
}

PolicyMakers makers(Of<QdLpSpec>) { return makers_of<QdLpSpec, QdLp>(); }

}  // namespace edgecase
