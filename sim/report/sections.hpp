#pragma once
// The parts of a report, each from the result alone. A part that has nothing to say is empty.

#include <edgecase/result.hpp>

#include "report/layout.hpp"

namespace edgecase {

Section verdict_section(const Result& result);  // PASS name, then each objective
Section latency_section(const Result& result);  // by region and by route
Section cache_section(const Result& result);    // hit ratios by tier and route
Section freshness_section(const Result& result);
Section function_section(const Result& result);      // cold starts and the delay they add
Section origin_section(const Result& result);        // load on the origin
Section availability_section(const Result& result);  // by region; errors by cause
Section fault_section(const Result& result);         // each fault, and the timeline
Section attack_section(const Result& result);        // outcome of attacks, and effect on users
Section access_section(const Result& result);        // logins, added delay, late revocations
Section bill_section(const Result& result);          // line by line, with the arithmetic
Section serve_section(const Result& result);         // the provider's costs, and the margin
Section why_section(const Result& result);           // where the time of slow requests went
Section sample_section(const Result& result);        // the error of simulating a sample
Section assumption_section(const Result& result);    // defaults that the run rests on
Section closing_section(const Result& result);       // warnings, and what to run next

Section comparison_headline(const ComparisonResult& comparison);
Section difference_section(const ComparisonResult& comparison);
Section cost_change_section(const ComparisonResult& comparison);
Section marginal_section(const ComparisonResult& comparison);
Section promise_change_section(const ComparisonResult& comparison);
Section comparison_closing(const ComparisonResult& comparison);

/// "PASS", "FAIL", "INCONCLUSIVE"; "DONE" without objectives.
TextCell verdict_piece(const Result& result);
/// "latency.p99{region=europe}"
std::string metric_text(const std::string& name, const MetricLabels& labels);

}  // namespace edgecase
