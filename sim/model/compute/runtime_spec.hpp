#pragma once
// A platform that runs functions: a file of the runtimes catalogue (scenarios/runtimes/NAME.yaml).
// Each limit names its source, and diagnostics quote it.

#include <optional>
#include <string>

#include <edgecase/units.hpp>

#include "load/checker.hpp"
#include "load/distribution.hpp"
#include "load/fields.hpp"

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

/// How a request finds an instance among the servers of a place.
enum class Sharding { random, least_loaded, consistent_hash, placed };
inline auto names(Of<Sharding>) {
  return enumerators<Sharding>(
      {{"random", Sharding::random, "the server that its connection happens to be on"},
       {"least_loaded", Sharding::least_loaded, "the server with the fewest requests in work"},
       {"consistent_hash", Sharding::consistent_hash,
        "the function's home server; where it stands if the home is overloaded"},
       {"placed", Sharding::placed,
        "wherever an instance is: a placement service knows all of the place"}});
}

/// Whose CPU a request uses.
enum class CpuOwner { server, instance };
inline auto names(Of<CpuOwner>) {
  return enumerators<CpuOwner>(
      {{"server", CpuOwner::server, "all functions of a server share its cores"},
       {"instance", CpuOwner::instance, "each instance has its own vCPUs"}});
}

/// What a platform bills besides requests.
enum class BillingMode { cpu, request, busy_instance, instance };
inline auto names(Of<BillingMode>) {
  return enumerators<BillingMode>(
      {{"cpu", BillingMode::cpu, "CPU time of requests; waiting is free"},
       {"request", BillingMode::request, "wall time of each request, rounded, times memory"},
       {"busy_instance", BillingMode::busy_instance,
        "time an instance has a request or starts for one, rounded, times memory"},
       {"instance", BillingMode::instance, "the life of each instance, rounded, times memory"}});
}

/// The phases of a cold start; what is not written takes no time. p50 and p99 stand for a lognormal
/// boot: all of it, where phases are not known.
struct ColdStartSpec {
  std::optional<Duration> p50, p99;
  std::optional<DurationChoice> placement, code_fetch, boot, language_init, user_init;
};
inline auto fields(Of<ColdStartSpec>) {
  return list<ColdStartSpec>(
      field("p50", &ColdStartSpec::p50, "half of the boots take at most this: with p99",
            more_than(Duration{0})),
      field("p99", &ColdStartSpec::p99, "99 in 100 boots take at most this: with p50",
            more_than(Duration{0})),
      field("placement", &ColdStartSpec::placement, "to find a server and reserve room"),
      field("code_fetch", &ColdStartSpec::code_fetch,
            "to fetch the code on its first use in a place, besides the way and the bytes"),
      field("boot", &ColdStartSpec::boot, "to make the sandbox and load the code", shorthand()),
      field("language_init", &ColdStartSpec::language_init, "to start the language's runtime"),
      field("user_init", &ColdStartSpec::user_init, "to run the function's top level"));
}

void check(const ColdStartSpec& spec, Checker& checker);

template <class Q>
struct LimitSpec {
  Q value{};
  std::string source;
};
template <class Q>
auto fields(Of<LimitSpec<Q>>) {
  return list<LimitSpec<Q>>(
      field("value", &LimitSpec<Q>::value, "the most that is allowed", required(), more_than(Q{})),
      field("source", &LimitSpec<Q>::source, "where the platform says so, and when", required()));
}
/// The same for numbers of things.
struct CountLimitSpec {
  Count value{1};
  std::string source;
};
inline auto fields(Of<CountLimitSpec>) {
  return list<CountLimitSpec>(
      field("value", &CountLimitSpec::value, "the most that is allowed", required(),
            at_least(std::int64_t{0})),
      field("source", &CountLimitSpec::source, "where the platform says so, and when", required()));
}

struct RuntimeLimitsSpec {
  std::optional<LimitSpec<Bytes>> memory, bundle;
  std::optional<LimitSpec<Duration>> cpu, wall;
  std::optional<CountLimitSpec> sub_requests, concurrency;
};
inline auto fields(Of<RuntimeLimitsSpec>) {
  return list<RuntimeLimitsSpec>(
      field("memory", &RuntimeLimitsSpec::memory, "of one instance"),
      field("bundle", &RuntimeLimitsSpec::bundle, "size of the code"),
      field("cpu", &RuntimeLimitsSpec::cpu, "CPU time of one request: beyond it is killed"),
      field("wall", &RuntimeLimitsSpec::wall, "time of one request: beyond it is killed"),
      field("sub_requests", &RuntimeLimitsSpec::sub_requests, "that one request may make"),
      field("concurrency", &RuntimeLimitsSpec::concurrency, "requests at once in one instance"));
}

