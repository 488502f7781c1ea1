// A file is one thing, a function fits on a screen, a line in a window: 400, 60 and 100.
#include <doctest/doctest.h>

#include "outline.hpp"

using namespace edgecase::tidy;

namespace {

std::vector<Finding> long_files(const SourceFile& file) {
  const auto lines = static_cast<std::size_t>(std::ranges::count(file.text, '\n'));
  if (lines <= 400) return {};
  return {{file.path, lines, "a file of " + std::to_string(lines) + " lines; 400 are allowed"}};
}

std::vector<Finding> long_lines(const SourceFile& file) {
  std::vector<Finding> findings;
  std::istringstream lines(file.text);
  std::size_t number = 0;
  for (std::string line; std::getline(lines, line);) {
    ++number;
    // Characters, not bytes: the bytes that continue a UTF-8 character do not count.
    const auto width = std::ranges::count_if(line, [](char c) { return (c & 0xC0) != 0x80; });
    if (width > 100) findings.push_back({file.path, number, "a line of over 100 characters"});
  }
  return findings;
}

std::vector<Finding> long_functions(const SourceFile& file) {
  std::vector<Finding> findings;
  const Outline outline = outline_of(file.code);
  if (!outline.balanced) findings.push_back({file.path, 1, "the braces do not come out even"});
  for (const Function& f : outline.functions) {
    if (f.lines() <= 60) continue;
    findings.push_back({file.path, f.first_line,
                        "a function of " + std::to_string(f.lines()) + " lines; 60 are allowed"});
  }
  return findings;
}

template <class Rule>
std::vector<Finding> lengths_over_the_tree(Rule rule) {
  std::vector<Finding> all;
  for (const SourceFile& file : whole_tree()) {
    const auto found = rule(file);
    all.insert(all.end(), found.begin(), found.end());
  }
  return all;
}

/// A function whose text, from signature to closing brace, takes so many lines.
std::string function_of(std::size_t lines, const std::string& signature) {
  std::string text = signature + " {\n";
  for (std::size_t i = 2; i < lines; ++i) text += "  if (x) { y({1, 2}); }\n";
  return text + "}\n";
}

std::size_t findings_in(const std::string& text) {
  return long_functions(fixture("sim/core/x.cpp", text)).size();
}

}  // namespace

TEST_SUITE("tidy") {
  TEST_CASE("no file has more than 400 lines") {
    CHECK(long_files(fixture("a.cpp", std::string(400, '\n'))).empty());
    CHECK(long_files(fixture("a.cpp", std::string(401, '\n'))).size() == 1);
    const auto findings = lengths_over_the_tree(long_files);
    CHECK_MESSAGE(findings.empty(), listed(findings));
  }

  TEST_CASE("no line has more than 100 characters") {
    CHECK(long_lines(fixture("a.cpp", std::string(100, 'x') + "\n")).empty());
    CHECK(long_lines(fixture("a.cpp", "\n" + std::string(101, 'x'))).size() == 1);
    CHECK(long_lines(fixture("a.cpp", "// " + std::string(96, 'x') + "\u00e9")).empty());
    const auto findings = lengths_over_the_tree(long_lines);
    CHECK_MESSAGE(findings.empty(), listed(findings));
  }

  TEST_CASE("functions are measured wherever they stand") {
    const std::vector<std::string> signatures{
        "int f(int a)",
        "template <class T, class U = std::vector<T>>\n  requires Big<T> auto f(T a) -> U",
        "X::X(int a) : a_{a}, b_(2), c_{3}",
        "bool operator==(const X& o) const noexcept",
        "constexpr auto f = [](int a)",
        "const auto f = [&]",
        "TEST_CASE(\"a sentence { with ( braces\")",
        "[[nodiscard]] static Outcome<struct Y> f(std::function<void()> g = {})",
    };
    for (const std::string& signature : signatures) {
      const auto extra = static_cast<std::size_t>(std::ranges::count(signature, '\n'));
      for (const std::string around :
           {"", "namespace a::b {\n", "class X final : public Y {\n public:\n",
            "TEST_SUITE(\"unit\") {\n", "extern \"C\" {\nenum class E { a, b };\n"}) {
        CAPTURE(signature);
        CAPTURE(around);
        const std::string end = around.empty() ? "" : "};\n";
        CHECK(findings_in(around + function_of(60 - extra, signature) + end) == 0);
        CHECK(findings_in(around + function_of(61 - extra, signature) + end) == 1);
      }
    }
  }

  TEST_CASE("long types and tables are not functions") {
    CHECK(findings_in(function_of(100, "struct X") + ";") == 0);
    CHECK(findings_in("const std::array<Row, 2> rows =" + function_of(100, "") + ";") == 0);
    CHECK(findings_in("const auto rows = to_array<Row>(" + function_of(100, "") + ");") == 0);
  }

  TEST_CASE("a file that the brace counter cannot follow is reported") {
    CHECK(findings_in("void f() {\n") == 1);
    CHECK(findings_in("namespace a {\n}\n}\n") == 1);
  }

  TEST_CASE("no function has more than 60 lines") {
    const auto findings = lengths_over_the_tree(long_functions);
    CHECK_MESSAGE(findings.empty(), listed(findings));
  }
}
