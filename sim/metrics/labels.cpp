#include "metrics/labels.hpp"

#include "measure/stage.hpp"
#include "model/access/access_meter.hpp"
#include "model/attack/attack_meter.hpp"
#include "model/store/store_meter.hpp"
#include "observation/call_meter.hpp"

namespace edgecase {
namespace {

template <const auto& list, std::size_t first = 0>
std::vector<std::string> fixed_values(const Blueprint&) {
  return {list.begin() + first, list.end()};
}

template <class Rows>
std::vector<std::string> names_in(const Rows& rows) {
  std::vector<std::string> names;
  for (const auto& row : rows) names.push_back(row.name);
  return names;
}

std::vector<std::string> function_names(const Blueprint& plan) {
  std::vector<std::string> names;
  for (const auto& [name, function] : plan.spec.design.compute) names.push_back(name);
  return names;
}

}  // namespace

namespace metric_label {

const MetricLabel route{"route", [](const Blueprint& plan) { return names_in(plan.routes); }};
const MetricLabel region{"region", [](const Blueprint& plan) { return plan.region_names; }};
const MetricLabel tier{"tier", fixed_values<cache_level_names>};
const MetricLabel status{"status", fixed_values<cache_status_names>};
const MetricLabel cause{"cause", fixed_values<failure_names, 1>};  // without `none`
const MetricLabel pops{"pops", fixed_values<purge_reach_names>};
const MetricLabel function{"function", function_names};
const MetricLabel site{"site", fixed_values<function_sites>};
const MetricLabel local_rate{"local_rate", fixed_values<local_rates>};
const MetricLabel fault{"fault",
                        [](const Blueprint& plan) { return names_in(plan.timeline.faults); }};
const MetricLabel line{"line", nullptr};
const MetricLabel after{"after", fixed_values<exposure_names>};
const MetricLabel attack{"attack",
                         [](const Blueprint& plan) { return names_in(plan.attacks.runs); }};
const MetricLabel store{"store",
                        [](const Blueprint& plan) { return names_in(plan.stores.stores); }};
const MetricLabel versions{"versions", fixed_values<versions_behind_names>};
const MetricLabel end{"end", fixed_values<attack_end_names>};
const MetricLabel hop{"hop", fixed_values<hop_names>};
const MetricLabel change{"change",
                         [](const Blueprint& plan) { return names_in(plan.rollouts.rollouts); }};

}  // namespace metric_label
}  // namespace edgecase
