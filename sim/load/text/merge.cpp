#include "load/text/merge.hpp"

#include <algorithm>

#include <fmt/core.h>

#include "load/text/codes.hpp"
#include "load/text/path.hpp"
#include "load/text/suggest.hpp"

namespace edgecase {

namespace {

const std::string* item_name(const Node& item) {
  const Entry* name = item.find("name");
  return name && name->value.kind == Node::Kind::scalar ? &name->value.text : nullptr;
}

bool all_named(const Node& list) {
  return list.kind == Node::Kind::list && !list.items.empty() &&
         std::all_of(list.items.begin(), list.items.end(),
                     [](const Node& item) { return item_name(item) != nullptr; });
}

Entry* find_entry(Node& map, std::string_view key) {
  for (Entry& entry : map.entries)
    if (entry.key == key) return &entry;
  return nullptr;
}

std::vector<std::string_view> item_names(const Node& list) {
  std::vector<std::string_view> names;
  for (const Node& item : list.items)
    if (const std::string* name = item_name(item)) names.push_back(*name);
  return names;
}

/// Splits at the first `=` outside brackets; npos: none.
std::size_t equals_sign(std::string_view text) {
  int depth = 0;
  for (std::size_t i = 0; i < text.size(); ++i) {
    if (text[i] == '[') ++depth;
    if (text[i] == ']') --depth;
    if (text[i] == '=' && depth <= 0) return i;
  }
  return std::string_view::npos;
}

class Override {
 public:
  Override(TextOrigin origin, Diagnostics& diagnostics)
      : origin_(origin), diagnostics_(diagnostics) {}

  Place place(std::size_t at, std::size_t length) const {
    return {origin_.source, origin_.line + 1, static_cast<int>(at) + 1, static_cast<int>(length)};
  }
  void wrong(std::size_t at, std::size_t length, std::string message, std::string label = {},
             std::string hint = {}) {
    diagnostics_.add(place(at, length), "",
                     {code::bad_override, std::move(message), std::move(label), std::move(hint)});
  }

  /// The node at the path, created if the scenario leaves it to defaults.
  Node* reach(Node& root, const std::vector<PathStep>& steps) {
    Node* node = &root;
    for (const PathStep& step : steps) {
      node = node->kind == Node::Kind::list ? item(*node, step) : member(*node, step);
      if (!node) return nullptr;
    }
    return node;
  }

 private:
  Node* item(Node& list, const PathStep& step) {
    if (const auto index = step.index()) {
      if (*index < list.items.size()) return &list.items[*index];
      wrong(step.at, step.text.size(), fmt::format("there is no item {}", *index), {},
            fmt::format("the list has {} items, counted from 0", list.items.size()));
      return nullptr;
    }
    if (Node* named = item_named(list, step.text)) return named;
    const auto names = item_names(list);
    wrong(step.at, step.text.size(), fmt::format("no item is named `{}`", step.text),
          did_you_mean(step.text, names),
          names.empty() ? "refer to an item by its number, as in faults[0].at"
                        : fmt::format("available names: {}", enumerate(names)));
    return nullptr;
  }

  Node* member(Node& map, const PathStep& step) const {
    if (map.kind != Node::Kind::map) {
      map = Node{};
      map.kind = Node::Kind::map;
      map.place = place(step.at, step.text.size());
    }
    if (Entry* entry = find_entry(map, step.text)) return &entry->value;
    Entry entry{step.text, place(step.at, step.text.size()), {}};
    entry.value.place = entry.place;
    return &map.entries.emplace_back(std::move(entry)).value;
  }

  TextOrigin origin_;
  Diagnostics& diagnostics_;
};

}  // namespace

Node* item_named(Node& list, std::string_view name) {
  for (Node& item : list.items)
    if (const std::string* its = item_name(item); its && *its == name) return &item;
  return nullptr;
}

void lay_over(Node& base, Node&& over) {
  if (base.kind == Node::Kind::map && over.kind == Node::Kind::map) {
    for (Entry& entry : over.entries) {
      if (Entry* same = find_entry(base, entry.key)) {
        same->place = entry.place;
        lay_over(same->value, std::move(entry.value));
      } else {
        base.entries.push_back(std::move(entry));
      }
    }
    base.place = over.place;
  } else if (all_named(base) && all_named(over)) {
    for (Node& item : over.items) {
      if (Node* same = item_named(base, *item_name(item)))
        lay_over(*same, std::move(item));
      else
        base.items.push_back(std::move(item));
    }
    base.place = over.place;
  } else {
    base = std::move(over);
  }
}

void apply_override(Node& root, const std::string& text, TextOrigin origin,
                    const LoadLimits& limits, Diagnostics& diagnostics) {
  Override override(origin, diagnostics);
  const std::size_t sign = equals_sign(text);
  if (sign == std::string_view::npos || sign == 0) {
    override.wrong(0, text.size(), "an override must be `path=value`", {},
                   "for example: --set world.demand.rate=20k rps");
    return;
  }
  const auto steps = parse_path(std::string_view(text).substr(0, sign));
  if (!steps) {
    override.wrong(0, sign, "this is not a valid path", {},
                   "paths look like design.caches.static.ttl or world.faults[0].at");
    return;
  }
  const std::string value = text.substr(sign + 1);
  const TextOrigin from{origin.source, origin.line, static_cast<int>(sign) + 1};
  std::optional<Node> node = parse_yaml(value, from, limits, diagnostics);
  if (!node) return;
  const std::size_t ink = value.find_first_not_of(' ');
  const bool flow = ink != std::string::npos && (value[ink] == '{' || value[ink] == '[');
  if (node->kind != Node::Kind::scalar && !flow) {
    override.wrong(sign + 1, value.size(), "the value must be a single scalar, list or map", {},
                   "write {key: value} or [a, b]; quote a text that contains `: `");
    return;
  }
  if (Node* target = override.reach(root, *steps)) *target = std::move(*node);
}

}  // namespace edgecase
