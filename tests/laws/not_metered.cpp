// Every priced line of a product that a run uses is fed by the run, or the report names it.
#include "billing/not_metered.hpp"

#include <algorithm>
#include <set>
#include <string>

#include <doctest/doctest.h>

#include "billing/billing.hpp"
#include "cost/meters.hpp"
#include "study/summary.hpp"
#include "support/runs.hpp"
#include "unit/cost_support.hpp"

namespace edgecase::testing {
namespace {

const char* const offices = R"(
apiVersion: edgecase/v1
kind: Scenario
metadata: {name: offices}
world:
  network: lab
  horizon: {warm_up: 1s, measure: 5s}
  demand: {rate: 20 rps}
  routes: {apps: {objects: 10, size: 1kB, personalised: 100%}}
  origin: {service: 5ms}
design:
  routes: {apps: {access: staff}}
  access: {staff: {posture: {poll: 5min}}}
)";

const BillLine* line_of(const Bill& bill, std::string_view meter) {
  for (const BillLine& line : bill.lines)
    if (line.meter == meter) return &line;
  return nullptr;
}

bool names(const Result& result, const std::string& what) {
  return std::ranges::any_of(result.not_metered, [&](const NotMeteredRow& row) {
    return row.name.find(what) != std::string::npos;
  });
}

}  // namespace

TEST_SUITE("laws") {
  TEST_CASE("not metered: each priced line of a used product is fed by runs, or named") {
    for (const std::string sheet :
         {"aws-2019", "aws-2026", "azure-2026", "cloudflare-2026", "fastly-2026", "google-2026"}) {
      const Plan plan =
          open_text(offices, {"design.prices.edge=" + sheet, "design.prices.origin=" + sheet});
      const PriceSheet& prices = plan->setting.edge_prices;
      for (const PricedProduct& product : prices.products) {
        Bill bill;
        BillLine used;
        used.sheet = prices.name;
        used.product = product.name;
        bill.add(std::move(used));
        std::set<std::string> named;
        for (const NotMetered& one : not_metered(*plan, bill)) named.insert(one.name);
        for (const PriceLine& line : product.lines) {
          const bool costs = std::ranges::any_of(line.prices, [](const auto& of_region) {
            return std::ranges::any_of(of_region.second, [](const UnitPrice& price) {
              return !price.known || price.pico_dollars > 0;
            });
          });
          const bool fed = is_metered(line.meter) ||
                           std::ranges::any_of(line.also, [](const AlsoCounted& other) {
                             return is_metered(other.meter);
                           });
          const std::string name = prices.name + "/" + product.name + "/" + line.name;
          CAPTURE(name);
          CHECK((fed || !costs || named.contains(name)));
        }
      }
    }
  }

  TEST_CASE("seats: each active user who logs in has one, and without their number that is said") {
    const Runs runs = run(open_text(offices, {"world.demand.users.active=50k"}));
    const BillLine* seats = line_of(runs.replications.front().bill, meter::access_seats);
    REQUIRE(seats != nullptr);
    CHECK(*seats->dollars == test::dollars(350'000));
    CHECK_FALSE(names(summarise(runs), "access.seats"));
    const Runs unstated = run(open_text(offices));
    CHECK(line_of(unstated.replications.front().bill, meter::access_seats) == nullptr);
    CHECK(names(summarise(unstated), "access.seats"));
    CHECK(names(summarise(unstated), "access.posture_reports"));
    const Runs keys = run(open_text(
        offices, {"world.demand.users.active=50k", "design.access.staff.credential=api_key"}));
    CHECK(line_of(keys.replications.front().bill, meter::access_seats) == nullptr);
  }

  TEST_CASE("posture: twice as many reports cost the provider twice as much") {
    const auto reports = [](const std::string& poll) {
      const Runs runs =
          run(open_text(offices, {"world.horizon.measure=6s", "world.demand.users.active=50k",
                                  "design.access.staff.posture.poll=" + poll}));
      const BillLine* line =
          line_of(runs.replications.front().served, meter::access_posture_reports);
      REQUIRE(line != nullptr);
      return line->quantity;
    };
    CHECK(reports("5min") == 50'000LL * 12 * 24 * 30);
    CHECK(reports("150s") == 2 * reports("5min"));
  }

  TEST_CASE("Cloud Run: requests are billed beside CPU and memory") {
    const Runs runs = run(
        open_text(offices, {"world.routes.apps.cpu=5ms", "design.prices.origin=google-2026",
                            "design.routes.apps={compute: app}", "world.network=cloudflare-2026",
                            "design.compute.app={runtime: cloud-run, place: regions, regions: "
                            "[us-central1]}"}));
    const Bill& bill = runs.replications.front().bill;
    const BillLine* requests = line_of(bill, meter::container_requests);
    REQUIRE(requests != nullptr);
    CHECK(requests->measured == static_cast<std::int64_t>(read_metric(runs, "requests") + 0.5));
    CHECK(line_of(bill, meter::container_vcpu)->region == "tier-1");
  }

  TEST_CASE("a bucket as the origin: what it stores and what is written to it is billed") {
    const Runs runs = run(open_text(
        offices, {"world.horizon.measure=500s",
                  "world.routes.apps={objects: 1M, size: 1MB, operations: {read: 90%, write: 10%}}",
                  "design.routes.apps={}", "design.prices.origin=cloudflare-2026",
                  "design.prices.add_ons=[r2-origin]"}));
    const Bill& bill = runs.replications.front().bill;
    // 10^12 bytes, of which 10 GB are included, at $0.015 a GB-month.
    const BillLine* stored = line_of(bill, meter::origin_storage);
    REQUIRE(stored != nullptr);
    CHECK(in_dollars(*stored->dollars) ==
          doctest::Approx(990 * 0.015).epsilon(0.0011).scale(0));  // whole GB
    const BillLine* written = line_of(bill, meter::origin_writes);
    REQUIRE(written != nullptr);
    CHECK(static_cast<double>(written->quantity) ==
          doctest::Approx(0.1 * read_metric(runs, "requests") * 30 * 86'400 / 500)
              .epsilon(0.01)
              .scale(0));
  }
}

}  // namespace edgecase::testing
