#include "cost/sla_credit.hpp"

#include <algorithm>
#include <numeric>

namespace edgecase {

double cloudfront_uptime(std::span<const double> rates, Duration month) {
  const double intervals = in_seconds(month) / 300;
  return 1 - std::accumulate(rates.begin(), rates.end(), 0.0) / intervals;
}

double cloudfront_credit(double uptime) {
  if (uptime < 0.95) return 1;
  if (uptime < 0.99) return 0.25;
  return uptime < 0.999 ? 0.1 : 0;
}

double business_credit(Duration outage, double affected, Duration month) {
  return std::min(1.0, in_seconds(outage) * affected / in_seconds(month));
}

}  // namespace edgecase
