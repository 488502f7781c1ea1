// A test that is not built, or whose cases ctest never selects, passes for ever. So: every file
// below tests/ has cases in this binary, all of them in the suite that its folder is named after.
#include <cstdio>
#include <map>
#include <memory>
#include <set>

#include <doctest/doctest.h>

#include "source.hpp"

using namespace edgecase::tidy;

namespace {

/// The suites that each file's cases stand in, read from doctest's own list (its XML form).
std::map<std::string, std::set<std::string>> suites_by_file(std::string_view list) {
  const auto value = [](std::string_view element, std::string_view key) {
    const std::size_t at = element.find(" " + std::string(key) + "=\"");
    if (at == element.npos) return std::string();
    const std::size_t start = at + key.size() + 3;
    return std::string(element.substr(start, element.find('"', start) - start));
  };
  std::map<std::string, std::set<std::string>> suites;
  for (auto at = list.find("<TestCase "); at != list.npos; at = list.find("<TestCase ", at + 1)) {
    const std::string_view element = list.substr(at, list.find('>', at) - at);
    const std::string file = value(element, "filename");
    // With the root of the project or, as builds record sources, without it.
    const std::size_t tests = ("/" + file).rfind("/tests/");
    if (tests != std::string::npos) {
      suites[file.substr(tests)].insert(value(element, "testsuite"));
    }
  }
  return suites;
}

std::vector<Finding> not_run(const std::vector<std::string>& files, std::string_view list) {
  const auto suites = suites_by_file(list);
  std::vector<Finding> findings;
  for (const std::string& file : files) {
    const std::size_t start = file.find('/') + 1;
    const std::string folder = file.substr(start, file.find('/', start) - start);
    const auto found = suites.find(file);
    if (folder == "support") {  // what test files share
      if (found != suites.end()) findings.push_back({file, 1, "has cases that no suite runs"});
      continue;
    }
    if (found == suites.end()) {
      findings.push_back({file, 1, "has no case in the test binary"});
    } else if (found->second != std::set{folder}) {
      findings.push_back({file, 1, "has cases outside of TEST_SUITE(\"" + folder + "\")"});
    }
  }
  return findings;
}

/// Test files; those of folders that are projects of their own (they have a CMakeLists.txt) are
/// built elsewhere.
std::vector<std::string> test_files() {
  std::vector<std::string> paths;
  for (const SourceFile& file : files_under({"tests"}, {".cpp"})) {
    const auto folder = std::filesystem::path(file.path).parent_path();
    const bool own_project = std::filesystem::exists(project_root() / folder / "CMakeLists.txt");
    if (!own_project) paths.push_back(file.path);
  }
  return paths;
}

std::string output_of(const std::string& command) {
  const std::unique_ptr<std::FILE, int (*)(std::FILE*)> pipe(popen(command.c_str(), "r"), pclose);
  REQUIRE(pipe != nullptr);
  std::string text;
  char buffer[4096];
  while (const std::size_t n = std::fread(buffer, 1, sizeof buffer, pipe.get())) {
    text.append(buffer, n);
  }
  return text;
}

}  // namespace

TEST_SUITE("tidy") {
  TEST_CASE("a file without cases, or with cases in another suite, is found") {
    const std::string list =
        "<TestCase name=\"a\" testsuite=\"unit\" filename=\"tests/unit/a.cpp\" line=\"1\"/>\n"
        "<TestCase name=\"b\" testsuite=\"unit\" filename=\"/x/tests/laws/b.cpp\" line=\"1\"/>\n"
        "<TestCase name=\"c\" filename=\"/x/tests/laws/c.cpp\" line=\"1\"/>\n"
        "<TestCase name=\"d\" filename=\"/x/tests/support/d.cpp\" line=\"1\"/>\n";
    CHECK(not_run({"tests/unit/a.cpp"}, list).empty());
    CHECK(not_run({"tests/laws/b.cpp"}, list).size() == 1);
    CHECK(not_run({"tests/laws/c.cpp"}, list).size() == 1);
    CHECK(not_run({"tests/unit/forgotten.cpp"}, list).size() == 1);
    CHECK(not_run({"tests/support/d.cpp"}, list).size() == 1);
    CHECK(not_run({"tests/support/shared.cpp"}, list).empty());
  }

  TEST_CASE("every test file is built and stands in its folder's suite") {
    const auto self = std::filesystem::read_symlink("/proc/self/exe").string();
    const auto files = test_files();
    REQUIRE(std::ranges::find(files, "tests/tidy/built.cpp") != files.end());
    const auto findings =
        not_run(files, output_of("'" + self + "' --list-test-cases --no-skip --reporters=xml"));
    CHECK_MESSAGE(findings.empty(), listed(findings));
  }
}
