#include "model/guard/rule_release.hpp"

#include <algorithm>
#include <cmath>
#include <numeric>

#include <fmt/core.h>

#include "core/check.hpp"
#include "load/checker.hpp"
#include "load/text/codes.hpp"

namespace edgecase {
namespace {

/// PoPs in a random order.
std::vector<std::uint32_t> drawn_order(std::size_t pops, const Stream& draws) {
  std::vector<std::uint32_t> order(pops);
  std::iota(order.begin(), order.end(), 0u);
  std::vector<std::uint64_t> keys(pops);
  for (std::size_t p = 0; p < pops; ++p) keys[p] = draws.bits(p, 1);
  std::sort(order.begin(), order.end(), [&](std::uint32_t a, std::uint32_t b) {
    return keys[a] != keys[b] ? keys[a] < keys[b] : a < b;
  });
  return order;
}

Duration drawn_time(const DurationChoice& time, const Stream& draws, std::uint64_t which) {
  return from_seconds(distribution_of(time).quantile(draws.unit(which)));
}

}  // namespace

std::vector<Field> fields(Of<ReleaseStepSpec>) {
  return list<ReleaseStepSpec>(
      field("pops", &ReleaseStepSpec::pops, "share of all PoPs that have the rule after this step",
            required(), more_than(Share{0}), at_most(Share{1})),
      field("after", &ReleaseStepSpec::after, "delay after the previous step (or after the tests)",
            at_least(Duration{0}), assumed("immediately")));
}

std::vector<Field> fields(Of<RuleReleaseSpec>) {
  return list<RuleReleaseSpec>(
      field("at", &RuleReleaseSpec::at,
            "when the release begins, from the start of the run; if absent: with the first attack "
            "that "
            "the rule matches",
            at_least(Duration{0})),
      field("notice", &RuleReleaseSpec::notice,
            "time from the first attempt until work on the rule begins",
            assumed("an advisory or an alert; zero-days may be undetected for weeks")),
      field("write", &RuleReleaseSpec::write, "time to write the rule",
            assumed("emergency rules are released on the day of the advisory")),
      field("test", &RuleReleaseSpec::test, "time to test it against recorded traffic",
            assumed("replay of a day's traffic")),
      field("log_first", &RuleReleaseSpec::log_first,
            "how long it only logs in each PoP before it takes its action", at_least(Duration{0}),
            source("regular rules are in log mode for about a week before they block; emergency "
                   "rules are not (Cloudflare WAF change log, 2026-07)",
                   "2026-11")),
      field("steps", &RuleReleaseSpec::steps, "steps of the roll-out; empty: everywhere at once"),
      field("taken_back", &RuleReleaseSpec::taken_back,
            "time from its first step until it is rolled back everywhere; "
            "absent: "
            "never",
            at_least(Duration{0})));
}

void check(const RuleReleaseSpec& spec, Checker& checker) {
  Share before{0};
  for (std::size_t i = 0; i < spec.steps.size(); ++i) {
    const std::string path = fmt::format("steps[{}].pops", i);
    if (spec.steps[i].pops <= before) {
      checker.report(path, {code::unordered, "each step must reach more PoPs than the previous one",
                            "not more", "shares are cumulative: 1%, 10%, 100%"});
    }
    before = spec.steps[i].pops;
  }
  if (!spec.steps.empty() && before < Share{1}) {
    checker.report(fmt::format("steps[{}].pops", spec.steps.size() - 1),
                   {code::shares_sum, "the last step must reach all PoPs", "ends below 100%",
                    "end with {pops: 100%}"});
  }
}

RuleRelease::RuleRelease(const RuleReleaseSpec& spec, Instant begins, std::size_t pops,
                         const Propagation& travel, const Stream& draws)
    : ready_(begins + drawn_time(spec.notice, draws, 0) + drawn_time(spec.write, draws, 1) +
             drawn_time(spec.test, draws, 2)),
      gone_(pops, Instant::max()),
      active_(pops, Instant::max()) {
  EC_CHECK(pops > 0);
  const auto arrives = [&](Instant sent, std::uint32_t pop) {
    return sent + travel.delay(0, static_cast<std::uint16_t>(pop));
  };
  const std::vector<std::uint32_t> order = drawn_order(pops, draws);
  Instant step_at = ready_;
  std::size_t reached = 0;
  const auto reach = [&](std::size_t upto) {
    for (; reached < upto; ++reached) {
      const std::uint32_t pop = order[reached];
      active_[pop] = arrives(step_at, pop) + spec.log_first;
    }
  };
  for (const ReleaseStepSpec& step : spec.steps) {
    step_at += step.after;
    const double share = step.pops.value * static_cast<double>(pops);
    reach(std::min(pops, static_cast<std::size_t>(std::ceil(share - 1e-9))));
  }
  reach(pops);
  if (!spec.taken_back) return;
  const Duration first = spec.steps.empty() ? Duration{0} : spec.steps.front().after;
  for (std::uint32_t pop = 0; pop < pops; ++pop)
    gone_[pop] = arrives(ready_ + first + *spec.taken_back, pop);
}

Instant RuleRelease::everywhere() const {
  return *std::max_element(active_.begin(), active_.end());
}

}  // namespace edgecase
