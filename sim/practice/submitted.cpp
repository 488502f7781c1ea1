#include "practice/submitted.hpp"

#include <algorithm>

#include <fmt/core.h>

#include "load/text/codes.hpp"
#include "load/text/codes_practice.hpp"
#include "load/text/merge.hpp"
#include "load/text/path.hpp"
#include "load/text/suggest.hpp"
#include "practice/case_file.hpp"
#include "practice/emit.hpp"

namespace edgecase {
namespace {

/// How the steps of a lever and of a path relate.
enum class Meeting { lever_above, lever_below, apart };

Meeting meeting_of(const std::string& lever, const std::string& path) {
  const auto a = parse_path(lever);
  const auto b = parse_path(path);
  if (!a || !b) return Meeting::apart;
  for (std::size_t i = 0; i < std::min(a->size(), b->size()); ++i)
    if ((*a)[i].text != "*" && (*a)[i].text != (*b)[i].text) return Meeting::apart;
  return a->size() <= b->size() ? Meeting::lever_above : Meeting::lever_below;
}

bool meets(const CaseSpec& spec, const std::string& path, Meeting how) {
  return std::ranges::any_of(
      spec.levers, [&](const LeverSpec& lever) { return meeting_of(lever.path, path) == how; });
}

/// The first key of a mapping that has a value, as a path: what a reader would call the mistake.
std::string first_key(const Node& node, std::string path) {
  const Node* at = &node;
  while (at->kind == Node::Kind::map && !at->entries.empty()) {
    path = join_path(path, at->entries.front().key);
    at = &at->entries.front().value;
  }
  return path;
}

class Submission {
 public:
  Submission(const CaseSpec& spec, Diagnostics& diagnostics)
      : spec_(spec), diagnostics_(diagnostics) {}

  void root(const Node& root) {
    for (const Entry& entry : root.entries) {
      if (entry.key == "design") {
        below(entry.value, "design");
      } else if (entry.key == "case") {
        check_name(entry);
      } else if (entry.key != "apiVersion" && entry.key != "kind") {
        const std::string path = first_key(entry.value, entry.key);
        diagnostics_.add(
            entry.place, entry.key,
            {code::case_world, fmt::format("`{}` belongs to the case, not to a design", path),
             "cannot be set here",
             "a design has the keys `case` and `design`; levers: " + levers()});
      }
    }
  }

 private:
  void check_name(const Entry& entry) {
    if (entry.value.text == spec_.metadata.name) return;
    diagnostics_.add(
        entry.value.place, "case",
        {code::other_case, fmt::format("this design is for the case `{}`", entry.value.text),
         fmt::format("this case is `{}`", spec_.metadata.name)});
  }

  void below(const Node& node, const std::string& path) {
    if (node.kind == Node::Kind::empty) return;
    if (node.kind != Node::Kind::map) {
      diagnostics_.add(node.place, path,
                       {code::wrong_shape, fmt::format("`{}` is a mapping of keys", path)});
      return;
    }
    for (const Entry& entry : node.entries) {
      const std::string here = join_path(path, entry.key);
      if (meets(spec_, here, Meeting::lever_above)) continue;
      if (meets(spec_, here, Meeting::lever_below) && entry.value.kind != Node::Kind::scalar)
        below(entry.value, here);
      else
        refuse(entry, here);
    }
  }

  void refuse(const Entry& entry, const std::string& path) {
    std::vector<std::string_view> paths;
    for (const LeverSpec& lever : spec_.levers) paths.push_back(lever.path);
    diagnostics_.add(
        entry.place, path,
        {code::no_lever, fmt::format("`{}` is no lever of this case", first_key(entry.value, path)),
         did_you_mean(path, paths), "levers: " + levers()});
  }

  std::string levers() const {
    std::vector<std::string_view> paths;
    for (const LeverSpec& lever : spec_.levers) paths.push_back(lever.path);
    return enumerate(paths);
  }

