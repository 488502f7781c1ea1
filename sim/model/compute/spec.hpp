#pragma once
// What a scenario says of a function: `design.compute.NAME`.

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
        "all requests in work share the cores equally"}});
}

enum class ComputePlace { near_user, near_data, regions };
inline auto names(Of<ComputePlace>) {
  return enumerators<ComputePlace>(
      {{"near_user", ComputePlace::near_user, "in the PoP that took the request"},
       {"near_data", ComputePlace::near_data, "in the place that its sub-requests go to"},
       {"regions", ComputePlace::regions, "in the nearest of the stated regions"}});
}

/// Other tenants of the same servers. They are not simulated one by one: see neighbours.hpp.
struct NeighboursSpec {
  Count functions{2000};
  Rate rate{1000};
  double popularity = 0.9;
  Bytes memory = 10_MB;
  Duration keep_alive = std::chrono::minutes(10);
};
inline auto fields(Of<NeighboursSpec>) {
  return list<NeighboursSpec>(
      field("functions", &NeighboursSpec::functions, "of other tenants on one server",
            at_least(std::int64_t{1}), assumed("thousands of tenants share a server")),
      field("rate", &NeighboursSpec::rate, "their requests to one server", more_than(Rate{0}),
            assumed("a busy server")),
      field("popularity", &NeighboursSpec::popularity,
            "Zipf exponent of their rates: few are busy, most are rarely used", at_least(0.0),
            at_most(3.0), assumed("as web sites")),
      field("memory", &NeighboursSpec::memory, "of one of their instances", more_than(0_B),
            assumed("isolates take 3 MB and more (Cloudflare blog, 2018-11-09)")),
      field("keep_alive", &NeighboursSpec::keep_alive, "how long theirs are kept if there is room",
            more_than(Duration{0}), assumed("as ours")));
}

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
inline auto fields(Of<ServersSpec>) {
  constexpr auto why = "sizes of sites are not published; powers of two between 4 and 128";
  return list<ServersSpec>(
      field("hub", &ServersSpec::hub, "servers of a hub, or of a region", at_least(std::int64_t{1}),
            at_most(std::int64_t{100'000}), assumed(why)),
      field("large", &ServersSpec::large, "servers of a large PoP", at_least(std::int64_t{1}),
            at_most(std::int64_t{100'000}), assumed(why)),
      field("medium", &ServersSpec::medium, "servers of a medium PoP", at_least(std::int64_t{1}),
            at_most(std::int64_t{100'000}), assumed(why)),
      field("small", &ServersSpec::small, "servers of a small PoP", at_least(std::int64_t{1}),
            at_most(std::int64_t{100'000}), assumed(why)),
      field("cores", &ServersSpec::cores, "cores of one server that the function may use",
            at_least(std::int64_t{1}),
            assumed("a platform's servers have room for one customer; state it to see contention")),
      field("memory", &ServersSpec::memory, "memory of one server", more_than(0_B),
            assumed("256 GiB, common in edge servers")),
      field("neighbours", &ServersSpec::neighbours,
            "other tenants, who push idle instances out of memory; absent: none"));
}
void check(const ServersSpec& spec, Checker& checker);

/// What a region's service does about its number of tasks.
struct AutoscalerSpec {
  Share target = 60_percent;
  Duration every = std::chrono::minutes(1);
  Duration scale_in = std::chrono::minutes(5);
  Count least{1};
  Count most{1000};
};
inline auto fields(Of<AutoscalerSpec>) {
  return list<AutoscalerSpec>(
      field("target", &AutoscalerSpec::target, "share of all slots that should be in use",
            more_than(Share{0}), at_most(Share{1}),
            source("Cloud Run aims at 60% of concurrency and CPU (Google Cloud docs, instance "
                   "autoscaling)",
                   "2026-11")),
      field("every", &AutoscalerSpec::every, "how often it looks, at the mean since it last looked",
            more_than(Duration{0}),
            source("one-minute window (Google Cloud docs, instance autoscaling)", "2026-11")),
      field("scale_in", &AutoscalerSpec::scale_in,
            "how long fewer tasks must have been enough before any goes", at_least(Duration{0}),
            source("ECS services: scale-in cooldown 300 s (AWS CDK API reference)", "2026-11")),
      field("least", &AutoscalerSpec::least, "tasks at least", at_least(std::int64_t{1}),
            assumed("a service that never starts from nothing")),
      field("most", &AutoscalerSpec::most, "tasks at most", at_least(std::int64_t{1}),
            assumed("a common quota")));
}
void check(const AutoscalerSpec& spec, Checker& checker);

/// A start from a saved image of the memory, instead of booting and initialising.
struct SnapshotSpec {
  DurationChoice restore = constant(std::chrono::milliseconds(100));
};
inline auto fields(Of<SnapshotSpec>) {
  return list<SnapshotSpec>(
      field("restore", &SnapshotSpec::restore, "time to restore the image", shorthand(),
            assumed("around 100 ms for images of some 100 MB; state your own")));
}

enum class SubRequestOrder { sequential, parallel };
inline auto names(Of<SubRequestOrder>) {
  return enumerators<SubRequestOrder>(
      {{"sequential", SubRequestOrder::sequential, "each needs the answer of the one before"},
       {"parallel", SubRequestOrder::parallel, "all at once; the slowest counts"}});
}
struct SubRequestsSpec {
  Count count{1};
  SubRequestOrder order = SubRequestOrder::sequential;
  std::string to = "origin";
};
inline auto fields(Of<SubRequestsSpec>) {
  return list<SubRequestsSpec>(
      field("count", &SubRequestsSpec::count, "how many one request makes", shorthand(), required(),
            at_least(std::int64_t{1})),
      field("order", &SubRequestsSpec::order, "one after another or all at once",
            assumed("chatty code asks one thing after another")),
      field("to", &SubRequestsSpec::to, "where they go: origin, or a place of the network",
            assumed("the data is where the origin is")));
}

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

/// What the design and its runtime do not agree on: `checker` stands at the design's entry.
void check_compute(const ComputeSpec& spec, const RuntimeSpec& runtime, Checker& checker);

}  // namespace edgecase
