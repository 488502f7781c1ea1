// One name, one type: two headers that define different types of one name in one namespace make a
// program whose functions on them the linker mixes up, silently.
#include <map>

#include <doctest/doctest.h>

#include "source.hpp"

using namespace edgecase::tidy;

namespace {

std::string namespace_of(const SourceFile& file) {
  constexpr std::string_view word = "namespace ";
  const std::size_t at = file.code.find(word);
  if (at == std::string::npos) return "";
  const std::size_t from = at + word.size();
  return file.code.substr(from, file.code.find_first_of(" {=;", from) - from);
}

/// The types that a line at the left margin begins to define.
std::vector<std::string> types_defined_in(const SourceFile& file) {
  std::vector<std::string> names;
  std::istringstream lines(file.code);
  for (std::string line; std::getline(lines, line);) {
    std::istringstream words(line.substr(0, line.find_first_of(":{")));
    std::string word;
    words >> word;
    const bool is_enum = word == "enum";
    if (is_enum) words >> word;
    if ((word != "struct" && word != "class") || line.find('{') == std::string::npos) continue;
    if (line.front() == ' ') continue;
    std::string name;
    while (words >> word) {
      if (word != "final" && word.find('(') == std::string::npos) name = word;
    }
    names.push_back(name);
  }
  return names;
}

std::vector<Finding> defined_twice(const std::vector<SourceFile>& files) {
  std::map<std::string, std::string> first;
  std::vector<Finding> findings;
  for (const SourceFile& file : files) {
    if (!file.path.ends_with(".hpp")) continue;
    for (const std::string& name : types_defined_in(file)) {
      if (name.empty() || name.find('<') != std::string::npos) continue;  // a specialisation
      const auto [at, fresh] = first.emplace(namespace_of(file) + "::" + name, file.path);
      if (!fresh && at->second != file.path)
        findings.push_back({file.path, 1, at->first + " is defined in " + at->second + " too"});
    }
  }
  return findings;
}

}  // namespace

TEST_SUITE("tidy") {
  TEST_CASE("no two headers define a type of one name") {
    const SourceFile a = fixture("sim/a.hpp", "namespace x {\nstruct alignas(64) Cell {\n};\n}\n");
    const SourceFile b =
        fixture("sim/b.hpp", "namespace x {\nclass Cell final : public B {\n};\n}");
    const SourceFile c = fixture("sim/c.hpp", "namespace y {\nenum class Cell { a };\n}\n");
    const SourceFile d = fixture("sim/d.hpp", "namespace x {\nstruct Cell;\n}\n");
    CHECK(defined_twice({a, b}).size() == 1);
    CHECK(defined_twice({a, c, d}).empty());
    const auto findings = defined_twice(whole_tree());
    CHECK_MESSAGE(findings.empty(), listed(findings));
  }
}
