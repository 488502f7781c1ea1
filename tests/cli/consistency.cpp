// `edgecase consistency`: verdicts on recorded histories, and its exit codes.
#include <doctest/doctest.h>
#include <nlohmann/json.hpp>

#include "cli/tool.hpp"

using namespace edgecase::test;

namespace {

constexpr const char* good_history =
    R"({"process":0,"type":"invoke","f":"write","key":"a","value":1,"time":0}
{"process":0,"type":"ok","f":"write","key":"a","value":1,"version":1,"time":10000000}
{"process":1,"type":"invoke","f":"read","key":"a","time":20000000}
{"process":1,"type":"ok","f":"read","key":"a","value":1,"version":1,"time":30000000}
)";
constexpr const char* stale_read =
    R"({"process":0,"type":"invoke","f":"read","key":"a","time":40000000}
{"process":0,"type":"ok","f":"read","key":"a","value":null,"version":0,"time":50000000}
)";
constexpr const char* write_skew =
    R"({"process":5,"type":"invoke","f":"txn","value":[["append","x",1],["r","y",null]],)"
    R"("time":60000000}
{"process":6,"type":"invoke","f":"txn","value":[["append","y",1],["r","x",null]],"time":60000000}
{"process":5,"type":"ok","f":"txn","value":[["append","x",1],["r","y",[]]],"time":70000000}
{"process":6,"type":"ok","f":"txn","value":[["append","y",1],["r","x",[]]],"time":70000000}
)";

}  // namespace

TEST_SUITE("cli") {
  TEST_CASE("consistency: a linearizable history passes, a stale read is named and exits 3") {
    const Tool edgecase;
    if (!edgecase.ready()) return;
    edgecase.write("good.jsonl", good_history);
    const Answer good = edgecase("consistency good.jsonl");
    CHECK(good.code == 0);
    CHECK(has(good.out, "1 of 1 key is linearizable."));

    edgecase.write("stale.jsonl", std::string(good_history) + stale_read + write_skew);
    const Answer bad = edgecase("consistency stale.jsonl");
    CAPTURE(bad.out);
    CHECK(bad.code == 3);
    CHECK(has(bad.out, "0 of 1 key is linearizable."));
    CHECK(has(bad.out, "process 0 read nothing (events 5 to 6)"));
    CHECK(has(bad.out, "at most 1 version and 0.0300 s old"));
    CHECK(has(bad.out, "G2-item"));

    const Answer json = edgecase("consistency stale.jsonl --format json");
    CHECK(json.code == 3);
    const auto all = nlohmann::json::parse(json.out);
    CHECK(all["keys"][0]["linearizable"] == false);
    CHECK(all["keys"][0]["first_impossible"]["ended_at_event"] == 6);
    CHECK(all["sessions"]["stale_reads"] == 1);
    CHECK(all["sessions"]["own_writes_missed"] == 1);
    CHECK(all["transactions"]["anomalies"]["G2-item"]["count"] == 1);
    CHECK(all["transactions"]["anomalies"]["G0"]["count"] == 0);
  }

  TEST_CASE("consistency: what is no history is refused with its line") {
    const Tool edgecase;
    if (!edgecase.ready()) return;
    edgecase.write("bad.jsonl", "{\"process\":0,\"type\":\"ok\",\"f\":\"read\",\"value\":1}\n");
    const Answer bad = edgecase("consistency bad.jsonl");
    CHECK(bad.code == 2);
    CHECK(bad.out.empty());
    CHECK(has(bad.err, "EC0309"));
    CHECK(has(bad.err, "bad.jsonl:1:1"));
    CHECK(edgecase("consistency missing.jsonl").code == 1);
  }

  TEST_CASE("JSON that nests 100,000 levels deep is refused, wherever JSON is read") {
    const Tool edgecase;
    if (!edgecase.ready()) return;
    const std::string deep = std::string(100'000, '[') + std::string(100'000, ']');
    edgecase.write("h.jsonl",
                   "{\"process\":0,\"type\":\"invoke\",\"f\":\"write\",\"value\":" + deep + "}\n");
    edgecase.write("bill.json", "{\"usage_file\":" + deep + "}");
    CHECK(edgecase("consistency h.jsonl").code == 2);
    CHECK(edgecase("bill --prices aws-2026 --usage bill.json").code == 2);
  }
}
