#include <limits>

#include <doctest/doctest.h>

#include "cost/arithmetic.hpp"
#include "unit/cost_support.hpp"

using namespace edgecase;
using namespace edgecase::test;

namespace {

constexpr std::int64_t million = 1'000'000;

PriceLine dollar_per_million() { return request_line(million, pico_per_dollar); }

// Two regions: $1 a request in the north, $2 in the south.
PriceSheet two_regions() {
  PriceLine line = request_line(1, 0);
  line.by = "zones";
  line.prices = {{"north", {{pico_per_dollar, true}}}, {"south", {{2 * pico_per_dollar, true}}}};
  PriceSheet sheet = sheet_of({line});
  sheet.groups["zones"] = {"country", {{"north", {"SE"}}, {"south", {"ES", "PT"}}}, ""};
  return sheet;
}

const BillLine* line_of(const Bill& bill, std::string_view region) {
  for (const BillLine& line : bill.lines)
    if (line.region == region) return &line;
  return nullptr;
}

}  // namespace

TEST_SUITE("unit") {
  TEST_CASE("usage is projected to 30 days first and priced then") {
    PriceLine line = dollar_per_million();
    line.up_to = {{10 * million, Dimension::count}};
    line.prices[std::string(everywhere)] = {{3 * pico_per_dollar, true}, {pico_per_dollar, true}};
    BillingTerms terms;
    terms.measured = 20min;  // a month is 2,160 of them
    const Bill bill = price(sheet_of({line}), requests(million), terms);
    REQUIRE(bill.lines.size() == 1);
    CHECK(bill.lines[0].measured == million);
    CHECK(bill.lines[0].quantity == 2160 * million);
    CHECK(bill.total == dollars(30 + 2150));
  }

  TEST_CASE("a projection that is not whole is rounded half to even, once for the line") {
    BillingTerms terms;
    terms.measured = billing_month * 2;
    Usage usage = requests(1, {{"route", "a"}});
    usage.merge(requests(1, {{"route", "b"}}));
    CHECK(price(sheet_of({dollar_per_million()}), usage, terms).lines[0].quantity == 1);
    CHECK(price(sheet_of({dollar_per_million()}), requests(1), terms).lines[0].quantity == 0);
    CHECK(price(sheet_of({dollar_per_million()}), requests(3), terms).lines[0].quantity == 2);
  }

  TEST_CASE("a base fee is charged when its product is used, a plan always") {
    PriceSheet sheet = sheet_of({dollar_per_million()});
    sheet.products[0].monthly = dollars(5);
    sheet.plans = {{"pro", "Pro", dollars(25), {}}, {"max", "Max", dollars(200), {}}};
    sheet.plan = "pro";
    CHECK(price(sheet, {}, {}).total == dollars(25));
    CHECK(price(sheet, requests(million), {}).total == dollars(25 + 5 + 1));
    BillingTerms terms;
    terms.plan = "max";
    CHECK(price(sheet, requests(million), terms).total == dollars(206));
  }

  TEST_CASE("a plan for some products is charged when one is used or the plan is asked for") {
    PriceSheet sheet = sheet_of({dollar_per_million()});
    sheet.plans = {{"pro", "Pro", dollars(25), {}}};
    sheet.plan = "pro";
    sheet.plan_for = {"shop"};
    CHECK(price(sheet, {}, {}).total == Money{});
    CHECK(price(sheet, requests(million), {}).total == dollars(26));
    BillingTerms terms;
    terms.plan = "pro";
    CHECK(price(sheet, {}, terms).total == dollars(25));
  }

  TEST_CASE("a fee that products share is charged once") {
    PriceSheet sheet = sheet_of({dollar_per_million()});
    PricedProduct other = sheet.products[0];
    other.name = "stall";
    other.lines[0].meter = "kv.reads";
    sheet.products.push_back(other);
    sheet.subscriptions = {{"paid", "Paid", dollars(5), {"shop", "stall"}, {}}};
    Usage usage = requests(million);
    CHECK(price(sheet, {}, {}).total == Money{});
    CHECK(price(sheet, usage, {}).total == dollars(6));
    usage.add("kv.reads", {}, million);
    CHECK(price(sheet, usage, {}).total == dollars(7));
  }

  TEST_CASE("an add-on that replaces a product is charged instead of it") {
    PriceSheet sheet = sheet_of({dollar_per_million()});
    PricedProduct other = sheet_of({request_line(million, 3 * pico_per_dollar)}).products[0];
    other.name = "outlet";
    other.add_on = true;
    other.replaces = {"shop"};
    sheet.products.push_back(other);
    BillingTerms terms;
    CHECK(price(sheet, requests(million), terms).total == dollars(1));
    terms.add_ons = {"outlet"};
    CHECK(price(sheet, requests(million), terms).total == dollars(3));
  }

  TEST_CASE("usage that no line takes is named and makes the bill incomplete, unless it is free") {
    PriceLine line = dollar_per_million();
    line.where = {{"class", {"standard", "none"}}};
    PriceSheet sheet = sheet_of({line});
    Usage usage = requests(million, {{"class", "infrequent"}});
    usage.merge(requests(million, {{"class", "standard"}}));
    usage.merge(requests(million));
    usage.add("kv.reads", {}, 7);
    const Bill bill = price(sheet, usage, {});
    CHECK(bill.total == dollars(2));
    CHECK_FALSE(bill.complete);
    REQUIRE(bill.unpriced.size() == 2);
    CHECK(bill.unpriced[0].labels == Labels{{"class", "infrequent"}});
    CHECK(bill.unpriced[1].meter == "kv.reads");
    CHECK(bill.unpriced[1].quantity == 7);
    sheet.free = {{"kv.reads", "a gift"}};
    CHECK(price(sheet, usage, {}).unpriced.size() == 1);
    CHECK(price(sheet, usage, {}).free.at("kv.reads") == "a gift");
  }

  TEST_CASE("of a design's usage only what neither sheet prices is unpriced") {
    PriceSheet origin = sheet_of({dollar_per_million()});
    origin.provider = "other";
    origin.products[0].side = Side::origin;
    origin.products[0].lines[0].meter = "kv.reads";
    Usage usage = requests(million);
    usage.add("kv.reads", {}, million);
    const PriceSheet edge = sheet_of({dollar_per_million()});
    CHECK(price_design(edge, usage, origin, usage, {}).complete);
    usage.add("kv.writes", {}, 1);
    const Bill bill = price_design(edge, usage, origin, usage, {});
    CHECK_FALSE(bill.complete);
    REQUIRE(bill.unpriced.size() == 1);
    CHECK(bill.unpriced[0].meter == "kv.writes");
  }

  TEST_CASE("a second meter fills the same tiers, so many of it as one") {
    PriceLine line = dollar_per_million();
    line.also = {{"single_home.messages", 20}};
    line.included = Amount{million, Dimension::count};
    Usage usage = requests(million);
    usage.add("single_home.messages", {}, 40 * million);
    const Bill bill = price(sheet_of({line}), usage, {});
    CHECK(bill.lines[0].quantity == 3 * million);
    CHECK(bill.total == dollars(2));
  }

  TEST_CASE("each region may have an allowance of its own") {
    PriceSheet sheet = two_regions();
    sheet.products[0].lines[0].included_by = {{"north", {10, Dimension::count}}};
    Usage usage = requests(30, {{"country", "SE"}});
    usage.merge(requests(10, {{"country", "ES"}}));
    const Bill bill = price(sheet, usage, {});
    CHECK(line_of(bill, "north")->allowance == 10);
    CHECK(bill.total == dollars(20 + 20));
  }

  TEST_CASE("what is left after the allowance may round to the nearest, halves up") {
    PriceLine line = dollar_per_million();
    line.round_nearest = Amount{million, Dimension::count};
    const auto total = [&](std::int64_t count) {
      return price(sheet_of({line}), requests(count), {}).total;
    };
    CHECK(total(1'499'999) == dollars(1));
    CHECK(total(1'500'000) == dollars(2));
  }

  TEST_CASE("usage without the label may have a price, if the sheet says which") {
    PriceSheet sheet = two_regions();
    sheet.groups["zones"].unstated = "north";
    const Bill bill = price(sheet, requests(3), {});
    CHECK(bill.complete);
    CHECK(bill.total == dollars(3));
  }

  TEST_CASE("a minimum tops a product up, and only when its lines come to less") {
    PriceSheet sheet = sheet_of({dollar_per_million()});
    sheet.products[0].minimum = dollars(5);
    CHECK(price(sheet, requests(2 * million), {}).total == dollars(5));
    CHECK(price(sheet, requests(7 * million), {}).total == dollars(7));
  }

  TEST_CASE("an add-on is charged only when asked for, a free tier only when still free") {
    PriceLine line = dollar_per_million();
    line.free_tier = Amount{4 * million, Dimension::count};
    PriceSheet sheet = sheet_of({line});
    sheet.products[0].add_on = true;
    const Usage usage = requests(10 * million);
    BillingTerms terms;
    CHECK(price(sheet, usage, terms).lines.empty());
    terms.add_ons = {"shop"};
    CHECK(price(sheet, usage, terms).total == dollars(10));
    terms.free_tier = true;
    CHECK(price(sheet, usage, terms).total == dollars(6));
    CHECK(unknown_terms(sheet, terms).empty());
    terms.add_ons = {"shop", "shoe"};
    terms.plan = "gold";
    CHECK(unknown_terms(sheet, terms) == std::vector<std::string>{"gold", "shoe"});
  }

  TEST_CASE("an allowance larger than the usage leaves nothing to pay, and no less") {
    PriceLine line = dollar_per_million();
    line.included = Amount{10 * million, Dimension::count};
    const Bill bill = price(sheet_of({line}), requests(3 * million), {});
    CHECK(bill.total == Money{});
    CHECK(bill.lines[0].allowance == 3 * million);
    CHECK(bill.lines[0].billable == 0);
    CHECK(bill.complete);
  }

  TEST_CASE("an allowance over several regions covers each in proportion to its usage") {
    PriceSheet sheet = two_regions();
    sheet.products[0].lines[0].included = Amount{10, Dimension::count};
    Usage usage = requests(30, {{"country", "SE"}});
    usage.merge(requests(10, {{"country", "ES"}}));
    const Bill bill = price(sheet, usage, {});
    // 40 used, 10 free: 7.5 of the north and 2.5 of the south, whole and summing to 10.
    REQUIRE(bill.lines.size() == 2);
    CHECK(bill.lines[0].allowance + bill.lines[1].allowance == 10);
    CHECK(line_of(bill, "north")->allowance == 8);
    CHECK(line_of(bill, "south")->allowance == 2);
  }

  TEST_CASE("each region is a line of its own with its own price") {
    Usage usage = requests(30, {{"country", "SE"}});
    usage.merge(requests(10, {{"country", "ES"}}));
    usage.merge(requests(5, {{"country", "PT"}}));
    const Bill bill = price(two_regions(), usage, {});
    CHECK(line_of(bill, "north")->dollars == dollars(30));
    CHECK(line_of(bill, "south")->dollars == dollars(30));
    CHECK(bill.share(*line_of(bill, "south")) == doctest::Approx(0.5).scale(0));
  }

  TEST_CASE("a country in no region makes the bill incomplete, never cheaper") {
    Usage usage = requests(30, {{"country", "SE"}});
    usage.merge(requests(10, {{"country", "AQ"}}));
    PriceSheet sheet = two_regions();
    const Bill bill = price(sheet, usage, {});
    CHECK_FALSE(bill.complete);
    CHECK(bill.total == dollars(30));
    CHECK_FALSE(line_of(bill, "AQ")->dollars.has_value());
    CHECK(line_of(bill, "AQ")->why_unknown == "country AQ is not in any region of zones");
    sheet.groups["zones"].otherwise = "south";
    CHECK(price(sheet, usage, {}).complete);
    CHECK(price(sheet, usage, {}).total == dollars(50));
  }

  TEST_CASE("usage that does not say where it was made has no regional price") {
    const Bill bill = price(two_regions(), requests(1), {});
    CHECK_FALSE(bill.complete);
    CHECK(bill.lines[0].why_unknown == "this usage has no label country");
  }

  TEST_CASE("a label as region is its own price list") {
    PriceLine line = request_line(1, 0);
    line.by = "origin_region";
    line.prices = {{"us-east-1", {{pico_per_dollar, true}}}};
    const PriceSheet sheet = sheet_of({line});
    CHECK(price(sheet, requests(2, {{"origin_region", "us-east-1"}}), {}).total == dollars(2));
    const Bill elsewhere = price(sheet, requests(2, {{"origin_region", "GRU"}}), {});
    CHECK_FALSE(elsewhere.complete);
    CHECK(elsewhere.lines[0].why_unknown == "no price for origin_region GRU");
  }

  TEST_CASE("an unknown price makes the bill incomplete and says which line") {
    PriceLine line = dollar_per_million();
    line.prices[std::string(everywhere)] = {{0, false}};
    const Bill bill = price(sheet_of({line, dollar_per_million()}), requests(million), {});
    CHECK_FALSE(bill.complete);
    CHECK(bill.lines[0].why_unknown == "the price is unknown");
    CHECK(bill.total == dollars(1));
    CHECK(price(sheet_of({line}), {}, {}).complete);  // nothing of it was used
  }

  TEST_CASE("of an unknown price the sheet may know bounds, and then the bill has them too") {
    PriceLine line = request_line(1, 0);
    line.up_to = {{10, Dimension::count}};
    line.prices[std::string(everywhere)] = {{pico_per_dollar, true}, {0, false}};
    line.between = {{2 * pico_per_dollar, true}, {5 * pico_per_dollar, true}};
    const Bill bill = price(sheet_of({line, dollar_per_million()}), requests(13), {});
    CHECK_FALSE(bill.complete);
    REQUIRE(bill.lines[0].may_be);
    CHECK(bill.lines[0].may_be->least == dollars(10 + 3 * 2));
    CHECK(bill.lines[0].may_be->most == dollars(10 + 3 * 5));
    REQUIRE(bill.range());
    CHECK(bill.range()->most == dollars(10 + 3 * 5) + *bill.lines[1].dollars);
    PriceLine boundless = line;
    boundless.between = {};
    CHECK_FALSE(price(sheet_of({boundless}), requests(13), {}).range());
    Usage more = requests(13);
    more.add(meter::edge_egress_bytes, {}, 1);  // no line takes it: nobody knows what it costs
    CHECK_FALSE(price(sheet_of({line}), more, {}).range());
  }

  TEST_CASE("a lower bound includes the tiers whose price is known") {
    PriceLine line = request_line(1, 0);
    line.up_to = {{1024, Dimension::count}};
    line.prices[std::string(everywhere)] = {{230'000'000'000, true}, {0, false}};
    Usage usage = requests(1000, {{"route", "images"}});
    usage.merge(requests(500, {{"route", "api"}}));
    const Bill bill = price(sheet_of({line}), usage, {});
    // 1,024 x $0.23; 476 at a price that nobody knows.
    CHECK_FALSE(bill.complete);
    CHECK(bill.lines[0].at_least == Money{235'520'000'000});
    CHECK(bill.total == Money{235'520'000'000});
    Money shared;
    for (const Contribution& part : split_by(bill, "route")) shared += part.dollars;
    CHECK(shared == bill.total);
    line.between = {{100'000'000'000, true}, {200'000'000'000, true}};
    const Bill bounded = price(sheet_of({line}), usage, {});
    CHECK(bounded.range()->least == Money{235'520'000'000 + 47'600'000'000});
    CHECK(bounded.range()->most == Money{235'520'000'000 + 95'200'000'000});
  }

  TEST_CASE("a list price has a limit, and beyond it the bill says that nobody would pay it") {
    PriceLine line = request_line(1, pico_per_dollar);
    line.list_limit = ListLimit{{100, Dimension::count}, {"gold"}, "fair use", std::nullopt};
    PriceSheet sheet = sheet_of({line});
    sheet.plans = {{"free", "Free", {}, {}}, {"gold", "Gold", {}, {}}};
    sheet.plan = "free";
    Usage usage = requests(60, {{"route", "images"}});
    usage.merge(requests(40, {{"route", "api"}}));
    BillingTerms terms;
    CHECK(price(sheet, usage, terms).lines.back().beyond_list.empty());
    usage.merge(requests(1));
    const std::string told = price(sheet, usage, terms).lines.back().beyond_list;
    CHECK(told.find("more than 100 a month: fair use (a test, 2026-11-21") == 0);
    terms.plan = "gold";
    CHECK(price(sheet, usage, terms).lines.back().beyond_list.empty());
  }

  TEST_CASE("usage and dollars beyond what can be counted are unknown, not wrong") {
    constexpr std::int64_t most = std::numeric_limits<std::int64_t>::max();
    BillingTerms terms;
    terms.measured = 1s;
    const Bill uncountable = price(sheet_of({dollar_per_million()}), requests(most / 2), terms);
    CHECK_FALSE(uncountable.complete);
    CHECK(uncountable.lines[0].why_unknown == "usage exceeds 2^63");
    const Bill dear = price(sheet_of({request_line(1, pico_per_dollar)}), requests(most), {});
    CHECK(dear.lines[0].why_unknown == "more than $9 billion");
    PriceSheet twice = sheet_of({dollar_per_million()});
    twice.products.push_back(twice.products[0]);
    twice.products[0].monthly = twice.products[1].monthly = dollars(5'000'000'000);
    CHECK_FALSE(price(twice, requests(1), {}).complete);  // two fees of $5 billion
  }

  TEST_CASE("a line is split by what drove it, to the last nano-dollar") {
    Usage usage = requests(1, {{"route", "images"}, {"cause", "miss"}});
    usage.merge(requests(1, {{"route", "images"}, {"cause", "hit"}}));
    usage.merge(requests(1, {{"route", "api"}, {"cause", "miss"}}));
    const Bill bill = price(sheet_of({request_line(3, 10'000)}), usage, {});
    REQUIRE(bill.total == Money{10});  // three parts of 3.33
    const auto routes = split_by(bill.lines[0], "route");
    REQUIRE(routes.size() == 2);
    CHECK(routes[0].labels == Labels{{"route", "images"}});
    CHECK(routes[0].quantity == 2);
    CHECK(routes[0].dollars + routes[1].dollars == bill.total);
    const auto regions = split_by(bill, "region");  // nobody said a region
    REQUIRE(regions.size() == 1);
    CHECK(regions[0].labels.empty());
    CHECK(regions[0].dollars == bill.total);
  }

  TEST_CASE("a design pays the edge for the edge and the origin's cloud for the origin") {
    PriceLine behind_own = request_line(1, 0);
    behind_own.meter = meter::origin_requests;
    behind_own.edge = EdgeInFront::own;
    PriceLine behind_other = request_line(1, pico_per_dollar);
    behind_other.meter = meter::origin_requests;
    behind_other.edge = EdgeInFront::other;
    PriceSheet cloud = sheet_of({request_line(1, 7 * pico_per_dollar)});
    PricedProduct store = cloud.products[0];
    store.side = Side::origin;
    store.lines = {behind_own, behind_other};
    cloud.products.push_back(store);
    PriceSheet other = sheet_of({request_line(1, 2 * pico_per_dollar)});
    other.provider = "another";
    Usage usage = requests(10);
    usage.add(meter::origin_requests, {}, 4);
    CHECK(price_design(other, usage, cloud, usage, {}).total == dollars(2 * 10 + 4));
    CHECK(price_design(cloud, usage, cloud, usage, {}).total == dollars(7 * 10));
  }
}
