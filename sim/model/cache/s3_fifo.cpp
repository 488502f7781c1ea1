// S3-FIFO: new objects enter a small FIFO; from there, used ones move to the main FIFO, unused ones
// are evicted and remembered in a ghost FIFO; on a ghost hit an object enters the main FIFO.
// Yang et al., "FIFO queues are all you need for cache eviction", SOSP 2023. Variant `original`: as
// there and in the authors' S3FIFOv0.c. Variant `current`: their S3FIFO.c of 2024-12-04
// (libCacheSim, read at 035d832): until the first eviction, new objects beyond the small queue's
// share enter the main queue. Assumes: with objects of many sizes, parts are measured in the unit
// of the capacity; an object larger than the small queue's share is admitted (the authors' code
// rejects it). Oracle: tests/oracles/cache_traces.cpp

#include "model/cache/kinds.hpp"
#include "model/cache/makers.hpp"
#include "model/cache/node_list.hpp"

namespace edgecase {
namespace {

class S3Fifo final : public Policy {
 public:
  S3Fifo(const S3FifoSpec& spec, const PolicyContext& context)
      : pool_(context.pool),
        fills_main_(spec.variant == S3FifoVariant::current),
        measure_(context.limits),
        most_small_(measure_.part(spec.small.value)),
        most_main_(measure_.capacity() - most_small_),
        most_ghosts_(measure_.part(spec.ghost.value)),
        move_to_main_(static_cast<std::uint64_t>(spec.move_to_main.value)),
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
    const bool to_main =
        came_back_ || (fills_main_ && !has_evicted_ && small_.amount() >= most_small_);
    pool_[id].mark = to_main ? in_main : 0;
    (to_main ? main_ : small_).push_front(id);
  }
  void on_remove(NodeId id) override {
    ((pool_[id].mark & in_main) != 0 ? main_ : small_).remove(id);
  }
  Victim evict() override {
    has_evicted_ = true;
    while (!small_.empty() && main_.amount() <= most_main_) {
      const NodeId id = small_.pop_back();
      if ((pool_[id].mark & uses) < move_to_main_) {
        ghosts_.push_front(id);
        return {id, true};
      }
      pool_[id].mark = in_main;
      main_.push_front(id);
    }
    return evict_from_main();
  }
  NodeId forget(bool all) override {
    if (ghosts_.empty() || (ghosts_.amount() <= most_ghosts_ && !all)) return no_node;
    return ghosts_.pop_back();
  }
  void on_clear() override { has_evicted_ = false; }
  NodeId front_list() const override { return small_.head(); }

 private:
  static constexpr std::uint64_t uses = 3;  // two bits of the mark
  static constexpr std::uint64_t most_uses = 3;
  static constexpr std::uint64_t in_main = 4;

  Victim evict_from_main() {
    NodeId id = main_.back();
    while ((pool_[id].mark & uses) > 0) {
      --pool_[id].mark;
      main_.move_to_front(id);
      id = main_.back();
    }
    main_.remove(id);
    return {id};
  }

  NodePool& pool_;
  bool fills_main_;
  Measure measure_;
  std::int64_t most_small_;
  std::int64_t most_main_;
  std::int64_t most_ghosts_;
  std::uint64_t move_to_main_;
  Segment small_;
  Segment main_;
  Segment ghosts_;
  bool came_back_ = false;
  bool has_evicted_ = false;
};

}  // namespace

std::vector<Field> fields(Of<S3FifoSpec>) {
  return list<S3FifoSpec>(
      field("variant", &S3FifoSpec::variant, "which of the authors' definitions",
            source("the authors' present code (libCacheSim, S3FIFO.c of 2024-12-04)", "2026-11")),
      field("small", &S3FifoSpec::small, "share of the capacity for new objects",
            more_than(Share{0}), less_than(Share{1}),
            source("10% (Yang et al., SOSP 2023)", "2026-11")),
      field("ghost", &S3FifoSpec::ghost, "size of the ghost queue, relative to the capacity",
            more_than(Share{0}), at_most(Share{10}),
            source("as many as the main queue holds (Yang et al., SOSP 2023)", "2026-11")),
      field("move_to_main", &S3FifoSpec::move_to_main,
            "uses in the small queue that promote to the main queue", at_least(std::int64_t{1}),
            at_most(std::int64_t{3}), source("more than one (Yang et al., SOSP 2023)", "2026-11")));
}

PolicyMakers makers(Of<S3FifoSpec>) { return makers_of<S3FifoSpec, S3Fifo>(); }

}  // namespace edgecase
