#include "model/attack/withdrawal.hpp"

#include <algorithm>
#include <cmath>

#include "core/check.hpp"
#include "load/checker.hpp"
#include "load/text/codes.hpp"

namespace edgecase {
namespace {

std::size_t most_away(const OverloadSpec& spec, std::size_t sites) {
  const auto stay =
      static_cast<std::size_t>(std::ceil(spec.keep.value * static_cast<double>(sites) - 1e-9));
  return sites - std::min(stay, sites);
}

/// Sites that have not withdrawn and are above the threshold, the most overloaded first.
std::vector<std::uint32_t> overloaded(std::span<const SiteLoad> loads,
                                      const std::vector<bool>& withdrawn, double above) {
  std::vector<std::uint32_t> sites;
  for (std::uint32_t s = 0; s < loads.size(); ++s) {
    if (!withdrawn[s] && loads[s].load() > above) sites.push_back(s);
  }
  std::sort(sites.begin(), sites.end(), [&](std::uint32_t a, std::uint32_t b) {
    const double x = loads[a].load(), y = loads[b].load();
    return x > y || (!(y > x) && a < b);
  });
  return sites;
}

}  // namespace

std::vector<Field> fields(Of<OverloadSpec>) {
  return list<OverloadSpec>(
      field("policy", &OverloadSpec::policy, "behaviour of an overloaded site",
            assumed("networks with scrubbing in every site absorb")),
      field("above", &OverloadSpec::above, "utilisation above which it withdraws",
            more_than(Share{0}), at_most(Share{1000}),
            assumed("a little loss is better than moving users")),
      field("after", &OverloadSpec::after, "how long the load must be above", at_least(Duration{0}),
            assumed("monitoring confirms before acting")),
      field("returns", &OverloadSpec::returns, "time until it returns", more_than(Duration{0}),
            assumed("longer than most attacks")),
      field("keep", &OverloadSpec::keep, "share of sites that always stay up", at_least(Share{0}),
            at_most(Share{1}), assumed("operators intervene before half of the sites withdraw")));
}

void check(const OverloadSpec& spec, Checker& checker) {
  if (spec.policy == OverloadPolicy::withdraw) return;
  for (const char* key : {"above", "after", "returns", "keep"}) {
    if (!checker.written(key)) continue;
    checker.report(key, {code::changes_nothing, "sites that absorb never withdraw", "has no effect",
                         "set policy: withdraw", Severity::warning});
  }
}

Withdrawals::Withdrawals(const OverloadSpec& spec, std::size_t sites)
    : spec_(spec),
      withdrawn_(sites, false),
      above_since_(sites, Instant::max()),
      back_at_(sites, Instant::max()) {}

bool Withdrawals::may_withdraw() const { return away_ < most_away(spec_, withdrawn_.size()); }

std::span<const std::uint32_t> Withdrawals::update(Instant now, std::span<const SiteLoad> loads) {
  EC_CHECK(loads.size() == withdrawn_.size());
  changed_.clear();
  if (spec_.policy == OverloadPolicy::absorb) return changed_;
  for (std::uint32_t s = 0; s < withdrawn_.size(); ++s) {
    if (!withdrawn_[s] || back_at_[s] > now) continue;
    withdrawn_[s] = false;
    --away_;
    above_since_[s] = Instant::max();
    changed_.push_back(s);
  }
  const std::vector<std::uint32_t> over = overloaded(loads, withdrawn_, spec_.above.value);
  std::vector<bool> is_over(withdrawn_.size(), false);
  for (const std::uint32_t s : over) is_over[s] = true;
  for (std::uint32_t s = 0; s < withdrawn_.size(); ++s) {
    if (!is_over[s]) above_since_[s] = Instant::max();
  }
  for (const std::uint32_t s : over) {
    if (above_since_[s] == Instant::max()) above_since_[s] = now;
    if (now - above_since_[s] < spec_.after || !may_withdraw()) continue;
    withdrawn_[s] = true;
    ++away_;
    ++count_;
    back_at_[s] = now + spec_.returns;
    above_since_[s] = Instant::max();
    changed_.push_back(s);
  }
  return changed_;
}

Instant Withdrawals::next() const {
  Instant soonest = Instant::max();
  for (std::size_t s = 0; s < withdrawn_.size(); ++s) {
    if (withdrawn_[s]) soonest = std::min(soonest, back_at_[s]);
    if (above_since_[s] != Instant::max() && may_withdraw()) {
      soonest = std::min(soonest, above_since_[s] + spec_.after);
    }
  }
  return soonest;
}

}  // namespace edgecase
