// What the shipped scenarios about money are there to show.
#include <cmath>
#include <string>

#include <doctest/doctest.h>

#include "support/runs.hpp"

namespace edgecase::testing {

TEST_SUITE("laws") {
  TEST_CASE("scenarios: a viral release is an egress bill, and a cache nearly ends it") {
    const std::string file = "egress-bill-shock.yaml";
    const Runs direct = run(open_shipped(file, {"design.routes.downloads={}"}));
    const double bill = read_metric(direct, "cost.monthly");
    const double sent = read_metric(direct, "origin.egress") / 8 * 30 * 86'400 / (1 << 30);
    // All of it at AWS's tiers from us-east-1, by hand: GiB a month, and $200 for the plan.
    const double by_hand =
        10'240 * 0.09 + 40'960 * 0.085 + 102'400 * 0.07 + (sent - 153'600) * 0.05 + 200;
    CHECK(bill == doctest::Approx(by_hand).scale(0).epsilon(1e-4));
    const Runs cached = run(open_shipped(file));
    CHECK(read_metric(cached, "cost.monthly") < bill / 10);
  }

  TEST_CASE("scenarios: a free customer costs what it costs; the next plan carries several") {
    const std::string file = "profitable-free-tier.yaml";
    const Runs free = run(open_shipped(file));
    const Runs paid = run(open_shipped(file, {"design.prices.plan=pro"}));
    const double cost = read_metric(free, "cost_to_serve.monthly");
    CHECK(cost > 0);
    CHECK(read_metric(free, "margin.monthly") == doctest::Approx(-cost).scale(0));
    CHECK(read_metric(paid, "margin.monthly") == doctest::Approx(25 - cost).scale(0));
    CHECK(25 / cost > 5);
  }

  TEST_CASE("scenarios: two tasks are cheaper than a function from 14 requests a second on") {
    const std::string file = "serverless-vs-provisioned.yaml";
    const std::string tasks =
        "design.compute.api={runtime: fargate, place: regions, regions: [us-east-1], "
        "autoscaler: {target: 60%, every: 1min, least: 2, most: 2}}";
    // By hand: a request of 60 ms of CPU takes 60 / (1024 / 1769) = 103.65 ms on 1 GiB, billed as
    // 104 ms; a task costs 720 h x ($0.04048 + 2 x $0.004445).
    const double by_use = 0.2 + 0.104 * 0.0000166667 * 1e6;
    const double two_tasks = 2 * 720 * (0.04048 + 2 * 0.004445);
    const double break_even = two_tasks / by_use * 1e6 / (30 * 86'400);
    CHECK(break_even == doctest::Approx(14.2).scale(0).epsilon(0.01));
    const Runs function = run(open_shipped(file));
    CHECK(read_metric(function, "cost.per_million_requests") ==
          doctest::Approx(by_use).scale(0).epsilon(0.01));
    CHECK(read_metric(run(open_shipped(file, {tasks})), "cost.monthly") ==
          doctest::Approx(two_tasks).scale(0).epsilon(0.001));
    for (const double rate : {0.9 * break_even, 1.1 * break_even}) {
      CAPTURE(rate);
      const std::string demand = "world.demand.rate=" + std::to_string(rate) + " rps";
      const double function_costs = read_metric(run(open_shipped(file, {demand})), "cost.monthly");
      const double tasks_cost =
          read_metric(run(open_shipped(file, {demand, tasks})), "cost.monthly");
      CHECK((tasks_cost < function_costs) == (rate > break_even));
    }
  }

  TEST_CASE("scenarios: a cache takes from what leaving an egress charge saves") {
    const std::string file = "zero-egress-migration.yaml";
    const Overrides moved{"design.prices.origin=cloudflare-2026",
                          "design.prices.add_ons=[r2-origin]"};
    // The move itself: zero-egress-leave and -arrive, by hand in tests/oracles/bill_scenarios.cpp.
    const double move = 3895.20 + 40.50;
    const auto month_of_pay_back = [&](Overrides design) {
      const double stays = read_metric(run(open_shipped(file, design)), "cost.monthly");
      design.insert(design.end(), moved.begin(), moved.end());
      const double goes = read_metric(run(open_shipped(file, design)), "cost.monthly");
      return std::ceil(move / (stays - goes));
    };
    CHECK(month_of_pay_back({"design.routes.downloads={}"}) == 2);
    CHECK(month_of_pay_back({}) == 4);
  }
}

}  // namespace edgecase::testing
