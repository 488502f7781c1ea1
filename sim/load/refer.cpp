#include "load/refer.hpp"

#include <algorithm>
#include <map>
#include <stdexcept>

#include <fmt/core.h>

#include "load/text/codes.hpp"
#include "load/text/path.hpp"
#include "load/text/suggest.hpp"
#include "load/type/kind.hpp"

namespace edgecase {

namespace {

const Field* field_named(const RecordType& record, std::string_view key) {
  for (const Field& field : record.fields)
    if (field.key == key) return &field;
  return nullptr;
}

/// The names that may be referred to at a path of the root.
class Names {
 public:
  Names(const Type& type, const void* value, std::string_view path) : path_(path) {
    const Type* at = &type;
    const auto steps = parse_path(path);
    if (!steps) unfit();
    for (const PathStep& step : *steps) at = into(at, value, step.text);
    if (const auto* map = at->as<MapType>()) {
      if (value)
        for (const auto& [key, entry] : map->entries(value)) all.emplace_back(key);
    } else if (const auto* list = at->as<ListType>()) {
      of_items(*list, value);
    } else {
      unfit();
    }
    std::sort(all.begin(), all.end());
  }

  std::vector<std::string> all;  // sorted

 private:
  const Type* into(const Type* type, const void*& value, std::string_view key) const {
    if (const auto* optional = type->as<OptionalType>()) {
      value = value ? optional->get(value) : nullptr;
      type = &optional->inner();
    }
    const auto* record = type->as<RecordType>();
    const Field* field = record ? field_named(*record, key) : nullptr;
    if (!field) unfit();
    value = value ? member(value, *field) : nullptr;
    return &field->type();
  }

  void of_items(const ListType& list, const void* value) {
    const auto* record = list.element().as<RecordType>();
    const Field* name = record ? field_named(*record, "name") : nullptr;
    const auto* scalar = name ? name->type().as<ScalarType>() : nullptr;
    if (!scalar) unfit();
    for (std::size_t i = 0; value && i < list.size(value); ++i)
      all.push_back(scalar->print(member(list.at(value, i), *name)));
  }

  [[noreturn]] void unfit() const {
    throw std::logic_error(fmt::format("refers_to(\"{}\"): no names at this path", path_));
  }

  std::string_view path_;
};

class References {
 public:
  References(const Document& document, const Type& type, const void* root,
             std::span<const std::string> elsewhere, Diagnostics& diagnostics)
      : document_(document),
        type_(type),
        root_(root),
        elsewhere_(elsewhere),
        diagnostics_(diagnostics) {}

  void walk(const Type& type, const void* value, const std::string& path, const Field* referring) {
    if (const auto* record = type.as<RecordType>()) {
      for (const Field& field : record->fields) {
        const bool refers = !field.refers_to.empty();
        walk(field.type(), member(value, field), field.beside ? path : join_path(path, field.key),
             refers ? &field : referring);
      }
    } else if (const auto* optional = type.as<OptionalType>()) {
      if (const void* inner = optional->get(value)) walk(optional->inner(), inner, path, referring);
    } else if (const auto* list = type.as<ListType>()) {
      for (std::size_t i = 0; i < list->size(value); ++i)
        walk(list->element(), list->at(value, i), join_path(path, i), referring);
    } else if (const auto* map = type.as<MapType>()) {
      for (const auto& [key, entry] : map->entries(value))
        walk(map->value(), entry, join_path(path, key), referring);
    } else if (type.as<ChoiceType>()) {
      const auto& choice = *static_cast<const ChoiceValue*>(value);
      if (choice) walk(choice.alternative()->spec(), choice.spec(), path, nullptr);
    } else if (referring) {
      check(type.as<ScalarType>()->print(value), path, referring->refers_to);
    }
  }

 private:
  void check(const std::string& name, const std::string& path, const std::string& target) {
    if (name.empty()) return;  // a default that deliberately refers to nothing
    if (std::find(elsewhere_.begin(), elsewhere_.end(), target) != elsewhere_.end()) return;
    const auto& names = names_.try_emplace(target, type_, root_, target).first->second.all;
    if (std::binary_search(names.begin(), names.end(), name)) return;
    const std::vector<std::string_view> all(names.begin(), names.end());
    diagnostics_.add(
        document_.place_of(path), path,
        {code::refers_to_nothing, fmt::format("`{}` is not defined in {}", name, target),
         did_you_mean(name, all),
         all.empty() ? fmt::format("{} is empty", target)
                     : fmt::format("defined: {}", enumerate(all))});
  }

  const Document& document_;
  const Type& type_;
  const void* root_;
  std::span<const std::string> elsewhere_;
  Diagnostics& diagnostics_;
  std::map<std::string, Names> names_;  // by the path that is referred to
};

}  // namespace

void check_references(const Document& document, const Type& type, const void* root,
                      std::span<const std::string> elsewhere, Diagnostics& diagnostics) {
  References(document, type, root, elsewhere, diagnostics).walk(type, root, "", nullptr);
}

}  // namespace edgecase
