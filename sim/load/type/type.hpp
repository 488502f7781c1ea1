#pragma once
// The run-time description of a specification type: keys, units and defaults. The reader, the
// printer, `explain` and the schema walk this description; none of them is a template.
// type_of<T>() makes the description of T once (fields.hpp says how a struct describes itself).
// Assumes: specification types are default-constructible aggregates, scalars, std::optional,
// std::vector, std::map<std::string, T> or Choice<Tag>, nested to any depth.

#include <concepts>
#include <cstddef>
#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <type_traits>
#include <variant>
#include <vector>

#include "load/text/scalar.hpp"

namespace edgecase {

/// A tag for a type without a value; enables argument-dependent lookup in `edgecase`.
template <class T>
struct Of {};

struct Type;
struct Menu;
class Checker;
using TypeRef = const Type& (*)();

/// The source of a default; both empty: the field needs none (required, absent, a name).
struct Provenance {
  std::string text;  // "default edge TTL for 200 responses: 120 min"
  std::string date;  // "2026-08"
  bool assumed = false;
};

struct Bound {
  enum class Side { at_least, more_than, at_most, less_than } side;
  long double limit;
  std::string text;  // the limit as the user would write it
};

/// One member of a record.
struct Field {
  std::string key = {};
  std::string doc = {};
  std::size_t offset = 0;
  TypeRef type = nullptr;
  std::vector<Bound> bounds = {};
  Provenance provenance = {};
  bool required = false;
  bool shorthand = false;      // the record may be written as this field's value alone
  bool inlined = false;        // a record, only written: its fields stand in place of this one
  bool beside = false;         // a choice: `key: NAME`, with its parameters as sibling keys
  std::string refers_to = {};  // this text names an entry of the map or named list at that path
  std::string only = {};       // the one value that this text may have
};

/// The address of this field in a record; null for a null record.
inline void* member(void* record, const Field& field) {
  return record ? static_cast<std::byte*>(record) + field.offset : nullptr;
}
inline const void* member(const void* record, const Field& field) {
  return record ? static_cast<const std::byte*>(record) + field.offset : nullptr;
}

struct NamedValue {
  std::string name;
  std::string doc;
};

struct ScalarType {
  ScalarForm form;
  std::optional<Complaint> (*parse)(std::string_view, void*) = nullptr;
  std::string (*print)(const void*) = nullptr;
  long double (*number)(const void*) = nullptr;  // null: no order
  std::vector<NamedValue> names = {};            // not empty: an enumeration
};

struct RecordType {
  std::vector<Field> fields;
  const void* defaults = nullptr;
  void (*check)(const void*, Checker&) = nullptr;  // rules across fields; may be null
  std::string_view topic = {};  // where `explain` has its keys, of another file than a scenario
};

struct OptionalType {
  TypeRef inner;
  void* (*emplace)(void*);
  const void* (*get)(const void*);  // null when absent
  void (*reset)(void*);
};

struct ListType {
  TypeRef element;
  void* (*append)(void*);
  void (*clear)(void*);
  std::size_t (*size)(const void*);
  const void* (*at)(const void*, std::size_t);
};

struct MapType {
  TypeRef value;
  void* (*insert)(void*, const std::string& key);
  void (*clear)(void*);
  std::vector<std::pair<std::string_view, const void*>> (*entries)(const void*);
};

struct ChoiceType {
  const Menu& (*menu)();
};

struct Type {
  std::variant<ScalarType, RecordType, OptionalType, ListType, MapType, ChoiceType> of;
  template <class Shape>
  const Shape* as() const {
    return std::get_if<Shape>(&of);
  }
};

template <class T>
const Type& type_of();

/// The value of T from its member initialisers, the only place where defaults are defined.
template <class T>
const T& default_value() {
  static const T value{};
  return value;
}

/// The type that bounds and units apply to: the T of optional<T>, vector<T>, map<string, T>.
template <class T>
struct InnermostOf {
  using type = T;
};
template <class T>
struct InnermostOf<std::optional<T>> : InnermostOf<T> {};
template <class T>
struct InnermostOf<std::vector<T>> : InnermostOf<T> {};
template <class T>
struct InnermostOf<std::map<std::string, T>> : InnermostOf<T> {};
template <class T>
using Innermost = typename InnermostOf<T>::type;

}  // namespace edgecase
