// A month that is made of phases: cutting the measured time changes no bill unless phases come
// unequally often, and then the bill is their sum.
#include <cmath>
#include <string>

#include <doctest/doctest.h>

#include "billing/billing.hpp"
#include "cost/meters.hpp"
#include "study/summary.hpp"
#include "support/runs.hpp"

namespace edgecase::testing {
namespace {

/// Everything that is billed: requests, tiers, a reserve, purges, functions of all billing modes.
const char* const forecast_shop = R"(
apiVersion: edgecase/v1
kind: Scenario
metadata: {name: shop}
world:
  network: NETWORK
  horizon: {warm_up: 20s, measure: 60s}
  demand:
    rate: 400 rps
    phases: [{duration: 50s}, {name: flash, duration: 20s, rate: 400%}]
    users: {active: 10k}
  routes:
    images: {share: 60%, objects: 400, size: 20kB}
    api: {share: 20%, size: 2kB, cpu: 5ms}
    jobs: {share: 10%, size: 2kB, cpu: 8ms}
    tasks: {share: 10%, size: 2kB, cpu: 8ms}
  origin: {at: us-east-1, workers: 100, service: 5ms}
  purges: [{at: 30s, route: images}, {at: 60s, route: images}]
design:
  routes:
    images: {cache: edge}
    api: {compute: api}
    jobs: {compute: jobs}
    tasks: {compute: tasks}
  caches: {edge: {ttl: 10s, upper_tier: {per: region}, reserve: {}}}
  compute:
    api: {runtime: isolate, keep_alive: 5s}
    jobs: {runtime: lambda-nodejs22, place: regions, regions: [us-east-1], provisioned: 2}
    tasks:
      runtime: fargate
      place: regions
      regions: [us-east-1]
      autoscaler: {target: 60%, every: 10s, least: 2, most: 4}
)";

/// Under sanitizers forty of the sites: what is summed over them is the same code.
Plan open_forecast(const Overrides& overrides) {
  std::string text = forecast_shop;
  text.replace(text.find("NETWORK"), 7, sanitized ? "small-globe" : "cloudflare-2026");
  return open_text(text, overrides);
}

Runs with_projection(const std::string& text, std::size_t replications = 1) {
  return run(open_forecast({"world.projection=" + text}), replications);
}

/// The same world in which nothing happens.
Runs calm_with_projection(const std::string& text) {
  return run(
      open_forecast({"world.demand.phases=[]", "world.purges=[]", "world.projection=" + text}));
}

void check_same_bills(const Bill& one, const Bill& other) {
  CHECK(one.total == other.total);
  REQUIRE(one.lines.size() == other.lines.size());
  for (std::size_t i = 0; i < one.lines.size(); ++i) {
    CAPTURE(one.lines[i].title);
    CHECK(one.lines[i].quantity == other.lines[i].quantity);
    CHECK(one.lines[i].dollars == other.lines[i].dollars);
  }
}

void check_same_money(const Runs& one, const Runs& other) {
  check_same_bills(one.replications.front().bill, other.replications.front().bill);
  check_same_bills(one.replications.front().served, other.replications.front().served);
}

}  // namespace

