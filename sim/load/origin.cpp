#include "load/origin.hpp"

#include <deque>

#include <fmt/core.h>

#include "load/resolve.hpp"
#include "load/text/path.hpp"
#include "load/type/kind.hpp"

namespace edgecase {

namespace {

class Rows {
 public:
  explicit Rows(const Sources& sources) : sources_(sources) {}

  std::vector<ConfigRow> all;

  /// `node`: what the scenario sets here, or null. `field`: the nearest enclosing field.
  void walk(const Type& type, const void* value, const Node* node, const std::string& path,
            const Field* field) {
    if (const auto* scalar = type.as<ScalarType>())
      return row(scalar->print(value), node, path, field);
    if (const auto* record = type.as<RecordType>())
      return fields(*record, value, node, path, field);
    if (const auto* choice = type.as<ChoiceType>()) return kind(*choice, value, node, path, field);
    if (const auto* optional = type.as<OptionalType>()) {
      const void* inner = optional->get(value);
      return inner ? walk(optional->inner(), inner, node, path, field)
                   : row("none", node, path, field);
    }
    if (const auto* list = type.as<ListType>()) {
      for (std::size_t i = 0; i < list->size(value); ++i) {
        const bool written = node && node->kind == Node::Kind::list && i < node->items.size();
        walk(list->element(), list->at(value, i), written ? &node->items[i] : nullptr,
             join_path(path, i), field);
      }
      return;
    }
    const auto& map = *type.as<MapType>();
    for (const auto& [key, entry] : map.entries(value))
      walk(map.value(), entry, below(node, key), join_path(path, key), field);
  }

 private:
  static const Node* below(const Node* node, std::string_view key) {
    const Entry* entry = node && node->kind == Node::Kind::map ? node->find(key) : nullptr;
    return entry ? &entry->value : nullptr;
  }

  void row(std::string value, const Node* node, const std::string& path, const Field* field) {
    ConfigRow row;
    row.path = path;
    row.value = std::move(value);
    if (field) row.doc = field->doc;
    if (node) {
      const Source& source = sources_[node->place.source];
      row.origin = source.layer < 0 ? ValueOrigin::override_ : ValueOrigin::scenario;
      row.file = source.name;
      row.line = node->place.line;
    } else if (field) {
      row.provenance = field->provenance;
    }
    all.push_back(std::move(row));
  }

  void fields(const RecordType& record, const void* value, const Node* node,
              const std::string& path, const Field* above) {
    const Field* shorthand = shorthand_field(record);
    const bool short_form = node && node->kind != Node::Kind::map;
    for (const Field& field : record.fields) {
      const Node* written =
          short_form ? (&field == shorthand ? node : nullptr) : below(node, field.key);
      const bool own = !field.provenance.text.empty() || !above;
      if (field.beside)
        kind_beside(field, member(value, field), node, path);
      else
        walk(field.type(), member(value, field), written, join_path(path, field.key),
             own ? &field : with_source_of(field, *above));
    }
  }

  /// A default inside a struct whose field states a source for the whole struct.
  const Field* with_source_of(const Field& field, const Field& above) {
    kept_.push_back(field);
    kept_.back().provenance = above.provenance;
    return &kept_.back();
  }

  void kind(const ChoiceType& type, const void* value, const Node* node, const std::string& path,
            const Field* field) {
    const auto& choice = *static_cast<const ChoiceValue*>(value);
    if (!choice) return;
    row(std::string(choice.name()), node, path, field);
    const Node* parameters = nullptr;
    if (node) parameters = resolve_choice(*node, type.menu(), sources_).parameters;
    walk(choice.alternative()->spec(), choice.spec(), parameters, join_path(path, choice.name()),
         field);
  }

  void kind_beside(const Field& field, const void* value, const Node* node,
                   const std::string& path) {
    const auto& choice = *static_cast<const ChoiceValue*>(value);
    if (!choice) return;
    row(std::string(choice.name()), below(node, field.key), join_path(path, field.key), &field);
    walk(choice.alternative()->spec(), choice.spec(), node, path, &field);
  }

  const Sources& sources_;
  std::deque<Field> kept_;
};

}  // namespace

std::vector<ConfigRow> config_rows(const Type& type, const void* value, const Document& document) {
  Rows rows(*document.sources);
  rows.walk(type, value, &document.root, "", nullptr);
  return std::move(rows.all);
}

std::string describe_origin(const ConfigRow& row) {
  if (row.origin != ValueOrigin::default_) return fmt::format("{}:{}", row.file, row.line);
  const Provenance& p = row.provenance;
  if (p.text.empty()) return "default";
  if (p.assumed) return fmt::format("assumed: {}", p.text);
  if (p.date.empty()) return fmt::format("default: {}", p.text);
  return fmt::format("default: {} ({})", p.text, p.date);
}

}  // namespace edgecase
