// What is said of a trace that cannot be read: the record, its place, what is wrong, what to do.
#include "support/traces.hpp"

#include <doctest/doctest.h>

#include "load/text/render.hpp"
#include "load/trace/trace.hpp"

using namespace edgecase;
using namespace edgecase::test;

namespace {

/// "EC0301:line:column: message | label"
std::string trace_said(const Diagnostic& d) {
  return d.code + ":" + std::to_string(d.line) + ":" + std::to_string(d.column) + ": " + d.message +
         (d.label.empty() ? "" : " | " + d.label);
}

std::string refusal(const std::string& name, const std::string& text,
                    const TraceOptions& options = {}) {
  TraceFolder folder;
  folder.read(name, text, options);
  return folder.problems.size() == 1 ? trace_said(folder.problems[0])
                                     : std::to_string(folder.problems.size()) + " problems";
}

}  // namespace

TEST_SUITE("diagnostics") {
  TEST_CASE("a million lines with one bad record are refused at that record") {
    TraceFolder folder;
    std::string text = "key,size\n";
    text.reserve(10'000'000);
    for (int i = 1; i <= 1'000'000; ++i)
      text += i == 765'432 ? "k,1x\n" : "k" + std::to_string(i % 1000) + ",7\n";
    Diagnostics diagnostics;
    const auto file = folder.write("million.csv", text);
    CHECK_FALSE(read_trace(file, {}, diagnostics));
    CHECK(render_text(diagnostics) ==
          "error[EC0301]: record 765432: `1x` is not a size\n"
          "      --> " +
              file.string() +
              ":765433:3   record 765432\n"
              "765433 | k,1x\n"
              "       |   ^^ bytes, as a whole number\n");
  }

  TEST_CASE("each kind of bad record says what is wrong with it") {
    const std::string head = "key,size,time\na,1,0\n";
    CHECK(refusal("t.csv", head + "b,0,1\n") ==
          "EC0301:3:3: record 2: `0` is not a size | an object has at least 1 byte");
    CHECK(refusal("t.csv", head + "b,-5,1\n") ==
          "EC0301:3:3: record 2: `-5` is not a size | an object has at least 1 byte");
    CHECK(refusal("t.csv", head + "b,1.5,1\n") ==
          "EC0301:3:3: record 2: `1.5` is not a size | bytes, as a whole number");
    CHECK(refusal("t.csv", head + "b,99999999999999,1\n") ==
          "EC0301:3:3: record 2: `99999999999999` is not a size | at most 64 GiB");
    CHECK(refusal("t.csv", head + "b,,1\n") ==
          "EC0301:3:3: record 2: the size is missing | bytes, as a whole number");
    CHECK(refusal("t.csv", head + ",5,1\n") == "EC0301:3:1: record 2: the key is empty");
    CHECK(refusal("t.csv", head + "b,5\n") ==
          "EC0301:3:1: record 2: 2 cells, but the table has 3 columns");
    CHECK(refusal("t.csv", head + "b,5,noon\n") ==
          "EC0301:3:5: record 2: `noon` is not a time | seconds, as a number");
    CHECK(refusal("t.csv", head + "\"b,5,1\n") ==
          "EC0301:3:1: record 2: unclosed quote | close it; double any quotes inside the text");
    CHECK(refusal("t.csv", head + "b,5,1\n" + std::string(2'000'000, 'x')) ==
          "EC0301:4:1: a line of more than 1 MiB");
  }

  TEST_CASE("several bad records are told at once, in the order of the file") {
    TraceFolder folder;
    std::string text = "key,size\n";
    for (int i = 0; i < 30; ++i) text += i % 2 == 0 ? "a,1\n" : "a,x\n";
    folder.read("t.csv", text);
    REQUIRE(folder.problems.size() == 15);
    CHECK(folder.problems[0].line == 3);
    CHECK(folder.problems[14].line == 31);
    CHECK(folder.problems[14].path == "record 30");
    text = "key,size\n";
    for (int i = 0; i < 1000; ++i) text += "a,x\n";
    folder.read("t.csv", text);
    CHECK(folder.problems.size() == 20);
  }

  TEST_CASE("binary records are refused by number and byte") {
    TraceFolder folder;
    std::vector<OracleRecord> records(5000, {1, 2, 3});
    records[4321].size = 0;
    folder.read("t.bin", oracle_bytes(records));
    REQUIRE(folder.problems.size() == 1);
    CHECK(trace_said(folder.problems[0]) == "EC0301:0:0: record 4322: the size is 0 bytes");
    CHECK(folder.problems[0].path == "record 4322, byte 103704");
    records[4321] = {1, 2, 3, -2};
    folder.read("t.bin", oracle_bytes(records));
    CHECK(trace_said(folder.problems.at(0)) ==
          "EC0301:0:0: record 4322: its next request is number -2");
  }

  TEST_CASE("a file that was cut off says where it ends") {
    TraceFolder folder;
    const std::string bytes = oracle_bytes(std::vector<OracleRecord>(100, {1, 2, 3}));
    folder.read("t.bin", bytes.substr(0, 100 * 24 - 7));
    REQUIRE(folder.problems.size() == 1);
    CHECK(trace_said(folder.problems[0]) ==
          "EC0302:0:0: record 100: the file ends after 17 of its 24 bytes");
    CHECK(folder.problems[0].path == "record 100, byte 2376");
    const std::string zst = packed(bytes);
    folder.read("t.bin.zst", zst.substr(0, zst.size() - 3));
    REQUIRE(folder.problems.size() == 1);
    CHECK(folder.problems[0].code == "EC0305");
    CHECK(folder.problems[0].message.starts_with(
        "the compressed data ends in the middle of a Zstandard frame, after "));
    std::string damaged = zst;
    damaged.replace(7, 3, "\xFF\xFF\xFF");  // no such kind of block
    folder.read("t.bin.zst", damaged);
    REQUIRE(folder.problems.size() == 1);
    CHECK(
        trace_said(folder.problems[0]).starts_with("EC0305:0:0: the compressed data is damaged: "));
  }

  TEST_CASE("a trace without requests is refused") {
    CHECK(refusal("t.csv", "key,size\n") == "EC0304:0:0: the trace has no requests");
    CHECK(refusal("t.txt", "") == "EC0304:0:0: the trace has no requests");
    CHECK(refusal("t.bin", "") == "EC0304:0:0: the trace has no requests");
    CHECK(refusal("t.zst", packed("")) == "EC0304:0:0: the trace has no requests");
  }

  TEST_CASE("columns that are not found are named, with those there are") {
    TraceFolder folder;
    folder.read("t.csv", "when,name,bites\n1,a,2\n");
    CHECK(trace_said(folder.problems.at(0)) == "EC0303:1:1: no column for the key found");
    CHECK(folder.problems[0].hint.starts_with("columns: when, name, bites; "));
    folder.read("t.csv", "key,bites\na,2\n");
    CHECK(folder.problems.at(0).hint.find("size=none") != std::string::npos);
    CHECK(refusal("t.csv", "url,bites\na,2\n", {.columns = {.size = "bits"}}) ==
          "EC0303:1:1: there is no column `bits` | did you mean `bites`?");
    CHECK(refusal("t.csv", "a,2\n", {.columns = {.key = "1", .size = "3"}}) ==
          "EC0303:1:1: there is no column 3 | 2 columns, counted from 1");
    // Numbers choose columns of a table with a header too.
    CHECK(folder.read("t.csv", "key,size\na,2\n", {.columns = {.key = "1", .size = "2"}})
              .requests.size() == 1);
  }

  TEST_CASE("times out of order are a warning at the first such record") {
    TraceFolder folder;
    const Trace trace = folder.read("t.csv", "key,size,time\na,1,5\nb,1,4\nc,1,6\nd,1,3\n");
    CHECK(trace.requests.size() == 4);
    CHECK(trace.last_time - trace.first_time == doctest::Approx(3));
    REQUIRE(folder.problems.size() == 1);
    CHECK(folder.problems[0].severity == Severity::warning);
    CHECK(trace_said(folder.problems[0]) == "EC0903:0:0: time runs backwards 2 times");
    CHECK(folder.problems[0].path == "record 2");
  }

  TEST_CASE("a map of columns is refused where it is wrong") {
    Diagnostics diagnostics;
    CHECK_FALSE(parse_trace_columns("--columns", "key=a,sise=b,time", diagnostics));
    const auto all = diagnostics.sorted();
    REQUIRE(all.size() == 2);
    CHECK(trace_said(all[0]) ==
          "EC0303:1:7: `sise` is not one of key, size, time, count, op | did you mean `size`?");
    CHECK(all[1].column == 14);
  }
}
