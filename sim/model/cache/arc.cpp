// ARC: two LRU lists, seen once (T1) and seen again (T2), each with a ghost list of its evictions
// (B1, B2); ghost hits move the target size of T1. Megiddo & Modha, "ARC: a self-tuning, low
// overhead replacement cache", FAST 2003; names and cases are the paper's.
// Assumes: with objects of many sizes, lists are measured in the unit of the capacity, and `step`
// is how far a ghost hit moves the target. Oracle: tests/oracles/cache_traces.cpp

#include <algorithm>

#include "model/cache/kinds.hpp"
#include "model/cache/makers.hpp"
#include "model/cache/node_list.hpp"

namespace edgecase {
namespace {

class Arc final : public Policy {
 public:
  static constexpr bool hits_move = true;  // next to other neighbours in a list

  Arc(const ArcSpec& spec, const PolicyContext& context)
      : pool_(context.pool),
        measure_(context.limits),
        by_object_(spec.step == ArcStep::object),
        t1_(pool_, measure_),
        t2_(pool_, measure_),
        b1_(pool_, measure_),
        b2_(pool_, measure_),
        leaving_(pool_) {}

  bool on_hit(NodeId id) override {  // case I
    if (pool_[id].mark == seen_again) {
      t2_.move_to_front(id);
      return false;
    }
    t1_.remove(id);
    pool_[id].mark = seen_again;
    t2_.push_front(id);
    return false;
  }
  void on_miss(const Newcomer& newcomer) override {
    incoming_ = measure_.of_size(newcomer.size);
    remembered_in_ = Remembered::nowhere;
    const NodeId ghost = newcomer.ghost;
    if (ghost == no_node) return;
    const double step = by_object_ ? static_cast<double>(measure_.of(pool_[ghost])) : 1.0;
    if (pool_[ghost].mark == seen_again) {  // case III
      remembered_in_ = Remembered::b2;
      target_ = std::max(target_ - step * ratio(b1_, b2_), 0.0);
      b2_.remove(ghost);
    } else {  // case II
      remembered_in_ = Remembered::b1;
      const auto most = static_cast<double>(measure_.capacity());
      target_ = std::min(target_ + step * ratio(b2_, b1_), most);
      b1_.remove(ghost);
    }
  }
  void on_insert(NodeId id) override {
    const bool again = remembered_in_ != Remembered::nowhere;
    pool_[id].mark = again ? seen_again : 0;
    (again ? t2_ : t1_).push_front(id);
  }
  void on_remove(NodeId id) override { (pool_[id].mark == seen_again ? t2_ : t1_).remove(id); }
  Victim evict() override {
    if (remembered_in_ == Remembered::nowhere) {
      const std::int64_t most = measure_.capacity();
      const std::int64_t first = t1_.amount() + b1_.amount();
      const std::int64_t all = first + t2_.amount() + b2_.amount();
      if (first > most - incoming_) {  // case IV, A
        if (b1_.empty() && !t1_.empty()) return {t1_.pop_back()};
        if (!b1_.empty()) leaving_.push_front(b1_.pop_back());
      } else if (all - most >= most && !b2_.empty()) {  // case IV, B
        leaving_.push_front(b2_.pop_back());
      }
    }
    return replace();
  }
  NodeId forget(bool all) override {
    if (all && !b1_.empty()) return b1_.pop_back();
    if (all && !b2_.empty()) return b2_.pop_back();
    if (leaving_.empty()) return no_node;
    const NodeId id = leaving_.back();
    leaving_.remove(id);
    return id;
  }
  void on_clear() override { target_ = 0; }
  NodeId front_list() const override { return t1_.head(); }

 private:
  enum class Remembered : std::uint8_t { nowhere, b1, b2 };
  static constexpr std::uint64_t seen_again = 1;

  /// At least 1; `of` is not empty.
  static double ratio(const Segment& to, const Segment& of) {
    const auto amount = static_cast<double>(std::max(of.amount(), std::int64_t{1}));
    return std::max(static_cast<double>(to.amount()) / amount, 1.0);
  }
  Victim replace() {
    const auto t1 = static_cast<double>(t1_.amount());
    const bool from_t1 =
        t2_.empty() ||
        (!t1_.empty() && (t1 > target_ || (t1 >= target_ && remembered_in_ == Remembered::b2)));
    Segment& from = from_t1 ? t1_ : t2_;
    const NodeId id = from.pop_back();
    (from_t1 ? b1_ : b2_).push_front(id);
    return {id, true};
  }

  NodePool& pool_;
  Measure measure_;
  bool by_object_;
  Segment t1_;
  Segment t2_;
  Segment b1_;
  Segment b2_;
  NodeList leaving_;   // ghosts that the cache has yet to drop
  double target_ = 0;  // p: how much T1 should hold
  std::int64_t incoming_ = 0;
  Remembered remembered_in_ = Remembered::nowhere;
};

}  // namespace

std::vector<Field> fields(Of<ArcSpec>) {
  return list<ArcSpec>(
      field("step", &ArcSpec::step, "how far a hit on a ghost entry moves the target",
            source("libCacheSim's published counts; the paper has pages of one size", "2026-11")));
}

PolicyMakers makers(Of<ArcSpec>) { return makers_of<ArcSpec, Arc>(); }

}  // namespace edgecase
