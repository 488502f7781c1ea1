#pragma once
// The servers of one place (a PoP, a region) that run functions. The outcome of a request there:
//
//   if (auto x = site.known(f, call, now)) { ...; co_await engine.at(x->answered); }   // no event
//   else {
//     Invocation x = co_await site.enter(f, call);   // until its own work is done
//     ... sub-requests of the function, if it makes any, end with x.waited += …; site.leave(x);
//   }
//
// known() works without events: instances, queues for slots and cores are computed by recursion
// (exact for G/G/c). It returns empty, without side effects, where that would be wrong: functions
// whose end depends on others (sub-requests, processor sharing, an autoscaler, slots shared with
// such), and a start on servers with limited cores, whose CPU work begins later than now.
//
// Assumes: calls in order of time; places are independent. A placed function may use the memory and
// cores of all servers as one. A queued request keeps its version during a redeployment. Sources
// and equations: docs/models/compute.md. Not modelled: network inside a place beyond `forwarding`,
// CPU used by cold starts, memory beyond the stated size of an instance.

#include <cstdint>
#include <memory>
#include <optional>
#include <span>
#include <vector>

#include "core/engine.hpp"
#include "core/prefetch.hpp"
#include "core/random.hpp"
#include "core/ring.hpp"
#include "core/sharing.hpp"
#include "core/traveller.hpp"
#include "model/compute/autoscaler.hpp"
#include "model/compute/cores.hpp"
#include "model/compute/invocation.hpp"
#include "model/compute/limits.hpp"
#include "model/compute/neighbours.hpp"
#include "model/compute/plan.hpp"
#include "model/compute/sharding.hpp"
#include "model/compute/shared_instance.hpp"

namespace edgecase {

struct SiteTerms {
  PlaceId place = no_place;
  std::uint32_t servers = 1;
  Count cores = unlimited;                 ///< of each server
  Bytes memory{INT64_MAX};                 ///< of each server
  Duration code_round_trip{};              ///< to the code store
  const Neighbours* neighbours = nullptr;  ///< outlives the site; null: none
  Window window = {};                      ///< the measured period
  bool no_cold_starts = false;             ///< knock-out: same draws, but starts take no time
  const Phases* phases = nullptr;          ///< of the month, outlives the site; null: one
};

class ComputeSite {
 public:
  /// The plans outlive the site; functions are numbered in their order.
  ComputeSite(std::span<const FunctionPlan* const> functions, const SiteTerms& terms,
              Engine& engine, std::uint64_t seed, std::uint64_t replication);

  /// The outcome of a request of function `f` at `now`, if it can be computed immediately.
  std::optional<Invocation> known(std::uint32_t f, const Call& call, Instant now);
  /// The same for any function, in simulated time: returns when the function's own work is done. A
  /// function with sub-requests holds its slot until leave(); others have left.
  Step<Invocation> enter(std::uint32_t f, Call call);
  /// Ends an invocation of a function with sub-requests: `made` of them, now.
  void leave(Invocation& x, std::int64_t made = 0);

  /// A new version of a function: drops all its instances and its code.
  void redeploy(std::uint32_t f, Instant now);
  /// Records instances that are still alive; call once, at the end of the run.
  void close(Instant now);

  const FunctionMeters& meters(std::uint32_t f) const { return functions_[f].meters; }
  /// Null if there is a single phase.
  const MetersByPhase* meters_by_phase(std::uint32_t f) const {
    return functions_[f].by_phase ? &*functions_[f].by_phase : nullptr;
  }
  Room room(std::uint32_t server) const { return rooms_[server]; }
  /// Prefetches the memory of a warm request of this function, if it is known beforehand.
  void prefetch(std::uint32_t f) const {
    const Function& fn = functions_[f];
    prefetch_to_write(&fn.meters);
    if (fn.shared) prefetch_to_write(&shared_[fn.first + fn.home]);
    if (cores_limited(fn)) prefetch_to_write(cores_[room_of(fn, fn.home)].line());
  }
  Engine& engine() { return engine_; }

