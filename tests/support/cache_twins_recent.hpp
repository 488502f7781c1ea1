#pragma once
// Twins of QD-LP-FIFO, hyperbolic caching and LeCaR.

#include <cmath>
#include <map>

#include "support/cache_twin.hpp"

namespace edgecase::testing {

/// Rooms in turn: what enters the main cache first makes its room there, one victim at a time.
class TwinQdLp final : public TwinPolicy {
 public:
  using TwinPolicy::TwinPolicy;
  void hit(ObjectKey key) override { uses_[key] = std::min(uses_[key] + 1, 3); }
  void miss(ObjectKey key, std::int64_t) override {
    came_back_ = has(ghosts_, key);
    ghosts_.remove(key);
  }
  void insert(ObjectKey key) override {
    uses_[key] = 0;
    if (came_back_)
      waiting_.push_front(key);
    else
      small_.push_front(key);
    admit_waiting();
  }
  std::optional<ObjectKey> evict() override {
    while (waiting_.empty() && !small_.empty()) {
      const ObjectKey key = pop_back(small_);
      if (uses_[key] == 0) {
        ghosts_.push_front(key);
        return key;
      }
      uses_[key] = 0;
      waiting_.push_front(key);
      admit_waiting();
    }
    for (; uses_[main_.back()] > 0; main_.push_front(pop_back(main_))) --uses_[main_.back()];
    const ObjectKey key = pop_back(main_);
    admit_waiting();
    return key;
  }
  void remove(ObjectKey key) override {
    small_.remove(key);
    main_.remove(key);
  }
  bool must_shrink() const override { return !waiting_.empty(); }
  void settle() override {
    while (weight(ghosts_) > part(0.9)) ghosts_.pop_back();
  }

 private:
  void admit_waiting() {
    while (!waiting_.empty() &&
           (main_.empty() || weight(main_) + weight(waiting_.back()) <= capacity() - part(0.1)))
      main_.push_front(pop_back(waiting_));
  }
  Keys small_, main_, ghosts_, waiting_;
  std::map<ObjectKey, int> uses_;
  bool came_back_ = false;
};

class TwinHyperbolic final : public TwinPolicy {
 public:
  using TwinPolicy::TwinPolicy;
  void hit(ObjectKey key) override {
    ++now_;
    ++uses_[key];
  }
  void miss(ObjectKey, std::int64_t) override { ++now_; }
  void insert(ObjectKey key) override {
    all_.push_back(key);
    entered_[key] = now_;
    uses_[key] = 1;
  }
  std::optional<ObjectKey> evict() override {
    ObjectKey least = 0;
    for (int i = 0; i < 64; ++i) {
      const ObjectKey drawn = all_[draws_.below(all_.size())];
      if (i == 0 || priority(drawn) < priority(least)) least = drawn;
    }
    remove(least);
    return least;
  }
  void remove(ObjectKey key) override {
    *std::find(all_.begin(), all_.end(), key) = all_.back();
    all_.pop_back();
  }

 private:
  /// Of few requests, so that quotients differ by far more than their rounding, or are equal.
  double priority(ObjectKey key) const {
    return uses_.at(key) / static_cast<double>(std::max(1, now_ - entered_.at(key)));
  }
  std::vector<ObjectKey> all_;
  std::map<ObjectKey, int> entered_, uses_;
  int now_ = 0;
  Draws draws_{Stream(1, 0, "eviction")};
};

class TwinLecar final : public TwinPolicy {
 public:
  using TwinPolicy::TwinPolicy;
  void hit(ObjectKey key) override {
    ++now_;
    to_front(recent_, key);
    count(key, uses_[key] + 1);
  }
  void miss(ObjectKey key, std::int64_t) override {
    ++now_;
    remembered_ = 0;
    for (const bool lru : {true, false}) {
      if (!has(history(lru), key)) continue;
      remembered_ = uses_[key];
      const double passed = now_ - left_at_[key];
      const double falls =
          std::exp(-0.45 * std::pow(0.005, passed / static_cast<double>(recent_.size())));
      const double of_lru = lru ? w_lru_ * falls : w_lru_;
      const double of_lfu = lru ? 1 - w_lru_ : (1 - w_lru_) * falls;
      w_lru_ = std::min(0.99, std::max(0.01, of_lru / (of_lru + of_lfu)));
      history(lru).remove(key);
      break;
    }
  }
  void insert(ObjectKey key) override {
    recent_.push_front(key);
    count(key, remembered_ + 1);
  }
  std::optional<ObjectKey> evict() override {
    const bool lru = draws_.unit() < w_lru_;
    ObjectKey rarest = recent_.front();
    for (const ObjectKey key : recent_)
      if (std::pair(uses_[key], turn_[key]) < std::pair(uses_[rarest], turn_[rarest])) rarest = key;
    const ObjectKey oldest = recent_.back();
    const ObjectKey key = lru ? oldest : rarest;
    recent_.remove(key);
    if (oldest == rarest) return key;
    history(lru).push_front(key);
    left_at_[key] = now_;
    return key;
  }
  void remove(ObjectKey key) override { recent_.remove(key); }
  void settle() override {
    for (Keys* keys : {&lru_left_, &lfu_left_})
      while (weight(*keys) > capacity()) keys->pop_back();
  }

 private:
  Keys& history(bool lru) { return lru ? lru_left_ : lfu_left_; }
  void count(ObjectKey key, int uses) {
    uses_[key] = uses;
    turn_[key] = ++turns_;
  }
  Keys recent_, lru_left_, lfu_left_;
  std::map<ObjectKey, int> uses_, turn_, left_at_;
  int now_ = 0;
  int turns_ = 0;
  int remembered_ = 0;
  double w_lru_ = 0.5;
  Draws draws_{Stream(1, 0, "eviction")};
};

}  // namespace edgecase::testing
