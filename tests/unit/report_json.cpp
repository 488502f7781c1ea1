// The JSON of results against the schema that is published for it, and CSV.
#include <algorithm>
#include <cmath>
#include <set>

#include <doctest/doctest.h>

#include "load/json.hpp"
#include "metrics/metrics.hpp"
#include "report/report.hpp"
#include "report/result_fields.hpp"
#include "support/json_schema.hpp"
#include "unit/report_support.hpp"

using namespace edgecase;

using edgecase::testing::JsonSchema;

namespace {

bool fits(const JsonSchema& schema, const Json& json) { return schema.errors(json.dump()).empty(); }

/// The fixed number of fields makes a forgotten one an error of the compiler; the list is as long.
template <class T, std::size_t Members>
bool lists_all() {
  static_assert(detail::has_members<T, Members>);
  static_assert(!detail::has_members<T, Members - 1>, "a list that is one short compiles");
  return fields(Of<T>{}).size() == Members;
}

void check_every_key(const Json& schema, const Json& of) {
  for (const auto& [key, property] : of["properties"].items()) {
    CAPTURE(key);
    CHECK_FALSE(property["description"].get<std::string>().empty());
    const Json item = property.value("items", Json::object());
    if (item.contains("properties")) check_every_key(schema, item);
  }
}

/// The objects of a JSON, of each list the first item's only.
std::set<std::string> objects_of(const Json& json) {
  std::set<std::string> all{""};
  const Json flat = json.flatten();
  for (const auto& [path, value] : flat.items()) {
    if (path.find_first_of("123456789") != path.npos) continue;
    for (std::size_t end = path.rfind('/'); end > 0; end = path.rfind('/', end - 1))
      if (json[Json::json_pointer(path.substr(0, end))].is_object())
        all.insert(path.substr(0, end));
  }
  return all;
}

/// Takes away, and then mistypes, each key of each object but those below `except`.
void check_keys(const Json& fine, const std::vector<std::string>& except) {
  const JsonSchema schema(result_schema());
  CHECK(fits(schema, fine));
  for (const std::string& path : objects_of(fine)) {
    const auto is_below = [&](const std::string& other) { return path.starts_with(other); };
    if (path.ends_with("/labels") || std::ranges::any_of(except, is_below)) continue;
    const Json::json_pointer at(path);
    for (const auto& [key, value] : fine[at].items()) {
      CAPTURE(path);
      CAPTURE(key);
      Json changed = fine;
      changed[at][key] = Json::array({Json::array()});
      CHECK_FALSE(fits(schema, changed));
      changed[at].erase(key);
      CHECK_FALSE(fits(schema, changed));
    }
  }
}

}  // namespace

