#include "metrics/family.hpp"

#include <vector>

#include "measure/merge.hpp"

namespace edgecase {
namespace {

int route_index(const Blueprint& plan, std::string_view name) {
  for (std::size_t i = 0; i < plan.routes.size(); ++i) {
    if (plan.routes[i].name == name) return static_cast<int>(i);
  }
  return -1;
}

int region_index(const Blueprint& plan, std::string_view name) {
  for (std::size_t i = 0; i < plan.region_names.size(); ++i) {
    if (plan.region_names[i] == name) return static_cast<int>(i);
  }
  return -1;
}

}  // namespace

const Cell& CellSums::of(int route, int region) {
  const auto [at, is_new] = sums_.try_emplace({route, region});
  if (!is_new) return at->second;
  for (std::size_t i = 0; i < seen_.routes; ++i) {
    for (std::size_t k = 0; k < seen_.regions; ++k) {
      const bool wanted = (route < 0 || static_cast<std::size_t>(route) == i) &&
                          (region < 0 || static_cast<std::size_t>(region) == k);
      for (std::size_t phase = 0; wanted && phase < seen_.phases; ++phase)
        merge_into(at->second, seen_.cell(phase, i, k));
    }
  }
  return at->second;
}

std::string_view Reading::label(const MetricLabel& label) const {
  const auto at = indicator.labels.find(std::string(label.name));
  return at == indicator.labels.end() ? std::string_view{} : std::string_view(at->second);
}

bool Reading::covers(const MetricLabel& label, std::string_view value) const {
  const auto at = indicator.labels.find(std::string(label.name));
  return at == indicator.labels.end() || at->second == value;
}

const Cell& Reading::cell() const {
  return sums.of(route_index(plan, label(metric_label::route)),
                 region_index(plan, label(metric_label::region)));
}

const Counterfactual* Reading::without(std::string_view knock_out) const {
  const auto at = run.without.find(knock_out);
  return at == run.without.end() ? nullptr : &at->second;
}

std::span<const MetricFamily> metric_families() {
  static const std::vector<MetricFamily> all = [] {
    std::vector<MetricFamily> rows;
    for (const std::span<const MetricFamily> some :
         {answer_metrics(), cache_metrics(), origin_metrics(), demand_metrics(), function_metrics(),
          store_metrics(), queue_metrics(), residency_metrics(), connection_metrics(),
          fault_metrics(), change_metrics(), call_metrics(), cost_metrics(), access_metrics(),
          attack_metrics(), operations_metrics(), load_metrics(), sample_metrics()})
      rows.insert(rows.end(), some.begin(), some.end());
    return rows;
  }();
  return all;
}

const MetricFamily* family_of(std::string_view metric) {
  for (const MetricFamily& family : metric_families()) {
    const bool same = metric == family.name;
    const bool statistic = family.has_statistics && metric.starts_with(family.name) &&
                           metric.substr(family.name.size()).starts_with('.');
    if (family.has_statistics ? statistic : same) return &family;
  }
  return nullptr;
}

}  // namespace edgecase
