#pragma once
// A site under more load than it carries: absorb it, or withdraw its routes and let others have it.
//
// Absorbing loses the site's own users and leaves all other catchments unharmed; withdrawing moves
// users and attackers to the neighbours, who may then be over their capacity too, and follow.
// Who takes whose load is the caller's to say. After: Moura et al., "Anycast vs. DDoS", IMC 2016
// (root servers, 2015-11-30: some letters' sites absorbed, some withdrew). Units: any unit of load,
// the same for capacity. Assumes: a site serves min(1, capacity / load) of everybody who comes to
// it. Not modelled: withdrawing from some neighbours only; people who look at all sites.

#include <cstdint>
#include <span>
#include <vector>

#include <edgecase/units.hpp>

#include "load/fields.hpp"

namespace edgecase {

enum class OverloadPolicy : std::uint8_t { absorb, withdraw };
inline auto names(Of<OverloadPolicy>) {
  return enumerators<OverloadPolicy>(
      {{"absorb", OverloadPolicy::absorb, "stays, and loses what it cannot carry"},
       {"withdraw", OverloadPolicy::withdraw, "takes its routes back; others get its users"}});
}

struct OverloadSpec {
  OverloadPolicy policy = OverloadPolicy::absorb;
  Share above{1.2};
  Duration after = std::chrono::seconds(30);
  Duration returns = std::chrono::minutes(10);
  Share keep{0.5};
};
inline auto fields(Of<OverloadSpec>) {
  return list<OverloadSpec>(
      field("policy", &OverloadSpec::policy, "what a site does that gets more than it carries",
            assumed("networks with scrubbing in every site stay")),
      field("above", &OverloadSpec::above, "load, of its capacity, above which it withdraws",
            more_than(Share{0}), at_most(Share{1000}),
            assumed("a little loss is better than a move")),
      field("after", &OverloadSpec::after, "how long it must have been above",
            at_least(Duration{0}), assumed("monitoring looks twice")),
      field("returns", &OverloadSpec::returns, "how long it stays away", more_than(Duration{0}),
            assumed("longer than most attacks")),
      field("keep", &OverloadSpec::keep, "part of the sites that never withdraw together",
            at_least(Share{0}), at_most(Share{1}),
            assumed("an operator who sees half of the sites go stops it")));
}
void check(const OverloadSpec& spec, Checker& checker);

struct SiteLoad {
  double people = 0;
  double attack = 0;
  double capacity = 1;
  double load() const { return (people + attack) / capacity; }
};

/// Decides over time. Told the loads whenever they change; says who goes and who returns.
class Withdrawals {
 public:
  Withdrawals(const OverloadSpec& spec, std::size_t sites);

  /// Sites that change their mind now; down() has changed already. Calls in the order of time.
  std::span<const std::uint32_t> look(Instant now, std::span<const SiteLoad> loads);
  /// When to look again even if no load changes; Instant::max(): never.
  Instant next() const;
  const std::vector<bool>& down() const { return down_; }
  std::uint64_t withdrawn() const { return withdrawn_; }

 private:
  bool may_go() const;

  OverloadSpec spec_;
  std::vector<bool> down_;
  std::vector<Instant> above_since_;  // Instant::max(): it is not
  std::vector<Instant> back_at_;
  std::vector<std::uint32_t> changed_;
  std::size_t away_ = 0;
  std::uint64_t withdrawn_ = 0;
};

}  // namespace edgecase
