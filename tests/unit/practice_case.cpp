// Cases: what a design may set, what is hidden from whom, how rows count.
// Expected values: by hand.
#include <doctest/doctest.h>

#include "practice/case_check.hpp"
#include "practice/emit.hpp"
#include "practice/grade.hpp"
#include "practice/handout.hpp"
#include "practice/judge.hpp"
#include "practice/submitted.hpp"
#include "support/practice.hpp"

using namespace edgecase;
using edgecase::test::CaseFolder;
using edgecase::test::queue_case;
using edgecase::test::queue_extras;

namespace {

std::vector<std::string> codes_of(const Diagnostics& diagnostics) {
  std::vector<std::string> codes;
  for (const Diagnostic& one : diagnostics.sorted()) codes.push_back(one.code);
  return codes;
}

/// The codes that a case file gives.
std::vector<std::string> wrong_with(const std::string& text) {
  const CaseFolder folder(text);
  Diagnostics diagnostics;
  const auto one = open_case(folder.path() / "case.yaml", diagnostics);
  if (one) check_case(*one, folder.catalogue(), diagnostics);
  return codes_of(diagnostics);
}

std::string with(std::string text, const std::string& from, const std::string& to) {
  const std::size_t at = text.find(from);
  REQUIRE(at != std::string::npos);
  return text.replace(at, from.size(), to);
}

Node tree_of(const std::string& text) {
  Diagnostics diagnostics;
  auto document = parse_document(text, "t.yaml", {}, diagnostics);
  REQUIRE(document.has_value());
  return document->root;
}

CaseScore score_of(const CaseFile& one, const CaseFolder& folder, const std::string& design) {
  JudgeOptions options;
  options.study = practice_study(one.spec);
  return judge_designs(one, {{{}, {.text = design}}}, folder.catalogue(), options).front();
}

}  // namespace

