// The Model Context Protocol as a client speaks it: one JSON message a line.
#include <map>

#include <doctest/doctest.h>
#include <nlohmann/json.hpp>

#include "cli/tool.hpp"

using namespace edgecase::test;
using Json = nlohmann::json;

namespace {

const std::string hello = R"({"jsonrpc":"2.0","id":"hello","method":"initialize",)"
                          R"("params":{"protocolVersion":"2025-06-18",)"
                          R"("capabilities":{},"clientInfo":{"name":"test","version":"1"}}})"
                          "\n"
                          R"({"jsonrpc":"2.0","method":"notifications/initialized"})"
                          "\n";

std::string call(int id, const std::string& tool, const Json& arguments,
                 const Json& meta = Json::object()) {
  return Json{{"jsonrpc", "2.0"},
              {"id", id},
              {"method", "tools/call"},
              {"params", {{"name", tool}, {"arguments", arguments}, {"_meta", meta}}}}
             .dump() +
         "\n";
}

struct Conversation {
  std::map<std::string, Json> answers;  ///< by id; errors without one under "null"
  std::vector<Json> progress;
  int code = -1;

  /// The text of a tool's answer.
  std::string text(int id) const {
    const auto at = answers.find(std::to_string(id));
    if (at == answers.end() || !at->second.contains("result")) return "no answer";
    return at->second["result"]["content"][0]["text"];
  }
  bool wrong(int id) const { return answers.at(std::to_string(id))["result"]["isError"]; }
  const Json& data(int id) const {
    return answers.at(std::to_string(id)).at("result").at("structuredContent");
  }
  int error(const std::string& id) const {
    const auto at = answers.find(id);
    return at == answers.end() || !at->second.contains("error")
               ? 0
               : at->second["error"]["code"].get<int>();
  }
};

Conversation heard(const Answer& answer) {
  Conversation all;
  all.code = answer.code;
  for (const std::string& line : lines_of(answer.out)) {
    const Json message = Json::parse(line);
    REQUIRE(message["jsonrpc"] == "2.0");
    if (message.contains("method"))
      all.progress.push_back(message);
    else
      all.answers[message["id"].dump()] = message;
  }
  return all;
}

Conversation talk(const Tool& edgecase, const std::string& messages,
                  const std::string& options = "") {
  edgecase.write(".in", messages);
  return heard(edgecase("mcp " + options + " < .in"));
}

}  // namespace

