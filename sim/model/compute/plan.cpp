#include "model/compute/plan.hpp"

#include <algorithm>
#include <cmath>

namespace edgecase {

namespace {

// Mean CPU time of Workers (Cloudflare docs, limits, 2026-09).
constexpr Duration usual_cpu = std::chrono::microseconds(2200);

std::shared_ptr<const QuantileTable> table_of(const DurationChoice& choice) {
  return std::make_shared<const QuantileTable>(distribution_of(choice));
}

ColdStart cold_start_of(const ComputeSpec& spec, const RuntimeSpec& runtime) {
  const ColdStartSpec& phases = spec.cold_start ? *spec.cold_start : runtime.cold_start;
  ColdStart cold;
  const auto set = [&](ColdPhase phase, const std::optional<DurationChoice>& choice) {
    if (choice) cold.phases[static_cast<std::size_t>(phase)] = distribution_of(*choice);
  };
  set(ColdPhase::placement, phases.placement);
  set(ColdPhase::code_fetch, phases.code_fetch);
  if (spec.snapshot) {
    set(ColdPhase::boot, spec.snapshot->restore);
  } else {
    set(ColdPhase::boot, phases.boot);
    if (phases.p50) set(ColdPhase::boot, lognormal(*phases.p50, *phases.p99));
    set(ColdPhase::language_init, phases.language_init);
    set(ColdPhase::user_init, phases.user_init);
  }
  if (phases.code_fetch) {
    const double bits = 8.0 * static_cast<double>(spec.bundle.count);
    cold.transfer = from_seconds(bits / runtime.code_bandwidth.bits_per_second);
  }
  return cold;
}

double cpus_of(const RuntimeSpec& runtime, Bytes memory) {
  if (!runtime.memory_per_cpu) return runtime.cpus;
  return static_cast<double>(memory.count) / static_cast<double>(runtime.memory_per_cpu->count);
}

void plan_instances(FunctionPlan& plan, const ComputeSpec& spec, const RuntimeSpec& runtime) {
  const double cpus = cpus_of(runtime, plan.memory);
  plan.cpu_of_server = runtime.cpu_of == CpuOwner::server;
  plan.slowdown = plan.cpu_of_server ? 1.0 : 1.0 / std::min(1.0, cpus);
  plan.terms = {
      .concurrency = spec.concurrency.value_or(runtime.concurrency).value,
      .most = spec.instances.value,
      .provisioned = spec.provisioned.value,
      .joins_starting = runtime.joins_starting,
      .reuse = spec.reuse.value_or(runtime.kind == RuntimeKind::region_service
                                       ? InstanceReuse::least_recent
                                       : InstanceReuse::most_recent),
      .threads = plan.cpu_of_server ? 0 : static_cast<std::uint32_t>(std::max(1.0, cpus)),
  };
  plan.on_demand = runtime.kind != RuntimeKind::region_service;
  plan.autoscaler = spec.autoscaler;
  if (plan.on_demand) return;
  const std::int64_t tasks = plan.autoscaler ? plan.autoscaler->least.value
                                             : std::max<std::int64_t>(spec.provisioned.value, 1);
  plan.terms.provisioned = tasks;
  plan.terms.most = plan.autoscaler ? plan.autoscaler->most.value : tasks;
}

void plan_limits(FunctionPlan& plan, const ComputeSpec& spec, const RuntimeSpec& runtime) {
  plan.queue = spec.queue.value;
  plan.shed_after = spec.shed_after.value_or(Duration::max());
  plan.timeout = spec.timeout;
  plan.redeploy_every = spec.redeploy_every.value_or(Duration{0});
  if (runtime.limits.cpu) plan.cpu_limit = runtime.limits.cpu->value;
  if (runtime.limits.wall) plan.wall_limit = runtime.limits.wall->value;
  const AccountSpec& account = spec.account ? *spec.account : runtime.account;
  plan.account_concurrency = account.concurrency.value;
  if (account.requests && !account.concurrency.unlimited())
    plan.account_requests_per_second =
        account.requests->per_second * static_cast<double>(account.concurrency.value);
  plan.burst = account.burst.value;
  plan.starts_per_second = account.starts.per_second;
  plan.billing = runtime.billing.mode;
  plan.rounding = {runtime.billing.step, runtime.billing.least};
  plan.bills_start = runtime.billing.start;
}

}  // namespace

FunctionPlan plan_function(std::string name, const ComputeSpec& spec, const RuntimeSpec& runtime,
                           const std::optional<DurationChoice>& route_cpu) {
  FunctionPlan plan;
  plan.name = std::move(name);
  plan.keep_alive = spec.keep_alive.value_or(runtime.keep_alive);
  plan.memory = spec.memory.value_or(runtime.memory);
  const DurationChoice cpu = spec.cpu ? *spec.cpu : route_cpu ? *route_cpu : constant(usual_cpu);
  plan.cpu = table_of(cpu);
  plan.mean_cpu = distribution_of(cpu).mean();
  if (spec.wait) plan.wait = table_of(*spec.wait);
  plan.cold = cold_start_of(spec, runtime);
  plan.cpu_order = spec.cpu_order;
  plan.prewarm = spec.prewarm;
  plan.holds = spec.sub_requests.has_value();
  plan.sharding = spec.sharding.value_or(runtime.sharding);
  plan.forwarding = spec.forwarding;
  plan.overflow = spec.overflow;
  plan_instances(plan, spec, runtime);
  plan_limits(plan, spec, runtime);
  return plan;
}

std::optional<std::int64_t> near_data_from(Duration to_function, Duration to_data,
                                           Duration straight) {
  if (to_data <= Duration{0}) return std::nullopt;
  const Duration detour = std::max(straight - to_function, Duration{0});
  return detour / to_data + 1;
}

}  // namespace edgecase
