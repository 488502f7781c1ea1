// What a design asks of a platform that the platform does not give. Each message names the
// platform's own limit and its source.
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
                  "choose another runtime, or stay below the limit"});
}

// The smallest CPU time that a request may draw: if that is over the limit, all are killed.
void check_cpu(const ComputeSpec& spec, const RuntimeSpec& runtime, Checker& checker) {
  if (!spec.cpu || !runtime.limits.cpu) return;
  const Distribution cpu = distribution_of(*spec.cpu);
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
               fmt::format("an instance of {} does not fit into a server of {}",
                           Scalar<Bytes>::print(memory), Scalar<Bytes>::print(spec.servers.memory)),
               "larger than the server", "state servers: {memory: …}"});
    return;
  }
  const std::int64_t fit = spec.servers.memory.count / std::max<std::int64_t>(memory.count, 1);
  const Sharding sharding = spec.sharding.value_or(runtime.sharding);
  if (sharding != Sharding::placed && spec.provisioned.value > fit) {
    checker.report("provisioned", {code::out_of_range,
                                   fmt::format("{} instances of {} do not fit into a server of {}",
                                               spec.provisioned.value, Scalar<Bytes>::print(memory),
                                               Scalar<Bytes>::print(spec.servers.memory)),
                                   fmt::format("at most {}", fit), "fewer, or larger servers"});
  }
}

void check_runtime_kind(const ComputeSpec& spec, const RuntimeSpec& runtime, Checker& checker) {
  if (spec.autoscaler && runtime.kind != RuntimeKind::region_service) {
    checker.report("autoscaler",
                   {code::changes_nothing,
                    fmt::format("{} starts instances when requests need them", runtime.title),
                    "changes nothing", "use provisioned and instances instead"});
  }
  if (!spec.autoscaler && runtime.kind == RuntimeKind::region_service &&
      spec.provisioned.value == 0) {
    checker.report("runtime", {code::missing_key,
                               "requests never start a task of a region_service, and none is "
                               "there",
                               "needs tasks", "state autoscaler: {least: 2} or provisioned: 2"});
  }
  if (spec.cpu_order == CpuOrder::processor_sharing && runtime.cpu_of == CpuOwner::instance) {
    checker.report("cpu_order", {code::changes_nothing,
                                 fmt::format("{} gives each instance its own CPU", runtime.title),
                                 "changes nothing", "leave it out"});
  }
  if (spec.cpu_order == CpuOrder::processor_sharing && spec.servers.cores.unlimited() &&
      runtime.cpu_of == CpuOwner::server) {
    checker.report("cpu_order", {code::changes_nothing, "cores without limit have nothing to share",
                                 "changes nothing", "state servers: {cores: 64}"});
  }
  if (runtime.concurrency.unlimited() && !spec.concurrency && spec.provisioned.value > 1) {
    checker.report("provisioned", {code::out_of_range,
                                   "an instance takes any number of requests, so that one in a "
                                   "server is all there can be",
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
}

void check(const ColdStartSpec& spec, Checker& checker) {
  if (spec.p50.has_value() != spec.p99.has_value()) {
    checker.report(spec.p50 ? "p50" : "p99",
                   {code::missing_key, "p50 and p99 go together", "the other is missing",
                    "for example {p50: 5ms, p99: 50ms}, or one value: 200ms"});
  } else if (spec.p50 && *spec.p99 < *spec.p50) {
    checker.report("p99", {code::unordered, "p99 is below p50", "not above p50",
                           "for example {p50: 5ms, p99: 50ms}"});
  }
  if (spec.p50 && spec.boot) {
    checker.report("boot", {code::changes_nothing, "p50 and p99 say what the boot takes",
                            "cannot be had together", "choose one of the two"});
  }
}

void check(const RuntimeSpec& spec, Checker& checker) {
  if (spec.limits.memory && spec.memory > spec.limits.memory->value) {
    checker.report("memory", {code::unordered, "the usual memory is above the platform's limit",
                              "above limits.memory", "lower it"});
  }
  if (spec.kind == RuntimeKind::region_service && spec.sharding != Sharding::placed) {
    checker.report("sharding", {code::out_of_range, "tasks stand behind one load balancer",
                                "not for a region_service", "write sharding: placed"});
  }
}

}  // namespace edgecase
