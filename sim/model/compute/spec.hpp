#pragma once
// A function of a design: `design.compute.NAME`.

#include <optional>
#include <string>
#include <vector>

#include "model/compute/runtime_spec.hpp"

namespace edgecase {

enum class CpuOrder { fcfs, processor_sharing };
inline auto names(Of<CpuOrder>) {
  return enumerators<CpuOrder>(
      {{"fcfs", CpuOrder::fcfs, "first come, first served by the next free core"},
       {"processor_sharing", CpuOrder::processor_sharing,
        "processor sharing: all active requests share the cores equally"}});
}

enum class ComputePlace { near_user, near_data, regions };
inline auto names(Of<ComputePlace>) {
  return enumerators<ComputePlace>(
      {{"near_user", ComputePlace::near_user, "in the PoP that received the request"},
       {"near_data", ComputePlace::near_data, "in the place of its sub-requests"},
       {"regions", ComputePlace::regions, "in the nearest of the given regions"}});
}

/// Other tenants of the same servers, not simulated individually: see neighbours.hpp.
struct NeighboursSpec {
  Count functions{2000};
  Rate rate{1000};
  double popularity = 0.9;
  Bytes memory = 10_MB;
  Duration keep_alive = std::chrono::minutes(10);
};
std::vector<Field> fields(Of<NeighboursSpec>);

/// The servers of a PoP (or region) that run the function, by size of the PoP.
struct ServersSpec {
  Count hub{128};
  Count large{64};
  Count medium{16};
  Count small{4};
  Count cores = unlimited;
  Bytes memory{std::int64_t{256} << 30};
  std::optional<NeighboursSpec> neighbours;
};
std::vector<Field> fields(Of<ServersSpec>);
void check(const ServersSpec& spec, Checker& checker);

/// The autoscaler of a regional service.
struct AutoscalerSpec {
  Share target = 60_percent;
  Duration every = std::chrono::minutes(1);
  Duration scale_in = std::chrono::minutes(5);
  Count least{1};
  Count most{1000};
};
std::vector<Field> fields(Of<AutoscalerSpec>);
void check(const AutoscalerSpec& spec, Checker& checker);

/// A start from a memory snapshot, instead of booting and initialising.
struct SnapshotSpec {
  DurationChoice restore = constant(std::chrono::milliseconds(100));
};
std::vector<Field> fields(Of<SnapshotSpec>);

/// Which idle instance takes the next request.
enum class InstanceReuse { most_recent, newest, least_recent };
inline auto names(Of<InstanceReuse>) {
  return enumerators<InstanceReuse>(
      {{"most_recent", InstanceReuse::most_recent,
        "the one used most recently, so that others can expire"},
       {"newest", InstanceReuse::newest,
        "the one started last (the scale-per-request platforms of Mahmoudi & Khazaei, 2020)"},
       {"least_recent", InstanceReuse::least_recent,
        "the one idle for longest: spreads requests evenly over all"}});
}

enum class SubRequestOrder { sequential, parallel };
inline auto names(Of<SubRequestOrder>) {
  return enumerators<SubRequestOrder>(
      {{"sequential", SubRequestOrder::sequential, "each needs the response of the previous one"},
       {"parallel", SubRequestOrder::parallel, "all at once; the slowest determines the time"}});
}
struct SubRequestsSpec {
  Count count{1};
  SubRequestOrder order = SubRequestOrder::sequential;
  std::string to = "origin";
};
std::vector<Field> fields(Of<SubRequestsSpec>);

struct ComputeSpec {
  std::string runtime;
  std::optional<DurationChoice> cpu;
  std::optional<DurationChoice> wait;
  std::optional<SubRequestsSpec> sub_requests;
  ComputePlace place = ComputePlace::near_user;
  std::vector<std::string> regions;
  Bytes bundle = 1_MB;
  std::optional<ColdStartSpec> cold_start;
  bool prewarm = false;
  std::optional<SnapshotSpec> snapshot;
  std::optional<Duration> keep_alive;
  std::optional<Count> concurrency;
  std::optional<Bytes> memory;
  Count provisioned{0};
  Count instances = unlimited;
  std::optional<InstanceReuse> reuse;
  std::optional<Sharding> sharding;
  Duration forwarding = std::chrono::microseconds(500);
  Duration overflow = std::chrono::milliseconds(10);
  ServersSpec servers;
  std::string with;
  CpuOrder cpu_order = CpuOrder::fcfs;
  Count queue = unlimited;
  std::optional<Duration> shed_after;
  Duration timeout = std::chrono::seconds(30);
  std::optional<AccountSpec> account;
  std::optional<AutoscalerSpec> autoscaler;
  std::optional<Duration> redeploy_every;
};
std::vector<Field> fields(Of<ComputeSpec>);
void check(const ComputeSpec& spec, Checker& checker);

/// Reports conflicts between the design and its runtime; `checker` is at the design's entry.
void check_compute(const ComputeSpec& spec, const RuntimeSpec& runtime, Checker& checker);

/// Warns about keys that this runtime, or the other keys, leave without effect.
void check_idle_keys(const ComputeSpec& spec, const RuntimeSpec& runtime, Checker& checker);

}  // namespace edgecase
