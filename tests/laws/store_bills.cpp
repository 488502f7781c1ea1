// What stores are billed for, by hand from the price sheets.
#include <cmath>
#include <string>

#include <doctest/doctest.h>

#include "billing/billing.hpp"
#include "support/compute.hpp"
#include "support/runs.hpp"

using namespace edgecase;
using namespace edgecase::testing;

namespace {

// 100 requests a second are 259.2 million in a month of 30 days; 10,000 objects of 50 kB are 0.5
// GB.
const char* const billed_store = R"(
apiVersion: edgecase/v1
kind: Scenario
metadata: {name: billed_store}
world:
  network: small-globe
  horizon: {warm_up: 5s, measure: 100s}
  demand: {rate: 100 rps}
  routes:
    all: {objects: 10000, popularity: uniform, size: 50kB, operations: {read: 50%, write: 50%}}
  origin: {at: us-east-1, service: 1ms}
design:
  routes: {all: {store: data}}
  stores: {data: {kind: object}}
  prices: {edge: cloudflare-2026, origin: aws-2026}
)";
constexpr double month_s = 30 * 86'400;

struct StoreBill {
  Runs runs;
  double reads = 0, writes = 0;  ///< of a month

  /// Dollars of "product/line"; not a number if it is not on the bill.
  double operator()(const std::string& name) const {
    double dollars = std::nan("");
    for (const BillLine& line : runs.replications.front().bill.lines) {
      if (line.product + "/" + line.name != name || !line.dollars) continue;
      dollars = (std::isnan(dollars) ? 0 : dollars) + in_dollars(*line.dollars);
    }
    return dollars;
  }
};

StoreBill bill_of(const std::string& store, Overrides overrides = {}) {
  overrides.insert(overrides.begin(), "design.stores.data=" + store);
  StoreBill bill{run(open_text(billed_store, overrides))};
  for (const StoreMeter& meter : bill.runs.replications.front().seen.store_meters) {
    bill.reads += static_cast<double>(meter.reads) * month_s / 100;
    bill.writes += static_cast<double>(meter.writes) * month_s / 100;
  }
  return bill;
}

double whole_millions(double count) { return std::ceil(count / 1e6 - 1e-9); }

}  // namespace

