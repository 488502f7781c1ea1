// The vendors' own worked examples and list prices x quantities, through `edgecase bill`, to the
// cent. Each row has its usage file in tests/oracles/usage/; run one by hand with
//   edgecase bill --prices SHEET --usage tests/oracles/usage/ID.yaml
#include <map>
#include <string>
#include <vector>

#include <doctest/doctest.h>
#include <nlohmann/json.hpp>

#include "cli/tool.hpp"

using namespace edgecase::test;
using Json = nlohmann::json;

namespace {

struct Row {
  std::string id;
  std::string arguments;  // sheet and terms
  std::string total;
  std::map<std::string, std::string> lines;  // product/line[/region] -> dollars
};

Json bill_of(const Tool& edgecase, const std::string& id, const std::string& arguments) {
  const std::string file = std::string(EDGECASE_SOURCE_DIR) + "/tests/oracles/usage/" + id;
  const Answer answer =
      edgecase("bill --strict --format json --usage '" + file + ".yaml' --prices " + arguments);
  CAPTURE(answer.err);
  REQUIRE(answer.code == 0);  // --strict: nothing is unpriced or unknown
  return Json::parse(answer.out)["bills"][0];
}

std::string name_of(const Json& line) {
  const std::string region = line["region"];
  return std::string(line["product"]) + "/" + std::string(line["line"]) +
         (region.empty() ? "" : "/" + region);
}

void check_rows(const std::vector<Row>& rows) {
  const Tool edgecase;
  if (!edgecase.ready()) return;
  for (const Row& row : rows) {
    CAPTURE(row.id);
    const Json bill = bill_of(edgecase, row.id, row.arguments);
    CHECK(bill["dollars"] == row.total);
    std::map<std::string, std::string> seen;
    for (const Json& line : bill["lines"]) seen[name_of(line)] = line["dollars"];
    for (const auto& [name, dollars] : row.lines) {
      CAPTURE(name);
      CHECK(seen[name] == dollars);
    }
  }
}

// Dollars of each tier that the line walks, rounded to the cent.
std::vector<double> steps(const Json& bill, const std::string& name) {
  std::vector<double> all;
  for (const Json& line : bill["lines"]) {
    if (name_of(line) != name) continue;
    for (const Json& step : line["steps"]) {
      const auto nano = step["nano_dollars"].get<long long>();
      all.push_back(static_cast<double>((nano + 5'000'000) / 10'000'000) / 100);
    }
  }
  return all;
}

void check_steps(const std::string& id, const std::string& arguments, const std::string& line,
                 const std::vector<double>& expected) {
  const Tool edgecase;
  if (!edgecase.ready()) return;
  CAPTURE(id);
  CAPTURE(line);
  const std::vector<double> seen = steps(bill_of(edgecase, id, arguments), line);
  REQUIRE(seen.size() == expected.size());
  for (std::size_t i = 0; i < seen.size(); ++i)
    CHECK(seen[i] == doctest::Approx(expected[i]).scale(0).epsilon(1e-12));
}

}  // namespace

