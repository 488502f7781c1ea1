// What a field list yields besides reading: explain, schema, origins, paths, suggestions.
#include <doctest/doctest.h>
#include <nlohmann/json.hpp>

#include "diagnostics/shop_spec.hpp"
#include "load/explain.hpp"
#include "load/origin.hpp"
#include "load/print.hpp"
#include "load/schema.hpp"
#include "load/text/codes_practice.hpp"
#include "load/text/path.hpp"
#include "load/text/suggest.hpp"

using namespace edgecase;
using shop::ShopSpec;

namespace {

const ConfigRow& row_of(const std::vector<ConfigRow>& rows, std::string_view path) {
  for (const ConfigRow& row : rows)
    if (row.path == path) return row;
  throw std::runtime_error("no row " + std::string(path));
}

std::string told(std::string_view path) { return explain(type_of<ShopSpec>(), path).text; }

}  // namespace

TEST_SUITE("unit") {
  TEST_CASE("explain tells a field's meaning, form, default, range and source") {
    CHECK(told("caches.static.ttl") ==
          "caches.*.ttl: how long an answer is fresh\n"
          "\n"
          "  format   a duration (300s, 20ms, 5min, 1h30min)\n"
          "  default  2h\n"
          "  range    more than 0s, at most 3650d\n"
          "  source   default edge TTL for 200 responses: 120 min (2026-08)\n");
  }

  TEST_CASE("explain finds a path by its end, in the singular, with or without names") {
    for (const char* path : {"ttl", "cache.ttl", "caches.ttl", "caches.*.ttl", "caches.edge.ttl"}) {
      CAPTURE(path);
      CHECK(told(path) == told("caches.static.ttl"));
    }
    CHECK(told("faults[0].at").find("faults.*.at: when it starts\n") == 0);
    CHECK(told("s3_fifo.small").find("  default  10%\n") != std::string::npos);
  }

  TEST_CASE("explain lists keys, kinds and names with what they mean") {
    CHECK(told("upper_tier") ==
          "caches.*.upper_tier: a second cache between edge and origin\n"
          "\n"
          "  format   a mapping with the keys per, capacity, or none\n"
          "  default  none\n"
          "\n"
          "  key       default  meaning\n"
          "  per       region   what one tier serves\n"
          "  capacity  1GB      bytes it keeps\n");
    CHECK(told("policy").find("\n  s3_fifo  small  three queues\n") != std::string::npos);
    CHECK(told("faults").find("\n  kind ") != std::string::npos);
    CHECK(told("per").find("\n  global  one for the world\n") != std::string::npos);
  }

  TEST_CASE("explain lists what an end could mean, and suggests what is near") {
    const Explained several = explain(type_of<ShopSpec>(), "capacity");
    CHECK_FALSE(several.found);
    CHECK(several.candidates ==
          std::vector<std::string>{"caches.*.capacity", "caches.*.upper_tier.capacity"});
    const Explained near = explain(type_of<ShopSpec>(), "caches.edge.tll");
    CHECK_FALSE(near.found);
    CHECK(near.candidates == std::vector<std::string>{"caches.*.ttl"});
  }

  TEST_CASE("every code can be explained, and its examples are of its own kind") {
    for (const auto& table : {load_codes(), scenario_codes(), trace_codes(), practice_codes()}) {
      for (const CodeEntry& entry : table) {
        CHECK(find_code(entry.code) == &entry);
        CHECK_FALSE(entry.title.empty());
        CHECK_FALSE(entry.explanation.empty());
      }
    }
    CHECK(explain_code("EC0109").find("EC0109: number without a unit\n") == 0);
    CHECK(explain_code("EC9999").empty());
  }

  TEST_CASE("each default has a source or says that it is assumed") {
    for (const ConfigRow& row : config_rows(shop::shop_of("caches: {a: {upper_tier: {}}}\n"
                                                          "routes: {b: {share: 1%}}\n"),
                                            Document{{}, std::make_shared<Sources>()})) {
      CAPTURE(row.path);
      if (row.value.empty() || row.value == "none" || row.path == "routes.b.share") continue;
      CHECK_FALSE(row.doc.empty());
      CHECK_FALSE(row.provenance.text.empty());
      CHECK(row.provenance.assumed == row.provenance.date.empty());
    }
  }

  TEST_CASE("each resolved value says where it comes from") {
    Diagnostics diagnostics;
    const auto document = parse_document(
        "caches:\n  edge:\n    ttl: 90s\n    policy: {s3_fifo: 5%}\n"
        "faults: [{kind: slow, at: 1s}]\n",
        "shop.yaml", std::vector<std::string>{"caches.edge.capacity=1TB"}, diagnostics);
    REQUIRE(document);
    const auto spec = read<ShopSpec>(*document, diagnostics);
    REQUIRE(spec);
    const auto rows = config_rows(*spec, *document);
    const ConfigRow& ttl = row_of(rows, "caches.edge.ttl");
    CHECK(ttl.value == "90s");
    CHECK(describe_origin(ttl) == "shop.yaml:3");
    CHECK(describe_origin(row_of(rows, "caches.edge.capacity")) == "--set:1");
    CHECK(row_of(rows, "caches.edge.policy").value == "s3_fifo");
    CHECK(describe_origin(row_of(rows, "caches.edge.policy.s3_fifo.small")) == "shop.yaml:4");
    CHECK(describe_origin(row_of(rows, "caches.edge.upper_tier")) == "default");
    CHECK(describe_origin(row_of(rows, "rate")) == "assumed: a small shop");
    CHECK(describe_origin(row_of(rows, "exponent")) == "default: web traffic (2026-08)");
    CHECK(row_of(rows, "faults[0].kind").line == 5);
    CHECK(describe_origin(row_of(rows, "faults[0].factor")) == "assumed: a noticeable brownout");
  }

  TEST_CASE("the schema is draft-07 JSON that describes every key") {
    const auto schema = nlohmann::json::parse(json_schema(type_of<ShopSpec>(), "Shop"));
    CHECK(schema["$schema"] == "http://json-schema.org/draft-07/schema#");
    CHECK(schema["additionalProperties"] == false);
    const auto& cache = schema["properties"]["caches"]["additionalProperties"];
    for (const auto& [key, property] : cache["properties"].items()) {
      CAPTURE(key);
      CHECK_FALSE(property["description"].get<std::string>().empty());
    }
    CHECK(cache["properties"]["ttl"]["default"] == "2h");
    CHECK(cache["properties"]["ttl"]["pattern"].get<std::string>().find("ms") != std::string::npos);
    CHECK(schema["properties"]["routes"]["additionalProperties"]["required"][0] == "share");
    const auto& fault = schema["properties"]["faults"]["items"]["properties"];
    CHECK(fault["kind"]["enum"] == nlohmann::json({"pop_down", "slow"}));
    CHECK(fault.contains("factor"));
    CHECK(schema["properties"]["replications"]["minimum"] == 1);
    for (const auto& [name, menu] : schema["definitions"].items()) CHECK(menu.contains("anyOf"));
  }

  TEST_CASE("overrides and extended files merge by key and by name") {
    const ShopSpec spec = shop::shop_of(
        "faults:\n  - {name: a, kind: slow, at: 1s}\n  - {name: b, kind: slow, at: 2s}\n"
        "caches: {edge: {policy: {s3_fifo: 5%}}}\n",
        {"faults[b].at=9s", "faults[0].factor=4", "caches.edge.policy.lru={}",
         "caches.new={ttl: 5s}", "thresholds[latency.p99{route=a,region=b}]=['< 250ms', '> 1ms']",
         "title=a, b = c"});
    CHECK(spec.faults[0].at == Duration{std::chrono::seconds(1)});
    CHECK(spec.faults[1].at == Duration{std::chrono::seconds(9)});
    CHECK(spec.faults[0].kind.get_if<shop::SlowSpec>()->factor == doctest::Approx(4));
    CHECK(spec.caches.at("edge").policy.name() == "lru");
    CHECK(spec.caches.at("new").ttl == Duration{std::chrono::seconds(5)});
    CHECK(spec.thresholds.at("latency.p99{route=a,region=b}").size() == 2);
    CHECK(spec.title == "a, b = c");
  }

  TEST_CASE("keys that start with x- are notes") {
    CHECK(shop::shop_of("x-owner: {anything: [goes]}\ncaches: {a: {x-why: because}}\n")
              .caches.size() == 1);
  }

  TEST_CASE("aliases are read where they stand") {
    const ShopSpec spec = shop::shop_of("caches: {a: &a {ttl: 7s}, b: *a}\n");
    CHECK(spec.caches.at("b").ttl == Duration{std::chrono::seconds(7)});
  }

  TEST_CASE("paths with brackets, and what is no path") {
    const auto steps = parse_path("world.faults[gru].at[0][latency.p99]");
    REQUIRE(steps);
    CHECK(steps->size() == 6);
    CHECK((*steps)[2].text == "gru");
    CHECK((*steps)[4].index() == 0);
    CHECK((*steps)[5].text == "latency.p99");
    for (const char* bad : {".a", "a.", "a..b", "a[", "a[]", "a[b]c"}) {
      CAPTURE(bad);
      CHECK_FALSE(parse_path(bad));
    }
    CHECK(join_path("thresholds", "latency.p99") == "thresholds[latency.p99]");
  }

  TEST_CASE("a suggestion is near in letters") {
    const std::string_view keys[] = {"ttl", "capacity", "upper_tier"};
    CHECK(closest("tll", keys) == "ttl");
    CHECK(closest("TTL", keys) == "ttl");
    CHECK(closest("upper-teir", keys) == "upper_tier");
    CHECK(closest("capcity", keys) == "capacity");
    CHECK(closest("banana", keys).empty());
    CHECK(edit_distance("ab", "ba") == 1);
    CHECK(edit_distance("", "abc") == 3);
  }
}
