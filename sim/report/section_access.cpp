// Who came in, how long that took, and who still did.
#include "report/estimates.hpp"
#include "report/sections.hpp"

namespace edgecase {
namespace {

constexpr EstimateLine lines[] = {
    {"logins", "access.logins", "count"},
    {"  refused by what they depend on", "access.logins.refused.share", "1"},
    {"  machines' time, p50", "access.login.p50", "ms"},
    {"  machines' time, p99", "access.login.p99", "ms"},
    {"  with the person's own, p50", "access.login_whole.p50", "ms"},
    {"tokens renewed silently", "access.renewals", "count"},
    {"added to each request, mean", "access.delay.mean", "ms"},
    {"answered with no, rightly", "access.denied.share", "1"},
    {"let through above a quota", "quota.overage.share", "1"},
    {"told to come back after (limits and quotas), mean", "retry_after.mean", "s"},
};

}  // namespace

Section access_section(const Result& result) {
  Section section{"Access", {}};
  TextTable table = estimates_table();
  for (const EstimateLine& line : lines) add_estimate(table, result, line);
  for (const char* after : {"revocation", "compromise"}) {
    const MetricLabels labels{{"after", after}};
    add_estimate(table, std::string("let in after a ") + after + ", requests",
                 estimate_of(result, "access.exposed", labels), "count");
    add_estimate(table, "  the last of them after", estimate_of(result, "access.exposure", labels),
                 "s");
  }
  if (!table.rows.empty()) section.blocks.emplace_back(std::move(table));
  return section;
}

}  // namespace edgecase
