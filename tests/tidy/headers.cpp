// Headers open with `#pragma once`; a public header then says what it is, in the user's words. That
// each public header compiles on its own is shown by the object library of tests/CMakeLists.txt.
#include <doctest/doctest.h>

#include "source.hpp"

using namespace edgecase::tidy;

namespace {

std::vector<Finding> wrong_opening(const SourceFile& file) {
  if (!file.path.ends_with(".hpp")) return {};
  std::istringstream lines(file.text);
  std::string first;
  std::string second;
  std::getline(lines, first);
  std::getline(lines, second);
  if (first != "#pragma once") return {{file.path, 1, "does not open with #pragma once"}};
  const bool explained = second.starts_with("// ") || second.starts_with("/// ");
  if (!explained) return {{file.path, 2, "does not say what it is"}};
  return {};
}

}  // namespace

TEST_SUITE("tidy") {
  TEST_CASE("every header opens with #pragma once and says what it is") {
    CHECK(wrong_opening(fixture("include/edgecase/x.hpp", "#pragma once\n// X.\n")).empty());
    CHECK(wrong_opening(fixture("sim/x.hpp", "// X.\n#pragma once\n")).size() == 1);
    CHECK(wrong_opening(fixture("sim/x.hpp", "#pragma once\n\n#include <vector>\n")).size() == 1);
    CHECK(wrong_opening(fixture("sim/x.cpp", "#include <vector>\n")).empty());

    std::vector<Finding> all;
    for (const SourceFile& file : whole_tree()) {
      const auto found = wrong_opening(file);
      all.insert(all.end(), found.begin(), found.end());
    }
    CHECK_MESSAGE(all.empty(), listed(all));
  }
}
