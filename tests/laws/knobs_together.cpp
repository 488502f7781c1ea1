// Whatever keys are set together: the scenario is refused, or it runs and its books balance.
#include <cmath>

#include <doctest/doctest.h>
#include <fmt/core.h>

#include "core/random.hpp"
#include "support/knobs_all.hpp"
#include "support/knobs_stores.hpp"

using namespace edgecase;
using namespace edgecase::testing;

namespace {

struct Mixture {
  KnobWorld world{};
  Overrides overrides;
};

/// Three to six knobs of one world, each with one of its values and what it needs around it.
Mixture mixture(const std::vector<Knob>& knobs, const Stream& dice, std::uint64_t number) {
  Mixture mix;
  const std::uint64_t count = 3 + dice.bits(number, 0) % 4;
  for (std::uint32_t i = 0; i < count;) {
    const Knob& knob = knobs[dice.bits(number, 3 * i + 1) % knobs.size()];
    const bool first = mix.overrides.empty();
    if (first) mix.world = knob.world;
    ++i;
    if (!first && knob.world != mix.world) continue;
    for (const std::string& set : knob.around) mix.overrides.push_back(set);
    mix.overrides.push_back(dice.bits(number, 3 * i + 2) % 2 == 0 ? knob.one : knob.other);
  }
  return mix;
}

}  // namespace

TEST_SUITE("laws") {
  TEST_CASE("knobs: whatever is set together is refused or runs, and the books balance") {
    std::vector<Knob> knobs = usual_knobs();
    for (Knob& knob : pressed_knobs()) knobs.push_back(std::move(knob));
    for (Knob& knob : store_knobs()) knobs.push_back(std::move(knob));
    const Stream dice(2026, 0, "knobs together");
    int ran = 0;
    constexpr int tried = 150;
    for (std::uint64_t number = 0; number < tried; ++number) {
      const Mixture mix = mixture(knobs, dice, number);
      std::string said;
      for (const std::string& set : mix.overrides) said += "\n  --set '" + set + "'";
      CAPTURE(said);
      const Opened opened = try_open(knob_text(mix.world), mix.overrides);
      CHECK(opened.complaints.find("this is a bug") == std::string::npos);
      if (!opened.plan) continue;
      ++ran;
      const Runs runs = run(opened.plan);  // checks its books
      CHECK_NOTHROW(summarise(runs));
    }
    CHECK(ran > tried / 4);  // else the test says little
  }
}
