#include "load/print.hpp"

#include "load/json.hpp"
#include "load/type/kind.hpp"

namespace edgecase {

namespace {

Json json_of(const Type& type, const void* value);

Json scalar_json(const ScalarType& scalar, const void* value) {
  std::string text = scalar.print(value);
  switch (scalar.form.json) {
    case JsonForm::boolean:
    case JsonForm::integer:
    case JsonForm::boolean_or_null:
    case JsonForm::object_or_null:
      return Json::parse(text);
    case JsonForm::number:
      return static_cast<double>(scalar.number(value));
    case JsonForm::integer_or_text:
      if (text.find_first_not_of("0123456789kMG") == std::string::npos)
        return static_cast<std::int64_t>(scalar.number(value));
      return text;
    case JsonForm::text:
      break;
  }
  return text;
}

/// Whether the key may be left out because its absence reads back as the same value.
bool goes_without_saying(const Field& field, const void* value, const void* default_value) {
  const Type& type = field.type();
  if (const auto* optional = type.as<OptionalType>())
    return !optional->get(value) && !optional->get(default_value);
  return type.as<ChoiceType>() && !*static_cast<const ChoiceValue*>(value);
}

void add_fields(Json& out, const RecordType& record, const void* value) {
  for (const Field& field : record.fields) {
    const void* held = member(value, field);
    if (goes_without_saying(field, held, member(record.defaults, field))) continue;
    if (field.inlined) {
      add_fields(out, *field.type().as<RecordType>(), held);
    } else if (field.beside) {
      const auto& choice = *static_cast<const ChoiceValue*>(held);
      out[field.key] = choice.name();
      add_fields(out, *choice.alternative()->spec().as<RecordType>(), choice.spec());
    } else {
      out[field.key] = json_of(field.type(), held);
    }
  }
}

Json record_json(const RecordType& record, const void* value) {
  Json out = Json::object();
  add_fields(out, record, value);
  return out;
}

Json choice_json(const ChoiceValue& choice) {
  if (!choice) return nullptr;
  Json parameters = json_of(choice.alternative()->spec(), choice.spec());
  if (parameters.empty()) return choice.name();
  Json out = Json::object();
  out[std::string(choice.name())] = std::move(parameters);
  return out;
}

Json json_of(const Type& type, const void* value) {
  if (const auto* scalar = type.as<ScalarType>()) return scalar_json(*scalar, value);
  if (const auto* record = type.as<RecordType>()) return record_json(*record, value);
  if (type.as<ChoiceType>()) return choice_json(*static_cast<const ChoiceValue*>(value));
  if (const auto* optional = type.as<OptionalType>()) {
    const void* inner = optional->get(value);
    return inner ? json_of(optional->inner(), inner) : Json("none");
  }
  if (const auto* list = type.as<ListType>()) {
    Json out = Json::array();
    for (std::size_t i = 0; i < list->size(value); ++i)
      out.push_back(json_of(list->element(), list->at(value, i)));
    return out;
  }
  Json out = Json::object();
  const auto& map = *type.as<MapType>();
  for (const auto& [key, entry] : map.entries(value))
    out[std::string(key)] = json_of(map.value(), entry);
  return out;
}

}  // namespace

std::string print_json(const Type& type, const void* value, int indent) {
  return dumped(json_of(type, value), indent);
}

}  // namespace edgecase
