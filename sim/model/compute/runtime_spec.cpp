#include "model/compute/runtime_spec.hpp"

namespace edgecase {

std::vector<Field> fields(Of<ColdStartSpec>) {
  return list<ColdStartSpec>(
      field("p50", &ColdStartSpec::p50, "median boot time; together with p99",
            more_than(Duration{0})),
      field("p99", &ColdStartSpec::p99, "99th percentile of the boot time; together with p50",
            more_than(Duration{0})),
      field("placement", &ColdStartSpec::placement, "time to find a server and reserve capacity"),
      field("code_fetch", &ColdStartSpec::code_fetch,
            "time to fetch the code at its first use in a place, without distance and transfer"),
      field("boot", &ColdStartSpec::boot, "time to create the sandbox and load the code",
            shorthand()),
      field("language_init", &ColdStartSpec::language_init, "time to start the language runtime"),
      field("user_init", &ColdStartSpec::user_init, "time to run the function's top-level code"));
}

std::vector<Field> fields(Of<CountLimitSpec>) {
  return list<CountLimitSpec>(
      field("value", &CountLimitSpec::value, "the limit", required(), at_least(std::int64_t{0})),
      field("source", &CountLimitSpec::source, "the platform's statement and its date",
            required()));
}

std::vector<Field> fields(Of<RuntimeLimitsSpec>) {
  return list<RuntimeLimitsSpec>(
      field("memory", &RuntimeLimitsSpec::memory, "memory per instance"),
      field("bundle", &RuntimeLimitsSpec::bundle, "size of the code"),
      field("cpu", &RuntimeLimitsSpec::cpu, "CPU time per request, beyond which it is killed"),
      field("wall", &RuntimeLimitsSpec::wall, "wall time per request, beyond which it is killed"),
      field("sub_requests", &RuntimeLimitsSpec::sub_requests, "sub-requests per request"),
      field("concurrency", &RuntimeLimitsSpec::concurrency, "concurrent requests per instance"));
}

std::vector<Field> fields(Of<AccountSpec>) {
  return list<AccountSpec>(
      field("concurrency", &AccountSpec::concurrency,
            "maximum concurrent requests; further ones are throttled (429)",
            at_least(std::int64_t{1}), assumed("no limit by default")),
      field("burst", &AccountSpec::burst,
            "instances of a function that may start at once; further ones at rate `starts`",
            at_least(std::int64_t{1}), assumed("no limit by default")),
      field("starts", &AccountSpec::starts, "rate of further instance starts per function",
            at_least(Rate{0}), assumed("only used with burst")),
      field("requests", &AccountSpec::requests,
            "maximum requests per second for each unit of `concurrency`, over all functions of a "
            "place; further ones are throttled (429); absent: no limit",
            more_than(Rate{0})),
      field("source", &AccountSpec::source, "the platform's statement and its date"));
}

std::vector<Field> fields(Of<BillingSpec>) {
  return list<BillingSpec>(
      field("by", &BillingSpec::by, "the price sheet with its prices",
            assumed("a cloud, unless the file states that it belongs to the edge platform")),
      field("mode", &BillingSpec::mode, "billing basis besides requests", required()),
      field("step", &BillingSpec::step, "billed time is rounded up to whole steps",
            more_than(Duration{0}), assumed("1 ms, as on common platforms")),
      field("least", &BillingSpec::least, "minimum billed time", at_least(Duration{0}),
            assumed("none")),
      field("start", &BillingSpec::start, "whether the user's part of a cold start is billed",
            assumed("no, unless the platform states it")),
      field("source", &BillingSpec::source, "the platform's statement and its date", required()));
}

std::vector<Field> fields(Of<RuntimeSpec>) {
  return list<RuntimeSpec>(
      field("title", &RuntimeSpec::title, "name of the platform", required()),
      field("kind", &RuntimeSpec::kind, "kind of instance", required()),
      field("source", &RuntimeSpec::source, "source of the figures", required()),
      field("retrieved", &RuntimeSpec::retrieved, "date when they were retrieved", required()),
      field("note", &RuntimeSpec::note, "remarks"),
      field("concurrency", &RuntimeSpec::concurrency, "concurrent requests per instance",
            at_least(std::int64_t{1}), assumed("1, as for virtual machines")),
      field("sharding", &RuntimeSpec::sharding, "how a request is routed to an instance",
            assumed("placement by the platform")),
      field("joins_starting", &RuntimeSpec::joins_starting,
            "whether a request waits for another request's cold start instead of starting its own "
            "instance",
            assumed("own instance, as for virtual machines")),
      field("cpu_of", &RuntimeSpec::cpu_of, "the CPU that a request uses",
            assumed("the instance's own, as for virtual machines")),
      field("cpus", &RuntimeSpec::cpus, "vCPUs per instance", more_than(0.0), at_most(64.0),
            assumed("one")),
      field("memory_per_cpu", &RuntimeSpec::memory_per_cpu,
            "memory per vCPU, if CPU is proportional to memory", more_than(0_B)),
      field("cold_start", &RuntimeSpec::cold_start, "phases of a cold start", required()),
      field("code_bandwidth", &RuntimeSpec::code_bandwidth,
            "bandwidth from the code store to a place", more_than(Bandwidth{0}),
            assumed("1 Gbit/s of a server's link")),
      field("keep_alive", &RuntimeSpec::keep_alive, "how long an idle instance is kept",
            more_than(Duration{0}), assumed("about 10 min (Serverless in the Wild, 2020)")),
      field("memory", &RuntimeSpec::memory, "default memory per instance", more_than(0_B),
            assumed("the smallest common size")),
      field("limits", &RuntimeSpec::limits, "limits of the platform"),
      field("account", &RuntimeSpec::account, "account limits per place"),
      field("billing", &RuntimeSpec::billing, "billing rules", required()));
}

}  // namespace edgecase
