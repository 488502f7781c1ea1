#include "model/attack/plan.hpp"

#include <algorithm>

#include "core/check.hpp"

namespace edgecase {
namespace {

/// The places that have bots, in a random order.
std::vector<std::uint32_t> route_of(std::span<const double> sources, const Stream& draws) {
  std::vector<std::uint32_t> places;
  for (std::uint32_t p = 0; p < sources.size(); ++p) {
    if (sources[p] > 0) places.push_back(p);
  }
  std::sort(places.begin(), places.end(), [&](std::uint32_t a, std::uint32_t b) {
    const std::uint64_t x = draws.bits(a), y = draws.bits(b);
    return x != y ? x < y : a < b;
  });
  return places;
}

}  // namespace

AttackPlan::AttackPlan(const AttackSpec& spec, std::vector<double> sources, const Stream& draws,
                       Instant end)
    : profile_(profile_of(spec.kind)), begins_(spec.at), shares_(std::move(sources)) {
  EC_CHECK(spec.duration && spec.shape && !shares_.empty(), "unresolved attack");
  direct_ = profile_.peak * (spec.scale.value * spec.direct.value);
  profile_.peak = profile_.peak * (spec.scale.value * (1 - spec.direct.value));
  ends_ = begins_ + *spec.duration;
  if (spec.spread.get_if<CarpetSpreadSpec>()) {
    const auto hit = std::count_if(shares_.begin(), shares_.end(), [](double s) { return s > 0; });
    for (double& share : shares_) share = share > 0 ? 1 / static_cast<double>(hit) : 0;
  }
  cut(spec, draws, end);
}

void AttackPlan::cut(const AttackSpec& spec, const Stream& draws, Instant end) {
  const auto* moving = spec.spread.get_if<MovingSpreadSpec>();
  const std::vector<std::uint32_t> route =
      moving ? route_of(shares_, draws) : std::vector<std::uint32_t>{};
  EC_CHECK(!moving || !route.empty(), "attack without sources");
  const Duration whole = *spec.duration;
  const Duration last = std::min(whole, end - begins_);
  for (Duration at{0}; at < last;) {
    Duration next = std::min(shape_changes(*spec.shape, at, whole), last);
    std::uint32_t place = AttackSlice::everywhere;
    if (moving) {
      const std::int64_t stop = at / moving->every;
      place = route[static_cast<std::size_t>(stop) % route.size()];
      next = std::min(next, (stop + 1) * moving->every);
    }
    EC_CHECK(next > at);
    const double area = shape_area(*spec.shape, at, next, whole);
    if (area > 0) {
      slices_.push_back({begins_ + at, begins_ + next, area / in_seconds(next - at), place});
    }
    at = next;
  }
}

double AttackPlan::share(const AttackSlice& slice, std::uint32_t place) const {
  if (slice.place == AttackSlice::everywhere) return shares_[place];
  return slice.place == place ? 1 : 0;
}

AttackFlow AttackPlan::volume() const {
  AttackFlow all;
  for (const AttackSlice& slice : slices_) {
    all += profile_.peak * (slice.factor * in_seconds(slice.to - slice.from));
  }
  return all;
}

}  // namespace edgecase
