#pragma once
// Twins of the policies that remember what left: 2Q, S3-FIFO, ARC, LIRS; and of W-TinyLFU.

#include <array>
#include <set>

#include "model/cache/sketch.hpp"
#include "support/cache_twin.hpp"

namespace edgecase::testing {

class TwinTwoQ final : public TwinPolicy {
 public:
  using TwinPolicy::TwinPolicy;
  void hit(ObjectKey key) override {
    if (has(main_, key)) to_front(main_, key);
  }
  void miss(ObjectKey key, std::int64_t) override {
    came_back_ = has(out_, key);
    out_.remove(key);
  }
  void insert(ObjectKey key) override { (came_back_ ? main_ : in_).push_front(key); }
  std::optional<ObjectKey> evict() override {
    if (!main_.empty() && weight(in_) <= part(0.25)) return pop_back(main_);
    out_.push_front(in_.back());
    return pop_back(in_);
  }
  void remove(ObjectKey key) override {
    in_.remove(key);
    main_.remove(key);
  }
  void settle() override {
    while (weight(out_) > part(0.5)) out_.pop_back();
  }

 private:
  Keys in_, out_, main_;
  bool came_back_ = false;
};

class TwinS3Fifo final : public TwinPolicy {
 public:
  using TwinPolicy::TwinPolicy;
  void hit(ObjectKey key) override { uses_[key] = std::min(uses_[key] + 1, 3); }
  void miss(ObjectKey key, std::int64_t) override {
    came_back_ = has(ghosts_, key);
    ghosts_.remove(key);
  }
  void insert(ObjectKey key) override {
    uses_[key] = 0;
    const bool early = !evicted_ && weight(small_) >= part(0.1);
    (came_back_ || early ? main_ : small_).push_front(key);
  }
  std::optional<ObjectKey> evict() override {
    evicted_ = true;
    for (;;) {
      if (!small_.empty() && weight(main_) <= capacity() - part(0.1)) {
        const ObjectKey key = pop_back(small_);
        if (uses_[key] < 2) {
          ghosts_.push_front(key);
          return key;
        }
        uses_[key] = 0;
        main_.push_front(key);
      } else {
        const ObjectKey key = pop_back(main_);
        if (uses_[key] == 0) return key;
        --uses_[key];
        main_.push_front(key);
      }
    }
  }
  void remove(ObjectKey key) override {
    small_.remove(key);
    main_.remove(key);
  }
  void settle() override {
    while (weight(ghosts_) > part(0.9)) ghosts_.pop_back();
  }

 private:
  Keys small_, main_, ghosts_;
  std::map<ObjectKey, int> uses_;
  bool came_back_ = false;
  bool evicted_ = false;
};

class TwinArc final : public TwinPolicy {
 public:
  using TwinPolicy::TwinPolicy;
  void hit(ObjectKey key) override {
    t1_.remove(key);
    to_front(t2_, key);
  }
  void miss(ObjectKey key, std::int64_t size) override {
    incoming_ = weight_of(size);
    in_b1_ = has(b1_, key);
    in_b2_ = has(b2_, key);
    const auto b1 = static_cast<double>(weight(b1_));
    const auto b2 = static_cast<double>(weight(b2_));
    if (in_b1_) p_ = std::min(p_ + std::max(b2 / std::max(b1, 1.0), 1.0), as_double(capacity()));
    if (in_b2_) p_ = std::max(p_ - std::max(b1 / std::max(b2, 1.0), 1.0), 0.0);
    b1_.remove(key);
    b2_.remove(key);
  }
  void insert(ObjectKey key) override { (in_b1_ || in_b2_ ? t2_ : t1_).push_front(key); }
  std::optional<ObjectKey> evict() override {
    if (!in_b1_ && !in_b2_) {
      const std::int64_t l1 = weight(t1_) + weight(b1_);
      const std::int64_t l2 = weight(t2_) + weight(b2_);
      if (l1 + incoming_ > capacity()) {
        if (b1_.empty() && !t1_.empty()) return pop_back(t1_);
        if (!b1_.empty()) b1_.pop_back();
      } else if (l1 + l2 >= 2 * capacity() && !b2_.empty()) {
        b2_.pop_back();
      }
    }
    const double t1 = as_double(weight(t1_));
    const bool first = t2_.empty() || (!t1_.empty() && (t1 > p_ || (in_b2_ && !(t1 < p_))));
    Keys& from = first ? t1_ : t2_;
    (first ? b1_ : b2_).push_front(from.back());
    return pop_back(from);
  }
  void remove(ObjectKey key) override {
    t1_.remove(key);
    t2_.remove(key);
  }

