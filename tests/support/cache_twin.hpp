#pragma once
// Caches as one would write them on a whiteboard from the papers: lists of keys, no index, no pool,
// no links. The optimised ones must agree with them request by request. A policy without a twin
// fails the law tests.

#include <algorithm>
#include <list>
#include <map>
#include <memory>
#include <optional>
#include <string>
#include <vector>

#include <edgecase/units.hpp>

#include "model/cache/cache.hpp"

namespace edgecase::testing {

using Keys = std::list<ObjectKey>;  // newest at the front

inline bool has(const Keys& keys, ObjectKey key) {
  return std::find(keys.begin(), keys.end(), key) != keys.end();
}
inline ObjectKey pop_back(Keys& keys) {
  const ObjectKey key = keys.back();
  keys.pop_back();
  return key;
}
inline void to_front(Keys& keys, ObjectKey key) {
  keys.remove(key);
  keys.push_front(key);
}

/// What a twin is told; it keeps keys, the cache keeps sizes.
class TwinPolicy {
 public:
  using Sizes = std::map<ObjectKey, std::int64_t>;

  TwinPolicy(CacheLimits limits, const Sizes& sizes)
      : limits_(limits), by_count_(!limits.objects.unlimited()), sizes_(sizes) {}
  virtual ~TwinPolicy() = default;
  virtual void hit(ObjectKey key) = 0;
  virtual void miss(ObjectKey, std::int64_t) {}
  virtual void insert(ObjectKey key) = 0;
  /// Nothing: the newcomer had better stay out.
  virtual std::optional<ObjectKey> evict() = 0;
  virtual void remove(ObjectKey key) = 0;
  virtual bool must_shrink() const { return false; }
  /// After every request: memories beyond their bound go.
  virtual void settle() {}
  virtual void foresee(std::uint32_t) {}

 protected:
  std::int64_t size_of(ObjectKey key) const { return sizes_.at(key); }
  std::int64_t weight(ObjectKey key) const { return by_count_ ? 1 : sizes_.at(key); }
  std::int64_t weight_of(std::int64_t size) const { return by_count_ ? 1 : size; }
  std::int64_t weight(const Keys& keys) const {
    std::int64_t sum = 0;
    for (ObjectKey key : keys) sum += weight(key);
    return sum;
  }
  std::int64_t capacity() const { return by_count_ ? limits_.objects.value : limits_.bytes.count; }
  std::int64_t part(double share) const {
    return std::max<std::int64_t>(
        1, static_cast<std::int64_t>(static_cast<double>(capacity()) * share));
  }

 private:
  CacheLimits limits_;
  bool by_count_;
  const Sizes& sizes_;  // of all that was ever put in, as last put in
};

/// Made by cache_twins.hpp; null: nobody has written one for this policy.
std::unique_ptr<TwinPolicy> twin_of(const std::string& policy, CacheLimits limits,
                                    const TwinPolicy::Sizes& sizes);

class TwinCache {
 public:
  TwinCache(const std::string& policy, CacheLimits limits)
      : limits_(limits), policy_(twin_of(policy, limits, sizes_)) {}
  bool written() const { return policy_ != nullptr; }

  CacheState look_up(ObjectKey key, Instant now) {
    const auto at = expiries_.find(key);
    if (at == expiries_.end()) return CacheState::absent;
    if (at->second <= now) return CacheState::expired;
    use(key);
    return CacheState::fresh;
  }
  void admit(ObjectKey key, Bytes size, Instant expiry) {
    if (expiries_.contains(key)) {
      if (sizes_.at(key) == size.count) {
        expiries_[key] = expiry;
        use(key);
        return;
      }
      remove(key);
    }
    if (size > limits_.bytes) return;
    policy_->miss(key, size.count);
    while (bytes() + size > limits_.bytes ||
           static_cast<std::int64_t>(expiries_.size()) + 1 > limits_.objects.value) {
      if (!evict()) return;
    }
    sizes_[key] = size.count;
    expiries_[key] = expiry;
    policy_->insert(key);
    shrink();
  }
  void remove(ObjectKey key) {
    if (!expiries_.contains(key)) return;
    policy_->remove(key);
    expiries_.erase(key);
  }
  TwinPolicy& policy() { return *policy_; }

  Bytes bytes() const {
    Bytes sum;
    for (const auto& [key, expiry] : expiries_) sum.count += sizes_.at(key);
    return sum;
  }
  std::size_t objects() const { return expiries_.size(); }
  std::uint64_t evictions = 0;

 private:
  void use(ObjectKey key) {
    policy_->hit(key);
    shrink();
  }
  void shrink() {
    while (policy_->must_shrink()) evict();
    policy_->settle();
  }
  bool evict() {
    const std::optional<ObjectKey> victim = policy_->evict();
    if (!victim) return false;
    expiries_.erase(*victim);
    ++evictions;
    return true;
  }

  CacheLimits limits_;
  TwinPolicy::Sizes sizes_;
  std::map<ObjectKey, Instant> expiries_;  // of what is cached
  std::unique_ptr<TwinPolicy> policy_;
};

}  // namespace edgecase::testing
