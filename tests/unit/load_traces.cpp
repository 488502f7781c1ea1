// Traces of requests: formats, columns, sizes, times.
#include <doctest/doctest.h>

#include "load/csv/cells.hpp"
#include "load/trace/interner.hpp"
#include "load/trace/trace.hpp"
#include "support/traces.hpp"

using namespace edgecase;
using namespace edgecase::test;

namespace {

using Numbers = std::vector<std::uint32_t>;
using Sizes = std::vector<std::int64_t>;

}  // namespace

TEST_SUITE("unit") {
  TEST_CASE("trace: oracleGeneral records are 24 little-endian bytes each") {
    TraceFolder folder;
    const std::vector<OracleRecord> records{
        {100, 7, 512, 3}, {101, 0xFFFFFFFFFFFFFFFF, 70000}, {160, 7, 512}};
    for (const bool compressed : {false, true}) {
      const std::string bytes = oracle_bytes(records);
      const Trace trace = folder.read(compressed ? "t.oracleGeneral.bin.zst" : "t.bin",
                                      compressed ? packed(bytes) : bytes);
      CHECK(trace.format == TraceFormat::oracle_general);
      CHECK(trace.requests == Numbers{0, 1, 0});
      CHECK(trace.object_sizes == Sizes{512, 70000});
      CHECK(trace.footprint == 70512);
      CHECK(trace.bytes == 71024);
      CHECK(trace.last_time - trace.first_time == doctest::Approx(60));
    }
  }

  TEST_CASE("trace: a binary file is known by its zeros, whatever its name") {
    TraceFolder folder;
    const std::vector<OracleRecord> records{{0, 1, 5}};
    CHECK(folder.read("t", oracle_bytes(records)).format == TraceFormat::oracle_general);
    CHECK(folder.read("t.csv", oracle_bytes(records)).format == TraceFormat::oracle_general);
  }

  TEST_CASE("trace: never is written as -1 or as the largest number") {
    TraceFolder folder;
    const std::vector<OracleRecord> records{{0, 1, 5, -1}, {0, 2, 5, INT64_MAX}};
    CHECK(folder.read("t.bin", oracle_bytes(records)).requests.size() == 2);
  }

  TEST_CASE("trace: columns of a CSV may stand in any order under any usual name") {
    TraceFolder folder;
    const Trace a = folder.read("a.csv", "time,key,size\n1,x,10\n2,y,20\n4.5,x,10\n");
    CHECK(a.format == TraceFormat::csv);
    CHECK(a.requests == Numbers{0, 1, 0});
    CHECK(a.object_sizes == Sizes{10, 20});
    CHECK(a.last_time - a.first_time == doctest::Approx(3.5));
    const Trace b = folder.read("b", "\xEF\xBB\xBFobj_size; Object-ID\r\n10; x\r\n20;y\r\n10;x");
    CHECK(b.requests == a.requests);
    CHECK(b.object_sizes == a.object_sizes);
    CHECK_FALSE(b.has_times);
    const Trace c = folder.read("c.tsv", "URL\tnote\tbytes\nx\t\t10\ny\t\t20\nx\t-\t10\n");
    CHECK(c.requests == a.requests);
  }

  TEST_CASE("trace: quoted cells hold commas and doubled quotes") {
    TraceFolder folder;
    const Trace trace = folder.read(
        "q.csv", "size,key\n1,\"a,b\"\n2,\"say \"\"hi\"\"\"\n1, \"a,b\" \n3,\"\"\"\"\n4,a\n");
    CHECK(trace.requests == Numbers{0, 1, 0, 2, 3});
    CHECK(trace.object_sizes == Sizes{1, 2, 3, 4});
  }

  TEST_CASE("trace: unusual columns are named, or counted where there is no header") {
    TraceFolder folder;
    Diagnostics none;
    TraceOptions options;
    options.columns = *parse_trace_columns("--columns", "key=cs-uri,size=sc-bytes,time=none", none);
    const std::string rows = "later,5,/a\nnever,6,/b\n";
    CHECK(folder.read("l.csv", "date,sc-bytes,cs-uri\n" + rows, options).object_sizes ==
          Sizes{5, 6});
    options.columns = *parse_trace_columns("--columns", "key=3,size=2", none);
    options.format = TraceFormat::csv;
    CHECK(folder.read("m", rows, options).object_sizes == Sizes{5, 6});
    options.columns = *parse_trace_columns("--columns", "key=3,size=none", none);
    const Trace sizeless = folder.read("m", rows, options);
    CHECK(sizeless.object_sizes == Sizes{1, 1});
    CHECK_FALSE(sizeless.has_sizes);
    CHECK(none.empty());
  }

  TEST_CASE("trace: plain keys are any text, one a line, of 1 byte each") {
    TraceFolder folder;
    const Trace trace = folder.read("k.txt", "a b\n\xFF\xC3\r\n\na b\n,,\na\n");
    CHECK(trace.format == TraceFormat::keys);
    CHECK(trace.requests == Numbers{0, 1, 0, 2, 3});
    CHECK(trace.footprint == 4);
    CHECK(folder.read("k.zst", packed("a b\n\xFF\xC3\na b\n,,\na")).requests == trace.requests);
  }

  TEST_CASE("trace: an object keeps its first size, or each request counts its own") {
    TraceFolder folder;
    const std::string text = "key,size\na,10\na,30\nb,5\na,10\n";
    const Trace first = folder.read("s.csv", text);
    CHECK(first.bytes == 35);
    CHECK(first.footprint == 15);
    CHECK(first.resized == 1);
    CHECK(first.size_of(1) == 10);
    const Trace each = folder.read("s.csv", text, {.sizes = SizeRule::each});
    CHECK(each.bytes == 55);
    CHECK(each.footprint == 15);
    CHECK(each.size_of(1) == 30);
    CHECK(each.size_of(3) == 10);
  }

  TEST_CASE("trace: frames of Zstandard that follow each other are one trace") {
    TraceFolder folder;
    const Trace trace = folder.read("f.zst", packed("a\nb\n") + packed("") + packed("c\na"));
    CHECK(trace.requests == Numbers{0, 1, 2, 0});
  }

  TEST_CASE("trace: records may cross the borders of what is read at once") {
    TraceFolder folder;
    std::string text = "key,size\n";
    for (int i = 0; i < 60'000; ++i)
      text += "https://example.org/" + std::to_string(i * 7919 % 20'000) + ",12\n";
    REQUIRE(text.size() > 1'500'000);
    const Trace plain = folder.read("big.csv", text);
    CHECK(plain.requests.size() == 60'000);
    CHECK(plain.objects() == 20'000);
    CHECK(folder.read("big.csv.zst", packed(text)).requests == plain.requests);
  }

  TEST_CASE("trace: names that differ never share a number, and equal ones always do") {
    TextInterner texts;
    NumberInterner numbers;
    for (int round = 0; round < 2; ++round) {
      std::vector<std::uint64_t> keys;
      for (std::uint32_t i = 0; i < 100'000; ++i) {
        texts.push(std::string(i % 40, 'x') + std::to_string(i));
        keys.push_back(std::uint64_t{i} << 40);
        if (texts.pending() < TextInterner::batch) continue;
        const auto got = texts.intern();
        for (std::uint32_t k = 0; k < got.size(); ++k) REQUIRE(got[k] == i - 31 + k);
      }
      Numbers out(keys.size());
      numbers.intern(keys, out);
      for (std::uint32_t i = 0; i < out.size(); ++i) REQUIRE(out[i] == i);
    }
    CHECK(texts.size() == 100'000);
    texts.push("");
    texts.push(std::string(1, '\0'));
    texts.push("x41");
    texts.push("");
    const auto odd = texts.intern();
    CHECK(Numbers(odd.begin(), odd.end()) == Numbers{100'000, 100'001, 41, 100'000});
  }

  TEST_CASE("trace: a line ends in a cell even where the cell is empty") {
    CellReader cells(',');
    REQUIRE(cells.read("a,,"));
    REQUIRE(cells.cells().size() == 3);
    CHECK(cells.cells()[2].text.empty());
    REQUIRE(cells.read(""));
    CHECK(cells.cells().size() == 1);
    CHECK_FALSE(cells.read("\"open"));
    CHECK_FALSE(cells.read("\"a\"b,c"));
    CHECK(cells.problem() == 3);
  }

  TEST_CASE("trace: blanks around a cell do not count; tabs are blanks unless they separate") {
    CellReader commas(',');
    REQUIRE(commas.read("\t a b ,\t\"c, d\"\t,"));
    REQUIRE(commas.cells().size() == 3);
    CHECK(commas.cells()[0].text == "a b");
    CHECK(commas.cells()[1].text == "c, d");
    CHECK(commas.cells()[1].quoted());
    CellReader tabs('\t');
    REQUIRE(tabs.read(" a\t\tb "));
    REQUIRE(tabs.cells().size() == 3);
    CHECK(tabs.cells()[2].text == "b");
  }
}
