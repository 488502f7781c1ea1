#include "model/net/pop_loads.hpp"

#include <algorithm>
#include <utility>

namespace edgecase {

namespace {

/// The value below which a share of the weight lies. Requires: sorted by value, total weight 1.
double weighted_quantile(const std::vector<std::pair<double, double>>& sorted, double share) {
  double sum = 0;
  for (const auto& [value, weight] : sorted) {
    sum += weight;
    if (sum >= share) return value;
  }
  return sorted.back().first;
}

double all_users(const Network& network) {
  double users = 0;
  for (const Metro& metro : network.metros()) users += metro.users;
  return users;
}

}  // namespace

std::vector<PopLoad> pop_loads(const Network& network, const std::vector<bool>& down) {
  std::vector<PopLoad> loads(network.pops().size());
  for (PopIndex p = 0; p < loads.size(); ++p) loads[p].pop = p;
  const double all = all_users(network);
  for (MetroIndex m = 0; m < network.metros().size(); ++m) {
    const double weight = network.metros()[m].users / all;
    loads[network.nearest(m)].nearest_share += weight;
    for (const Serving& serving : network.catchment(m, down)) {
      PopLoad& load = loads[serving.pop];
      load.share += weight * serving.share;
      load.mean_rtt_ms += weight * serving.share * network.metro_to_pop_ms(m, serving.pop);
    }
  }
  for (PopLoad& load : loads)
    if (load.share > 0) load.mean_rtt_ms /= load.share;
  std::stable_sort(loads.begin(), loads.end(),
                   [](const PopLoad& a, const PopLoad& b) { return a.share > b.share; });
  return loads;
}

ReachSummary reach(const Network& network) {
  ReachSummary summary;
  std::vector<std::pair<double, double>> served;  // ms, share of the users
  const double all = all_users(network);
  for (MetroIndex m = 0; m < network.metros().size(); ++m) {
    const double weight = network.metros()[m].users / all;
    const double nearest_ms = network.metro_to_pop_ms(m, network.nearest(m));
    summary.nearest_mean_ms += weight * nearest_ms;
    for (const Serving& serving : network.catchment(m)) {
      const double ms = network.metro_to_pop_ms(m, serving.pop);
      const double part = weight * serving.share;
      served.emplace_back(ms, part);
      summary.mean_ms += part * ms;
      if (ms <= 50) summary.within_50_ms += part;
      if (ms >= nearest_ms + 25) summary.slower_by_25_ms += part;
    }
  }
  std::sort(served.begin(), served.end());
  summary.p50_ms = weighted_quantile(served, 0.5);
  summary.p95_ms = weighted_quantile(served, 0.95);
  return summary;
}

}  // namespace edgecase
