// What must not be left in any committed text: marks of unfinished work, folders of the machine it
// was written on, hosts of package registries. The words are spelt in halves, for this file is read
// by its own rule.
#include <doctest/doctest.h>

#include "source.hpp"

using namespace edgecase::tidy;

namespace {

/// The halves joined, so that no whole word stands here.
std::vector<std::string> joined(const std::vector<std::pair<std::string, std::string>>& halves) {
  std::vector<std::string> words;
  words.reserve(halves.size());
  for (const auto& [front, back] : halves) words.push_back(front + back);
  return words;
}

const std::vector<std::string>& marks() {
  static const auto words = joined({{"TO", "DO"}, {"FIX", "ME"}, {"XX", "X"}, {"HA", "CK"}});
  return words;
}

const std::vector<std::string>& places() {
  static const auto parts = joined({{"/ho", "me/"},
                                    {"/ro", "ot/"},
                                    {"file:", "///"},
                                    {"deb.debi", "an.org"},
                                    {"registry.npm", "js.org"},
                                    {"py", "pi.org"},
                                    {"crates", ".io"},
                                    {"proxy.gol", "ang.org"}});
  return parts;
}

std::vector<Finding> left_over(const SourceFile& file) {
  std::vector<Finding> findings;
  for (const std::string& word : marks()) {
    for (const std::size_t at : words_at(file.text, word)) {
      findings.push_back({file.path, line_at(file.text, at), "left over: " + word});
    }
  }
  for (const std::string& part : places()) {
    for (auto at = file.text.find(part); at != std::string::npos;
         at = file.text.find(part, at + 1)) {
      findings.push_back({file.path, line_at(file.text, at), "names a machine or host: " + part});
    }
  }
  return findings;
}

}  // namespace

TEST_SUITE("tidy") {
  TEST_CASE("each mark and each place is found") {
    for (const std::string& word : marks()) {
      CAPTURE(word);
      CHECK(left_over(fixture("sim/x.cpp", "// " + word + ": later\n")).size() == 1);
      CHECK(left_over(fixture("sim/x.cpp", "int A" + word + ";\n")).empty());
    }
    for (const std::string& part : places()) {
      CAPTURE(part);
      CHECK(left_over(fixture("README.md", "see " + part + "x\n")).size() == 1);
    }
  }

  TEST_CASE("nothing unfinished and no machine is named in the tree") {
    const std::vector<std::string> endings{".hpp", ".cpp", ".md", ".yaml", ".txt", ".cmake",
                                           ".sh",  ".in",  ".js", ".css",  ".html"};
    std::vector<Finding> all;
    for (const SourceFile& file : files_under(
             {"include", "sim", "tools", "tests", "bench", "cmake", "docs", "scenarios", "web"},
             endings)) {
      const auto found = left_over(file);
      all.insert(all.end(), found.begin(), found.end());
    }
    CHECK_MESSAGE(all.empty(), listed(all));
  }
}
