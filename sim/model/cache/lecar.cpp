// LeCaR: at each eviction LRU or LFU chooses the victim, at random by their weights. A victim is
// remembered in the history of the policy that chose it; if it is requested while there, that
// choice was a mistake, and the policy's weight falls, the more the more recent the eviction.
// Vietri, Rodriguez, Martinez, Lyons, Liu, Rangaswami, Zhao, Narasimhan, "Driving cache replacement
// with ML-based LeCaR", HotStorage 2018: weight *= exp(-rate * discount^t), discount = 0.005^(1/N).
// Details as in the authors' code (sylab/LeCaR, lecar.py, read at 12ef27d): each history is as
// large as the cache, a count of uses survives in it, no weight is below 1%, and a victim that both
// policies name is not remembered. Assumes: t is counted in requests for objects that can be
// stored, N is the number of cached objects; LFU's ties go to the object that has had its count
// longest (theirs: to the smaller number).

#include <algorithm>
#include <cmath>

#include "model/cache/heap.hpp"
#include "model/cache/kinds.hpp"
#include "model/cache/makers.hpp"
#include "model/cache/node_list.hpp"

namespace edgecase {
namespace {

class Lecar final : public Policy {
 public:
  static constexpr bool hits_move = true;  // next to other neighbours in a list

  Lecar(const LecarSpec& spec, const PolicyContext& context)
      : pool_(context.pool),
        measure_(context.limits),
        most_ghosts_(measure_.part(spec.history.value)),
        rate_(spec.learning_rate),
        recent_(context.pool),
        frequent_(context.pool),
        lru_ghosts_(pool_, measure_),
        lfu_ghosts_(pool_, measure_),
        random_(context.random),
        draws_(random_) {}

  bool on_hit(NodeId id) override {
    ++now_;
    recent_.move_to_front(id);
    frequent_.raise(id, ++pool_.second(id).next);
    return false;
  }
  void on_miss(const Newcomer& newcomer) override {
    ++now_;
    uses_ = 1;
    if (newcomer.ghost == no_node) return;
    const NodePool::Links& ghost = pool_.second(newcomer.ghost);  // when it left, and its uses
    uses_ = ghost.next + 1;
    const bool by_lru = pool_[newcomer.ghost].mark == left_by_lru;
    learn(by_lru, now_ - ghost.prev);
    (by_lru ? lru_ghosts_ : lfu_ghosts_).remove(newcomer.ghost);
  }
  void on_insert(NodeId id) override {
    ++cached_;
    recent_.push_front(id);
    pool_.second(id).next = uses_;
    frequent_.insert(id, uses_);
  }
  void on_remove(NodeId id) override {
    --cached_;
    recent_.remove(id);
    frequent_.remove(id);
  }
  Victim evict() override {
    const bool by_lru = draws_.unit() < lru_weight_;
    const NodeId oldest = recent_.back();
    const NodeId rarest = frequent_.first();
    const NodeId id = by_lru ? oldest : rarest;
    on_remove(id);
    if (oldest == rarest) return {id};
    pool_[id].mark = by_lru ? left_by_lru : left_by_lfu;
    pool_.second(id).prev = now_;
    (by_lru ? lru_ghosts_ : lfu_ghosts_).push_front(id);
    return {id, true};
  }
  NodeId forget(bool all) override {
    for (Segment* ghosts : {&lru_ghosts_, &lfu_ghosts_})
      if (!ghosts->empty() && (all || ghosts->amount() > most_ghosts_)) return ghosts->pop_back();
    return no_node;
  }
  void on_clear() override {
    lru_weight_ = 0.5;
    now_ = 0;
    draws_ = Draws(random_);
  }
  NodeId front_list() const override { return recent_.head(); }
  std::size_t table_bytes() const override { return frequent_.bytes(); }
  std::size_t more_bytes_per_node() const override { return sizeof(NodePool::Links); }

 private:
  static constexpr std::uint64_t left_by_lru = 0;
  static constexpr std::uint64_t left_by_lfu = 1;

  void learn(bool lru_was_wrong, std::uint32_t ago) {
    const double regret = std::pow(0.005, ago / static_cast<double>(cached_));
    const double factor = std::exp(-rate_ * regret);
    const double lru = lru_weight_ * (lru_was_wrong ? factor : 1);
    const double lfu = (1 - lru_weight_) * (lru_was_wrong ? 1 : factor);
    lru_weight_ = std::clamp(lru / (lru + lfu), 0.01, 0.99);
  }

  NodePool& pool_;
  Measure measure_;
  std::int64_t most_ghosts_;
  double rate_;
  NodeList recent_;
  LeavingHeap<std::uint32_t, SecondLinks> frequent_;  // a node's second `next`: its uses
  Segment lru_ghosts_;
  Segment lfu_ghosts_;
  Stream random_;
  Draws draws_;
  double lru_weight_ = 0.5;
  std::uint32_t now_ = 0;  // requests so far; wraps, differences do not
  std::uint32_t cached_ = 0;
  std::uint32_t uses_ = 1;  // of the object to be inserted
};

}  // namespace

std::vector<Field> fields(Of<LecarSpec>) {
  return list<LecarSpec>(
      field("learning_rate", &LecarSpec::learning_rate, "how strongly a mistake lowers a weight",
            more_than(0.0), at_most(10.0),
            source("0.45 (Vietri et al., HotStorage 2018)", "2026-11")),
      field("history", &LecarSpec::history, "size of each history, relative to the capacity",
            more_than(Share{0}), at_most(Share{10}),
            source("as large as the cache (sylab/LeCaR, lecar.py)", "2026-11")));
}

PolicyMakers makers(Of<LecarSpec>) { return makers_of<LecarSpec, Lecar>(); }

}  // namespace edgecase
