#include "billing/transit.hpp"

#include <algorithm>
#include <vector>

#include "cost/month.hpp"

namespace edgecase {
namespace {

constexpr Duration sample_time = std::chrono::minutes(5);

struct Sample {
  Repeats repeats = {};  // in a month, of the phase in which it begins
  Duration length{};
  double bits = 0;
  double month_s = 0;  // of a month that are like it
  double mbps() const { return bits * 1e-6 / in_seconds(length); }
};

/// Adds those of the run, or of the rest of the month.
void add_samples(std::vector<Sample>& samples, const BilledRun& run, std::size_t region,
                 bool of_rest) {
  const Blueprint& plan = run.plan;
  const Observations& seen = of_rest ? *run.rest : run.seen;
  const std::size_t first = samples.size();
  for (std::size_t slot = 0; slot < seen.moments; ++slot) {
    const Instant from = plan.measure_from() + static_cast<std::int64_t>(slot) * plan.time.moment;
    const Instant until = std::min(from + plan.time.moment, plan.end());
    const Repeats repeats = repeats_in(plan.time, plan.time.phases.at(from), of_rest);
    const bool goes_on =
        samples.size() > first && samples.back().repeats == repeats &&
        samples.back().length + (until - from) <= sample_time + plan.time.moment / 2;
    if (!goes_on) samples.push_back({.repeats = repeats});
    Sample& sample = samples.back();
    sample.length += until - from;
    sample.bits += 8 * static_cast<double>(seen.moment(slot, region).bytes);
    plan.time.phases.overlaps(from, until, [&](std::size_t part_of, Duration part) {
      sample.month_s += in_seconds(part) * repeats_in(plan.time, part_of, of_rest).value();
    });
  }
}

}  // namespace

double transit_mbps(const BilledRun& run, std::size_t region) {
  std::vector<Sample> samples;
  add_samples(samples, run, region, false);
  if (run.plan.time.rest) add_samples(samples, run, region, true);
  double idle = in_seconds(billing_month);
  for (const Sample& sample : samples) idle -= sample.month_s;
  constexpr double exact = 1e-9;
  const double needed = (0.95 - exact) * in_seconds(billing_month) - std::max(idle, 0.0);
  std::ranges::sort(samples, {}, &Sample::mbps);
  double sum = 0;
  for (const Sample& sample : samples)
    if ((sum += sample.month_s) >= needed) return sample.mbps();
  return 0;
}

}  // namespace edgecase
