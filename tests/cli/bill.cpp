// `edgecase bill`: formats, several sheets, who drove a line, and what no sheet prices.
#include <charconv>
#include <string>

#include <doctest/doctest.h>
#include <nlohmann/json.hpp>

#include "cli/tool.hpp"

using namespace edgecase::test;
using Json = nlohmann::json;

namespace {

std::string usage_file(const std::string& entries) {
  return "apiVersion: edgecase/v1\nkind: Usage\nname: mine\nusage:\n" + entries;
}

// Text without its line breaks: where a line is wrapped is the layout's business.
std::string flat(const std::string& text) {
  std::string out;
  for (const char c : text) {
    const bool blank = c == ' ' || c == '\n';
    if (!blank || (!out.empty() && out.back() != ' ')) out += blank ? ' ' : c;
  }
  return out;
}

const std::string egress =
    "  - {meter: edge.egress_bytes, quantity: 30TiB, labels: {country: US, cause: hit}}\n"
    "  - {meter: edge.egress_bytes, quantity: 10TiB, labels: {country: US, cause: attack}}\n";

}  // namespace

TEST_SUITE("cli") {
  TEST_CASE("a bill shows quantity, tiers, dollars, share and who drove it") {
    const Tool edgecase;
    if (!edgecase.ready()) return;
    edgecase.write("u.yaml", usage_file(egress));
    const Answer answer = edgecase("bill --prices aws-2026 --usage u.yaml");
    CHECK(answer.code == 0);
    CHECK(answer.err.empty());
    // 10,240 GiB at $0.085 and 30,720 at $0.08.
    CHECK(has(flat(answer.out), "10,240 x $0.085 = $870.40; 30,720 x $0.08 = $2,457.60"));
    CHECK(has(flat(answer.out), "driven by country=US 100%, cause=hit 75.0%"));
    CHECK(has(flat(answer.out), "$3,328.00"));
  }

  TEST_CASE("several sheets stand side by side, and what one does not price is said") {
    const Tool edgecase;
    if (!edgecase.ready()) return;
    edgecase.write("u.yaml", usage_file(egress + "  - {meter: kv.reads, quantity: 20M}\n"));
    const Answer answer = edgecase("bill --prices cloudflare-2026,aws-2026 --usage u.yaml");
    CHECK(answer.code == 0);
    CHECK(has(flat(answer.out), "Side by side"));
    CHECK(has(flat(answer.out), "this sheet has no price for: kv.reads 20M"));
    CHECK(has(flat(answer.out), "≥ $3,328.00"));
    CHECK(has(answer.err, "the bill for aws-2026 is incomplete"));
    CHECK_FALSE(has(answer.err, "cloudflare"));
    CHECK(edgecase("bill --strict --prices aws-2026 --usage u.yaml").code == 5);
    CHECK(edgecase("bill --strict --prices cloudflare-2026 --usage u.yaml").code == 0);
    const Json bills =
        Json::parse(edgecase("bill --prices cloudflare-2026,aws-2026 --usage u.yaml --format json")
                        .out)["bills"];
    REQUIRE(bills.size() == 2);
    CHECK(bills[0]["complete"] == true);
    CHECK(bills[0]["dollars"] == "210.00");  // business plan, Workers Paid, 10 M reads beyond 10 M
    CHECK(bills[1]["complete"] == false);
    CHECK(bills[1]["not_priced"][0]["meter"] == "kv.reads");
  }

  TEST_CASE("an unknown price makes a bill a lower bound, never cheaper") {
    const Tool edgecase;
    if (!edgecase.ready()) return;
    edgecase.write("u.yaml", usage_file("  - {meter: edge.requests, quantity: 10M}\n"
                                        "  - {meter: edge.egress_bytes, quantity: 1TB,"
                                        " labels: {region: europe}}\n"));
    const Answer answer = edgecase("bill --prices fastly-2026 --usage u.yaml");
    // $10 of requests; 1,000 GB at between $0.08 and $0.28
    CHECK(has(flat(answer.out), "the price is unknown, between $80.00 and $280.00"));
    CHECK(has(flat(answer.out), "$90.00 to $290.00"));
    CHECK(has(answer.err, "lower bound"));
    edgecase.write("v.yaml", usage_file("  - {meter: edge.egress_bytes, quantity: 1TB}\n"
                                        "  - {meter: container.requests, quantity: 1M}\n"));
    const Answer boundless = edgecase("bill --prices google-2026 --usage v.yaml");
    CHECK(has(flat(boundless.out), "total of known prices"));
    CHECK(has(flat(boundless.out), "≥ $0.40"));
  }

  TEST_CASE("a waterfall draws each line that costs, and the total") {
    const Tool edgecase;
    if (!edgecase.ready()) return;
    edgecase.write("u.yaml", usage_file("  - {meter: edge.requests, quantity: 10M}\n"
                                        "  - {meter: kv.reads, quantity: 20M}\n"));
    const std::string bill = "bill --prices cloudflare-2026 --usage u.yaml ";
    CHECK(edgecase(bill + "--plot bill.svg").code == 0);
    const std::string svg = edgecase.read("bill.svg");
    CHECK(svg.starts_with("<svg "));
    for (const char* part : {"Business plan", "$200.00", "KV reads", "$5.00", "total", "$210.00"}) {
      CAPTURE(part);
      CHECK(has(svg, part));
    }
    CHECK_FALSE(has(svg, ">Requests<"));  // free of charge
    CHECK(edgecase(bill + "--plot bill.png").code == 2);
  }

  TEST_CASE("break-even names the cheapest sheet by volume") {
    const Tool edgecase;
    if (!edgecase.ready()) return;
    edgecase.write("u.yaml", usage_file("  - {meter: edge.egress_bytes, quantity: 1TiB,"
                                        " labels: {country: US}}\n"));
    const Answer answer = edgecase(
        "bill --prices cloudflare-2026,aws-2026 --break-even --format json --usage u.yaml");
    REQUIRE(answer.code == 0);
    const Json volumes = Json::parse(answer.out)["break_even"]["ranges"];
    REQUIRE(volumes.size() == 2);  // $200 buy 2,352.9 GiB at $0.085
    CHECK(volumes[0]["cheapest"] == "aws-2026");
    CHECK(volumes[0]["to"].get<double>() ==
          doctest::Approx(200 / 0.085 / 1024).scale(0).epsilon(0.001));
    CHECK(volumes[1]["cheapest"] == "cloudflare-2026");
  }

  TEST_CASE(
      "break-even over a hit ratio, an object size, a region's part and the price of egress") {
    const Tool edgecase;
    if (!edgecase.ready()) return;
    // 10M requests of 100 kB, 80% hits; the origin sends 186 GiB from us-east-1.
    edgecase.write(
        "u.yaml",
        usage_file("  - {meter: edge.requests, quantity: 6M, labels: {country: US}}\n"
                   "  - {meter: edge.requests, quantity: 4M, labels: {country: BR}}\n"
                   "  - {meter: edge.egress_bytes, quantity: 1TB, labels: {country: US}}\n"
                   "  - {meter: origin.requests, quantity: 2M}\n"
                   "  - {meter: origin.egress_bytes, quantity: 200GB,"
                   " labels: {origin_region: us-east-1}}\n"));
    const auto found = [&](const std::string& arguments) {
      const Answer answer =
          edgecase("bill --usage u.yaml --format json --prices cloudflare-2026 --origin aws-2026 " +
                   arguments);
      REQUIRE(answer.code == 0);
      return Json::parse(answer.out)["break_even"];
    };
    // $200 and egress at $0.09 a GiB of the misses: all of it at 0%, none at 100%.
    const Json hits = found("--over hit-ratio");
    CHECK(hits["over"] == "hit ratio");
    CHECK(hits["now"].get<double>() == doctest::Approx(0.8).scale(0));
    REQUIRE(hits["ranges"].size() == 1);
    const double all_gib = 1e12 / (1 << 30);
    const auto dollars = [](const Json& range, const char* which) {
      const std::string text = range[which];
      double value = 0;
      std::from_chars(text.data(), text.data() + text.size(), value);
      return value;
    };
    CHECK(dollars(hits["ranges"][0], "dollars_from") ==
          doctest::Approx(200 + all_gib * 0.09).scale(0).epsilon(1e-3));
    CHECK(dollars(hits["ranges"][0], "dollars_to") == doctest::Approx(200));
    const Json sizes = found("--over object-size");
    CHECK(dollars(sizes["ranges"][0], "dollars_from") ==
          doctest::Approx(200 + all_gib / 5 * 0.09 / 1000).scale(0).epsilon(1e-3));
    const Json prices = found("--over egress-price");
    CHECK(dollars(prices["ranges"][0], "dollars_to") ==
          doctest::Approx(200 + all_gib / 5 * 0.09 * 1000).scale(0).epsilon(1e-3));
    CHECK(found("--over country=BR")["now"].get<double>() == doctest::Approx(0.4).scale(0));
    const std::string bill = "bill --usage u.yaml --prices cloudflare-2026 ";
    CHECK(has(edgecase(bill + "--over country=FR").err, "no meter with this label value"));
    CHECK(has(edgecase(bill + "--over weather").err, "such as country=BR"));
    CHECK(edgecase(bill + "--over weather").code == 2);
  }

  TEST_CASE("all plans stand side by side, and the cheapest is named") {
    const Tool edgecase;
    if (!edgecase.ready()) return;
    edgecase.write("u.yaml", usage_file("  - {meter: edge.requests, quantity: 6M}\n"));
    const Answer answer = edgecase("bill --usage u.yaml --prices cloudflare-2026 --plan all");
    REQUIRE(answer.code == 0);
    for (const char* part : {"cloudflare-2026 pro", "cloudflare-2026 business", "$25.00", "$200.00",
                             "cheapest: cloudflare-2026 free", "by price alone"}) {
      CAPTURE(part);
      CHECK(has(flat(answer.out), part));
    }
  }

  TEST_CASE("plans, add-ons, free tiers and the origin's sheet change what is charged") {
    const Tool edgecase;
    if (!edgecase.ready()) return;
    edgecase.write("u.yaml", usage_file("  - {meter: edge.egress_bytes, quantity: 11GB}\n"
                                        "  - {meter: origin.egress_bytes, quantity: 1124GiB,"
                                        " labels: {origin_region: us-east-1}}\n"
                                        "  - {meter: edge.requests, quantity: 1M}\n"));
    const auto dollars = [&](const std::string& arguments) -> std::string {
      const Answer answer = edgecase("bill --usage u.yaml --format json --prices " + arguments);
      return answer.code == 0 ? std::string(Json::parse(answer.out)["bills"][0]["dollars"])
                              : answer.err;
    };
    CHECK(dollars("cloudflare-2026") == "200.00");
    CHECK(dollars("cloudflare-2026 --plan pro") == "25.00");
    CHECK(dollars("cloudflare-2026 --plan free --add-on argo") == "6.00");
    CHECK(dollars("cloudflare-2026 --plan free --origin aws-2026") == "101.16");
    CHECK(dollars("cloudflare-2026 --plan free --origin aws-2026 --free-tier") == "92.16");
    CHECK(has(dollars("cloudflare-2026 --plan gold"), "no sheet has a plan or product `gold`"));
    CHECK(has(dollars("cloudflare-2026 --add-on gold"), "no sheet has a plan or product `gold`"));
    CHECK(has(dollars("cloudflare-2062"), "did you mean `cloudflare-2026`?"));
  }

  TEST_CASE("a bucket's egress is free behind the vendor's own edge, and not without one") {
    const Tool edgecase;
    if (!edgecase.ready()) return;
    const std::string bucket =
        "  - {meter: object.egress_bytes, quantity: 100GiB, labels: {origin_region: us-east-1}}\n";
    edgecase.write("bucket.yaml", usage_file(bucket));
    edgecase.write("site.yaml", usage_file(bucket + egress));
    const auto line = [&](const std::string& arguments) {
      const Json bill = Json::parse(
          edgecase("bill --prices aws-2026 --format json --usage " + arguments).out)["bills"][0];
      for (const Json& one : bill["lines"])
        if (one["product"] == "transfer") return std::string(one["dollars"]);
      return std::string("none");
    };
    CHECK(line("bucket.yaml") == "9.00");
    CHECK(line("site.yaml") == "0.00");
    CHECK(line("site.yaml --edge cloudflare") == "9.00");
  }

  TEST_CASE("usage of less than a month is repeated for it") {
    const Tool edgecase;
    if (!edgecase.ready()) return;
    edgecase.write("day.yaml",
                   "apiVersion: edgecase/v1\nkind: Usage\nmeasured: 1d\nusage:\n"
                   "  - {meter: kv.reads, quantity: 1M}\n");
    const Answer answer = edgecase("bill --prices cloudflare-2026 --usage day.yaml");
    CHECK(has(flat(answer.out),
              "1 M in 1d x 30 = 30 M a month; less 10 M included; 20 x $0.5 = $10.00"));
  }

  TEST_CASE("bills are written as JSON, CSV and Markdown") {
    const Tool edgecase;
    if (!edgecase.ready()) return;
    edgecase.write("u.yaml", usage_file(egress));
    const Answer answer =
        edgecase("bill --prices aws-2026 --usage u.yaml -o b.json -o b.csv -o b.md -o b.txt");
    CHECK(answer.code == 0);
    CHECK(answer.out.empty());
    const Json line = Json::parse(edgecase.read("b.json"))["bills"][0]["lines"][0];
    CHECK(line["per"] == "1GiB");
    CHECK(line["nano_dollars"] == 3'328'000'000'000);
    CHECK(line["because_of"].size() == 2);
    CHECK(has(edgecase.read("b.csv"), "\naws-2026,total,,,,,,,,,,3328.00,3328000000000,,,\n"));
    CHECK(has(edgecase.read("b.md"), "| Data transfer out to internet, us-mexico-canada |"));
    CHECK(edgecase.read("b.txt") == edgecase("bill --prices aws-2026 --usage u.yaml").out);
    CHECK(edgecase("bill --prices aws-2026 --usage u.yaml -o b.xml").code == 2);
  }

  TEST_CASE("what is wrong with a usage file is said at its line") {
    const Tool edgecase;
    if (!edgecase.ready()) return;
    edgecase.write("u.yaml", usage_file("  - {meter: edge.egress, quantity: 1GB}\n"
                                        "  - {meter: edge.requests, quantity: 1GB}\n"));
    const Answer answer = edgecase("bill --prices aws-2026 --usage u.yaml");
    CHECK(answer.code == 2);
    CHECK(answer.out.empty());
    CHECK(has(answer.err, "u.yaml:5:"));
    CHECK(has(answer.err, "unknown meter `edge.egress`"));
    CHECK(has(answer.err, "u.yaml:6:"));
    CHECK(edgecase("check u.yaml").code == 2);
    CHECK(has(edgecase("bill --prices aws-2026").err, "needs --usage"));
    CHECK(has(edgecase("bill --usage u.yaml").err, "needs --prices"));
  }

  TEST_CASE("usage, meters and prices explain themselves") {
    const Tool edgecase;
    if (!edgecase.ready()) return;
    CHECK(has(edgecase("explain usage").out, "measured"));
    CHECK(has(edgecase("explain usage.usage").out, "daily_peaks"));
    CHECK(has(edgecase("explain meters").out, "edge.egress_bytes"));
    CHECK(has(edgecase("explain labels").out, "origin_region"));
    CHECK(has(edgecase("explain function.memory_time").out, "GiB-s"));
    CHECK(has(edgecase("explain prices").out, "subscriptions"));
  }

  TEST_CASE("every shipped usage file is right") {
    const Tool edgecase;
    if (!edgecase.ready()) return;
    const std::string folder = std::string(EDGECASE_SOURCE_DIR) + "/scenarios/usage/";
    for (const auto& file : std::filesystem::directory_iterator(folder)) {
      CAPTURE(file.path().string());
      CHECK(edgecase("check '" + file.path().string() + "'").code == 0);
    }
  }
}
