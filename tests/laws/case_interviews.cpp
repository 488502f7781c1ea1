// Which question an interviewer asks first about the designs that coaches rank, in every shipped
// case. Expected: the case's own marks.
#include <algorithm>
#include <filesystem>

#include <doctest/doctest.h>

#include "practice/interview.hpp"
#include "support/runs.hpp"
#include "support/sanitized.hpp"

using namespace edgecase;

namespace {

std::vector<std::filesystem::path> shipped_case_files() {
  std::vector<std::filesystem::path> all;
  for (const auto& entry :
       std::filesystem::directory_iterator(testing::shipped_scenarios() / "cases"))
    if (std::filesystem::exists(entry.path() / "case.yaml"))
      all.push_back(entry.path() / "case.yaml");
  std::ranges::sort(all);
  return all;
}

struct Asked {
  std::vector<std::string> names;
  std::vector<std::string> texts;
};

/// All questions about an anchor, none of which it answers.
Asked questions_about(const CaseFile& one, const std::string& anchor) {
  const Catalogue catalogue({one.file.parent_path(), testing::shipped_scenarios()});
  JudgeOptions options;
  options.study = practice_study(one.spec);
  const CaseDesign design{.text = {},
                          .name = "design.yaml",
                          .blocks = {"anchors[" + anchor + "].set"},
                          .overrides = {}};
  const CaseEvidence evidence = gather_evidence(one, {}, design, catalogue, options);
  REQUIRE(evidence.score.problem.empty());
  Asked all;
  std::vector<std::size_t> asked;
  while (const auto next = next_probe(one.spec, evidence, asked)) {
    asked.push_back(*next);
    all.names.push_back(one.spec.probes[*next].name);
    all.texts.push_back(question_text(one.spec.probes[*next], evidence.probes[*next]));
  }
  return all;
}

/// A design that fails a row is asked about it, whatever else it does well.
std::vector<std::string> rows_without_question(const CaseSpec& spec) {
  std::vector<std::string> left;
  for (const CaseRowSpec& row : spec.rows) {
    const bool asked = std::ranges::any_of(spec.probes, [&](const ProbeSpec& probe) {
      if (!probe.stress.empty()) return false;
      return probe.rows.empty() ? probe.without.empty() && probe.evidence == row.indicator
                                : std::ranges::find(probe.rows, row.name) != probe.rows.end();
    });
    const bool condition = std::ranges::any_of(spec.rows, [&](const CaseRowSpec& other) {
      return std::ranges::find(other.only_if, row.name) != other.only_if.end();
    });
    if (!asked && !condition && row.points >= 10) left.push_back(row.name);
  }
  return left;
}

}  // namespace

TEST_SUITE("laws") {
  TEST_CASE("shipped cases: the naive design meets the killer question first, the reference two") {
    for (const auto& file : shipped_case_files()) {
      if (testing::sanitized && file.parent_path().filename() != "cold-at-the-edge") continue;
      Diagnostics diagnostics;
      const auto one = open_case(file, diagnostics);
      REQUIRE(one);
      INFO(one->spec.metadata.name);
      const auto killer = std::ranges::find(one->spec.probes, true, &ProbeSpec::killer);
      REQUIRE(killer != one->spec.probes.end());
      CHECK(std::ranges::count(one->spec.probes, true, &ProbeSpec::killer) == 1);
      CHECK(rows_without_question(one->spec).empty());
      const Asked naive = questions_about(*one, "naive");
      REQUIRE_FALSE(naive.names.empty());
      CHECK(naive.names.front() == killer->name);
      const Asked reference = questions_about(*one, "reference");
      CHECK(reference.names.size() <= 2);
      CHECK(std::ranges::find(reference.names, killer->name) == reference.names.end());
      for (const std::string& text : naive.texts) CHECK(text.find("{it}") == std::string::npos);
    }
  }
}
