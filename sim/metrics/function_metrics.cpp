// What is known of functions by where they run, rather than by who asked.

#include <limits>

#include "measure/merge.hpp"
#include "metrics/metrics.hpp"

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

bool label_matches(const Indicator& indicator, const char* label, std::string_view value) {
  const auto at = indicator.labels.find(label);
  return at == indicator.labels.end() || at->second == value;
}

}  // namespace

double MetricReader::near_data_from(const Indicator& indicator) const {
  std::size_t number = 0;
  for (const auto& [name, spec] : plan_.spec.design.compute) {
    const FunctionHome& home = plan_.functions[number++];
    const auto from = plan_.near_data_from(home);
    if (indicator.labels.contains("function") && label_matches(indicator, "function", name) && from)
      return static_cast<double>(*from);
  }
  return std::numeric_limits<double>::quiet_NaN();
}

double MetricReader::functions(const Indicator& indicator) const {
  constexpr double absent = std::numeric_limits<double>::quiet_NaN();
  const double seconds = in_seconds(plan_.spec.world.horizon.measure);
  if (indicator.family->name == "function.near_data_from") return near_data_from(indicator);
  FunctionUse sum;
  double memory = 0;
  std::size_t number = 0;
  for (const auto& [name, spec] : plan_.spec.design.compute) {
    const FunctionHome& home = plan_.functions[number];
    const std::vector<FunctionUse>& uses = replication_.seen.functions[number++];
    if (!label_matches(indicator, "function", name)) continue;
    for (std::size_t place = 0; place < uses.size(); ++place) {
      const FunctionPlace& at = plan_.function_groups[home.group].places[place];
      const double rate = static_cast<double>(uses[place].requests) / seconds;
      if (!label_matches(indicator, "site", site_of_place(at, plan_.network))) continue;
      if (!label_matches(indicator, "local_rate", local_rates[rate_class(rate)])) continue;
      merge_into(sum, uses[place]);
      memory += static_cast<double>(uses[place].alive_ns) * 1e-9 / seconds *
                static_cast<double>(home.plan.memory.count);
    }
  }
  if (plan_.functions.empty()) return absent;
  if (indicator.family->name == "function.instances") {
    return static_cast<double>(sum.alive_ns) * 1e-9 / seconds;
  }
  if (indicator.family->name == "function.memory") return memory;
  if (sum.requests == 0) return absent;
  const auto requests = static_cast<double>(sum.requests);
  if (indicator.family->name == "function.cold_delay.mean")
    return static_cast<double>(sum.starting_ns) * 1e-6 / requests;
  return static_cast<double>(sum.cold) / requests;
}

}  // namespace edgecase
