#pragma once
// A site under more load than its capacity: it absorbs it, or withdraws its routes so that other
// sites get it.
//
// Absorbing loses the site's own users and leaves all other catchments unharmed; withdrawing moves
// users and attackers to the neighbours, which may then be over their capacity too, and follow.
// Which site gets which load is for the caller to say. After: Moura et al., "Anycast vs. DDoS", IMC
// 2016 (root servers, 2015-11-30: some letters' sites absorbed, some withdrew). Units: any unit of
// load, the same for capacity. Assumes: a site serves min(1, capacity / load) of what reaches it.
// Not modelled: withdrawing from some neighbours only; operators who look at all sites at once.

#include <cstdint>
#include <span>
#include <vector>

#include <edgecase/units.hpp>

#include "load/type/fields.hpp"

namespace edgecase {

enum class OverloadPolicy : std::uint8_t { absorb, withdraw };
inline auto names(Of<OverloadPolicy>) {
  return enumerators<OverloadPolicy>(
      {{"absorb", OverloadPolicy::absorb, "keeps its routes and drops traffic beyond its capacity"},
       {"withdraw", OverloadPolicy::withdraw,
        "withdraws its routes; other sites get its traffic"}});
}

struct OverloadSpec {
  OverloadPolicy policy = OverloadPolicy::absorb;
  Share above{1.2};
  Duration after = std::chrono::seconds(30);
  Duration returns = std::chrono::minutes(10);
  Share keep{0.5};
};
std::vector<Field> fields(Of<OverloadSpec>);
void check(const OverloadSpec& spec, Checker& checker);

struct SiteLoad {
  double people = 0;
  double attack = 0;
  double capacity = 1;
  double load() const { return (people + attack) / capacity; }
};

/// Decides over time which sites withdraw and which announce themselves again.
class Withdrawals {
 public:
  Withdrawals(const OverloadSpec& spec, std::size_t sites);

  /// Call it whenever loads change, in the order of time. Returns the sites that withdraw or return
  /// now; withdrawn() knows already.
  std::span<const std::uint32_t> update(Instant now, std::span<const SiteLoad> loads);
  /// When to update even if no load changes; Instant::max(): never.
  Instant next() const;
  const std::vector<bool>& withdrawn() const { return withdrawn_; }
  /// How often a site has withdrawn so far.
  std::uint64_t count() const { return count_; }

 private:
  bool may_withdraw() const;

  OverloadSpec spec_;
  std::vector<bool> withdrawn_;
  std::vector<Instant> above_since_;  // its threshold; Instant::max(): it is not
  std::vector<Instant> back_at_;
  std::vector<std::uint32_t> changed_;
  std::size_t away_ = 0;
  std::uint64_t count_ = 0;
};

}  // namespace edgecase
