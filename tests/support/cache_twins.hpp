#pragma once
// The twins of the policies, straight from their papers (docs/models/cache.md names them).

#include <set>

#include "model/cache/sketch.hpp"
#include "support/cache_twin.hpp"
#include "support/cache_twins_adaptive.hpp"
#include "support/cache_twins_recent.hpp"

namespace edgecase::testing {

/// Everything in one list; who stands at the back leaves.
class TwinQueue : public TwinPolicy {
 public:
  using TwinPolicy::TwinPolicy;
  void hit(ObjectKey) override {}
  void insert(ObjectKey key) override { keys_.push_front(key); }
  std::optional<ObjectKey> evict() override { return pop_back(keys_); }
  void remove(ObjectKey key) override { keys_.remove(key); }

 protected:
  Keys keys_;
};

class TwinLru final : public TwinQueue {
  using TwinQueue::TwinQueue;
  void hit(ObjectKey key) override { to_front(keys_, key); }
};

class TwinRandom final : public TwinPolicy {
 public:
  using TwinPolicy::TwinPolicy;
  void hit(ObjectKey) override {}
  void insert(ObjectKey key) override { all_.push_back(key); }
  std::optional<ObjectKey> evict() override {
    const ObjectKey key = all_[draws_.below(all_.size())];
    remove(key);
    return key;
  }
  void remove(ObjectKey key) override {
    *std::find(all_.begin(), all_.end(), key) = all_.back();
    all_.pop_back();
  }

 private:
  std::vector<ObjectKey> all_;
  Draws draws_{Stream(1, 0, "eviction")};
};

class TwinClock final : public TwinQueue {
  using TwinQueue::TwinQueue;
  void hit(ObjectKey key) override { used_.insert(key); }
  std::optional<ObjectKey> evict() override {
    while (used_.erase(keys_.back()) > 0) keys_.push_front(pop_back(keys_));
    return pop_back(keys_);
  }
  void remove(ObjectKey key) override {
    used_.erase(key);
    keys_.remove(key);
  }
  std::set<ObjectKey> used_;
};

class TwinSieve final : public TwinPolicy {
 public:
  using TwinPolicy::TwinPolicy;
  void hit(ObjectKey key) override { visited_.insert(key); }
  void insert(ObjectKey key) override { keys_.push_back(key); }  // here the oldest comes first
  std::optional<ObjectKey> evict() override {
    if (hand_ >= keys_.size()) hand_ = 0;
    while (visited_.erase(keys_[hand_]) > 0) hand_ = (hand_ + 1) % keys_.size();
    const ObjectKey key = keys_[hand_];
    keys_.erase(keys_.begin() + static_cast<std::ptrdiff_t>(hand_));
    if (hand_ == keys_.size()) hand_ = no_hand;
    return key;
  }
  void remove(ObjectKey key) override {
    const auto at =
        static_cast<std::size_t>(std::find(keys_.begin(), keys_.end(), key) - keys_.begin());
    keys_.erase(keys_.begin() + static_cast<std::ptrdiff_t>(at));
    if (hand_ != no_hand && hand_ > at) --hand_;
    if (hand_ == keys_.size()) hand_ = no_hand;  // past the newest: the next lap starts
    visited_.erase(key);
  }

 private:
  static constexpr std::size_t no_hand = SIZE_MAX;
  std::vector<ObjectKey> keys_;
  std::size_t hand_ = no_hand;
  std::set<ObjectKey> visited_;
};

/// Whoever has the least rank leaves; among equals, who has had its rank longest.
class TwinRanking : public TwinPolicy {
 public:
  using TwinPolicy::TwinPolicy;
  void hit(ObjectKey key) override {
    Ranked& ranked = all_.at(key);
    ranked.rank = rank(key, ++ranked.uses);
    ranked.turn = ++turn_;
  }
  void insert(ObjectKey key) override { all_[key] = {newcomer(key), ++turn_, 1}; }
  std::optional<ObjectKey> evict() override {
    const auto least = std::min_element(all_.begin(), all_.end(), [](const auto& a, const auto& b) {
      return std::pair(a.second.rank, a.second.turn) < std::pair(b.second.rank, b.second.turn);
    });
    const ObjectKey key = least->first;
    if (stays_out(least->second.rank)) return std::nullopt;
    left(least->second.rank);
    all_.erase(least);
    return key;
  }
  void remove(ObjectKey key) override { all_.erase(key); }

