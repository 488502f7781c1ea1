// What a user asks about, and files of their own.
#include <filesystem>
#include <set>

#include <doctest/doctest.h>

#include "cli/tool.hpp"

using namespace edgecase::test;

TEST_SUITE("cli") {
  TEST_CASE("explain knows what users look for, and what it refers to") {
    const Tool edgecase;
    if (!edgecase.ready()) return;
    std::set<std::string> referred;
    for (const char* word : {"egress",
                             "ddos",
                             "rollback",
                             "failover",
                             "r2",
                             "lambda",
                             "kv",
                             "MSER",
                             "client_network",
                             "extends",
                             "origin_timeout",
                             "bypass",
                             "cold-start",
                             "isolate",
                             "cloudflare-2026",
                             "hit",
                             "local_rate",
                             "compare",
                             "tiered cache",
                             "world.faults[0]",
                             "design.caches.static"}) {
      const Answer answer = edgecase("explain '" + std::string(word) + "'");
      CAPTURE(word);
      CHECK(answer.code == 0);
      for (const std::string& line : lines_of(answer.out)) {
        const std::size_t at = line.find("edgecase explain ");
        if (at != std::string::npos) referred.insert(line.substr(at + 17));
      }
    }
    CHECK(referred.size() > 20);
    for (const std::string& topic : referred) {
      CAPTURE(topic);
      CHECK(edgecase("explain '" + topic + "'").code == 0);
    }
  }

  TEST_CASE("a default that comes from elsewhere is stated") {
    const Tool edgecase;
    if (!edgecase.ready()) return;
    CHECK(has(edgecase("explain compute.keep_alive").out, "default  as in the runtime"));
    edgecase.write("s.yaml", small_scenario("  compute: {fn: {runtime: isolate}}\n"));
    const std::string config =
        edgecase("run s.yaml --set design.routes.all.compute=fn --print-config").out;
    for (const std::string& line : lines_of(config))
      if (line.starts_with("design.compute.fn.keep_alive"))
        CHECK((has(line, "10min") && has(line, "the runtime isolate")));
    CHECK(has(config, "design.compute.fn.keep_alive"));
  }

  TEST_CASE("files of one's own are named by path, and stay in the scenario's folder") {
    const Tool edgecase;
    if (!edgecase.ready()) return;
    const std::string shipped = std::string(EDGECASE_SOURCE_DIR) + "/scenarios/";
    std::filesystem::create_directories(edgecase.folder() / "case/own");
    const auto copy = [&](const std::string& from, const std::string& to) {
      std::filesystem::copy_file(shipped + from, edgecase.folder() / to);
    };
    copy("prices/fastly-2026.yaml", "case/own/sheet.yaml");
    copy("runtimes/isolate.yaml", "case/runtime.yaml");
    edgecase.write("case/net.yaml",
                   "extends: world.yaml\nsource: mine\nretrieved: 2026-11\norigin: us-east-1\n"
                   "pops: |\n  code, city, country, region, latitude, longitude, size\n"
                   "  FRA, Frankfurt, DE, europe, 50.03, 8.54, hub\n");
    edgecase.write("case/s.yaml", small_scenario("  compute: {fn: {runtime: runtime.yaml}}\n"));
    const std::string own =
        "check case/s.yaml --set design.prices.edge=own/sheet.yaml --set world.network=net.yaml "
        "--set design.routes.all.compute=fn ";
    const Answer fine = edgecase(own);
    CAPTURE(fine.out);
    CHECK(fine.code == 0);
    copy("prices/fastly-2026.yaml", "sheet.yaml");
    const std::string outside = "check case/s.yaml --set design.prices.edge=../sheet.yaml";
    CHECK(has(edgecase(outside).out, "EC0129"));
    CHECK(edgecase(outside + " --allow-outside").code == 0);
    std::filesystem::create_symlink("../sheet.yaml", edgecase.folder() / "case/link.yaml");
    CHECK(has(edgecase("check case/s.yaml --set design.prices.edge=link.yaml").out, "EC0129"));
    edgecase.write("secret.txt", "password: hunter2\n");
    edgecase.write("case/spy.yaml", "extends: ../secret.txt\n");
    const Answer spy = edgecase("check case/spy.yaml");
    CHECK(has(spy.out, "EC0129"));
    CHECK_FALSE(has(spy.out, "hunter2"));
    CHECK(has(edgecase("check case/s.yaml --set world.network=corridors").out,
              "`corridors` has no sites"));
    CHECK(has(edgecase("check case/s.yaml --set design.prices.edge=none.yaml").out,
              "file `none.yaml` does not exist"));
  }
}
