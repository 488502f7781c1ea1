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
  const std::uint64_t asked = asked_of_origin(cell);
  return asked - std::min(cell.origin_refused, asked);
}

/// Requests of users and of attacks that reach the origin in one stretch of the timeline.
std::uint64_t asked_in(const Observations& seen, std::size_t slot) {
  std::uint64_t requests = 0;
  for (std::size_t region = 0; region < seen.regions; ++region)
    requests += seen.moment(slot, region).origin_requests;
  return requests;
}

double peak_origin_rate(const Reading& r) {
  if (r.plan.one_in > 1) return no_value;  // the maximum of few counts is biased upwards
  const Observations& seen = r.run.seen;
  double peak = 0;
  for (std::size_t slot = 0; slot < seen.moments; ++slot) {
    peak =
        std::max(peak, static_cast<double>(asked_in(seen, slot)) / in_seconds(r.plan.time.moment));
  }
  return peak;
}

double rate_with_attacks(const Reading& r) {
  if (r.run.seen.attacks.empty()) return no_value;
  double requests = 0;
  for (std::size_t slot = 0; slot < r.run.seen.moments; ++slot)
    requests += static_cast<double>(asked_in(r.run.seen, slot));
  return requests / r.measured_seconds();
}

/// No value where no queue sheds or drops anything.
double given_up(const Reading& r, std::uint64_t count) {
  const OriginSpec& origin = r.plan.spec.world.origin;
  const bool may = origin.deadlines || origin.controlled_delay ||
                   origin.discipline == Discipline::priority ||
                   std::ranges::any_of(origin.then, [](const PoolSpec& pool) {
                     return pool.controlled_delay || pool.discipline == Discipline::priority;
                   });
  return may ? ratio(count, r.run.seen.origin.asked) : no_value;
}

constexpr std::array origin_rows{
    MetricFamily{
        "origin.offload", false, "1", by_route_and_region,
        "share of requests that never reached the origin; 0 if retries and refreshes send more "
        "requests there than users sent",
        [](const Reading& r) {
          const double asked = ratio(r.cell().origin_requests, r.cell().requests);
          return std::isnan(asked) ? no_value : std::max(0.0, 1 - asked);
        }},
    MetricFamily{"origin.rate", false, "1/s", by_route_and_region,
                 "users' requests that reach the origin",
                 [](const Reading& r) {
                   return static_cast<double>(asked_of_origin(r.cell())) / r.measured_seconds();
                 }},
    MetricFamily{"origin.rate.with_attacks",
                 false,
                 "1/s",
                 {},
                 "requests of users and attacks together that reach the origin",
                 rate_with_attacks},
    MetricFamily{
        "origin.rate.peak",
        false,
        "1/s",
        {},
        "requests of users and attacks together that reach the origin in the busiest stretch "
        "of the timeline",
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
        "share of the users' requests to the origin that queued for a worker",
        [](const Reading& r) { return ratio(r.cell().origin_waited, asked_of_origin(r.cell())); }},
    MetricFamily{
        "origin.refused.share", false, "1", by_route_and_region,
        "share of the users' requests to the origin that it turned away: its queue was "
        "full or shed them, or it was down",
        [](const Reading& r) { return ratio(r.cell().origin_refused, asked_of_origin(r.cell())); }},
    MetricFamily{"origin.shed.share",
                 false,
                 "1",
                 {},
                 "share of the requests to the origin that its queue shed: controlled delay, or "
                 "room for a more important request",
                 [](const Reading& r) { return given_up(r, r.run.seen.origin.shed); }},
    MetricFamily{"origin.expired.share",
                 false,
                 "1",
                 {},
                 "share of the requests to the origin that a worker dropped after their deadline",
                 [](const Reading& r) { return given_up(r, r.run.seen.origin.expired); }},
};

}  // namespace

std::span<const MetricFamily> origin_metrics() { return origin_rows; }

}  // namespace edgecase
