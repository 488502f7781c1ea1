// LIRS: a stack S orders objects by recency; those with short gaps between uses (LIR) own nearly
// all of the cache, the others (HIR) pass through a small queue Q. An evicted HIR stays in S as a
// memory: if it comes back while there, its gap was short, and it becomes LIR.
// Jiang & Zhang, "LIRS: an efficient low inter-reference recency set replacement policy",
// SIGMETRICS 2002. S is bounded by dropping the oldest ghosts.
// Assumes: with objects of many sizes, parts are measured in the unit of the capacity; an object
// larger than Q's share is admitted. Oracle: tests/oracles/cache_traces.cpp

#include "model/cache/kinds.hpp"
#include "model/cache/makers.hpp"
#include "model/cache/node_list.hpp"

namespace edgecase {
namespace {

/// A list through a node's second links: Q and the order of evicted ones.
class SecondList {
 public:
  explicit SecondList(NodePool& pool, Measure measure)
      : pool_(&pool), measure_(measure), head_(pool.make_list()) {
    pool.second(head_) = {head_, head_};
  }
  void push_front(NodeId id) {
    NodePool::Links& head = pool_->second(head_);
    pool_->second(id) = {head_, head.next};
    pool_->second(head.next).prev = id;
    head.next = id;
    amount_ += measure_.of((*pool_)[id]);
  }
  void remove(NodeId id) {
    const NodePool::Links links = pool_->second(id);
    pool_->second(links.prev).next = links.next;
    pool_->second(links.next).prev = links.prev;
    amount_ -= measure_.of((*pool_)[id]);
  }
  NodeId back() const { return pool_->second(head_).prev; }
  NodeId front() const { return pool_->second(head_).next; }
  bool empty() const { return back() == head_; }
  NodeId pop_back() {
    const NodeId id = back();
    remove(id);
    return id;
  }
  std::int64_t amount() const { return amount_; }

 private:
  NodePool* pool_;
  Measure measure_;
  NodeId head_;
  std::int64_t amount_ = 0;
};

class Lirs final : public Policy {
 public:
  static constexpr bool hits_move = true;  // next to other neighbours in a list

  Lirs(const LirsSpec& spec, const PolicyContext& context)
      : pool_(context.pool),
        measure_(context.limits),
        most_hir_(measure_.part(spec.hir.value)),
        most_lir_(measure_.capacity() - most_hir_),
        most_stack_(measure_.part(spec.stack.value)),
        demotes_early_(spec.demotes_early),
        stack_(pool_, measure_),
        queue_(pool_, measure_),
        evicted_(pool_, measure_),
        leaving_(pool_) {}

  bool on_hit(NodeId id) override {
    const std::uint64_t mark = pool_[id].mark;
    if ((mark & in_stack) != 0) {
      stack_.move_to_front(id);
      if ((mark & lir) == 0) {
        queue_.remove(id);
        make_lir(id);
      }
      prune();
    } else {
      queue_.remove(id);
      queue_.push_front(id);
      if (demotes_early_) make_lir_room(measure_.of(pool_[id]));
      pool_[id].mark |= in_stack;
      stack_.push_front(id);
    }
    return overfull() || stack_.amount() > most_stack_ || !leaving_.empty();
  }
  void on_miss(const Newcomer& newcomer) override {
    came_back_ = newcomer.ghost != no_node;
    if (!came_back_) return;
    evicted_.remove(newcomer.ghost);
    stack_.remove(newcomer.ghost);
    make_lir_room(measure_.of_size(newcomer.size));
  }
  void on_insert(NodeId id) override {
    stack_.push_front(id);
    const std::int64_t amount = measure_.of(pool_[id]);
    pool_[id].mark = in_stack;
    if (came_back_ || lir_amount_ + amount <= most_lir_) {
      pool_[id].mark |= lir;
      lir_amount_ += amount;
    } else {
      queue_.push_front(id);
    }
  }
  void on_remove(NodeId id) override {
    const std::uint64_t mark = pool_[id].mark;
    if ((mark & lir) != 0) {
      lir_amount_ -= measure_.of(pool_[id]);
    } else {
      queue_.remove(id);
    }
    if ((mark & in_stack) != 0) stack_.remove(id);
    prune();
  }
  Victim evict() override {
    if (queue_.empty()) demote();
    const NodeId id = queue_.pop_back();
    if ((pool_[id].mark & in_stack) == 0) return {id};
    evicted_.push_front(id);
    return {id, true};
  }
  /// One object may be larger than Q.
  bool overfull() const override {
    return queue_.amount() > most_hir_ && queue_.front() != queue_.back();
  }
  NodeId forget(bool all) override {
    if (!leaving_.empty()) {
      const NodeId id = leaving_.back();
      leaving_.remove(id);
      return id;
    }
    if (evicted_.empty() || (stack_.amount() <= most_stack_ && !all)) return no_node;
    const NodeId id = evicted_.pop_back();
    stack_.remove(id);
    return id;
  }
  NodeId front_list() const override { return stack_.head(); }
  std::size_t more_bytes_per_node() const override { return sizeof(NodePool::Links); }

