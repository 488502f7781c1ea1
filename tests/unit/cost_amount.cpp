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

Amount quantity_of(std::string_view text) {
  Amount quantity;
  const auto complaint = Scalar<Amount>::parse(text, quantity);
  CHECK_MESSAGE(!complaint, text);
  return quantity;
}

template <class T>
bool refused(std::string_view text) {
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
      CHECK_MESSAGE(refused<UnitPrice>(text), text);
    UnitPrice price;
    const auto complaint = Scalar<UnitPrice>::parse("0.085", price);
    REQUIRE(complaint.has_value());
    CHECK(complaint->label == "write $0.085");
  }

  TEST_CASE("amounts of usage are bytes or numbers") {
    CHECK(quantity_of("10TiB") == Amount{10LL << 40, Dimension::bytes});
    CHECK(quantity_of("1GB") == Amount{1'000'000'000, Dimension::bytes});
    CHECK(quantity_of("10k") == Amount{10'000, Dimension::count});
    CHECK(quantity_of("1M") == Amount{1'000'000, Dimension::count});
    CHECK(quantity_of("1") == Amount{1, Dimension::count});
    CHECK(refused<Amount>("unlimited"));
    CHECK(refused<Amount>("1 month"));
    CHECK(refused<Amount>("-1GB"));
    CHECK(refused<Amount>(""));
  }

  TEST_CASE("prices and amounts read back as they print") {
    for (const char* text : {"$0.085", "$0.0000166667", "$5", "$0", "unknown", "$1234.5"})
      CHECK(Scalar<UnitPrice>::print(price_of(text)) == text);
    for (const char* text : {"1GiB", "10TiB", "1GB", "10k", "1M", "1", "1234567"})
      CHECK(quantity_of(Scalar<Amount>::print(quantity_of(text))) == quantity_of(text));
  }
}
