#pragma once
// A function ready to run: the design's wishes over the runtime's ways, with distributions prepared
// for hot loops. One per function and run, shared by all places.

#include <cstdint>
#include <memory>
#include <string>

#include "model/compute/cold_start.hpp"
#include "model/compute/instance_pool.hpp"
#include "model/compute/spec.hpp"

namespace edgecase {

struct FunctionPlan {
  std::string name;  ///< keys its randomness: the same name meets the same fate in every design
  PoolTerms terms;   ///< concurrency Count::no_limit: one instance takes them all
  Duration keep_alive{};
  Bytes memory;
  std::shared_ptr<const QuantileTable> cpu;   // seconds of one request
  std::shared_ptr<const QuantileTable> wait;  // null: none
  double mean_cpu = 0;                        // seconds
  double slowdown = 1;  ///< wall time of CPU work in an instance with less than one vCPU
  ColdStart cold;
  bool cpu_of_server = false;
  CpuOrder cpu_order = CpuOrder::fcfs;
  bool on_demand = true;  ///< requests may start instances
  bool prewarm = false;
  bool holds = false;  ///< sub-requests: the caller says when a request ends
  Sharding sharding = Sharding::placed;
  Duration forwarding{}, overflow{};
  std::int64_t queue = Count::no_limit;
  Duration shed_after = Duration::max();
  Duration timeout{};
  Duration redeploy_every{};  ///< 0: never
  Duration cpu_limit = Duration::max();
  Duration wall_limit = Duration::max();
  std::int64_t account_concurrency = Count::no_limit;
  std::int64_t burst = Count::no_limit;
  double starts_per_second = 0;
  std::optional<AutoscalerSpec> autoscaler;
  BillingMode billing = BillingMode::request;
  Rounding rounding;
  bool bills_start = false;
};

/// `route_cpu`: the route's CPU time, used where the design states none.
FunctionPlan plan_function(std::string name, const ComputeSpec& spec, const RuntimeSpec& runtime,
                           const std::optional<DurationChoice>& route_cpu = std::nullopt);

/// Sub-requests from which a function near its data answers sooner than one near its users.
/// `user_to_pop`, `pop_to_data`, `user_to_data`: round trips. Near the user each of n sequential
/// sub-requests pays pop_to_data; near the data each pays nothing and the user's request pays the
/// way to the data once: n * pop_to_data > user_to_data - user_to_pop. Null: never.
std::optional<std::int64_t> near_data_from(Duration user_to_pop, Duration pop_to_data,
                                           Duration user_to_data);

}  // namespace edgecase