 protected:
  virtual double rank(ObjectKey key, int uses) const = 0;
  virtual double newcomer(ObjectKey key) { return rank(key, 1); }
  virtual bool stays_out(double) { return false; }
  virtual void left(double) {}

 private:
  struct Ranked {
    double rank;
    int turn;
    int uses;
  };
  std::map<ObjectKey, Ranked> all_;
  int turn_ = 0;
};

class TwinLfu final : public TwinRanking {
  using TwinRanking::TwinRanking;
  double rank(ObjectKey, int uses) const override { return uses; }
};

class TwinGdsf final : public TwinRanking {
  using TwinRanking::TwinRanking;
  void miss(ObjectKey, std::int64_t size) override { newcomer_ = worth(size, 1); }
  double rank(ObjectKey key, int uses) const override { return worth(size_of(key), uses); }
  double newcomer(ObjectKey) override { return newcomer_; }
  bool stays_out(double least) override {
    if (least <= newcomer_) return false;
    inflation_ = newcomer_;
    return true;
  }
  void left(double rank) override { inflation_ = rank; }
  double worth(std::int64_t size, int uses) const {
    return inflation_ + uses * 1e6 / static_cast<double>(std::max<std::int64_t>(size, 1));
  }
  double inflation_ = 0;
  double newcomer_ = 0;
};

class TwinSlru final : public TwinPolicy {
 public:
  using TwinPolicy::TwinPolicy;
  void hit(ObjectKey key) override {
    std::size_t at = 0;
    while (!has(segments_[at], key)) ++at;
    segments_[at].remove(key);
    at = std::min<std::size_t>(at + 1, 4);
    segments_[at].push_front(key);
    cooled_to_bottom_ = false;
    while (at > 0 && overflows(at)) {
      while (overflows(at)) segments_[at - 1].push_front(pop_back(segments_[at]));
      cooled_to_bottom_ = --at == 0;
    }
  }
  void insert(ObjectKey key) override {
    cooled_to_bottom_ = false;
    for (Keys& segment : segments_) {
      if (weight(segment) + weight(key) <= most()) return segment.push_front(key);
    }
    segments_[0].push_front(key);
  }
  std::optional<ObjectKey> evict() override {
    for (Keys& segment : segments_) {
      if (!segment.empty()) return pop_back(segment);
    }
    return std::nullopt;
  }
  void remove(ObjectKey key) override {
    for (Keys& segment : segments_) segment.remove(key);
  }
  bool must_shrink() const override { return cooled_to_bottom_ && overflows(0); }

 private:
  std::int64_t most() const { return std::max<std::int64_t>(1, capacity() / 5); }
  bool overflows(std::size_t at) const {
    return weight(segments_[at]) > most() && segments_[at].size() > 1;
  }
  std::array<Keys, 5> segments_;
  bool cooled_to_bottom_ = false;
};

inline std::unique_ptr<TwinPolicy> twin_of(const std::string& policy, CacheLimits limits,
                                           const TwinPolicy::Sizes& sizes) {
  if (policy == "lru") return std::make_unique<TwinLru>(limits, sizes);
  if (policy == "fifo") return std::make_unique<TwinQueue>(limits, sizes);
  if (policy == "unbounded") return std::make_unique<TwinQueue>(limits, sizes);
  if (policy == "random") return std::make_unique<TwinRandom>(limits, sizes);
  if (policy == "clock") return std::make_unique<TwinClock>(limits, sizes);
  if (policy == "sieve") return std::make_unique<TwinSieve>(limits, sizes);
  if (policy == "lfu") return std::make_unique<TwinLfu>(limits, sizes);
  if (policy == "gdsf") return std::make_unique<TwinGdsf>(limits, sizes);
  if (policy == "slru") return std::make_unique<TwinSlru>(limits, sizes);
  if (policy == "two_q") return std::make_unique<TwinTwoQ>(limits, sizes);
  if (policy == "s3_fifo") return std::make_unique<TwinS3Fifo>(limits, sizes);
  if (policy == "arc") return std::make_unique<TwinArc>(limits, sizes);
  if (policy == "lirs") return std::make_unique<TwinLirs>(limits, sizes);
  if (policy == "qd_lp") return std::make_unique<TwinQdLp>(limits, sizes);
  if (policy == "hyperbolic") return std::make_unique<TwinHyperbolic>(limits, sizes);
  if (policy == "lecar") return std::make_unique<TwinLecar>(limits, sizes);
  if (policy == "w_tinylfu") return std::make_unique<TwinWTinyLfu>(limits, sizes);
  return nullptr;
}

}  // namespace edgecase::testing
