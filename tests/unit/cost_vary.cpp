// One thing about usage changes and everything else is held.
#include <string>

#include <doctest/doctest.h>

#include "cost/item.hpp"
#include "cost/vary.hpp"
#include "unit/cost_support.hpp"

namespace edgecase::test {
namespace {

/// 1,000 requests of users, 600 of them from BR; the origin sees 200 and sends 20 MB of 100 MB.
Usage shop() {
  Usage usage;
  usage.add(meter::edge_requests, {{"country", "BR"}}, 600);
  usage.add(meter::edge_requests, {{"country", "US"}}, 300);
  usage.add(meter::edge_requests, {{"country", "DE"}}, 100);
  usage.add(meter::edge_egress_bytes, {{"country", "BR"}}, 100'000'000);
  usage.add(meter::origin_requests, {{"cause", "miss"}}, 200);
  usage.add(meter::origin_egress_bytes, {{"cause", "miss"}}, 20'000'000);
  return usage;
}

}  // namespace

TEST_SUITE("unit") {
  TEST_CASE("a better hit ratio takes from the origin and nothing from users") {
    CHECK(*hit_ratio_of(shop()) == doctest::Approx(0.8).scale(0));
    const auto better = with_hit_ratio(shop(), 0.9);
    REQUIRE(better);
    CHECK(better->total(meter::origin_requests) == 100);
    CHECK(better->total(meter::origin_egress_bytes) == 10'000'000);
    CHECK(better->of(meter::edge_requests) == shop().of(meter::edge_requests));
    CHECK(with_hit_ratio(shop(), 1)->total(meter::origin_egress_bytes) == 0);
    CHECK(*with_hit_ratio(shop(), 0.8) == shop());
    CHECK_FALSE(hit_ratio_of(requests(5)));
    CHECK_FALSE(with_hit_ratio(requests(5), 0.5));
  }

  TEST_CASE("larger objects are more bytes and no more requests") {
    Usage usage = shop();
    usage.add("object.writes", with_item({}, {.size = Bytes{2048}, .time = {}, .memory = {}}), 7);
    const auto larger = with_object_size(usage, 3);
    REQUIRE(larger);
    CHECK(larger->total(meter::edge_egress_bytes) == 300'000'000);
    CHECK(larger->of(meter::edge_requests) == usage.of(meter::edge_requests));
    const auto& [labels, count] = *larger->of("object.writes").begin();
    CHECK(count == 7);
    CHECK(item_of(labels).size == Bytes{6144});
  }

  TEST_CASE("a country's part grows at the cost of the others, as they were among themselves") {
    CHECK(*part_of(shop(), "country", "BR") == doctest::Approx(0.6).scale(0));
    CHECK_FALSE(part_of(shop(), "country", "FR"));
    CHECK_FALSE(part_of(shop(), "route", "BR"));
    const auto mixed = with_part(shop(), "country", "BR", 0.2);
    REQUIRE(mixed);
    CHECK(mixed->of(meter::edge_requests) == Usage::Counts{{{{"country", "BR"}}, 200},
                                                           {{{"country", "DE"}}, 200},
                                                           {{{"country", "US"}}, 600}});
    // All of these bytes go to BR: there is nobody to take them from.
    CHECK(mixed->of(meter::edge_egress_bytes) == shop().of(meter::edge_egress_bytes));
    CHECK(*with_part(shop(), "country", "BR", 0.6) == shop());
  }

  TEST_CASE("dearer egress changes the lines of egress and no other") {
    PriceLine bytes = request_line(1'000'000, pico_per_dollar);
    bytes.name = "egress";
    bytes.meter = meter::edge_egress_bytes;
    bytes.per = {1'000'000, Dimension::bytes};
    const PriceSheet sheet = sheet_of({request_line(1, pico_per_dollar), bytes});
    Usage usage = requests(5);
    usage.add(meter::edge_egress_bytes, {}, 8'000'000);
    const Bill bill = price(sheet, usage, {});
    CHECK(bill.total == dollars(5 + 8));
    CHECK(with_egress_price(bill, 2.5).total == dollars(5 + 20));
    CHECK(with_egress_price(bill, 0).total == dollars(5));
    CHECK(with_egress_price(bill, 2.5).complete);
  }
}

}  // namespace edgecase::test
