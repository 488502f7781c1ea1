// A bill recomputed by somebody else: tests/laws/recompute_bill.py knows neither our code nor our
// price sheets, and must agree to the nano-dollar on random usage.
#include <cstdlib>
#include <string>
#include <vector>

#include <doctest/doctest.h>
#include <nlohmann/json.hpp>

#include "cli/tool.hpp"
#include "core/random.hpp"

using namespace edgecase::test;
using Json = nlohmann::ordered_json;

namespace {

/// From nothing to `most`, every order of magnitude alike.
std::int64_t any_up_to(edgecase::Draws& random, std::int64_t most) {
  std::int64_t limit = most;
  for (std::uint64_t shift = random.below(12); shift > 0; --shift) limit /= 10;
  return static_cast<std::int64_t>(random.below(static_cast<std::uint64_t>(limit) + 1));
}

Json total(const char* meter, std::int64_t quantity, const char* unit = "") {
  return {{"meter", meter}, {"quantity", std::to_string(quantity) + unit}};
}

Json usage(std::vector<Json> entries) {
  return {{"apiVersion", "edgecase/v1"}, {"kind", "Usage"}, {"usage", std::move(entries)}};
}

Json cloudflare_usage(edgecase::Draws& random) {
  const std::int64_t requests = any_up_to(random, 50'000'000'000) + 1;
  return usage({total("edge_function.requests", requests),
                {{"meter", "edge_function.cpu_time"},
                 {"items", requests},
                 {"time", std::to_string(1 + random.below(50)) + "ms"}},
                total("object.reads", any_up_to(random, 900'000'000'000)),
                total("object.writes", any_up_to(random, 900'000'000)),
                total("queue.operations", any_up_to(random, 9'000'000'000))});
}

Json aws_usage(edgecase::Draws& random) {
  Json egress = total("edge.egress_bytes", any_up_to(random, 90'000'000'000'000'000), "B");
  Json requests = total("edge.requests", any_up_to(random, 900'000'000'000));
  egress["labels"] = requests["labels"] = {{"country", "US"}};
  return usage({egress, requests, total("api.http_requests", any_up_to(random, 9'000'000'000)),
                total("object.reads", any_up_to(random, 900'000'000'000)),
                total("object.writes", any_up_to(random, 900'000'000))});
}

std::string recomputed(const Tool& edgecase, const std::string& vendor) {
  const std::string command = "python3 '" + std::string(EDGECASE_SOURCE_DIR) +
                              "/tests/laws/recompute_bill.py' " + vendor + " '" +
                              (edgecase.folder() / "usage.json").string() + "' > '" +
                              (edgecase.folder() / "recomputed").string() + "'";
  REQUIRE(std::system(command.c_str()) == 0);
  std::string text = edgecase.read("recomputed");
  while (!text.empty() && text.back() == '\n') text.pop_back();
  return text;
}

}  // namespace

TEST_SUITE("laws") {
  TEST_CASE("an independent script that reads the same usage arrives at the same nano-dollars") {
    const Tool edgecase;
    if (!edgecase.ready()) return;
    if (std::system("python3 --version >/dev/null 2>&1") != 0) {
      skipped("python3 is missing");
      return;
    }
    edgecase::Draws random(edgecase::Stream(7, 0, "recomputed bills"));
    for (int round = 0; round < 25; ++round) {
      for (const std::string vendor : {"cloudflare", "aws"}) {
        const Json file = vendor == "aws" ? aws_usage(random) : cloudflare_usage(random);
        edgecase.write("usage.json", file.dump());
        const Answer answer =
            edgecase("bill --strict --format json --usage usage.json --prices " + vendor + "-2026");
        CAPTURE(file.dump());
        CAPTURE(answer.err);
        REQUIRE(answer.code == 0);
        const Json bill = Json::parse(answer.out)["bills"][0];
        CHECK(std::to_string(bill["nano_dollars"].get<std::int64_t>()) ==
              recomputed(edgecase, vendor));
      }
    }
  }
}
