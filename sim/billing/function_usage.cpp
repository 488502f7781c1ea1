#include "billing/function_usage.hpp"

#include "cost/meters.hpp"
#include "measure/merge.hpp"

namespace edgecase {
namespace {

/// The MB of memory settings: 512MB and 512MiB are the same.
std::int64_t megabytes(Bytes memory) {
  constexpr std::int64_t mib = std::int64_t{1} << 20;
  return memory.count % mib == 0 ? memory.count / mib : (memory.count + 500'000) / 1'000'000;
}

/// A function's use in one place up to the end of a phase, phases summed in their order: each phase
/// is billed the difference in whole units, so that cutting time into phases loses nothing.
struct UseInPhase {
  const FunctionHome& home;
  const RuntimeSpec& runtime;
  const FunctionPlace& place;
  std::size_t phase;
  FunctionUse before;
  FunctionUse upto;

  template <class Of>
  std::int64_t whole(Of of) const {
    return of(upto) - of(before);
  }
};

template <class Visit>
void for_each_function(const Blueprint& plan, const Observations& seen, Visit visit) {
  const std::size_t phases = plan.time.phases.count();
  for (std::size_t f = 0; f < plan.compute.functions.size(); ++f) {
    const FunctionHome& home = plan.compute.functions[f];
    const RuntimeSpec& runtime = plan.setting.runtimes.at(home.plan.name);
    for (std::size_t p = 0; p < seen.functions[f].size(); ++p) {
      const FunctionPlace& place = plan.compute.groups[home.group].places[p];
      FunctionUse sum;
      for (std::size_t phase = 0; phase < phases; ++phase) {
        const FunctionUse before = sum;
        merge_into(sum, phases == 1 ? seen.functions[f][p] : seen.functions_by_phase[phase][f][p]);
        visit(UseInPhase{home, runtime, place, phase, before, sum});
      }
    }
  }
}

bool bills_lifetimes(BillingMode mode) {
  return mode == BillingMode::instance || mode == BillingMode::busy_instance;
}

Labels labels_of_place(const FunctionPlace& place, bool at_edge) {
  if (!at_edge) return labels_of({{label::origin_region, place.billed_region}});
  Labels where = labels_of({{label::region, name_of(place.region)}});
  if (place.pop != no_pop) where.emplace(label::country, place.country);
  return where;
}

}  // namespace

Labels in_phase(const Blueprint& plan, std::size_t phase, Labels all) {
  const std::string& name = plan.time.month[phase].name;
  if (!name.empty()) all.emplace(label::phase, name);
  return all;
}

void add_functions(Usage& usage, const Blueprint& plan, const Observations& seen) {
  for_each_function(plan, seen, [&](const UseInPhase& use) {
    const FunctionPlan& function = use.home.plan;
    if (bills_lifetimes(function.billing)) return;
    const bool at_edge = use.runtime.billing.by == BilledBy::edge;
    const Labels where = in_phase(plan, use.phase, labels_of_place(use.place, at_edge));
    const std::int64_t memory = megabytes(function.memory);
    const std::int64_t requests = use.whole([](const FunctionUse& u) { return u.requests; });
    const std::int64_t memory_time =
        memory * use.whole([](const FunctionUse& u) { return u.billed_ns / 1'000'000; });
    if (use.runtime.kind == RuntimeKind::edge_function) {
      usage.add(meter::edge_script_requests, where, requests);
    } else if (at_edge) {
      const bool by_cpu = function.billing == BillingMode::cpu;
      const std::int64_t cpu = use.whole([](const FunctionUse& u) { return u.cpu_ns / 1000; });
      usage.add(meter::edge_function_requests, where, requests);
      usage.add(meter::edge_function_cpu, where, by_cpu ? cpu : 0);
      usage.add(meter::edge_function_memory, where, memory_time);
    } else {
      usage.add(meter::function_requests, where, requests);
      usage.add(meter::function_memory, where, memory_time);
      usage.add(meter::function_provisioned, where, memory * use.whole([](const FunctionUse& u) {
        return u.provisioned_ns / 1'000'000;
      }));
    }
  });
}

void add_containers(Usage& usage, const Blueprint& plan, const Observations& seen, BilledBy by) {
  for_each_function(plan, seen, [&](const UseInPhase& use) {
    const FunctionPlan& function = use.home.plan;
    if (!bills_lifetimes(function.billing) || use.runtime.billing.by != by) return;
    const Labels where = in_phase(
        plan, use.phase,
        by == BilledBy::edge ? Labels{}
                             : labels_of({{label::origin_region, use.place.billed_region}}));
    // A vendor that charges for an instance's whole lifetime does not charge for its requests.
    if (function.billing == BillingMode::busy_instance && by == BilledBy::cloud)
      usage.add(meter::container_requests, where,
                use.whole([](const FunctionUse& u) { return u.requests; }));
    usage.add(meter::container_vcpu, where, use.whole([&](const FunctionUse& u) {
      const double cpu_us = use.runtime.cpus * static_cast<double>(u.billed_ns / 1000);
      return static_cast<std::int64_t>(cpu_us + 0.5);
    }));
    usage.add(meter::container_memory, where,
              megabytes(function.memory) *
                  use.whole([](const FunctionUse& u) { return u.billed_ns / 1'000'000; }));
  });
}

}  // namespace edgecase
