// `edgecase case drill`: a conversation in the terminal that loses no answer.
#include <doctest/doctest.h>

#include "cli/tool.hpp"

using namespace edgecase::test;

TEST_SUITE("cli") {
  TEST_CASE("case drill: five answers, a result with sources, a line to share") {
    const Tool edgecase;
    if (!edgecase.ready()) return;
    const std::string words = "case drill --date 2026-12-01 --record drill.jsonl";
    edgecase.write("two", "80 120\nnothing like it\n5 4\n0 7\n-\n");
    const Answer begun = edgecase(words + " < two");
    CHECK(begun.code == 0);
    CHECK(has(begun.out, "1. "));
    CHECK(has(begun.out, "is no interval"));
    CHECK(has(begun.out, "must be below"));
    CHECK(has(begun.out, "not finished"));
    CHECK_FALSE(has(begun.out, "source: "));
    CHECK(lines_of(edgecase.read("drill.jsonl")).size() == 2);
    edgecase.write("three", "1 1000\n1 1000\n1 1000\n");
    const Answer done = edgecase(words + " < three");
    CHECK(done.code == 0);
    CHECK_FALSE(has(done.out.substr(0, done.out.find("3. ")), "2. "));  // only what is left
    CHECK(has(done.out, "you: passed"));
    CHECK(has(done.out, "source: "));
    CHECK(has(done.out, "To share: edgecase drill 2026-12-01 "));
    CHECK(has(done.out, ", 1 day in a row"));
    CHECK(lines_of(edgecase.read("drill.jsonl")).size() == 5);
    const Answer again = edgecase(words + " < /dev/null");
    CHECK(has(again.out, "already answered"));
    CHECK(has(again.out, done.out.substr(done.out.find("To share: "))));
    // The next day asks what surprised most once more.
    edgecase.write("next", "1 2\n1 2\n1 2\n1 2\n1 2\n3 4\n");
    const Answer next = edgecase("case drill --date 2026-12-02 --record drill.jsonl < next");
    CHECK(has(next.out, "Once more, from 2026-12-01: "));
    CHECK(has(next.out, ", 2 days in a row"));
    CHECK(lines_of(edgecase.read("drill.jsonl")).size() == 11);
  }

  TEST_CASE("case drill: a record that is damaged or cannot be written is said") {
    const Tool edgecase;
    if (!edgecase.ready()) return;
    edgecase.write("bad.jsonl", "{\"on\": 1}\n");
    const Answer damaged = edgecase("case drill --record bad.jsonl < /dev/null");
    CHECK(damaged.code == 1);
    CHECK(has(damaged.err, "bad.jsonl:1 is not an answer"));
    edgecase.write("one", "80 120\n");
    const Answer full = edgecase("case drill --record /dev/full < one");
    CHECK(full.code == 1);
    CHECK(has(full.err, "cannot write /dev/full"));
    CHECK(edgecase("case drill --date yesterday < /dev/null").code == 2);
    const Answer home = edgecase("case drill --date 2026-12-01 < one", "XDG_DATA_HOME=$PWD/data");
    CHECK(home.code == 0);
    CHECK(lines_of(edgecase.read("data/edgecase/drill.jsonl")).size() == 1);
  }
}
