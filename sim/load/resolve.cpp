#include "load/resolve.hpp"

#include <fmt/core.h>

#include "load/advice.hpp"
#include "load/text/codes.hpp"
#include "load/text/suggest.hpp"

namespace edgecase {

namespace {

Finding no_such_kind(std::string_view name, const Menu& menu) {
  const auto names = names_of(menu);
  return {code::unknown_name, fmt::format("unknown kind `{}`", name), did_you_mean(name, names),
          fmt::format("available kinds: {}", enumerate(names))};
}

bool looks_like_a_name(std::string_view text) {
  return !text.empty() &&
         ((text[0] >= 'a' && text[0] <= 'z') || (text[0] >= 'A' && text[0] <= 'Z'));
}

/// Of several kinds the one from the nearest layer, if it is unique: an overriding file or `--set`
/// replaces the kind, while the keys of the extended file are still in the merged mapping.
const Entry* nearest(const Node& map, const Sources& sources) {
  const Entry* best = nullptr;
  int best_layer = 0;
  bool alone = false;
  for (const Entry& entry : map.entries) {
    const int layer = sources[entry.place.source].layer;
    if (best && layer > best_layer) continue;
    alone = !best || layer < best_layer;
    best = &entry;
    best_layer = layer;
  }
  return alone ? best : nullptr;
}

}  // namespace

ResolvedChoice resolve_choice(const Node& node, const Menu& menu, const Sources& sources) {
  ResolvedChoice result;
  const auto problem = [&](Place place, Finding finding) {
    result.place = place;
    result.problem = std::move(finding);
    return result;
  };
  if (node.kind == Node::Kind::scalar) {
    result.alternative = menu.find(node.text);
    if (result.alternative) return result;
    const Alternative* bare = menu.find(menu.bare);
    if (!bare || looks_like_a_name(node.text))
      return problem(node.place, no_such_kind(node.text, menu));
    result.alternative = bare;
    result.parameters = &node;
    result.as_shorthand = true;
    return result;
  }
  const auto kinds = enumerate(names_of(menu));
  if (node.kind != Node::Kind::map)
    return problem(
        node.place,
        {code::wrong_shape, "expects one kind", {}, fmt::format("available kinds: {}", kinds)});
  const Entry* entry = nearest(node, sources);
  if (!entry && !node.entries.empty())
    if (auto finding = flattened_kind(node, menu)) return problem(node.place, std::move(*finding));
  if (!entry)
    return problem(node.entries.empty() ? node.place : node.entries[1].place,
                   {code::wrong_shape,
                    node.entries.empty() ? "a kind is missing" : "expects one kind, not several",
                    {},
                    fmt::format("available kinds: {}", kinds)});
  result.alternative = menu.find(entry->key);
  if (!result.alternative) {
    auto finding = flattened_kind(node, menu);
    return problem(entry->place, finding ? std::move(*finding) : no_such_kind(entry->key, menu));
  }
  result.nested = true;
  result.place = entry->place;
  result.parameters = &entry->value;
  result.as_shorthand = entry->value.kind != Node::Kind::map;
  return result;
}

const Field* shorthand_field(const RecordType& record) {
  for (const Field& field : record.fields)
    if (field.shorthand) return &field;
  return nullptr;
}

std::vector<std::string_view> names_of(const Menu& menu) {
  std::vector<std::string_view> names;
  names.reserve(menu.alternatives.size());
  for (const Alternative& a : menu.alternatives) names.emplace_back(a.name);
  return names;
}

std::vector<std::string_view> keys_of(const RecordType& record) {
  std::vector<std::string_view> keys;
  keys.reserve(record.fields.size());
  for (const Field& field : record.fields) keys.emplace_back(field.key);
  return keys;
}

std::string written_as(const Type& type) {
  if (const auto* scalar = type.as<ScalarType>()) {
    if (scalar->names.empty())
      return fmt::format("{} ({})", scalar->form.name, scalar->form.examples);
    std::vector<std::string_view> names;
    names.reserve(scalar->names.size());
    for (const NamedValue& n : scalar->names) names.emplace_back(n.name);
    return fmt::format("one of {}", enumerate(names));
  }
  if (const auto* optional = type.as<OptionalType>())
    return fmt::format("{}, or none", written_as(optional->inner()));
  if (const auto* list = type.as<ListType>())
    return fmt::format("a list, each {}", written_as(list->element()));
  if (const auto* map = type.as<MapType>())
    return fmt::format("a mapping from names, each to {}", written_as(map->value()));
  if (const auto* choice = type.as<ChoiceType>())
    return fmt::format("a kind ({})", enumerate(names_of(choice->menu())));
  const auto keys = keys_of(*type.as<RecordType>());
  return fmt::format("a mapping with the keys {}", enumerate(keys));
}

}  // namespace edgecase
