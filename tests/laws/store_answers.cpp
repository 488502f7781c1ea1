// What the shipped scenarios about stores are there to show.
#include <cmath>
#include <string>

#include <doctest/doctest.h>

#include "support/compute.hpp"
#include "support/runs.hpp"
#include "support/sanitized.hpp"

namespace edgecase::testing {
namespace {

double line_dollars(const Runs& runs, const std::string& product, const std::string& line) {
  double dollars = 0;
  for (const BillLine& one : runs.replications.front().bill.lines)
    if (one.product == product && one.name == line && one.dollars)
      dollars += in_dollars(*one.dollars);
  return dollars;
}

}  // namespace

TEST_SUITE("laws") {
  TEST_CASE("scenarios: a cart in copies is quick and stale, one with a home is neither") {
    const std::string file = "cart-on-every-store.yaml";
    const Runs kv = run(open_answer(file));
    const Runs home = run(open_answer(file, {"design.stores.carts.kind=single_home"}));
    CHECK(read_metric(kv, "store.lost_updates") > 0);
    CHECK(read_metric(home, "store.lost_updates") == 0);
    CHECK(read_metric(home, "store.stale.share") == 0);
    CHECK(read_metric(kv, "store.refused.share") > 0);
  }

  TEST_CASE("scenarios: sessions in copies are not known on the road, with a home they are") {
    const std::string file = "session-tokens-on-kv.yaml";
    const Runs kv = run(open_answer(file));
    const Runs home = run(open_answer(file, {"design.stores.sessions.kind=single_home"}));
    CHECK_NUMBERS(read_metric(kv, "store.own_write_missing.share") > 0);
    CHECK(read_metric(home, "store.own_write_missing.share") == 0);
    CHECK_NUMBERS(read_metric(kv, "store.read.p50") < read_metric(home, "store.read.p50"));
  }

  TEST_CASE("scenarios: a stock that is read and then written is oversold, a serial one is not") {
    const std::string file = "inventory-oversell.yaml";
    CHECK_NUMBERS(read_metric(run(open_answer(file)), "store.oversold") > 100);
    for (const char* policy : {"serial", "compare_and_set"}) {
      CAPTURE(std::string(policy));
      const Runs runs =
          run(open_answer(file, {std::string("design.stores.stock.conflicts=") + policy}));
      CHECK(read_metric(runs, "store.oversold") == 0);
      CHECK(read_metric(runs, "store.lost_updates") == 0);
    }
  }

  TEST_CASE("scenarios: the bill of a bucket is its egress, which the edge platform gives away") {
    const std::string file = "object-store-egress.yaml";
    const Runs cloud = run(open_shipped(file));
    const double total = read_metric(cloud, "cost.monthly");
    CHECK(line_dollars(cloud, "transfer", "internet") > 0.8 * total);
    const Runs edge = run(open_shipped(file, {"design.stores.recordings.sold_by=edge"}));
    CHECK(read_metric(edge, "cost.monthly") < 0.1 * total);
  }

  TEST_CASE("scenarios: 600 TB a month out of Virginia cost $12,000, out of São Paulo $82,800") {
    const std::string file = "simple-sync-between-regions.yaml";
    // 53,000 writes: the standard error of their number is 0.4%.
    CHECK(line_dollars(run(open_shipped(file)), "transfer", "inter_region") ==
          within(12'000, 0.015));
    CHECK(line_dollars(run(open_shipped(file, {"design.stores.data.at=sa-east-1"})), "transfer",
                       "inter_region") == within(82'800, 0.015));
  }

  TEST_CASE("scenarios: one exact counter is an ocean away, a merged one is near and behind") {
    const std::string file = "global-counter.yaml";
    const Runs home = run(open_answer(file));
    const Runs merged = run(open_answer(
        file, {"design.stores.likes={kind: {quorum: {replicas: [eu-central-1, ap-southeast-1], r: "
               "1, w: 1}}, at: us-east-1, conflicts: merge}"}));
    CHECK(read_metric(home, "store.lost_updates") == 0);
    CHECK(read_metric(merged, "store.lost_updates") == 0);
    CHECK(read_metric(home, "store.stale.share") == 0);
    CHECK(read_metric(merged, "store.stale.share") > 0.1);
    CHECK(read_metric(merged, "store.write.p50{region=asia}") <
          0.7 * read_metric(home, "store.write.p50{region=asia}"));
  }
}

}  // namespace edgecase::testing
