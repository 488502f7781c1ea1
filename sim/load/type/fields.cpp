#include "load/type/fields.hpp"

#include <algorithm>
#include <stdexcept>

#include <fmt/core.h>

#include "load/text/codes.hpp"
#include "load/text/suggest.hpp"

namespace edgecase::detail {

void FieldDeleter::operator()(Field* field) const { delete field; }

FieldPtr make_field(const char* key, const char* doc, std::size_t offset, TypeRef type) {
  FieldPtr field(new Field);
  field->key = key;
  field->doc = doc;
  field->offset = offset;
  field->type = type;
  return field;
}

void add_bound(Field& field, Bound::Side side, long double limit, std::string text) {
  field.bounds.push_back({side, limit, std::move(text)});
}
void attach(Field& field, Stated stated) {
  field.provenance = {std::string(stated.text), std::string(stated.date), stated.assumed};
}
void attach(Field& field, Required) { field.required = true; }
void attach(Field& field, Shorthand) { field.shorthand = true; }
void attach(Field& field, Beside) { field.beside = true; }
void attach(Field& field, Inlined) { field.inlined = true; }
void attach(Field& field, RefersTo target) { field.refers_to = target.path; }
void attach(Field& field, Only only) { field.only = only.value; }

std::vector<Field> collect(FieldPtr* first, std::size_t count) {
  std::vector<Field> fields;
  fields.reserve(count);
  for (std::size_t i = 0; i < count; ++i) {
    const auto twin = std::find_if(fields.begin(), fields.end(), [&](const Field& other) {
      return other.key == first[i]->key || other.offset == first[i]->offset;
    });
    if (twin != fields.end())
      throw std::logic_error(
          fmt::format("fields: `{}` and `{}` share a key or a member", twin->key, first[i]->key));
    fields.push_back(std::move(*first[i]));
  }
  return fields;
}

std::optional<Complaint> no_such_name(std::string_view text, const std::vector<NamedValue>& names) {
  std::vector<std::string_view> all;
  all.reserve(names.size());
  for (const NamedValue& n : names) all.emplace_back(n.name);
  return Complaint{code::unknown_name, fmt::format("unknown name `{}`", text),
                   did_you_mean(text, all), fmt::format("valid names: {}", enumerate(all))};
}

}  // namespace edgecase::detail
