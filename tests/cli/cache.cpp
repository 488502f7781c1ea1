// `edgecase cache`: published counts, options, exit codes, curves.
#include <cctype>
#include <fstream>
#include <sstream>

#include <doctest/doctest.h>
#include <nlohmann/json.hpp>

#include "cli/tool.hpp"

using namespace edgecase::test;
using Json = nlohmann::json;

namespace {

/// Six requests for three objects: a b a c a b.
const std::string small = "key,size,time\na,10,0\nb,20,1\na,10,2\nc,30,3\na,10,4\nb,20,7200\n";

}  // namespace

TEST_SUITE("cli") {
  TEST_CASE("cache: misses of LRU, FIFO and Clock are those that libCacheSim publishes") {
    const Tool edgecase;
    if (!edgecase.ready()) return;
    const std::string folder = std::string(EDGECASE_SOURCE_DIR) + "/../shared/data/cache/";
    std::ifstream expected(folder + "cloudphysics_expected_shared.csv");
    if (!expected) {
      skipped("the published counts are not in ../shared/data/cache");
      return;
    }
    const Answer answer =
        edgecase("cache --trace " + folder +
                 "cloudPhysicsIO.oracleGeneral.bin --policy lru,fifo,clock --capacity "
                 "128MiB,256MiB,384MiB,512MiB,640MiB,768MiB,896MiB,1024MiB --format json -q");
    REQUIRE(answer.code == 0);
    const Json json = Json::parse(answer.out);
    CHECK(json["trace"]["requests"] == 113'872);
    CHECK(json["trace"]["objects"] == 48'974);
    CHECK(json["trace"]["requested_bytes"] == 4'368'040'448);
    std::size_t compared = 0;
    std::string line;
    std::getline(expected, line);
    for (; std::getline(expected, line); ++compared) {
      std::istringstream cells(line);
      std::string policy, mib, misses, bytes;
      std::getline(cells, policy, ',');
      std::getline(cells, mib, ',');
      std::getline(cells, misses, ',');
      std::getline(cells, bytes, ',');
      for (char& c : policy) c = static_cast<char>(std::tolower(c));
      CAPTURE(policy);
      CAPTURE(mib);
      bool found = false;
      for (const Json& row : json["rows"]) {
        if (row["policy"] != policy || row["capacity"] != mib + "MiB") continue;
        found = true;
        CHECK(row["misses"] == std::stoll(misses));
        CHECK(row["miss_ratio"].get<double>() ==
              doctest::Approx(static_cast<double>(std::stoll(misses)) / 113'872).scale(0));
        CHECK(row["byte_miss_ratio"].get<double>() ==
              doctest::Approx(static_cast<double>(std::stoll(bytes)) / 4'368'040'448).scale(0));
      }
      CHECK(found);
    }
    CHECK(compared == 24);
  }

  TEST_CASE("cache: rows are counted by hand") {
    const Tool edgecase;
    if (!edgecase.ready()) return;
    edgecase.write("t.csv", small);
    const Answer answer = edgecase(
        "cache --trace t.csv --policy lru,fifo --capacity '30B,1 object,2 objects,50%,unlimited' "
        "--format csv");
    REQUIRE(answer.code == 0);
    // 60 bytes in all, so 50% is 30 bytes. LRU with 30: a b a | c evicts both | a evicts c | b.
    CHECK(without_speed(answer.out) ==
          "policy,capacity,requests,misses,miss_ratio,byte_miss_ratio,evictions\n"
          "lru,30B,6,5,0.8333333333333334,0.9,3\n"
          "lru,1 object,6,6,1,1,5\n"
          "lru,2 objects,6,4,0.6666666666666666,0.8,2\n"
          "lru,50%,6,5,0.8333333333333334,0.9,3\n"
          "lru,unlimited,6,3,0.5,0.6,0\n"
          "fifo,30B,6,5,0.8333333333333334,0.9,3\n"
          "fifo,1 object,6,6,1,1,5\n"
          "fifo,2 objects,6,5,0.8333333333333334,0.9,3\n"
          "fifo,50%,6,5,0.8333333333333334,0.9,3\n"
          "fifo,unlimited,6,3,0.5,0.6,0\n");
    CHECK(answer.out.starts_with(
        "policy,capacity,requests,misses,miss_ratio,byte_miss_ratio,evictions,"
        "requests_per_second\n"));
    CHECK(has(answer.err, "60 requests in "));
  }

  TEST_CASE("cache: neither format nor threads change a count") {
    const Tool edgecase;
    if (!edgecase.ready()) return;
    std::string text = "key,size\n";
    for (int i = 0; i < 5000; ++i)
      text += std::to_string(i * i % 977) + "," + std::to_string(1 + i * i % 977 % 13) + "\n";
    edgecase.write("t.csv", text);
    const std::string call =
        "cache --trace t.csv --policy 'lru,s3_fifo{small: 20%},random' --capacity 5%,20% --format ";
    const std::string csv = without_speed(edgecase(call + "csv -q -j 1").out);
    CHECK(without_speed(edgecase(call + "csv -q -j 4").out) == csv);
    CHECK(has(csv, "\ns3_fifo{small: 20%},5%,5000,"));
    Json json = Json::parse(edgecase(call + "json -q").out);
    REQUIRE(json["rows"].size() == 6);
    for (std::size_t i = 0; i < 6; ++i) {
      const std::string misses = std::to_string(json["rows"][i]["misses"].get<int>());
      CHECK(has(lines_of(csv)[i + 1], "," + misses + ","));
    }
    CHECK(json["capacities"][0]["capacity"] == "5%");
    const double footprint = json["trace"]["footprint_bytes"];
    CHECK(json["capacities"][0]["bytes"].get<double>() ==
          doctest::Approx(0.05 * footprint).scale(0).epsilon(.01));
    CHECK(has(edgecase(call + "md -q").out, "| lru"));
    CHECK(edgecase(call + "text -q -o rows.csv -o rows.json").out.empty());
    CHECK(without_speed(edgecase.read("rows.csv")) == csv);
  }

  TEST_CASE("cache: the text says what the trace is, and what to do next") {
    const Tool edgecase;
    if (!edgecase.ready()) return;
    edgecase.write("t.csv", small);
    const std::string text = edgecase("cache --trace t.csv -q").out;
    CHECK(has(text, "6 requests for 3 objects; footprint 60 B, requested 100 B; 2 h."));
    CHECK(has(text,
              "Next: edgecase cache --trace t.csv --policy lru --capacity 1%,3%,10%,30% "
              "--plot curves.svg\n"));
    edgecase.write("k.txt", "a\nb\na\n");
    CHECK(has(edgecase("cache --trace k.txt --capacity '1 object' -q").out,
              "each object counts as 1 byte"));
    edgecase.write("r.csv", "key,size\na,10\na,12\n");
    CHECK(has(edgecase("cache --trace r.csv -q").out, "1 request has a different size"));
  }

  TEST_CASE("cache: an object keeps its first size unless each request counts its own") {
    const Tool edgecase;
    if (!edgecase.ready()) return;
    edgecase.write("r.csv", "key,size\na,10\nb,10\na,40\nb,40\n");
    const std::string call = "cache --trace r.csv --capacity 10B --format csv -q --sizes ";
    CHECK(has(edgecase(call + "first").out, "lru,10B,4,4,1,1,3,"));
    // What does not fit any more is not kept, and takes nothing's place.
    CHECK(has(edgecase(call + "each").out, "lru,10B,4,3,0.75,0.6"));
  }

  TEST_CASE("cache: curves are one file without anything from elsewhere") {
    const Tool edgecase;
    if (!edgecase.ready()) return;
    edgecase.write("t.csv", small);
    const std::string call =
        "cache --trace t.csv --policy lru,fifo,clock --capacity 10B,20B,40B,60B,600B --plot ";
    REQUIRE(edgecase(call + "c.svg -q").code == 0);
    const std::string svg = edgecase.read("c.svg");
    CHECK(svg.starts_with("<svg xmlns="));
    CHECK(has(svg, "request miss ratio"));
    CHECK(has(svg, "byte miss ratio"));
    CHECK(has(svg, "(logarithmic)"));
    for (const std::string name : {">lru<", ">fifo<", ">clock<"}) CHECK(has(svg, name));
    CHECK_FALSE(has(svg, "<script"));
    REQUIRE(edgecase(call + "again.svg -q").code == 0);
    CHECK(edgecase.read("again.svg") == svg);
    REQUIRE(edgecase(call + "c.html -q").code == 0);
    const std::string html = edgecase.read("c.html");
    CHECK(html.starts_with("<!doctype html>"));
    CHECK(has(html, svg));
    CHECK_FALSE(has(html, "<script"));
    CHECK_FALSE(has(html, "src="));
    CHECK(edgecase(call + "c.png").code == 2);
  }

  TEST_CASE("cache: wrong options and wrong traces exit 2, at their place") {
    const Tool edgecase;
    if (!edgecase.ready()) return;
    edgecase.write("t.csv", small);
    const auto refused = [&](const std::string& options, const std::string& because) {
      const Answer answer = edgecase("cache " + options);
      CAPTURE(options);
      CAPTURE(answer.err);
      CHECK(answer.code == 2);
      CHECK(answer.out.empty());
      CHECK(has(answer.err, because));
    };
    refused("", "needs --trace");
    refused("--trace t.csv --policy lru,fifoo", "did you mean `fifo`?");
    refused("--trace t.csv --policy lru,fifoo", "--> --policy:1:5");
    refused("--trace t.csv --policy 'lru,s3_fifo{smal: 20%}'", "did you mean `small`?");
    refused("--trace t.csv --policy 'lru,s3_fifo{small: 20}'", "--> --policy:1:20");
    refused("--trace t.csv --policy lru,", "a value is missing here");
    refused("--trace t.csv --capacity 1GB,0", "`0` is out of range");
    refused("--trace t.csv --capacity 1GB,0B", "--> --capacity:1:5");
    refused("--trace t.csv --capacity 0%", "out of range");
    refused("--trace t.csv --capacity '0 objects'", "out of range");
    refused("--trace t.csv --capacity 128", "write 128MB or 128 objects");
    refused("--trace t.csv --capacity 128mib", "write 128MiB");
    refused("--trace t.csv --admission alll", "did you mean `all`?");
    refused("--trace t.csv --sample 80%", "at most 50%");
    refused("--trace t.csv --trace-format cvs", "did you mean `csv`?");
    refused("--trace t.csv --columns id=a", "is not one of key, size, time");
    refused("--trace t.csv --columns key=none", "a trace without keys has no objects");
    refused("--trace t.csv --operations get", "no column says what operation a record is");
    edgecase.write("bad.csv", small + "d,-3,9000\n");
    refused("--trace bad.csv", "--> bad.csv:8:3   record 7");
    refused("--trace bad.csv", "`-3` is not a size");
    refused("--trace bad.csv", "not replayed because of the errors above");
    edgecase.write("cut.bin", std::string(30, '\0'));
    refused("--trace cut.bin", "the size is 0 bytes");
    edgecase.write("empty.csv", "");
    refused("--trace empty.csv", "the trace has no requests");
    CHECK(edgecase("cache --trace nowhere.csv").code == 1);
    edgecase.write("back.csv", "key,size,time\na,1,5\nb,1,3\n");
    const Answer back = edgecase("cache --trace back.csv");
    CHECK(back.code == 0);
    CHECK(has(back.err, "warning[EC0903]: time runs backwards once"));
  }

  TEST_CASE("cache: the shapes that logs have give the same counts") {
    const Tool edgecase;
    if (!edgecase.ready()) return;
    const std::string folder = std::string(EDGECASE_SOURCE_DIR) + "/../shared/cases/traces/";
    if (!std::ifstream(folder + "packed.csv.gz")) {
      skipped("the logs are not in ../shared/cases/traces");
      return;
    }
    const auto misses = [&](const std::string& file, const std::string& capacities) {
      const Answer answer = edgecase("cache --policy lru,fifo --format json -q --capacity " +
                                     capacities + " --trace " + folder + file);
      CAPTURE(file);
      CAPTURE(answer.err);
      REQUIRE(answer.code == 0);
      std::vector<int> counts;
      const Json json = Json::parse(answer.out);
      for (const Json& row : json["rows"]) counts.push_back(row["misses"].get<int>());
      return counts;
    };
    const std::vector<int> right{1481, 814, 1532, 907};
    for (const std::string file :
         {"space-separated.tr", "space-separated.tr --columns key=2,size=3,time=1",
          "nginx-access.log", "logpush.ndjson", "packed.csv.gz", "milliseconds.csv",
          "id-and-url.csv", "id-and-url.csv --columns key=url"})
      CHECK(misses(file, "100kB,500kB") == right);
    CHECK(misses("zero-and-dash.csv --skip unsized", "500kB").front() == 651);
    CHECK(misses("resized.csv --sizes version", "25B").front() == 5);
    CHECK(misses("resized.csv", "25B").front() == 2);
    CHECK(edgecase("cache --trace " + folder + "zero-and-dash.csv").code == 2);
    CHECK(
        has(edgecase("cache --trace " + folder + "two-logs.csv").err, "time runs backwards once"));
    CHECK(has(edgecase("cache -q --trace " + folder + "milliseconds.csv").out, "12.3 min"));
  }

  TEST_CASE("cache: stdin is read as a file is, and the report says how") {
    const Tool edgecase;
    if (!edgecase.ready()) return;
    edgecase.write("t.csv", "# by hand\n" + small);
    const Answer answer = edgecase("cache --trace - --capacity '2 objects' < t.csv");
    REQUIRE(answer.code == 0);
    CHECK(has(answer.out,
              "Read as a table separated by commas, with a header: key = `key` (column "
              "1); size = `size` (column 2)"));
    CHECK(has(answer.out, "Skipped: 1 comment line."));
    CHECK(has(answer.out, "66.67%"));
    CHECK(edgecase("cache --trace /dev/zero").code == 1);
  }

  TEST_CASE("cache: a warm-up fills the cache and is not counted") {
    const Tool edgecase;
    if (!edgecase.ready()) return;
    edgecase.write("t.csv", small);
    // a b | a c a b: of the last four c alone misses, of 10 + 30 + 10 + 20 bytes its 30.
    for (const std::string part : {"'2 requests'", "34%"}) {
      const std::string csv =
          edgecase("cache --trace t.csv --capacity unlimited --format csv -q --warm-up " + part)
              .out;
      CHECK(has(csv, "lru,unlimited,4,1,0.25,0.42857142857142855,0,"));
    }
    CHECK(edgecase("cache --trace t.csv --warm-up 10").code == 2);
    CHECK(edgecase("cache --trace t.csv --warm-up 10% --sample 50%").code == 2);
    CHECK(edgecase("cache --trace t.csv --warm-up 100%").code == 2);
  }
}