TEST_SUITE("cli") {
  TEST_CASE("mcp: a handshake agrees on a version, lists tools with their schemas") {
    const Tool edgecase;
    if (!edgecase.ready()) return;
    const Conversation all =
        talk(edgecase, hello + R"({"jsonrpc":"2.0","id":1,"method":"tools/list"})"
                               "\n"
                               R"({"jsonrpc":"2.0","id":2,"method":"ping"})"
                               "\n");
    CHECK(all.code == 0);
    const Json& greeting = all.answers.at("\"hello\"")["result"];
    CHECK(greeting["protocolVersion"] == "2025-06-18");
    CHECK(greeting["serverInfo"]["name"] == "edgecase");
    CHECK(greeting["capabilities"].contains("tools"));
    CHECK(all.answers.at("2")["result"] == Json::object());
    std::map<std::string, Json> tools;
    for (const Json& tool : all.answers.at("1")["result"]["tools"]) tools[tool["name"]] = tool;
    for (const char* name : {"scenarios", "check", "run", "compare", "why", "explain"}) {
      CAPTURE(name);
      REQUIRE(tools.contains(name));
      CHECK(tools[name]["inputSchema"]["type"] == "object");
      CHECK(tools[name]["inputSchema"]["additionalProperties"] == false);
    }
    const Json& run = tools["run"]["inputSchema"]["properties"];
    CHECK(run["set"]["type"] == "array");
    CHECK(run["replications"]["type"] == "integer");
    CHECK(run["replications"]["minimum"] == 1);
    CHECK(has(edgecase("run --help").out,
              run["seed"]["description"].get<std::string>().substr(0, 11)));
    CHECK_FALSE(run.contains("allow_outside"));
    CHECK_FALSE(run.contains("output"));
    // An unknown version is answered with the newest known one.
    const std::string future = R"({"jsonrpc":"2.0","id":1,"method":"initialize",)"
                               R"("params":{"protocolVersion":"2099-01-01"}})";
    CHECK(talk(edgecase, future + "\n").answers.at("1")["result"]["protocolVersion"] ==
          "2025-11-25");
  }

  TEST_CASE("mcp: tools answer with the numbers of the command line") {
    const Tool edgecase;
    if (!edgecase.ready()) return;
    edgecase.write("shop.yaml", small_scenario());
    const std::string changed = "design.caches.edge.ttl=5s";
    const Conversation all = talk(
        edgecase,
        hello +
            call(1, "run",
                 {{"scenario", "shop.yaml"},
                  {"replications", 3},
                  {"seed", 7},
                  {"metric", {"latency.p99{route=all}"}}}) +
            call(2, "compare", {{"base", "shop.yaml"}, {"set", {changed}}},
                 {{"progressToken", 5}}) +
            call(3, "why",
                 {{"yaml", small_scenario()}, {"metric", "latency.p99"}, {"replications", 2}}) +
            call(4, "check", {{"scenario", "shop.yaml"}, {"set", {"design.caches.edge.tll=5s"}}}) +
            call(5, "explain", {{"topic", "latency.p99"}}) + call(6, "scenarios", Json::object()) +
            call(7, "run", {{"yaml", "nonsense: 1"}}));
    const Json whole =
        Json::parse(edgecase("run shop.yaml --replications 3 --seed 7 -q --format json").out);
    CHECK(all.data(1)["replications"] == 3);
    std::size_t compared = 0;
    for (const Json& metric : all.data(1)["metrics"]) {
      for (const Json& same : whole["metrics"]) {
        if (same["name"] != metric["name"] || same["labels"] != metric["labels"]) continue;
        CHECK(same["mean"] == metric["mean"]);
        CHECK(same["hi"] == metric["hi"]);
        ++compared;
      }
    }
    CHECK(compared == all.data(1)["metrics"].size());
    CHECK(has(all.text(1), "latency.p99{route=all}"));
    CHECK(has(all.text(1), "95% interval"));
    CHECK(has(all.text(2), "design.caches.edge.ttl: 2s → 5s"));
    CHECK(all.data(2)["changed"][0]["alternative"] == "5s");
    REQUIRE(all.progress.size() == 10);  // two designs, five replications each
    for (std::size_t i = 0; i < all.progress.size(); ++i) {
      CHECK(all.progress[i]["params"]["progressToken"] == 5);
      CHECK(all.progress[i]["params"]["progress"] == i + 1);
    }
    CHECK(all.data(3)["metric"] == "latency.p99");
    CHECK_FALSE(all.data(3)["causes"].empty());
    CHECK_FALSE(all.wrong(4));  // finding errors is what check is for
    CHECK(all.data(4)["ok"] == false);
    CHECK(has(all.text(4), "did you mean `ttl`?"));
    CHECK(has(all.text(5), "labels   route,region"));
    CHECK(has(all.text(6), "image-shop"));
    CHECK(all.data(6)["files"] == Json{"shop.yaml"});
    CHECK(all.wrong(7));
    CHECK(has(all.text(7), "EC01"));
  }

  TEST_CASE("mcp: what is not understood gets an error, and the next message its answer") {
    const Tool edgecase;
    if (!edgecase.ready()) return;
    const std::string early = R"({"jsonrpc":"2.0","id":0,"method":"tools/list"})";
    const std::string deep(100'000, '[');
    const Conversation all = talk(
        edgecase,
        early + "\n" + hello + deep + "\n" +
            "{\"jsonrpc\":\"2.0\",\"id\":1,\"method\":\"\xff\"}\n" +
            R"({"jsonrpc":"2.0","id":2,"method":"resources/list"})"
            "\n"
            R"({"jsonrpc":"1.0","id":3,"method":"ping"})"
            "\n"
            R"({"jsonrpc":"2.0","id":4,"method":"tools/call","params":{"name":"rum"}})"
            "\n"
            R"({"jsonrpc":"2.0","id":5,"method":"tools/call",)"
            R"("params":{"name":"run","arguments":[]}})"
            "\n"
            R"({"jsonrpc":"2.0","id":6,"method":"tools/list","params":7})"
            "\n"
            R"({"jsonrpc":"2.0","id":{"a":1},"method":"ping"})"
            "\n"
            R"([{"jsonrpc":"2.0","id":7,"method":"ping"}])"
            "\n"
            R"({"jsonrpc":"2.0","id":8,"method":"initialize",)"
            R"("params":{"protocolVersion":"2025-06-18"}})"
            "\n"
            R"({"jsonrpc":"2.0","id":9,"result":{}})"
            "\n"
            R"({"jsonrpc":"2.0","method":"notifications/unheard-of"})"
            "\n"
            R"({"jsonrpc":"2.0","method":"notifications/cancelled","params":{"requestId":[1]}})"
            "\n"
            "\n" +
            call(10, "run", {{"scenari", "x"}}) + call(11, "run", {{"scenario", 7}}) +
            call(12, "run", {{"scenario", "x.yaml"}, {"set", "a=b"}}) +
            call(13, "run", {{"replications", 0}, {"scenario", "x.yaml"}}) +
            call(14, "compare", {{"base", "image-shop"}}) + call(15, "run", {{"scenario", "-"}}) +
            call(16, "explain", {{"topic", "nothing_like_it"}}) +
            R"({"jsonrpc":"2.0","id":"last","method":"ping"})"
            "\n");
    CHECK(all.code == 0);
    CHECK(all.error("0") == -32600);
    CHECK(all.error("2") == -32601);
    CHECK(all.error("3") == -32600);
    for (const char* id : {"4", "5", "6"}) CHECK(all.error(id) == -32602);
    CHECK(all.error("8") == -32600);
    CHECK_FALSE(all.answers.contains("9"));
    CHECK(all.error("null") == -32600);
    CHECK(all.wrong(10));
    CHECK(has(all.text(10), "did you mean `scenario`?"));
    CHECK(has(all.text(11), "takes a text"));
    CHECK(has(all.text(12), "takes a list"));
    CHECK(has(all.text(13), "at least 1"));
    CHECK(has(all.text(14), "nothing to compare with"));
    CHECK(has(all.text(15), "there is no file"));
    CHECK(has(all.text(16), "nothing is called"));
    CHECK(all.answers.at("\"last\"")["result"] == Json::object());
  }

  TEST_CASE("mcp: a message that nests too deep gets an error, and the next one its answer") {
    const Tool edgecase;
    if (!edgecase.ready()) return;
    // Deep enough to end a program that recurses into it.
    const std::string deep = std::string(100'000, '[') + std::string(100'000, ']');
    const Conversation all =
        talk(edgecase, hello + R"({"jsonrpc":"2.0","id":1,"method":"tools/call","params":)" +
                           R"({"name":"run","arguments":{"scenario":)" + deep + "}}}\n" +
                           R"({"jsonrpc":"2.0","id":"last","method":"ping"})"
                           "\n");
    CHECK(all.code == 0);
    CHECK(all.error("null") == -32700);
    CHECK(all.answers.at("\"last\"")["result"] == Json::object());
  }

  TEST_CASE("mcp: no file outside the folder is read, whatever names it") {
    const Tool edgecase;
    if (!edgecase.ready()) return;
    const std::string secret = "SECRET-OF-ANOTHER-FOLDER";
    std::filesystem::create_directories(edgecase.folder() / "inside" / "sub");
    std::filesystem::create_directories(edgecase.folder() / "outside");
    edgecase.write("outside/private.yaml", small_scenario("pops: []\nwrong: [ " + secret + "\n"));
    edgecase.write("outside/trace.csv", secret + "\n");
    edgecase.write("inside/ok.yaml", small_scenario());
    namespace fs = std::filesystem;
    fs::create_symlink("../outside/private.yaml", edgecase.folder() / "inside/link.yaml");
    fs::create_directory_symlink("../outside", edgecase.folder() / "inside/networks");
    fs::create_directory_symlink("../outside", edgecase.folder() / "inside/folder");
    const std::string absolute = (edgecase.folder() / "outside/private.yaml").string();
    const std::string extends = "apiVersion: edgecase/v1\nkind: Scenario\nextends: ";
    std::string messages = hello;
    int id = 0;
    for (const std::string name :
         {"../outside/private.yaml", "sub/../../outside/private.yaml", "link.yaml",
          "folder/private.yaml", "/etc/passwd", "/proc/self/environ"})
      messages += call(++id, "run", {{"scenario", name}});
    messages += call(++id, "run", {{"scenario", absolute}});
    for (const std::string name : {"../outside/private.yaml", "link.yaml", "folder/private.yaml"})
      messages += call(++id, "check", {{"yaml", extends + name + "\n"}});
    const std::vector<std::string> values{
        "world.network=private", "world.network=folder/private.yaml", "world.network=" + absolute,
        "design.prices.edge=../outside/private.yaml",
        "world.routes.all.trace={path: ../outside/trace.csv}"};
    for (const std::string& value : values)
      messages += call(++id, "check", {{"scenario", "ok.yaml"}, {"set", {value}}});
    edgecase.write(".in", messages);
    const Answer answer = edgecase("mcp < .in", "env -C inside");
    CHECK_FALSE(has(answer.out, secret));
    const Conversation all = heard(answer);
    for (int i = 1; i <= id; ++i) {
      CAPTURE(i);
      CAPTURE(all.text(i));
      CHECK((all.wrong(i) || all.data(i)["ok"] == false));
    }
    // The same links, on the command line.
    const Answer run = edgecase("run ok.yaml --set world.network=private", "env -C inside");
    CHECK(run.code == 2);
    CHECK_FALSE(has(run.err, secret));
    CHECK(has(
        edgecase("run ok.yaml --set world.network=private --allow-outside", "env -C inside").err,
        "private.yaml"));
  }

  TEST_CASE("mcp: a call that takes too long answers with what it has, or why it has nothing") {
    const Tool edgecase;
    if (!edgecase.ready()) return;
    edgecase.write("shop.yaml", small_scenario());
    const std::string long_run = "world.horizon.measure=2h";
    const Conversation all =
        talk(edgecase,
             hello +
                 call(1, "run",
                      {{"scenario", "shop.yaml"},
                       {"replications", 2000},
                       {"set", {"world.horizon.measure=200s"}}}) +
                 call(2, "run", {{"scenario", "image-shop"}, {"set", {long_run}}}),
             "--time-limit 1");
    CHECK(has(all.text(1), "Stopped at the time limit after "));
    CHECK(has(all.text(1), " of 2000 replications"));
    CHECK(all.data(1)["interrupted"] == true);
    CHECK(all.wrong(2));
    CHECK(has(all.text(2), "no result within the time limit of 1 s"));
  }

  TEST_CASE("mcp: a cancelled call has no answer, and those after it do not wait for it") {
    const Tool edgecase;
    if (!edgecase.ready()) return;
    const std::string cancel =
        R"({"jsonrpc":"2.0","method":"notifications/cancelled","params":{"requestId":)";
    const std::string long_run = "world.horizon.measure=10h";
    edgecase.write(".first", hello +
                                 call(1, "run", {{"scenario", "image-shop"}, {"set", {long_run}}}) +
                                 call(2, "explain", {{"topic", "ttl"}}) +
                                 call(3, "explain", {{"topic", "caches.ttl"}}) +
                                 call(3, "explain", {{"topic", "ttl"}}));
    edgecase.write(".then", cancel + "2}}\n" + cancel + "1}}\n");
    const Conversation all = heard(edgecase("mcp", "{ cat .first; sleep 1; cat .then; } |"));
    CHECK(all.code == 0);
    CHECK_FALSE(all.answers.contains("1"));
    CHECK_FALSE(all.answers.contains("2"));
    CHECK(all.answers.contains("3"));
  }
}
