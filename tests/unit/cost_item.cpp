#include <doctest/doctest.h>

#include "cost/amount.hpp"
#include "cost/item.hpp"

using namespace edgecase;

namespace {

std::int64_t billed(std::int64_t quantity, Dimension dimension, const Item& item,
                    const PerItem& rule) {
  return billed_quantity(quantity, dimension, with_item({}, item), rule).value();
}

}  // namespace

TEST_SUITE("unit") {
  TEST_CASE("an item counts once for every step that it takes, at least once") {
    PerItem rule;
    rule.size_step = Bytes{32 * 1024};
    const auto messages = [&](std::int64_t size) {
      return billed(10, Dimension::count, {Bytes{size}, {}, {}}, rule);
    };
    CHECK(messages(1) == 10);
    CHECK(messages(32 * 1024) == 10);
    CHECK(messages(32 * 1024 + 1) == 20);
    CHECK(messages(33 * 1024) == 20);
    CHECK(messages(100 * 1024) == 40);
  }

  TEST_CASE("a function that ran 3.2 ms is billed for 4, its memory in steps of 128 MB") {
    PerItem rule;
    rule.time_step = 1ms;
    const Item item{{}, 3200us, Memory{200}};
    const std::int64_t used = 1000 * 200 * 16 / 5;  // MB x ms of 1,000 items
    CHECK(billed(used, Dimension::memory_time, item, rule) == 1000 * 200 * 4);
    rule.memory_step = Memory{128};
    CHECK(billed(used, Dimension::memory_time, item, rule) == 1000 * 256 * 4);
    rule.time_least = 100ms;
    CHECK(billed(used, Dimension::memory_time, item, rule) == 1000 * 256 * 100);
  }

  TEST_CASE("a day's peak counts for the whole day, and five days for a minimum of thirty") {
    PerItem rule;
    rule.time_step = 24h;
    const Item half_day{Bytes{1'000'000'000}, 36h, {}};
    CHECK(billed(36'000, Dimension::byte_time, half_day, rule) == 48'000);
    rule.time_least = 720h;
    CHECK(billed(36'000, Dimension::byte_time, half_day, rule) == 720'000);
    CHECK(billed(900'000, Dimension::byte_time, {Bytes{1}, 900h, {}}, rule) == 912'000);
  }

  TEST_CASE("without a rule, or without items, usage is billed as it is counted") {
    PerItem rule;
    CHECK(billed(7, Dimension::count, {Bytes{100'000}, {}, {}}, rule) == 7);
    rule.size_step = Bytes{1024};
    CHECK(billed(7, Dimension::count, {}, rule) == 7);
    CHECK(lacks_items(Dimension::count, {}, rule));
    CHECK_FALSE(lacks_items(Dimension::count, with_item({}, {Bytes{1}, {}, {}}), rule));
    CHECK_FALSE(lacks_items(Dimension::memory_time, {}, rule));
  }

  TEST_CASE("memory is a setting in MB, and GB is refused because vendors differ") {
    Memory memory;
    CHECK_FALSE(Scalar<Memory>::parse("512MB", memory).has_value());
    CHECK(memory.mb == 512);
    CHECK_FALSE(Scalar<Memory>::parse("512MiB", memory).has_value());
    CHECK(memory.mb == 512);
    CHECK_FALSE(Scalar<Memory>::parse("2GiB", memory).has_value());
    CHECK(memory.mb == 2048);
    for (const char* text : {"1GB", "512", "0.5MB", "1TB", ""})
      CHECK_MESSAGE(Scalar<Memory>::parse(text, memory).has_value(), text);
  }
}
