#include "metrics/access_metrics.hpp"

#include <algorithm>
#include <limits>

namespace edgecase {
namespace {

constexpr double no_access = std::numeric_limits<double>::quiet_NaN();

double access_share(std::uint64_t of, std::uint64_t whole) {
  return whole > 0 ? static_cast<double>(of) / static_cast<double>(whole) : no_access;
}

double count_statistic(const Indicator& indicator, const CountHistogram& histogram) {
  if (histogram.count() == 0) return no_access;
  return (indicator.quantile > 0 ? histogram.quantile(indicator.quantile) : histogram.mean()) *
         1e-6;
}

double exposure(const Indicator& indicator, const AccessMeter& meter, const Blueprint& plan) {
  const bool asked[] = {!plan.spec.world.revocations.empty(), !plan.spec.world.compromises.empty()};
  const auto label = indicator.labels.find("after");
  double requests = 0, seconds = 0;
  bool any = false;
  for (std::size_t i = 0; i < exposure_names.size(); ++i) {
    if (!asked[i] || (label != indicator.labels.end() && label->second != exposure_names[i]))
      continue;
    any = true;
    requests += static_cast<double>(meter.exposures[i].requests);
    seconds = std::max<double>(seconds, meter.exposures[i].longest_s);
  }
  if (!any) return no_access;
  return indicator.family->name == "access.exposed" ? requests : seconds;
}

}  // namespace

bool is_of_access(std::string_view family) {
  return family.starts_with("access.") && family != "access.denied.share";
}

double access_metric(const Indicator& indicator, const Replication& replication,
                     const Blueprint& plan) {
  if (plan.gates.empty()) return no_access;
  const AccessMeter& meter = replication.seen.access;
  const std::string_view family = indicator.family->name;
  const std::uint64_t granted = meter.login_machines.count();
  if (family == "access.logins") return static_cast<double>(granted + meter.refused_logins);
  if (family == "access.logins.refused.share")
    return access_share(meter.refused_logins, granted + meter.refused_logins);
  if (family == "access.renewals") return static_cast<double>(meter.renewals);
  if (family == "access.login") return count_statistic(indicator, meter.login_machines);
  if (family == "access.login_whole") return count_statistic(indicator, meter.login_whole);
  if (family == "access.delay.mean") return access_share(meter.delay_ns, meter.requests) * 1e-6;
  return exposure(indicator, meter, plan);
}

}  // namespace edgecase
