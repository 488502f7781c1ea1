// Mistakes of somebody who sees the format for the first time: each is told at its place, once, and
// with what to write instead.
#include <filesystem>
#include <string>

#include <doctest/doctest.h>

#include "support/runs.hpp"
#include "support/skipped.hpp"

using namespace edgecase;

namespace {

struct Mistake {
  const char* file;
  int line, column;
  const char* advice;  // a part of the label or of the message
};

constexpr Mistake mistakes[] = {
    {"013", 38, 12, "write 10min"},
    {"024", 20, 20, "write 20%"},
    {"030", 18, 11, "write 500 rps"},
    {"031", 18, 11, "write 500 rps"},
    {"041", 21, 35, "write 100k"},
    {"044", 35, 5, "belongs in design"},
    {"045", 38, 5, "belongs in design.caches.edge"},
    {"049", 6, 1, "add `apiVersion: edgecase/v1`"},
    {"057", 38, 12, "a date is not a duration"},
    {"059", 38, 7, "write ttl: 10min"},
    {"061", 33, 12, "opened here"},
    {"063", 43, 29, "write \"latency.p95{route=images}\""},
    {"066", 46, 17, "write [\"< $20k\"]"},
    {"072", 43, 62, "did you mean `lte`?"},
    {"074", 44, 57, "write 99.9%"},
    {"077", 44, 27, "did you mean `latency.p99`?"},
    {"084", 33, 5, "did you mean `pages`?"},
    {"100", 21, 61, "did you mean `exponent`?"},
    {"102", 21, 60, "write 0.8"},
    {"105", 25, 14, "write {lognormal: {p50: 30ms, p99: 200ms}}"},
    {"107", 23, 9, "did you mean `Frankfurt am Main`, `FRA` or `eu-central-1`?"},
    {"119", 46, 18, "write \"< $20k\""},
    {"123", 1, 1, "this is not a scenario"},
    {"127", 43, 29, "replace the typographic quote `“` by `\"`"},
    {"134", 39, 19, "write {per: region}"},
};

std::vector<Diagnostic> said_of(const std::filesystem::path& file) {
  Diagnostics diagnostics;
  edgecase::testing::planned(
      open_scenario(file, {}, edgecase::testing::shipped_catalogue(), diagnostics), diagnostics);
  return diagnostics.sorted();
}

}  // namespace

TEST_SUITE("diagnostics") {
  TEST_CASE("each mistake of a new user is told once, at its place, with what to write") {
    const auto folder =
        std::filesystem::path(EDGECASE_SOURCE_DIR).parent_path() / "shared/cases/diagnostics";
    if (!std::filesystem::is_directory(folder))
      return edgecase::test::skipped(folder.string() + " is not there");
    for (const Mistake& mistake : mistakes) {
      CAPTURE(mistake.file);
      const auto said = said_of(folder / (std::string(mistake.file) + ".yaml"));
      REQUIRE(said.size() == 1);
      CHECK(said[0].line == mistake.line);
      CHECK(said[0].column == mistake.column);
      const std::string text = said[0].message + " " + said[0].label;
      CAPTURE(text);
      CHECK(text.find(mistake.advice) != std::string::npos);
    }
  }
}
