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

std::vector<Field> fields(Of<ScrubFilterSpec>) {
  return list<ScrubFilterSpec>(
      field("detect", &ScrubFilterSpec::detect,
            "time from the first packet until the filter is active",
            source("3 seconds or less on average (Cloudflare docs, DDoS protection, how it works); "
                   "the tail is assumed",
                   "2026-11")),
      field("drop", &ScrubFilterSpec::drop, "share of the attack that the filter drops",
            at_least(Share{0}), at_most(Share{1}),
            assumed("signatures are narrow; vendors publish no share")),
      field(
          "false_drop", &ScrubFilterSpec::false_drop,
          "share of legitimate packets that it drops too (false positives)", at_least(Share{0}),
          at_most(Share{1}),
          assumed(
              "legitimate traffic rarely resembles a reflected flood; vendors publish no share")));
}

std::vector<Field> fields(Of<ScrubbingSpec>) {
  return list<ScrubbingSpec>(
      field("place", &ScrubbingSpec::place, "location of the filters",
            source("all servers of every data centre filter (Cloudflare docs, DDoS protection, "
                   "components)",
                   "2026-11")),
      field("any", &ScrubbingSpec::any, "filter for attacks not listed in `kinds`"),
      field("kinds", &ScrubbingSpec::kinds, "filters by kind of attack"),
      field("notices", &ScrubbingSpec::notices, "detection threshold per place",
            at_least(Bandwidth{0}), assumed("far below the capacity of any link")),
      field("hold", &ScrubbingSpec::hold, "how long a filter stays active after the attack",
            at_least(Duration{0}), assumed("pulses come minutes apart")),
      field("capacity", &ScrubbingSpec::capacity,
            "filtering capacity per place; traffic beyond it passes unfiltered",
            more_than(Bandwidth{0}), assumed("filters run on all servers at link rate")),
      field("doubles", &ScrubbingSpec::doubles,
            "for filters started on demand: the time in which their capacity doubles while the "
            "attack exceeds it; absent: constant",
            more_than(Duration{0})),
      field("tells", &ScrubbingSpec::tells,
            "time until other places filter an attack detected in one", at_least(Duration{0}),
            source("servers act autonomously and coordinate within the site and globally "
                   "(Cloudflare docs, "
                   "DDoS protection, components); the time is assumed",
                   "2026-11")));
}

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
    // A filter only exists if the attack was detected.
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
