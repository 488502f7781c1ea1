// Logins, the latency that access control adds, and access after a revocation or compromise.
#include "report/estimates.hpp"
#include "report/sections.hpp"

namespace edgecase {
namespace {

constexpr EstimateLine lines[] = {
    {"logins", "access.logins", "count"},
    {"  refused by a dependency", "access.logins.refused.share", "1"},
    {"  system time, p50", "access.login.p50", "ms"},
    {"  system time, p99", "access.login.p99", "ms"},
    {"  including user input, p50", "access.login_whole.p50", "ms"},
    {"silent token renewals", "access.renewals", "count"},
    {"delay added per request, mean", "access.delay.mean", "ms"},
    {"correctly denied", "access.denied.share", "1"},
    {"admitted above a quota", "quota.overage.share", "1"},
    {"Retry-After of rate limits and quotas, mean", "retry_after.mean", "s"},
};

}  // namespace

Section access_section(const Result& result) {
  Section section{"Access", {}};
  TextTable table = estimates_table();
  for (const EstimateLine& line : lines) add_estimate(table, result, line);
  for (const char* after : {"revocation", "compromise"}) {
    const MetricLabels labels{{"after", after}};
    add_estimate(table, std::string("requests admitted after a ") + after,
                 estimate_of(result, "access.exposed", labels), "count");
    add_estimate(table, "  last one after", estimate_of(result, "access.exposure", labels), "s");
  }
  if (!table.rows.empty()) section.blocks.emplace_back(std::move(table));
  return section;
}

}  // namespace edgecase
