// The JSON of results against the schema that is published for it, and CSV.
#include <cmath>

#include <doctest/doctest.h>
#include <nlohmann/json.hpp>

#include "report/report.hpp"
#include "unit/report_support.hpp"

using namespace edgecase;
using Json = nlohmann::ordered_json;

namespace {

bool is_type(const Json& value, const std::string& type) {
  if (type == "object") return value.is_object();
  if (type == "array") return value.is_array();
  if (type == "string") return value.is_string();
  if (type == "number") return value.is_number();
  if (type == "integer") return value.is_number_integer();
  if (type == "boolean") return value.is_boolean();
  return type == "null" && value.is_null();
}

/// As much of draft-07 as the schema uses. Returns what is wrong first, with its path.
class Validator {
 public:
  explicit Validator(Json schema) : root_(std::move(schema)) {}

  std::string wrong(const Json& value) const { return wrong(value, root_, "$"); }

 private:
  std::string wrong(const Json& value, const Json& schema, const std::string& path) const {
    if (schema.contains("$ref")) {
      const std::string ref = schema["$ref"];
      return wrong(value, root_.at(Json::json_pointer(ref.substr(1))), path);
    }
    if (schema.contains("oneOf")) return wrong_alternative(value, schema, path);
    if (schema.contains("type") && !has_type(value, schema["type"])) return path + ": type";
    if (schema.contains("const") && value != schema["const"]) return path + ": const";
    if (schema.contains("enum") && std::ranges::find(schema["enum"], value) == schema["enum"].end())
      return path + ": enum";
    if (value.is_array() && schema.contains("items")) {
      for (std::size_t i = 0; i < value.size(); ++i) {
        const std::string at = path + "[" + std::to_string(i) + "]";
        if (auto text = wrong(value[i], schema["items"], at); !text.empty()) return text;
      }
    }
    return value.is_object() ? wrong_object(value, schema, path) : "";
  }

  std::string wrong_alternative(const Json& value, const Json& schema,
                                const std::string& path) const {
    int fitting = 0;
    std::string first;
    for (const Json& alternative : schema["oneOf"]) {
      const std::string text = wrong(value, alternative, path);
      if (text.empty())
        ++fitting;
      else if (first.empty())
        first = text;
    }
    return fitting == 1 ? "" : "one of: " + first;
  }

  std::string wrong_object(const Json& value, const Json& schema, const std::string& path) const {
    for (const Json& key : schema.value("required", Json::array())) {
      if (!value.contains(key.get<std::string>())) return path + ": lacks " + key.dump();
    }
    const Json known = schema.value("properties", Json::object());
    for (const auto& [key, member] : value.items()) {
      const Json rest = schema.value("additionalProperties", Json(true));
      const std::string at = path + "." + key;
      if (known.contains(key)) {
        if (auto text = wrong(member, known[key], at); !text.empty()) return text;
      } else if (rest.is_object()) {
        if (auto text = wrong(member, rest, at); !text.empty()) return text;
      } else if (!rest.get<bool>()) {
        return at + ": not in the schema";
      }
    }
    return "";
  }

  static bool has_type(const Json& value, const Json& type) {
    if (type.is_string()) return is_type(value, type);
    return std::ranges::any_of(type, [&](const Json& t) { return is_type(value, t); });
  }

  Json root_;
};

}  // namespace

TEST_SUITE("unit") {
  TEST_CASE("results and comparisons are as their schema says") {
    const Validator validator(Json::parse(result_schema()));
    CHECK(validator.wrong(Json::parse(as_json(sample_result()))) == "");
    CHECK(validator.wrong(Json::parse(as_json(sample_comparison()))) == "");
    CHECK(validator.wrong(Json::parse(as_json(Result{}))) == "");
  }

  TEST_CASE("a result that is not as the schema says is found") {
    const Validator validator(Json::parse(result_schema()));
    const Json fine = Json::parse(as_json(sample_result()));
    Json lacking = fine;
    lacking.erase("seed");
    CHECK(validator.wrong(lacking) != "");
    Json surplus = fine;
    surplus["elapsed"] = 3;
    CHECK(validator.wrong(surplus) != "");
    Json typed = fine;
    typed["metrics"][0]["mean"] = "much";
    CHECK(validator.wrong(typed) != "");
    Json unit = fine;
    unit["metrics"][0]["unit"] = "furlongs";
    CHECK(validator.wrong(unit) != "");
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
    result.outcome = Outcome::pass;
    result.judgements.clear();
    CHECK(Json::parse(as_json(result))["passed"].is_null());
  }

  TEST_CASE("the resolved scenario is embedded, its keys in their order") {
    const Json json = Json::parse(as_json(sample_result()));
    CHECK(json["resolved_scenario"].dump() == R"({"kind":"Scenario","apiVersion":"edgecase/v1"})");
  }

  TEST_CASE("CSV has a column for each label and full precision") {
    Result result;
    result.metrics = {{"latency.p99", {{"region", "a,b"}}, "ms", {0.1, 0.05, 0.15}, {0.1, NAN}},
                      {"cost.monthly", {{"line", "x"}}, "$", {2, NAN, NAN}, {2}}};
    CHECK(as_csv(result) ==
          "metric,line,region,unit,mean,lo,hi,n\n"
          "latency.p99,,\"a,b\",ms,0.1,0.05,0.15,1\n"
          "cost.monthly,x,,$,2,,,1\n");
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
