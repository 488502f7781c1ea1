// Metrics of sampling (world.sample): what changes when half as many objects are simulated. The
// error of one object standing for `one_in` grows about linearly with that number, so the step from
// 2k to k is about as large as the one from k to all objects.

#include <array>

#include "metrics/family.hpp"

namespace edgecase {
namespace {

double sample_share(std::uint64_t part, std::uint64_t of) {
  return static_cast<double>(part) / static_cast<double>(of);
}

double hit_ratio_shift(const Reading& r) {
  const Counterfactual* other = r.without(knock_out::half_sample);
  if (other == nullptr) return no_value;
  const RequestTotals before = totals_of(r.run.seen);
  const RequestTotals& after = other->totals;
  return sample_share(after.edge_hits, after.requests) -
         sample_share(before.edge_hits, before.requests);
}

double origin_rate_shift(const Reading& r) {
  const Counterfactual* other = r.without(knock_out::half_sample);
  if (other == nullptr) return no_value;
  const RequestTotals before = totals_of(r.run.seen);
  const RequestTotals& after = other->totals;
  return sample_share(after.origin_requests, after.requests) /
             sample_share(before.origin_requests, before.requests) -
         1;
}

constexpr std::array sample_rows{
    MetricFamily{"sample.shift.hit_ratio",
                 false,
                 "1",
                 {},
                 "change of the edge hit ratio when half as many objects are simulated",
                 hit_ratio_shift,
                 Listing::by_each_label,
                 Range::share_change},
    MetricFamily{
        "sample.shift.origin_rate",
        false,
        "1",
        {},
        "relative change of the rate at the origin when half as many objects are simulated",
        origin_rate_shift,
        Listing::by_each_label,
        Range::relative_change},
};

}  // namespace

RequestTotals totals_of(const Observations& seen) {
  RequestTotals totals;
  for (const Cell& cell : seen.cells) {
    totals.requests += cell.requests;
    totals.edge_hits += cell.edge_hits;
    totals.origin_requests += cell.origin_requests;
  }
  return totals;
}

std::span<const MetricFamily> sample_metrics() { return sample_rows; }

}  // namespace edgecase
