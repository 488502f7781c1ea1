// The published form of results, for programs that read them: the JSON Schema of their fields.
#include <algorithm>
#include <array>

#include "load/json.hpp"
#include "load/type/bounds.hpp"
#include "report/report.hpp"
#include "report/result_fields.hpp"

namespace edgecase {
namespace {

/// Describes what print_json writes. Unlike a scenario's schema, nothing is lenient: every key is
/// there unless it is optional, and there are no others.
class ResultSchema {
 public:
  /// Records that stand in several places are written once.
  struct Shared {
    const char* name;
    TypeRef type;
  };
  static constexpr std::array<Shared, 4> shared{{{"result", &type_of<Result>},
                                                 {"comparison", &type_of<ComparisonResult>},
                                                 {"bill_row", &type_of<BillRow>},
                                                 {"estimate", &type_of<Estimate>}}};

  static Json definitions() {
    Json all = Json::object();
    for (const Shared& one : shared) all[one.name] = of_record(*one.type().as<RecordType>());
    return all;
  }

 private:
  static Json of(const Type& type, const Field* field) {
    if (const auto* scalar = type.as<ScalarType>()) return of_scalar(*scalar, field);
    if (const auto* list = type.as<ListType>())
      return {{"type", "array"}, {"items", of(list->element(), nullptr)}};
    if (const auto* map = type.as<MapType>())
      return {{"type", "object"}, {"additionalProperties", of(map->value(), nullptr)}};
    if (const auto* optional = type.as<OptionalType>()) return of(optional->inner(), field);
    const auto known = std::ranges::find(shared, &type, [](const Shared& s) { return &s.type(); });
    if (known == shared.end()) return of_record(*type.as<RecordType>());
    return {{"$ref", std::string("#/definitions/") + known->name}};
  }

  static Json of_scalar(const ScalarType& scalar, const Field* field) {
    if (!scalar.names.empty()) {
      Json names = Json::array();
      for (const NamedValue& one : scalar.names) names.push_back(one.name);
      return {{"enum", std::move(names)}};
    }
    switch (scalar.form.json) {
      case JsonForm::boolean:
        return {{"type", "boolean"}};
      case JsonForm::integer:
        return of_integer(scalar, field);
      case JsonForm::number:
        return {{"type", {"number", "null"}}};
      case JsonForm::boolean_or_null:
        return {{"type", {"boolean", "null"}}};
      case JsonForm::object_or_null:
        return {{"type", {"object", "null"}}};
      case JsonForm::integer_or_text:
        return {{"type", {"integer", "string"}}};
      case JsonForm::text:
        break;
    }
    return {{"type", "string"}};
  }

  static Json of_integer(const ScalarType& scalar, const Field* field) {
    Json out{{"type", "integer"}};
    for (const Bound& bound : effective_bounds(scalar, field)) {
      const bool least = bound.side == Bound::Side::at_least;
      out[least ? "minimum" : "maximum"] = static_cast<std::uint64_t>(bound.limit);
    }
    return out;
  }

  static void add_fields(Json& out, const RecordType& record) {
    for (const Field& field : record.fields) {
      if (field.inlined) {
        add_fields(out, *field.type().as<RecordType>());
        continue;
      }
      Json property = of(field.type(), &field);
      // draft-07 ignores what stands beside $ref; allOf lets the description count.
      if (property.contains("$ref")) property = {{"allOf", Json::array({std::move(property)})}};
      out["properties"][field.key] = {{"description", field.doc}};
      out["properties"][field.key].update(property);
      if (!field.type().as<OptionalType>()) out["required"].push_back(field.key);
    }
  }

  static Json of_record(const RecordType& record) {
    Json out{{"type", "object"}, {"required", Json::array()}, {"properties", Json::object()}};
    add_fields(out, record);
    out["additionalProperties"] = false;
    return out;
  }
};

}  // namespace

std::string result_schema() {
  const Json schema{
      {"$schema", "http://json-schema.org/draft-07/schema#"},
      {"title", "edgecase result"},
      {"description", "Written by `edgecase run` and `edgecase compare`"},
      {"$comment",
       "Shares 0 to 1, latencies ms, money dollars; lo, hi: 95% interval; null: unknown"},
      {"oneOf", Json::array({Json{{"$ref", "#/definitions/result"}},
                             Json{{"$ref", "#/definitions/comparison"}}})},
      {"definitions", ResultSchema::definitions()}};
  return dumped(schema) + "\n";
}

}  // namespace edgecase
