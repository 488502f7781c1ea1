// JSON from outside: how deep it may nest. Expected values: by hand.
#include <doctest/doctest.h>

#include "load/json.hpp"

using edgecase::parsed_json;

namespace {

std::string nested(int levels) {
  const auto n = static_cast<std::size_t>(levels);
  return std::string(n, '[') + std::string(n, ']');
}

}  // namespace

TEST_SUITE("unit") {
  TEST_CASE("JSON that nests too deep is no JSON; brackets in texts do not count") {
    CHECK(parsed_json(nested(edgecase::deepest_json)).is_array());
    CHECK(parsed_json(nested(edgecase::deepest_json + 1)).is_discarded());
    CHECK(parsed_json(nested(1'000'000)).is_discarded());
    CHECK(parsed_json("{\"a\": \"" + std::string(1000, '[') + "\"}").is_object());
    CHECK(parsed_json("[\"\\\\\", \"" + std::string(1000, '[') + "\\\"[\"]").is_array());
    CHECK(parsed_json("[\"\\\\\"" + nested(1000) + "]").is_discarded());
    CHECK(parsed_json("[1").is_discarded());
    // One level after the other is not deep.
    std::string wide = "[0";
    for (int i = 0; i < 1000; ++i) wide += ",[]";
    CHECK(parsed_json(wide + "]").is_array());
  }
}
