// Calls under a policy: what retries, hedges, breakers and limits made of the load.
#include <cmath>

#include "report/numbers.hpp"
#include "report/sections.hpp"

namespace edgecase {
namespace {

/// A metric of one hop; a dash where it has none.
std::string of_hop(const Result& result, const char* metric, const std::string& hop) {
  const Metric* found = result.find(metric, {{"hop", hop}});
  return found == nullptr ? "-" : value_text(found->estimate.mean, found->unit);
}

}  // namespace

Section call_section(const Result& result) {
  Section section{"Calls under a policy", {}};
  TextTable table{{{"to", Align::left},
                   {"calls"},
                   {"attempts each"},
                   {"retries"},
                   {"hedged"},
                   {"rejected"},
                   {"not retried"},
                   {"failed"},
                   {"breaker opened"}},
                  {}};
  for (const char* hop : {"origin", "sub_requests"}) {
    if (result.find("calls.rate", {{"hop", hop}}) == nullptr) continue;
    table.rows.push_back(
        {{hop, of_hop(result, "calls.rate", hop), of_hop(result, "calls.amplification", hop),
          of_hop(result, "calls.retries.share", hop), of_hop(result, "calls.hedges.share", hop),
          of_hop(result, "calls.rejected.share", hop), of_hop(result, "calls.unretried.share", hop),
          of_hop(result, "calls.failed.share", hop), of_hop(result, "calls.breaker.opened", hop)}});
  }
  if (!table.rows.empty()) section.blocks.emplace_back(std::move(table));
  return section;
}

}  // namespace edgecase
