// Every other command, and what the tool says to wrong command lines.
#include <doctest/doctest.h>
#include <nlohmann/json.hpp>

#include "cli/tool.hpp"

using namespace edgecase::test;
using Json = nlohmann::json;

TEST_SUITE("cli") {
  TEST_CASE("without a command the tool says what there is, and exits 2") {
    const Tool edgecase;
    if (!edgecase.ready()) return;
    const Answer answer = edgecase("");
    CHECK(answer.code == 2);
    CHECK(answer.out.empty());
    CHECK(has(answer.err, "usage: edgecase COMMAND"));
    const Answer help = edgecase("--help");
    CHECK(help.code == 0);
    CHECK(help.out == answer.err);
    CHECK(edgecase("help").out == help.out);
    CHECK(edgecase("--version").out.starts_with("edgecase 0."));
  }

  TEST_CASE("every command that is listed explains itself") {
    const Tool edgecase;
    if (!edgecase.ready()) return;
    for (const std::string name : {"run",
                                   "compare",
                                   "why",
                                   "sweep",
                                   "frontier",
                                   "best",
                                   "break-even",
                                   "sensitivity",
                                   "results",
                                   "results check",
                                   "results export",
                                   "results merge",
                                   "results vacuum",
                                   "check",
                                   "explain",
                                   "init",
                                   "examples",
                                   "schema",
                                   "bill",
                                   "cache",
                                   "net",
                                   "validate",
                                   "consistency",
                                   "mcp",
                                   "completion",
                                   "help",
                                   "net rtt",
                                   "net catchments",
                                   "net fit"}) {
      CAPTURE(name);
      const Answer help = edgecase(name + " --help");
      CHECK(help.code == 0);
      CHECK(has(help.out, "usage: edgecase " + name));
      if (name != "help") CHECK(edgecase("help " + name).out == help.out);
      if (!has(name, " ")) CHECK(has(edgecase("help").out, "\n  " + name + " "));
    }
  }

  TEST_CASE("a word that is nearly right is suggested, never guessed") {
    const Tool edgecase;
    if (!edgecase.ready()) return;
    const auto refused = [&](const std::string& words, const std::string& because) {
      const Answer answer = edgecase(words);
      CAPTURE(words);
      CAPTURE(answer.err);
      CHECK(answer.code == 2);
      CHECK(answer.out.empty());
      CHECK(has(answer.err, because));
    };
    refused("rnu", "did you mean `run`?");
    refused("comp", "no command `comp`");  // no abbreviations
    refused("net rt", "did you mean `rtt`?");
    refused("run s.yaml --replication 3", "did you mean `--replications`?");
    refused("run s.yaml --seed", "`--seed` needs a value");
    refused("run s.yaml --seed x", "whole number");
    refused("run s.yaml --replications 0", "at least 1");
    refused("run s.yaml --format josn", "did you mean `json`?");
    refused("run", "needs SCENARIO");
    refused("run s.yaml t.yaml", "one argument too many");
    refused("run s.yaml --replications 3 --precision 1%", "either");
    refused("run s.yaml --precision 1", "share such as 1%");
    refused("compare s.yaml", "nothing to compare with");
    refused("compare s.yaml --fail-on anything", "takes one of regression");
    refused("check", "needs FILE");
    refused("net fit", "--matrix");
    refused("net rtt", "needs FROM");
    refused("completion tcsh", "takes one of bash, zsh, fish");
    refused("schema results", "did you mean `result`?");
    refused("init Bad/Name", "is not a valid scenario name");
    refused("init x --example nothing", "there are: ");
    refused("net catchments --network mars", "there is no network `mars`");
  }

  TEST_CASE("check finds everything that is wrong, in the asked format") {
    const Tool edgecase;
    if (!edgecase.ready()) return;
    edgecase.write("good.yaml", small_scenario());
    edgecase.write("bad.yaml", small_scenario("desing: {}\nslo: []\n"));
    const Answer good = edgecase("check good.yaml");
    CHECK(good.code == 0);
    // 50 a second, 11 s, 5 replications.
    CHECK(good.out ==
          "good.yaml: ok; a run simulates about 2,800 requests: less than a second of "
          "processor time, about 40 MB\n");
    // A pipe can be read only once.
    CHECK(edgecase("check pipe.yaml", "mkfifo pipe.yaml && (cat good.yaml >pipe.yaml &) &&")
              .out.starts_with("pipe.yaml: ok"));
    const Answer bad = edgecase("check good.yaml bad.yaml");
    CHECK(bad.code == 2);
    CHECK(has(bad.out, "good.yaml: ok"));
    CHECK(has(bad.out, "bad.yaml:13:1"));
    CHECK(has(bad.out, "bad.yaml:14:1"));
    CHECK(has(bad.out, "bad.yaml: 2 errors"));
    const Json json = Json::parse(edgecase("check bad.yaml good.yaml --format json").out);
    REQUIRE(json.size() == 2);
    CHECK(json[0]["line"] == 13);
    CHECK(json[0]["file"] == "bad.yaml");
    CHECK(has(edgecase("check bad.yaml --format github").out, "::error file=bad.yaml,line=13"));
    CHECK(edgecase("check good.yaml --set design.caches.edge.ttl=3").code == 2);
  }

  TEST_CASE("all that ships is right: scenarios and everything they name") {
    const Tool edgecase;
    if (!edgecase.ready()) return;
    const std::string root = std::string(EDGECASE_SOURCE_DIR) + "/scenarios/";
    const Answer answer =
        edgecase("check " + root + "*.yaml " + root + "lab/*.yaml " + root + "prices/*.yaml " +
                 root + "networks/*.yaml " + root + "sizes/*.yaml " + root + "runtimes/*.yaml " +
                 root + "attacks/*.yaml " + root + "usage/*.yaml");
    CAPTURE(answer.out);
    CHECK(answer.code == 0);
  }

  TEST_CASE("explain knows keys, metrics and codes") {
    const Tool edgecase;
    if (!edgecase.ready()) return;
    CHECK(has(edgecase("explain caches.ttl").out, "how long a response is fresh"));
    CHECK(has(edgecase("explain ec0104").out, "EC0104"));
    CHECK(has(edgecase("explain latency.p99").out, "labels   route,region"));
    CHECK(has(edgecase("explain availability").out, "share of requests that were answered"));
    CHECK(has(edgecase("explain").out, "cost.monthly"));
    const Answer unclear = edgecase("explain ttl");
    CHECK(unclear.code == 2);
    CHECK(has(unclear.err, "edgecase explain world.clients.dns.ttl"));
    CHECK(edgecase("explain nothing_like_it").code == 2);
  }

  TEST_CASE("schemas are JSON and name their draft") {
    const Tool edgecase;
    if (!edgecase.ready()) return;
    for (const std::string what : {"", "scenario", "result", "network", "prices", "usage"}) {
      CAPTURE(what);
      const Json schema = Json::parse(edgecase("schema " + what).out);
      CHECK(schema["$schema"] == "http://json-schema.org/draft-07/schema#");
    }
    CHECK(edgecase("schema").out == edgecase("schema scenario").out);
    CHECK(edgecase("schema").out != edgecase("schema result").out);
  }

  TEST_CASE("init writes a scenario that is right and runs, and never overwrites one") {
    const Tool edgecase;
    if (!edgecase.ready()) return;
    const Answer answer = edgecase("init shop");
    CHECK(answer.code == 0);
    CHECK(answer.out == "shop.yaml\n");
    CHECK(edgecase.read("shop.yaml")
              .starts_with("# yaml-language-server: $schema=.edgecase/scenario.schema.json\n"));
    CHECK(edgecase.read(".edgecase/scenario.schema.json") == edgecase("schema").out);
    CHECK(edgecase("check shop.yaml").out.starts_with("shop.yaml: ok; "));
    const std::string quick = " --set world.horizon.warm_up=1s --set world.horizon.measure=5s";
    CHECK(has(edgecase("run shop.yaml --replications 2 -q" + quick).out, "shop · 2 replications"));
    edgecase.write("shop.yaml", "mine");
    CHECK(edgecase("init shop").code == 1);
    CHECK(edgecase.read("shop.yaml") == "mine");
    CHECK(edgecase("init copy --example image-shop").code == 0);
    CHECK(edgecase("check copy.yaml").code == 0);
  }

  TEST_CASE("examples are listed with their question, and where they stand") {
    const Tool edgecase;
    if (!edgecase.ready()) return;
    const Answer answer = edgecase("examples");
    CHECK(has(answer.out, "image-shop\n  Does a second cache tier pay"));
    const Answer elsewhere = edgecase("examples", "EDGECASE_DATA=/nowhere");
    CHECK(elsewhere.code == 1);
    CHECK(has(elsewhere.err, "EDGECASE_DATA"));
    CHECK(has(edgecase("run image-shop").err, "scenarios/image-shop.yaml"));
  }

  TEST_CASE("net answers from the model: round trips, catchments, fit") {
    const Tool edgecase;
    if (!edgecase.ready()) return;
    const Json rtt = Json::parse(edgecase("net rtt GRU us-east-1 --format json").out);
    CHECK(rtt["rtt_ms"].get<double>() > rtt["light_in_fibre_ms"].get<double>());
    CHECK(edgecase("net catchments --format csv").out.starts_with("pop,"));
    edgecase.write("m.csv",
                   "from_lat,from_lon,to_lat,to_lon,rtt_ms\n"
                   "52.5,13.4,40.7,-74.0,90\n50.1,8.7,51.5,-0.1,14\n35.7,139.7,37.8,-122.4,105\n");
    const Json fit = Json::parse(edgecase("net fit --matrix m.csv --format json").out);
    CHECK(fit["pairs"] == 3);
    CHECK(fit.contains("median_error"));
    CHECK(fit.contains("p90_error"));
    CHECK(edgecase("net fit --matrix none.csv").code == 1);
    CHECK(edgecase("net rtt GRU Atlantis").code == 2);
  }

  TEST_CASE("completion scripts are what their shells understand") {
    const Tool edgecase;
    if (!edgecase.ready()) return;
    edgecase.write("use.sh",
                   "eval \"$($1 completion bash)\"\n"
                   "COMP_WORDS=(edgecase run --rep); COMP_CWORD=2; _edgecase\n"
                   "echo \"${COMPREPLY[@]}\"\n"
                   "COMP_WORDS=(edgecase net c); COMP_CWORD=2; _edgecase\n"
                   "echo \"${COMPREPLY[@]}\"\n");
    const std::string binary = std::getenv("EDGECASE_BINARY");
    const Answer answer = edgecase("--version >.err; bash use.sh '" + binary + "' >.out 2>.err #");
    CHECK(has(answer.out, "--replications"));
    CHECK(has(edgecase("completion zsh").out, "bashcompinit"));
    CHECK(has(edgecase("completion fish").out,
              "complete -c edgecase -n __fish_use_subcommand -a run"));
  }
}
