// Metrics of answers to users: how long they take, and how many fail.

#include <array>
#include <numeric>

#include "metrics/family.hpp"

namespace edgecase {
namespace {

std::uint64_t failures_of(const Cell& cell) {
  return std::accumulate(cell.failures.begin(), cell.failures.end(), std::uint64_t{0});
}

double error_share(const Reading& r) {
  const Cell& cell = r.cell();
  const std::string_view cause = r.label(metric_label::cause);
  for (std::size_t i = 0; i < failure_count; ++i) {
    if (failure_names[i] == cause) return ratio(cell.failures[i], cell.requests);
  }
  return ratio(failures_of(cell), cell.requests);
}

constexpr std::array by_cause{&metric_label::cause, &metric_label::route, &metric_label::region};

constexpr std::array answer_rows{
    MetricFamily{"latency", true, "ms", by_route_and_region,
                 "from the user's click until the last byte, answered requests",
                 [](const Reading& r) { return r.statistic(r.cell().latency) * 1e-6; }},
    MetricFamily{"ttfb", true, "ms", by_route_and_region, "until the first byte, answered requests",
                 [](const Reading& r) { return r.statistic(r.cell().first_byte) * 1e-6; }},
    MetricFamily{"availability", false, "1", by_route_and_region,
                 "share of requests that were answered",
                 [](const Reading& r) {
                   const Cell& cell = r.cell();
                   return ratio(cell.requests - failures_of(cell), cell.requests);
                 }},
    MetricFamily{"errors.share", false, "1", by_cause,
                 "share of requests that ended without an answer", error_share},
    MetricFamily{"errors.delay.mean", false, "ms", by_route_and_region,
                 "from the user's click until the failure is known, failed requests",
                 [](const Reading& r) {
                   const Cell& cell = r.cell();
                   return ratio(cell.failure_ns, failures_of(cell)) * 1e-6;
                 }},
};

}  // namespace

std::span<const MetricFamily> answer_metrics() { return answer_rows; }

}  // namespace edgecase
