#pragma once
// A platform that runs functions: a file of the runtimes catalogue (scenarios/runtimes/NAME.yaml).
// Each limit states its source, which diagnostics quote.

#include <optional>
#include <string>
#include <string_view>

#include <edgecase/units.hpp>

#include "load/checker.hpp"
#include "load/distribution/distribution.hpp"
#include "load/type/fields.hpp"

namespace edgecase {

enum class RuntimeKind { isolate, microvm, container, region_service, edge_function };
inline auto names(Of<RuntimeKind>) {
  return enumerators<RuntimeKind>(
      {{"isolate", RuntimeKind::isolate, "many functions in one process; starts in ms"},
       {"microvm", RuntimeKind::microvm, "a virtual machine per instance; starts in 100 ms"},
       {"container", RuntimeKind::container, "a container per instance; starts in seconds"},
       {"region_service", RuntimeKind::region_service,
        "long-running tasks behind an autoscaler: requests never start one"},
       {"edge_function", RuntimeKind::edge_function, "a small script in the proxy itself"}});
}

/// How a request is routed to an instance among the servers of a place.
enum class Sharding { random, least_loaded, consistent_hash, placed };
inline auto names(Of<Sharding>) {
  return enumerators<Sharding>(
      {{"random", Sharding::random, "the server of its connection"},
       {"least_loaded", Sharding::least_loaded, "the server with the fewest active requests"},
       {"consistent_hash", Sharding::consistent_hash,
        "the function's home server; the server of its connection if the home is overloaded"},
       {"placed", Sharding::placed,
        "any server with an instance, chosen by a central placement service"}});
}

/// The CPU that a request uses.
enum class CpuOwner { server, instance };
inline auto names(Of<CpuOwner>) {
  return enumerators<CpuOwner>(
      {{"server", CpuOwner::server, "all functions of a server share its cores"},
       {"instance", CpuOwner::instance, "each instance has its own vCPUs"}});
}

/// The billing basis of a platform besides requests.
enum class BillingMode { cpu, request, busy_instance, instance };
inline auto names(Of<BillingMode>) {
  return enumerators<BillingMode>(
      {{"cpu", BillingMode::cpu, "CPU time of requests; waiting is free"},
       {"request", BillingMode::request, "wall time of each request, rounded, times memory"},
       {"busy_instance", BillingMode::busy_instance,
        "time an instance is busy or starting for a request, rounded, times memory"},
       {"instance", BillingMode::instance, "lifetime of each instance, rounded, times memory"}});
}

/// The phases of a cold start; omitted phases take no time. p50 and p99 define a lognormal boot
/// time, which includes all phases if they are not known separately.
struct ColdStartSpec {
  std::optional<Duration> p50, p99;
  std::optional<DurationChoice> placement, code_fetch, boot, language_init, user_init;
};
std::vector<Field> fields(Of<ColdStartSpec>);

void check(const ColdStartSpec& spec, Checker& checker);

template <class Q>
struct LimitSpec {
  Q value{};
  std::string source;
};
template <class Q>
auto fields(Of<LimitSpec<Q>>) {
  return list<LimitSpec<Q>>(
      field("value", &LimitSpec<Q>::value, "the limit", required(), more_than(Q{})),
      field("source", &LimitSpec<Q>::source, "the platform's statement and its date", required()));
}
/// The same for counts.
struct CountLimitSpec {
  Count value{1};
  std::string source;
};
std::vector<Field> fields(Of<CountLimitSpec>);

struct RuntimeLimitsSpec {
  std::optional<LimitSpec<Bytes>> memory, bundle;
  std::optional<LimitSpec<Duration>> cpu, wall;
  std::optional<CountLimitSpec> sub_requests, concurrency;
};
std::vector<Field> fields(Of<RuntimeLimitsSpec>);

/// Limits over all instances of an account in one place.
struct AccountSpec {
  Count concurrency = unlimited;
  Count burst = unlimited;
  Rate starts{0};
  std::optional<Rate> requests;
  std::string source;
};
std::vector<Field> fields(Of<AccountSpec>);
void check(const AccountSpec& spec, Checker& checker);

/// The price sheet of a design with the prices of a runtime.
enum class BilledBy { edge, cloud };
inline auto names(Of<BilledBy>) {
  return enumerators<BilledBy>({{"edge", BilledBy::edge, "the edge platform"},
                                {"cloud", BilledBy::cloud, "the cloud of the origin"}});
}

struct BillingSpec {
  BilledBy by = BilledBy::cloud;
  BillingMode mode = BillingMode::request;
  Duration step = std::chrono::milliseconds(1);
  Duration least{};
  bool start = false;
  std::string source;
};
std::vector<Field> fields(Of<BillingSpec>);

struct RuntimeSpec {
  std::string title;
  RuntimeKind kind = RuntimeKind::isolate;
  std::string source;
  std::string retrieved;
  std::string note;
  Count concurrency{1};
  Sharding sharding = Sharding::placed;
  bool joins_starting = false;
  CpuOwner cpu_of = CpuOwner::instance;
  double cpus = 1;
  std::optional<Bytes> memory_per_cpu;
  ColdStartSpec cold_start;
  Bandwidth code_bandwidth{1e9};
  Duration keep_alive = std::chrono::minutes(10);
  Bytes memory = 128_MB;
  RuntimeLimitsSpec limits;
  AccountSpec account;
  BillingSpec billing;
};
std::vector<Field> fields(Of<RuntimeSpec>);
inline std::string_view topic(Of<RuntimeSpec>) { return "runtime"; }
void check(const RuntimeSpec& spec, Checker& checker);

}  // namespace edgecase
