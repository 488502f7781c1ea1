#include "billing/billed_run.hpp"

namespace edgecase {
namespace {

double requests_in(const BilledRun& run, const Observations& seen, int route, bool of_rest) {
  double sum = 0;
  for (std::size_t phase = 0; phase < run.plan.time.phases.count(); ++phase) {
    std::uint64_t requests = 0;
    for (std::size_t i = 0; i < seen.routes; ++i)
      for (std::size_t k = 0; k < seen.regions; ++k)
        if (route < 0 || static_cast<std::size_t>(route) == i)
          requests += seen.cell(phase, i, k).requests;
    sum += static_cast<double>(requests) * repeats_in(run.plan.time, phase, of_rest).value();
  }
  return sum;
}

}  // namespace

Repeats repeats_in(const TimePlan& time, std::size_t phase, bool of_rest) {
  if (!of_rest) return time.month[phase].repeats;
  return time.rest && phase + 1 == *time.rest ? time.month[*time.rest].repeats : Repeats{0, 1};
}

double requests_in_month(const BilledRun& run, int route) {
  const double measured = requests_in(run, run.seen, route, false);
  return run.rest == nullptr ? measured : measured + requests_in(run, *run.rest, route, true);
}

}  // namespace edgecase
