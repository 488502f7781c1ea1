// What is said of a trace that could be read in two ways, cannot be right, or is another kind of
// file: refused by name, with what to do.
#include <doctest/doctest.h>

#include "load/trace/trace.hpp"
#include "support/traces.hpp"

using namespace edgecase;
using namespace edgecase::test;

namespace {

/// "EC0306: message" of the first problem, or how many requests were read.
std::string verdict(const std::string& name, const std::string& text,
                    const TraceOptions& options = {}) {
  TraceFolder folder;
  const Trace trace = folder.read(name, text, options);
  if (folder.problems.empty()) return std::to_string(trace.requests.size()) + " requests";
  const Diagnostic& d = folder.problems.front();
  return d.code + ": " + d.message;
}

std::string numbered(int lines, const std::string& before, const std::string& after) {
  std::string text;
  for (int i = 0; i < lines; ++i) text += before + std::to_string(i) + after + "\n";
  return text;
}

TraceOptions chosen_columns(const std::string& text) {
  Diagnostics none;
  TraceOptions options;
  options.columns = *parse_trace_columns("--columns", text, none);
  return options;
}

}  // namespace

TEST_SUITE("diagnostics") {
  TEST_CASE("a trace whose keys all differ, or are all one, is refused unless told") {
    CHECK(verdict("t.txt", numbered(10, "line", "")) ==
          "EC0306: all 10 requests are for different objects");
    CHECK(verdict("t.txt", numbered(9, "line", "")) == "9 requests");
    CHECK(verdict("t.txt", numbered(10, "line", ""), {.anyway = true}) == "10 requests");
    CHECK(verdict("t.csv", "id,size\n" + numbered(12, "", ",5")) ==
          "EC0306: all 12 requests are for different objects");
    std::string alike;
    for (int i = 0; i < 10; ++i) alike += "GET\n";
    CHECK(verdict("t.txt", alike) == "EC0306: all 10 requests are for one object");
    CHECK(verdict("t.txt", alike + "PUT\n") == "11 requests");
  }

  TEST_CASE("columns that could be read in two ways are refused") {
    CHECK(verdict("t.csv", "object_id,url,size\n1,/a,5\n1,/b,5\n") ==
          "EC0303: more than one column could be the key");
    CHECK(verdict("t.csv", "object_id,url,size\n1,/a,5\n1,/b,5\n", chosen_columns("key=url")) ==
          "2 requests");
    const std::string ambiguous =
        "EC0303: the columns of this table have no names, and can be read in several ways";
    CHECK(verdict("t", "1 5\n2 7\n3 5\n") == ambiguous);
    CHECK(verdict("t", "a b 5\nc d 7\n") == ambiguous);
    CHECK(verdict("t", "1 /a\n2 /b\n3 /a\n") == ambiguous);
    CHECK(verdict("t", "a b 5\nc d 7\n", {.format = TraceFormat::keys}) == "2 requests");
    CHECK(verdict("t", "a b 5\nc d 7\n", chosen_columns("key=2")) ==
          "EC0303: no column for the size found");
    CHECK(verdict("t.log",
                  "#Fields: cs-uri-stem sc-bytes\n/a 5\n#Fields: sc-bytes cs-uri-stem\n"
                  "5 /a\n") == "EC0303: the fields of this log change");
  }

  TEST_CASE("an option that does not apply is refused") {
    const std::string binary = oracle_bytes(std::vector<OracleRecord>{{1, 2, 3}});
    const std::string fixed = "records of oracleGeneral have fixed columns, in seconds";
    CHECK(verdict("t.bin", binary, chosen_columns("key=2")) ==
          "EC0308: `columns` does not apply: " + fixed);
    CHECK(verdict("t.bin", binary, {.time_unit = TimeUnit::ms}) ==
          "EC0308: `time-unit` does not apply: " + fixed);
    TraceOptions keys = chosen_columns("key=2,size=none");
    keys.format = TraceFormat::keys;
    CHECK(verdict("t", "a\nb\n", keys) ==
          "EC0308: `columns` does not apply: a whole line is a key");
    CHECK(verdict("t", "a\nb\n", {.sizes = SizeRule::each}) ==
          "EC0308: `sizes` does not apply: this trace has no sizes");
    CHECK(verdict("t.csv", "key,size\na,1\n", {.time_unit = TimeUnit::ms}) ==
          "EC0308: `time-unit` does not apply: this trace has no times");
    CHECK(verdict("t.csv", "key,size,time\na,1,2025-07-20\n", {.time_unit = TimeUnit::ms}) ==
          "EC0308: `--time-unit` does not apply: the times of this trace are dates");
    CHECK(verdict("t.csv", "key,size\na,1\n", {.operations = {"get"}}) ==
          "EC0308: no column says what operation a record is");
  }

  TEST_CASE("a key column of none is refused") {
    Diagnostics diagnostics;
    CHECK_FALSE(parse_trace_columns("--columns", "key=none", diagnostics));
    CHECK(diagnostics.sorted().at(0).message == "a trace without keys has no objects");
    CHECK_FALSE(parse_trace_columns("--columns", "key=a,key=b", diagnostics));
  }

  TEST_CASE("files of another kind are named") {
    CHECK(verdict("t.csv", std::string("\xFF\xFEk\0e\0y\0", 8)) ==
          "EC0307: this is a text in UTF-16");
    CHECK(verdict("t.csv", std::string("k\0e\0y\0,\0s\0\n\0", 12)) ==
          "EC0307: this is a text in UTF-16");
    CHECK(verdict("t.bz2", "BZh91AY") == "EC0307: this is compressed with bzip2");
    CHECK(verdict("t.parquet", "PAR1....") == "EC0307: this is a Parquet file");
    CHECK(verdict("t.json", "[{\"url\": \"/a\"},\n{\"url\": \"/b\"}]") ==
          "EC0307: a JSON array, not one object per line");
  }

  TEST_CASE("damaged archives, archives of several files and decompression bombs are named") {
    const std::string text = "key,size\n" + numbered(200, "/", ",5");
    const std::string gz = gzipped(text);
    CHECK(verdict("t.csv.gz", gz.substr(0, gz.size() - 3))
              .starts_with(
                  "EC0305: the compressed data ends in the middle of a gzip member, after "));
    std::string wrong = gz;
    wrong[gz.size() - 6] = static_cast<char>(wrong[gz.size() - 6] ^ 1);
    CHECK(verdict("t.csv.gz", wrong).starts_with("EC0305: the compressed data is damaged: "));
    CHECK(verdict("t.csv.gz", gz + "more").starts_with("EC0305: the compressed data is damaged: "));
    const std::string xz = xz_packed(text);
    CHECK(
        verdict("t.csv.xz", xz.substr(0, xz.size() - 3))
            .starts_with("EC0305: the compressed data ends in the middle of an xz stream, after "));
    const std::string member = zip_member("t.csv", text, true, true);
    CHECK(verdict("t.zip", member + member + zip_directory)
              .starts_with("EC0305: the zip archive has several files, after "));
    CHECK(verdict("t.zip", member.substr(0, member.size() - 20)).starts_with("EC0305: "));
    std::string zip = member;
    zip[member.size() - 12] = static_cast<char>(zip[member.size() - 12] ^ 1);
    CHECK(verdict("t.zip", zip + zip_directory)
              .starts_with("EC0305: the compressed data is damaged: a wrong checksum"));
    std::string line(1000, 'x');
    line.back() = '\n';
    std::string bomb;
    for (int i = 0; i < 80'000; ++i) bomb += line;
    CHECK(verdict("bomb.zst", packed(bomb))
              .starts_with("EC0305: the file unpacks to more than 500 times its size, after "));
  }

  TEST_CASE("a header of more than 1 MiB is refused as a line, not as an empty file") {
    CHECK(verdict("t.csv", "key,size," + std::string(2'000'000, 'x') + "\na,1\n") ==
          "EC0301: a line of more than 1 MiB");
    CHECK(verdict("t.txt", std::string(2'000'000, 'x') + "\na\n") ==
          "EC0301: a line of more than 1 MiB");
    CHECK(verdict("t.csv", "key,size," + std::string(900'000, 'x') + "\na,1,\n") == "1 requests");
  }
}