/// Limits over all instances of an account in one place.
struct AccountSpec {
  Count concurrency = unlimited;
  Count burst = unlimited;
  Rate starts{0};
  std::string source;
};
inline auto fields(Of<AccountSpec>) {
  return list<AccountSpec>(
      field("concurrency", &AccountSpec::concurrency,
            "requests in work at once; one more is throttled (429)", at_least(std::int64_t{1}),
            assumed("no limit unless stated")),
      field("burst", &AccountSpec::burst,
            "instances of one function that may start at once; then at `starts`",
            at_least(std::int64_t{1}), assumed("no limit unless stated")),
      field("starts", &AccountSpec::starts, "further instances of one function that may start",
            at_least(Rate{0}), assumed("goes with burst")),
      field("source", &AccountSpec::source, "where the platform says so, and when"));
}
void check(const AccountSpec& spec, Checker& checker);

/// Which of a design's two price sheets has its prices.
enum class BilledBy { edge, cloud };
inline auto names(Of<BilledBy>) {
  return enumerators<BilledBy>({{"edge", BilledBy::edge, "the edge platform"},
                                {"cloud", BilledBy::cloud, "the cloud that the origin stands in"}});
}

struct BillingSpec {
  BilledBy by = BilledBy::cloud;
  BillingMode mode = BillingMode::request;
  Duration step = std::chrono::milliseconds(1);
  Duration least{};
  bool start = false;
  std::string source;
};
inline auto fields(Of<BillingSpec>) {
  return list<BillingSpec>(
      field("by", &BillingSpec::by, "whose price sheet has its prices",
            assumed("a cloud, unless the file says that it is the edge's own")),
      field("mode", &BillingSpec::mode, "what is billed besides requests", required()),
      field("step", &BillingSpec::step, "billed time is rounded up to whole steps",
            more_than(Duration{0}), assumed("1 ms, as the common platforms do")),
      field("least", &BillingSpec::least, "the shortest billed time", at_least(Duration{0}),
            assumed("none")),
      field("start", &BillingSpec::start, "whether the user's part of a cold start is billed",
            assumed("no, unless the platform says so")),
      field("source", &BillingSpec::source, "where the platform says so, and when", required()));
}

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
inline auto fields(Of<RuntimeSpec>) {
  return list<RuntimeSpec>(
      field("title", &RuntimeSpec::title, "what it is", required()),
      field("kind", &RuntimeSpec::kind, "what an instance is", required()),
      field("source", &RuntimeSpec::source, "where its figures come from", required()),
      field("retrieved", &RuntimeSpec::retrieved, "when they were read", required()),
      field("note", &RuntimeSpec::note, "what else one must know"),
      field("concurrency", &RuntimeSpec::concurrency, "requests at once in one instance",
            at_least(std::int64_t{1}), assumed("one, as virtual machines do")),
      field("sharding", &RuntimeSpec::sharding, "how a request finds an instance",
            assumed("platforms place instances themselves")),
      field("joins_starting", &RuntimeSpec::joins_starting,
            "whether a request waits for an instance that starts for another, or starts its own",
            assumed("own, as virtual machines do")),
      field("cpu_of", &RuntimeSpec::cpu_of, "whose CPU a request uses",
            assumed("an instance's own, as virtual machines do")),
      field("cpus", &RuntimeSpec::cpus, "vCPUs of an instance", more_than(0.0), at_most(64.0),
            assumed("one")),
      field("memory_per_cpu", &RuntimeSpec::memory_per_cpu,
            "memory that comes with one vCPU, where CPU follows memory", more_than(0_B)),
      field("cold_start", &RuntimeSpec::cold_start, "its phases", required()),
      field("code_bandwidth", &RuntimeSpec::code_bandwidth, "from the store of code to a place",
            more_than(Bandwidth{0}), assumed("1 Gbit/s of a server's line")),
      field("keep_alive", &RuntimeSpec::keep_alive, "how long an idle instance is kept",
            more_than(Duration{0}), assumed("about 10 min (Serverless in the Wild, 2020)")),
      field("memory", &RuntimeSpec::memory, "of an instance, unless the design says otherwise",
            more_than(0_B), assumed("the smallest common size")),
      field("limits", &RuntimeSpec::limits, "what the platform allows at most"),
      field("account", &RuntimeSpec::account, "limits over all instances in a place"),
      field("billing", &RuntimeSpec::billing, "what it bills", required()));
}
void check(const RuntimeSpec& spec, Checker& checker);

}  // namespace edgecase
