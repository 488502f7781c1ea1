#pragma once
// The release of a new firewall rule: detection, writing, testing, and a staged roll-out to the
// PoPs. Until it is in a PoP, requests that it would stop pass there.
//
// The order of PoPs is random, the same for all designs of a seed. A step's time counts from the
// previous step; then the rule travels to its PoPs. With steps (share s_i, at time t_i) and
// attempts at rates λ_p from time 0, λ_p t_p attempts are expected to pass in PoP p (oracle in
// tests). Assumes: a rollback travels as fast as the rule. Units: simulation time.
// Not modelled: initially wrong rules, virtual patches by customers.

#include <cstddef>
#include <cstdint>
#include <optional>
#include <vector>

#include <edgecase/units.hpp>

#include "core/propagation.hpp"
#include "core/random.hpp"
#include "load/distribution/distribution.hpp"

namespace edgecase {

struct ReleaseStepSpec {
  Share pops{1};
  Duration after{};
};
std::vector<Field> fields(Of<ReleaseStepSpec>);

struct RuleReleaseSpec {
  std::optional<Duration> at;
  DurationChoice notice = constant(std::chrono::hours(1));
  DurationChoice write = constant(std::chrono::hours(1));
  DurationChoice test = constant(std::chrono::minutes(30));
  Duration log_first{};
  std::vector<ReleaseStepSpec> steps;
  std::optional<Duration> taken_back;
};
std::vector<Field> fields(Of<RuleReleaseSpec>);
void check(const RuleReleaseSpec& spec, Checker& checker);

class RuleRelease {
 public:
  /// The release begins at `begins` (see `at`). `travel`: propagation to the PoPs.
  RuleRelease(const RuleReleaseSpec& spec, Instant begins, std::size_t pops,
              const Propagation& travel, const Stream& draws);

  Instant ready() const { return ready_; }
  /// When it becomes active in this PoP.
  Instant active(std::uint32_t pop) const { return active_[pop]; }
  /// When it has been rolled back there; Instant::max(): never.
  Instant gone(std::uint32_t pop) const { return gone_[pop]; }
  /// When it is active in the last PoP.
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
