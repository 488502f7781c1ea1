#pragma once
// One list for every struct. Beside a specification struct write
//
//   inline auto fields(Of<CacheSpec>) {
//     return list<CacheSpec>(
//         field("ttl", &CacheSpec::ttl, "how long a response is fresh", more_than(0s),
//               source("default edge TTL for 200 responses: 120 min", "2026-08")),
//         field("capacity", &CacheSpec::capacity, "bytes per PoP", assumed("varies by site")),
//         ...);
//   }
//   void check(const CacheSpec& spec, Checker& checker);   // optional: rules across fields
//   // Optional, of a whole file: `edgecase explain cache.ttl` explains its keys.
//   inline std::string_view topic(Of<CacheSpec>) { return "cache"; }
//
// and the reader, did-you-mean, `explain`, the schema and the resolved scenario follow. A member
// that is missing from the list does not compile. Defaults are the members' own initialisers.

#include <array>
#include <memory>
#include <utility>

#include "load/type/kind.hpp"
#include "load/type/type.hpp"

namespace edgecase {

// ---- attributes of a field ----------------------------------------------------------------------

template <class V>
struct Limit {
  Bound::Side side;
  V value;
};
template <class V>
Limit<V> at_least(V value) {
  return {Bound::Side::at_least, value};
}
template <class V>
Limit<V> more_than(V value) {
  return {Bound::Side::more_than, value};
}
template <class V>
Limit<V> at_most(V value) {
  return {Bound::Side::at_most, value};
}
template <class V>
Limit<V> less_than(V value) {
  return {Bound::Side::less_than, value};
}

struct Stated {
  std::string_view text;
  std::string_view date;
  bool assumed;
};
/// The default is published: the source's statement and when it was retrieved.
inline Stated source(std::string_view text, std::string_view date) { return {text, date, false}; }
/// The default is our assumption: the reason for this value.
inline Stated assumed(std::string_view why) { return {why, {}, true}; }

struct Required {};
struct Shorthand {};
struct Beside {};
struct Inlined {};
struct RefersTo {
  std::string_view path;
};
struct Only {
  std::string_view value;
};
/// The scenario must set it.
inline Required required() { return {}; }
/// `zipf: 0.8` stands for `zipf: {exponent: 0.8}`.
inline Shorthand shorthand() { return {}; }
/// For a choice: `kind: NAME` with that alternative's parameters as sibling keys.
inline Beside beside() { return {}; }
/// For a record of what is only written, never read: its fields stand in place of this one.
inline Inlined inlined() { return {}; }
/// `kind: Scenario`: the one value of a text that says what a file is.
inline Only only(std::string_view value) { return {value}; }
/// Names an entry of the map (or of the list of things with a `name`) at this path of the root.
inline RefersTo refers_to(std::string_view path) { return {path}; }

// ---- the list ----------------------------------------------------------------------------------

namespace detail {

// Every specification struct instantiates what follows, so as much as possible is compiled once, in
// fields.cpp; even the destructor of Field.
struct FieldDeleter {
  void operator()(Field* field) const;
};
using FieldPtr = std::unique_ptr<Field, FieldDeleter>;

FieldPtr make_field(const char* key, const char* doc, std::size_t offset, TypeRef type);
void add_bound(Field& field, Bound::Side side, long double limit, std::string text);
void attach(Field& field, Stated stated);
void attach(Field& field, Required);
void attach(Field& field, Shorthand);
void attach(Field& field, Beside);
void attach(Field& field, Inlined);
void attach(Field& field, RefersTo target);
void attach(Field& field, Only only);
/// Throws std::logic_error: a key or a member is used twice.
std::vector<Field> collect(FieldPtr* first, std::size_t count);

template <class M, class V>
void attach(Field& field, const Limit<V>& limit) {
  using Inner = Innermost<M>;
  static_assert(std::is_convertible_v<V, Inner> || std::is_same_v<Inner, Count>,
                "the limit needs the field's unit");
  Inner value{};
  if constexpr (std::is_convertible_v<V, Inner>)
    value = static_cast<Inner>(limit.value);
  else
    value = Inner{limit.value};
  add_bound(field, limit.side, Scalar<Inner>::number(value), Scalar<Inner>::print(value));
}
template <class M, class Attribute>
void attach(Field& field, const Attribute& attribute) {
  attach(field, attribute);
}

struct Anything {
  template <class T>
  operator T() const;  // never defined: only asked whether T{Anything...} would compile
};
template <std::size_t>
using AnythingAt = Anything;
template <class T, std::size_t... I>
constexpr bool takes(std::index_sequence<I...>) {
  return requires { T{AnythingAt<I>{}...}; };
}
template <class T, std::size_t N>
constexpr bool has_members =
    takes<T>(std::make_index_sequence<N>{}) && !takes<T>(std::make_index_sequence<N + 1>{});

}  // namespace detail

template <class S>
struct FieldOf {
  detail::FieldPtr field;
};

template <class S, class M, class... Attributes>
FieldOf<S> field(const char* key, M S::* member, const char* doc, Attributes... attributes) {
  const S& model = default_value<S>();
  const auto offset =
      reinterpret_cast<const char*>(&(model.*member)) - reinterpret_cast<const char*>(&model);
  auto made = detail::make_field(key, doc, static_cast<std::size_t>(offset), &type_of<M>);
  (detail::attach<M>(*made, attributes), ...);
  return {std::move(made)};
}

template <class S, std::same_as<FieldOf<S>>... F>
std::vector<Field> list(F... fields) {
  static_assert(detail::has_members<S, sizeof...(F)>,
                "a member is missing from (or is listed twice in) fields(Of<S>)");
  std::array<detail::FieldPtr, sizeof...(F)> all{std::move(fields.field)...};
  return detail::collect(all.data(), all.size());
}

// ---- enumerations ------------------------------------------------------------------------------

template <class E>
struct Enumerator {
  const char* name;
  E value;
  const char* doc;
};
/// Beside an enum: `inline auto names(Of<Op>) { return enumerators<Op>({{"lte", Op::lte, "…"}}); }`
template <class E, std::size_t N>
std::array<Enumerator<E>, N> enumerators(const Enumerator<E> (&all)[N]) {
  return std::to_array(all);
}

// ---- descriptions of types ----------------------------------------------------------------------

namespace detail {

std::optional<Complaint> no_such_name(std::string_view text, const std::vector<NamedValue>& names);

template <class T>
concept Listed = requires { fields(Of<T>{}); };
template <class T>
concept Named = std::is_enum_v<T> && requires { names(Of<T>{}); };
template <class T>
concept Ordered = requires(const T& v) { Scalar<T>::number(v); };
template <class T>
concept HasTopic = requires { topic(Of<T>{}); };
template <class T>
concept Checked = requires(const T& v, Checker& c) { check(v, c); };

template <class T>
Type describe(Of<T>) {
  ScalarType s{.form = Scalar<T>::form()};
  s.parse = [](std::string_view text, void* out) {
    return Scalar<T>::parse(text, *static_cast<T*>(out));
  };
  s.print = [](const void* v) { return Scalar<T>::print(*static_cast<const T*>(v)); };
  if constexpr (Ordered<T>)
    s.number = [](const void* v) { return Scalar<T>::number(*static_cast<const T*>(v)); };
  return {std::move(s)};
}

template <Named E>
Type describe(Of<E>) {
  ScalarType s{.form = {.name = "a name", .examples = {}}};
  for (const auto& e : names(Of<E>{})) s.names.push_back({e.name, e.doc});
  s.parse = [](std::string_view text, void* out) -> std::optional<Complaint> {
    for (const auto& e : names(Of<E>{}))
      if (text == e.name) return *static_cast<E*>(out) = e.value, std::nullopt;
    return no_such_name(text, type_of<E>().template as<ScalarType>()->names);
  };
  s.print = [](const void* v) -> std::string {
    for (const auto& e : names(Of<E>{}))
      if (*static_cast<const E*>(v) == e.value) return e.name;
    return "?";
  };
  return {std::move(s)};
}

template <Listed T>
Type describe(Of<T>) {
  RecordType r{.fields = fields(Of<T>{}), .defaults = &default_value<T>()};
  if constexpr (Checked<T>)
    r.check = [](const void* v, Checker& c) { check(*static_cast<const T*>(v), c); };
  if constexpr (HasTopic<T>) r.topic = topic(Of<T>{});
  return {std::move(r)};
}

template <class T>
Type describe(Of<std::optional<T>>) {
  using O = std::optional<T>;
  return {OptionalType{&type_of<T>, [](void* o) -> void* { return &static_cast<O*>(o)->emplace(); },
                       [](const void* o) -> const void* {
                         const auto& v = *static_cast<const O*>(o);
                         return v ? &*v : nullptr;
                       },
                       [](void* o) { static_cast<O*>(o)->reset(); }}};
}

template <class T>
Type describe(Of<std::vector<T>>) {
  using L = std::vector<T>;
  return {ListType{
      &type_of<T>, [](void* l) -> void* { return &static_cast<L*>(l)->emplace_back(); },
      [](void* l) { static_cast<L*>(l)->clear(); },
      [](const void* l) { return static_cast<const L*>(l)->size(); },
      [](const void* l, std::size_t i) -> const void* { return &(*static_cast<const L*>(l))[i]; }}};
}

template <class T>
Type describe(Of<std::map<std::string, T>>) {
  using M = std::map<std::string, T>;
  return {
      MapType{&type_of<T>,
              [](void* m, const std::string& key) -> void* { return &(*static_cast<M*>(m))[key]; },
              [](void* m) { static_cast<M*>(m)->clear(); },
              [](const void* m) {
                std::vector<std::pair<std::string_view, const void*>> all;
                for (const auto& [key, value] : *static_cast<const M*>(m))
                  all.emplace_back(key, &value);
                return all;
              }}};
}

template <class Tag>
Type describe(Of<Choice<Tag>>) {
  return {ChoiceType{[]() -> const Menu& { return menu_of<Tag>(); }}};
}

}  // namespace detail

template <class T>
const Type& type_of() {
  static const Type type = detail::describe(Of<T>{});
  return type;
}

}  // namespace edgecase
