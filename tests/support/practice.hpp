#pragma once
// A case for tests, in a folder of its own: one queue on the lab network, whose answers are known.
// With `workers` workers of mean service 10 ms and 50 requests a second, an M/M/c queue: with one
// worker half of its capacity is used.

#include <filesystem>
#include <fstream>
#include <string>

#include <doctest/doctest.h>

#include "practice/case_file.hpp"
#include "support/practice_texts.hpp"
#include "support/runs.hpp"

namespace edgecase::test {

/// A folder with case.yaml and world.yaml, removed at the end.
class CaseFolder {
 public:
  explicit CaseFolder(const std::string& text = queue_case(queue_extras())) {
    std::string pattern =
        (std::filesystem::temp_directory_path() / "edgecase-case-XXXXXX").string();
    REQUIRE(mkdtemp(pattern.data()) != nullptr);
    folder_ = pattern;
    std::ofstream(folder_ / "case.yaml") << text;
    std::ofstream(folder_ / "world.yaml") << queue_world();
  }
  ~CaseFolder() {
    std::error_code ignored;
    std::filesystem::remove_all(folder_, ignored);
  }
  CaseFolder(const CaseFolder&) = delete;
  CaseFolder& operator=(const CaseFolder&) = delete;

  const std::filesystem::path& path() const { return folder_; }
  Catalogue catalogue() const { return Catalogue({folder_, testing::shipped_scenarios()}); }
  CaseFile open() const {
    Diagnostics diagnostics;
    auto one = open_case(folder_ / "case.yaml", diagnostics);
    for (const Diagnostic& wrong : diagnostics.sorted()) MESSAGE(wrong.message);
    REQUIRE(one.has_value());
    return *one;
  }

 private:
  std::filesystem::path folder_;
};

}  // namespace edgecase::test
