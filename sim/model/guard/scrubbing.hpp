#pragma once
// Scrubbing: filters against packet floods. After a detection time they drop most of the attack,
// and a little legitimate traffic.
//
//   scrubber.offer(now, 40e9);                 // the attack's bits/s here change
//   … * scrubber.attack_passes(now), … * scrubber.people_pass(now)    // what passes
//
// Filters usually run on servers behind a PoP's links, which carry the whole attack and may already
// lose traffic (`place`).
// Detection takes `detect` from when the attack exceeds `notices`; an attack that ends earlier is
// never detected, so short pulses pass. Filters stay active until `hold` after the attack fell
// below the threshold; attacks that return meanwhile are filtered immediately. Places may notify
// each other: told().
// Closed form: a share (detect + (T - detect) (1 - drop)) / T of a steady attack of length T
// passes. Assumes: one filter per attack and place. Units: bits/s, shares. Not modelled: adaptive
// filters, sampling that misses small attacks, detours to a central scrubbing site.

#include <cstdint>
#include <map>
#include <optional>
#include <string>

#include <edgecase/units.hpp>

#include "core/distribution.hpp"
#include "core/random.hpp"
#include "load/distribution/distribution.hpp"

namespace edgecase {

/// The filter for one kind of attack.
struct ScrubFilterSpec {
  DurationChoice detect = lognormal(std::chrono::seconds(2), std::chrono::seconds(10));
  Share drop{0.998};
  Share false_drop{0.0005};
};
std::vector<Field> fields(Of<ScrubFilterSpec>);

enum class ScrubPlace : std::uint8_t { behind_links, before_links };
inline auto names(Of<ScrubPlace>) {
  return enumerators<ScrubPlace>(
      {{"behind_links", ScrubPlace::behind_links, "in the PoP: its links carry the whole attack"},
       {"before_links", ScrubPlace::before_links, "in upstream networks"}});
}

struct ScrubbingSpec {
  ScrubPlace place = ScrubPlace::behind_links;
  ScrubFilterSpec any;
  std::map<std::string, ScrubFilterSpec> kinds;
  Bandwidth notices{100e6};
  Duration hold = std::chrono::minutes(5);
  Bandwidth capacity{1e18};
  std::optional<Duration> doubles;
  Duration tells = std::chrono::seconds(1);
};
std::vector<Field> fields(Of<ScrubbingSpec>);

class Scrubber {
 public:
  /// `kind`: of the attack. Random draws are keyed by the number of times it began here.
  Scrubber(const ScrubbingSpec& spec, const std::string& kind, const Stream& draws);

  /// Sets the attack's rate here from now on.
  void offer(Instant now, double bits_per_second);
  /// Another place has reported the attack: this one filters from now on.
  void told(Instant now);

  /// When this place filters, or would if the attack continued; Instant::max(): never.
  Instant filters_from() const { return from_; }
  bool filtering(Instant now) const { return from_ <= now && now < until_; }
  /// Share of the attack, and of legitimate traffic, that passes.
  double attack_passes(Instant now) const;
  double people_pass(Instant now) const;

 private:
  Distribution detect_;
  double drop_;
  double false_drop_;
  double notices_;
  double capacity_;
  double doubles_s_;  // 0: never
  Duration hold_;
  Stream draws_;
  double offered_ = 0;
  bool above_ = false;
  std::uint64_t onsets_ = 0;
  Instant from_ = Instant::max();
  Instant until_ = Instant::max();
};

}  // namespace edgecase
