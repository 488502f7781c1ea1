#include "model/compute/runtime_spec.hpp"

namespace edgecase {

std::vector<Field> fields(Of<ColdStartSpec>) {
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

std::vector<Field> fields(Of<CountLimitSpec>) {
  return list<CountLimitSpec>(
      field("value", &CountLimitSpec::value, "the most that is allowed", required(),
            at_least(std::int64_t{0})),
      field("source", &CountLimitSpec::source, "where the platform says so, and when", required()));
}

std::vector<Field> fields(Of<RuntimeLimitsSpec>) {
  return list<RuntimeLimitsSpec>(
      field("memory", &RuntimeLimitsSpec::memory, "of one instance"),
      field("bundle", &RuntimeLimitsSpec::bundle, "size of the code"),
      field("cpu", &RuntimeLimitsSpec::cpu, "CPU time of one request: beyond it is killed"),
      field("wall", &RuntimeLimitsSpec::wall, "time of one request: beyond it is killed"),
      field("sub_requests", &RuntimeLimitsSpec::sub_requests, "that one request may make"),
      field("concurrency", &RuntimeLimitsSpec::concurrency, "requests at once in one instance"));
}

std::vector<Field> fields(Of<AccountSpec>) {
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

std::vector<Field> fields(Of<BillingSpec>) {
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

std::vector<Field> fields(Of<RuntimeSpec>) {
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

}  // namespace edgecase