TEST_SUITE("laws") {
  TEST_CASE("bills of stores: a bucket of the edge platform, whose egress is free") {
    const StoreBill bill = bill_of("{kind: object}");
    CHECK(bill("r2/reads") == within((whole_millions(bill.reads) - 10) * 0.36, 0.01));
    CHECK(bill("r2/writes") == within((whole_millions(bill.writes) - 1) * 4.5, 0.01));
    CHECK(bill("r2/storage") == 0);  // 0.5 GB of 10 included
    CHECK(bill("r2/egress") == 0);
    CHECK(std::isnan(bill("s3/reads")));
  }

  TEST_CASE(
      "bills of stores: a bucket in a cloud region pays for each request, and for what leaves it") {
    const StoreBill bill = bill_of("{kind: object, at: us-east-1}");
    CHECK(bill("s3/reads") == within(bill.reads * 0.0004 / 1000, 0.001));
    CHECK(bill("s3/writes") == within(bill.writes * 0.005 / 1000, 0.001));
    CHECK(bill("s3/storage") == within(0.5e9 / (1 << 30) * 0.023, 0.01));
    // 50 kB each, in the first 10 TiB.
    CHECK(bill("transfer/internet") == within(bill.reads * 50e3 / (1 << 30) * 0.09, 0.002));
  }

  TEST_CASE("bills of stores: copies in other regions pay at the price of where they leave from") {
    const std::string two = "{kind: {object: {replicas: [eu-west-1, us-west-2]}}, at: ";
    const StoreBill virginia = bill_of(two + "us-east-1}");
    CHECK(virginia("transfer/inter_region") ==
          within(2 * virginia.writes * 50e3 / (1 << 30) * 0.02, 0.002));
    const StoreBill brazil = bill_of(two + "sa-east-1}");
    CHECK(brazil("transfer/inter_region") ==
          within(2 * brazil.writes * 50e3 / (1 << 30) * 0.138, 0.002));
    // A copy in the same region leaves nothing.
    const StoreBill near = bill_of("{kind: {object: {replicas: [us-east-1]}}, at: us-east-1}");
    CHECK_FALSE(near("transfer/inter_region") > 0);
  }

  TEST_CASE("bills of stores: a key-value store pays by operation") {
    const StoreBill bill = bill_of("{kind: {kv: {writes_per_key: 100 rps}}}");
    CHECK(bill("kv/reads") == within((bill.reads - 10e6) * 0.5e-6, 0.001));
    CHECK(bill("kv/writes") == within((bill.writes - 1e6) * 5e-6, 0.001));
    CHECK(bill("kv/storage") == 0);  // 0.5 GB of 1 included
  }

  TEST_CASE("bills of stores: instances pay for requests, the time they work, and rows") {
    const StoreBill bill = bill_of("{kind: {single_home: {service: 40ms, wake: 0s}}}");
    const double requests = bill.reads + bill.writes;
    CHECK(bill("durable-objects/requests") == within((whole_millions(requests) - 1) * 0.15, 0.01));
    // Each works for 40 ms, with 128 MB.
    const double gb_s = requests * 0.04 * 0.128;
    CHECK(bill("durable-objects/duration") == within(std::ceil((gb_s - 400e3) / 1e6) * 12.5, 0.01));
    CHECK(bill("durable-objects/rows_written") == within((bill.writes - 50e6) * 1e-6, 0.001));
    CHECK(bill("durable-objects/rows_read") == 0);  // 130 million of 25 billion included
  }

  TEST_CASE("bills of stores: a table pays for each KiB written in every region, and 4 KiB read") {
    const StoreBill bill = bill_of("{kind: {replicated: {replicas: [eu-west-1], reads: leader}}}");
    // 50 kB are 49 KiB (of writes) and 13 times 4 KiB (of reads, strong at the leader). What a
    // write costs in eu-west-1 the sheet does not know.
    double units = 0;
    for (const BillLine& line : bill.runs.replications.front().bill.lines)
      if (line.name == "replicated_writes" && line.region == "us-east-1")
        units += static_cast<double>(line.quantity);
    CHECK(units == within(bill.writes * 49, 0.001));
    CHECK(bill("dynamodb/reads") == within(bill.reads * 13 * 0.125e-6, 0.001));
    const StoreBill alone = bill_of("{kind: origin_db}");
    CHECK(alone("dynamodb/writes") == within(alone.writes * 49 * 0.625e-6, 0.001));
    const StoreBill d1 = bill_of("{kind: origin_db, sold_by: edge}");
    CHECK(d1("d1/rows_written") == within((d1.writes - 50e6) * 1e-6, 0.001));
  }

  TEST_CASE("bills of stores: an update that a database applies itself reads nothing") {
    const StoreBill bill = bill_of(
        "{kind: origin_db}", {"world.routes.all.operations={read: 50%, read_modify_write: 50%}"});
    CHECK(bill("dynamodb/reads") == within(bill.reads * 13 * 0.125e-6, 0.001));
    const StoreBill cas =
        bill_of("{kind: origin_db, conflicts: compare_and_set}",
                {"world.routes.all.operations={read: 50%, read_modify_write: 50%}"});
    CHECK(cas("dynamodb/reads") == within((cas.reads + cas.writes) * 13 * 0.125e-6, 0.01));
  }

  TEST_CASE("bills of stores: what a function in the store's region reads leaves nothing") {
    const Overrides in_region{
        "design.routes={all: {compute: fn}}",
        "design.compute.fn={runtime: lambda-go, place: regions, regions: [us-east-1], cpu: 1ms, "
        "sub_requests: {to: data, count: 1}}"};
    const StoreBill near = bill_of("{kind: object, at: us-east-1}", in_region);
    CHECK(near("s3/reads") > 0);
    CHECK(near("s3/storage") == within(0.5e9 / (1 << 30) * 0.023, 0.01));
    CHECK_FALSE(near("transfer/inter_region") > 0);
  }
}
