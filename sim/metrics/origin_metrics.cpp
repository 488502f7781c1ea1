// Metrics of the origin: what it is asked, and how long requests queue there.

#include <algorithm>
#include <array>
#include <cmath>

#include "metrics/family.hpp"

namespace edgecase {
namespace {

std::uint64_t asked_of_origin(const Cell& cell) { return cell.origin_requests + cell.origin_again; }

/// Requests that the origin accepted.
std::uint64_t taken_by_origin(const Cell& cell) {
  return asked_of_origin(cell) - cell.origin_refused;
}

double peak_origin_rate(const Reading& r) {
  if (r.plan.one_in > 1) return no_value;  // the maximum of few counts is biased upwards
  const Observations& seen = r.run.seen;
  double peak = 0;
  for (std::size_t slot = 0; slot < seen.moments; ++slot) {
    std::uint64_t requests = 0;
    for (std::size_t region = 0; region < seen.regions; ++region)
      requests += seen.moment(slot, region).origin_requests;
    peak = std::max(peak, static_cast<double>(requests) / in_seconds(r.plan.time.moment));
  }
  return peak;
}

constexpr std::array origin_rows{
    MetricFamily{
        "origin.offload", false, "1", by_route_and_region,
        "share of requests that never reached the origin; 0 where retries and refreshes make more "
        "requests there than users make",
        [](const Reading& r) {
          const double asked = ratio(r.cell().origin_requests, r.cell().requests);
          return std::isnan(asked) ? no_value : std::max(0.0, 1 - asked);
        }},
    MetricFamily{"origin.rate", false, "1/s", by_route_and_region, "requests that reach the origin",
                 [](const Reading& r) {
                   return static_cast<double>(asked_of_origin(r.cell())) / r.measured_seconds();
                 }},
    MetricFamily{"origin.rate.peak",
                 false,
                 "1/s",
                 {},
                 "requests that reach the origin in the busiest stretch of the timeline",
                 peak_origin_rate},
    MetricFamily{"origin.egress", false, "bit/s", by_route_and_region, "what the origin sends",
                 [](const Reading& r) {
                   return static_cast<double>(r.cell().origin_bytes) * 8 / r.measured_seconds();
                 }},
    MetricFamily{"origin.unchanged_share", false, "1", by_route_and_region,
                 "share of the origin's requests that found the copy still valid (304)",
                 [](const Reading& r) {
                   return ratio(r.cell().origin_unchanged, r.cell().origin_requests);
                 }},
    MetricFamily{"origin.wait.mean", false, "ms", by_route_and_region,
                 "time in the origin's queues, over requests that it accepted",
                 [](const Reading& r) {
                   return ratio(r.cell().origin_wait_ns, taken_by_origin(r.cell())) * 1e-6;
                 }},
    MetricFamily{
        "origin.wait.share", false, "1", by_route_and_region,
        "share of the origin's requests that found no free worker",
        [](const Reading& r) { return ratio(r.cell().origin_waited, taken_by_origin(r.cell())); }},
};

}  // namespace

std::span<const MetricFamily> origin_metrics() { return origin_rows; }

}  // namespace edgecase