 private:
  static double as_double(std::int64_t n) { return static_cast<double>(n); }
  Keys t1_, t2_, b1_, b2_;
  double p_ = 0;
  std::int64_t incoming_ = 0;
  bool in_b1_ = false;
  bool in_b2_ = false;
};

class TwinLirs final : public TwinPolicy {
 public:
  using TwinPolicy::TwinPolicy;
  void hit(ObjectKey key) override {
    const bool was_in_stack = has(stack_, key);
    to_front(stack_, key);
    if (!was_in_stack) return to_front(queue_, key);
    if (has(queue_, key)) {
      queue_.remove(key);
      lir_.insert(key);
      while (lir_weight() > std::max(weight(key), most_lir())) demote();
    }
    prune();
  }
  void miss(ObjectKey key, std::int64_t size) override {
    came_back_ = has(gone_, key);
    if (!came_back_) return;
    gone_.remove(key);
    stack_.remove(key);
    // Objects of 0 bytes make no room by leaving.
    while (lir_weight() > 0 && lir_weight() + weight_of(size) > most_lir()) demote();
  }
  void insert(ObjectKey key) override {
    stack_.push_front(key);
    if (came_back_ || lir_weight() + weight(key) <= most_lir()) {
      lir_.insert(key);
    } else {
      queue_.push_front(key);
    }
  }
  std::optional<ObjectKey> evict() override {
    if (queue_.empty()) demote();
    const ObjectKey key = pop_back(queue_);
    if (has(stack_, key)) gone_.push_front(key);
    return key;
  }
  void remove(ObjectKey key) override {
    lir_.erase(key);
    queue_.remove(key);
    stack_.remove(key);
    prune();
  }
  bool must_shrink() const override { return weight(queue_) > part(0.01) && queue_.size() > 1; }
  void settle() override {
    while (weight(stack_) > part(2.0) && !gone_.empty()) stack_.remove(pop_back(gone_));
  }

 private:
  std::int64_t most_lir() const { return capacity() - part(0.01); }
  std::int64_t lir_weight() const {
    std::int64_t sum = 0;
    for (ObjectKey key : lir_) sum += weight(key);
    return sum;
  }
  void demote() {
    const auto lowest = std::find_if(stack_.rbegin(), stack_.rend(),
                                     [&](ObjectKey key) { return lir_.contains(key); });
    const ObjectKey key = *lowest;
    lir_.erase(key);
    stack_.remove(key);
    queue_.push_front(key);
    prune();
  }
  void prune() {
    while (!stack_.empty() && !lir_.contains(stack_.back())) gone_.remove(pop_back(stack_));
  }

  Keys stack_, queue_, gone_;
  std::set<ObjectKey> lir_;
  bool came_back_ = false;
};

class TwinWTinyLfu final : public TwinPolicy {
 public:
  using TwinPolicy::TwinPolicy;
  void hit(ObjectKey key) override {
    count(key);
    if (has(window_, key)) return to_front(window_, key);
    const bool known = has(protected_, key);
    probation_.remove(key);
    to_front(protected_, key);
    if (known) return;
    while (weight(protected_) > most_protected() && protected_.back() != key) {
      probation_.push_front(pop_back(protected_));
    }
  }
  void insert(ObjectKey key) override {
    window_.push_front(key);
    most_objects_ = std::max(most_objects_, objects());
    sketch_.grow_for(most_objects_);
    count(key);
    while (weight(window_) > part(0.01) && window_.back() != key && fits(window_.back())) {
      probation_.push_front(pop_back(window_));
    }
  }
  std::optional<ObjectKey> evict() override {
    while (!window_.empty() && fits(window_.back())) probation_.push_front(pop_back(window_));
    Keys& main = probation_.empty() ? protected_ : probation_;
    if (window_.empty()) return pop_back(main);
    const ObjectKey candidate = pop_back(window_);
    if (main.empty() || sketch_.estimate(candidate) <= sketch_.estimate(main.back())) {
      return candidate;
    }
    const ObjectKey victim = pop_back(main);
    probation_.push_front(candidate);
    return victim;
  }
  void remove(ObjectKey key) override {
    window_.remove(key);
    probation_.remove(key);
    protected_.remove(key);
  }

 private:
  std::int64_t most_main() const { return capacity() - part(0.01); }
  std::int64_t most_protected() const {
    return static_cast<std::int64_t>(static_cast<double>(most_main()) * 0.8);
  }
  std::size_t objects() const { return window_.size() + probation_.size() + protected_.size(); }
  bool fits(ObjectKey key) const {
    return weight(probation_) + weight(protected_) + weight(key) <= most_main();
  }
  void count(ObjectKey key) { sketch_.add(key, 10 * most_objects_); }

  Keys window_, probation_, protected_;
  FrequencySketch sketch_;  // by itself under test in unit/cache_sketch.cpp
  std::size_t most_objects_ = 0;
};

}  // namespace edgecase::testing
