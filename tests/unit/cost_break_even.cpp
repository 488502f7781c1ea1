// Which sheet is the cheapest at which volume, against crossings solved by hand.
#include <doctest/doctest.h>

#include "cost/break_even.hpp"
#include "unit/cost_support.hpp"

namespace edgecase::test {
namespace {

Pricer pricer(PriceSheet sheet) {
  return [sheet = std::move(sheet)](const Usage& usage) { return price(sheet, usage, {}); };
}

/// A fee, and dollars a request.
PriceSheet shop(std::int64_t fee, std::int64_t pico_a_request) {
  PriceSheet sheet = sheet_of({request_line(1, pico_a_request)});
  sheet.products[0].monthly = dollars(fee);
  return sheet;
}

}  // namespace

TEST_SUITE("unit") {
  TEST_CASE("break-even: a fee pays from the volume at which it is earned back") {
    // $100 + n x $0.01 against n x $0.03: 5,000 requests; of usage of 1,000 that is 5 times.
    const Pricer sheets[] = {pricer(shop(100, pico_per_dollar / 100)),
                             pricer(shop(0, 3 * pico_per_dollar / 100))};
    const auto ranges = cheapest_by_volume(requests(1'000), sheets, 0.001, 1'000);
    REQUIRE(ranges.size() == 2);
    CHECK(ranges[0].cheapest == 1);
    CHECK(ranges[0].from == doctest::Approx(0.001).scale(0));
    CHECK(ranges[0].upto == doctest::Approx(5).scale(0).epsilon(0.002));
    CHECK(ranges[1].cheapest == 0);
    CHECK(ranges[1].from == doctest::Approx(ranges[0].upto));
    CHECK(ranges[1].upto == doctest::Approx(1'000));
    CHECK(in_dollars(ranges[1].at_from) == doctest::Approx(150).scale(0).epsilon(0.002));
    CHECK(ranges[1].at_upto == dollars(100 + 10'000));
  }

  TEST_CASE(
      "break-even: one sheet that is always the cheapest has one range; equals go to the first") {
    const Pricer sheets[] = {pricer(shop(1, pico_per_dollar)), pricer(shop(0, pico_per_dollar)),
                             pricer(shop(0, pico_per_dollar))};
    const auto ranges = cheapest_by_volume(requests(10), sheets, 0.1, 100);
    REQUIRE(ranges.size() == 1);
    CHECK(ranges[0].cheapest == 1);
    CHECK(ranges[0].upto == doctest::Approx(100));
  }

  TEST_CASE("break-even: where a sheet does not know its price, it is not called the cheapest") {
    PriceLine line = request_line(1, 0);
    line.up_to = {{100, Dimension::count}};
    line.prices[std::string(everywhere)] = {{0, true}, {0, false}};  // free to 100, then unknown
    const Pricer sheets[] = {pricer(sheet_of({line})), pricer(shop(0, pico_per_dollar))};
    const auto ranges = cheapest_by_volume(requests(100), sheets, 0.01, 100);
    REQUIRE(ranges.size() == 2);
    CHECK(ranges[0].cheapest == 0);
    CHECK(ranges[0].upto == doctest::Approx(1).scale(0).epsilon(0.01));
    CHECK(ranges[1].cheapest == 1);
    const auto nobody = cheapest_by_volume(requests(1'000), std::span(sheets, 1), 1, 10);
    CHECK(nobody.empty());
  }

  TEST_CASE("usage times a factor is each count times it, rounded once") {
    Usage usage = requests(3, {{"route", "a"}});
    usage.merge(requests(1'000'000, {{"route", "b"}}));
    const auto half = scaled(usage, 500'000);
    REQUIRE(half);
    CHECK(half->total(meter::edge_requests) == 2 + 500'000);  // 1.5 is rounded to even
    CHECK(*scaled(usage, 1'000'000) == usage);
    CHECK_FALSE(scaled(requests(std::numeric_limits<std::int64_t>::max()), 2'000'000));
  }
}

}  // namespace edgecase::test
