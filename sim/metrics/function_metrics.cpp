// Metrics of functions: cold starts as their callers met them, and by the place that runs them.

#include <array>

#include "measure/merge.hpp"
#include "metrics/family.hpp"

namespace edgecase {
namespace {

std::size_t rate_class(double per_second) {
  if (per_second < 1.0 / 60) return 0;
  if (per_second < 10.0 / 60) return 1;
  return per_second < 1 ? 2 : 3;
}

std::string_view site_of_place(const FunctionPlace& place, const Network& network) {
  if (place.pop == no_pop) return function_sites.back();
  return function_sites[static_cast<std::size_t>(network.pops()[place.pop].size)];
}

struct UseOfPlaces {
  FunctionUse use;
  double memory = 0;  ///< B, mean over the measured time
};

/// Over the functions and places that the indicator speaks of.
UseOfPlaces use_of_places(const Reading& r) {
  const double seconds = r.measured_seconds();
  UseOfPlaces sum;
  std::size_t number = 0;
  for (const auto& [name, spec] : r.plan.spec.design.compute) {
    const FunctionHome& home = r.plan.compute.functions[number];
    const std::vector<FunctionUse>& uses = r.run.seen.functions[number++];
    if (!r.covers(metric_label::function, name)) continue;
    for (std::size_t place = 0; place < uses.size(); ++place) {
      const FunctionPlace& at = r.plan.compute.groups[home.group].places[place];
      const double rate = static_cast<double>(uses[place].requests) / seconds;
      if (!r.covers(metric_label::site, site_of_place(at, r.plan.network))) continue;
      if (!r.covers(metric_label::local_rate, local_rates[rate_class(rate)])) continue;
      merge_into(sum.use, uses[place]);
      sum.memory += static_cast<double>(uses[place].alive_ns) * 1e-9 / seconds *
                    static_cast<double>(home.plan.memory.count);
    }
  }
  return sum;
}

double cold_share_of_places(const Reading& r) {
  const FunctionUse use = use_of_places(r).use;
  if (use.requests == 0) return no_value;
  return static_cast<double>(use.cold) / static_cast<double>(use.requests);
}

double cold_delay_of_places(const Reading& r) {
  const FunctionUse use = use_of_places(r).use;
  if (use.requests == 0) return no_value;
  return static_cast<double>(use.starting_ns) * 1e-6 / static_cast<double>(use.requests);
}

double near_data_from(const Reading& r) {
  std::size_t number = 0;
  for (const auto& [name, spec] : r.plan.spec.design.compute) {
    const auto from = r.plan.near_data_from(r.plan.compute.functions[number++]);
    if (r.label(metric_label::function) == name && from) return static_cast<double>(*from);
  }
  return no_value;
}

constexpr std::array by_function{&metric_label::function};
constexpr std::array by_function_site_rate{&metric_label::function, &metric_label::site,
                                           &metric_label::local_rate};

constexpr std::array function_rows{
    MetricFamily{"cold_start.share", false, "1", by_route_and_region,
                 "share of a function's requests for which an instance was started",
                 [](const Reading& r) {
                   const FunctionCounts& calls = r.cell().functions;
                   return ratio(calls.cold, calls.requests);
                 }},
    MetricFamily{"cold_start.victims.share", false, "1", by_route_and_region,
                 "share of a function's requests that waited for another request's cold start",
                 [](const Reading& r) {
                   const FunctionCounts& calls = r.cell().functions;
                   return ratio(calls.victims, calls.requests);
                 }},
    MetricFamily{"cold_start.delay.mean", false, "ms", by_route_and_region,
                 "time that a function's requests wait for instances to start",
                 [](const Reading& r) {
                   const FunctionCounts& calls = r.cell().functions;
                   return ratio(calls.start_ns, calls.requests) * 1e-6;
                 }},
    MetricFamily{"cold_start.duration.mean", false, "ms", by_route_and_region,
                 "mean duration of a cold start: the wait of requests for which an instance was "
                 "started",
                 [](const Reading& r) {
                   const FunctionCounts& calls = r.cell().functions;
                   return ratio(calls.cold_ns, calls.cold) * 1e-6;
                 }},
    MetricFamily{"latency_without_cold_starts",
                 true,
                 "ms",
                 {},
                 "latency of the same requests if instances started instantly (knock-out)",
                 [](const Reading& r) {
                   const Counterfactual* other = r.without(knock_out::cold_starts);
                   return other == nullptr ? no_value : r.statistic(other->latency) * 1e-6;
                 }},
    MetricFamily{"function.cold_share", false, "1", by_function_site_rate,
                 "share of a function's requests that start an instance, by the kind of place "
                 "that runs it and the rate of calls there",
                 cold_share_of_places},
    MetricFamily{"function.cold_delay.mean", false, "ms", by_function_site_rate,
                 "time that a function's requests wait for instances to start, likewise",
                 cold_delay_of_places},
    MetricFamily{"function.instances", false, "count", by_function,
                 "instances alive in all places together, mean",
                 [](const Reading& r) {
                   if (r.plan.compute.functions.empty()) return no_value;
                   const FunctionUse use = use_of_places(r).use;
                   return static_cast<double>(use.alive_ns) * 1e-9 / r.measured_seconds();
                 }},
    MetricFamily{"function.memory", false, "B", by_function,
                 "memory of the instances alive in all places together, mean",
                 [](const Reading& r) {
                   return r.plan.compute.functions.empty() ? no_value : use_of_places(r).memory;
                 }},
    MetricFamily{"function.near_data_from", false, "count", by_function,
                 "sequential sub-requests from which a function is faster near its data than "
                 "where it runs, by round trips alone",
                 near_data_from},
};

}  // namespace

std::span<const MetricFamily> function_metrics() { return function_rows; }

}  // namespace edgecase
