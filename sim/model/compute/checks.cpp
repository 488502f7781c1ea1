// Checks of a design against the limits of its platform. Each message gives the platform's limit
// and its source.
#include <algorithm>

#include <fmt/core.h>

#include "load/text/codes.hpp"
#include "load/text/scalar.hpp"
#include "model/compute/spec.hpp"

namespace edgecase {

namespace {

template <class Q, class L>
void over(const std::optional<L>& limit, const Q& asked, std::string_view path,
          std::string_view what, const RuntimeSpec& runtime, Checker& checker) {
  if (!limit || asked <= limit->value) return;
  checker.report(path,
                 {code::out_of_range,
                  fmt::format("{} {}; {} allows at most {} ({})", what, Scalar<Q>::print(asked),
                              runtime.title, Scalar<Q>::print(limit->value), limit->source),
                  fmt::format("at most {}", Scalar<Q>::print(limit->value)),
                  "choose another runtime, or a value within the limit"});
}

// If even the smallest CPU time exceeds the limit, all requests are killed.
void check_cpu(const ComputeSpec& spec, const RuntimeSpec& runtime, Checker& checker) {
  if (!spec.cpu) return;
  const Distribution cpu = distribution_of(*spec.cpu);
  constexpr double most_s = 3600;  // times of queues of millions of requests fit the clock
  if (cpu.quantile(0.99) > most_s)
    checker.report("cpu", {code::out_of_range, "more than 1 h of CPU time per request",
                           "1 in 100 requests needs more", "use at most 1h"});
  if (!runtime.limits.cpu) return;
  const Duration typical = from_seconds(cpu.quantile(0.5));
  over(runtime.limits.cpu, typical, "cpu", "half of the requests need more CPU than", runtime,
       checker);
}

void check_memory(const ComputeSpec& spec, const RuntimeSpec& runtime, Checker& checker) {
  const Bytes memory = spec.memory.value_or(runtime.memory);
  const auto path = spec.memory ? "memory" : "servers.memory";
  over(runtime.limits.memory, memory, path, "an instance of", runtime, checker);
  if (memory > spec.servers.memory) {
    checker.report(
        path, {code::out_of_range,
               fmt::format("an instance of {} does not fit on a server of {}",
                           Scalar<Bytes>::print(memory), Scalar<Bytes>::print(spec.servers.memory)),
               "larger than the server", "increase servers: {memory: …}"});
    return;
  }
  const std::int64_t fit = spec.servers.memory.count / std::max<std::int64_t>(memory.count, 1);
  const Sharding sharding = spec.sharding.value_or(runtime.sharding);
  if (sharding != Sharding::placed && spec.provisioned.value > fit) {
    checker.report(
        "provisioned",
        {code::out_of_range,
         fmt::format("{} instances of {} do not fit on a server of {}", spec.provisioned.value,
                     Scalar<Bytes>::print(memory), Scalar<Bytes>::print(spec.servers.memory)),
         fmt::format("at most {}", fit), "use fewer instances or larger servers"});
  }
}

void check_runtime_kind(const ComputeSpec& spec, const RuntimeSpec& runtime, Checker& checker) {
  if (spec.autoscaler && runtime.kind != RuntimeKind::region_service) {
    checker.report("autoscaler", {code::changes_nothing,
                                  fmt::format("{} starts instances on demand", runtime.title),
                                  "has no effect", "use provisioned and instances instead"});
  }
  if (!spec.autoscaler && runtime.kind == RuntimeKind::region_service &&
      spec.provisioned.value == 0) {
    checker.report("runtime", {code::missing_key,
                               "requests do not start tasks of a region_service, and none is "
                               "there",
                               "needs tasks", "set autoscaler: {least: 2} or provisioned: 2"});
  }
  if (spec.cpu_order == CpuOrder::processor_sharing && runtime.cpu_of == CpuOwner::instance) {
    checker.report("cpu_order", {code::changes_nothing,
                                 fmt::format("{} gives each instance its own CPU", runtime.title),
                                 "has no effect", "remove it"});
  }
  if (spec.cpu_order == CpuOrder::processor_sharing && spec.servers.cores.unlimited() &&
      runtime.cpu_of == CpuOwner::server) {
    checker.report("cpu_order", {code::changes_nothing, "unlimited cores are never contended",
                                 "has no effect", "set servers: {cores: 64}"});
  }
  if (spec.reuse && spec.concurrency.value_or(runtime.concurrency).unlimited()) {
    checker.report("reuse", {code::changes_nothing, "one instance takes all requests",
                             "has no effect", "remove it, or set concurrency"});
  }
  if (runtime.concurrency.unlimited() && !spec.concurrency && spec.provisioned.value > 1) {
    checker.report("provisioned", {code::out_of_range,
                                   "an instance takes any number of requests, so there is at most "
                                   "one per server",
                                   "at most 1", "write provisioned: 1"});
  }
}

}  // namespace

void check_compute(const ComputeSpec& spec, const RuntimeSpec& runtime, Checker& checker) {
  over(runtime.limits.bundle, spec.bundle, "bundle", "code of", runtime, checker);
  check_cpu(spec, runtime, checker);
  check_memory(spec, runtime, checker);
  if (spec.sub_requests) {
    over(runtime.limits.sub_requests, spec.sub_requests->count, "sub_requests.count",
         "sub-requests of one request:", runtime, checker);
  }
  if (spec.concurrency) {
    over(runtime.limits.concurrency, *spec.concurrency, "concurrency",
         "requests at once in an instance:", runtime, checker);
  }
  check_runtime_kind(spec, runtime, checker);
  check_idle_keys(spec, runtime, checker);
}

void check(const ColdStartSpec& spec, Checker& checker) {
  if (spec.p50.has_value() != spec.p99.has_value()) {
    checker.report(
        spec.p50 ? "p50" : "p99",
        {code::missing_key, "p50 and p99 must be set together", "the other one is missing",
         "for example {p50: 5ms, p99: 50ms}, or one value: 200ms"});
  } else if (spec.p50 && *spec.p99 < *spec.p50) {
    checker.report("p99", {code::unordered, "p99 is not above p50", "not above p50",
                           "for example {p50: 5ms, p99: 50ms}"});
  }
  if (spec.p50 && spec.boot) {
    checker.report("boot", {code::changes_nothing, "p50 and p99 already define the boot time",
                            "these keys are incompatible", "choose one of them"});
  }
}

void check(const RuntimeSpec& spec, Checker& checker) {
  if (spec.limits.memory && spec.memory > spec.limits.memory->value) {
    checker.report("memory", {code::unordered, "the default memory is above the platform's limit",
                              "above limits.memory", "decrease it"});
  }
  if (spec.kind == RuntimeKind::region_service && spec.sharding != Sharding::placed) {
    checker.report("sharding", {code::out_of_range, "tasks are behind one load balancer",
                                "not allowed for a region_service", "write sharding: placed"});
  }
}

}  // namespace edgecase
