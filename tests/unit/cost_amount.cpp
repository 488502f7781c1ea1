#include <string>

#include <doctest/doctest.h>

#include "cost/amount.hpp"

using namespace edgecase;

namespace {

UnitPrice price_of(std::string_view text) {
  UnitPrice price;
  const auto complaint = Scalar<UnitPrice>::parse(text, price);
  CHECK_MESSAGE(!complaint, text);
  return price;
}

Amount amount_of(std::string_view text) {
  Amount amount;
  const auto complaint = Scalar<Amount>::parse(text, amount);
  CHECK_MESSAGE(!complaint, text);
  return amount;
}

template <class T>
bool amount_refused(std::string_view text) {
  T value;
  return Scalar<T>::parse(text, value).has_value();
}

}  // namespace

TEST_SUITE("unit") {
  TEST_CASE("a price is an exact decimal of a dollar") {
    CHECK(price_of("$0.085").pico_dollars == 85'000'000'000);
    CHECK(price_of("$0.0000166667").pico_dollars == 16'666'700);
    CHECK(price_of("$0.00000625125").pico_dollars == 6'251'250);
    CHECK(price_of("$0.000000000001").pico_dollars == 1);
    CHECK(price_of("$5").pico_dollars == 5'000'000'000'000);
    CHECK(price_of("$0") == UnitPrice{0, true});
    CHECK(price_of("$9000000").pico_dollars == 9'000'000'000'000'000'000);
  }

  TEST_CASE("an unknown price is known to be unknown") {
    CHECK_FALSE(price_of("unknown").known);
    CHECK(price_of("$0").known);
  }

  TEST_CASE("what is not a price is refused, with the fix where one digit tells it") {
    for (const char* text : {"", "$", "$.5", "$5.", "$1.2.3", "$-1", "-1", "$1e3", "free", "$0x1",
                             "$0.0000000000001", "$9300000", "$99999999999999999999", "$ 5"})
      CHECK_MESSAGE(amount_refused<UnitPrice>(text), text);
    UnitPrice price;
    const auto complaint = Scalar<UnitPrice>::parse("0.085", price);
    REQUIRE(complaint.has_value());
    CHECK(complaint->label == "write $0.085");
  }

  TEST_CASE("plain amounts of usage are bytes or numbers") {
    CHECK(amount_of("10TiB") == Amount{10LL << 40, Dimension::bytes});
    CHECK(amount_of("1GB") == Amount{1'000'000'000, Dimension::bytes});
    CHECK(amount_of("10k") == Amount{10'000, Dimension::count});
    CHECK(amount_of("1M") == Amount{1'000'000, Dimension::count});
    CHECK(amount_of("1") == Amount{1, Dimension::count});
    CHECK(amount_refused<Amount>("unlimited"));
    CHECK(amount_refused<Amount>("1 moon"));
    CHECK(amount_refused<Amount>("1 kB-month"));
    CHECK(amount_refused<Amount>("0.0001 us"));
    CHECK(amount_refused<Amount>("9000000G months"));
    CHECK(amount_refused<Amount>("-1GB"));
    CHECK(amount_refused<Amount>(""));
  }

  TEST_CASE("times, memory over time and storage over time are whole units of their dimension") {
    CHECK(amount_of("75M ms") == Amount{75'000'000'000, Dimension::time});
    CHECK(amount_of("1 month") == amount_of("720h"));
    CHECK(amount_of("3 months").value == 3 * amount_of("1month").value);
    CHECK(amount_of("1GB-s") == Amount{1'000'000, Dimension::memory_time});
    CHECK(amount_of("1 GiB-s") == Amount{1'024'000, Dimension::memory_time});
    CHECK(amount_of("400k GiB-s").value == 400'000 * amount_of("1GiB-s").value);
    CHECK(amount_of("25 GiB-h").value == 25 * 3600 * amount_of("1GiB-s").value);
    // 10^9 bytes x 720 hours in units of 512 bytes x 1 hour.
    CHECK(amount_of("1GB-month") == Amount{720LL * 1'000'000'000 / 512, Dimension::byte_time});
    CHECK(amount_of("1GiB-month") == Amount{720LL * (1LL << 30) / 512, Dimension::byte_time});
    CHECK(amount_of("30 GB-d") == amount_of("1 GB-month"));
  }

  TEST_CASE("decimals of binary units are rounded to the byte") {
    // 29.68 x 2^40 = 32,633,505,112,391.68
    CHECK(amount_of("29.68TiB") == Amount{32'633'505'112'392, Dimension::bytes});
    CHECK(amount_of("0.1KiB").value == 102);
    CHECK(amount_of("1.5KiB").value == 1536);
    CHECK(amount_of("29.68 GiB-month").value == 44'815'299'379);  // x 720 x 2^30 / 512, 379.2
    CHECK(amount_refused<Amount>("0.3B"));
    CHECK(amount_refused<Amount>("1.0005kB"));
  }

  TEST_CASE("what a bill prints as a quantity can be read") {
    CHECK(amount_of("10,240 GiB") == amount_of("10240GiB"));
    CHECK(amount_of("2,628,000 s") == amount_of("730h"));
    CHECK(amount_of("11,660.64 M").value == 11'660'640'000);
    CHECK(amount_of("1.5 x 10k").value == 15'000);
    CHECK(amount_of("50,000 seats") == amount_of("50k months"));
    CHECK(amount_of("2.5 x 100k stored images") == amount_of("250k months"));
    CHECK(amount_of("12.5 Mbit/s at the 95th percentile") == amount_of("12.5 months"));
    CHECK(amount_of("7 x 512B-h") == Amount{7, Dimension::byte_time});
    for (const char* text : {"1,00", "1,0000", "1234,567", ",500", "1,234567", "1,,000"})
      CHECK_MESSAGE(amount_refused<Amount>(text), text);
  }

  TEST_CASE("prices and amounts read back as they print") {
    for (const char* text : {"$0.085", "$0.0000166667", "$5", "$0", "unknown", "$1234.5"})
      CHECK(Scalar<UnitPrice>::print(price_of(text)) == text);
    for (const char* text : {"1M GB-s", "1M ms", "720 h", "1 month", "1GB-month", "1 GiB-s"}) {
      const std::string printed = Scalar<Amount>::print(amount_of(text));
      CHECK(amount_of(printed) == amount_of(text));
      CHECK(printed.ends_with(amount_of(text).unit));
    }
    for (const char* text : {"1GiB", "10TiB", "1GB", "10k", "1M", "1", "1234567", "1M ms", "3month",
                             "7us", "1G GiB-s", "25GiB-h", "2TB-month", "5 GiB-d"})
      CHECK(amount_of(Scalar<Amount>::print(amount_of(text))) == amount_of(text));
  }
}
