// The library holds no globals, so two simulations may run in one process: nothing in sim/ or
// include/ may be both shared and changeable. Found by the shape of declarations, not by types.
#include <doctest/doctest.h>

#include "outline.hpp"

using namespace edgecase::tidy;

namespace {

constexpr std::string_view constant_words[] = {"const", "constexpr", "consteval"};

bool says_constant(std::string_view text) {
  return std::ranges::any_of(constant_words,
                             [&](auto word) { return !words_at(text, word).empty(); });
}

/// A declaration at namespace scope that makes a variable: not a type, a name, a function.
bool is_mutable_variable(std::string_view statement) {
  const std::string_view declarator = statement.substr(0, statement.find_first_of("={"));
  if (says_constant(declarator) || declarator.find('(') != declarator.npos) return false;
  for (const auto* word : {"using", "typedef", "struct", "class", "enum", "union", "template",
                           "concept", "friend", "static_assert", "namespace"}) {
    if (!words_at(declarator, word).empty()) return false;
  }
  const std::size_t last = declarator.find_last_not_of(" \n");
  return last != declarator.npos && declarator.substr(0, last).find(' ') != declarator.npos;
}

std::vector<Finding> shared_state(const SourceFile& file) {
  std::vector<Finding> findings;
  const Outline outline = outline_of(file.code);
  for (const Statement& s : outline.at_namespace_scope) {
    if (is_mutable_variable(s.text)) findings.push_back({file.path, s.line, "a mutable global"});
  }
  for (const Function& f : outline.functions) {
    for (const std::size_t at : words_at(f.body, "static")) {
      const std::string_view rest = f.body.substr(at, f.body.find_first_of(";={(", at) - at);
      if (says_constant(rest)) continue;
      findings.push_back({file.path, line_at(file.code, f.body_offset + at), "a mutable static"});
    }
  }
  return findings;
}

std::size_t globals_in(std::string text) {
  return shared_state(fixture("sim/core/x.cpp", std::move(text))).size();
}

}  // namespace

TEST_SUITE("tidy") {
  TEST_CASE("shared state that can change is found") {
    for (const auto* bad : {"int counter;", "static int counter = 0;", "inline std::map<int, X> m;",
                            "namespace { std::vector<int> cache{1, 2}; }",
                            "int f() { static int calls = 0; return ++calls; }",
                            "int f() { static std::map<int, int> memo; return 1; }"}) {
      CAPTURE(bad);
      CHECK(globals_in(bad) == 1);
    }
  }

  TEST_CASE("constants, types and functions pass") {
    for (const auto* good :
         {"constexpr int n = 3;", "inline constexpr Row rows[] = {{1}, {2}};",
          "static const std::string s = f();", "extern const Kind lru;", "using A = B;",
          "struct X;", "int f(int a);", "template <class T> T x = f();",
          "int f() { static const auto t = make(); return t; }",
          "struct X { int a = 0; static int f(); };", "static_assert(sizeof(X) == 16);",
          "X operator+(X a, X b);", "enum class E { a, b };"}) {
      CAPTURE(good);
      CHECK(globals_in(good) == 0);
    }
  }

  TEST_CASE("the library holds no globals") {
    std::vector<Finding> all;
    for (const SourceFile& file : files_under({"include", "sim"})) {
      const auto found = shared_state(file);
      all.insert(all.end(), found.begin(), found.end());
    }
    CHECK_MESSAGE(all.empty(), listed(all));
  }
}
