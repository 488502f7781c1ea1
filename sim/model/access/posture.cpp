#include "model/access/posture.hpp"

#include <algorithm>

namespace edgecase {

void Posture::compromise(std::uint64_t device, Instant when) {
  const auto [known, first] = compromised_.emplace(device, when);
  if (!first) known->second = std::min(known->second, when);
}

Instant Posture::compromised_at(std::uint64_t device) const {
  const auto found = compromised_.find(device);
  return found == compromised_.end() ? Instant::max() : found->second;
}

Instant Posture::next_report(std::uint64_t device, Instant after) const {
  const auto poll = static_cast<std::uint64_t>(spec_.poll.count());
  const Duration phase{static_cast<std::int64_t>(below(draws_.bits(device), poll))};
  const Duration since = after.time_since_epoch() - phase;
  const std::int64_t reports = since < Duration{0} ? 0 : since / spec_.poll + 1;
  return Instant{phase + reports * spec_.poll};
}

Instant Posture::distrusted_from(std::uint64_t device) const {
  const Instant when = compromised_at(device);
  if (when == Instant::max() || draws_.unit(device, 1) >= spec_.detects.value) {
    return Instant::max();
  }
  return next_report(device, when) + spec_.latency;
}

}  // namespace edgecase
