#include "load/advice.hpp"

#include <algorithm>
#include <array>

#include <fmt/core.h>

#include "load/resolve.hpp"
#include "load/text/codes.hpp"
#include "load/text/line_shape.hpp"
#include "load/text/path.hpp"
#include "load/text/suggest.hpp"

namespace edgecase {

namespace {

constexpr std::size_t longest_advice = 70;

const Type& without_optional(const Type& type) {
  const auto* optional = type.as<OptionalType>();
  return optional ? without_optional(optional->inner()) : type;  // NOLINT
}

bool one_of_words(std::string_view text, std::initializer_list<std::string_view> words) {
  return std::find(words.begin(), words.end(), text) != words.end();
}

void append(std::string& text, const Node& node) {
  const char* before = "";
  switch (node.kind) {
    case Node::Kind::empty:
      return;
    case Node::Kind::scalar:
      text += node.quoted ? fmt::format("\"{}\"", node.text) : node.text;
      return;
    case Node::Kind::list:
      text += '[';
      for (const Node& item : node.items) {
        text += before;
        append(text, item);
        before = ", ";
      }
      text += ']';
      return;
    case Node::Kind::map:
      text += '{';
      for (const Entry& entry : node.entries) {
        text += fmt::format("{}{}: ", before, entry.key);
        append(text, entry.value);
        before = ", ";
      }
      text += '}';
  }
}

std::string shortened(std::string text) {
  if (text.size() <= longest_advice) return text;
  std::size_t end = longest_advice;
  while (end > 0 && (static_cast<unsigned char>(text[end]) & 0xC0U) == 0x80U) --end;
  return text.substr(0, end) + "…";
}

const char* shape_name(const Node& node) {
  return node.kind == Node::Kind::map    ? "a mapping"
         : node.kind == Node::Kind::list ? "a list"
                                         : "a single value";
}

/// {per: region}: the first key that has a default; empty: there is none.
std::string example_of(const RecordType& record) {
  for (const Field& field : record.fields) {
    const Type& type = without_optional(field.type());
    const void* value = member(record.defaults, field);
    if (const auto* scalar = type.as<ScalarType>(); scalar && &type == &field.type()) {
      const std::string text = scalar->print(value);
      if (!text.empty()) return fmt::format("{{{}: {}}}", field.key, text);
    }
  }
  return {};
}

/// The field of a record whose value this text can be: 500 rps -> {rate: 500 rps}.
std::string as_field(const Node& node, const RecordType& record, void* out) {
  for (const Field& field : record.fields) {
    const auto* scalar = field.type().as<ScalarType>();
    if (!scalar || (!scalar->number && scalar->names.empty()) || !out) continue;
    if (!scalar->parse(node.text, member(out, field)))
      return fmt::format("{{{}: {}}}", field.key, node.text);
  }
  return {};
}

std::string label_of_record(const Node& node, const RecordType& record, void* out) {
  if (node.kind == Node::Kind::list)
    return node.items.size() == 1 && node.items[0].kind == Node::Kind::map
               ? fmt::format("write {}", shortened(flow_text(node.items[0])))
               : std::string{};
  if (const std::size_t colon = colon_without_space(node.text);
      colon != std::string_view::npos && !node.quoted)
    return fmt::format("write {}: {}", node.text.substr(0, colon), node.text.substr(colon + 1));
  if (one_of_words(node.text, {"false", "no", "off", "disabled"}))
    return "write none, or remove the key";
  if (const std::string field = as_field(node, record, out); !field.empty())
    return fmt::format("write {}", field);
  const bool on = one_of_words(node.text, {"true", "yes", "on", "enabled", "default"});
  const std::string example = example_of(record);
  if (on && !example.empty()) return fmt::format("write {}", example);
  return on ? "write {}" : "";
}

std::string label_of_shape(const Node& node, const Type& type, void* out) {
  if (type.as<ListType>() && node.kind != Node::Kind::list)
    return fmt::format("write [{}]", shortened(flow_text(node)));
  if (type.as<MapType>() && node.kind == Node::Kind::list) return "write a mapping, name: value";
  if (const auto* record = type.as<RecordType>()) return label_of_record(node, *record, out);
  if (!type.as<ScalarType>()) return {};
  if (node.kind == Node::Kind::list && node.items.size() == 1 &&
      node.items[0].kind == Node::Kind::scalar)
    return fmt::format("write {}", flow_text(node.items[0]));
  if (node.kind == Node::Kind::map && node.entries.size() == 1 &&
      node.entries[0].value.kind == Node::Kind::scalar)
    return fmt::format("write {}", flow_text(node.entries[0].value));
  return {};
}

bool has_keys(const Alternative& alternative, const std::vector<const Entry*>& entries) {
  const auto keys = keys_of(*alternative.spec().as<RecordType>());
  return std::all_of(entries.begin(), entries.end(), [&](const Entry* entry) {
    return std::find(keys.begin(), keys.end(), entry->key) != keys.end();
  });
}

std::string written_inside(const Alternative& kind, const std::vector<const Entry*>& entries) {
  Node inner;
  inner.kind = Node::Kind::map;
  for (const Entry* entry : entries) inner.entries.push_back(*entry);
  if (entries.empty()) return kind.name;
  return fmt::format("{{{}: {}}}", kind.name, flow_text(inner));
}

}  // namespace

std::string flow_text(const Node& node) {
  std::string text;
  append(text, node);
  return text;
}

Finding wrong_shape(const Node& node, const Type& type, void* out) {
  return {code::wrong_shape, fmt::format("{} is not allowed here", shape_name(node)),
          label_of_shape(node, type, out), fmt::format("expects {}", written_as(type))};
}

std::optional<Finding> flattened_kind(const Node& node, const Menu& menu) {
  constexpr std::array names{"type",  "kind",   "name",      "distribution", "dist",
                             "model", "policy", "algorithm", "method"};
  const Alternative* kind = nullptr;
  std::vector<const Entry*> rest;
  for (const Entry& entry : node.entries) {
    const bool says = std::find(names.begin(), names.end(), entry.key) != names.end() &&
                      entry.value.kind == Node::Kind::scalar;
    const auto all = names_of(menu);
    const Alternative* named = says ? menu.find(closest(entry.value.text, all)) : nullptr;
    if (named && !kind)
      kind = named;
    else
      rest.push_back(&entry);
  }
  if (!kind)
    for (const Alternative& one : menu.alternatives)
      if (!rest.empty() && has_keys(one, rest) && !kind) kind = &one;
  if (!kind) return std::nullopt;
  return Finding{code::wrong_shape, "a kind is written as the key of its parameters",
                 fmt::format("write {}", shortened(written_inside(*kind, rest))),
                 fmt::format("available kinds: {}", enumerate(names_of(menu)))};
}

bool could_be(const Node& node, const Type& type_) {
  const Type& type = without_optional(type_);
  if (node.kind == Node::Kind::empty) return true;
  if (node.kind == Node::Kind::scalar && node.text == "none") return true;
  const auto* record = type.as<RecordType>();
  if (!record) return true;
  if (node.kind != Node::Kind::map) return shorthand_field(*record) != nullptr;
  if (node.entries.empty()) return true;
  const auto keys = keys_of(*record);
  const bool beside = std::any_of(record->fields.begin(), record->fields.end(),
                                  [](const Field& field) { return field.beside; });
  return beside || std::any_of(node.entries.begin(), node.entries.end(), [&](const Entry& entry) {
           return std::find(keys.begin(), keys.end(), entry.key) != keys.end();
         });
}

/// All keys outside of kinds, whose parameters belong to one kind only.
void Levels::collect(const Type& type_, const Steps& above) {
  constexpr std::size_t deepest = 16;  // a type may contain itself
  const auto with = [&](std::string_view step) {
    Steps steps = above;
    steps.emplace_back(step);
    return steps;
  };
  const Type& type = without_optional(type_);
  if (above.size() > deepest) return;
  if (const auto* list = type.as<ListType>()) return collect(list->element(), with("*"));
  if (const auto* map = type.as<MapType>()) return collect(map->value(), with("*"));
  const auto* record = type.as<RecordType>();
  if (!record) return;
  for (const Field& field : record->fields) {
    const Steps here = with(field.key);
    known_.push_back(here);
    if (!field.beside) collect(field.type(), here);
  }
}

/// The path with names in place of `*`: those of the path where the key was found, else the only
/// one that the document has there, else NAME.
std::string Levels::named(const Steps& place, const Steps& here) const {
  std::string path;
  bool shared = true;
  for (std::size_t i = 0; i < place.size(); ++i) {
    const std::string& step = place[i];
    shared = shared && i < here.size() && (step == "*" || step == here[i]);
    if (step != "*" || (shared && i + 1 < place.size() && i + 1 < here.size())) {
      path = join_path(path, step == "*" ? here[i] : step);
      continue;
    }
    const Node* node = path.empty() ? &document_.root : document_.find(path);
    if (node && node->kind == Node::Kind::list) {
      path = join_path(path, std::size_t{0});
      continue;
    }
    std::string name = "NAME";
    if (node && node->kind == Node::Kind::map) {
      std::vector<const Entry*> maps;
      for (const Entry& entry : node->entries)
        if (entry.value.kind == Node::Kind::map) maps.push_back(&entry);
      if (maps.size() == 1) name = maps.front()->key;
    }
    path = join_path(path, name);
  }
  return path;
}

std::optional<Levels::Found> Levels::of(std::string_view key, const std::string& path) {
  if (known_.empty()) collect(root_, {});
  Steps here;
  for (const PathStep& step : parse_path(path).value_or(std::vector<PathStep>{}))
    here.push_back(step.text);
  here.emplace_back(key);
  const auto in_common = [&](const Steps& one) {
    std::size_t n = 0;
    while (n < one.size() && n < here.size() && (one[n] == here[n] || one[n] == "*")) ++n;
    return n;
  };
  std::vector<const Steps*> best;
  for (const Steps& one : known_) {
    if (one.back() != key) continue;
    if (one.size() == here.size() && in_common(one) == here.size()) continue;
    const auto rank = [&](const Steps& k) {
      return std::pair{in_common(k), -static_cast<int>(k.size())};
    };
    if (!best.empty() && rank(one) < rank(*best.front())) continue;
    if (!best.empty() && rank(*best.front()) < rank(one)) best.clear();
    best.push_back(&one);
  }
  constexpr std::size_t most_places = 3;
  if (best.empty() || best.size() > most_places) return std::nullopt;
  Found found;
  for (const Steps* one : best) {
    const std::string whole = named(*one, here);
    const std::size_t end = whole.size() - std::min(whole.size(), key.size() + 1);
    const std::string above = whole.substr(0, end);
    found.label += fmt::format("{}{}", found.label.empty() ? "belongs " : ", or ",
                               above.empty() ? "at the top of the file" : "in " + above);
    found.places.push_back(whole);
  }
  return found;
}

}  // namespace edgecase
