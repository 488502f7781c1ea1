// `edgecase case` as candidates and coaches use it, on a small queue.
// Expected values: the contract; by hand.
#include "support/practice.hpp"

#include <doctest/doctest.h>

#include "cli/tool.hpp"

using namespace edgecase::test;

namespace {

/// The tool with a case in `queue`, and a clock and progress of its own.
struct Practice {
  Tool tool;
  Practice() {
    std::filesystem::create_directories(tool.folder() / "queue");
    tool.write("queue/case.yaml", queue_case(queue_extras()));
    tool.write("queue/world.yaml", queue_world());
  }
  Answer operator()(const std::string& arguments, const std::string& minute = "00") const {
    return tool("case " + arguments,
                "EDGECASE_NOW=2026-12-01T10:" + minute + ":00Z EDGECASE_PROGRESS=progress.sqlite");
  }
};

const char* const cached = "case: queue-up\ndesign: {routes: {all: {cache: edge}}}\n";

}  // namespace

TEST_SUITE("cli") {
  TEST_CASE("a session: ask, predict, run, claim, next, submit, debrief, progress") {
    const Practice practice;
    if (!practice.tool.ready()) return;
    CHECK(practice("start queue s").code == 0);
    CHECK(practice("start queue s").code == 1);  // never overwritten
    CHECK(has(practice("ask -C s the load").out, "knows nothing"));
    CHECK(practice("ask -C s how many rps").out == "tok-answer (3 points)\n");
    CHECK(practice("ask -C s rps again").out == "tok-answer\n");
    CHECK(has(practice("predict -C s hits 20ms 300ms").out, "code: "));
    CHECK(practice("predict -C s hits 300ms 20ms").code == 2);
    CHECK(has(practice("predict -C s hist 1% 2%").err, "did you mean `hits`?"));
    CHECK(practice("next -C s").out == "Not yet: after 1 runs; 0 so far.\n");

    const Answer first = practice("run -C s", "10");
    CHECK(first.code == 0);
    CHECK(has(first.out, "30 of 90 points"));
    CHECK(has(practice("predict -C s hits 20ms 300ms").err, "forecasts come before the run"));
    practice.tool.write("s/design.yaml", cached);
    CHECK(has(practice("run -C s", "12").out, "90 of 90 points"));
    CHECK(practice("claim -C s 'hit_ratio is above 10%'").out.starts_with("holds: it is "));
    CHECK(practice("claim -C s 'hit_ratio is above 99%'").out.starts_with("fails: it is "));
    CHECK(practice("claim -C s 'hits are many'").code == 2);
    CHECK(has(practice("next -C s").out, "tok-reveal"));
    CHECK(has(practice("submit -C s", "20").out,
              "Submitted: 97 points = 90 (rows) + 10 (claims) - 3 (facts and hints)"));
    CHECK(practice("run -C s").code == 1);  // closed

    CHECK(practice("debrief -C s < /dev/null").code == 2);  // three answers come first
    practice.tool.write("answers", "a\nb\nc\n");
    const Answer debrief = practice("debrief -C s -o brief.html < answers");
    CHECK(debrief.code == 0);
    CHECK(has(debrief.out, "90 (rows) + 10 (claims) - 3 (facts and hints) = 97 of 100 points"));
    for (const char* hidden : {"tok-because", "tok-reference", "3.875", "tok-naive"})
      CHECK_FALSE(has(debrief.out + practice.tool.read("brief.html"), hidden));
    CHECK(has(practice("debrief -C s --reveal all").out, "3.875s"));

    CHECK(has(practice("progress").out, "queue-up"));
    CHECK(has(practice("progress").out, "not yet known"));
    practice("progress --export p.csv");
    // 10 + 2 + 20 minutes: what came in between seemed earlier, as with a clock that goes back.
    CHECK(
        has(practice.tool.read("p.csv"), "queue-up,1,0,2026-12-01T10:20:00Z,32.0,97,hits,20,300,"));
  }

  TEST_CASE("a session that was tampered with, or of a case that changed, is refused") {
    const Practice practice;
    if (!practice.tool.ready()) return;
    practice("start queue s");
    practice("predict -C s hits 20ms 300ms");
    practice("pause -C s");
    std::string log = practice.tool.read("s/session.jsonl");
    const std::string whole = log;
    log.replace(log.find("\"hi\":300"), 8, "\"hi\":400");
    practice.tool.write("s/session.jsonl", log);
    CHECK(has(practice("run -C s").err, "line 3 does not follow from line 2"));
    // A line that was cut off is dropped, and the next one follows.
    practice.tool.write("s/session.jsonl", whole + "{\"n\":4,\"ev");
    CHECK(practice("run -C s").code == 0);
    CHECK(practice("run -C s").code == 0);
    practice.tool.write("queue/case.yaml", queue_case(queue_extras()) + "# changed\n");
    CHECK(has(practice("run -C s").err, "has changed since this session began"));
    CHECK(has(practice("run").err, "there is no session"));
  }

  TEST_CASE("an interview asks about this design, takes answers, and goes on where it stopped") {
    const Practice practice;
    if (!practice.tool.ready()) return;
    const std::string answers =
        "ask rps\ngo\ngo\nchange design.nothing=1\ngo\nrank latency, egress, attack, access\n"
        "number 1s 2s\nchange design.caches.edge.ttl=4s\n"
        "change design.routes.all.cache=edge\nclaim hit_ratio is above 10%\n";
    practice.tool.write("answers", answers);
    practice("start queue s");
    const Answer whole = practice("interview -C s < answers");
    CHECK(whole.code == 0);
    CHECK(has(whole.err, "design.nothing"));
    CHECK(has(whole.out, "The first three count."));
    CHECK(has(whole.out, "The mean is "));
    CHECK(has(whole.out, "(at stake: 30 points in offload)"));
    CHECK(has(whole.out, "0 of 30 points are won back"));  // a cache that no route uses
    CHECK(has(whole.out, "That is less than half. What else?"));
    CHECK(has(whole.out, "30 of 30 points are won back"));
    CHECK(has(whole.out, "No other question would cost this design two points."));
    CHECK(has(whole.out, "holds: it is "));
    CHECK(has(whole.out, "1 question: 30 points at stake when asked, 0 now."));
    CHECK(has(whole.out, "earned 100% of what the best order would"));
    for (const char* hidden : {"tok-because", "tok-reference", "3.875", "tok-naive", "tok-reveal"})
      CHECK_FALSE(has(whole.out + practice.tool.read("s/session.jsonl"), hidden));

    // The same answers write the same bytes; so do answers one by one.
    practice("start queue again");
    CHECK(practice("interview -C again < answers").out == whole.out);
    CHECK(practice.tool.read("again/session.jsonl") == practice.tool.read("s/session.jsonl"));
    practice("start queue slow");
    for (std::size_t from = 0; from < answers.size(); from = answers.find('\n', from) + 1) {
      practice.tool.write("one", answers.substr(from, answers.find('\n', from) + 1 - from));
      CHECK(practice("interview -C slow < one").code == 0);
    }
    CHECK(practice.tool.read("slow/session.jsonl") == practice.tool.read("s/session.jsonl"));
    practice("submit -C s");
    CHECK(practice("interview -C s < answers").code == 1);
    practice("build queue -o handed");
    practice("start handed h");
    CHECK(has(practice("interview -C h < answers").err, "no questions of an interviewer"));
  }

  TEST_CASE("a full disk loses no line of a session") {
    const Practice practice;
    if (!practice.tool.ready()) return;
    practice("start queue s");
    const std::string before = practice.tool.read("s/session.jsonl");
    // No file may grow beyond a block: as on a full disk, the write fails in the middle.
    const std::string long_question(4000, 'x');
    const Answer full = practice.tool("case ask -C s " + long_question, "ulimit -f 1; ");
    CHECK(full.code == 1);
    CHECK(has(full.err, "what was there before is still there"));
    CHECK(practice.tool.read("s/session.jsonl") == before);
    CHECK(practice("ask -C s rps").code == 0);
  }

  TEST_CASE("commands at the same time lose no line of a session") {
    const Practice practice;
    if (!practice.tool.ready()) return;
    practice("start queue s");
    // Each either writes its line or says that another one came before it.
    practice(
        "list > /dev/null; for i in 1 2 3 4 5 6; do \"$EDGECASE_BINARY\" case ask -C s rps > "
        "/dev/null 2>> refused & done; wait");
    const std::size_t refused = lines_of(practice.tool.read("refused")).size();
    const std::size_t lines = lines_of(practice.tool.read("s/session.jsonl")).size();
    CHECK(lines + refused == 7);
    CHECK(lines >= 2);
    CHECK(practice("ask -C s rps").code == 0);  // the chain is whole
  }

  TEST_CASE("a class is graded, whatever is among it; again, the same bytes") {
    const Practice practice;
    if (!practice.tool.ready()) return;
    const Tool& tool = practice.tool;
    for (const char* folder : {"class", "class/bob", "class/linked", "class/empty"})
      std::filesystem::create_directories(tool.folder() / folder);
    tool.write("class/ann.yaml", cached);
    tool.write("class/bob/design.yaml", "case: queue-up\n");
    tool.write("class/cheat.yaml", "world: {network: lab}\n");
    tool.write("class/noise.yaml", "\xff\xfe");
    std::filesystem::create_symlink("/etc/passwd", tool.folder() / "class/linked/design.yaml");
    const Answer graded = practice("grade queue class -o g.csv --results-json r -q");
    CHECK(graded.code == 0);
    CHECK(has(graded.out, "2 of 6 graded"));
    const std::string csv = tool.read("g.csv");
    CHECK(has(csv, "\nann,queue-up,1,0,"));
    CHECK(has(csv, ",yes,90,30,30,30,0,0,"));
    CHECK(has(csv, ",yes,30,30,0,0,0,0,"));
    CHECK(has(tool.read("r/cheat.prairielearn.json"), "\"gradable\": false"));
    CHECK_FALSE(has(csv + graded.out, "root:"));
    practice("grade queue class -o g2.csv -q");
    CHECK(tool.read("g2.csv") == csv);
  }

  TEST_CASE("hand-outs can be practised with; what is hidden stays hidden") {
    const Practice practice;
    if (!practice.tool.ready()) return;
    CHECK(practice("build queue -o hand").code == 0);
    CHECK(practice("build queue -o hand").code == 1);  // not empty
    CHECK(practice("start hand s").code == 0);
    CHECK(practice("run -C s").code == 0);
    std::string all;
    for (const char* name : {"hand/case.yaml", "hand/world.yaml", "hand/brief.md", "s/brief.md",
                             "s/design.yaml", "s/run.yaml", "s/session.jsonl"})
      all += practice.tool.read(name);
    CHECK_FALSE(has(all, "tok-"));
    CHECK_FALSE(has(all, "3.875"));
  }

  TEST_CASE("every shipped case is complete, and a new one starts from one") {
    const Practice practice;
    if (!practice.tool.ready()) return;
    const Answer list = practice("list");
    CHECK(list.code == 0);
    CHECK(has(list.out, "cold-at-the-edge"));
    for (const std::string& line : lines_of(list.out))
      if (!line.starts_with(" ")) CHECK(practice("check " + line).code == 0);
    CHECK(practice("new mine").code == 0);
    CHECK(practice("check mine").code == 0);
    CHECK(practice("new mine").code == 1);
    CHECK(practice("new ../mine").code == 2);
  }
}
