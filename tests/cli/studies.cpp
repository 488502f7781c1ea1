// Commands over many designs: sweep, results, frontier, best, break-even, sensitivity, why.
// Expected values: M/M/c (Erlang C) and M/M/1, whose answers are known.
#include <cmath>
#include <map>

#include <doctest/doctest.h>
#include <nlohmann/json.hpp>

#include "cli/tool.hpp"

using namespace edgecase::test;
using Json = nlohmann::json;

namespace {

/// A queue: 3,200 requests a second, of 1 ms each.
std::string queue(const std::string& workers = "4", const std::string& more = "") {
  return "apiVersion: edgecase/v1\nkind: Scenario\nmetadata: {name: queue}\nworld:\n"
         "  network: lab\n  horizon: {warm_up: 1s, measure: 5s}\n  demand: {rate: 3200 rps}\n"
         "  routes: {all: {share: 100%, objects: 1, size: 0}}\n"
         "  origin: {workers: " +
         workers + ", service: {exponential: {mean: 1ms}}, queue: unlimited}\n" + more;
}

/// Workers and waiting customers cost one each.
const char* const total = "--metric 'total = world.origin.workers + 3200 * latency.mean / 1000' ";

/// The rows of a CSV, by their first cell.
std::map<std::string, std::string> rows_of(const std::string& csv) {
  std::map<std::string, std::string> rows;
  for (const std::string& line : lines_of(csv)) rows[line.substr(0, line.find(','))] = line;
  return rows;
}

}  // namespace

