// Texts that are not YAML: the place of the mistake, not the place where a parser gives up.
#include <string>

#include <doctest/doctest.h>

#include "diagnostics/shop_spec.hpp"

using edgecase::shop::complaints;

namespace {

/// "LINE:COLUMN LABEL" of the first complaint.
std::string cause_of(const std::string& text) {
  const std::string said = complaints(text);
  CAPTURE(said);
  CHECK(said.find("error[EC01") == 0);
  const std::size_t at = said.find("shop.yaml:");
  const std::size_t carets = said.find("^ ");
  REQUIRE(at != std::string::npos);
  REQUIRE(carets != std::string::npos);
  return said.substr(at + 10, said.find_first_of(" \n", at) - at - 10) +
         said.substr(carets + 1, said.find('\n', carets) - carets - 1);
}

}  // namespace

TEST_SUITE("diagnostics") {
  TEST_CASE("a bracket that is not closed is shown where it was opened") {
    CHECK(cause_of("a: {b: 1\nc: {d: 2}\n") == "1:4 opened here");
    CHECK(cause_of("a:\n  - {b: 1}\n  - {b: [2, 3}\n") == "3:9 opened here");
    CHECK(cause_of("a: {\n  b: {c: 1\n  d: {e: 2}\n}\n") == "2:6 opened here");
    CHECK(cause_of("a: [1, 2\nb: 3\n") == "1:4 opened here");
    CHECK(cause_of("a: [1, 2}\nb: 3\n") == "1:9 write ]");
    CHECK(cause_of("a: {b: 1}}\nc: 3\n") == "1:10 no bracket is open here");
  }

  TEST_CASE("brackets in quotes, comments and texts are no brackets") {
    CHECK(cause_of("a: \"{\"   # [\nb: it{s\nc: {d: 1\ne: 2\n") == "3:4 opened here");
  }

  TEST_CASE("a quote that is not closed is shown where it was opened") {
    CHECK(cause_of("title: \"abc\nrate: 5 rps\n") == "1:8 opened here");
    CHECK(cause_of("title: \"abc\nrate: \"5 rps\"\n") == "1:8 opened here");
    CHECK(complaints("title: it's\n").empty());
    CHECK(complaints("title: \"two\n  lines\"\n").empty());
  }

  TEST_CASE("typographic quotes and other look-alikes are named") {
    CHECK(cause_of("a: {b: “x{y}”}\n") == "1:8 replace the typographic quote `“` by `\"`");
    CHECK(cause_of("caches:\n  – a\n  b: 1\n").find("replace the dash `–` by `-`") !=
          std::string::npos);
  }

  TEST_CASE("braces of a metric inside brackets need quotes") {
    CHECK(cause_of("slos: [{indicator: latency.p95{route=a}, op: lt}]\n") ==
          "1:20 write \"latency.p95{route=a}\"");
  }

  TEST_CASE("a missing space after the colon, `=`, signs and marks") {
    CHECK(cause_of("rate: 5 rps\nobjects:3\n") == "2:1 write objects: 3");
    CHECK(cause_of("objects:3\nrate: 5 rps\n") == "1:1 write objects: 3");
    CHECK(cause_of("rate: 5 rps\nobjects = 3\n") == "2:1 write objects: 3");
    CHECK(cause_of("op: >=\nvalue: 3\n") == "1:5 write \">=\"");
    CHECK(cause_of("a: [> 5%]\n") == "1:5 write \"> 5%\"");
    CHECK(cause_of("title: Shop: the tier\n") == "1:8 write \"Shop: the tier\"");
    CHECK(cause_of("title: \"a\",\nrate: 5 rps\n") == "1:11 remove it");
    CHECK(cause_of("title: @home\n") == "1:8 write \"@home\"");
  }

  TEST_CASE("a line that is indented unlike those above it") {
    CHECK(cause_of("caches:\n    a: {}\n   b: {}\n") == "3:4 indent it by 4 or 0");
    CHECK(cause_of("caches:\n  a:\n    ttl: 5s\n     capacity: 1GB\n") == "4:6 indent it by 4");
  }
}
