#include <doctest/doctest.h>

#include "cost/arithmetic.hpp"
#include "cost/mean_line.hpp"
#include "unit/cost_support.hpp"

using namespace edgecase;
using namespace edgecase::test;

namespace {

constexpr std::int64_t gib = 1LL << 30;
constexpr Amount per_gib{gib, Dimension::bytes};

}  // namespace

TEST_SUITE("unit") {
  TEST_CASE("cents are rounded half up, for display only") {
    CHECK(in_cents(Money{4'999'999}) == 0);
    CHECK(in_cents(Money{5'000'000}) == 1);
    CHECK(in_cents(Money{12'345'000'000}) == 1235);
    CHECK(in_cents(Money{-5'000'000}) == -1);
    CHECK(dollars_text(Money{1'234'567'894'999'999}) == "$1,234,567.89");
    CHECK(dollars_text(Money{}) == "$0.00");
    CHECK(dollars_text(Money{1}) == "<$0.01");
    CHECK(dollars_text(Money{-1'500'000'000}) == "-$1.50");
    CHECK(dollars_text(Money{999'995'000'000}) == "$1,000.00");
  }

  TEST_CASE("quantities read in the unit of the price") {
    CHECK(quantity_text(10'240 * gib, per_gib) == "10,240 GiB");
    CHECK(quantity_text(gib + gib / 2, per_gib) == "1.5 GiB");
    CHECK(quantity_text(0, per_gib) == "0 GiB");
    CHECK(quantity_text(1'234'567, {10'000, Dimension::count}) == "123.46 x 10k");
    CHECK(quantity_text(2'500'000, {1'000'000, Dimension::count}) == "2.5 M");
    CHECK(quantity_text(1'234, {1, Dimension::count}) == "1,234");
  }

  TEST_CASE("the arithmetic of a line can be followed with a calculator") {
    Usage usage;
    usage.add(meter::edge_egress_bytes, {{"country", "US"}}, 10 * gib);
    BillingTerms terms;
    terms.measured = 20min;
    const Bill bill = price(shipped_sheet("aws-2026"), usage, terms);
    REQUIRE(bill.lines.size() == 1);
    CHECK(arithmetic(bill.lines[0], bill.measured) ==
          "10 GiB in 20min x 2160 = 21,600 GiB a month; 10,240 x $0.085 = $870.40; "
          "11,360 x $0.08 = $908.80");
  }

  TEST_CASE("allowances, rounding and unknown prices are part of the arithmetic") {
    PriceLine line = request_line(1'000'000, 150'000'000'000);
    line.included = Amount{1'000'000, Dimension::count};
    line.round_up_to = Amount{1'000'000, Dimension::count};
    const Bill bill = price(sheet_of({line}), requests(1'500'000), {});
    CHECK(arithmetic(bill.lines[0], bill.measured) ==
          "1.5 M; less 1 M included; billed as 1 M; 1 x $0.15 = $0.15");
    line.prices[std::string(everywhere)] = {{0, false}};
    const Bill unknown = price(sheet_of({line}), requests(1'500'000), {});
    CHECK(arithmetic(unknown.lines[0], unknown.measured) ==
          "1.5 M; less 1 M included; billed as 1 M; 1 x unknown; the price is unknown");
  }

  TEST_CASE("what is held is told in its number, not in months of it") {
    Usage usage;
    usage.add(meter::access_seats, {}, 5 * 60'000'000LL * 50'000);
    usage.add(meter::serve_transit, {{"region", "asia"}}, 5 * 60'000'000LL / 8 * 97);
    BillingTerms terms;
    terms.measured = 5min;
    const Bill seats = price(shipped_sheet("cloudflare-2026"), usage, terms);
    REQUIRE(seats.lines.size() == 1);
    CHECK(arithmetic(seats.lines[0], 5min) == "50,000 seats; 50,000 x $7 = $350,000.00");
    const Bill served = price(shipped_sheet("serve-2026"), usage, terms);
    REQUIRE(served.lines.size() == 1);
    CHECK(arithmetic(served.lines[0], 5min) ==
          "12.125 Mbit/s at the 95th percentile; 12.125 x $0.32 = $3.88");
  }

  TEST_CASE("factors have the digits that their product shows") {
    // 0.0013 x 8640 would be 11.232.
    const Bill bill = [&] {
      Usage usage;
      usage.add(meter::origin_egress_bytes, {{"origin_region", "us-east-1"}}, 1'382'033);
      BillingTerms terms;
      terms.measured = 5min;
      return price(shipped_sheet("aws-2026"), usage, terms);
    }();
    REQUIRE(bill.lines.size() == 1);
    // 1,382,033 / 2^30 = 0.00128711847; x 8640 = 11.12070358
    CHECK(arithmetic(bill.lines[0], bill.measured) ==
          "0.00128712 GiB in 5min x 8640 = 11.1207 GiB a month; 11.1207 x $0.09 = $1.00");
    CHECK(amount_text(1'034'069'760'000'000, meter::edge_egress_bytes) == "1,034.07 TB");
    CHECK(amount_text(20'000'000, "kv.reads") == "20M");
  }

  TEST_CASE("the mean of a line has the mean's arithmetic, tier by tier") {
    PriceLine line = request_line(1, 0);
    line.up_to = {{10, Dimension::count}};
    line.prices[std::string(everywhere)] = {{2 * pico_per_dollar, true}, {pico_per_dollar, true}};
    const PriceSheet sheet = sheet_of({line});
    // 8 at $2 = $16, and 10 at $2 and 4 at $1 = $24: $20, which is not the price of 11 ($21).
    const Bill few = price(sheet, requests(8), {});
    const Bill many = price(sheet, requests(14), {});
    const BillLine mean = mean_of({&few.lines[0], &many.lines[0]}, 2);
    CHECK(mean.dollars == dollars(20));
    CHECK(arithmetic(mean, billing_month) == "11; 9 x $2 = $18.00; 2 x $1 = $2.00");
    // In two more months nothing was used.
    CHECK(mean_of({&few.lines[0], &many.lines[0]}, 4).dollars == dollars(10));
  }

  TEST_CASE("a fee is its dollars") {
    PriceSheet sheet = sheet_of({});
    sheet.products[0].monthly = dollars(5);
    sheet.products[0].add_on = true;
    BillingTerms terms;
    terms.add_ons = {"shop"};
    const Bill bill = price(sheet, {}, terms);
    REQUIRE(bill.lines.size() == 1);
    CHECK(arithmetic(bill.lines[0], bill.measured) == "$5.00");
  }
}
