#include "study/marginal.hpp"

#include <algorithm>
#include <array>
#include <cmath>
#include <string_view>

#include "measure/statistics.hpp"
#include "study/summary.hpp"

namespace edgecase {
namespace {

/// A benefit of which more is better.
struct Benefit {
  std::string_view metric;
  std::string_view what;
  std::string_view unit;
  double (*amount)(double value);
};

double less(double value) { return -value; }
double nines(double availability) { return -std::log10(1 - availability); }

constexpr std::array benefits{
    Benefit{"latency.p50", "p50 latency", "ms", less},
    Benefit{"latency.p99", "p99 latency", "ms", less},
    Benefit{"availability", "availability", "nines", nines},
    Benefit{"stale.age.mean", "age of stale answers", "s", less},
};

std::vector<double> amounts(const Metric& metric, const Benefit& benefit, std::size_t n) {
  std::vector<double> all;
  for (std::size_t i = 0; i < n; ++i) {
    const double amount = benefit.amount(metric.values[i]);
    all.push_back(std::isfinite(amount) ? amount : std::nan(""));
  }
  return all;
}

/// Dollars for each unit of gain, with the spread of both; unknown if the gain may be 0.
Interval price_of(const std::vector<double>& gain, const std::vector<double>& cost) {
  Interval ratio = relative_difference(gain, cost);
  ratio.mean += 1;
  ratio.lo += 1;
  ratio.hi += 1;
  return ratio;
}

}  // namespace

std::vector<MarginalPrice> marginal_prices(const Result& base, const Result& alternative) {
  std::vector<MarginalPrice> all;
  const Metric* const paid = base.find("cost.monthly");
  const Metric* const pays = alternative.find("cost.monthly");
  if (paid == nullptr || pays == nullptr) return all;
  for (const Benefit& benefit : benefits) {
    const Metric* const before = base.find(std::string(benefit.metric));
    const Metric* const after = alternative.find(std::string(benefit.metric));
    if (before == nullptr || after == nullptr) continue;
    const std::size_t n = std::min(
        {before->values.size(), after->values.size(), paid->values.size(), pays->values.size()});
    const std::vector<double> had = amounts(*before, benefit, n);
    const std::vector<double> has = amounts(*after, benefit, n);
    std::vector<double> gain(n);
    std::vector<double> cost(n);
    for (std::size_t i = 0; i < n; ++i) {
      gain[i] = has[i] - had[i];
      cost[i] = pays->values[i] - paid->values[i];
    }
    const Interval change = mean_interval(gain);
    if (!change.known() || change.contains(0)) continue;
    all.push_back({std::string(benefit.what), std::string(benefit.unit), estimate_of(change),
                   estimate_of(mean_interval(cost)), estimate_of(price_of(gain, cost))});
  }
  return all;
}

}  // namespace edgecase
