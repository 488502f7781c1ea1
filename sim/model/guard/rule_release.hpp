#pragma once
// A new firewall rule on its way: somebody notices, writes it, tests it, and it reaches the PoPs
// step by step. Until it is in a PoP, what it would stop goes through there.
//
// Order of the PoPs: drawn, the same for all designs of a seed. A step's time counts from the step
// before; after it the rule travels to its PoPs. With steps (share s_i, at time t_i) and attempts
// at rates λ_p from time 0, λ_p t_p attempts are expected to find PoP p open (oracle in tests).
// Assumes: taking a rule back travels as fast as the rule. Units: simulation time.
// Not modelled: rules that are wrong at first, virtual patches by customers.

#include <cstdint>
#include <optional>
#include <span>
#include <vector>

#include <edgecase/units.hpp>

#include "core/random.hpp"
#include "load/distribution.hpp"

namespace edgecase {

struct ReleaseStepSpec {
  Share pops{1};
  Duration after{};
};
inline auto fields(Of<ReleaseStepSpec>) {
  return list<ReleaseStepSpec>(
      field("pops", &ReleaseStepSpec::pops, "part of all PoPs that have the rule after this step",
            required(), more_than(Share{0}), at_most(Share{1})),
      field("after", &ReleaseStepSpec::after, "how long after the step before (or after the tests)",
            at_least(Duration{0}), assumed("at once")));
}

struct RuleReleaseSpec {
  std::optional<Duration> at;
  DurationChoice notice = constant(std::chrono::hours(1));
  DurationChoice write = constant(std::chrono::hours(1));
  DurationChoice test = constant(std::chrono::minutes(30));
  Duration log_first{};
  std::vector<ReleaseStepSpec> steps;
  std::optional<Duration> taken_back;
};
inline auto fields(Of<RuleReleaseSpec>) {
  return list<RuleReleaseSpec>(
      field(
          "at", &RuleReleaseSpec::at,
          "when its story begins, from the start of the run; if absent: with the first attack that "
          "the rule matches",
          at_least(Duration{0})),
      field("notice", &RuleReleaseSpec::notice, "from the first attempt until somebody works on it",
            assumed("an advisory or an alert; zero-days may go unnoticed for weeks")),
      field("write", &RuleReleaseSpec::write, "writing the rule",
            assumed("emergency rules appear on the day of the advisory")),
      field("test", &RuleReleaseSpec::test, "testing it against recorded traffic",
            assumed("replays of a day's traffic")),
      field(
          "log_first", &RuleReleaseSpec::log_first,
          "how long it only logs in each PoP before it blocks", at_least(Duration{0}),
          source("regular rules ship in log mode first, about a week before they block; emergency "
                 "ones do not (Cloudflare WAF change log, 2026-07)",
                 "2026-11")),
      field("steps", &RuleReleaseSpec::steps, "how it is rolled out; empty: everywhere at once"),
      field("taken_back", &RuleReleaseSpec::taken_back,
            "how long after its first step it is taken back everywhere, because it does harm; "
            "absent: "
            "never",
            at_least(Duration{0})));
}
void check(const RuleReleaseSpec& spec, Checker& checker);

class RuleRelease {
 public:
  /// Its story begins at `begins` (see `at`). `travel`: from who releases it to each PoP.
  RuleRelease(const RuleReleaseSpec& spec, Instant begins, std::span<const Duration> travel,
              const Stream& draws);

  Instant ready() const { return ready_; }
  /// When it blocks in this PoP.
  Instant active(std::uint32_t pop) const { return active_[pop]; }
  /// When it is in the last one.
  Instant everywhere() const;
  bool stops(std::uint32_t pop, Instant now) const {
    return now >= active_[pop] && now < gone_[pop];
  }

 private:
  Instant ready_;
  std::vector<Instant> gone_;
  std::vector<Instant> active_;
};

}  // namespace edgecase