TEST_SUITE("unit") {
  TEST_CASE("every member of a result is in the list of its fields, or nothing compiles") {
    CHECK(lists_all<Estimate, 3>());
    CHECK(lists_all<Metric, 6>());
    CHECK(lists_all<Judgement, 7>());
    CHECK(lists_all<Breakdown, 5>());
    CHECK(lists_all<BillRow, 12>());
    CHECK(lists_all<Result, 35>());
    CHECK(lists_all<ComparisonResult, 10>());
  }

  TEST_CASE("results and comparisons are as their schema says") {
    const JsonSchema schema(result_schema());
    CHECK(schema.errors(as_json(sample_result())) == "");
    CHECK(schema.errors(as_json(sample_comparison())) == "");
    CHECK(schema.errors(as_json(Result{})) == "");
    Result sampled = sample_result();
    sampled.one_in = 10;
    sampled.outcome = {};
    sampled.resolved_scenario = "";
    CHECK(schema.errors(as_json(sampled)) == "");
  }

  TEST_CASE("the schema knows the unit of every metric, and describes every key") {
    const Json schema = Json::parse(result_schema());
    for (const auto& [name, definition] : schema["definitions"].items())
      check_every_key(schema, definition);
    const Json& metric =
        schema["definitions"]["result"]["properties"]["metrics"]["items"]["properties"];
    const auto units = metric["unit"]["enum"].get<std::set<std::string>>();
    for (const MetricFamily& family : metric_families())
      CHECK(units.contains(std::string(family.unit)));
  }

  TEST_CASE("a result without one of its keys, or with another type there, is found") {
    check_keys(Json::parse(as_json(sample_result())), {"/resolved_scenario"});
    check_keys(Json::parse(as_json(sample_comparison())), {"/base", "/alternative"});
  }

  TEST_CASE("a result that is not as the schema says is found") {
    const JsonSchema schema(result_schema());
    const Json fine = Json::parse(as_json(sample_result()));
    const auto refuses = [&](const char* path, const Json& value) {
      CAPTURE(path);
      Json wrong = fine;
      wrong[Json::json_pointer(path)] = value;
      CHECK_FALSE(fits(schema, wrong));
    };
    refuses("/elapsed", 3);
    refuses("/schema_version", 2);
    refuses("/seed", -1);
    refuses("/seed", 1.5);
    refuses("/replications", "8");
    refuses("/passed", "yes");
    refuses("/title", nullptr);
    refuses("/resolved_scenario", "{}");
    refuses("/regions/0", 7);
    refuses("/metrics/0/mean", "much");
    refuses("/metrics/0/unit", "furlongs");
    refuses("/metrics/0/labels/route", 1);
    refuses("/metrics/0/estimate", Json::object());
    refuses("/judgements/0/outcome", "perhaps");
    refuses("/judgements/0/comparison", "!=");
    refuses("/bill/0/dollars/mean", "1");
    refuses("/bill/0/drivers/0/dollars", true);
    refuses("/bill_complete", nullptr);
  }

  TEST_CASE("what did not occur is null, never NaN") {
    Result result = sample_result();
    result.metrics[0].estimate = {std::nan(""), INFINITY, -INFINITY};
    result.metrics[0].values = {1, std::nan("")};
    const Json json = Json::parse(as_json(result));
    CHECK(json["metrics"][0]["mean"].is_null());
    CHECK(json["metrics"][0]["hi"].is_null());
    CHECK(json["metrics"][0]["values"][1].is_null());
  }

  TEST_CASE("passed is true, false, or null where it cannot be said") {
    Result result = sample_result();
    CHECK(Json::parse(as_json(result))["passed"] == false);
    result.outcome = Outcome::pass;
    CHECK(Json::parse(as_json(result))["passed"] == true);
    result.outcome = Outcome::inconclusive;
    CHECK(Json::parse(as_json(result))["passed"].is_null());
    result.outcome = {};
    CHECK(Json::parse(as_json(result))["passed"].is_null());
  }

  TEST_CASE("the resolved scenario is embedded, its keys in their order") {
    const Json json = Json::parse(as_json(sample_result()));
    CHECK(json["resolved_scenario"].dump() == R"({"kind":"Scenario","apiVersion":"edgecase/v1"})");
  }

  TEST_CASE("CSV has a column for each label and full precision") {
    Result result;
    result.metrics = {{"latency.p99", {{"region", "a,b"}}, "ms", {0.1, 0.05, 0.15}, {0.1, NAN}, 55},
                      {"cost.monthly", {{"line", "x"}}, "$", {2, NAN, NAN}, {2}}};
    CHECK(as_csv(result) ==
          "metric,line,region,unit,mean,lo,hi,n,events\n"
          "latency.p99,,\"a,b\",ms,0.1,0.05,0.15,1,55\n"
          "cost.monthly,x,,$,2,,,1,0\n");
  }

  TEST_CASE("CSV has what became of each objective, and of all") {
    Result result;
    result.metrics = {{"latency.p99", {{"region", "x"}}, "ms", {30, 20, 40}, {30}}};
    result.judgements = {{"", "latency.p99", "<", 25, "ms", {30, 28, 32}, Outcome::fail}};
    result.outcome = Outcome::fail;
    CHECK(as_csv(result) ==
          "metric,objective,outcome,region,unit,mean,lo,hi,n,events\n"
          "latency.p99,,,x,ms,30,20,40,1,0\n"
          "verdict,latency.p99 < 25,fail,,ms,30,28,32,0,0\n"
          "verdict,all,fail,,1,,,,0,0\n");
  }

  TEST_CASE("CSV of a comparison has both designs and the change") {
    ComparisonResult comparison;
    comparison.differences = {
        {"latency.p99", {}, "ms", 300, 301, {1, -2, 4}, {0.25, 0, 0.5}, false}};
    CHECK(as_csv(comparison) ==
          "metric,unit,base,alternative,change,change_lo,change_hi,relative,relative_lo,"
          "relative_hi,significant\n"
          "latency.p99,ms,300,301,1,-2,4,0.25,0,0.5,false\n");
  }

  TEST_CASE("formats go by name, and by the ending of a file") {
    CHECK(format_named("md") == Format::markdown);
    CHECK_FALSE(format_named("html"));
    CHECK(format_of_file("out/r.json") == Format::json);
    CHECK(format_of_file("r.txt") == Format::text);
    CHECK_FALSE(format_of_file("r.text"));
    CHECK_FALSE(format_of_file("json"));
  }
}
