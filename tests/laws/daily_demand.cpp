// A daily pattern of demand is no event: it recurs, in the bill too, and the report says what is
// assumed of the month.
#include <algorithm>
#include <string>

#include <doctest/doctest.h>

#include "scenario/once.hpp"
#include "support/runs.hpp"

using namespace edgecase;
using namespace edgecase::testing;

namespace {

const char* const daily_downloads = R"(
apiVersion: edgecase/v1
kind: Scenario
metadata: {name: daily}
world:
  network: small-globe
  horizon: {warm_up: 0s, measure: 24h}
  demand: {rate: 1 rps}
  routes: {all: {share: 100%, objects: 10, size: 1MB}}
  origin: {at: us-east-1, service: 5ms}
design:
  prices: {edge: aws-2026, origin: aws-2026}
)";

Result of_day(const Overrides& overrides) {
  return summarise(run(open_text(daily_downloads, overrides)));
}

double dollars(const Result& result) { return result.find("cost.monthly")->estimate.mean; }

bool warned(const Result& result, const std::string& what) {
  return std::ranges::any_of(result.warnings, [&](const std::string& warning) {
    return warning.find(what) != std::string::npos;
  });
}

const std::string day_and_night =
    "world.demand.phases=[{name: day, duration: 12h}, {name: night, duration: 12h, rate: 0%}]";

}  // namespace

TEST_SUITE("laws") {
  TEST_CASE("daily demand: half of each day without demand halves the month's bill") {
    const double always = dollars(of_day({}));
    const Result half = of_day({day_and_night});
    // 86,400 and 43,200 requests of equal size: 2% is three standard deviations.
    CHECK(dollars(half) / always == doctest::Approx(0.5).epsilon(0.02).scale(0));
    CHECK(warned(half, "the phases of demand fill whole days"));
    CHECK_FALSE(warned(of_day({}), "whole days"));
  }

  TEST_CASE("daily demand: phases of a part of a day happen once") {
    const auto world_with = [](const std::string& horizon, const std::string& phases) {
      return open_text(daily_downloads, {"world.horizon=" + horizon, phases})->spec.world;
    };
    const std::string day = "{warm_up: 0s, measure: 24h}";
    CHECK(has_daily_phases(world_with(day, day_and_night)));
    CHECK_FALSE(first_event(world_with(day, day_and_night)));
    CHECK(has_daily_phases(world_with("{warm_up: 0s, measure: 48h}", day_and_night)));
    CHECK(has_daily_phases(
        world_with("{warm_up: 1h, measure: 24h}",
                   "world.demand.phases=[{duration: 13h}, {duration: 12h, rate: 10%}]")));
    for (const std::string phases : {"[{duration: 8h}, {duration: 1h, rate: 500%}]",
                                     "[{duration: 24h}]"}) {  // a crowd; nothing
      CAPTURE(phases);
      CHECK_FALSE(has_daily_phases(world_with(day, "world.demand.phases=" + phases)));
    }
    CHECK_FALSE(has_daily_phases(world_with("{warm_up: 0s, measure: 20h}", day_and_night)));
  }

  TEST_CASE("daily demand: an hour of a daily curve says how far it is from the day's mean") {
    // The mean of 1 + 0.5 cos over an hour from the peak: 1 + 0.5 sin(h) / h, h = 2 pi / 24.
    const Overrides peak{"world.network=lab", "world.origin.at=lab", "world.horizon.measure=1h",
                         "design.prices={}",
                         "world.demand.diurnal={amplitude: 50%, peak: 20h, starts_at: 20h}"};
    const Result hour = of_day(peak);
    CHECK(warned(hour, "149% of a day's mean demand"));
    Overrides whole = peak;
    whole[2] = "world.horizon.measure=24h";
    CHECK_FALSE(warned(of_day(whole), "mean demand"));
  }
}
