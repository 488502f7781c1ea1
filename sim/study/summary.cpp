#include "study/summary.hpp"

#include <algorithm>
#include <cmath>
#include <set>

#include "load/print.hpp"
#include "measure/merge.hpp"

namespace edgecase {

Estimate estimate_of(const Interval& interval) { return {interval.mean, interval.lo, interval.hi}; }

Observations merged(const Runs& runs) {
  Observations all = runs.replications.front().seen;
  for (std::size_t i = 1; i < runs.replications.size(); ++i)
    merge_into(all, runs.replications[i].seen);
  return all;
}

std::vector<Metric> metrics_of(const Runs& runs) {
  std::vector<Metric> metrics;
  std::vector<Indicator> indicators = standard_indicators(*runs.plan);
  std::set<std::string> listed;
  for (const Indicator& indicator : indicators) listed.insert(to_text(indicator));
  for (const Promise& promise : promises_of(*runs.plan)) {
    if (listed.insert(to_text(promise.indicator)).second) indicators.push_back(promise.indicator);
  }
  for (const Indicator& indicator : indicators) {
    metrics.push_back(
        {indicator.name, indicator.labels, std::string(indicator.family->unit), {}, {}, 0});
  }
  for (const Replication& replication : runs.replications) {
    MetricReader read(replication, *runs.plan);
    for (std::size_t i = 0; i < indicators.size(); ++i) {
      metrics[i].values.push_back(read(indicators[i]));
      metrics[i].events += read.events() / static_cast<double>(runs.replications.size());
    }
  }
  for (std::size_t i = 0; i < indicators.size(); ++i)
    metrics[i].estimate =
        estimate_of(within(indicators[i].family->range, mean_interval(metrics[i].values)));
  // A metric that never occurred (a tier that the design has not) is no metric of this study.
  std::erase_if(metrics, [](const Metric& metric) {
    return std::all_of(metric.values.begin(), metric.values.end(),
                       [](double value) { return std::isnan(value); });
  });
  return metrics;
}

std::vector<Judgement> judgements_of(const Runs& runs) {
  std::vector<Judgement> judgements;
  for (const Promise& promise : promises_of(*runs.plan)) {
    std::vector<double> values;
    for (const Replication& replication : runs.replications) {
      values.push_back(MetricReader(replication, *runs.plan)(promise.indicator));
    }
    const Interval interval = within(promise.indicator.family->range, mean_interval(values));
    const Verdict verdict = judge(interval, promise.comparison, promise.limit);
    judgements.push_back({promise.name, to_text(promise.indicator),
                          std::string(symbol_of(promise.comparison)), promise.limit,
                          std::string(promise.indicator.family->unit), estimate_of(interval),
                          verdict == Verdict::pass   ? Outcome::pass
                          : verdict == Verdict::fail ? Outcome::fail
                                                     : Outcome::inconclusive});
  }
  return judgements;
}

std::optional<Outcome> outcome_of(const std::vector<Judgement>& judgements) {
  if (judgements.empty()) return std::nullopt;
  Outcome worst = Outcome::pass;
  for (const Judgement& judgement : judgements) {
    if (judgement.outcome == Outcome::fail) return Outcome::fail;
    if (judgement.outcome == Outcome::inconclusive) worst = Outcome::inconclusive;
  }
  return worst;
}

namespace {

Breakdown breakdown(const std::string& indicator, const Cell& cell, double from, double to) {
  const auto slice = cell.latency.slice(from, to);
  Breakdown why{indicator, from, to, slice.mean_ns * 1e-6, {}};
  for (std::size_t i = 0; i < stage_count; ++i) {
    if (!(slice.stage_mean_ns[i] > 0)) continue;
    why.parts.push_back({std::string(stage_names[i]), slice.stage_mean_ns[i] * 1e-6,
                         slice.stage_mean_ns[i] / slice.mean_ns});
  }
  std::stable_sort(why.parts.begin(), why.parts.end(),
                   [](const Part& a, const Part& b) { return a.value > b.value; });
  return why;
}

}  // namespace

std::vector<Breakdown> breakdowns_of(const Runs& runs) {
  const Replication all{.seen = merged(runs)};
  MetricReader read(all, *runs.plan);
  std::vector<Breakdown> why;
  const auto add = [&](const char* statistic, const std::string& labels, int region, double from,
                       double to) {
    const Cell& cell = read.cell(-1, region);
    if (cell.latency.count() > 0) {
      why.push_back(breakdown("latency." + std::string(statistic) + labels, cell, from, to));
    }
  };
  add("p50", "", -1, 0.45, 0.55);
  add("p99", "", -1, 0.985, 0.995);
  for (std::size_t region = 0; region < runs.plan->region_names.size(); ++region) {
    add("p99", "{region=" + runs.plan->region_names[region] + "}", static_cast<int>(region), 0.985,
        0.995);
  }
  return why;
}

Result summarise(const Runs& runs) {
  const Blueprint& plan = *runs.plan;
  Result result;
  result.scenario = plan.spec.metadata.name;
  result.title = plan.spec.metadata.title;
  result.question = plan.spec.metadata.question;
  result.tool_version = EDGECASE_VERSION;
  result.seed = runs.options.seed;
  result.replications = runs.replications.size();
  result.interrupted = runs.interrupted;
  for (const Replication& replication : runs.replications) {
    result.simulated_requests += replication.seen.simulated_requests;
    result.simulated_events += replication.seen.events;
  }
  result.one_in = plan.one_in;
  result.warm_up_s = in_seconds(plan.spec.world.horizon.warm_up);
  result.measured_s = in_seconds(plan.spec.world.horizon.measure);
  result.resolved_scenario = print_json(plan.spec);
  for (const RoutePlan& route : plan.routes) result.routes.push_back(route.name);
  result.metrics = metrics_of(runs);
  for (const std::string& region : plan.region_names) {
    const Metric* requests = result.find("requests", {{"region", region}});
    if (requests != nullptr && requests->estimate.mean > 0) result.regions.push_back(region);
  }
  result.judgements = judgements_of(runs);
  result.outcome = outcome_of(result.judgements);
  result.why = breakdowns_of(runs);
  result.month = month_rows_of(runs);
  result.bill = bill_rows_of(runs);
  result.served = bill_rows_of(runs, &Replication::served);
  result.margin = margin_rows_of(runs);
  result.unpriced = unpriced_of(runs);
  result.not_metered = not_metered_of(runs);
  for (const Replication& replication : runs.replications) {
    result.bill_complete &= replication.bill.complete;
  }
  result.faults = faults_of(runs);
  result.change_events = change_events_of(runs);
  result.phases = phases_of(runs);
  result.flows = flows_of(runs);
  result.timeline = timeline_of(runs);
  result.assumptions = assumptions_of(plan);
  result.warnings = warnings_of(runs);
  return result;
}

const Metric* Result::find(const std::string& name, const MetricLabels& labels) const {
  for (const Metric& metric : metrics) {
    if (metric.name == name && metric.labels == labels) return &metric;
  }
  return nullptr;
}

}  // namespace edgecase
