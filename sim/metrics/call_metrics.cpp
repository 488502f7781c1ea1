// Metrics of calls under a policy (design.calls): what retries, hedges, breakers and limits did.

#include <array>

#include "measure/merge.hpp"
#include "metrics/family.hpp"

namespace edgecase {
namespace {

/// Of the hop that the indicator states, or of all.
CallMeter calls_of(const Reading& r) {
  CallMeter sum;
  for (std::size_t hop = 0; hop < hop_names.size(); ++hop)
    if (r.covers(metric_label::hop, hop_names[hop])) merge_into(sum, r.run.seen.calls[hop]);
  return sum;
}

constexpr std::array by_hop{&metric_label::hop};

constexpr std::array call_rows{
    MetricFamily{"calls.rate", false, "1/s", by_hop, "calls under a policy, each counted once",
                 [](const Reading& r) {
                   const CallMeter calls = calls_of(r);
                   return calls.calls == 0
                              ? no_value
                              : static_cast<double>(calls.calls) / r.measured_seconds();
                 }},
    MetricFamily{"calls.amplification", false, "count", by_hop,
                 "attempts for each call: what retries and hedges make of the load",
                 [](const Reading& r) { return ratio(calls_of(r).attempts, calls_of(r).calls); }},
    MetricFamily{"calls.failed.share", false, "1", by_hop, "share of the calls that failed",
                 [](const Reading& r) { return ratio(calls_of(r).failed, calls_of(r).calls); }},
    MetricFamily{"calls.retries.share", false, "1", by_hop, "retries among the attempts",
                 [](const Reading& r) { return ratio(calls_of(r).retries, calls_of(r).attempts); }},
    MetricFamily{"calls.unretried.share", false, "1", by_hop,
                 "calls whose retry a budget, a throttle or a breaker refused",
                 [](const Reading& r) { return ratio(calls_of(r).unretried, calls_of(r).calls); }},
    MetricFamily{"calls.hedges.share", false, "1", by_hop, "hedged copies for each call",
                 [](const Reading& r) { return ratio(calls_of(r).hedges, calls_of(r).calls); }},
    MetricFamily{"calls.hedges_won.share", false, "1", by_hop,
                 "calls that the hedged copy answered first",
                 [](const Reading& r) { return ratio(calls_of(r).hedges_won, calls_of(r).calls); }},
    MetricFamily{"calls.rejected.share", false, "1", by_hop,
                 "calls that an open breaker or a full limit rejected",
                 [](const Reading& r) { return ratio(calls_of(r).rejected, calls_of(r).calls); }},
    MetricFamily{"calls.breaker.opened", false, "count", by_hop,
                 "times that a breaker opened, in the run",
                 [](const Reading& r) {
                   const CallMeter calls = calls_of(r);
                   return calls.calls == 0 ? no_value : static_cast<double>(calls.opened);
                 }},
};

}  // namespace

std::span<const MetricFamily> call_metrics() { return call_rows; }

}  // namespace edgecase
