// Tables as text: what is read, what is refused.
#include <doctest/doctest.h>

#include "load/csv/cells.hpp"
#include "load/csv/table.hpp"
#include "model/net/network_tables.hpp"

using namespace edgecase;

TEST_SUITE("unit") {
  TEST_CASE("net: cells are trimmed; quotes hold commas and doubled quotes; comments are skipped") {
    const Table table(
        "\xEF\xBB\xBF"
        "a, b\r\n# note, more\n\n  1 ,\"x, \"\"y\"\"\" \r\n2,\n");
    CHECK(table.problems().empty());
    CHECK(table.columns() == std::vector<std::string>{"a", "b"});
    REQUIRE(table.rows().size() == 2);
    CHECK(table.rows()[0].line == 4);
    CHECK(table.rows()[0].cells == std::vector<std::string>{"1", "x, \"y\""});
    CHECK(table.rows()[1].cells == std::vector<std::string>{"2", ""});
  }

  TEST_CASE("net: a row of another length and a quote that stays open are named by line") {
    const Table table("a,b\n1,2,3\n\"open,2\n3,4\"5\n6,7\n");
    REQUIRE(table.problems().size() == 3);
    CHECK(table.problems()[0].line == 2);
    CHECK(table.problems()[0].message == "3 cells, but the header has 2 columns");
    CHECK(table.problems()[1].line == 3);
    CHECK(table.problems()[2].line == 4);
    CHECK(table.rows().size() == 1);
  }

  TEST_CASE("net: decimals are whole texts and finite") {
    CHECK(parse_decimal("-3.25") == -3.25);
    CHECK(parse_decimal("1e3") == 1000.0);
    for (const char* bad : {"", "1 ", "1,5", "0x10", "nan", "inf", "1e999", "12a"})
      CHECK_FALSE(parse_decimal(bad));
  }

  TEST_CASE("net: a table of sites refuses what cannot be, with the line") {
    const auto message = [](const std::string& row) {
      std::vector<PopRow> rows;
      const auto complaint = parse_rows(
          "code, city, country, region, latitude, longitude, size\n"
          "FRA, Frankfurt, DE, europe, 50.1, 8.7, hub\n" +
              row,
          rows);
      return complaint ? complaint->message : "fine";
    };
    CHECK(message("LYS, Lyon, FR, europe, 45.7, 5.1, small\n") == "fine");
    CHECK(message("LYS, Lyon, FR, europe, 95.7, 5.1, small\n") ==
          "line 3 of the table: `latitude` must be between -90 and 90, not 95.7");
    CHECK(message("LYS, Lyon, FR, gaul, 45.7, 5.1, small\n") ==
          "line 3 of the table: unknown region `gaul`");
    CHECK(message("LYS, Lyon, FRA, europe, 45.7, 5.1, small\n") ==
          "line 3 of the table: `FRA` is not a country code of two capital letters");
    CHECK(message("LYS, Lyon, FR, europe, 45.7, 5.1, tiny\n") ==
          "line 3 of the table: `tiny` is not a size: hub, large, medium, small");
    CHECK(message("LYS, , FR, europe, 45.7, 5.1, small\n") ==
          "line 3 of the table: `city` is empty");
    CHECK(message("LYS, Lyon, FR\n") ==
          "line 3 of the table: 3 cells, but the header has 7 columns");
  }

  TEST_CASE("net: a table without a column, or with one too many, says which") {
    std::vector<CorridorRow> rows;
    const auto missing = parse_rows("from, to, source\nA, B, x\n", rows);
    REQUIRE(missing);
    CHECK(missing->message == "line 1 of the table: column `rtt_ms` is missing");
    const auto extra = parse_rows("from, to, rtt_ms, source, note\nA, B, 3, x, y\n", rows);
    REQUIRE(extra);
    CHECK(extra->message == "line 1 of the table: unknown column `note`");
  }

  TEST_CASE("net: a table that is printed reads back the same") {
    const std::vector<NamedPlaceRow> places = {
        {"dc-1", "Washington, D.C.", "US", {38.9, -77.04}, "own"}};
    std::vector<NamedPlaceRow> again;
    CHECK_FALSE(parse_rows(print_rows(places), again));
    REQUIRE(again.size() == 1);
    CHECK(again[0].city == "Washington, D.C.");
    CHECK(again[0].at == places[0].at);
  }
}
