// Operational load: what people have to do for this design, beside latency, cost and resilience.
#include "report/estimates.hpp"
#include "report/numbers.hpp"
#include "report/sections.hpp"

namespace edgecase {
namespace {

std::string counted(const Result& result, const char* metric) {
  return count_text(estimate_of(result, metric).mean);
}

/// Whether anybody had to do something in the run, beside keeping parts.
bool has_events(const Result& result) {
  for (const char* metric : {"operations.pages", "operations.false_pages", "operations.changes",
                             "operations.approvals", "operations.tickets"})
    if (estimate_of(result, metric).mean > 0) return true;
  return false;
}

}  // namespace

Section operations_section(const Result& result, bool verbose) {
  Section section{"Operational load, a month in which this happens once (prices: operations)", {}};
  if (!verbose && !has_events(result)) return section;
  if (!(estimate_of(result, "operations.hours").mean > 0)) return section;
  section.blocks.emplace_back(
      TextTable{{{"parts to run"},
                 {"pages"},
                 {"false alarms"},
                 {"changes"},
                 {"rollbacks"},
                 {"approvals"},
                 {"tickets"},
                 {"hours"},
                 {"dollars"}},
                {{{counted(result, "operations.parts"), counted(result, "operations.pages"),
                   counted(result, "operations.false_pages"), counted(result, "operations.changes"),
                   counted(result, "operations.rollbacks"), counted(result, "operations.approvals"),
                   counted(result, "operations.tickets"), counted(result, "operations.hours"),
                   dollars_text(estimate_of(result, "operations.dollars").mean)}}}});
  return section;
}

}  // namespace edgecase