 private:
  static constexpr std::uint64_t in_stack = 1;
  static constexpr std::uint64_t lir = 2;

  void make_lir(NodeId id) {
    const std::int64_t amount = measure_.of(pool_[id]);
    pool_[id].mark |= lir;  // first, so that it is not pruned while making room
    make_lir_room(amount);
    lir_amount_ += amount;
  }
  void make_lir_room(std::int64_t amount) {
    while (lir_amount_ > 0 && lir_amount_ + amount > most_lir_) demote();
  }
  /// The LIR at the bottom of the stack goes to Q. Requires: there is one.
  void demote() {
    prune();
    const NodeId id = stack_.pop_back();
    lir_amount_ -= measure_.of(pool_[id]);
    pool_[id].mark = 0;
    queue_.push_front(id);
    prune();
  }
  /// Only a LIR is at the bottom of the stack: entries below it carry no reuse information.
  void prune() {
    while (!stack_.empty() && (pool_[stack_.back()].mark & lir) == 0) {
      const NodeId id = stack_.pop_back();
      pool_[id].mark = 0;
      if (!pool_[id].ghost) continue;
      evicted_.remove(id);
      leaving_.push_front(id);
    }
  }

  NodePool& pool_;
  Measure measure_;
  std::int64_t most_hir_;
  std::int64_t most_lir_;
  std::int64_t most_stack_;
  bool demotes_early_;
  Segment stack_;       // S
  SecondList queue_;    // Q: cached HIR objects
  SecondList evicted_;  // ghosts in S
  NodeList leaving_;    // ghosts that the cache has yet to drop
  std::int64_t lir_amount_ = 0;
  bool came_back_ = false;
};

}  // namespace

std::vector<Field> fields(Of<LirsSpec>) {
  return list<LirsSpec>(
      field("hir", &LirsSpec::hir,
            "share of the capacity for objects with long reuse distances (HIR)",
            more_than(Share{0}), less_than(Share{1}),
            source("1% of the cache (Jiang & Zhang, SIGMETRICS 2002)", "2026-11")),
      field("stack", &LirsSpec::stack,
            "maximum size of the recency stack, relative to the capacity", at_least(Share{1}),
            at_most(Share{10}), source("twice the capacity, as in libCacheSim", "2026-11")),
      field("demotes_early", &LirsSpec::demotes_early,
            "whether a hit outside the stack also demotes a LIR object",
            source("no (Jiang & Zhang 2002); libCacheSim's published counts do", "2026-11")));
}

PolicyMakers makers(Of<LirsSpec>) { return makers_of<LirsSpec, Lirs>(); }

}  // namespace edgecase
