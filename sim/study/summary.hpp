#pragma once
// The parts of a Result, each computed from the runs alone.

#include <optional>
#include <string>
#include <vector>

#include <edgecase/result.hpp>

#include "measure/statistics.hpp"
#include "study/study.hpp"

namespace edgecase {

Estimate estimate_of(const Interval& interval);

std::vector<Metric> metrics_of(const Runs& runs);
std::vector<Judgement> judgements_of(const Runs& runs);
std::optional<Outcome> outcome_of(const std::vector<Judgement>& judgements);

/// Where the requests around p50 and p99 spent their time: overall, and p99 in each region.
std::vector<Breakdown> breakdowns_of(const Runs& runs);

/// Of each replication's `bill`, or what it costs the provider: `served`.
std::vector<BillRow> bill_rows_of(const Runs& runs, Bill Replication::* which = &Replication::bill);
std::vector<MonthRow> month_rows_of(const Runs& runs);
std::vector<MarginRow> margin_rows_of(const Runs& runs);
std::vector<UnpricedRow> unpriced_of(const Runs& runs);
std::vector<NotMeteredRow> not_metered_of(const Runs& runs);
std::vector<FlowRow> flows_of(const Runs& runs);
std::vector<FaultRow> faults_of(const Runs& runs);
std::vector<ChangeEvent> change_events_of(const Runs& runs);
std::vector<PhaseRow> phases_of(const Runs& runs);
std::vector<TimelinePoint> timeline_of(const Runs& runs);
std::vector<Assumption> assumptions_of(const Blueprint& plan);

/// What the month is assumed to be if demand follows a daily pattern; empty if it does not.
std::optional<std::string> assumed_month_of(const Blueprint& plan);

/// Warnings about these runs: too short a warm-up, unknown prices.
std::vector<std::string> warnings_of(const Runs& runs);

/// All replications as one.
Observations merged(const Runs& runs);

}  // namespace edgecase
