#include <doctest/doctest.h>

#include "cost/arithmetic.hpp"
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
