#pragma once
// The instances of one function on one server or in one place: each takes a limited number of
// concurrent requests and is kept alive for a while after its last one. Starts, ends and expiries
// are evaluated lazily on the next arrival, so an idle pool costs nothing and a request needs no
// event.
//
// Reuse: a busy instance with a free slot first, then an idle one: by default the most recently
// used (so that others can expire), or the newest; `least_recent` takes idle ones first, the
// longest idle of them. Beyond `most` instances a request waits for the next free slot, in order of
// arrival. A request that waits for a starting instance stays with it, even if another becomes free
// earlier. Assumes: calls in order of time, advance() first; the end of a pool's requests is either
// always known on arrival (until()) or always reported later (release()). CPU of an instance with
// several concurrent requests: first come, first served by its threads. Not modelled: a request
// that starts an instance and is served by another that becomes free earlier (as Lambda sometimes
// does); instances of different versions. Oracles: V02, Q-rows (tests/oracles/compute.cpp).

#include <cstdint>
#include <optional>
#include <vector>

#include "core/heap.hpp"
#include "core/ring.hpp"
#include "model/compute/instance.hpp"
#include "model/compute/spec.hpp"

namespace edgecase {

struct PoolTerms {
  std::int64_t concurrency = 1;         ///< concurrent requests per instance
  std::int64_t most = Count::no_limit;  ///< maximum number of instances
  std::int64_t provisioned = 0;         ///< always-on instances
  bool joins_starting = false;          ///< requests may wait for another request's cold start
  InstanceReuse reuse = InstanceReuse::most_recent;
  std::uint32_t threads = 1;  ///< CPU threads per instance; 0: shared server CPU
};

class InstancePool {
 public:
  struct Slot {
    std::uint32_t instance = 0;
    StartKind how = StartKind::none;
    Instant start{};
  };

  /// Provisioned instances are ready from the beginning.
  InstancePool(const PoolTerms& terms, const Custody& keep);

  /// Advances the pool to `now`: requests end, instances become ready, idle ones expire.
  void advance(Instant now, const Custody& keep);

  /// A slot in an existing instance (or one that is starting, if the platform waits for it).
  std::optional<Slot> take(Instant now);
  bool may_start() const { return alive_ < terms_.most; }
  /// A slot in a new instance, which is ready at `ready`.
  Slot start(Instant now, Instant ready, const Custody& keep);
  /// An instance started without a request; it takes requests after announce().
  std::uint32_t start_ahead(Instant now, Instant ready, const Custody& keep);
  void announce(std::uint32_t instance, Instant now, const Custody& keep);
  /// When a request that found no free slot would begin; only if all ends are known.
  std::optional<Instant> next_free() const;
  /// Waits for that slot.
  Slot wait(Instant now);
  /// Number of requests waiting for a slot at `now`.
  std::int64_t waiting(Instant now);

  /// The completion time of a request's CPU work in this instance.
  Instant compute(std::uint32_t instance, Instant start, Duration cpu);
  /// The slot is taken until then.
  void until(std::uint32_t instance, Instant finish) { ends_.push({finish, instance}); }
  /// The slot is free from now on.
  void release(std::uint32_t instance, Instant now, const Custody& keep);

  /// The longest idle instance that may be evicted.
  std::optional<Instant> oldest_idle() const;
  void evict_oldest(Instant now, const Custody& keep);
  /// Stops at most `count` idle instances (autoscaler scale-in).
  void shrink(std::int64_t count, Instant now, const Custody& keep);
  /// A new version: idle instances stop, busy ones take no more requests.
  void replace(Instant now, const Custody& keep);
  void close(Instant now, const Custody& keep);

  std::int64_t alive() const { return alive_; }
  std::int64_t in_work() const { return in_work_; }
  std::int64_t slots() const { return alive_ * terms_.concurrency; }

 private:
  static constexpr std::uint32_t none = UINT32_MAX;
  enum class Where : std::uint8_t { full, starting, partial, idle, reserve, gone };
  struct Instance {
    Instant created, ready, busy_since, idle_since;
    std::int64_t in_use = 0;
    std::uint32_t previous = none, next = none;
    Where where = Where::full;
    bool provisioned = false;
    bool replaced = false;
    bool announced = true;
  };
  struct End {
    Instant finish;
    std::uint32_t instance;
    friend bool operator<(const End& a, const End& b) { return a.finish < b.finish; }
  };
  /// An idle period of an instance, by its age; it may be over already.
  struct Idle {
    Instant created;
    std::uint32_t instance;
    friend bool operator<(const Idle& a, const Idle& b) {
      return a.created > b.created || (a.created == b.created && a.instance > b.instance);
    }
  };
  struct List {
    std::uint32_t first = none, last = none;  // last: used most recently
    bool empty() const { return first == none; }
  };

  List& list(Where where) { return lists_[static_cast<std::size_t>(where)]; }
  const List& list(Where where) const { return lists_[static_cast<std::size_t>(where)]; }
  void put(std::uint32_t i, Where where);
  void unlink(std::uint32_t i);
  std::uint32_t make(Instant now, Instant ready, const Custody& keep);
  void remove(std::uint32_t i, Instant gone, const Custody& keep);
  void file(std::uint32_t i, Instant now);
  void settle_starting(Instant now);
  Slot use(std::uint32_t i, Instant now);
  std::uint32_t soonest_starting() const;
  std::uint32_t newest_idle();

  PoolTerms terms_;
  std::int64_t alive_ = 0;
  std::int64_t in_work_ = 0;
  std::vector<Instance> all_;
  std::vector<std::uint32_t> free_;
  std::vector<Instant> thread_free_;  // of all instances, terms_.threads each
  QuaternaryHeap<End> ends_;
  QuaternaryHeap<Idle> by_age_;  // of idle ones, newest first; only if that decides
  Ring<Instant> starts_;         // of waiting requests, in order of time
  List lists_[5];
  Instant next_ready_ = Instant::max();
};

}  // namespace edgecase
