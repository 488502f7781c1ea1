// The AWS rows of the billing oracles that meters of today touch: infracost golden lines of
// cloudfront_distribution (IC1, IC2) and data_transfer (IC17, IC18), list prices without free tier.
#include <string>
#include <vector>

#include <doctest/doctest.h>

#include "cost/arithmetic.hpp"
#include "unit/cost_support.hpp"

using namespace edgecase;
using namespace edgecase::test;

namespace {

constexpr std::int64_t gib = 1LL << 30;
using Cents = std::vector<std::int64_t>;

struct Charged {
  Cents steps;
  std::int64_t total = -1;
};

// The cents of the one line named `name` when this usage is billed.
Charged charged(std::string_view meter, const Labels& labels, std::int64_t gibibytes,
                const std::string& name) {
  Usage usage;
  usage.add(meter, labels, gibibytes * gib);
  const Bill bill = price(shipped_sheet("aws-2026"), usage, {});
  CHECK(bill.complete);
  Charged result;
  for (const BillLine& line : bill.lines) {
    if (line.name != name) continue;
    for (const TierStep& step : line.steps) result.steps.push_back(in_cents(step.dollars));
    result.total = in_cents(line.dollars.value());
  }
  return result;
}

Charged cloudfront(const std::string& country, std::int64_t gibibytes) {
  return charged(meter::edge_egress_bytes, {{"country", country}}, gibibytes, "egress");
}

Charged internet(const std::string& region, std::int64_t gibibytes) {
  return charged(meter::origin_egress_bytes, {{"origin_region", region}}, gibibytes, "internet");
}

std::int64_t to_other_regions(const std::string& region, std::int64_t gibibytes) {
  return charged(meter::region_egress_bytes, {{"origin_region", region}}, gibibytes, "inter_region")
      .total;
}

}  // namespace

TEST_SUITE("oracles") {
  TEST_CASE("IC1: CloudFront to users in the US, Mexico and Canada, seven tiers") {
    const std::int64_t all = 10'240 + 40'960 + 102'400 + 358'400 + 536'576 + 4'194'304 + 7'097'120;
    const Cents expected{87'040, 327'680, 614'400, 1'433'600, 1'609'728, 10'485'760, 14'194'240};
    CHECK(cloudfront("US", all).steps == expected);
    CHECK(cloudfront("MX", all).steps == expected);
    CHECK(cloudfront("CA", all).total == 28'752'448);
  }

  TEST_CASE("IC2: CloudFront to users in South America, and from there to the origin") {
    const std::int64_t all = 10'240 + 40'960 + 102'400 + 358'400 + 536'576 + 4'194'304 + 37'097'120;
    CHECK(cloudfront("BR", all).steps ==
          Cents{112'640, 430'080, 921'600, 2'867'200, 3'219'456, 20'971'520, 148'388'480});
    CHECK(charged(meter::origin_upload_bytes, {{"country", "BR"}}, 4234, "upload").total == 52'925);
  }

  TEST_CASE("IC17: a European region to the internet and to other regions") {
    const std::int64_t all = 10'240 + 40'960 + 102'400 + 3'400;
    for (const char* region : {"eu-west-1", "eu-central-1", "us-east-2", "ca-central-1"}) {
      CHECK(internet(region, all).steps == Cents{92'160, 348'160, 716'800, 17'000});
      CHECK(to_other_regions(region, 750) == 1'500);
    }
  }

  TEST_CASE("IC18: Sao Paulo to the internet and to other regions") {
    const std::int64_t all = 10'240 + 40'960 + 102'400 + 3'400;
    CHECK(internet("sa-east-1", all).steps == Cents{153'600, 565'248, 1'290'240, 38'760});
    CHECK(to_other_regions("sa-east-1", 750) == 10'350);
  }

  TEST_CASE("the other regions of the same golden file, to the cent") {
    const std::int64_t all = 10'240 + 40'960 + 102'400 + 3'400;
    CHECK(internet("af-south-1", all).steps == Cents{157'696, 602'112, 1'290'240, 38'080});
    CHECK(internet("ap-northeast-2", all).steps == Cents{129'024, 499'712, 1'198'080, 36'720});
    CHECK(internet("me-south-1", all).steps == Cents{119'808, 452'608, 931'840, 22'100});
    CHECK(internet("ap-south-1", all).steps == Cents{111'923, 348'160, 839'680, 27'200});
    CHECK(internet("il-central-1", all).steps == Cents{112'640, 348'160, 788'480, 18'700});
    CHECK(to_other_regions("af-south-1", 750) == 11'025);
    CHECK(to_other_regions("me-south-1", 750) == 8'288);
  }

  TEST_CASE("CloudFront requests: $0.0100 per 10,000 over HTTPS in the US") {
    Usage usage;
    usage.add(meter::edge_requests, {{"country", "US"}}, 55'000'000);
    const Bill bill = price(shipped_sheet("aws-2026"), usage, {});
    REQUIRE(bill.lines.size() == 1);
    CHECK(in_cents(bill.total) == 5'500);
  }

  TEST_CASE("a bucket behind CloudFront sends for nothing, behind another edge it does not") {
    const PriceSheet aws = shipped_sheet("aws-2026");
    const PriceSheet cloudflare = shipped_sheet("cloudflare-2026");
    Usage usage;
    usage.add(meter::origin_egress_bytes, {{"origin_region", "us-east-1"}}, 10'240 * gib);
    BillingTerms terms;
    terms.plan = "free";
    const Bill own = price_design(aws, usage, aws, usage, {});
    const Bill other = price_design(cloudflare, usage, aws, usage, terms);
    CHECK(in_cents(own.total) == 0);
    CHECK(in_cents(other.total) == 92'160);
    CHECK(own.complete);
    CHECK(other.complete);
  }
}
