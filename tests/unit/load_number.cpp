#include <doctest/doctest.h>

#include "load/text/number.hpp"

using namespace edgecase;

TEST_SUITE("unit") {
  TEST_CASE("a text that is a number and nothing else becomes the nearest double") {
    struct {
      const char* text;
      double value;
    } const good[] = {{"12", 12},         {"-0.5", -0.5},
                      {"3e8", 3e8},       {"2.5E-3", 0.0025},
                      {".5", 0.5},        {"5.", 5},
                      {"1e-300", 1e-300}, {"0.1", 0.1},
                      {"-0", -0.0},       {"9007199254740993", 9007199254740992.0}};
    for (const auto& [text, expected] : good) {
      CAPTURE(text);
      double value = 7;
      REQUIRE(read_double(text, value));
      CHECK(value == expected);
    }
  }

  TEST_CASE("anything else is refused, and leaves the value as it was") {
    for (const char* text : {"", " 1", "1 ", "+1", "1e", "e5", "--1", "1.2.3", "0x10", "1,5", "inf",
                             "-nan", "1e999", "12ms"}) {
      CAPTURE(text);
      double value = 7;
      CHECK_FALSE(read_double(text, value));
      CHECK(value == 7);
    }
  }
}
