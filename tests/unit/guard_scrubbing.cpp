// Filters against packet floods, and rules on their way, by hand.
#include <vector>

#include <doctest/doctest.h>

#include "model/guard/rule_release.hpp"
#include "model/guard/scrubbing.hpp"
#include "support/guards.hpp"

using namespace edgecase;
using namespace edgecase::testing;

namespace {

Scrubber scrubber_of(const std::string& more, const std::string& kind = "volumetric") {
  return {spec_from<ScrubbingSpec>(
              "any: {detect: 3s, drop: 99%, false_drop: 1%}\nhold: 1min\nnotices: 1Gbps\n" + more),
          kind, Stream(1, 0, "scrubbing")};
}

}  // namespace

TEST_SUITE("unit") {
  TEST_CASE(
      "a filter comes after its time, drops its part of the attack, and a little of people's") {
    Scrubber scrubber = scrubber_of("");
    CHECK_FALSE(scrubber.filtering(Instant{10s}));
    scrubber.offer(Instant{10s}, 40e9);
    CHECK(scrubber.attack_passes(Instant{12999ms}) == doctest::Approx(1));
    CHECK(scrubber.people_pass(Instant{12999ms}) == doctest::Approx(1));
    CHECK(scrubber.attack_passes(Instant{13s}) == doctest::Approx(0.01).scale(0));
    CHECK(scrubber.people_pass(Instant{13s}) == doctest::Approx(0.99).scale(0));
    CHECK(scrubber.filters_from() == Instant{13s});
  }

  TEST_CASE("pulses shorter than it takes to notice slip through; a filter that is there stays") {
    Scrubber scrubber = scrubber_of("");
    for (Duration t = 10s; t < 60s; t += 10s) {
      scrubber.offer(Instant{t}, 40e9);
      CHECK_FALSE(scrubber.filtering(Instant{t + 2s}));
      scrubber.offer(Instant{t + 2s}, 0);
    }
    scrubber.offer(Instant{100s}, 40e9);
    scrubber.offer(Instant{105s}, 0);  // noticed at 103 s
    CHECK(scrubber.filtering(Instant{164s}));
    scrubber.offer(Instant{164s}, 40e9);  // meets the filter at once
    CHECK(scrubber.attack_passes(Instant{164s}) == doctest::Approx(0.01).scale(0));
    scrubber.offer(Instant{170s}, 0);
    CHECK_FALSE(scrubber.filtering(Instant{230s}));
    scrubber.offer(Instant{231s}, 40e9);
    CHECK_FALSE(scrubber.filtering(Instant{232s}));
  }

  TEST_CASE("small attacks go unnoticed, large ones beyond what filters can look at") {
    Scrubber small = scrubber_of("");
    small.offer(Instant{10s}, 0.9e9);
    CHECK_FALSE(small.filtering(Instant{1h}));
    Scrubber large = scrubber_of("capacity: 10Gbps\n");
    large.offer(Instant{10s}, 40e9);
    CHECK(large.attack_passes(Instant{20s}) == doctest::Approx(1 - 0.99 / 4).scale(0));
    // Started on demand: 10, 20, 40 Gbps after 13, 23, 33 s.
    Scrubber grows = scrubber_of("capacity: 10Gbps\ndoubles: 10s\n");
    grows.offer(Instant{10s}, 40e9);
    CHECK(grows.attack_passes(Instant{13s}) == doctest::Approx(1 - 0.99 / 4).scale(0));
    CHECK(grows.attack_passes(Instant{23s}) == doctest::Approx(1 - 0.99 / 2).scale(0));
    CHECK(grows.attack_passes(Instant{40s}) == doctest::Approx(0.01).scale(0));
  }

  TEST_CASE("who is told filters at once, and stops when nothing comes") {
    Scrubber told = scrubber_of("");
    told.told(Instant{5s});
    CHECK(told.filtering(Instant{5s}));
    CHECK_FALSE(told.filtering(Instant{65s}));
    told.offer(Instant{70s}, 40e9);
    CHECK_FALSE(told.filtering(Instant{71s}));
    told.told(Instant{71s});
    CHECK(told.filtering(Instant{1h}));
  }

  TEST_CASE("kinds may have filters of their own") {
    const std::string own = "kinds: {syn_flood: {detect: 0s, drop: 100%, false_drop: 0%}}\n";
    Scrubber syn = scrubber_of(own, "syn_flood");
    syn.offer(Instant{10s}, 40e9);
    CHECK(syn.attack_passes(Instant{10s}) == doctest::Approx(0));
    CHECK(syn.people_pass(Instant{10s}) == doctest::Approx(1));
    Scrubber other = scrubber_of(own);
    other.offer(Instant{10s}, 40e9);
    CHECK_FALSE(other.filtering(Instant{11s}));
  }

  TEST_CASE("a rule reaches the PoPs step by step, each after its way") {
    const auto spec = spec_from<RuleReleaseSpec>(
        "notice: 10min\nwrite: 20min\ntest: 5min\n"
        "steps: [{pops: 10%}, {pops: 50%, after: 1h}, {pops: 100%, after: 2h}]\n");
    const FixedDelays travel(std::vector<Duration>(20, 1s));
    const RuleRelease release(spec, Instant{1min}, 20, travel, Stream(1, 0, "release"));
    CHECK(release.ready() == Instant{36min});
    int first = 0, second = 0, third = 0;
    for (std::uint32_t pop = 0; pop < 20; ++pop) {
      const Instant at = release.active(pop);
      first += at == Instant{36min + 1s} ? 1 : 0;
      second += at == Instant{96min + 1s} ? 1 : 0;
      third += at == Instant{216min + 1s} ? 1 : 0;
    }
    CHECK(first == 2);
    CHECK(second == 8);
    CHECK(third == 10);
    CHECK(release.everywhere() == Instant{216min + 1s});
  }

  TEST_CASE("a rule that logs first blocks later; without steps it goes everywhere at once") {
    const auto spec =
        spec_from<RuleReleaseSpec>("notice: 0s\nwrite: 1h\ntest: 0s\nlog_first: 24h\n");
    const FixedDelays travel({0s, 300ms});
    const RuleRelease release(spec, Instant{}, 2, travel, Stream(1, 0, "release"));
    CHECK(release.active(0) == Instant{25h});
    CHECK(release.active(1) == Instant{25h + 300ms});
    CHECK_FALSE(release.stops(1, Instant{25h}));
    CHECK(release.stops(0, Instant{25h}));
  }

  TEST_CASE("a rule that does harm is taken back everywhere") {
    const auto spec =
        spec_from<RuleReleaseSpec>("notice: 0s\nwrite: 1h\ntest: 0s\ntaken_back: 27min\n");
    const FixedDelays travel({0s, 2s});
    const RuleRelease release(spec, Instant{}, 2, travel, Stream(1, 0, "release"));
    CHECK(release.stops(1, Instant{1h + 2s}));
    CHECK(release.stops(1, Instant{87min + 1s}));
    CHECK_FALSE(release.stops(1, Instant{87min + 2s}));
    CHECK_FALSE(release.stops(0, Instant{87min}));
  }

  TEST_CASE("steps that do not rise or do not end with all PoPs are refused") {
    says(said_of<RuleReleaseSpec>("steps: [{pops: 10%}, {pops: 10%}, {pops: 100%}]\n"),
         {"EC0127", "steps[1].pops"});
    says(said_of<RuleReleaseSpec>("steps: [{pops: 10%}, {pops: 90%}]\n"), {"EC0201", "100%"});
    says(said_of<RuleReleaseSpec>("steps: [{pops: 0%}]\n"), {"EC0112"});
  }
}
