// The Cloudflare rows of the billing oracles that meters of today touch (A1-A4, Argo), and the
// vendor's rounding rules on sheets written here (W1, WL1, DO1, DO4, R1, Q1): numbers from its
// docs.
#include <doctest/doctest.h>

#include "cost/arithmetic.hpp"
#include "unit/cost_support.hpp"

using namespace edgecase;
using namespace edgecase::test;

namespace {

std::int64_t argo_cents(std::int64_t bytes) {
  Usage usage;
  usage.add(meter::edge_egress_bytes, {{"country", "US"}}, bytes);
  BillingTerms terms;
  terms.plan = "free";
  terms.add_ons = {"argo"};
  return in_cents(price(shipped_sheet("cloudflare-2026"), usage, terms).total);
}

// `count` of something of which `included` is free, at this price per million.
std::int64_t per_million_cents(std::int64_t count, std::int64_t included, std::int64_t pico,
                               std::int64_t round_up_to = 0, Money monthly = {}) {
  PriceLine line = request_line(1'000'000, pico);
  line.included = Amount{included, Dimension::count};
  if (round_up_to > 0) line.round_up_to = Amount{round_up_to, Dimension::count};
  PriceSheet sheet = sheet_of({line});
  sheet.products[0].monthly = monthly;
  const Bill bill = price(sheet, requests(count), {});
  CHECK(bill.complete);
  return in_cents(bill.total);
}

constexpr std::int64_t million = 1'000'000;

}  // namespace

TEST_SUITE("oracles") {
  TEST_CASE("A1-A4: Argo costs $5 a month and $0.10 per GB after the first") {
    constexpr std::int64_t gb = 1'000'000'000;
    CHECK(argo_cents(gb / 2) == 500);
    CHECK(argo_cents(10 * gb) == 590);
    CHECK(argo_cents(100 * gb) == 1'490);
    CHECK(argo_cents(1000 * gb) == 10'490);
  }

  TEST_CASE("cached requests and bytes cost nothing beyond the plan, and are shown") {
    Usage usage;
    usage.add(meter::edge_requests, {{"country", "BR"}}, 50'000 * million);
    usage.add(meter::edge_egress_bytes, {{"country", "BR"}}, 1'000'000'000 * million);
    const Bill bill = price(shipped_sheet("cloudflare-2026"), usage, {});
    CHECK(bill.complete);
    CHECK(in_cents(bill.total) == 20'000);
    CHECK(bill.lines.size() == 3);
  }

  TEST_CASE("W1: fractional millions are billed, 15 M requests beyond 10 M at $0.30") {
    CHECK(per_million_cents(15 * million, 10 * million, 300'000'000'000, 0, dollars(5)) == 650);
    CHECK(per_million_cents(105 * million, 30 * million, 20'000'000'000) == 150);
  }

  TEST_CASE("WL1: 30 M log events beyond 20 M at $0.60") {
    CHECK(per_million_cents(30 * million, 20 * million, 600'000'000'000) == 600);
  }

  TEST_CASE("DO1, DO4: Durable Objects round what is beyond the allowance up to a million") {
    CHECK(per_million_cents(1'500'000, million, 150'000'000'000, million) == 15);
    CHECK(per_million_cents(21'610'000, million, 150'000'000'000, million) == 315);
    CHECK(per_million_cents(552'960, 400'000, 12'500'000'000'000, million) == 1'250);
    CHECK(per_million_cents(128'000, 400'000, 12'500'000'000'000, million) == 0);
  }

  TEST_CASE("Q1: 90 M queue operations beyond 1 M at $0.40") {
    CHECK(per_million_cents(90 * million, million, 400'000'000'000) == 3'560);
  }

  TEST_CASE("R1: 1,000 GB stored beyond 10 at $0.015, rounded up to whole GB") {
    PriceLine line = request_line(1, 15'000'000'000);
    line.included = Amount{10, Dimension::count};
    line.round_up_to = Amount{1, Dimension::count};
    CHECK(in_cents(price(sheet_of({line}), requests(1'000), {}).total) == 1'485);
  }
}
