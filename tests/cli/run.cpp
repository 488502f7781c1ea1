// `edgecase run`: exit codes, formats, files, what goes to stdout and what to stderr.
#include <doctest/doctest.h>
#include <nlohmann/json.hpp>

#include "cli/tool.hpp"
#include "support/json_schema.hpp"
#include "support/sanitized.hpp"

using namespace edgecase::test;
using Json = nlohmann::json;

TEST_SUITE("cli") {
  TEST_CASE("run prints the verdict first and nothing else than the report on stdout") {
    const Tool edgecase;
    if (!edgecase.ready()) return;
    edgecase.write("s.yaml", small_scenario());
    const Answer answer = edgecase("run s.yaml --replications 3 --seed 7");
    CHECK(answer.code == 0);
    CHECK(answer.out.starts_with("DONE small · 3 replications · seed 7 ·"));
    CHECK(has(answer.out, "Latency of answered requests, ms"));
    CHECK(has(answer.out, "\nNext: edgecase compare s.yaml --set "));
    CHECK(has(answer.err, "requests in"));
    CHECK_FALSE(has(answer.err, "\r"));  // no progress where nobody watches
  }

  TEST_CASE("the same seed gives the same bytes with one thread and with two") {
    const Tool edgecase;
    if (!edgecase.ready()) return;
    edgecase.write("s.yaml", small_scenario());
    for (const std::string format : {"text", "json", "csv", "md"}) {
      CAPTURE(format);
      const Answer one = edgecase("run s.yaml --replications 4 -j 1 --format " + format);
      const Answer two = edgecase("run s.yaml --replications 4 -j 2 --format " + format);
      CHECK(one.code == 0);
      CHECK(one.out.size() > 500);
      CHECK(one.out == two.out);
    }
    const Answer other = edgecase("run s.yaml --replications 4 --seed 43 --format csv");
    CHECK(other.out != edgecase("run s.yaml --replications 4 --seed 42 --format csv").out);
  }

  TEST_CASE("an objective that is met exits 0, missed 3, inconclusive 5 with --strict") {
    const Tool edgecase;
    if (!edgecase.ready()) return;
    edgecase.write("kept.yaml", small_scenario("thresholds: {latency.p50: [\"< 10s\"]}\n"));
    edgecase.write("broken.yaml", small_scenario("thresholds: {latency.p50: [\"> 10s\"]}\n"));
    const Answer kept = edgecase("run kept.yaml --replications 3");
    CHECK(kept.code == 0);
    CHECK(kept.out.starts_with("PASS"));
    const Answer broken = edgecase("run broken.yaml --replications 3");
    CHECK(broken.code == 3);
    CHECK(broken.out.starts_with("FAIL"));
    // One replication has no interval, so nothing can be said.
    const Answer inconclusive = edgecase("run kept.yaml --replications 1");
    CHECK(inconclusive.code == 0);
    CHECK(inconclusive.out.starts_with("INCONCLUSIVE"));
    CHECK(edgecase("run kept.yaml --replications 1 --strict").code == 5);
    CHECK(edgecase("run kept.yaml --replications 3 --strict").code == 0);
  }

  TEST_CASE("a wrong scenario exits 2 with its place, and nothing on stdout") {
    const Tool edgecase;
    if (!edgecase.ready()) return;
    edgecase.write("s.yaml", small_scenario("desing: {}\n"));
    const Answer answer = edgecase("run s.yaml");
    CHECK(answer.code == 2);
    CHECK(answer.out.empty());
    CHECK(has(answer.err, "error[EC0104]"));
    CHECK(has(answer.err, "s.yaml:13:1"));
    CHECK(has(answer.err, "did you mean `design`?"));
  }

  TEST_CASE("a promise about a metric that does not exist is refused before anything runs") {
    const Tool edgecase;
    if (!edgecase.ready()) return;
    edgecase.write("s.yaml", small_scenario("thresholds: {latensy.p99: [\"< 1s\"]}\n"));
    const Answer answer = edgecase("run s.yaml");
    CHECK(answer.code == 2);
    CHECK(has(answer.err, "latensy"));
    CHECK(has(answer.err, "did you mean"));
  }

  TEST_CASE("a file that is not there is a failure, not a wrong scenario") {
    const Tool edgecase;
    if (!edgecase.ready()) return;
    const Answer answer = edgecase("run nothing.yaml");
    CHECK(answer.code == 1);
    CHECK(has(answer.err, "nothing.yaml"));
    CHECK(has(answer.err, "edgecase examples"));
    const Answer unwritable = edgecase("schema >/dev/full 2>.err #");
    CHECK(unwritable.code == 1);
    CHECK(has(unwritable.err, "cannot write"));
  }

  TEST_CASE("--set changes one value, and repeats in the order given") {
    const Tool edgecase;
    if (!edgecase.ready()) return;
    edgecase.write("s.yaml", small_scenario());
    const Answer answer = edgecase(
        "run s.yaml --print-config --set design.caches.edge.ttl=3s --set 'metadata.tags=[a, b]'");
    CHECK(answer.code == 0);
    CHECK(has(answer.out, "--set:1"));
    CHECK(has(answer.out, "metadata.tags[1]"));
    CHECK(has(answer.out, "--set:2"));
    const Answer wrong = edgecase("run s.yaml --set design.caches.edge.ttl=3");
    CHECK(wrong.code == 2);
    CHECK(has(wrong.err, "write 3s"));
  }

  TEST_CASE("--print-config shows where each value comes from and runs nothing") {
    const Tool edgecase;
    if (!edgecase.ready()) return;
    edgecase.write("s.yaml", small_scenario());
    const Answer answer = edgecase("run s.yaml --print-config");
    CHECK(has(answer.out, "world.network"));
    CHECK(has(answer.out, "s.yaml:5"));
    CHECK(has(answer.out, "assumed: "));
    CHECK(has(answer.out, "default: "));
    CHECK_FALSE(has(answer.err, "requests in"));
    const std::string printed = edgecase("run s.yaml --print-config --format json").out;
    CHECK(edgecase::testing::JsonSchema(edgecase("schema").out).errors(printed) == "");
    const Json json = Json::parse(printed);
    CHECK(json["world"]["network"] == "lab");
    CHECK(json["world"]["clients"].contains("http3"));
  }

  TEST_CASE("-o writes each file in the format of its ending, and stdout stays empty") {
    const Tool edgecase;
    if (!edgecase.ready()) return;
    edgecase.write("s.yaml", small_scenario());
    const Answer answer =
        edgecase("run s.yaml --replications 2 -o r.json -o r.csv -o r.md --output r.txt");
    CHECK(answer.code == 0);
    CHECK(answer.out.empty());
    const Json json = Json::parse(edgecase.read("r.json"));
    CHECK(json["schema_version"] == 1);
    CHECK(json["seed"] == 42);
    CHECK(json["passed"].is_null());
    CHECK(json["metrics"][0]["values"].size() == 2);
    CHECK(json["resolved_scenario"]["metadata"]["name"] == "small");
    CHECK(edgecase::testing::JsonSchema(edgecase("schema result").out)
              .errors(edgecase.read("r.json")) == "");
    CHECK(edgecase.read("r.csv").starts_with("metric,"));
    CHECK(has(edgecase.read("r.md"), "| --- |"));
    CHECK(edgecase.read("r.txt").starts_with("DONE"));
    const Answer unknown = edgecase("run s.yaml -o r.docx");
    CHECK(unknown.code == 2);
    CHECK(has(unknown.err, "r.docx"));
  }

  TEST_CASE("a saved result is named where a scenario is wanted") {
    const Tool edgecase;
    if (!edgecase.ready()) return;
    edgecase.write("s.yaml", small_scenario());
    REQUIRE(edgecase("run s.yaml -q --replications 2 -o r.json").code == 0);
    for (const std::string words : {"run r.json", "check r.json", "compare r.json --set a=1"}) {
      const Answer answer = edgecase(words);
      CAPTURE(answer.err);
      CHECK(answer.code == 2);
      CHECK(has(answer.err, "r.json is a saved result, not a scenario"));
    }
  }

  TEST_CASE("a precision that is not reached says how far it came") {
    const Tool edgecase;
    if (!edgecase.ready()) return;
    edgecase.write("s.yaml", small_scenario());
    const std::string text = edgecase("run s.yaml -q --precision 0.0000001%").out;
    CHECK(has(text, "400 replications"));
    CHECK(has(text, "was not reached after 400 replications"));
    CHECK_FALSE(has(edgecase("run s.yaml -q --precision 90%").out, "was not reached"));
  }

  TEST_CASE("a report is as wide as COLUMNS says, 100 without a terminal, and longer with -v") {
    const Tool edgecase;
    if (!edgecase.ready()) return;
    edgecase.write("s.yaml", small_scenario("thresholds: {latency.p50: [\"< 10s\"]}\n"));
    const std::string run = "run s.yaml --replications 3 -q ";
    const auto widest = [](const std::string& text) {
      std::size_t most = 0;
      for (const std::string& line : lines_of(text)) {
        if (line.starts_with("Next: ")) continue;  // to be pasted
        std::size_t width = 0;
        for (const char c : line) width += (c & 0xC0) != 0x80;
        most = std::max(most, width);
      }
      return most;
    };
    const std::string usual = edgecase(run, "COLUMNS=").out;
    CHECK(widest(usual) <= 100);
    CHECK(edgecase(run, "COLUMNS=x").out == usual);
    CHECK(widest(edgecase(run, "COLUMNS=60").out) <= 60);
    CHECK(widest(edgecase(run, "COLUMNS=200").out) > 100);
    const std::string longer = edgecase(run + "-v", "COLUMNS=").out;
    CHECK(lines_of(longer).size() > lines_of(usual).size());
    CHECK(has(longer, "Provider's cost to serve"));
    CHECK_FALSE(has(usual, "Provider's cost to serve"));
  }

  TEST_CASE("the report of a shipped scenario fits on a page and answers its question first") {
    const Tool edgecase;
    if (!edgecase.ready()) return;
    const std::string shop = std::string(EDGECASE_SOURCE_DIR) + "/scenarios/image-shop.yaml";
    const std::string text = edgecase("run " + shop + " --replications 2", "COLUMNS=").out;
    CHECK(lines_of(text).size() <= 60);
    std::size_t at = 0;
    for (const char* part : {"image-shop ·", "\nAnswer: The upper tier answers ", "\nWhy", "\nBill",
                             "\nLatency", "\nDefaults", "\nNext: edgecase compare "}) {
      CAPTURE(part);
      const std::size_t found = text.find(part, at);
      CHECK(found != std::string::npos);
      at = std::min(found, text.size());
    }
  }

  TEST_CASE("the next command fits what was run, and can be run") {
    const Tool edgecase;
    if (!edgecase.ready()) return;
    const auto next = [&](const std::string& words) {
      const std::string text = edgecase("run " + words).out;
      const std::size_t at = text.find("\nNext: edgecase ");
      return at == std::string::npos ? "" : text.substr(at + 16, text.find('\n', at + 1) - at - 16);
    };
    edgecase.write("s.yaml", small_scenario());
    const std::string cached = next("s.yaml --replications 2");
    CHECK(cached == "compare s.yaml --set 'design.caches.edge.upper_tier={per: region}'");
    CHECK(edgecase(cached + " --replications 2").code == 0);
    // After a changed run: what the change did.
    CHECK(next("s.yaml --replications 2 --set design.caches.edge.ttl=1s") ==
          "compare s.yaml --set design.caches.edge.ttl=1s");
    CHECK(next("s.yaml --replications 2 --set 'world.faults=[{kind: origin_down, at: 3s, "
               "duration: 2s}]'")
              .starts_with("compare s.yaml --set 'world.faults="));
    CHECK(next("- --replications 2 <s.yaml").empty());
  }

  TEST_CASE("- reads the scenario from stdin") {
    const Tool edgecase;
    if (!edgecase.ready()) return;
    edgecase.write("s.yaml", small_scenario());
    const Answer answer = edgecase("run - --replications 2 <s.yaml");
    CHECK(answer.code == 0);
    CHECK(answer.out.starts_with("DONE small"));
  }

  TEST_CASE("colour comes on demand, and NO_COLOR forbids it where it would be automatic") {
    const Tool edgecase;
    if (!edgecase.ready()) return;
    edgecase.write("s.yaml", small_scenario());
    const std::string run = "run s.yaml --replications 1 -q ";
    CHECK_FALSE(has(edgecase(run).out, "\033["));
    CHECK(has(edgecase(run + "--color always").out, "\033["));
    CHECK(has(edgecase(run, "FORCE_COLOR=1").out, "\033["));
    CHECK_FALSE(has(edgecase(run, "FORCE_COLOR=1 NO_COLOR=1").out, "\033["));
    CHECK_FALSE(has(edgecase(run + "--color never", "FORCE_COLOR=1").out, "\033["));
  }

  TEST_CASE("--quiet leaves stderr empty when all is well") {
    const Tool edgecase;
    if (!edgecase.ready()) return;
    edgecase.write("s.yaml", small_scenario());
    CHECK(edgecase("run s.yaml --replications 1 --quiet").err.empty());
  }

  TEST_CASE("run writes its bill as lines and as a waterfall") {
    const Tool edgecase;
    if (!edgecase.ready()) return;
    edgecase.write("s.yaml", small_scenario());
    const Answer answer = edgecase("run s.yaml --bill lines.csv --bill fall.svg");
    CHECK(has(answer.err, "wrote lines.csv"));
    const std::string lines = edgecase.read("lines.csv");
    std::size_t commas = 0;
    for (const char c : lines.substr(0, lines.find('\n'))) commas += c == ',';
    CHECK(commas == 16);
    for (const char* part :
         {"\nfee,cloudflare-2026/plan", "\nusage,", "edge.egress_bytes", "\ntotal"}) {
      CAPTURE(part);
      CHECK(has(lines, part));
    }
    CHECK(has(edgecase.read("fall.svg"), ">total"));
    CHECK(edgecase("run s.yaml --bill lines.json").code == 2);
  }

  TEST_CASE("numbers beyond reason are refused before anything runs") {
    const Tool edgecase;
    if (!edgecase.ready()) return;
    edgecase.write("s.yaml", small_scenario());
    CHECK(has(edgecase("run s.yaml -j 4294967296").err, "`--jobs` must be at most 1024"));
    CHECK(has(edgecase("run s.yaml --replications 1000000000000000000").err,
              "`--replications` must be at most 100000"));
    CHECK(has(edgecase("run s.yaml --set world.sample=201%").err, "must be at most 50%"));
    CHECK(has(edgecase("run s.yaml --set world.horizon.warm_up=100000d").err, "at most 20d"));
  }

  TEST_CASE("a run fits into eight gigabytes of address space, and says when it does not fit") {
    const Tool edgecase;
    if (!edgecase.ready() || edgecase::testing::sanitized) return;  // sanitizers reserve terabytes
    edgecase.write("s.yaml", small_scenario());
    CHECK(edgecase("run s.yaml -j 8 --replications 8 -q", "ulimit -v 8000000;").code == 0);
    const Answer tight = edgecase("run s.yaml -j 1 -q", "ulimit -v 150000;");
    CHECK(tight.code == 1);
    CHECK(has(tight.err, "not enough memory"));
    CHECK(has(tight.err, "world.sample"));
  }

  TEST_CASE("an audited run says that its numbers are possible") {
    const Tool edgecase;
    if (!edgecase.ready()) return;
    edgecase.write("s.yaml", small_scenario());
    const Answer answer = edgecase("run s.yaml --audit");
    CHECK(answer.code == 0);
    CHECK(has(answer.err, "audit: all numbers are possible"));
  }

  TEST_CASE("an interrupted run exits 130 without a result") {
    const Tool edgecase;
    if (!edgecase.ready()) return;
    edgecase.write("s.yaml", small_scenario());
    // The signal is sent as soon as the process catches it (bit 1 of the mask), never before; and
    // not to the shell's own copy that has yet to become it.
    const Answer answer = edgecase(
        "run s.yaml --set world.horizon.measure=100h -q 2>.err & "
        "until grep -q edgecase /proc/$!/comm && "
        "grep -q '^SigCgt:.*[2367abef]$' /proc/$!/status; do "
        "[ -d /proc/$! ] || exit 99; sleep 0.05; done; kill -INT $!; wait $!; exit $? #");
    CHECK(answer.code == 130);
    CHECK(has(answer.err, "interrupted"));
  }
}
