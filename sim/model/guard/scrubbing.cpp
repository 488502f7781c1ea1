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
      field("detect", &ScrubFilterSpec::detect, "from the first packet to the filter",
            source("3 seconds or less on average (Cloudflare docs, DDoS protection, how it works); "
                   "the tail is assumed",
                   "2026-11")),
      field("drop", &ScrubFilterSpec::drop, "part of the attack that the filter drops",
            at_least(Share{0}), at_most(Share{1}),
            assumed("signatures are narrow; no vendor states a share")),
      field("false_drop", &ScrubFilterSpec::false_drop,
            "part of people's packets that it drops too", at_least(Share{0}), at_most(Share{1}),
            assumed("people seldom look like a reflected flood; no vendor states a share")));
}

std::vector<Field> fields(Of<ScrubbingSpec>) {
  return list<ScrubbingSpec>(
      field("place", &ScrubbingSpec::place, "where the filters stand",
            source("all servers of every data centre filter (Cloudflare docs, DDoS protection, "
                   "components)",
                   "2026-11")),
      field("any", &ScrubbingSpec::any, "what it does about attacks that `kinds` does not name"),
      field("kinds", &ScrubbingSpec::kinds, "the same by kind of attack"),
      field("notices", &ScrubbingSpec::notices, "attacks below it go unnoticed in a place",
            at_least(Bandwidth{0}), assumed("far below what any link notices")),
      field("hold", &ScrubbingSpec::hold, "how long a filter stays after the attack went away",
            at_least(Duration{0}), assumed("pulses come minutes apart")),
      field("capacity", &ScrubbingSpec::capacity,
            "how much of an attack the filters of one place can look at; the rest passes",
            more_than(Bandwidth{0}), assumed("filters run on all servers, and keep up with links")),
      field(
          "doubles", &ScrubbingSpec::doubles,
          "filters that are started on demand: the time in which their capacity doubles while the "
          "attack is larger; absent: it stays",
          more_than(Duration{0})),
      field(
          "tells", &ScrubbingSpec::tells, "how long until other places filter what one noticed",
          at_least(Duration{0}),
          source("servers act alone, and coordinate over the site and the world (Cloudflare docs, "
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
