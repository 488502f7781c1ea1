#include "model/guard/scrubbing.hpp"

#include <algorithm>
#include <cmath>

namespace edgecase {
namespace {

const ScrubFilterSpec& filter_of(const ScrubbingSpec& spec, const std::string& kind) {
  const auto found = spec.kinds.find(kind);
  return found == spec.kinds.end() ? spec.any : found->second;
}

}  // namespace

Scrubber::Scrubber(const ScrubbingSpec& spec, const std::string& kind, const Stream& draws)
    : detect_(distribution_of(filter_of(spec, kind).detect)),
      drop_(filter_of(spec, kind).drop.value),
      false_drop_(filter_of(spec, kind).false_drop.value),
      notices_(spec.notices.bits_per_second),
      capacity_(spec.capacity.bits_per_second),
      doubles_s_(spec.doubles ? in_seconds(*spec.doubles) : 0),
      hold_(spec.hold),
      draws_(draws) {}

void Scrubber::offer(Instant now, double bits_per_second) {
  offered_ = bits_per_second;
  const bool above = bits_per_second > notices_;
  if (above == above_) return;
  above_ = above;
  if (!above) {
    // Noticed or not decides whether there is a filter to keep.
    if (from_ <= now) {
      until_ = now + hold_;
    } else {
      from_ = Instant::max();
    }
    return;
  }
  if (from_ <= now && now < until_) {
    until_ = Instant::max();
    return;
  }
  from_ = now + from_seconds(detect_.quantile(draws_.unit(onsets_++)));
  until_ = Instant::max();
}

void Scrubber::told(Instant now) {
  const bool on = filtering(now);
  if (!on) from_ = now;
  if (above_) {
    until_ = Instant::max();
  } else {
    until_ = on ? std::max(until_, now + hold_) : now + hold_;
  }
}

double Scrubber::attack_passes(Instant now) const {
  if (!filtering(now)) return 1;
  const double grown =
      doubles_s_ > 0 ? capacity_ * std::exp2(in_seconds(now - from_) / doubles_s_) : capacity_;
  const double looked_at = offered_ > grown ? grown / offered_ : 1;
  return 1 - drop_ * looked_at;
}

double Scrubber::people_pass(Instant now) const { return filtering(now) ? 1 - false_drop_ : 1; }

}  // namespace edgecase