 private:
  /// A pool with its waiting requests and its autoscaler.
  struct Pool {
    Pool(const FunctionPlan& plan, const Custody& keep);
    InstancePool instances;
    Ring<std::uint32_t> line;  // frames
    std::unique_ptr<Autoscaler> scaler;
    bool watched = false;
    Instant changed{};
    Duration load{};  // time integral of active and waiting requests since the last evaluation
    std::uint64_t scaled = 0;
  };
  struct Function {
    const FunctionPlan* plan;
    Stream draws;
    StartLimit starts;
    CodeCopy code;
    FunctionMeters meters;
    std::size_t first = 0;  // of its instances or pools
    std::uint32_t home = 0;
    bool shared = false;
    bool settles = false;
    Instant redeployed_next = Instant::max();
    std::optional<MetersByPhase> by_phase = {};
  };
  struct Waiting;
  enum class SlotResult : std::uint8_t { slot, queue, throttled, shed };

  void make_servers();
  void start_provisioned_isolates();
  Custody custody(Function& fn, std::uint32_t server);
  std::size_t room_of(const Function& fn, std::uint32_t server) const {
    return fn.plan->sharding == Sharding::placed ? terms_.servers : server;
  }
  bool cores_limited(const Function& fn) const {
    return fn.plan->cpu_of_server && !terms_.cores.unlimited();
  }
  Invocation begin(Function& fn, std::uint32_t f, const Call& call, const RandomBlock& draw,
                   Instant now);
  std::uint32_t choose(const Function& fn, std::uint32_t local, Instant now);
  bool overloaded(const Function& fn, std::uint32_t server, Instant now);
  Duration cold_start(Function& fn, const Call& call, Instant now, Invocation& x) const;
  bool make_room(const Function& fn, std::uint32_t server, Instant now);
  bool evict_oldest(const Function& fn, std::uint32_t server, Instant now);
  SlotResult start_shared(Function& fn, const Call& call, Invocation& x, const Custody& keep);
  SlotResult take_slot(Function& fn, Pool& pool, const Call& call, Invocation& x,
                       const Custody& keep, Instant now);
  bool is_throttled(const Call& call, Instant now);
  bool too_busy(Function& fn, std::uint32_t server, Instant now);
  void known_shared(Function& fn, const Call& call, Invocation& x);
  void known_pooled(Function& fn, const Call& call, Invocation& x);
  void settle(Function& fn, Invocation& x);
  void refuse(Function& fn, Invocation& x, InvocationEnd end, Instant now);
  void book(Function& fn, Invocation& x) const;
  Pool& pool(Function& fn, std::uint32_t server);
  SharingStation& sharing(std::size_t room);

  // In simulated time: site_awaited.cpp.
  Step<InvocationEnd> get_slot(std::uint32_t f, Call call, Invocation& x);
  Step<bool> get_cpu(std::uint32_t f, Invocation& x);
  void give_back(Function& fn, const Invocation& x);
  void wake(Pool& pool);
  void note(Pool& pool);
  void watch(Function& fn, Pool& pool);
  Traveller scale(Function& fn, Pool& pool);
  Traveller bring_up(Function& fn, Pool& pool, std::uint32_t instance, Instant ready);
  void scale_out(Function& fn, Pool& pool, std::int64_t count);

  SiteTerms terms_;
  Engine& engine_;
  std::vector<Function> functions_;
  std::vector<SharedInstance> shared_;
  std::vector<std::unique_ptr<Pool>> pools_;
  std::vector<Room> rooms_;   // of the servers, then of all together
  std::vector<Cores> cores_;  // the same, if cores are limited and served in order
  std::vector<std::unique_ptr<SharingStation>> sharing_;  // if cores are shared
  ServerLoads loads_;
  ConcurrencyLimit account_;
  StartLimit account_requests_;
};

}  // namespace edgecase
