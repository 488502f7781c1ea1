#include "model/access/posture.hpp"

#include <algorithm>

namespace edgecase {

std::vector<Field> fields(Of<PostureSpec>) {
  return list<PostureSpec>(
      field("poll", &PostureSpec::poll, "how often a device reports",
            at_least(Duration{std::chrono::seconds(1)}), at_most(Duration{std::chrono::hours(720)}),
            source("default 5 minutes, minimum 1 minute (Cloudflare API schema, device "
                   "posture rules)",
                   "2026-11")),
      field("latency", &PostureSpec::latency, "delay from a report until all PoPs act on it",
            at_least(Duration{0}), assumed("report, decision and distribution")),
      field("detects", &PostureSpec::detects, "share of compromised devices that the check detects",
            at_least(Share{0}), at_most(Share{1}),
            assumed("set your own rate; stealthy malware is not detected")),
      field("cpu", &PostureSpec::cpu, "CPU time of a device lookup", at_least(Duration{0}),
            assumed("in-memory table lookup")));
}

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
