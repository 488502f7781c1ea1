#pragma once
// What one replication observed: the meters of all subsystems, integer counters and histograms
// mostly. Plain values that merge in any order; every published number is computed from them.
//
// A request belongs to the moment of its arrival: it counts if it arrived inside the measured time,
// whenever its answer came.

#include <array>
#include <cstddef>
#include <cstdint>
#include <vector>

#include "core/histogram.hpp"
#include "measure/merge_rules.hpp"
#include "measure/rollout_meter.hpp"
#include "model/access/access_meter.hpp"
#include "model/attack/attack_meter.hpp"
#include "model/compute/function_meter.hpp"
#include "model/store/flows.hpp"
#include "model/store/queue_meter.hpp"
#include "model/store/store_meter.hpp"
#include "observation/call_meter.hpp"
#include "observation/cell.hpp"
#include "observation/data_meter.hpp"
#include "observation/origin_meter.hpp"

namespace edgecase {

struct ObservationSize {
  std::size_t routes = 0, regions = 0, pops = 0;
  std::size_t moments = 0;  ///< stretches of the timeline
  std::size_t phases = 1;   ///< of the month (measure/phases.hpp)
  std::size_t attacks = 0;
  std::size_t stores = 0;
};

struct Observations {
  static Observations of_size(const ObservationSize& size);

  Cell& cell(std::size_t phase, std::size_t route, std::size_t region) {
    return cells[(phase * routes + route) * regions + region];
  }
  const Cell& cell(std::size_t phase, std::size_t route, std::size_t region) const {
    return cells[(phase * routes + route) * regions + region];
  }
  /// Requests of bots, each counted as its weight: no latencies.
  Cell& bot_cell(std::size_t phase, std::size_t route, std::size_t region) {
    return bot_cells[(phase * routes + route) * regions + region];
  }
  StoreMeter& store_meter(std::size_t phase, std::size_t store, std::size_t region) {
    return store_meters[(phase * stores + store) * regions + region];
  }
  const StoreMeter& store_meter(std::size_t phase, std::size_t store, std::size_t region) const {
    return store_meters[(phase * stores + store) * regions + region];
  }
  QueueMeter& queue(std::size_t phase, std::size_t store) { return queues[phase * stores + store]; }
  const QueueMeter& queue(std::size_t phase, std::size_t store) const {
    return queues[phase * stores + store];
  }
  PopMeter& bot_meter(std::size_t phase, std::size_t pop, std::size_t route) {
    return bot_meters[(phase * pops + pop) * routes + route];
  }
  PopMeter& meter(std::size_t phase, std::size_t pop, std::size_t route) {
    return meters[(phase * pops + pop) * routes + route];
  }
  const PopMeter& meter(std::size_t phase, std::size_t pop, std::size_t route) const {
    return meters[(phase * pops + pop) * routes + route];
  }
  /// All phases together.
  Cell cell(std::size_t route, std::size_t region) const;
  PopMeter meter(std::size_t pop, std::size_t route) const;
  Moment& moment(std::size_t slot, std::size_t region) { return timeline[slot * regions + region]; }
  const Moment& moment(std::size_t slot, std::size_t region) const {
    return timeline[slot * regions + region];
  }
  /// Scales the observations of a sample to the whole that it stands for, except what the
  /// simulation itself did and what does not count single requests.
  void scale_by(std::uint64_t times);
  /// Of all answered requests together.
  CountHistogram all_latencies() const;

  Same<std::size_t> routes, regions, pops, moments, phases, stores;
  std::vector<Cell> cells;
  std::vector<PopMeter> meters;
  std::vector<Cell> bot_cells;  ///< empty without attacks
  std::vector<PopMeter> bot_meters;
  std::vector<AttackMeter> attacks;  ///< in the order of the scenario
  std::vector<StoreMeter> store_meters;
  std::vector<StoreFlows> store_flows;  ///< by store
  std::vector<StoreLossMeter> store_losses;
  std::vector<QueueMeter> queues;      ///< by phase, then by store
  std::vector<QueueBacklog> backlogs;  ///< by store
  std::vector<DataMeter> data;         ///< by route
  PressureMeter pressure;
  AccessMeter access;
  OriginMeter origin;
  std::array<CallMeter, hop_names.size()> calls{};  ///< by hop
  std::vector<UnderAttackMeter> under_attack;       ///< by region
  std::vector<RolloutMeter> rollouts;               ///< in the order of the changes' names
  AlertMeter alerts;
  std::vector<Moment> timeline;
  std::vector<std::vector<FunctionUse>> functions;  ///< by function of the design, then by place
  /// The same in each phase, as far as the bill needs it; empty where there is one phase.
  std::vector<std::vector<std::vector<FunctionUse>>> functions_by_phase;
  /// Purges: from the request until 50%, 99% and all of the PoPs had carried it out.
  std::array<CountHistogram, 3> purge_reach{};
  std::vector<std::uint64_t> purges;     ///< requested in the measured time, by phase and route
  std::uint64_t simulated_requests = 0;  ///< including the warm-up
  std::uint64_t events = 0;
  std::uint64_t cached_objects = 0;  ///< at the end
  std::uint64_t cached_bytes = 0;    ///< at the end, without reserves
};

}  // namespace edgecase
