// SLRU: LRU in segments of equal size; a hit moves an object up one segment, and objects that
// overflow a segment move down to the one below.
// Karedla, Love, Wherry, "Caching strategies to improve disk system performance", IEEE Computer
// 1994 (two segments); Huang et al., SOSP 2013 (four).
// Assumes: a new object enters the lowest segment with room, so all of an empty cache is used. With
// objects of many sizes a cascade of demotions can evict objects from the lowest segment although
// the cache has room. Oracle: tests/oracles/cache_traces.cpp

#include <algorithm>
#include <vector>

#include "model/cache/kinds.hpp"
#include "model/cache/makers.hpp"
#include "model/cache/node_list.hpp"

namespace edgecase {
namespace {

class Slru final : public Policy {
 public:
  static constexpr bool hits_move = true;  // next to other neighbours in a list

  Slru(const SlruSpec& spec, const PolicyContext& context)
      : pool_(context.pool),
        measure_(context.limits),
        most_(std::max(std::int64_t{1}, measure_.capacity() / spec.segments.value)) {
    for (std::int64_t i = 0; i < spec.segments.value; ++i) segments_.emplace_back(pool_, measure_);
  }

  bool on_hit(NodeId id) override {
    const auto at = static_cast<std::size_t>(pool_[id].mark);
    if (at + 1 == segments_.size()) {
      segments_[at].move_to_front(id);
      return false;
    }
    segments_[at].remove(id);
    put(id, at + 1);
    std::size_t reached = at + 1;
    for (; reached > 0 && overflows(reached); --reached) {
      while (overflows(reached)) put(segments_[reached].pop_back(), reached - 1);
    }
    overflowing_ = reached == 0 && overflows(0);
    return overflowing_;
  }
  void on_insert(NodeId id) override {
    const std::int64_t amount = measure_.of(pool_[id]);
    std::size_t lowest = 0;
    while (lowest < segments_.size() && segments_[lowest].amount() + amount > most_) ++lowest;
    put(id, lowest == segments_.size() ? 0 : lowest);
  }
  void on_remove(NodeId id) override { segments_[pool_[id].mark].remove(id); }
  Victim evict() override {
    std::size_t lowest = 0;
    while (segments_[lowest].empty()) ++lowest;
    const NodeId id = segments_[lowest].pop_back();
    overflowing_ = overflowing_ && overflows(0);
    return {id};
  }
  bool overfull() const override { return overflowing_; }
  NodeId front_list() const override { return segments_.front().head(); }

 private:
  /// One object may be larger than its segment.
  bool overflows(std::size_t segment) const {
    const Segment& s = segments_[segment];
    return s.amount() > most_ && s.front() != s.back();
  }
  void put(NodeId id, std::size_t segment) {
    segments_[segment].push_front(id);
    pool_[id].mark = segment & 0x7F;
  }

  NodePool& pool_;
  Measure measure_;
  std::int64_t most_;  // of each segment
  std::vector<Segment> segments_;
  bool overflowing_ = false;
};

}  // namespace

std::vector<Field> fields(Of<SlruSpec>) {
  return list<SlruSpec>(
      field("segments", &SlruSpec::segments,
            "number of equal segments of the capacity; a hit moves up one",
            at_least(std::int64_t{2}), at_most(std::int64_t{12}),
            source("libCacheSim's published counts use five; S4LRU (Huang 2013) four", "2026-11")));
}

PolicyMakers makers(Of<SlruSpec>) { return makers_of<SlruSpec, Slru>(); }

}  // namespace edgecase
