// `edgecase compare`: the gate, the formats, the paired table.
#include <doctest/doctest.h>
#include <nlohmann/json.hpp>

#include "cli/tool.hpp"
#include "support/json_schema.hpp"

using namespace edgecase::test;
using Json = nlohmann::json;

namespace {

const char* const promise = "thresholds: {latency.mean: [\"< 10s\"]}\n";
// A slower worker: same fate, later answers.
const char* const slower = "--set 'world.origin.service={exponential: {mean: 14ms}}'";

}  // namespace

TEST_SUITE("cli") {
  TEST_CASE("a design compared with itself shows no difference at all") {
    const Tool edgecase;
    if (!edgecase.ready()) return;
    edgecase.write("a.yaml", small_scenario(promise));
    const Answer answer =
        edgecase("compare a.yaml a.yaml --replications 3 --format json --fail-on regression");
    CHECK(answer.code == 0);
    const Json json = Json::parse(answer.out);
    CHECK(edgecase::testing::JsonSchema(edgecase("schema result").out).errors(answer.out) == "");
    REQUIRE(json["differences"].size() > 10);
    for (const Json& difference : json["differences"]) {
      CAPTURE(difference["name"]);
      CHECK(difference["significant"] == false);
      if (!difference["absolute"]["mean"].is_null()) CHECK(difference["absolute"]["mean"] == 0);
    }
  }

  TEST_CASE("one file and --set stand for two designs; a regression of a promise exits 4") {
    const Tool edgecase;
    if (!edgecase.ready()) return;
    edgecase.write("a.yaml", small_scenario(promise));
    const std::string words = std::string("compare a.yaml --replications 6 ") + slower;
    const Answer seen = edgecase(words);
    CHECK(seen.code == 0);
    CHECK(has(seen.out, "latency.mean"));
    CHECK(has(seen.out, "worse"));
    CHECK(has(seen.out, "6 replications, paired"));
    CHECK(has(seen.out, "changed: world.origin.service.exponential.mean: 10ms → 14ms"));
    CHECK(has(seen.out, "Still meets its objective."));
    CHECK(has(seen.out, "ttfb.p50"));
    const Answer gated = edgecase(words + " --fail-on regression");
    CHECK(gated.code == 4);
    CHECK(has(gated.err, "regression: latency.mean"));
    CHECK(gated.out == seen.out);
  }

  TEST_CASE("what is worse by no more than the tolerance is no regression") {
    const Tool edgecase;
    if (!edgecase.ready()) return;
    edgecase.write("a.yaml", small_scenario(promise));
    const std::string words =
        std::string("compare a.yaml --replications 6 ") + slower + " --fail-on regression ";
    CHECK(edgecase(words + "--tolerance 1%").code == 4);
    CHECK(edgecase(words + "--tolerance latency.mean=99.9%").code == 0);
    CHECK(edgecase(words + "--tolerance 1% --tolerance cost.monthly=99%").code == 4);
    const Answer unknown = edgecase(words + "--tolerance latensy=1%");
    CHECK(unknown.code == 2);
    CHECK(has(unknown.err, "no metric `latensy`"));
    CHECK(edgecase(words + "--tolerance much").code == 2);
    CHECK(edgecase(std::string("compare a.yaml ") + slower + " --tolerance 1%").code == 2);
  }

  TEST_CASE("JUnit: a test for each objective, and one for regressions") {
    const Tool edgecase;
    if (!edgecase.ready()) return;
    edgecase.write("a.yaml", small_scenario("thresholds: {latency.mean: [\"< 10s\"]}\n"));
    const std::string words =
        std::string("compare a.yaml -q --replications 6 --junit ci.xml ") + slower;
    CHECK(edgecase(words).code == 0);
    const std::string xml = edgecase.read("ci.xml");
    CHECK(has(xml, "tests=\"2\" failures=\"1\" skipped=\"0\""));
    CHECK(has(xml, "name=\"latency.mean &lt; 10.0 s\""));
    CHECK(has(xml, "<failure message=\"worse: latency.mean\"/>"));
    CHECK(edgecase(words + " --tolerance latency.mean=99% --fail-on regression").code == 0);
    CHECK(has(edgecase.read("ci.xml"), "failures=\"0\""));
  }

  TEST_CASE("fewer answers are a regression without any objective") {
    const Tool edgecase;
    if (!edgecase.ready()) return;
    edgecase.write("a.yaml", small_scenario());
    // The only worker is busy all the time, and nobody may wait.
    const Answer answer =
        edgecase("compare a.yaml --replications 4 --set world.origin.queue=0 --fail-on regression");
    CHECK(answer.code == 4);
    CHECK(has(answer.err, "availability"));
    CHECK(has(answer.out, "Availability falls from 100% to "));
    CHECK(has(answer.out, "origin_overloaded"));
    CHECK(answer.out.find("Availability falls") < answer.out.find("p50 latency"));
  }

  TEST_CASE("without a promise on it a slower answer is no regression") {
    const Tool edgecase;
    if (!edgecase.ready()) return;
    edgecase.write("a.yaml", small_scenario());
    CHECK(edgecase(std::string("compare a.yaml --replications 6 --fail-on regression ") + slower)
              .code == 0);
  }

  TEST_CASE("an alternative that breaks a promise exits 3") {
    const Tool edgecase;
    if (!edgecase.ready()) return;
    edgecase.write("a.yaml", small_scenario());
    edgecase.write("b.yaml", small_scenario("thresholds: {latency.mean: [\"> 10s\"]}\n"));
    CHECK(edgecase("compare a.yaml b.yaml --replications 3").code == 3);
  }

  TEST_CASE("threads change no byte of a comparison, in any format") {
    const Tool edgecase;
    if (!edgecase.ready()) return;
    edgecase.write("a.yaml", small_scenario());
    for (const std::string format : {"text", "json", "csv", "md"}) {
      CAPTURE(format);
      const std::string words =
          std::string("compare a.yaml --replications 4 ") + slower + " --format " + format + " -j ";
      const Answer one = edgecase(words + "1");
      CHECK(one.code == 0);
      CHECK(one.out == edgecase(words + "2").out);
    }
  }

  TEST_CASE("a wrong alternative is refused with its place") {
    const Tool edgecase;
    if (!edgecase.ready()) return;
    edgecase.write("a.yaml", small_scenario());
    edgecase.write("b.yaml", small_scenario("desing: {}\n"));
    const Answer answer = edgecase("compare a.yaml b.yaml");
    CHECK(answer.code == 2);
    CHECK(answer.out.empty());
    CHECK(has(answer.err, "b.yaml:13:1"));
  }
}