TEST_SUITE("cli") {
  TEST_CASE("a sweep has a row for each point, with the errors of those that are refused") {
    const Tool edgecase;
    if (!edgecase.ready()) return;
    edgecase.write("q.yaml", queue());
    const Answer answer = edgecase(
        "sweep q.yaml -q --replications 4 --format jsonl --param "
        "'world.origin.workers=[5, many, 6]' " +
        std::string(total));
    CHECK(answer.code == 0);
    const auto lines = lines_of(answer.out);
    REQUIRE(lines.size() == 3);
    const Json five = Json::parse(lines[0]);
    CHECK(five["parameters"]["world.origin.workers"] == "5");
    // 8.7130 and 9.3453; four runs of 16,000 customers are within 2%.
    CHECK(std::abs(five["measures"]["total"]["mean"].get<double>() - 8.7130) < 0.17);
    CHECK(five["measures"]["total"]["values"].size() == 4);
    CHECK(has(Json::parse(lines[1])["problem"].get<std::string>(), "is not a number"));
    const Json six = Json::parse(lines[2]);
    CHECK(std::abs(six["measures"]["total"]["mean"].get<double>() - 9.3453) < 0.17);
    const std::string csv =
        edgecase("sweep q.yaml -q --replications 2 --format csv --param 'world.origin.workers=[5]'")
            .out;
    CHECK(csv.starts_with("point,world.origin.workers,latency.p95,"));
  }

  TEST_CASE("a sweep is the same for any number of threads, and point by point what a run is") {
    const Tool edgecase;
    if (!edgecase.ready()) return;
    edgecase.write("q.yaml", queue());
    const std::string words =
        "sweep q.yaml -q --replications 3 --metric latency.mean --format jsonl --param "
        "world.origin.workers=4..6:3 ";
    const Answer one = edgecase(words + "-j 1");
    CHECK(edgecase(words + "-j 3").out == one.out);
    const Json run = Json::parse(
        edgecase("run q.yaml -q --replications 3 --set world.origin.workers=5 --format json").out);
    const Json point = Json::parse(lines_of(one.out).at(1));
    for (const Json& metric : run["metrics"])
      if (metric["name"] == "latency.mean" && metric["labels"].empty())
        CHECK(metric["values"] == point["measures"]["latency.mean"]["values"]);
  }

  TEST_CASE("a sweep refuses what is no key, no range, or too many points") {
    const Tool edgecase;
    if (!edgecase.ready()) return;
    edgecase.write("q.yaml", queue());
    const auto refused = [&](const std::string& words, const std::string& because) {
      const Answer answer = edgecase("sweep q.yaml " + words);
      CAPTURE(words);
      CAPTURE(answer.err);
      CHECK(answer.code == 2);
      CHECK(answer.out.empty());
      CHECK(has(answer.err, because));
    };
    refused("", "nothing varies");
    refused("--param 'world.orign.workers=[1]'", "did you mean `origin`?");
    refused("--param world.origin.workers=9..2:3", "is empty");
    refused("--param 'world.origin.workers=[]'", "missing");
    refused("--param world.origin.workers=1..5:1", "from 2 on");
    refused("--param world.origin.workers=1..2GB:3", "not the same kind");
    refused("--param world.demand.rate='0 rps..2 rps:3:log'", "begins above 0");
    refused(
        "--param world.origin.workers=1..100000:100000 --param world.demand.rate='1 rps..9k "
        "rps:10000'",
        "1000000000 points");
    refused("--param world.origin.workers=1..9 --plan sobol --points 1000000000",
            "1000000000 points");
    refused("--param 'world.origin.workers=[1]' --metric latensy", "metric");
    refused("--param 'world.origin.workers=[1]' --metric 'x = (latency.mean'", "parenthesis");
    refused("--param 'world.origin.workers=[1]' --shard 3/2", "2/8");
    refused("--param 'world.origin.workers=[1]' --chart heat-map", "two parameters");
    refused("--param 'world.origin.workers=[1]' -o x.png", "does not end in");
  }

  TEST_CASE("what is stored is not simulated again, and shards add up to the same bytes") {
    const Tool edgecase;
    if (!edgecase.ready()) return;
    edgecase.write("q.yaml", queue());
    const std::string words =
        "sweep q.yaml --replications 2 --metric latency.mean --format csv --param "
        "world.origin.workers=4..6:3 ";
    const Answer plain = edgecase(words);
    CHECK(edgecase(words + "--results a.db").out == plain.out);
    const Answer again = edgecase(words + "--results a.db");
    CHECK(again.out == plain.out);
    CHECK(has(again.err, "0 replications simulated"));
    // Five replications are the first two and three more.
    const Answer more = edgecase(
        "sweep q.yaml --replications 3 --metric latency.mean --format csv --param "
        "world.origin.workers=4..6:3 --results a.db");
    CHECK(has(more.err, "3 replications simulated"));
    CHECK(has(more.err, "6 reused"));
    edgecase(words + "-q --shard 2/2 --results 2.db");
    edgecase(words + "-q --shard 1/2 --results 1.db");
    CHECK(edgecase("results merge all.db 2.db 1.db").code == 0);
    const Answer merged = edgecase(words + "--results all.db");
    CHECK(merged.out == plain.out);
    CHECK(has(merged.err, "0 replications simulated"));
    CHECK(has(edgecase("results check all.db").out, "6 rows of 3 scenarios"));
    CHECK(lines_of(edgecase("results export all.db").out).size() == 6);
    CHECK(edgecase("results vacuum all.db").code == 0);
  }

  TEST_CASE("why a row is not reused: the field that differs, the seed") {
    const Tool edgecase;
    if (!edgecase.ready()) return;
    edgecase.write("q.yaml", queue());
    const std::string words = "sweep q.yaml -q --replications 2 --results a.db --param ";
    edgecase(words + "'world.origin.workers=[5]'");
    const auto explained = [&](const std::string& more) {
      return edgecase(words + more + " --explain-reuse").out;
    };
    CHECK(has(explained("'world.origin.workers=[5]'"), "reused: 2 replications"));
    CHECK(has(explained("'world.origin.workers=[7]'"), "world.origin.workers is 7, was 5"));
    CHECK(has(explained("'world.origin.workers=[5]' --seed 7"), "the seed is 7, was 42"));
  }

  TEST_CASE("results databases of others are refused: another version, another use, two writers") {
    const Tool edgecase;
    if (!edgecase.ready()) return;
    edgecase.write("q.yaml", queue());
    const std::string words =
        "sweep q.yaml -q --replications 2 --param 'world.origin.workers=[5]' --results ";
    edgecase.write("text.db", "this is a text, and not a short one, so that it has a first page\n");
    CHECK(edgecase(words + "text.db").code == 1);
    CHECK(edgecase("results check none.db").code == 1);
    CHECK(edgecase(words + "a.db").code == 0);
    // The version stands at byte 60 of an SQLite file.
    std::string bytes = edgecase.read("a.db");
    REQUIRE(bytes.size() > 100);
    bytes[63] = 9;
    edgecase.write("other.db", bytes);
    const Answer other = edgecase(words + "other.db");
    CHECK(other.code == 1);
    CHECK(has(other.err, "version 9"));
    if (std::system("command -v flock >/dev/null") != 0) return;
    const Answer second = edgecase("results check a.db", "exec 9<>a.db; flock 9;");
    CHECK(second.code == 0);  // reading is allowed
    const Answer writer = edgecase(words + "a.db", "exec 9<>a.db; flock 9;");
    CHECK(writer.code == 1);
    CHECK(has(writer.err, "one writer"));
  }

  TEST_CASE("pictures of a sweep are SVG, and the same each time") {
    const Tool edgecase;
    if (!edgecase.ready()) return;
    edgecase.write("q.yaml", queue());
    const std::string words =
        "sweep q.yaml -q --replications 2 --metric latency.mean --param "
        "world.origin.workers=5..6:2 "
        "--param 'world.demand.rate=[3k rps, 3200 rps]' ";
    CHECK(edgecase(words + "-o lines.svg -o table.md").code == 0);
    CHECK(edgecase(words + "-o again.svg").code == 0);
    CHECK(edgecase(words + "--chart heat-map -o map.svg").code == 0);
    CHECK(edgecase.read("lines.svg") == edgecase.read("again.svg"));
    for (const char* file : {"lines.svg", "map.svg"}) {
      const std::string svg = edgecase.read(file);
      CHECK(svg.starts_with("<svg"));
      CHECK(has(svg, "latency.mean"));
      CHECK(has(svg, "world.origin.workers"));
      CHECK_FALSE(has(svg, "nan"));
    }
    CHECK(has(edgecase.read("table.md"), "| world.origin.workers |"));
  }

  TEST_CASE("best: five workers of M/M/c; a frontier; an objective that none meets") {
    const Tool edgecase;
    if (!edgecase.ready()) return;
    edgecase.write("q.yaml", queue());
    const std::string workers = "--param 'world.origin.workers=[4, 5, 6, 8]' ";
    const Answer best =
        edgecase("best q.yaml -q --format csv --indifference 0.3 " + workers + total);
    CHECK(best.code == 0);
    REQUIRE(lines_of(best.out).size() == 5);
    CHECK(lines_of(best.out)[1].starts_with("2,5,"));
    CHECK(has(lines_of(best.out)[1], ",selected,"));
    edgecase.write("hard.yaml", queue("4", "thresholds: {latency.mean: [\"< 1ms\"]}\n"));
    const Answer none = edgecase("best hard.yaml -q --format csv " + workers + total);
    CHECK(none.code == 3);
    CHECK(has(rows_of(none.out).at("1"), "misses,latency.mean"));
    edgecase.write("soft.yaml", queue("4", "thresholds: {latency.mean: [\"< 1.1ms\"]}\n"));
    // T is 1.745, 1.160, 1.045 and 1.004 ms: six workers are the cheapest that meet it.
    const Answer six = edgecase("best soft.yaml -q --format csv " + workers + total);
    CHECK(six.code == 0);
    CHECK(lines_of(six.out)[1].starts_with("3,6,"));
    const Answer front = edgecase(
        "frontier q.yaml -q --replications 5 --format csv --param 'world.origin.workers=[5, 6]' "
        "--param 'world.demand.rate=[3200 rps, 3400 rps]' --metric 'servers = "
        "world.origin.workers' --metric latency.mean");
    const auto rows = rows_of(front.out);
    CHECK(has(rows.at("1"), "\"on front\""));
    CHECK(has(rows.at("2"), "dominated by point 1"));
    CHECK(has(rows.at("3"), "\"on front\""));
    CHECK(has(rows.at("4"), "dominated by point 3"));
  }

  TEST_CASE("break-even of one fast worker against two slow ones: half the load, or none") {
    const Tool edgecase;
    if (!edgecase.ready()) return;
    std::string fast = queue("1");
    fast.replace(fast.find("measure: 5s"), 11, "measure: 20s");
    edgecase.write("fast.yaml", fast);
    const std::string words =
        "break-even fast.yaml -q --replications 5 --set world.origin.workers=2 --set "
        "'world.origin.service={exponential: {mean: 2ms}}' --param 'world.demand.rate=200 rps..800 "
        "rps:4' ";
    // The fast one costs 1/3 more; waiting costs 1 each: rho / (1 + rho) = 1/3 at rho = 1/2.
    const Answer half = edgecase(
        words +
        "--metric 'total = origin.rate * latency.mean / 1000 + (2 - world.origin.workers) / 3'");
    CHECK(half.code == 0);
    const std::string text = half.out;
    const std::string mark = "world.demand.rate = ";
    REQUIRE(has(text, mark));
    const double rate = std::stoi(text.substr(text.find(mark) + mark.size()));
    CHECK(std::abs(rate - 500) < 25);
    CHECK(has(text, "above it base is better, below it alternative"));
    const Answer none = edgecase(words + "--metric latency.mean");
    CHECK(has(none.out, "none in range: base is better by"));
  }

  TEST_CASE("sensitivity: an input without effect is last, a larger one first") {
    const Tool edgecase;
    if (!edgecase.ready()) return;
    edgecase.write("q.yaml", queue("4", "thresholds: {latency.mean: [\"< 3ms\"]}\n"));
    const std::string inputs =
        "--param 'world.clients.dns.asked=10%..40%' --param "
        "world.origin.service.exponential.mean=800us..1500us --metric latency.mean ";
    const Answer tornado = edgecase("sensitivity q.yaml -q --replications 3 " + inputs);
    CHECK(tornado.code == 0);
    CHECK(has(tornado.out, "latency.mean: pass → fail"));
    CHECK(tornado.out.find("exponential.mean") < tornado.out.find("dns.asked"));
    const Answer morris = edgecase(
        "sensitivity q.yaml -q --replications 2 --method morris --samples 2 --format csv " +
        inputs);
    CHECK(lines_of(morris.out).at(1).starts_with("world.origin.service"));
    CHECK(edgecase("sensitivity q.yaml --param 'world.origin.workers=[1, 2]'").code == 2);
  }

  TEST_CASE("why: waiting for five workers adds what Erlang C says") {
    const Tool edgecase;
    if (!edgecase.ready()) return;
    edgecase.write("q.yaml", queue("5"));
    const Answer why =
        edgecase("why q.yaml -q --replications 3 --metric latency.mean --format csv");
    CHECK(why.code == 0);
    CHECK(why.out.starts_with("cause,first_out,"));
    const auto rows = rows_of(why.out);
    // Without waiting, E[T] is 1 ms instead of 1.160 ms.
    const std::string& waiting = rows.at("waiting for the origin");
    const std::string number = waiting.substr(waiting.find(',') + 1);
    double value = 0;
    std::istringstream(number.substr(0, number.find(','))) >> value;
    CHECK(std::abs(value - 0.160) < 0.03);
    CHECK_FALSE(rows.contains("attacks"));
  }
}
