// How long is measured changes no number but by noise: what happens once is billed once, shares and
// rates are those of the world, and counts grow as the time does.
#include <algorithm>
#include <cmath>
#include <string>
#include <vector>

#include <doctest/doctest.h>

#include "measure/statistics.hpp"
#include "study/summary.hpp"
#include "support/runs.hpp"
#include "support/sanitized.hpp"

namespace edgecase::testing {
namespace {

/// Nearly every family of metrics has something to count here.
const char* const busy_world = R"(
apiVersion: edgecase/v1
kind: Scenario
metadata: {name: busy}
world:
  network: lab-50
  horizon: {warm_up: WARM_UP, measure: 60s}
  demand: {rate: 150 rps}
  routes:
    images: {share: 50%, objects: 300, size: 20kB, changes: {every: 10min}}
    api: {share: 30%, size: 2kB, cpu: 5ms}
    staff: {share: 20%, objects: 100, size: 4kB, personalised: 100%}
  origin: {workers: 20, service: 5ms}
design:
  routes:
    images: {cache: edge}
    api: {compute: api}
    staff: {access: staff}
  caches: {edge: {ttl: 10s, upper_tier: {per: region}, reserve: {}}}
  compute: {api: {runtime: isolate, keep_alive: 5s}}
  access: {staff: {posture: {poll: 1min}, session: {lifetime: 10min, token: 2min}}}
  prices: {origin: cloudflare-2026, add_ons: [r2-origin]}
)";

constexpr std::size_t runs_of_each = as_many_as(8, 2);
/// Sessions and the age of contents settle in twenty minutes, which is most of what a run costs.
constexpr int warm_up_s = as_many_as(1200, 120);

/// A time of the scenario, in seconds of the measured time.
std::string measured_at(int seconds) { return std::to_string(warm_up_s + seconds) + "s"; }

Result of_length(const std::string& measure, Overrides events) {
  std::string text = busy_world;
  text.replace(text.find("WARM_UP"), 7, measured_at(0));
  events.push_back("world.horizon.measure=" + measure);
  return summarise(run(open_text(text, events), runs_of_each));
}

const Result& calm_minute() {
  static const Result result = of_length("60s", {});
  return result;
}

struct Spread {
  double mean = 0;
  double error = 0;  ///< of the mean
};

Spread spread_of(const std::vector<double>& values) {
  Spread spread;
  const auto n = static_cast<double>(values.size());
  for (const double value : values) spread.mean += value / n;
  double squares = 0;
  for (const double value : values) squares += (value - spread.mean) * (value - spread.mean);
  spread.error = std::sqrt(squares / (n - 1) / n);
  return spread;
}

/// The two agree, to five standard errors. Two runs without any noise must be equal.
bool alike(const Spread& a, const Spread& b) {
  const double size = std::abs(a.mean) + std::abs(b.mean);
  return std::abs(a.mean - b.mean) <= 5 * std::hypot(a.error, b.error) + 1e-9 * size;
}

/// A maximum over the measured time: the longer one looks, the larger it is. Its doc says so.
bool is_maximum(const Metric& metric) {
  return metric.name.ends_with(".peak") || metric.name.ends_with(".max");
}

bool all_known(const Metric& metric) {
  return std::ranges::none_of(metric.values, [](double value) { return std::isnan(value); });
}

const Metric& same_metric(const Result& result, const Metric& metric) {
  const Metric* const found = result.find(metric.name, metric.labels);
  REQUIRE(found != nullptr);
  return *found;
}

}  // namespace

TEST_SUITE("laws") {
  TEST_CASE("measured time: twice as long, and every metric has the same expectation") {
    const Result& once = calm_minute();
    const Result twice = of_length("120s", {});
    std::size_t compared = 0;
    for (const Metric& metric : once.metrics) {
      if (is_maximum(metric) || !all_known(metric)) continue;
      const Metric& longer = same_metric(twice, metric);
      if (!all_known(longer)) continue;
      ++compared;
      Spread of_longer = spread_of(longer.values);
      // Counts say that they are of the measured time.
      const bool counts = metric.name == "requests" || metric.name == "access.logins" ||
                          metric.name == "access.renewals";
      if (counts) of_longer = {of_longer.mean / 2, of_longer.error / 2};
      const Spread of_shorter = spread_of(metric.values);
      CAPTURE(metric.name);
      CAPTURE(metric.labels.empty() ? "" : metric.labels.begin()->second);
      CAPTURE(of_shorter.mean);
      CAPTURE(of_longer.mean);
      CHECK_NUMBERS(alike(of_shorter, of_longer));
    }
    CHECK(compared > 60);
  }

  TEST_CASE("measured time: what happens once is billed once, however long was measured") {
    struct Event {
      const char* name;
      std::string override;
    };
    const Result& calm = calm_minute();
    const std::string at = "at: " + measured_at(10);
    for (const auto& [name, override] :
         {Event{"attack", "world.attacks=[{kind: http_flood, " + at +
                              ", duration: 20s, rate: 2k rps, bots: 500, route: staff}]"},
          Event{"crowd", "world.demand.phases=[{duration: " + measured_at(10) +
                             "}, {duration: 20s, rate: 1000%}]"},
          Event{"fault", "world.faults=[{kind: origin_down, " + at + ", duration: 20s}]"},
          Event{"purges", "world.purges=[{" + at + ", route: images}, {at: " + measured_at(20) +
                              ", route: images}]"}}) {
      CAPTURE(name);
      const Result once = of_length("60s", {override});
      const Result twice = of_length("120s", {override});
      for (const Metric& metric : once.metrics) {
        if (metric.unit != "$") continue;
        CAPTURE(metric.name);
        const Spread of_shorter = spread_of(metric.values);
        const Spread of_longer = spread_of(same_metric(twice, metric).values);
        CAPTURE(of_shorter.mean);
        CAPTURE(of_longer.mean);
        CHECK_NUMBERS(alike(of_shorter, of_longer));
      }
      // Twenty seconds of a month do not show in its bill.
      REQUIRE(once.find("cost.monthly") != nullptr);
      REQUIRE(calm.find("cost.monthly") != nullptr);
      CHECK(once.find("cost.monthly")->estimate.mean ==
            doctest::Approx(calm.find("cost.monthly")->estimate.mean).epsilon(0.02).scale(0));
    }
  }
}

}  // namespace edgecase::testing
