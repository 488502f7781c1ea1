// How sections become text and Markdown, and the bars of a timeline.
#include <array>
#include <cmath>
#include <sstream>

#include <doctest/doctest.h>

#include "report/layout.hpp"
#include "report/sparkline.hpp"

using namespace edgecase;

namespace {

Section two_rows() {
  TextTable table{{{"", Align::left}, {"p50"}, {"note", Align::left}}, {}};
  table.rows.push_back({{"all", {"81", Tone::good}, "fine"}, "how it came about"});
  table.rows.push_back({{"süd-amerika", "1,312", ""}});
  return {"Latency", {table}};
}

}  // namespace

TEST_SUITE("unit") {
  TEST_CASE("a table aligns its columns by characters, not bytes") {
    CHECK(as_text({two_rows()}, {}) ==
          "Latency\n"
          "                 p50  note\n"
          "  all             81  fine\n"
          "      how it came about\n"
          "  süd-amerika  1,312\n");
  }

  TEST_CASE("the same table in Markdown has its details in a column") {
    CHECK(as_markdown({two_rows()}) ==
          "### Latency\n"
          "\n"
          "|  | p50 | note | how |\n"
          "| --- | ---: | --- | --- |\n"
          "| all | 81 | fine | how it came about |\n"
          "| süd-amerika | 1,312 |  |  |\n");
  }

  TEST_CASE("a pipe in a cell does not end the cell") {
    TextTable table{{{"a|b", Align::left}}, {{{"c|d"}}}};
    CHECK(as_markdown({{"", {table}}}) == "| a\\|b |\n| --- |\n| c\\|d |\n");
  }

  TEST_CASE("colour is added only where it is asked for, and changes no letter") {
    const std::string colored = as_text({two_rows()}, {.color = true});
    CHECK(colored.find("\033[32m81\033[0m") != std::string::npos);
    std::string plain;
    for (std::size_t i = 0; i < colored.size(); ++i) {
      if (colored[i] == '\033')
        i = colored.find('m', i);
      else
        plain += colored[i];
    }
    CHECK(plain == as_text({two_rows()}, {}));
  }

  TEST_CASE("a phrase of one colour is painted as a whole, and again on each line") {
    const Section section{"", {Paragraph{{"is", {"not at all", Tone::bad}, "well"}, 2}}};
    CHECK(as_text({section}, {.color = true}) == "  is \033[31mnot at all\033[0m well\n");
    CHECK(as_text({section}, {.color = true, .width = 10}) ==
          "  is \033[31mnot\033[0m\n    \033[31mat all\033[0m\n    well\n");
  }

  TEST_CASE("marks on letters take no column, Chinese characters two") {
    CHECK(display_width("Sao Paulo") == 9);
    CHECK(display_width("S\u00E3o Paulo") == 9);
    CHECK(display_width("Sa\u0303o Paulo") == 9);
    CHECK(display_width("\u6771\u4EAC") == 4);
    CHECK(shortened("Sa\u0303o Paulo", 4) == "Sa\u0303o\u2026");
    CHECK(shortened("\u6771\u4EAC\u90FD", 4) == "\u6771\u2026");
  }

  TEST_CASE("paragraphs wrap at the width and indent what follows") {
    const Section section{"", {Paragraph{{{"one two three"}, {"four five"}}, 2}}};
    CHECK(as_text({section}, {.width = 12}) == "  one two\n    three\n    four\n    five\n");
  }

  TEST_CASE("a table that is too wide shortens its widest text column") {
    TextTable table{{{"", Align::left}, {"n"}}, {{{std::string(60, 'x'), "12"}}}};
    const std::string text = as_text({{"", {table}}}, {.width = 40});
    std::istringstream lines(text);
    for (std::string line; std::getline(lines, line);) CHECK(display_width(line) <= 40);
    CHECK(text.find("x…") != std::string::npos);
    CHECK(text.find("12") != std::string::npos);
  }

  TEST_CASE("a table that still does not fit loses its spare columns, the last one first") {
    TextTable table{{{"", Align::left}, {"n"}, interval_column(), {"m"}, interval_column()},
                    {{{"row", "1234567", "[1.0, 2.0]", "7654321", "[3.0, 4.0]"}}}};
    CHECK(as_text({{"", {table}}}, {.width = 52}).find("[3.0, 4.0]") != std::string::npos);
    const std::string narrow = as_text({{"", {table}}}, {.width = 44});
    CHECK(narrow.find("[1.0, 2.0]") != std::string::npos);
    CHECK(narrow.find("[3.0, 4.0]") == std::string::npos);
    CHECK(narrow.find("7654321") != std::string::npos);
    CHECK(as_text({{"", {table}}}, {.width = 30}).find('[') == std::string::npos);
  }

  TEST_CASE("what is minor, and how rows came about, is left out of a short report") {
    Section section = two_rows();
    std::get<TextTable>(section.blocks[0]).rows[1].minor = true;
    Section other = two_rows();
    other.minor = true;
    CHECK(as_text(in_short({section, other}), {}) ==
          "Latency\n"
          "       p50  note\n"
          "  all   81  fine\n");
  }

  TEST_CASE("a table without rows leaves no trace, nor does its section") {
    const TextTable empty{{{"", Align::left}, {"p50"}}, {}};
    CHECK(as_text({{"Nothing", {empty}}}, {}).empty());
    CHECK(as_markdown({{"Nothing", {empty}}}).empty());
    CHECK(as_text({{"Some", {empty, Paragraph{{{"text"}}}}}}, {}) == "Some\n  text\n");
  }

  TEST_CASE("a section without blocks leaves no trace") {
    CHECK(as_text({{"Nothing", {}}}, {}).empty());
    CHECK(as_markdown({{"Nothing", {}}}).empty());
  }

  TEST_CASE("texts are shortened by characters") {
    CHECK(shortened("größe", 5) == "größe");
    CHECK(shortened("größen", 5) == "größ…");
    CHECK(display_width("−63.0%") == 6);
  }

  TEST_CASE("a sparkline reaches from nothing to its top") {
    CHECK(sparkline(std::array{0.0, 1.0, 2.0, 3.0, 4.0, 5.0, 6.0, 7.0}, 7) == "▁▂▃▄▅▆▇█");
    CHECK(sparkline(std::array{0.0, 9.0, std::nan("")}, 7) == "▁█-");
    CHECK(sparkline(std::array{0.0, 0.0}, 0) == "▁▁");
  }

  TEST_CASE("long series are condensed by averaging neighbours") {
    const std::array values{1.0, 3.0, 5.0, 7.0, std::nan(""), 9.0};
    const std::vector<double> three = condensed(values, 3);
    REQUIRE(three.size() == 3);
    CHECK(three[0] == doctest::Approx(2));
    CHECK(three[1] == doctest::Approx(6));
    CHECK(three[2] == doctest::Approx(9));
    CHECK(condensed(values, 60).size() == 6);
  }
}