TEST_SUITE("oracles") {
  TEST_CASE("Cloudflare's worked examples come out of `edgecase bill` to the cent") {
    const std::string cf = "cloudflare-2026";
    const std::string argo = cf + " --plan free --add-on argo";
    check_rows({
        {"w1",
         cf,
         "8.00",
         {{"subscription/workers-paid", "5.00"},
          {"workers/requests", "1.50"},
          {"workers/cpu", "1.50"}}},
        {"w4", cf, "45.40", {{"workers/requests", "27.00"}, {"workers/cpu", "13.40"}}},
        {"wl1", cf, "6.00", {}},
        {"do1",
         cf,
         "5.15",
         {{"durable-objects/requests", "0.15"}, {"durable-objects/duration", "0.00"}}},
        {"do4",
         cf,
         "20.65",
         {{"durable-objects/requests", "3.15"}, {"durable-objects/duration", "12.50"}}},
        {"r1", cf, "14.85", {{"r2/storage", "14.85"}, {"r2/writes", "0.00"}}},
        {"r2",
         cf,
         "29.90",
         {{"r2/storage_infrequent", "10.00"},
          {"r2/writes_infrequent", "9.00"},
          {"r2/reads_infrequent", "0.90"},
          {"r2/retrieval", "10.00"}}},
        {"cr1",
         cf,
         "19.86",
         {{"cache-reserve/reads", "0.36"},
          {"cache-reserve/writes", "4.50"},
          {"cache-reserve/storage", "15.00"}}},
        {"q1", cf, "35.60", {}},
        {"br1", cf, "3.60", {}},
        {"s1", cf, "0.06", {}},
        {"a1", argo, "5.00", {}},
        {"a2", argo, "5.90", {}},
        {"a3", argo, "14.90", {}},
        {"a4", argo, "104.90", {}},
    });
  }

  TEST_CASE("AWS's worked examples come out of `edgecase bill` to the cent") {
    const std::string aws = "aws-2026";
    check_rows({
        {"l1",
         "aws-2019 --free-tier",
         "18.74",
         {{"lambda/requests", "0.40"}, {"lambda/duration", "18.34"}}},
        {"le1", aws, "9.13", {{"lambda-edge/requests", "6.00"}, {"lambda-edge/duration", "3.13"}}},
        {"g1", aws, "418.80", {}},
        {"g3",
         aws,
         "18.79",
         {{"api-gateway/rest/us-east-1", "17.50"}, {"transfer/internet/us-east-1", "1.29"}}},
        {"g7",
         aws,
         "23.40",
         {{"api-gateway/messages/us-east-1", "18.00"},
          {"api-gateway/connections/us-east-1", "5.40"}}},
    });
  }

  TEST_CASE("AWS list prices x quantities come out of `edgecase bill` to the cent") {
    const std::string aws = "aws-2026";
    check_rows({
        {"ic6", aws, "56.70", {}},
        {"ic14",
         aws,
         "905.05",
         {{"s3/storage/us-east-1", "230.00"},
          {"s3/writes/us-east-1", "0.05"},
          {"s3/reads/us-east-1", "0.00"},
          {"s3/storage_infrequent/us-east-1", "375.00"},
          {"s3/retrieval/us-east-1", "300.00"}}},
        {"ic15",
         aws,
         "520.78",
         {{"dynamodb/writes/us-east-1", "1.88"},
          {"dynamodb/reads/us-east-1", "1.00"},
          {"dynamodb/storage/us-east-1", "57.50"},
          {"dynamodb/stream_reads/us-east-1", "0.40"},
          {"dynamodb/backup/us-east-1", "460.00"}}},
        {"ic22", aws, "7.60", {{"waf/acls", "5.00"}, {"waf/rules", "1.00"}}},
        {"ic24",
         aws,
         "36.04",
         {{"fargate/vcpu/us-east-1", "29.55"}, {"fargate/memory/us-east-1", "6.49"}}},
    });
    check_steps("ic1", aws, "cloudfront/egress/us-mexico-canada",
                {870.40, 3276.80, 6144, 14336, 16097.28, 104857.60, 141942.40});
    check_steps("ic2", aws, "cloudfront/egress/south-america",
                {1126.40, 4300.80, 9216, 28672, 32194.56, 209715.20, 1483884.80});
    check_steps("ic2", aws, "cloudfront/upload/south-america", {529.25});
    check_steps("ic8", aws, "lambda/requests/us-east-1", {3000});
    check_steps("ic8", aws, "lambda/duration/us-east-1", {100000.20, 135000, 619203.10});
    check_steps("ic13", aws, "api-gateway/http/us-east-1", {300, 630});
    check_steps("ic13", aws, "api-gateway/messages/us-east-1", {1000, 400});
    check_steps("ic13", aws, "api-gateway/connections/us-east-1", {2.50});
    check_steps("ic17", aws, "transfer/internet/eu-west-1", {921.60, 3481.60, 7168, 170});
    check_steps("ic17", aws, "transfer/inter_region/eu-west-1", {15});
    check_steps("ic18", aws, "transfer/internet/sa-east-1", {1536, 5652.48, 12902.40, 387.60});
    check_steps("ic18", aws, "transfer/inter_region/sa-east-1", {103.50});
    check_steps("ic21", aws, "route53/queries/standard", {400, 20});
    check_steps("ic21", aws, "route53/queries/latency", {600, 60});
    check_steps("ic21", aws, "route53/queries/geo", {700, 175});
    check_steps("ic21", aws, "route53/zones", {0.50});
  }

  TEST_CASE("Azure and Google list prices x quantities come out of `edgecase bill` to the cent") {
    check_rows({{"ic28",
                 "azure-2026",
                 "14.73",
                 {{"functions/executions", "0.71"}, {"functions/duration", "14.02"}}}});
    check_steps("ic26", "azure-2026 --add-on cdn", "cdn/egress/zone-1",
                {810, 3000, 5600, 12950, 14000, 92000, 115000});
    check_steps("ic30", "google-2026", "egress/internet/worldwide", {122.88, 1013.76, 180.80});
    check_steps("ic30", "google-2026", "egress/internet/asia", {122.88, 52.36});
    check_steps("ic30", "google-2026", "egress/internet/china", {11.50});
    check_steps("ic30", "google-2026", "egress/internet/australia", {47.50});
  }

  TEST_CASE("Cloud Run is priced by the tier of its region, and its free tier counts") {
    const Tool edgecase;
    if (!edgecase.ready()) return;
    const auto dollars = [&](const std::string& region, const std::string& more) {
      edgecase.write(
          "u.yaml",
          "apiVersion: edgecase/v1\nkind: Usage\nusage:\n"
          "  - {meter: container.vcpu_time, quantity: 2628000s, labels: {origin_region: " +
              region + "}}\n");
      const Answer answer =
          edgecase("bill --format json --prices google-2026 --usage u.yaml" + more);
      REQUIRE(answer.code == 0);
      return std::string(Json::parse(answer.out)["bills"][0]["dollars"]);
    };
    // A vCPU for 730 hours at $0.000024, and at $0.0000336 in Frankfurt; 240,000 s are free.
    CHECK(dollars("us-central1", "") == "63.07");
    CHECK(dollars("us-central1", " --free-tier") == "57.31");
    CHECK(dollars("europe-west3", "") == "88.30");
    CHECK(dollars("mars-north1", "") == "0.00");  // of known prices: it has none
  }

  TEST_CASE("egress with decimals of a TiB: 10,240 GiB at $0.09, 20,152.32 at $0.085") {
    const Tool edgecase;
    if (!edgecase.ready()) return;
    edgecase.write("u.yaml",
                   "apiVersion: edgecase/v1\nkind: Usage\nusage:\n"
                   "  - {meter: object.egress_bytes, quantity: 29.68TiB, labels: {origin_region: "
                   "us-east-2}}\n");
    const Answer answer = edgecase("bill --format json --prices aws-2026 --usage u.yaml");
    CHECK(Json::parse(answer.out)["bills"][0]["dollars"] == "2634.55");
    // What is printed can be billed again.
    edgecase.write("bill.json", answer.out);
    std::string again = edgecase("bill --format json --prices aws-2026 --usage bill.json").out;
    again.replace(again.find("bill.json"), 9, "u.yaml");
    CHECK(again == answer.out);
  }
}
