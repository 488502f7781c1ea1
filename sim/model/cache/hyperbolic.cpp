// Hyperbolic caching: evicts, among a few cached objects drawn at random, the one with the fewest
// uses per time since it entered the cache.
// Blankstein, Sen, Freedman, "Hyperbolic caching: flexible caching for web applications", USENIX
// ATC 2017: priority = n / t with 64 samples. Assumes: time is counted in requests for objects that
// can be stored; equal costs and sizes (the paper's cost classes and n / (t * size) are not
// modelled); draws with replacement.

#include <algorithm>
#include <vector>

#include "model/cache/kinds.hpp"
#include "model/cache/makers.hpp"
#include "model/cache/node_list.hpp"

namespace edgecase {
namespace {

class Hyperbolic final : public Policy {
 public:
  Hyperbolic(const HyperbolicSpec& spec, const PolicyContext& context)
      : pool_(context.pool),
        list_(context.pool),
        sample_(static_cast<std::size_t>(spec.sample.value)),
        random_(context.random),
        draws_(random_) {}

  bool on_hit(NodeId id) override {
    ++now_;
    ++all_[pool_[id].prev].uses;
    return false;
  }
  void on_miss(const Newcomer&) override { ++now_; }
  void on_insert(NodeId id) override {
    pool_[id].prev = static_cast<NodeId>(all_.size());
    all_.push_back({now_, 1, id});
  }
  void on_remove(NodeId id) override {
    const std::size_t at = pool_[id].prev;
    all_[at] = all_.back();
    pool_[all_[at].node].prev = static_cast<NodeId>(at);
    all_.pop_back();
  }
  Victim evict() override {
    std::size_t least = draws_.below(all_.size());
    for (std::size_t i = 1; i < sample_; ++i) {
      const std::size_t at = draws_.below(all_.size());
      if (below(all_[at], all_[least])) least = at;
    }
    const NodeId id = all_[least].node;
    on_remove(id);
    return {id};
  }
  void on_clear() override {
    now_ = 0;
    draws_ = Draws(random_);
  }
  NodeId front_list() const override { return list_.head(); }
  std::size_t table_bytes() const override { return all_.capacity() * sizeof(Entry); }

 private:
  struct Entry {
    std::uint64_t entered;
    std::uint32_t uses;
    NodeId node;
  };
  /// Whether a's uses per time are fewer: compared crosswise, without rounding.
  bool below(const Entry& a, const Entry& b) const {
    const std::uint64_t age_a = std::max<std::uint64_t>(now_ - a.entered, 1);
    const std::uint64_t age_b = std::max<std::uint64_t>(now_ - b.entered, 1);
    return a.uses * age_b < b.uses * age_a;
  }

  NodePool& pool_;
  NodeList list_;           // stays empty: something to prefetch
  std::vector<Entry> all_;  // a node's `prev` is its position here
  std::size_t sample_;
  std::uint64_t now_ = 0;  // requests so far
  Stream random_;
  Draws draws_;
};

}  // namespace

std::vector<Field> fields(Of<HyperbolicSpec>) {
  return list<HyperbolicSpec>(field("sample", &HyperbolicSpec::sample,
                                    "cached objects drawn for each eviction",
                                    at_least(std::int64_t{1}), at_most(std::int64_t{10000}),
                                    source("64 (Blankstein et al., USENIX ATC 2017)", "2026-11")));
}

PolicyMakers makers(Of<HyperbolicSpec>) { return makers_of<HyperbolicSpec, Hyperbolic>(); }

}  // namespace edgecase
