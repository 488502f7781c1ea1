#include "model/compute/neighbours.hpp"

#include <algorithm>
#include <cmath>

namespace edgecase {

namespace {

// Tenants of similar rate, counted together.
struct Group {
  double count, rate;
};

std::vector<Group> groups_of(const NeighboursSpec& spec) {
  std::vector<Group> groups;
  const std::int64_t n = spec.functions.value;
  double sum = 0;
  for (std::int64_t first = 1; first <= n;) {
    const std::int64_t after = std::min(n + 1, first + 1 + first / 64);
    const double middle = 0.5 * static_cast<double>(first + after - 1);
    const Group group{static_cast<double>(after - first), std::pow(middle, -spec.popularity)};
    groups.push_back(group);
    sum += group.count * group.rate;
    first = after;
  }
  for (Group& group : groups) group.rate *= spec.rate.per_second / sum;
  return groups;
}

// Bytes of the tenants used within the last `seconds`.
double resident(const std::vector<Group>& groups, double memory, double seconds) {
  double sum = 0;
  for (const Group& group : groups) sum += group.count * -std::expm1(-group.rate * seconds);
  return sum * memory;
}

}  // namespace

Neighbours::Neighbours(const NeighboursSpec& spec, Bytes capacity) : capacity_(capacity.count) {
  const std::vector<Group> groups = groups_of(spec);
  const double memory = static_cast<double>(spec.memory.count);
  const double longest = in_seconds(spec.keep_alive);
  for (std::int64_t i = 0; i <= steps; ++i) {
    const double room = static_cast<double>(capacity_) * static_cast<double>(steps - i) /
                        static_cast<double>(steps);
    if (resident(groups, memory, longest) <= room) {
      after_.push_back(Duration::max());
      continue;
    }
    double low = 0;
    double high = longest;
    for (int halving = 0; halving < 60; ++halving) {
      const double middle = 0.5 * (low + high);
      (resident(groups, memory, middle) < room ? low : high) = middle;
    }
    after_.push_back(std::max(from_seconds(low), Duration{1}));
  }
}

Duration Neighbours::evicted_after(std::int64_t ours) const {
  const double at = static_cast<double>(std::clamp<std::int64_t>(ours, 0, capacity_)) /
                    static_cast<double>(capacity_) * static_cast<double>(steps);
  const auto below = static_cast<std::size_t>(at);
  if (below + 1 >= after_.size()) return after_.back();
  const Duration low = after_[below];
  const Duration high = after_[below + 1];
  if (low == Duration::max()) return high == Duration::max() ? low : high;
  const double along = at - static_cast<double>(below);
  return low +
         Duration{static_cast<std::int64_t>(along * static_cast<double>((high - low).count()))};
}

}  // namespace edgecase