TEST_SUITE("unit") {
  TEST_CASE("the case of these tests is complete") {
    CHECK(wrong_with(queue_case(queue_extras())) == std::vector<std::string>{});
  }

  TEST_CASE("what is wrong with a case has a code and a place") {
    const std::string fine = queue_case(queue_extras());
    using Codes = std::vector<std::string>;
    CHECK(wrong_with(with(fine, "points: 10}", "points: 20}")) == Codes{"EC0604"});
    CHECK(wrong_with(with(fine, "only_if: [offload], ", "")) == Codes{"EC0605"});
    CHECK(wrong_with(with(fine, "only_if: [offload]", "only_if: [ofload]")) ==
          Codes{"EC0605", "EC0115"});
    CHECK(wrong_with(with(fine, "indicator: latency.mean", "indicator: latncy.mean")) ==
          Codes{"EC0203"});
    CHECK(wrong_with(with(fine, "quantity: latency.mean", "quantity: latncy.mean")) ==
          Codes{"EC0203"});
    CHECK(wrong_with(with(fine, "[1.5ms, 99.5s]", "[99.5s, 1.5ms]")) == Codes{"EC0607"});
    CHECK(wrong_with(with(fine, "design.routes.all.cache, about",
                          "design.rutes.all.cache, about")) == Codes{"EC0104"});
    CHECK(wrong_with(with(fine, "patch: {world.demand.rate", "patch: {world.demand.rte")) ==
          Codes{"EC0608"});
    CHECK(wrong_with(with(fine, "must_flip: [offload]", "must_flip: [ofload]")) == Codes{"EC0115"});
    CHECK(wrong_with(with(fine, "name: naive", "name: nave")) == Codes{"EC0606"});
  }

  TEST_CASE("a design sets levers and nothing else") {
    const CaseFolder folder;
    const CaseFile one = folder.open();
    const auto codes = [&](const std::string& text) {
      Diagnostics diagnostics;
      submitted_design(text, "design.yaml", one.spec, diagnostics);
      return codes_of(diagnostics);
    };
    using Codes = std::vector<std::string>;
    CHECK(codes("case: queue-up\ndesign: {caches: {edge: {ttl: 1s}}}\n").empty());
    CHECK(codes("case: queue-up\ndesign:\n").empty());
    CHECK(codes("case: queue-up\n").empty());
    CHECK(codes("world: {demand: {rate: 1 rps}}\n") == Codes{"EC0601"});
    CHECK(codes("slos: []\n") == Codes{"EC0601"});
    CHECK(codes("extends: /etc/passwd\n") == Codes{"EC0124"});
    CHECK(codes("design: {prices: {edge: free}}\n") == Codes{"EC0602"});
    CHECK(codes("design: {routes: {all: {store: x}}}\n") == Codes{"EC0602"});
    CHECK(codes("case: another\n") == Codes{"EC0603"});
    CHECK(codes("- 1\n") == Codes{"EC0106"});
    Diagnostics diagnostics;
    submitted_design("world: {demand: {rate: 1 rps}}\n", "design.yaml", one.spec, diagnostics);
    CHECK(diagnostics.sorted()[0].message ==
          "`world.demand.rate` belongs to the case, not to a design");
  }

  TEST_CASE("a half-written design keeps the rest; kinds and lists are replaced as a whole") {
    Node base = tree_of(
        "design:\n  caches: {edge: {ttl: 1s, capacity: 30kB, policy: {s3_fifo: {small: 5%}}}}\n"
        "  pops: {only: [a, b]}\n");
    lay_design(base, tree_of("design: {caches: {edge: {ttl: 9s, policy: {lru: {}}}}}\n"),
               type_of<ScenarioSpec>());
    CHECK(yaml_text(base) ==
          "design:\n  caches:\n    edge:\n      ttl: 9s\n      capacity: 30kB\n      policy:\n"
          "        lru: {}\n  pops:\n    only:\n      - a\n      - b\n");
  }

  TEST_CASE("a design without a key keeps the others") {
    const CaseFolder folder;
    const CaseFile one = folder.open();
    const std::string text = "case: queue-up\ndesign: {caches: {edge: {ttl: 1s, capacity: 5kB}}}\n";
    CHECK(design_without(text, "design.caches.edge.ttl", one.spec) ==
          "case: queue-up\ndesign:\n  caches:\n    edge:\n      capacity: 5kB\n");
    CHECK(design_without(text, "design.caches.edge.policy", one.spec).empty());
    CHECK(design_without(text, "world", one.spec).empty());
  }

  TEST_CASE("YAML that is written reads back as the same") {
    const std::string text =
        "a: {b: [1, {c: \"x: y\", d: []}], e: {}, f: '# no', g: \"-1\", h: [\"true\", 300]}\n"
        "i: \"line\\nbreak \\\"q\\\"\"\n";
    const std::string written = yaml_text(tree_of(text));
    CHECK(yaml_text(tree_of(written)) == written);
    CHECK(tree_of(written).find("i")->value.text == "line\nbreak \"q\"");
    CHECK(tree_of(written).find("a")->value.find("f")->value.text == "# no");
  }

  TEST_CASE("hand-outs hold nothing that their audience may not see") {
    const CaseFolder folder;
    const CaseFile one = folder.open();
    Diagnostics diagnostics;
    const auto all_of = [&](Audience audience) {
      std::string all;
      for (const auto& [name, text] : handout(one, audience, folder.catalogue(), diagnostics))
        all += name + "\n" + text;
      REQUIRE(!all.empty());
      return all;
    };
    const std::string candidate = all_of(Audience::candidate);
    for (const char* hidden : {"tok-", "99.5s", "98.125", "40.5", "61.25", "99.5", "3.875", "44.25",
                               "7.125", "[1%", "ignorant", "curveballs", "anchors", "secret"}) {
      CAPTURE(hidden);
      CHECK(candidate.find(hidden) == std::string::npos);
    }
    CHECK(candidate.find("design.caches.edge") != std::string::npos);
    const std::string interviewer = all_of(Audience::interviewer);
    for (const char* seen : {"tok-answer", "tok-reveal", "tok-asks", "tok-hint", "40.5"})
      CHECK(interviewer.find(seen) != std::string::npos);
    for (const char* hidden :
         {"tok-story", "tok-because", "tok-reference", "61.25", "44.25", "7.125"})
      CHECK(interviewer.find(hidden) == std::string::npos);
    CHECK(all_of(Audience::grader).find("tok-reference") != std::string::npos);
  }

  TEST_CASE("a row counts as much as the rows that it rests on") {
    const CaseFolder folder;
    const CaseFile one = folder.open();
    // Without a cache nothing is a hit: `fast` keeps its limit, and counts for nothing.
    const CaseScore bare = score_of(one, folder, "");
    CHECK(bare.problem == "");
    CHECK(bare.points == 30);
    CHECK(bare.rows[1].outcome == RowOutcome::fail);
    CHECK(bare.rows[2].outcome == RowOutcome::pass);
    CHECK(bare.rows[2].points == 0);
    const CaseScore cached =
        score_of(one, folder, "case: queue-up\ndesign: {routes: {all: {cache: edge}}}\n");
    CHECK(cached.points == 90);
  }

  TEST_CASE("a design's numbers do not depend on what else is judged") {
    const CaseFolder folder;
    const CaseFile one = folder.open();
    JudgeOptions options;
    options.study = practice_study(one.spec);
    const CaseEntry cached{{}, {.text = "design: {routes: {all: {cache: edge}}}\n"}};
    const auto alone = judge_designs(one, {cached}, folder.catalogue(), options);
    const auto among = judge_designs(one, {{}, cached, {}}, folder.catalogue(), options);
    CHECK(alone[0].rows[1].measured.values == among[1].rows[1].measured.values);
    options.study = grading_study(one.spec);
    const auto graded = judge_designs(one, {cached}, folder.catalogue(), options);
    CHECK(graded[0].rows[1].measured.values != alone[0].rows[1].measured.values);
  }

  TEST_CASE("broken submissions lose the work of no other, and each says what is wrong") {
    const CaseFolder folder;
    const CaseFile one = folder.open();
    GradeOptions options;
    options.study = grading_study(one.spec);
    SessionLog log;
    std::string text = log.add({{"event", "start"}, {"case", "queue-up"}}, "2026-12-01T10:00:00Z");
    text += log.add({{"event", "hint"}, {"price", 4}}, "2026-12-01T10:01:00Z");
    std::string changed = text;
    changed.replace(changed.find("\"price\":4"), 9, "\"price\":0");
    changed += log.add({{"event", "pause"}}, "2026-12-01T10:02:00Z");
    const std::string good = "case: queue-up\ndesign: {routes: {all: {cache: edge}}}\n";
    const auto grades = grade_all(one,
                                  {{"ann", good, "", ""},
                                   {"bob", good, text, ""},
                                   {"changed", good, changed, ""},
                                   {"world", "world: {demand: {rate: 1 rps}}\n", "", ""},
                                   {"binary", std::string("\x00\xff\x01", 3), "", ""},
                                   {"nothing", "", "", "design.yaml is missing"},
                                   {"syntax", "design: {a\n", "", ""},
                                   {"=cmd()", good, "", ""}},
                                  folder.catalogue(), options);
    const auto of = [&](std::size_t i) { return grades[i]; };
    CHECK(of(0).points == 90);
    CHECK(of(1).points == 86);  // a hint for 4 points
    CHECK(of(2).reason == "line 3 does not follow from line 2");
    CHECK(of(3).reason.find("EC0601") != std::string::npos);
    for (const std::size_t broken : {2U, 3U, 4U, 5U, 6U})
      CHECK(of(broken).gradable == Gradable::no);
    CHECK(of(7).points == 90);
    const std::string csv = grades_csv(one.spec, grades, options.study.seed);
    CHECK(csv.find("\n'=cmd(),queue-up,") != std::string::npos);
    CHECK(prairielearn_json(one.spec, of(4)).find("\"gradable\": false") != std::string::npos);
    CHECK(prairielearn_json(one.spec, of(0)).find("\"score\": 0.9") != std::string::npos);
    CHECK(gradescope_json(one.spec, of(0)).find("\"max_score\": 30.0") != std::string::npos);
  }

  TEST_CASE("every record of a case says who may see each of its fields") {
    for (const Type* type : {&type_of<CaseSpec>(), &type_of<CaseRowSpec>(), &type_of<AnchorSpec>()})
      CHECK(audiences_of(*type).size() == type->as<RecordType>()->fields.size());
  }
}
