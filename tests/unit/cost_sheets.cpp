#include <string>

#include <doctest/doctest.h>

#include "load/text/codes.hpp"
#include "unit/cost_support.hpp"

using namespace edgecase;
using namespace edgecase::test;

namespace {

const std::string head = R"(apiVersion: edgecase/v1
kind: PriceSheet
name: mine
title: Mine
provider: me
currency: USD
source: {text: a page, retrieved: "2026-11-21"}
)";

const std::string product = R"(products:
  - name: cdn
    title: CDN
    lines:
      - name: egress
        title: Egress
        meter: edge.egress_bytes
        per: 1GB
)";

// "CODE path" of the first problem found; empty if there is none.
std::string first_problem(const std::string& text) {
  Diagnostics problems;
  const auto document = parse_document(text, "mine.yaml", {}, problems);
  if (document) read<PriceSheet>(*document, problems);
  const auto all = problems.sorted();
  return all.empty() ? "" : std::string(all.front().code) + " " + all.front().path;
}

std::string problem(std::string_view code, const std::string& path) {
  return std::string(code) + " " + path;
}

}  // namespace

TEST_SUITE("unit") {
  TEST_CASE("the sheets that ship are valid, and every line has a source and a date") {
    for (const char* name : {"aws-2026", "cloudflare-2026"}) {
      const PriceSheet sheet = shipped_sheet(name);
      CHECK(sheet.name == name);
      CHECK_FALSE(sheet.source.text.empty());
      CHECK(sheet.source.retrieved.size() == 10);
      CHECK_FALSE(sheet.products.empty());
    }
  }

  TEST_CASE("a small sheet reads without complaint") {
    CHECK(first_problem(head + product + "        prices: {everywhere: [$0.09]}\n") == "");
  }

  TEST_CASE("tiers that do not rise are refused at the tier") {
    CHECK(first_problem(head + product +
                        "        up_to: [10TB, 10TB]\n"
                        "        prices: {everywhere: [$3, $2, $1]}\n") ==
          problem(code::unordered, "products[0].lines[0].up_to[1]"));
    CHECK(first_problem(head + product +
                        "        up_to: [0B]\n"
                        "        prices: {everywhere: [$3, $2]}\n") ==
          problem(code::unordered, "products[0].lines[0].up_to[0]"));
  }

  TEST_CASE("a tier without a price, or a price without a tier, is refused at the list") {
    const std::string tiers = "        up_to: [10TB]\n";
    CHECK(first_problem(head + product + tiers + "        prices: {everywhere: [$3]}\n") ==
          problem(code::out_of_range, "products[0].lines[0].prices.everywhere"));
    CHECK(first_problem(head + product + tiers + "        prices: {everywhere: [$3, $2, $1]}\n") ==
          problem(code::out_of_range, "products[0].lines[0].prices.everywhere"));
  }

  TEST_CASE("a meter that nobody counts is refused") {
    std::string text = head + product + "        prices: {everywhere: [$3]}\n";
    text.replace(text.find("edge.egress_bytes"), 17, "edge.egress");
    CHECK(first_problem(text) == problem(code::unknown_name, "products[0].lines[0].meter"));
  }

  TEST_CASE("an amount of the wrong dimension is refused") {
    std::string text = head + product + "        prices: {everywhere: [$3]}\n";
    text.replace(text.find("1GB"), 3, "10k");
    CHECK(first_problem(text) == problem(code::unknown_unit, "products[0].lines[0].per"));
    CHECK(first_problem(head + product +
                        "        included: 5M\n        prices: {everywhere: [$3]}\n") ==
          problem(code::unknown_unit, "products[0].lines[0].included"));
  }

  TEST_CASE("prices by region must cover every region, and no other") {
    const std::string groups =
        "groups: {zones: {label: country, of: {north: [SE, \"NO\"], south: [ES]}}}\n";
    const std::string line = product + "        by: zones\n";
    CHECK(first_problem(head + groups + line + "        prices: {north: [$1], south: [$2]}\n") ==
          "");
    CHECK(first_problem(head + groups + line + "        prices: {north: [$1]}\n") ==
          problem(code::missing_key, "products[0].lines[0].prices"));
    CHECK(first_problem(head + groups + line +
                        "        prices: {north: [$1], south: [$2], east: [$3]}\n") ==
          problem(code::refers_to_nothing, "products[0].lines[0].prices.east"));
    CHECK(first_problem(head + product + "        by: zones\n        prices: {north: [$1]}\n") ==
          problem(code::refers_to_nothing, "products[0].lines[0].by"));
  }

  TEST_CASE("a country in two regions is refused") {
    const std::string groups =
        "groups: {zones: {label: country, of: {north: [SE], south: [ES, SE]}}}\n";
    CHECK(first_problem(head + groups + product + "        prices: {everywhere: [$1]}\n") ==
          problem(code::duplicate_name, "groups.zones.of.south[1]"));
  }

  TEST_CASE("a price without a day it was read is refused") {
    std::string text = head + product + "        prices: {everywhere: [$3]}\n";
    text.replace(text.find("2026-11-21"), 10, "last week!");
    CHECK(first_problem(text) == problem(code::not_representable, "source.retrieved"));
  }

  TEST_CASE("plans need a default that exists") {
    const std::string plans = "plans: [{name: pro, title: Pro, monthly: $25}]\n";
    const std::string rest = product + "        prices: {everywhere: [$3]}\n";
    CHECK(first_problem(head + plans + "plan: pro\n" + rest) == "");
    CHECK(first_problem(head + plans + rest) == problem(code::missing_key, "plans"));
    CHECK(first_problem(head + plans + "plan: max\n" + rest) ==
          problem(code::refers_to_nothing, "plan"));
  }
}
