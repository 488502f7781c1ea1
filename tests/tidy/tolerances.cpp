// doctest's Approx(x).epsilon(e) tolerates e * (scale + |x|) with a scale of 1, which for a share
// is far more than it seems: 2% of 0.05 admits everything from 0.029 to 0.071.
#include <doctest/doctest.h>

#include "outline.hpp"

using namespace edgecase::tidy;

namespace {

/// Where the parenthesis that opens at `at` closes, and what follows it begins.
std::size_t after_parentheses(std::string_view code, std::size_t at) {
  int open = 0;
  for (; at < code.size(); ++at) {
    if (code[at] == '(') ++open;
    if (code[at] == ')' && --open == 0) return at + 1;
  }
  return at;
}

/// Whether `.scale(...)` is among the calls that begin at `at`, each on the result of the one
/// before.
bool states_scale(std::string_view code, std::size_t at) {
  at = skip_blanks(code, at);
  while (at < code.size() && code[at] == '.') {
    const std::size_t open = code.find('(', at);
    if (open == code.npos) return false;
    if (code.substr(at, open - at) == ".scale") return true;
    at = skip_blanks(code, after_parentheses(code, open));
  }
  return false;
}

std::vector<Finding> unstated_scales(const SourceFile& file) {
  std::vector<Finding> findings;
  if (!file.path.starts_with("tests/laws/") && !file.path.starts_with("tests/oracles/")) {
    return findings;
  }
  for (const std::size_t at : words_at(file.code, "Approx")) {
    const std::size_t open = at + std::string_view("Approx").size();
    if (open >= file.code.size() || file.code[open] != '(') continue;
    if (states_scale(file.code, after_parentheses(file.code, open))) continue;
    findings.push_back({file.path, line_at(file.code, at),
                        "Approx without .scale(): 0 for a relative tolerance, 1 around zero"});
  }
  return findings;
}

std::size_t unstated_in(const std::string& text) {
  return unstated_scales(fixture("tests/laws/x.cpp", text)).size();
}

}  // namespace

TEST_SUITE("tidy") {
  TEST_CASE("each Approx of a law or an oracle states its scale") {
    CHECK(unstated_in("CHECK(x == Approx(0.05).epsilon(0.02));") == 1);
    CHECK(unstated_in("CHECK(x == doctest::Approx(f(1) * (2 + y)));") == 1);
    CHECK(unstated_in("CHECK((x == Approx(1) || y.scale(0)));") == 1);
    CHECK(unstated_in("CHECK(x == Approx(1)\n    .scale(0).epsilon(1));") == 0);
    CHECK(unstated_in("CHECK(x == Approx(f(1)).epsilon(g(2)).scale(0));") == 0);
    CHECK(unstated_scales(fixture("tests/unit/x.cpp", "Approx(1)")).empty());
    std::vector<Finding> findings;
    for (const SourceFile& file : whole_tree()) {
      const auto found = unstated_scales(file);
      findings.insert(findings.end(), found.begin(), found.end());
    }
    CHECK_MESSAGE(findings.empty(), listed(findings));
  }
}
