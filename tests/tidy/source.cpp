// The tidy rules see code, not comments and literals: shown here, so that they may rely on it.
#include "source.hpp"

#include <doctest/doctest.h>

using namespace edgecase::tidy;

TEST_SUITE("tidy") {
  TEST_CASE("what is not code is blanked, and every position stays") {
    const std::string text =
        "#define X {\\\n  {\nint a = 1'000;  // rand()\nauto s = \"{ \\\" {\"; char c = '{';\n/* "
        "{\n*/ b();\n";
    const std::string code = code_of(text);
    CHECK(code.size() == text.size());
    CHECK(std::ranges::count(code, '\n') == std::ranges::count(text, '\n'));
    CHECK(code.find('{') == code.npos);
    CHECK(code.find("rand") == code.npos);
    CHECK(code.find("1'000") == text.find("1'000"));
    CHECK(code.find("b();") == text.find("b();"));
  }

  TEST_CASE("raw strings are blanked up to their own end mark") {
    const std::string text = "auto s = R\"yaml(a: \")\" }\n)yaml\"; f();";
    const std::string code = code_of(text);
    CHECK(code.find('}') == code.npos);
    CHECK(code.find("f();") == text.find("f();"));
  }

  TEST_CASE("words are found whole") {
    CHECK(words_at("rand() strand rand_ std::rand", "rand") == std::vector<std::size_t>{0, 25});
  }

  TEST_CASE("the tree is there to be looked at") {
    const auto files = whole_tree();
    CHECK(
        std::ranges::any_of(files, [](auto& f) { return f.path == "include/edgecase/units.hpp"; }));
    CHECK(std::ranges::any_of(files, [](auto& f) { return f.path == "tests/tidy/source.cpp"; }));
  }
}
