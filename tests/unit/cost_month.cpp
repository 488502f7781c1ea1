// How often something comes, and what a month makes of it: exact fractions.
#include <limits>
#include <string>

#include <doctest/doctest.h>

#include "cost/arithmetic.hpp"
#include "cost/month.hpp"
#include "unit/cost_support.hpp"

namespace edgecase::test {
namespace {

Frequency frequency(std::string_view text) {
  Frequency value;
  const auto complaint = Scalar<Frequency>::parse(text, value);
  CHECK_MESSAGE(!complaint, text);
  return value;
}

bool refused(std::string_view text) {
  Frequency value;
  return Scalar<Frequency>::parse(text, value).has_value();
}

/// 15 calm minutes that fill the month, and 5 of a flash that comes four times.
BillingTerms flash_sale() {
  BillingTerms terms;
  terms.measured = 20min;
  const Duration rest = billing_month - 20min;
  terms.phases = {{"flash", 5min, repeats_of(frequency("4/month")), "4/month"},
                  {"rest", 15min, repeats_of(rest, 15min), "the rest of the month"}};
  return terms;
}

}  // namespace

TEST_SUITE("unit") {
  TEST_CASE("a frequency is a number of times in an hour, day, week, month or year") {
    CHECK(repeats_of(frequency("4/month")) == Repeats{4, 1});
    CHECK(repeats_of(frequency("1/d")) == Repeats{30, 1});
    CHECK(repeats_of(frequency("1/day")) == Repeats{30, 1});
    CHECK(repeats_of(frequency("0.5/h")) == Repeats{360, 1});
    CHECK(repeats_of(frequency("1/week")) == Repeats{30, 7});
    CHECK(repeats_of(frequency("6/year")) == Repeats{36, 73});
    CHECK(repeats_of(frequency("0/year")) == Repeats{0, 1});
    for (const char* text : {"4/month", "1.5/week", "6/year", "12k/month"}) {
      CAPTURE(text);
      if (std::string(text) == "12k/month")
        CHECK(refused(text));
      else
        CHECK(Scalar<Frequency>::print(frequency(text)) == text);
    }
    for (const char* text : {"4", "4/fortnight", "-1/month", "often", "2000000/h"}) {
      CAPTURE(text);
      CHECK(refused(text));
    }
  }

  TEST_CASE("what counts equally often is added up before it is rounded") {
    CHECK(projected(3, {1, 2}) == 2);  // half to even
    CHECK(projected(5, {1, 2}) == 2);
    CHECK(projected(7, repeats_of(30 * 24h, 7 * 24h)) == 30);
    CHECK_FALSE(projected(std::numeric_limits<std::int64_t>::max(), {2, 1}).has_value());
    const PriceSheet sheet = sheet_of({request_line(1, pico_per_dollar)});
    BillingTerms terms;
    terms.measured = 2min;
    terms.phases = {{"a", 1min, {1, 2}, ""}, {"b", 1min, {1, 2}, ""}};
    Usage usage = requests(1, {{"phase", "a"}});
    usage.merge(requests(1, {{"phase", "b"}}));
    CHECK(price(sheet, usage, terms).total == dollars(1));  // not twice the half of one
  }

  TEST_CASE("a month is the sum of its phases, each as often as it comes") {
    const PriceSheet sheet = sheet_of({request_line(1, pico_per_dollar / 1000)});
    Usage usage = requests(5'000, {{"phase", "flash"}, {"route", "r"}});
    usage.merge(requests(900, {{"phase", "rest"}, {"route", "r"}}));
    const Bill bill = price(sheet, usage, flash_sale());
    REQUIRE(bill.lines.size() == 1);
    const BillLine& line = bill.lines.front();
    // 43,200 min less 20 are 2,878.67 times a quarter of an hour.
    CHECK(line.quantity == 5'000 * 4 + 900 * 43'180 / 15);
    REQUIRE(line.phases.size() == 2);
    CHECK(line.phases[0].projected == 20'000);
    CHECK(line.phases[1].projected == line.quantity - 20'000);
    CHECK(arithmetic(line, bill.measured) ==
          "5,000 in 5min x 4 (flash) + 900 in 15min x 2878.66667 (rest) = 2,610,800 a month; "
          "2,610,800 x $0.001 = $2,610.80");
    Money of_flash{};
    for (const Contribution& part : split_by(bill, "phase"))
      if (part.labels == Labels{{"phase", "flash"}}) of_flash += part.dollars;
    CHECK(of_flash == dollars(20));
  }

  TEST_CASE("usage that names no phase stands for all that was measured") {
    const PriceSheet sheet = sheet_of({request_line(1, pico_per_dollar)});
    const Bill bill = price(sheet, requests(10), flash_sale());
    CHECK(bill.total == dollars(10 * 3 * 720));
    Usage other;
    other.add(meter::tier_fill_bytes, {{"phase", "flash"}}, 7);
    const Bill lacking = price(sheet, other, flash_sale());
    REQUIRE(lacking.unpriced.size() == 1);
    CHECK(lacking.unpriced.front().month == 28);
  }
}

}  // namespace edgecase::test
