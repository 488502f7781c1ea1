#include "load/schema.hpp"

#include <algorithm>
#include <vector>

#include <fmt/core.h>

#include "load/json.hpp"
#include "load/print.hpp"
#include "load/resolve.hpp"
#include "load/type/bounds.hpp"
#include "load/type/kind.hpp"

namespace edgecase {

namespace {

std::string described(const Field& field) {
  std::string text = field.doc;
  const Type* type = &field.type();
  while (const auto* optional = type->as<OptionalType>()) type = &optional->inner();
  if (const auto* scalar = type->as<ScalarType>()) {
    const std::string range = range_text(*scalar, &field);
    if (scalar->names.empty()) text += fmt::format(". {}", written_as(*type));
    if (!range.empty()) text += fmt::format("; {}", range);
  }
  const Provenance& p = field.provenance;
  if (!p.text.empty())
    text += p.assumed ? fmt::format(". Assumed: {}", p.text)
                      : fmt::format(". Source: {} ({})", p.text, p.date);
  return text;
}

class Schema {
 public:
  Json of(const Type& type, const Field* field) {
    if (const auto* scalar = type.as<ScalarType>()) return of_scalar(*scalar, field);
    if (const auto* list = type.as<ListType>())
      return {{"type", "array"}, {"items", of(list->element(), field)}};
    if (const auto* map = type.as<MapType>())
      return {{"type", "object"}, {"additionalProperties", of(map->value(), field)}};
    if (const auto* optional = type.as<OptionalType>()) {
      Json inner = of(optional->inner(), field);
      return {{"anyOf", Json::array({std::move(inner), Json{{"const", "none"}}})}};
    }
    if (const auto* choice = type.as<ChoiceType>()) return reference(type, choice->menu());
    if (std::find(open_.begin(), open_.end(), &type) != open_.end()) return Json::object();
    open_.push_back(&type);
    Json made = of_record(*type.as<RecordType>());
    open_.pop_back();
    return made;
  }

  /// The menus, each once; `of` refers to them.
  Json definitions = Json::object();

 private:
  static Json of_scalar(const ScalarType& scalar, const Field* field) {
    if (!scalar.names.empty()) {
      Json out{{"enum", Json::array()}};
      for (const NamedValue& n : scalar.names) out["enum"].push_back(n.name);
      return out;
    }
    const ScalarForm& form = scalar.form;
    Json out;
    switch (form.json) {
      case JsonForm::boolean:
        return {{"type", "boolean"}};
      case JsonForm::integer:
        out["type"] = "integer";
        break;
      case JsonForm::number:
        out["type"] = "number";
        break;
      case JsonForm::integer_or_text:
        out["type"] = {"integer", "string"};
        break;
      case JsonForm::boolean_or_null:
        return {{"type", {"boolean", "null"}}};
      case JsonForm::object_or_null:
        return {{"type", {"object", "null"}}};
      case JsonForm::text:
        // A text may look like a number, and 0 needs no unit.
        out["type"] =
            form.pattern.empty() ? Json({"string", "number"}) : Json({"string", "integer"});
        if (!form.pattern.empty()) {
          out["minimum"] = 0;
          out["maximum"] = 0;
        }
    }
    if (!form.pattern.empty()) out["pattern"] = form.pattern;
    if (form.json == JsonForm::integer || form.json == JsonForm::number) {
      for (const Bound& b : effective_bounds(scalar, field)) {
        const char* words[] = {"minimum", "exclusiveMinimum", "maximum", "exclusiveMaximum"};
        out[words[static_cast<std::size_t>(b.side)]] = static_cast<double>(b.limit);
      }
    }
    return out;
  }

  Json property(const Field& field, const void* defaults) {
    Json out{{"description", described(field)}};
    out.update(field.beside ? names_only(field.type().as<ChoiceType>()->menu())
                            : of(field.type(), &field));
    const Type& type = field.type();
    const bool plain = type.as<ScalarType>() && !field.required;
    if (plain) out["default"] = Json::parse(print_json(type, member(defaults, field), -1));
    return out;
  }

  void add_properties(Json& properties, const RecordType& record) {
    for (const Field& field : record.fields) {
      if (!properties.contains(field.key)) properties[field.key] = property(field, record.defaults);
      if (!field.beside) continue;
      for (const Alternative& a : field.type().as<ChoiceType>()->menu().alternatives)
        add_properties(properties, *a.spec().as<RecordType>());
    }
  }

  Json of_record(const RecordType& record) {
    Json out{{"type", "object"}, {"properties", Json::object()}};
    add_properties(out["properties"], record);
    Json required = Json::array();
    for (const Field& field : record.fields)
      if (field.required) required.push_back(field.key);
    if (!required.empty()) out["required"] = std::move(required);
    out["patternProperties"] = {{"^x-", Json::object()}};
    out["additionalProperties"] = false;
    const Field* shorthand = shorthand_field(record);
    if (!shorthand) return out;
    return {{"anyOf", Json::array({of(shorthand->type(), shorthand), std::move(out)})}};
  }

  static Json names_only(const Menu& menu) {
    Json out{{"enum", Json::array()}};
    for (const Alternative& a : menu.alternatives) out["enum"].push_back(a.name);
    return out;
  }

  /// Menus are used in many places (distributions, for example), so each is defined once.
  Json reference(const Type& type, const Menu& menu) {
    const auto known = std::find(menus_.begin(), menus_.end(), &type);
    const std::string name = fmt::format("menu{}", known - menus_.begin() + 1);
    if (known == menus_.end()) {
      menus_.push_back(&type);
      Json made = of_choice(menu);
      definitions[name] = std::move(made);
    }
    // draft-07 ignores siblings of $ref; allOf keeps the description.
    return {{"allOf", Json::array({Json{{"$ref", "#/definitions/" + name}}})}};
  }

  Json of_choice(const Menu& menu) {
    Json any = Json::array({names_only(menu)});
    for (const Alternative& a : menu.alternatives) {
      Json one{{"type", "object"}, {"description", a.doc}};
      one["properties"][a.name] = of(a.spec(), nullptr);
      one["required"] = {a.name};
      one["additionalProperties"] = false;
      any.push_back(std::move(one));
    }
    if (const Alternative* bare = menu.find(menu.bare))
      if (const Field* field = shorthand_field(*bare->spec().as<RecordType>()))
        any.push_back(of(field->type(), field));
    return {{"anyOf", std::move(any)}};
  }

  std::vector<const Type*> open_;
  std::vector<const Type*> menus_;
};

}  // namespace

std::string json_schema(const Type& type, std::string_view title) {
  Json out{{"$schema", "http://json-schema.org/draft-07/schema#"}, {"title", title}};
  Schema schema;
  out.update(schema.of(type, nullptr));
  if (out.contains("properties"))
    out["properties"]["extends"] = {{"type", "string"},
                                    {"description", "a base file, relative to this one"}};
  if (!schema.definitions.empty()) out["definitions"] = std::move(schema.definitions);
  return dumped(out) + "\n";
}

}  // namespace edgecase
