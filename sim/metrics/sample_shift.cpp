#include "metrics/sample_shift.hpp"

#include "measure/merge.hpp"

namespace edgecase {
namespace {

Cell all_of(const Observations& seen) {
  Cell all;
  for (const Cell& cell : seen.cells) merge_into(all, cell);
  return all;
}

double share(std::uint64_t part, std::uint64_t of) {
  return static_cast<double>(part) / static_cast<double>(of);
}

}  // namespace

std::shared_ptr<const Blueprint> with_half_the_sample(const Blueprint& plan) {
  if (plan.one_in == 1) return nullptr;
  Setting thinner = plan.setting;
  thinner.scenario.world.sample->value = 0.5 / static_cast<double>(plan.one_in);
  return std::make_shared<const Blueprint>(std::move(thinner));
}

SampleShift sample_shift(const Observations& sample, const Observations& half) {
  const Cell before = all_of(sample);
  const Cell after = all_of(half);
  const double origin = share(before.origin_requests, before.requests);
  return {share(after.edge_hits, after.requests) - share(before.edge_hits, before.requests),
          share(after.origin_requests, after.requests) / origin - 1};
}

}  // namespace edgecase
