#pragma once
// The parts of a report, each from the result alone. A part that has nothing to say is empty.

#include <edgecase/result.hpp>
#include <edgecase/stress.hpp>

#include "report/layout.hpp"

namespace edgecase {

Section verdict_section(const Result& result);  // PASS name, then each objective
Section answer_section(const Result& result);   // the scenario's question, answered in a sentence
Section bill_summary(const Result& result);     // at most five lines
Section latency_section(const Result& result);  // by region and by route
Section cache_section(const Result& result);    // hit ratios by tier and route
Section freshness_section(const Result& result);
Section function_section(const Result& result);      // cold starts and the delay they add
Section origin_section(const Result& result);        // load on the origin
Section availability_section(const Result& result);  // by region; errors by cause
Section fault_section(const Result& result);         // each fault, and the timeline
Section change_section(const Result& result);        // what became of changes that were shipped
/// What people have to do. Unless verbose: only if something happens in the run.
Section operations_section(const Result& result, bool verbose);
Section call_section(const Result& result);    // retries, hedges, breakers of the design
Section attack_section(const Result& result);  // outcome of attacks, and effect on users
Section data_section(const Result& result);    // stores: waits, anomalies, refusals
Section access_section(const Result& result);  // logins, added delay, late revocations
Section bill_section(const Result& result);    // line by line, with the arithmetic
Section serve_section(const Result& result);   // the provider's costs, and the margin
/// Where the time of slow requests went; short: the five largest stages.
Section why_section(const Result& result, bool verbose = true);
Section sample_section(const Result& result);      // the error of simulating a sample
Section assumption_section(const Result& result);  // defaults that the run rests on
/// Warnings, what a longer report adds, and what to run next.
Section closing_section(const Result& result, bool verbose = true);

/// Short: of many changes the first eight.
Section comparison_headline(const ComparisonResult& comparison, bool verbose = true);
Section difference_section(const ComparisonResult& comparison);
Section cost_change_section(const ComparisonResult& comparison);
Section marginal_section(const ComparisonResult& comparison);
Section promise_change_section(const ComparisonResult& comparison);
Section comparison_closing(const ComparisonResult& comparison);

/// The panel of a stress test: a row for each probe, the questions, the breaking point.
std::vector<Section> stress_sections(const StressResult& result);

/// "$3.20 per million requests, $0.012 per active user": those that are known.
std::string cost_for_each(const Result& result);
/// A line for each usage that has no price, and one for prices that no run meters: all of them, or
/// only those that the scenario could have metered.
std::vector<Block> not_priced(const Result& result, bool all_not_metered);

/// "PASS", "FAIL", "INCONCLUSIVE"; "DONE" without objectives.
TextCell verdict_piece(const Result& result);
/// "latency.p99{region=europe}"
std::string metric_text(const std::string& name, const MetricLabels& labels);

}  // namespace edgecase
