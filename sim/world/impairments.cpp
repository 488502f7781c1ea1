#include "world/impairments.hpp"

#include <algorithm>

#include "model/attack/link.hpp"

namespace edgecase {

void Impairments::apply(const ImpairmentBegins& change) { active_.push_back(change.which); }

void Impairments::apply(const ImpairmentEnds& change) {
  const auto at = std::ranges::find(active_, change.which);
  EC_CHECK(at != active_.end(), "an impairment ends that did not begin");
  active_.erase(at);
}

Impairment Impairments::of(FaultScope scope, std::uint16_t pop) const {
  Impairment sum;
  for (const std::uint32_t which : active_) {
    const ImpairmentPlan& one = plan_[which];
    if (one.scope != scope) continue;
    if (scope != FaultScope::pops || std::ranges::binary_search(one.pops, pop))
      sum = sum.with(one.effect);
  }
  return sum;
}

Impairment Impairments::of_path(std::uint8_t from, std::uint8_t to) const {
  Impairment sum;
  for (const std::uint32_t which : active_) {
    const ImpairmentPlan& one = plan_[which];
    if (one.scope != FaultScope::path) continue;
    if ((one.one_end == from && one.other_end == to) ||
        (one.one_end == to && one.other_end == from))
      sum = sum.with(one.effect);
  }
  return sum;
}

std::int64_t round_trip_over(const Impairment& path, std::int64_t rtt_ns, double unit) {
  const Duration slow = path.slowed(Duration{rtt_ns});
  const double timeout_s = 0.2 + in_seconds(slow);
  return (slow + from_seconds(retransmission_s(path.loss, unit, timeout_s))).count();
}

}  // namespace edgecase