  const CaseSpec& spec_;
  Diagnostics& diagnostics_;
};

Entry* entry_of(Node& map, std::string_view key) {
  for (Entry& entry : map.entries)
    if (entry.key == key) return &entry;
  return nullptr;
}

/// The type of a mapping's key; null where a kind decides about it.
const Type* type_below(const Type& type, std::string_view key) {
  if (const auto* optional = type.as<OptionalType>()) return type_below(optional->inner(), key);
  if (const auto* map = type.as<MapType>()) return &map->value();
  const auto* record = type.as<RecordType>();
  if (record == nullptr) return nullptr;
  const auto field = std::ranges::find(record->fields, key, &Field::key);
  return field == record->fields.end() ? nullptr : &field->type();
}

/// Whether the mapping chooses another kind (`kind: NAME` beside its parameters).
bool chooses_anew(const Node& base, const Node& over, const Type& type) {
  const Type& inner = type.as<OptionalType>() ? type.as<OptionalType>()->inner() : type;
  const auto* record = inner.as<RecordType>();
  if (record == nullptr) return false;
  return std::ranges::any_of(record->fields, [&](const Field& field) {
    const Entry* before = base.find(field.key);
    const Entry* now = over.find(field.key);
    return field.beside && now != nullptr && before != nullptr &&
           before->value.text != now->value.text;
  });
}

}  // namespace

bool is_lever(const CaseSpec& spec, const std::string& path) {
  return meets(spec, path, Meeting::lever_above);
}

std::optional<Node> submitted_design(const std::string& text, const std::string& name,
                                     const CaseSpec& spec, Diagnostics& diagnostics) {
  const std::size_t before = diagnostics.errors();
  LoadLimits limits;
  limits.extends = 0;
  auto document = parse_document(text, name, {}, diagnostics, limits);
  if (!document) return std::nullopt;
  if (document->root.kind != Node::Kind::map) {
    diagnostics.add(document->root.place, "",
                    {code::wrong_shape,
                     "this is not a design",
                     {},
                     fmt::format("a design begins with `case: {}`, then `design:` and the keys "
                                 "that it sets",
                                 spec.metadata.name)});
    return std::nullopt;
  }
  Submission(spec, diagnostics).root(document->root);
  if (diagnostics.errors() != before) return std::nullopt;
  Entry* design = entry_of(document->root, "design");
  if (design == nullptr || design->value.kind == Node::Kind::empty) {
    Node none;
    none.kind = Node::Kind::map;
    return none;
  }
  return std::move(design->value);
}

void lay_design(Node& base, Node&& over, const Type& type) {
  if (base.kind != Node::Kind::map || over.kind != Node::Kind::map ||
      chooses_anew(base, over, type)) {
    base = std::move(over);
    return;
  }
  for (Entry& entry : over.entries) {
    Entry* same = entry_of(base, entry.key);
    const Type* below = type_below(type, entry.key);
    if (same == nullptr) {
      base.entries.push_back(std::move(entry));
    } else if (below == nullptr || below->as<ChoiceType>() != nullptr) {
      same->place = entry.place;
      same->value = std::move(entry.value);
    } else {
      same->place = entry.place;
      lay_design(same->value, std::move(entry.value), *below);
    }
  }
}

namespace {

bool remove_below(Node& node, const std::vector<PathStep>& steps, std::size_t at) {
  for (auto entry = node.entries.begin(); entry != node.entries.end(); ++entry) {
    if (entry->key != steps[at].text) continue;
    if (at + 1 == steps.size()) {
      node.entries.erase(entry);
      return true;
    }
    return remove_below(entry->value, steps, at + 1);
  }
  return false;
}

}  // namespace

std::string design_without(const std::string& text, const std::string& path, const CaseSpec& spec) {
  Diagnostics ignored;
  auto design = submitted_design(text, "design.yaml", spec, ignored);
  const auto steps = parse_path(path);
  if (!design || !steps || steps->size() < 2 || steps->front().text != "design") return {};
  if (!remove_below(*design, *steps, 1)) return {};
  return fmt::format("case: {}\ndesign:\n{}", spec.metadata.name, yaml_text(*design, 2));
}

namespace {

std::string leading_comments(const std::string& text) {
  std::size_t end = 0;
  while (end < text.size() && (text[end] == '#' || text[end] == '\n'))
    end = std::min(text.find('\n', end), text.size() - 1) + 1;
  return text.substr(0, end);
}

}  // namespace

std::string design_with(const std::string& text, const std::vector<std::string>& settings,
                        const CaseSpec& spec, Diagnostics& diagnostics) {
  const std::size_t before = diagnostics.errors();
  auto design = submitted_design(text, "design.yaml", spec, diagnostics);
  if (!design) return {};
  Node root;
  root.kind = Node::Kind::map;
  root.entries.push_back({"design", design->place, std::move(*design)});
  for (const std::string& one : settings)
    apply_override(root, one, {diagnostics.sources()->add({"setting", one + "\n", -1}), 0, 0},
                   LoadLimits{}, diagnostics);
  if (diagnostics.errors() != before) return {};
  std::string longer =
      fmt::format("{}case: {}\n{}", leading_comments(text), spec.metadata.name, yaml_text(root));
  return submitted_design(longer, "design.yaml", spec, diagnostics) ? longer : std::string();
}

}  // namespace edgecase
