// Leakage through filters and before rules, against what the times alone say.
#include <cmath>
#include <vector>

#include <doctest/doctest.h>

#include "model/guard/rule_release.hpp"
#include "model/guard/scrubbing.hpp"
#include "support/guards.hpp"

using namespace edgecase;
using namespace edgecase::testing;

TEST_SUITE("oracles") {
  TEST_CASE(
      "of steady attacks (detect + (T - detect)(1 - drop)) / T passes, detection by detection") {
    // Mean over many attacks; with exponential detection of mean d, capped by the end T of the
    // attack, E[min(D, T)] = d (1 - e^(-T/d)).
    const auto spec =
        spec_from<ScrubbingSpec>("any: {detect: {exponential: 3s}, drop: 95%}\nhold: 0s\n");
    const Stream draws(1, 0, "scrubbing");
    for (const double length : {2.0, 35.0}) {
      constexpr int attacks = 40'000;
      double passed = 0;
      for (int a = 0; a < attacks; ++a) {
        Scrubber scrubber(spec, "volumetric", draws.of(static_cast<std::uint64_t>(a)));
        scrubber.offer(Instant{}, 1e12);
        const double from =
            std::min(length, in_seconds(scrubber.filters_from().time_since_epoch()));
        passed +=
            (from + (length - from) * scrubber.attack_passes(scrubber.filters_from())) / length;
      }
      const double unseen = 3 * (1 - std::exp(-length / 3));
      const double expected = (unseen + (length - unseen) * 0.05) / length;
      CHECK(passed / attacks == doctest::Approx(expected).scale(0).epsilon(0.02));
    }
  }

  TEST_CASE("exposed attempts: the sum over PoPs of rate x time until the rule is there") {
    // 20 PoPs, PoP p at (p + 1) attempts/s.
    constexpr std::uint32_t pops = 20;
    const auto spec = spec_from<RuleReleaseSpec>(
        "notice: 1min\nwrite: 2min\ntest: 1min\n"
        "steps: [{pops: 5%}, {pops: 25%, after: 1min}, {pops: 100%, after: 2min}]\n");
    std::vector<Duration> travel;
    for (std::uint32_t p = 0; p < pops; ++p) travel.push_back(p * 50ms);
    const Stream draws(1, 0, "race");
    const RuleRelease release(spec, Instant{}, pops, FixedDelays(travel), draws);
    double expected = 0, rate = 0;
    for (std::uint32_t p = 0; p < pops; ++p) {
      expected += (p + 1) * in_seconds(release.active(p).time_since_epoch());
      rate += p + 1;
    }
    PoissonClock clock(rate, 5);
    Draws where(Stream(1, 0, "where"));
    int exposed = 0;
    for (Instant now = clock.next(); now < Instant{20min}; now = clock.next()) {
      // PoP p with weight p + 1.
      const auto pick = static_cast<std::uint32_t>(where.below(pops * (pops + 1) / 2));
      std::uint32_t pop = 0;
      for (std::uint32_t before = 0; before + pop + 1 <= pick; ++pop) before += pop + 1;
      exposed += release.stops(pop, now) ? 0 : 1;
    }
    CAPTURE(expected);
    CHECK(std::abs(exposed - expected) < 4.5 * std::sqrt(expected));
  }
}
