// Each way in which a text is unfit to be a scenario, and what the user is told.
#include <doctest/doctest.h>

#include "diagnostics/shop_spec.hpp"

using edgecase::shop::complaints;

TEST_SUITE("diagnostics") {
  TEST_CASE("an unclosed bracket is invalid YAML") {
    CHECK(complaints("caches: {static: {ttl: 1h}\nroutes: {}\n")
              .find("error[EC0101]: the bracket `{` is never closed\n") == 0);
  }

  TEST_CASE("a colon in a plain text asks for quotes") {
    CHECK(complaints("title: Shop: the second tier\n") ==
          "error[EC0101]: a text that contains `: ` needs quotes\n"
          " --> shop.yaml:1:8\n"
          "1 | title: Shop: the second tier\n"
          "  |        ^^^^^^^^^^^^^^^^^^^^^ write \"Shop: the second tier\"\n");
  }

  TEST_CASE("what follows the first value is not ignored") {
    CHECK(complaints("{title: a} b\n").find("error[EC0101]") == 0);
    CHECK(complaints("title: a\n]\n").find("error[EC0101]") == 0);
    CHECK(complaints(",").find("error[EC0101]") == 0);
  }

  TEST_CASE("a key that is given twice") {
    CHECK(complaints("title: a\nhttp3: true\ntitle: b\n") ==
          "error[EC0102]: `title` is given twice\n"
          " --> shop.yaml:3:1\n"
          "3 | title: b\n"
          "  | ^^^^^ first given at line 1\n"
          "  = help: keep one of them\n");
  }

  TEST_CASE("a merge key points to extends") {
    CHECK(complaints("caches:\n  a: &a {ttl: 1h}\n  b:\n    <<: *a\n") ==
          "error[EC0103]: merge keys (`<<`) are not supported\n"
          " --> shop.yaml:4:5\n"
          "4 |     <<: *a\n"
          "  |     ^^\n"
          "  = help: use `extends: base.yaml`, or repeat the keys\n");
  }

  TEST_CASE("nested aliases that would grow without bound") {
    std::string bomb = "x-a: &a [z, z, z, z, z, z, z, z, z, z]\n";
    for (char c = 'b'; c <= 'h'; ++c) {
      const std::string last = std::string("*") + static_cast<char>(c - 1);
      bomb += std::string("x-") + c + ": &" + c + " [" + last;
      for (int i = 0; i < 9; ++i) bomb += ", " + last;
      bomb += "]\n";
    }
    const std::string said = complaints(bomb);
    CHECK(said.find("error[EC0116]: more than 200000 values, aliases counted each time they are "
                    "used\n --> shop.yaml:6:") == 0);
  }

  TEST_CASE("nesting that no scenario needs") {
    CHECK(complaints("title: " + std::string(100, '[') + std::string(100, ']'))
              .find("error[EC0117]: nested more than 64 levels deep\n --> shop.yaml:1:71\n") == 0);
    CHECK(complaints(std::string(1 << 19, '[')).find("error[EC0117]") == 0);
    CHECK(complaints(std::string(1 << 19, '{')).find("error[EC0117]") == 0);
    std::string dashes;
    for (int i = 0; i < 5000; ++i) dashes += "- ";
    CHECK(complaints(dashes).find("error[EC0117]") == 0);
  }

  TEST_CASE("a file above the size limit") {
    CHECK(complaints("title: " + std::string(1 << 20, 'a')) ==
          "error[EC0118]: the text has more than 1048576 bytes\n"
          " --> shop.yaml\n");
  }

  TEST_CASE("bytes that are not UTF-8 are named and not echoed") {
    CHECK(complaints("title: a\xff\n") ==
          "error[EC0119]: byte 0xff is not valid UTF-8\n"
          " --> shop.yaml:1:9\n"
          "1 | title: a?\n"
          "  |         ^\n"
          "  = help: save the file as UTF-8 text\n");
    CHECK(complaints("title: \xc0\xaf\n").find("error[EC0119]: byte 0xc0") == 0);      // overlong
    CHECK(complaints("title: \xed\xa0\x80\n").find("error[EC0119]: byte 0xed") == 0);  // surrogate
    CHECK(complaints("title: \xe2\x82").find("error[EC0119]: byte 0xe2") == 0);        // cut off
    CHECK(complaints("title: \xf4\x90\x80\x80").find("error[EC0119]: byte 0xf4") == 0);
  }

  TEST_CASE("control characters") {
    CHECK(complaints(std::string("title: a\0b\n", 11))
              .find("error[EC0119]: control character 0x00\n --> shop.yaml:1:9\n") == 0);
    CHECK(complaints("title: \x1b[31m\n").find("error[EC0119]: control character 0x1b") == 0);
    CHECK(complaints("title: a\rb\n").find("error[EC0119]: control character 0x0d") == 0);
  }

  TEST_CASE("a tab that indents") {
    CHECK(complaints("caches:\n\tstatic: {}\n") ==
          "error[EC0120]: this line is indented with a tab\n"
          " --> shop.yaml:2:1\n"
          "2 |  static: {}\n"
          "  | ^ indent with spaces\n");
  }

  TEST_CASE("more than one document") {
    CHECK(complaints("title: a\n---\ntitle: b\n") ==
          "error[EC0121]: the file holds more than one document\n"
          " --> shop.yaml:2:1\n"
          "2 | ---\n"
          "  | ^^^ a second document starts here\n"
          "  = help: write each scenario to a file of its own\n");
    CHECK(complaints("---\ntitle: a\n").empty());
  }

  TEST_CASE("an empty file, or one of comments") {
    const std::string said = "error[EC0122]: the document is empty\n --> shop.yaml\n";
    CHECK(complaints("") == said);
    CHECK(complaints("# nothing yet\n\n") == said);
    CHECK(complaints("---\n") == said);
  }

  TEST_CASE("tags are not obeyed") {
    CHECK(complaints("replications: !!python/object:os.system 4\n") ==
          "error[EC0123]: YAML tags (`!…`) are not supported\n"
          " --> shop.yaml:1:15\n"
          "1 | replications: !!python/object:os.system 4\n"
          "  |               ^^^^^^^^^^^^^^^^^^^^^^^^^^^ write the plain value\n");
    CHECK(complaints("%TAG ! tag:x,2000:\n---\ntitle: !a b\n").find("error[EC0101]") == 0);
  }

  TEST_CASE("columns count characters, and carets stand under them") {
    CHECK(complaints("{title: \"Ärger in Zürich\", tll: 1}\n") ==
          "error[EC0104]: unknown key `tll`\n"
          " --> shop.yaml:1:28   tll\n"
          "1 | {title: \"Ärger in Zürich\", tll: 1}\n"
          "  |                            ^^^\n"
          "  = help: valid keys: title, http3, replications, exponent, objects, rate, access, "
          "budget, "
          "surge, caches, routes, faults, thresholds\n");
  }

  TEST_CASE("line ends of other systems and a byte order mark are fine") {
    CHECK(complaints("\xEF\xBB\xBFtitle: a\r\nhttp3: false\r\n").empty());
    CHECK(complaints("title: a\r\nhttp3: maybe\r\n").find("shop.yaml:2:8   http3") !=
          std::string::npos);
  }
}
