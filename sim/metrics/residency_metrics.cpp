// Metrics of personal data: whether they stay in their jurisdiction.

#include <array>

#include "measure/merge.hpp"
#include "metrics/family.hpp"

namespace edgecase {
namespace {

/// Over the routes that the indicator speaks of.
DataMeter personal_data_of(const Reading& r) {
  DataMeter sum;
  for (std::size_t route = 0; route < r.plan.routes.size(); ++route)
    if (r.covers(metric_label::route, r.plan.routes[route].name))
      merge_into(sum, r.run.seen.data[route]);
  return sum;
}

constexpr std::array by_personal_route{&metric_label::route};

constexpr std::array residency_rows{
    MetricFamily{"data.outside.share", false, "1", by_personal_route,
                 "share of the requests for personal data whose data left their jurisdiction: they "
                 "passed a place outside it, or are stored there",
                 [](const Reading& r) {
                   const DataMeter meter = personal_data_of(r);
                   return ratio(meter.outside, meter.requests);
                 }},
    MetricFamily{"data.outside.passed.share", false, "1", by_personal_route,
                 "share of the same that a PoP, a cache or a function outside handled",
                 [](const Reading& r) {
                   const DataMeter meter = personal_data_of(r);
                   return ratio(meter.passed, meter.requests);
                 }},
    MetricFamily{"data.outside.stored.share", false, "1", by_personal_route,
                 "share of the same whose data a cache, a store or an origin outside holds",
                 [](const Reading& r) {
                   const DataMeter meter = personal_data_of(r);
                   return ratio(meter.stored, meter.requests);
                 }},
    MetricFamily{"data.outside.rate", false, "bit/s", by_personal_route,
                 "personal data at places outside their jurisdiction, each place that they came to "
                 "counted",
                 [](const Reading& r) {
                   const DataMeter meter = personal_data_of(r);
                   if (meter.requests == 0) return no_value;
                   return static_cast<double>(meter.bytes) * 8 / r.measured_seconds();
                 }},
};

}  // namespace

std::span<const MetricFamily> residency_metrics() { return residency_rows; }

}  // namespace edgecase
