// Both sides of the table in a run: what is paid, what it costs to serve, what remains.
#include <algorithm>
#include <string>

#include <doctest/doctest.h>

#include "billing/billing.hpp"
#include "cost/meters.hpp"
#include "study/summary.hpp"
#include "support/runs.hpp"

namespace edgecase::testing {
namespace {

const Overrides brief{"world.horizon.warm_up=1min", "world.horizon.measure=2min"};

const BillLine* line_of(const Bill& bill, const std::string& name, const std::string& region) {
  for (const BillLine& line : bill.lines)
    if (line.name == name && line.region == region) return &line;
  return nullptr;
}

}  // namespace

TEST_SUITE("laws") {
  TEST_CASE("margins: by product and by region they come to what is paid less what it costs") {
    const Runs runs = run(open_shipped("image-shop.yaml", brief));
    const Replication& one = runs.replications.front();
    REQUIRE(one.served.complete);
    Money products{}, regions{}, revenue{};
    for (const MarginPart& part : one.margins) {
      const Money margin{part.revenue.nano_dollars - part.cost.nano_dollars};
      (part.by == "product" ? products : regions) += margin;
      if (part.by == "product") revenue += part.revenue;
    }
    CHECK(products == regions);
    CHECK(products.nano_dollars == revenue.nano_dollars - one.served.total.nano_dollars);
    // The edge's side alone: the plan of $200; what the origin's cloud takes is not the provider's.
    CHECK(in_dollars(revenue) == doctest::Approx(200).scale(0));
    CHECK(read_metric(runs, "margin.monthly") == doctest::Approx(in_dollars(products)).scale(0));
    CHECK(read_metric(runs, "cost_to_serve.monthly") ==
          doctest::Approx(in_dollars(one.served.total)).scale(0));
  }

  TEST_CASE("cost to serve: a region's transit is its 95th percentile of bandwidth at its price") {
    const Runs runs = run(open_shipped(
        "image-shop.yaml", {"world.horizon.warm_up=1min", "world.horizon.measure=20min"}));
    const Observations& seen = runs.replications.front().seen;
    const Blueprint& plan = *runs.plan;
    const auto at = std::ranges::find(plan.region_names, "europe") - plan.region_names.begin();
    // Four samples of five minutes, 60 stretches of the timeline each: only the highest of them is
    // not exceeded in 95% of the month.
    REQUIRE(seen.moments == 240);
    double highest = 0;
    for (std::size_t sample = 0; sample < 4; ++sample) {
      double bits = 0;
      for (std::size_t slot = sample * 60; slot < (sample + 1) * 60; ++slot)
        bits += 8 * static_cast<double>(seen.moment(slot, static_cast<std::size_t>(at)).bytes);
      highest = std::max(highest, bits / 300 / 1e6);
    }
    const BillLine* line = line_of(runs.replications.front().served, "transit", "europe");
    REQUIRE(line != nullptr);
    CHECK(in_dollars(*line->dollars) == doctest::Approx(0.05 * highest).scale(0).epsilon(1e-6));
  }

  TEST_CASE("a million requests cost the month's bill over the month's requests") {
    const Runs runs = run(open_shipped("image-shop.yaml", brief));
    const double month = read_metric(runs, "requests") * 30 * 24 * 30;  // of 2 minutes
    CHECK(read_metric(runs, "cost.per_million_requests") ==
          doctest::Approx(read_metric(runs, "cost.monthly") / month * 1e6).scale(0));
  }

  TEST_CASE("margins: a free plan earns nothing and costs all the same") {
    Overrides free = brief;
    free.push_back("design.prices.plan=free");
    const Runs runs = run(open_shipped("image-shop.yaml", free));
    CHECK(read_metric(runs, "margin.monthly") < 0);
    CHECK(read_metric(runs, "margin.monthly") ==
          doctest::Approx(-read_metric(runs, "cost_to_serve.monthly")).scale(0));
  }
}

}  // namespace edgecase::testing
