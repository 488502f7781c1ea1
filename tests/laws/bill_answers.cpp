// What the shipped scenarios about money are there to show.
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
    CHECK(bill == doctest::Approx(by_hand).epsilon(1e-4));
    const Runs cached = run(open_shipped(file));
    CHECK(read_metric(cached, "cost.monthly") < bill / 10);
  }

  TEST_CASE("scenarios: a free customer costs what it costs; the next plan carries several") {
    const std::string file = "profitable-free-tier.yaml";
    const Runs free = run(open_shipped(file));
    const Runs paid = run(open_shipped(file, {"design.prices.plan=pro"}));
    const double cost = read_metric(free, "cost_to_serve.monthly");
    CHECK(cost > 0);
    CHECK(read_metric(free, "margin.monthly") == doctest::Approx(-cost));
    CHECK(read_metric(paid, "margin.monthly") == doctest::Approx(25 - cost));
    CHECK(25 / cost > 5);
  }
}

}  // namespace edgecase::testing
