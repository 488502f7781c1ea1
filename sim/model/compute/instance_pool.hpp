#pragma once
// The instances of one function in one server or place: each takes a limited number of requests at
// once and is kept for a while after its last one. Starts, ends and expiries are worked out when
// the next request arrives, so an idle pool costs nothing and a request costs no event.
//
// Reuse: an instance in work with a free slot first, then the one idle for the shortest time (the
// ones idle for long then expire); a pool that spreads takes the least recently used instead.
// Beyond `most` instances a request waits for the slot that frees first, in the order of arrival. A
// request that waits for a starting instance stays with it, even if another frees earlier.
// Assumes: calls come in the order of time, advance() first; a pool's requests either all know
// their end on arrival (until()) or all say it themselves (release()). CPU of an instance with
// several requests at once: first come, first served by its threads.
// Not modelled: a request that starts an instance and is then served by another that frees earlier
// (Lambda does so at times); instances of different versions side by side. Oracles: V02, Q-rows
// (tests/oracles/compute.cpp).

#include <cstdint>
#include <optional>
#include <vector>

#include "core/heap.hpp"
#include "core/ring.hpp"
#include "model/compute/instance.hpp"

namespace edgecase {

struct PoolTerms {
  std::int64_t concurrency = 1;         ///< requests in one instance at once
  std::int64_t most = Count::no_limit;  ///< instances at once
  std::int64_t provisioned = 0;         ///< of them, always there
  bool joins_starting = false;          ///< a request may wait for another's start
  bool spreads = false;                 ///< over all instances, instead of filling few
  std::uint32_t threads = 1;            ///< CPU work at once in one instance; 0: not its own CPU
};

class InstancePool {
 public:
  struct Slot {
    std::uint32_t instance = 0;
    StartKind how = StartKind::none;
    Instant start{};
  };

  /// Provisioned instances stand ready from the start of time.
  InstancePool(const PoolTerms& terms, const Custody& keep);

  /// Brings the pool to `now`: requests end, instances get ready, idle ones go.
  void advance(Instant now, const Custody& keep);

  /// A slot in an instance that is there (or is being started, where the platform waits for it).
  std::optional<Slot> take(Instant now);
  bool may_start() const { return alive_ < terms_.most; }
  /// A slot in a new instance, which is ready at `ready`.
  Slot start(Instant now, Instant ready, const Custody& keep);
  /// An instance that nobody waits for; it takes requests once announce() has been called.
  std::uint32_t start_ahead(Instant now, Instant ready, const Custody& keep);
  void announce(std::uint32_t instance, Instant now, const Custody& keep);
  /// When a request that found no slot would begin; only if every end is known.
  std::optional<Instant> next_free() const;
  /// Waits for that slot.
  Slot wait(Instant now);
  /// Requests that wait at `now` for a slot.
  std::int64_t waiting(Instant now);

  /// CPU work of a request in this instance: when it is done.
  Instant compute(std::uint32_t instance, Instant start, Duration cpu);
  /// The slot is taken until then.
  void until(std::uint32_t instance, Instant finish) { ends_.push({finish, instance}); }
  /// The slot is free from now on.
  void release(std::uint32_t instance, Instant now, const Custody& keep);

  /// The longest idle instance that may be evicted.
  std::optional<Instant> oldest_idle() const;
  void evict_oldest(Instant now, const Custody& keep);
  /// At most `count` idle instances go (an autoscaler scales in).
  void shrink(std::int64_t count, Instant now, const Custody& keep);
  /// A new version: idle instances go, those in work take no more requests.
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

  PoolTerms terms_;
  std::int64_t alive_ = 0;
  std::int64_t in_work_ = 0;
  std::vector<Instance> all_;
  std::vector<std::uint32_t> free_;
  std::vector<Instant> thread_free_;  // of all instances, terms_.threads each
  QuaternaryHeap<End> ends_;
  Ring<Instant> starts_;  // of the requests that wait, in the order of time
  List lists_[5];
  Instant next_ready_ = Instant::max();
};

}  // namespace edgecase