TEST_SUITE("laws") {
  TEST_CASE("projection: one phase that is all of the measured time changes no bill") {
    const Runs plain = calm_with_projection("[]");
    CHECK(plain.replications.front().bill.lines.size() > 6);
    // 60 s are 43,200 times in a month.
    check_same_money(plain,
                     calm_with_projection("[{name: all, from: 20s, to: 80s, times: 43200/month}]"));
    check_same_money(plain, calm_with_projection("[{name: all, from: 20s, to: 80s, share: 100%}]"));
  }

  TEST_CASE("projection: what happens is repeated only if a phase says so") {
    // All of it, the flash included, as often as the month has minutes.
    const std::string all = "[{name: all, from: 20s, to: 80s, times: 43200/month}]";
    check_same_money(with_projection(all),
                     with_projection("[{name: a, from: 20s, to: 37s, times: 43200/month},"
                                     " {name: b, from: 37s, to: 80s, times: 43200/month}]"));
    // Once, if nothing is said: the month's requests are those of 400 rps, and one flash more.
    const Runs plain = with_projection("[]");
    const double requests = requests_in_month(plain.billed(plain.replications.front()));
    const double calm = 400.0 * 30 * 86'400;
    CHECK(requests == doctest::Approx(calm).epsilon(0.03).scale(0));
    CHECK(read_metric(plain, "cost.monthly") < read_metric(with_projection(all), "cost.monthly"));
  }

  TEST_CASE("projection: phases that come equally often change no bill, wherever time is cut") {
    const Runs plain = calm_with_projection("[]");
    check_same_money(plain,
                     calm_with_projection("[{name: a, from: 20s, to: 37s, times: 43200/month},"
                                          " {name: b, from: 37s, to: 80s, times: 43200/month}]"));
    check_same_money(plain,
                     calm_with_projection("[{name: a, from: 41s, to: 53s, times: 43200/month}]"));
  }

  TEST_CASE("projection: a split of a phase that comes seldom changes no bill") {
    check_same_money(with_projection("[{name: flash, times: 300/month}]"),
                     with_projection("[{name: first, from: 50s, to: 56s, times: 300/month},"
                                     " {name: then, from: 56s, to: 70s, times: 300/month}]"));
  }

  TEST_CASE("projection: a month's usage is each phase's usage as often as it comes") {
    const Runs runs = with_projection("[{name: flash, times: 300/month}]");
    const Observations& seen = runs.replications.front().seen;
    const Observations& without = *runs.replications.front().rest;
    // 300 x 20 s of flash; the 40 s before and after once, and as they are without events as often
    // as it takes to fill the rest.
    const double rest = (30 * 86'400 - 300 * 20) / 40.0;
    double month = 0;
    double flash = 0;
    const Usage measured = usage_of(*runs.plan, seen);
    for (const auto& [labels, quantity] : measured.of(meter::edge_egress_bytes)) {
      const bool in_flash = labels.at("phase") == "flash";
      CHECK((in_flash || labels.at("phase") == "as_measured"));
      month += static_cast<double>(quantity) * (in_flash ? 300 : 1);
      flash += in_flash ? static_cast<double>(quantity) : 0;
    }
    CHECK(flash > 0);
    const Usage of_rest = usage_of(*runs.plan, without);
    for (const auto& [labels, quantity] : of_rest.of(meter::edge_egress_bytes))
      if (labels.at("phase") == "as_measured") month += static_cast<double>(quantity) * (rest - 1);
    bool found = false;
    for (const BillLine& line : runs.replications.front().bill.lines) {
      if (line.meter != meter::edge_egress_bytes) continue;
      found = true;
      CHECK(static_cast<double>(line.quantity) == doctest::Approx(month).scale(0).epsilon(1e-12));
    }
    CHECK(found);
    const double requests = requests_in_month(runs.billed(runs.replications.front()));
    CHECK(read_metric(runs, "cost.per_million_requests") ==
          doctest::Approx(read_metric(runs, "cost.monthly") / requests * 1e6).scale(0));
  }

  TEST_CASE("projection: every other number of a run is the same, phases or not") {
    const Result plain = summarise(with_projection("[]"));
    const Result cut = summarise(with_projection("[{name: flash, times: 300/month}]"));
    REQUIRE(plain.metrics.size() == cut.metrics.size());
    for (std::size_t i = 0; i < plain.metrics.size(); ++i) {
      if (plain.metrics[i].unit == "$") continue;
      CAPTURE(plain.metrics[i].name);
      CHECK(plain.metrics[i].estimate.mean == cut.metrics[i].estimate.mean);
    }
  }

  TEST_CASE("projection: the report says what the month is made of, and it is 30 days") {
    const Result result = summarise(with_projection("[{name: flash, times: 6/year}]", 2));
    REQUIRE(result.month.size() == 3);
    CHECK(result.month[0].name == "flash");
    CHECK(result.month[0].because == "6/year");
    CHECK(result.month[0].times == doctest::Approx(6 * 30 / 365.0).scale(0));
    CHECK(result.month[1].name == "as_measured");
    CHECK(result.month[1].times == 1);
    CHECK(result.month[2].name == "rest");
    CHECK(result.month[2].because.find("without phases of demand and purges") != std::string::npos);
    CHECK(result.month[0].month_s + result.month[1].month_s + result.month[2].month_s ==
          doctest::Approx(30 * 86'400).scale(0));
    CHECK(result.month[0].measured_s + result.month[1].measured_s == doctest::Approx(60).scale(0));
    CHECK(result.month[2].measured_s == result.month[1].measured_s);
    CHECK(result.month[2].dollars.lo < result.month[2].dollars.hi);
    double shared = 0;
    for (const MonthRow& row : result.month) shared += row.dollars.mean;
    CHECK(shared <= result.find("cost.monthly")->estimate.mean);
    CHECK(summarise(calm_with_projection("[]")).month.empty());
  }

  TEST_CASE("money for each active user is the month's, over the users that the world states") {
    const Runs runs = with_projection("[]");
    for (const std::string money : {"cost", "cost_to_serve", "margin"}) {
      CAPTURE(money);
      const double each = read_metric(runs, money + ".per_active_user");
      CHECK(std::isfinite(each));
      CHECK(each == doctest::Approx(read_metric(runs, money + ".monthly") / 10'000).scale(0));
    }
    const Runs unstated = run(open_forecast({"world.demand.users={}"}));
    CHECK(std::isnan(read_metric(unstated, "cost.per_active_user")));
  }
}

}  // namespace edgecase::testing
