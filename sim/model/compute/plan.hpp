#pragma once
// A function ready to run: the design's settings merged with the runtime's defaults, with
// distributions prepared for hot loops. One per function and run, shared by all places.

#include <cstdint>
#include <memory>
#include <string>

#include "model/compute/cold_start.hpp"
#include "model/compute/instance_pool.hpp"
#include "model/compute/spec.hpp"

namespace edgecase {

struct FunctionPlan {
  std::string name;  ///< keys its random numbers: same name, same draws in every design
  PoolTerms terms;   ///< concurrency Count::no_limit: one instance takes all requests
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
  bool holds = false;  ///< sub-requests: the caller reports the end of a request
  Sharding sharding = Sharding::placed;
  Duration forwarding{}, overflow{};
  std::int64_t queue = Count::no_limit;
  Duration shed_after = Duration::max();
  Duration timeout{};
  Duration redeploy_every{};  ///< 0: never
  Duration cpu_limit = Duration::max();
  Duration wall_limit = Duration::max();
  std::int64_t account_concurrency = Count::no_limit;
  double account_requests_per_second = 0;  ///< 0: no limit
  std::int64_t burst = Count::no_limit;
  double starts_per_second = 0;
  std::optional<AutoscalerSpec> autoscaler;
  BillingMode billing = BillingMode::request;
  Rounding rounding;
  bool bills_start = false;
};

/// `route_cpu`: the route's CPU time, used if the design sets none.
FunctionPlan plan_function(std::string name, const ComputeSpec& spec, const RuntimeSpec& runtime,
                           const std::optional<DurationChoice>& route_cpu = std::nullopt);

/// The number of sub-requests from which a function near its data is faster than one elsewhere.
/// Round trips from caller to function, from function to data, and from caller to data: elsewhere
/// each of n sequential sub-requests pays `to_data`; near the data each pays nothing and the
/// request pays the distance to the data once: n * to_data > straight - to_function. Null: never.
std::optional<std::int64_t> near_data_from(Duration to_function, Duration to_data,
                                           Duration straight);

}  // namespace edgecase
