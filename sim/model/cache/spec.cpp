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

void check(const CacheSpec& spec, Checker& checker) { check_policy(spec.policy, checker); }

}  // namespace edgecase
