// W-TinyLFU: new objects enter a small LRU window; an object that falls out of it competes with the
// main cache's next victim, and the one with the higher recent frequency stays. The main cache is a
// segmented LRU. Frequencies come from a sketch (sketch.hpp).
// Einziger, Friedman, Manes, "TinyLFU: a highly efficient cache admission policy", ACM TOS 2017.
// Assumes: with objects of many sizes, parts are measured in the unit of the capacity, and objects
// compete one to one, whatever their sizes. Not modelled: the adaptive window.
// Oracle: tests/laws/cache.cpp (its twin), tests/oracles/cache_traces.cpp

#include <algorithm>

#include "model/cache/kinds.hpp"
#include "model/cache/makers.hpp"
#include "model/cache/node_list.hpp"
#include "model/cache/sketch.hpp"

namespace edgecase {
namespace {

class WTinyLfu final : public Policy {
 public:
  static constexpr bool hits_move = true;  // next to other neighbours in a list

  WTinyLfu(const WTinyLfuSpec& spec, const PolicyContext& context)
      : pool_(context.pool),
        measure_(context.limits),
        most_window_(measure_.part(spec.window.value)),
        most_main_(measure_.capacity() - most_window_),
        most_protected_(static_cast<std::int64_t>(static_cast<double>(most_main_) *
                                                  spec.protected_share.value)),
        sample_(static_cast<std::uint64_t>(spec.sample.value)),
        window_(pool_, measure_),
        probation_(pool_, measure_),
        protected_(pool_, measure_) {}

  /// Memory that a request for this key reads beside its node.
  const void* line(ObjectKey key) const { return sketch_.line(key); }

  bool on_hit(NodeId id) override {
    count(id);
    CacheNode& node = pool_[id];
    if (node.mark == in_window) {
      window_.move_to_front(id);
    } else if (node.mark == in_protected) {
      protected_.move_to_front(id);
    } else {
      probation_.remove(id);
      put(id, in_protected);
      while (protected_.amount() > most_protected_ && protected_.back() != id) {
        put(protected_.pop_back(), in_probation);
      }
    }
    return false;
  }
  void on_insert(NodeId id) override {
    most_objects_ = std::max(most_objects_, ++objects_);
    sketch_.grow_for(most_objects_);
    count(id);
    put(id, in_window);
    while (window_.amount() > most_window_ && window_.back() != id && fits_main(window_.back())) {
      put(window_.pop_back(), in_probation);
    }
  }
  void on_remove(NodeId id) override {
    --objects_;
    segment(pool_[id].mark).remove(id);
  }
  Victim evict() override {
    --objects_;
    while (!window_.empty() && fits_main(window_.back())) put(window_.pop_back(), in_probation);
    if (window_.empty()) return {main().pop_back()};
    const NodeId candidate = window_.pop_back();
    if (main().empty()) return {candidate};
    const NodeId victim = main().back();
    if (sketch_.estimate(pool_[candidate].key) <= sketch_.estimate(pool_[victim].key)) {
      return {candidate};
    }
    main().remove(victim);
    put(candidate, in_probation);
    return {victim};
  }
  void on_clear() override {
    sketch_.clear();
    most_objects_ = 0;
  }
  NodeId front_list() const override { return window_.head(); }
  std::size_t table_bytes() const override { return sketch_.bytes(); }

 private:
  static constexpr std::uint64_t in_window = 0;
  static constexpr std::uint64_t in_probation = 1;
  static constexpr std::uint64_t in_protected = 2;

  void count(NodeId id) { sketch_.add(pool_[id].key, sample_ * most_objects_); }
  void put(NodeId id, std::uint64_t where) {
    pool_[id].mark = where & 0x7F;
    segment(where).push_front(id);
  }
  Segment& segment(std::uint64_t where) {
    return where == in_window ? window_ : where == in_probation ? probation_ : protected_;
  }
  /// The main cache's next victim.
  Segment& main() { return probation_.empty() ? protected_ : probation_; }
  bool fits_main(NodeId id) const {
    return probation_.amount() + protected_.amount() + measure_.of(pool_[id]) <= most_main_;
  }

  NodePool& pool_;
  Measure measure_;
  std::int64_t most_window_;
  std::int64_t most_main_;
  std::int64_t most_protected_;
  std::uint64_t sample_;
  Segment window_;
  Segment probation_;
  Segment protected_;
  FrequencySketch sketch_;
  std::uint64_t objects_ = 0;
  std::uint64_t most_objects_ = 0;
};

}  // namespace

std::vector<Field> fields(Of<WTinyLfuSpec>) {
  return list<WTinyLfuSpec>(
      field("window", &WTinyLfuSpec::window, "share of the capacity for new objects",
            more_than(Share{0}), less_than(Share{1}),
            source("1% (Einziger, Friedman, Manes, ACM TOS 2017)", "2026-11")),
      field("protected", &WTinyLfuSpec::protected_share,
            "share of the rest for objects that were used again", more_than(Share{0}),
            less_than(Share{1}), source("80% (Einziger et al. 2017)", "2026-11")),
      field("sample", &WTinyLfuSpec::sample,
            "requests per cached object after which all counters are halved",
            at_least(std::int64_t{1}), at_most(std::int64_t{1000}),
            source("10, as in the authors' Caffeine", "2026-11")));
}

PolicyMakers makers(Of<WTinyLfuSpec>) { return makers_of<WTinyLfuSpec, WTinyLfu>(); }

}  // namespace edgecase
