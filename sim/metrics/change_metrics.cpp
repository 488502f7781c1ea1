// Metrics of changes that are shipped, and of alerts: which requests a change harmed, how long
// until it was noticed and undone, how often good changes are undone, when everybody has one.

#include <algorithm>
#include <array>
#include <cmath>

#include "cost/sla_credit.hpp"
#include "metrics/metrics.hpp"

namespace edgecase {
namespace {

constexpr std::array by_change{&metric_label::change};
constexpr std::array by_change_and_region{&metric_label::change, &metric_label::region};

/// Calls `visit` with each change that the indicator speaks of.
template <class Visit>
void each_change(const Reading& r, Visit visit) {
  for (std::size_t i = 0; i < r.run.seen.rollouts.size(); ++i) {
    const RolloutPlan& plan = r.plan.rollouts.rollouts[i];
    if (r.covers(metric_label::change, plan.name)) visit(plan, r.run.seen.rollouts[i]);
  }
}

/// A count of the harm by region, over changes and regions.
double harm_of(const Reading& r, std::vector<std::uint64_t> HarmMeter::* count) {
  if (r.run.seen.rollouts.empty()) return no_value;
  double sum = 0;
  each_change(r, [&](const RolloutPlan&, const RolloutMeter& meter) {
    for (std::size_t region = 0; region < r.plan.region_names.size(); ++region)
      if (r.covers(metric_label::region, r.plan.region_names[region]))
        sum += static_cast<double>((meter.harm.*count)[region]);
  });
  return sum;
}

double requests_there(const Reading& r) {
  double sum = 0;
  for (std::size_t region = 0; region < r.plan.region_names.size(); ++region) {
    if (!r.covers(metric_label::region, r.plan.region_names[region])) continue;
    for (std::size_t slot = 0; slot < r.run.seen.moments; ++slot)
      sum += static_cast<double>(r.run.seen.moment(slot, region).requests);
  }
  return sum;
}

double share_of_requests(const Reading& r, std::vector<std::uint64_t> HarmMeter::* count) {
  const double requests = requests_there(r);
  return requests > 0 ? harm_of(r, count) / requests : no_value;
}

/// Of all people of the region at the start.
double share_of_users(const Reading& r) {
  if (r.run.seen.rollouts.empty()) return no_value;
  double users = 0;
  const auto metros = r.plan.network.metros();
  for (std::size_t metro = 0; metro < metros.size(); ++metro) {
    const auto region = static_cast<std::size_t>(metros[metro].site.region);
    if (r.covers(metric_label::region, r.plan.region_names[region]))
      users += r.plan.rollouts.users[metro];
  }
  users *= static_cast<double>(r.plan.one_in);
  return users > 0 ? std::min(1.0, harm_of(r, &HarmMeter::users) / users) : no_value;
}

double seconds_of(const Occurrence& one) {
  return one.happened() ? one.seconds / static_cast<double>(one.times) : no_value;
}

/// The mean over the changes of a time between two occurrences.
double between(const Reading& r, Occurrence RolloutBooks::* from, Occurrence RolloutBooks::* to) {
  double sum = 0;
  int changes = 0;
  each_change(r, [&](const RolloutPlan&, const RolloutMeter& meter) {
    const double s = seconds_of(meter.books.*to) - seconds_of(meter.books.*from);
    if (std::isnan(s)) return;
    sum += std::max(0.0, s);
    ++changes;
  });
  return changes > 0 ? sum / changes : no_value;
}

/// A mean over the changes.
template <class Value>
double mean_over(const Reading& r, Value value) {
  double sum = 0;
  int changes = 0;
  each_change(r, [&](const RolloutPlan& plan, const RolloutMeter& meter) {
    const double one = value(plan, meter);
    if (std::isnan(one)) return;
    sum += one;
    ++changes;
  });
  return changes > 0 ? sum / changes : no_value;
}

/// Summed over changes that everybody gets.
double delay_cost(const Reading& r) {
  double dollars = no_value;
  each_change(r, [&](const RolloutPlan& plan, const RolloutMeter& meter) {
    if (plan.release->worth_a_day <= Money{} || !meter.books.everywhere.happened()) return;
    const double days = seconds_of(meter.books.everywhere) / 86'400;
    dollars = (std::isnan(dollars) ? 0 : dollars) + days * in_dollars(plan.release->worth_a_day);
  });
  return dollars;
}

double with_alerts(const Reading& r, double value) {
  return r.plan.rollouts.alerts ? value : no_value;
}

/// At the measured rate of requests over all of the period.
double budget_spent(const Reading& r) {
  if (!r.plan.rollouts.alerts) return no_value;
  const AlertsSpec& alerts = *r.plan.spec.design.alerts;
  double requests = 0, failures = 0;
  for (const Moment& moment : r.run.seen.timeline) {
    requests += static_cast<double>(moment.requests);
    failures += static_cast<double>(moment.failures);
  }
  const double budget =
      requests * (in_seconds(alerts.period) / r.measured_seconds()) * (1 - alerts.objective.value);
  return budget > 0 ? failures / budget : no_value;
}

/// Error rates of five minutes each, from the moments of the run; a moment that is longer stands
/// for several.
std::vector<double> five_minute_rates(const Reading& r) {
  constexpr double interval_s = 300;
  const double moment_s = in_seconds(r.plan.time.moment);
  std::vector<double> rates;
  double requests = 0, failures = 0, weight = 0;
  std::size_t current = 0;
  const auto close = [&] {
    if (requests > 0) rates.push_back(failures / requests * std::max(1.0, weight / interval_s));
    requests = failures = weight = 0;
  };
  for (std::size_t slot = 0; slot < r.run.seen.moments; ++slot) {
    const double middle = (static_cast<double>(slot) + 0.5) * moment_s;
    const auto interval = static_cast<std::size_t>(middle / interval_s);
    if (interval != current) close();
    current = interval;
    weight += moment_s;
    for (std::size_t region = 0; region < r.run.seen.regions; ++region) {
      requests += static_cast<double>(r.run.seen.moment(slot, region).requests);
      failures += static_cast<double>(r.run.seen.moment(slot, region).failures);
    }
  }
  close();
  return rates;
}

double uptime_of(const Reading& r) {
  if (!r.plan.rollouts.any()) return no_value;
  return cloudfront_uptime(five_minute_rates(r));
}

constexpr std::array change_rows{
    MetricFamily{"change.failed", false, "count", by_change_and_region,
                 "requests of the measured time that failed because of changes",
                 [](const Reading& r) { return harm_of(r, &HarmMeter::failed); }},
    MetricFamily{"change.failed.share", false, "1", by_change_and_region,
                 "the same, as a share of all requests",
                 [](const Reading& r) { return share_of_requests(r, &HarmMeter::failed); }},
    MetricFamily{"change.slowed.share", false, "1", by_change_and_region,
                 "requests that changes slowed down, as a share of all",
                 [](const Reading& r) { return share_of_requests(r, &HarmMeter::slowed); }},
    MetricFamily{"change.users.share", false, "1", by_change_and_region,
                 "share of the users of which at least one request failed or was slowed by changes",
                 share_of_users},
    MetricFamily{"change.noticed.seconds", false, "s", by_change,
                 "from a change that is ready until a check or an alert notices it",
                 [](const Reading& r) {
                   return mean_over(r, [](const RolloutPlan&, const RolloutMeter& meter) {
                     return seconds_of(meter.books.noticed);
                   });
                 }},
    MetricFamily{"change.detect.seconds", false, "s", by_change,
                 "from the first harmed request until a check or an alert notices",
                 [](const Reading& r) {
                   return between(r, &RolloutBooks::harmful, &RolloutBooks::noticed);
                 }},
    MetricFamily{"change.decide.seconds", false, "s", by_change,
                 "from then until it is decided to undo the change",
                 [](const Reading& r) {
                   return between(r, &RolloutBooks::noticed, &RolloutBooks::decided);
                 }},
    MetricFamily{
        "change.repair.seconds", false, "s", by_change, "from then until it is undone everywhere",
        [](const Reading& r) { return between(r, &RolloutBooks::decided, &RolloutBooks::undone); }},
    MetricFamily{
        "change.harm.seconds", false, "s", by_change,
        "from the first harmed request until the change is undone everywhere",
        [](const Reading& r) { return between(r, &RolloutBooks::harmful, &RolloutBooks::undone); }},
    MetricFamily{
        "change.rolled_back.share", false, "1", by_change,
        "share of the changes that are undone, or stopped for good; of good changes: false "
        "alarms",
        [](const Reading& r) {
          return mean_over(r, [](const RolloutPlan&, const RolloutMeter& meter) {
            return meter.books.noticed.happened() ? 1.0 : 0.0;
          });
        }},
    MetricFamily{"change.everywhere.seconds", false, "s", by_change,
                 "from a change that is ready until everybody has it, reviews included",
                 [](const Reading& r) {
                   return mean_over(r, [](const RolloutPlan&, const RolloutMeter& meter) {
                     return seconds_of(meter.books.everywhere);
                   });
                 }},
    MetricFamily{"change.found.share", false, "1", by_change,
                 "share of the changes that their review finds to be bad, and that are not shipped",
                 [](const Reading& r) {
                   return mean_over(r, [](const RolloutPlan& plan, const RolloutMeter& meter) {
                     if (!plan.spec->review) return no_value;
                     return meter.books.found.happened() ? 1.0 : 0.0;
                   });
                 }},
    MetricFamily{"change.delay.dollars", false, "$", by_change,
                 "what the time until everybody has a change costs, by what it is worth a day",
                 delay_cost},
    MetricFamily{"change.blocked.seconds", false, "s", by_change,
                 "how long shipping and undoing waited for tools that did not work",
                 [](const Reading& r) {
                   return mean_over(r, [](const RolloutPlan&, const RolloutMeter& meter) {
                     return meter.books.blocked.seconds;
                   });
                 }},
    MetricFamily{"change.inconclusive", false, "count", by_change,
                 "steps whose check saw too few requests to say anything",
                 [](const Reading& r) {
                   return mean_over(r, [](const RolloutPlan& plan, const RolloutMeter& meter) {
                     return plan.spec->check ? static_cast<double>(meter.books.inconclusive)
                                             : no_value;
                   });
                 }},
    MetricFamily{"alerts.pages",
                 false,
                 "count",
                 {},
                 "pages by alerts on the error budget",
                 [](const Reading& r) {
                   return with_alerts(r, static_cast<double>(r.run.seen.alerts.pages));
                 }},
    MetricFamily{"alerts.false_pages",
                 false,
                 "count",
                 {},
                 "of those, before any change did harm and any fault began",
                 [](const Reading& r) {
                   return with_alerts(r, static_cast<double>(r.run.seen.alerts.false_pages));
                 }},
    MetricFamily{"alerts.tickets",
                 false,
                 "count",
                 {},
                 "tickets by alerts on the error budget",
                 [](const Reading& r) {
                   return with_alerts(r, static_cast<double>(r.run.seen.alerts.tickets));
                 }},
    MetricFamily{
        "alerts.budget.spent",
        false,
        "count",
        {},
        "share of the period's error budget that the measured time spent; more than 1: all "
        "of it",
        budget_spent},
    MetricFamily{"alerts.first_page.seconds",
                 false,
                 "s",
                 {},
                 "from the start of the measured time until the first page",
                 [](const Reading& r) { return seconds_of(r.run.seen.alerts.first_page); }},
    MetricFamily{"sla.uptime",
                 false,
                 "1",
                 {},
                 "100% less the mean error rate of the month's five-minute intervals, by which "
                 "CloudFront pays; what was not measured had no errors",
                 uptime_of},
    MetricFamily{"sla.credit.share",
                 false,
                 "1",
                 {},
                 "of the month's fee that CloudFront's SLA pays back for that",
                 [](const Reading& r) {
                   const double uptime = uptime_of(r);
                   return std::isnan(uptime) ? no_value : cloudfront_credit(uptime);
                 }},
};

}  // namespace

std::span<const MetricFamily> change_metrics() { return change_rows; }

}  // namespace edgecase
