// Metrics of users' traffic and of their connections.

#include <array>

#include "metrics/family.hpp"

namespace edgecase {
namespace {

constexpr std::array demand_rows{
    MetricFamily{"edge.egress", false, "bit/s", by_route_and_region, "what PoPs send to users",
                 [](const Reading& r) {
                   return static_cast<double>(r.cell().bytes) * 8 / r.measured_seconds();
                 }},
    MetricFamily{"requests", false, "count", by_route_and_region, "requests in the measured time",
                 [](const Reading& r) { return static_cast<double>(r.cell().requests); }},
    MetricFamily{"retries.share", false, "1", by_route_and_region, "retries per request",
                 [](const Reading& r) { return ratio(r.cell().retries, r.cell().requests); },
                 Listing::by_each_label, Range::nonnegative},
};

constexpr std::array connection_rows{
    MetricFamily{"challenged.share", false, "1", by_route_and_region,
                 "share of people's requests that were challenged to prove they come from a person",
                 [](const Reading& r) {
                   if (r.plan.protection.guards.empty()) return no_value;
                   return ratio(r.cell().challenged, r.cell().requests);
                 }},
    MetricFamily{"connections.new_share", false, "1", by_route_and_region,
                 "share of requests that open a connection",
                 [](const Reading& r) { return ratio(r.cell().connections, r.cell().requests); }},
    MetricFamily{"resolver.miss_share", false, "1", by_route_and_region,
                 "share of resolver queries that missed the resolver's cache",
                 [](const Reading& r) {
                   return ratio(r.cell().resolver_misses, r.cell().resolver_queries);
                 }},
};

}  // namespace

std::span<const MetricFamily> demand_metrics() { return demand_rows; }
std::span<const MetricFamily> connection_metrics() { return connection_rows; }

}  // namespace edgecase
