#pragma once
// Caches as one would write them on a whiteboard: lists, no index, no pool. The optimised ones must
// agree with them request by request. A policy without a twin fails the law tests.

#include <algorithm>
#include <list>
#include <map>
#include <memory>
#include <string>

#include <edgecase/units.hpp>

#include "model/cache/cache.hpp"

namespace edgecase::testing {

class TwinCache {
 public:
  explicit TwinCache(CacheLimits limits) : limits_(limits) {}
  virtual ~TwinCache() = default;

  Cache::State look_up(ObjectKey key, Instant now) {
    const auto at = find(key);
    if (at == entries_.end()) return Cache::State::absent;
    if (at->expiry <= now) return Cache::State::expired;
    used(at);
    return Cache::State::fresh;
  }

  void admit(ObjectKey key, Bytes size, Instant expiry) {
    auto at = find(key);
    if (at != entries_.end() && at->size == size) {
      at->expiry = expiry;
      used(at);
      return;
    }
    if (at != entries_.end()) entries_.erase(at);
    if (size > limits_.bytes) return;
    while (bytes() + size > limits_.bytes ||
           static_cast<std::int64_t>(entries_.size()) + 1 > limits_.objects.value) {
      entries_.pop_back();
      ++evictions;
    }
    entries_.push_front({key, size, expiry});
  }

  Bytes bytes() const {
    Bytes sum;
    for (const Entry& entry : entries_) sum += entry.size;
    return sum;
  }
  std::size_t objects() const { return entries_.size(); }
  std::uint64_t evictions = 0;

 protected:
  struct Entry {
    ObjectKey key;
    Bytes size;
    Instant expiry;
  };
  using Entries = std::list<Entry>;  // whoever leaves next stands at the back

  virtual void used(Entries::iterator at) = 0;
  Entries entries_;

 private:
  Entries::iterator find(ObjectKey key) {
    return std::find_if(entries_.begin(), entries_.end(),
                        [&](const Entry& entry) { return entry.key == key; });
  }
  CacheLimits limits_;
};

class TwinLru final : public TwinCache {
  using TwinCache::TwinCache;
  void used(Entries::iterator at) override { entries_.splice(entries_.begin(), entries_, at); }
};

class TwinFifo final : public TwinCache {
  using TwinCache::TwinCache;
  void used(Entries::iterator) override {}
};

/// Null: nobody has written one for this policy.
inline std::unique_ptr<TwinCache> twin_of(const std::string& policy, CacheLimits limits) {
  if (policy == "lru") return std::make_unique<TwinLru>(limits);
  if (policy == "fifo") return std::make_unique<TwinFifo>(limits);
  return nullptr;
}

}  // namespace edgecase::testing
