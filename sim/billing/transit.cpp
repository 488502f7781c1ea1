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

std::vector<Sample> samples_of(const Blueprint& plan, const Observations& seen,
                               std::size_t region) {
  std::vector<Sample> samples;
  for (std::size_t slot = 0; slot < seen.moments; ++slot) {
    const Instant from = plan.measure_from() + static_cast<std::int64_t>(slot) * plan.time.moment;
    const Instant until = std::min(from + plan.time.moment, plan.end());
    const Repeats repeats = plan.time.month[plan.time.phases.at(from)].repeats;
    const bool goes_on =
        !samples.empty() && samples.back().repeats == repeats &&
        samples.back().length + (until - from) <= sample_time + plan.time.moment / 2;
    if (!goes_on) samples.push_back({.repeats = repeats});
    Sample& sample = samples.back();
    sample.length += until - from;
    sample.bits += 8 * static_cast<double>(seen.moment(slot, region).bytes);
    plan.time.phases.overlaps(from, until, [&](std::size_t part_of, Duration part) {
      sample.month_s += in_seconds(part) * plan.time.month[part_of].repeats.value();
    });
  }
  return samples;
}

}  // namespace

double transit_mbps(const Blueprint& plan, const Observations& seen, std::size_t region) {
  std::vector<Sample> samples = samples_of(plan, seen, region);
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
