// How traces are recognised: logs, tables, clocks, what is skipped and counted.
#include <doctest/doctest.h>

#include "load/trace/trace.hpp"
#include "support/traces.hpp"

using namespace edgecase;
using namespace edgecase::test;

namespace {

using Numbers = std::vector<std::uint32_t>;
using Sizes = std::vector<std::int64_t>;

TraceOptions with_columns(const std::string& text) {
  Diagnostics none;
  TraceOptions options;
  options.columns = *parse_trace_columns("--columns", text, none);
  return options;
}

/// Four requests, /a /b /a /c of 10, 20, 10 and 30 bytes, in 90 seconds.
void check_four(const Trace& trace) {
  CHECK(trace.requests == Numbers{0, 1, 0, 2});
  CHECK(trace.object_sizes == Sizes{10, 20, 30});
  CHECK(trace.last_time - trace.first_time == doctest::Approx(90));
}

std::string joined(const std::vector<std::string>& sentences) {
  std::string all;
  for (const std::string& one : sentences) all += one + "|";
  return all;
}

}  // namespace

TEST_SUITE("unit") {
  TEST_CASE("trace layout: the access log of nginx and Apache, with and without more behind it") {
    TraceFolder folder;
    const auto line = [](const std::string& time, const std::string& path, const char* size) {
      return "192.0.2.1 - bob [20/Jul/2025:" + time + " +0200] \"GET " + path + " HTTP/1.1\" 200 " +
             size;
    };
    const std::string agent = " \"-\" \"Mozilla/5.0 (a [b])\"\n";
    for (const std::string& end : {std::string("\n"), agent}) {
      const Trace trace = folder.read(
          "access.log", line("23:59:00", "/a", "10") + end + line("23:59:30", "/b", "20") + end +
                            line("23:59:59", "/a", "10") + end +
                            "www.example.org:443 2001:db8::1 - - [21/Jul/2025:00:00:30 +0200] "
                            "\"GET /c HTTP/2.0\" 200 30" +
                            end);
      CHECK(trace.format == TraceFormat::combined);
      check_four(trace);
    }
  }

  TEST_CASE("trace layout: W3C logs name their fields, separated by tabs or spaces") {
    TraceFolder folder;
    const std::string cloudfront =
        "#Version: 1.0\n#Fields: date time sc-bytes cs-method cs-uri-stem\n"
        "2025-07-20\t23:59:00\t10\tGET\t/a\n2025-07-20\t23:59:30\t20\tGET\t/b\n"
        "2025-07-20\t23:59:59\t10\tGET\t/a\n2025-07-21\t00:00:30\t30\tGET\t/c\n";
    const Trace tabs = folder.read("E1.2025", cloudfront);
    check_four(tabs);
    CHECK(tabs.reading.key == "`cs_uri_stem` (column 5)");
    std::string iis = cloudfront;
    for (char& c : iis) c = c == '\t' ? ' ' : c;
    check_four(folder.read("u_ex.log", iis));
    CHECK(folder.problems.empty());
  }

  TEST_CASE("trace layout: Squid's access log") {
    TraceFolder folder;
    const auto line = [](const char* time, const char* size, const char* url) {
      return std::string(time) + "    120 192.0.2.1 TCP_MISS/200 " + size + " GET " + url +
             " - HIER_DIRECT/192.0.2.9 text/html\n";
    };
    check_four(folder.read("squid.log", line("1753000000.100", "10", "http://x/a") +
                                            line("1753000010.100", "20", "http://x/b") +
                                            line("1753000020.100", "10", "http://x/a") +
                                            line("1753000090.100", "30", "http://x/c")));
  }

  TEST_CASE("trace layout: JSON lines, members inside members, any order") {
    TraceFolder folder;
    const auto push = [](const char* url, int size, int second, const std::string& more = "") {
      return R"({"ClientRequestURI":")" + std::string(url) + R"(","EdgeResponseBytes":)" +
             std::to_string(size) + R"(,"EdgeStartTimestamp":17530000)" + std::to_string(second) +
             "000000000" + more + "}\n";
    };
    const std::string flat = push("/a", 10, 10) +
                             push("\\/b", 20, 20, R"(,"x":[{"ClientRequestURI":"no"}])") +
                             push("/a", 10, 30) + "{\"EdgeStartTimestamp\":1753000100000000000," +
                             R"("EdgeResponseBytes":30,"ClientRequestURI":"/c"})" + "\n";
    const Trace trace = folder.read("push.ndjson", flat);
    CHECK(trace.format == TraceFormat::json);
    check_four(trace);
    CHECK(trace.reading.time == "`EdgeStartTimestamp` in nanoseconds");
    const auto nested = [](const char* url, int size, const char* time) {
      return std::string(R"({"httpRequest":{"requestUrl":")") + url + R"(","responseSize":")" +
             std::to_string(size) + R"("},"timestamp":"2025-07-20T)" + time + "\"}\n";
    };
    check_four(folder.read("lb.json",
                           nested("/a", 10, "23:59:00.5Z") + nested("/b", 20, "23:59:30Z") +
                               nested("/a", 10, "23:59:59Z") + nested("/c", 30, "24:00:30.5Z")));
  }

  TEST_CASE("trace layout: tables with spaces, pipes and comments, with a header or without") {
    TraceFolder folder;
    check_four(folder.read("t.tr", "0 7 10\n30 8 20\n60 7 10\n90 9 30\n"));
    check_four(folder.read("t.tr", "0\t 7  10\n30 8 20 \n60 7 10\n90 9 30\n"));
    check_four(folder.read("p.log", "time|url|bytes\n0|/a|10\n30|/b|20\n60|/a|10\n90|/c|30\n"));
    const Trace comments = folder.read(
        "c.log",
        "# made by hand\n# time key size\n0 /a 10\n30 /b 20\n# half\n60 /a 10\n90 /c 30\n");
    check_four(comments);
    REQUIRE(comments.reading.skipped.size() == 1);
    CHECK(comments.reading.skipped[0].second == 3);
    const Trace pairs = folder.read("t", "5 10\n9 20\n5 10\n1 20\n");
    CHECK(pairs.requests == Numbers{0, 1, 0, 2});
    CHECK(pairs.object_sizes == Sizes{10, 20, 20});
  }

  TEST_CASE("trace layout: an address is the key rather than an id; the choice is printed") {
    TraceFolder folder;
    const Trace trace = folder.read("t.csv", "id,url,bytes\n1,/a,10\n2,/b,20\n3,/a,10\n");
    CHECK(trace.requests == Numbers{0, 1, 0});
    CHECK(joined(sentences_of(trace.reading)) ==
          "Read as a table separated by commas, with a header: key = `url` (column 2); size = "
          "`bytes` (column 3).|The key is `url`, not `id` (--columns key=NAME chooses another).|");
  }

  TEST_CASE("trace layout: columns are chosen by number too where there is a header") {
    TraceFolder folder;
    const std::string text = "id,url,bytes\n1,/a,10\n2,/b,20\n3,/a,10\n";
    CHECK(folder.read("t.csv", text, with_columns("key=2,size=3")).requests == Numbers{0, 1, 0});
    CHECK(
        folder
            .read("t.log", "1 /a 10\n2 /b 20\n3 /a 10\n", with_columns("key=2,size=none,time=none"))
            .object_sizes == Sizes{1, 1});
  }

  TEST_CASE("trace layout: gzip, xz and zip are unpacked, in several members or one") {
    TraceFolder folder;
    const std::string head = "time,key,size\n0,/a,10\n30,/b,20\n";
    const std::string rest = "60,/a,10\n90,/c,30\n";
    check_four(folder.read("t.csv.gz", gzipped(head + rest)));
    check_four(folder.read("t.csv.gz", gzipped(head) + gzipped(rest) + std::string(512, '\0')));
    check_four(folder.read("t.csv.xz", xz_packed(head) + xz_packed(rest)));
    for (const bool deflated : {false, true})
      check_four(
          folder.read("t.zip", zip_member("t.csv", head + rest, deflated, false) + zip_directory));
    check_four(folder.read("t.zip", zip_member("t.csv", head + rest, true, true) + zip_directory));
    const std::string skippable = std::string("\x5A\x2A\x4D\x18\x03\0\0\0abc", 11);
    check_four(folder.read("t.csv.zst", skippable + packed(head) + skippable + packed(rest)));
  }

  TEST_CASE("trace layout: clocks say their unit by magnitude, by name, or are told") {
    TraceFolder folder;
    const auto seconds = [&](const std::string& name, const std::string& first,
                             const std::string& last, const TraceOptions& options = {}) {
      const Trace trace = folder.read(
          "t.csv", "key,size," + name + "\na,1," + first + "\nb,1," + last + "\n", options);
      return trace.last_time - trace.first_time;
    };
    CHECK(seconds("time", "1753000000", "1753000090") == doctest::Approx(90));
    CHECK(seconds("time", "1753000000000", "1753000090000") == doctest::Approx(90));
    CHECK(seconds("time", "1753000000000000", "1753000090000000") == doctest::Approx(90));
    CHECK(seconds("time", "128166372000000000", "128166372900000000") == doctest::Approx(90));
    CHECK(seconds("time", "1753000000000000000", "1753000090000000000") == doctest::Approx(90));
    CHECK(seconds("time", "0", "90") == doctest::Approx(90));
    CHECK(seconds("time_ms", "0", "90000") == doctest::Approx(90));
    CHECK(seconds("time", "0", "90000", {.time_unit = TimeUnit::ms}) == doctest::Approx(90));
    CHECK(seconds("time", "2024-02-28T23:59:30Z", "2024-02-29T01:01:00+01:00") ==
          doctest::Approx(90));
    CHECK(seconds("time", "2025-07-20 10:00:00.25", "2025-07-20 10:01:30.25") ==
          doctest::Approx(90));
  }

  TEST_CASE("trace layout: records without a size are skipped and counted where that is told") {
    TraceFolder folder;
    const std::string text = "url,size\n/a,10\n/b,0\n/c,-\n/d,\n/a,10\n";
    const Trace trace = folder.read("t.csv", text, {.skip = TraceSkip::unsized});
    CHECK(trace.requests == Numbers{0, 0});
    REQUIRE(trace.reading.skipped.size() == 1);
    CHECK(trace.reading.skipped[0].second == 3);
    const Trace all = folder.read("t.csv", text + "bad\n/e,x\n", {.skip = TraceSkip::invalid});
    CHECK(all.requests == Numbers{0, 0});
    CHECK(joined(sentences_of(all.reading))
              .find("3 records without a size, 2 records that cannot "
                    "be read") != std::string::npos);
    std::vector<OracleRecord> records{{1, 7, 5}, {2, 8, 0}, {3, 7, 5}};
    const Trace binary = folder.read("t.bin", oracle_bytes(records), {.skip = TraceSkip::unsized});
    CHECK(binary.requests == Numbers{0, 0});
    CHECK(binary.reading.skipped.at(0).second == 1);
  }

  TEST_CASE("trace layout: a key with another size can be another object") {
    TraceFolder folder;
    const std::string text = "key,size\nA,10\nA,20\nA,10\nB,5\nA,20\nA,20\n";
    const Trace trace = folder.read("t.csv", text, {.sizes = SizeRule::version});
    CHECK(trace.requests == Numbers{0, 1, 0, 2, 1, 1});
    CHECK(trace.object_sizes == Sizes{10, 20, 5});
    CHECK(trace.resized == 0);
    const std::vector<OracleRecord> records{{1, 7, 5}, {2, 7, 6}, {3, 7, 5}};
    CHECK(folder.read("t.bin", oracle_bytes(records), {.sizes = SizeRule::version}).requests ==
          Numbers{0, 1, 0});
  }

  TEST_CASE("trace layout: sizes of keys and values add up, counts repeat, operations choose") {
    TraceFolder folder;
    const std::string text =
        "key,op,key_size,value_size,op_count\na,GET,1,9,2\nb,SET,2,18,1\na,get,1,9,1\n"
        "a,DELETE,1,0,1\n";
    TraceOptions options = with_columns("size=key_size+value_size,count=op_count");
    const Trace all = folder.read("t.csv", text, options);
    CHECK(all.requests == Numbers{0, 0, 1, 0, 0});
    CHECK(all.object_sizes == Sizes{10, 20});
    options.operations = {"get"};
    const Trace gets = folder.read("t.csv", text, options);
    CHECK(gets.requests == Numbers{0, 0, 0});
    CHECK(gets.reading.skipped.at(0).second == 2);
    CHECK(joined(sentences_of(gets.reading)).find("GET 1, SET 1, get 1, DELETE 1") !=
          std::string::npos);
  }
}
