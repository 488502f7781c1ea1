#include "measure/burn_rate.hpp"

#include <limits>

namespace edgecase {

std::array<BurnRule, 3> workbook_rules() {
  using std::chrono::hours;
  using std::chrono::minutes;
  return {{{hours(1), minutes(5), 14.4, AlertKind::page},
           {hours(6), minutes(30), 6, AlertKind::page},
           {hours(72), hours(6), 1, AlertKind::ticket}}};
}

// The long window decides: the same share of a shorter one is over sooner.
double time_to_fire(const BurnRule& rule, double objective, double failing) {
  const double needed = rule.threshold(objective);
  if (failing < needed) return std::numeric_limits<double>::infinity();
  return needed / failing * in_seconds(rule.window);
}

double time_to_clear(const BurnRule& rule, double objective, double failing) {
  const double needed = rule.threshold(objective);
  if (failing < needed) return 0;
  return (1 - needed / failing) * in_seconds(rule.short_window);
}

double budget_spent(const BurnRule& rule, Duration period) {
  return rule.burn * in_seconds(rule.window) / in_seconds(period);
}

double time_to_exhaustion(double burn, Duration period) { return in_seconds(period) / burn; }

}  // namespace edgecase
