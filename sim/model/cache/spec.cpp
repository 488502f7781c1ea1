#include "model/cache/spec.hpp"

#include <fmt/core.h>

#include "load/codes.hpp"

namespace edgecase {
namespace {

void check_policy(const PolicyChoice& policy, Checker& checker) {
  if (!offline(policy)) return;
  checker.report(
      "policy", {code::needs_future,
                 fmt::format("{} must know the future, and a scenario's requests are drawn as they "
                             "come",
                             policy.name()),
                 "no cache can run it",
                 fmt::format("choose another policy here; `edgecase cache --policy {}` replays a "
                             "trace with it",
                             policy.name())});
}

}  // namespace

void check(const UpperTierSpec& spec, Checker& checker) {
  if (spec.policy) check_policy(*spec.policy, checker);
}

void check(const CacheSpec& spec, Checker& checker) {
  check_policy(spec.policy, checker);
  if (spec.regional_tier && spec.regional_tier->per != TierScope::region) {
    checker.report("regional_tier.per", {code::out_of_range, "a regional tier is one per region",
                                         "not a region", "say `upper_tier` for one of the world"});
  }
  if (spec.ttl_reset_on_hit && spec.stale_while_revalidate > Duration{0}) {
    checker.report("stale_while_revalidate",
                   {code::changes_nothing, "with ttl_reset_on_hit nobody knows how old a copy is",
                    "cannot be had together", "choose one of the two"});
  }
}

}  // namespace edgecase
