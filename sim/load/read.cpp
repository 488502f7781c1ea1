#include "load/read.hpp"

#include <algorithm>

#include <fmt/core.h>

#include "load/advice.hpp"
#include "load/checker.hpp"
#include "load/refer.hpp"
#include "load/resolve.hpp"
#include "load/text/characters.hpp"
#include "load/text/codes.hpp"
#include "load/text/line_shape.hpp"
#include "load/text/path.hpp"
#include "load/text/suggest.hpp"
#include "load/type/bounds.hpp"

namespace edgecase {

namespace {

/// A field that is allowed in the current mapping, and the record it belongs to.
struct Slot {
  const Field* field;
  void* record;
};

class Reader {
 public:
  Reader(const Document& document, const Type& root, Diagnostics& diagnostics)
      : document_(document), diagnostics_(diagnostics), levels_(root, document) {
    if (const auto* record = root.as<RecordType>()) topic_ = record->topic;
  }

  /// The paths of keys that were found at another level: references to them are not missing.
  const std::vector<std::string>& misplaced() const { return misplaced_; }

  void error(Place place, const std::string& path, Finding finding) {
    diagnostics_.add(place, path, std::move(finding));
  }

  /// `key`: the place of the value's key. `field`: the field whose bounds apply; null at the root.
  void value(const Node& node, const Type& type, void* out, const std::string& path,
             const Field* field, Place key) {
    if (const auto* optional = type.as<OptionalType>())
      return optional_value(node, *optional, out, path, field, key);
    if (node.kind == Node::Kind::empty)
      return error(key, path,
                   {code::missing_value,
                    "the value is missing",
                    {},
                    fmt::format("expects {}", written_as(type))});
    if (const auto* scalar = type.as<ScalarType>())
      return scalar_value(node, *scalar, type, out, path, field);
    if (const auto* record = type.as<RecordType>())
      return record_value(node, *record, type, out, path, key);
    if (const auto* list = type.as<ListType>())
      return list_value(node, *list, type, out, path, field);
    if (const auto* map = type.as<MapType>()) return map_value(node, *map, type, out, path, field);
    choice_value(node, *type.as<ChoiceType>(), out, path, key);
  }

 private:
  void optional_value(const Node& node, const OptionalType& type, void* out,
                      const std::string& path, const Field* field, Place key) {
    const auto* scalar = type.inner().as<ScalarType>();
    const bool text = scalar && scalar->form.json == JsonForm::text && !scalar->number;
    if (node.kind == Node::Kind::scalar && node.text == "none" && !(text && node.quoted))
      return type.reset(out);
    const void* present = type.get(out);
    void* inner = present ? const_cast<void*>(present) : type.emplace(out);
    value(node, type.inner(), inner, path, field, key);
  }

  void scalar_value(const Node& node, const ScalarType& scalar, const Type& type, void* out,
                    const std::string& path, const Field* field) {
    if (node.kind != Node::Kind::scalar)
      return error(node.place, path, wrong_shape(node, type, out));
    const std::string before = scalar.number ? scalar.print(out) : std::string();
    if (auto complaint = scalar.parse(node.text, out)) {
      std::size_t at = 0;
      if (const Lookalike* odd = first_lookalike(node.text, at))
        complaint->label = replace_it(*odd);
      if (complaint->label.empty() && complaint->hint.empty())
        complaint->hint = fmt::format("expects {}", written_as(type));
      return error(node.place, path,
                   {complaint->code, std::move(complaint->message), std::move(complaint->label),
                    std::move(complaint->hint)});
    }
    if (!scalar.number || in_range(node, scalar, out, path, field)) return;
    // Checks across fields still run, to report all errors at once: they see the default.
    (void)scalar.parse(before, out);
  }

  bool in_range(const Node& node, const ScalarType& scalar, const void* value,
                const std::string& path, const Field* field) {
    const std::string complaint = outside(scalar, field, value);
    if (!complaint.empty())
      error(node.place, path,
            {code::out_of_range, fmt::format("`{}` is out of range", node.text), complaint});
    return complaint.empty();
  }

  void list_value(const Node& node, const ListType& list, const Type& type, void* out,
                  const std::string& path, const Field* field) {
    if (node.kind != Node::Kind::list) return error(node.place, path, wrong_shape(node, type, out));
    list.clear(out);
    for (std::size_t i = 0; i < node.items.size(); ++i)
      value(node.items[i], list.element(), list.append(out), join_path(path, i), field,
            node.items[i].place);
    refuse_twins(node, path);
  }

  /// Items are identified by `name` (in paths and `extends:`), so names must be unique.
  void refuse_twins(const Node& list, const std::string& path) {
    std::map<std::string_view, int> lines;
    for (std::size_t i = 0; i < list.items.size(); ++i) {
      const Entry* name = list.items[i].find("name");
      if (!name || name->value.kind != Node::Kind::scalar) continue;
      const auto [first, fresh] = lines.try_emplace(name->value.text, name->value.place.line);
      if (!fresh)
        error(name->value.place, join_path(join_path(path, i), "name"),
              {code::duplicate_name, fmt::format("two items are named `{}`", name->value.text),
               fmt::format("the first is at line {}", first->second)});
    }
  }

  void map_value(const Node& node, const MapType& map, const Type& type, void* out,
                 const std::string& path, const Field* field) {
    if (node.kind != Node::Kind::map) return error(node.place, path, wrong_shape(node, type, out));
    map.clear(out);
    for (const Entry& entry : node.entries) {
      if (entry.key.find_first_of("[]") != std::string::npos)
        error(entry.place, path,
              {code::unknown_name, fmt::format("`{}` is not a valid name", entry.key),
               "contains a bracket", "brackets enclose the parts of a path: a[0].b"});
      if (could_be(entry.value, map.value()) || !at_another_level(entry, path))
        value(entry.value, map.value(), map.insert(out, entry.key), join_path(path, entry.key),
              field, entry.place);
    }
  }

  void choice_value(const Node& node, const ChoiceType& type, void* out, const std::string& path,
                    Place key) {
    ResolvedChoice chosen = resolve_choice(node, type.menu(), *document_.sources);
    if (chosen.problem) return error(chosen.place, path, std::move(*chosen.problem));
    const std::shared_ptr<void> spec = chosen.alternative->make();
    const Type& spec_type = chosen.alternative->spec();
    const std::string inside = chosen.nested ? join_path(path, chosen.alternative->name) : path;
    if (chosen.nested) key = chosen.place;
    if (chosen.parameters)
      value(*chosen.parameters, spec_type, spec.get(), inside, nullptr, key);
    else
      named_bare(*spec_type.as<RecordType>(), spec.get(), node.place, path);
    static_cast<ChoiceValue*>(out)->choose(*chosen.alternative, spec);
  }

  /// A kind without parameters: those that are required are missing, and its rules hold.
  void named_bare(const RecordType& record, const void* spec, Place place,
                  const std::string& path) {
    const std::size_t before = diagnostics_.errors();
    missing(record, {}, place, path);
    if (diagnostics_.errors() == before) rules(record, spec, path);
  }

  void record_value(const Node& node, const RecordType& record, const Type& type, void* out,
                    const std::string& path, Place key) {
    const std::size_t before = diagnostics_.errors();
    const Field* shorthand = shorthand_field(record);
    if (node.kind == Node::Kind::map) {
      mapping(node, record, out, path, key);
    } else if (shorthand) {
      value(node, shorthand->type(), member(out, *shorthand), path, shorthand, key);
      missing(record, shorthand->key, key, path);
    } else {
      return error(node.place, path, wrong_shape(node, type, out));
    }
    if (diagnostics_.errors() == before) rules_beside(record, out, path);
    if (diagnostics_.errors() == before) rules(record, out, path);
  }

  /// Of kinds whose parameters are keys of this record.
  void rules_beside(const RecordType& record, const void* value, const std::string& path) {
    for (const Field& field : record.fields) {
      if (!field.beside) continue;
      const auto& choice = *static_cast<const ChoiceValue*>(member(value, field));
      if (choice) rules(*choice.alternative()->spec().as<RecordType>(), choice.spec(), path);
    }
  }

  void rules(const RecordType& record, const void* value, const std::string& path) {
    if (!record.check) return;
    Checker checker(document_, diagnostics_, path);
    record.check(value, checker);
  }

  void mapping(const Node& node, const RecordType& record, void* out, const std::string& path,
               Place key) {
    std::vector<Slot> slots;
    slots.reserve(record.fields.size());
    for (const Field& field : record.fields) slots.push_back({&field, out});
    bool kinds_known = true;
    for (const Field& field : record.fields)
      if (field.beside) kinds_known = choose_beside(node, field, out, path, slots) && kinds_known;
    for (const Entry& entry : node.entries) {
      const Slot* slot = find(slots, entry.key);
      if (!slot && kinds_known)
        unknown_key(entry, slots, path);
      else if (slot && !slot->field->beside)
        value(entry.value, slot->field->type(), member(slot->record, *slot->field),
              join_path(path, entry.key), slot->field, entry.place);
    }
    for (const Slot& slot : slots)
      if (slot.field->required && !node.find(slot.field->key)) missing_key(*slot.field, key, path);
  }

  /// `kind: NAME`: its parameters become keys of the same mapping. False: the kind is unknown.
  bool choose_beside(const Node& node, const Field& field, void* out, const std::string& path,
                     std::vector<Slot>& slots) {
    auto& choice = *reinterpret_cast<ChoiceValue*>(member(out, field));
    const std::string here = join_path(path, field.key);
    const Entry* entry = node.find(field.key);
    if (entry && entry->value.kind != Node::Kind::scalar) {
      if (entry->value.kind == Node::Kind::empty)
        value(entry->value, field.type(), &choice, here, nullptr, entry->place);
      else
        error(entry->value.place, here, wrong_shape(entry->value, field.type(), nullptr));
      return false;
    }
    if (entry) {
      const Menu& menu = field.type().as<ChoiceType>()->menu();
      ResolvedChoice chosen = resolve_choice(entry->value, menu, *document_.sources);
      if (chosen.problem) {
        error(chosen.place, here, std::move(*chosen.problem));
        return false;
      }
      choice.choose(*chosen.alternative, chosen.alternative->make());
    }
    add_slots(choice, slots);
    return static_cast<bool>(choice);
  }

  static void add_slots(ChoiceValue& choice, std::vector<Slot>& slots) {
    if (!choice) return;
    // A default's parameters are shared by all values of the struct: write to a copy.
    auto own = choice.alternative()->copy(choice.spec());
    for (const Field& field : choice.alternative()->spec().as<RecordType>()->fields)
      slots.push_back({&field, own.get()});
    choice.choose(*choice.alternative(), std::move(own));
  }

  static const Slot* find(const std::vector<Slot>& slots, std::string_view key) {
    for (const Slot& slot : slots)
      if (slot.field->key == key) return &slot;
    return nullptr;
  }

  void unknown_key(const Entry& entry, const std::vector<Slot>& slots, const std::string& path) {
    std::vector<std::string_view> keys;
    keys.reserve(slots.size());
    for (const Slot& slot : slots) keys.emplace_back(slot.field->key);
    const std::string near = advice_on(entry.key, keys);
    if (near.empty() && at_another_level(entry, path)) return;
    error(entry.place, join_path(path, entry.key),
          {code::unknown_key, fmt::format("unknown key `{}`", entry.key), near,
           fmt::format("valid keys: {}{}", enumerate(keys), explained_at(path))});
  }

  /// The likely intention behind an unknown key; empty: unknown.
  static std::string advice_on(const std::string& key, const std::vector<std::string_view>& keys) {
    const std::size_t colon = colon_without_space(key);
    if (colon != std::string_view::npos &&
        std::find(keys.begin(), keys.end(), key.substr(0, colon)) != keys.end())
      return fmt::format("write {}: {}", key.substr(0, colon), key.substr(colon + 1));
    const std::size_t equals = key.find('=');
    const std::string name = key.substr(0, key.find_first_of(" =", 0));
    const std::size_t value = key.find_first_not_of(" =", equals);
    if (equals != std::string::npos && value != std::string::npos &&
        std::find(keys.begin(), keys.end(), name) != keys.end())
      return fmt::format("write {}: {}", name, key.substr(value));
    std::size_t at = 0;
    if (const Lookalike* odd = first_lookalike(key, at)) return replace_it(*odd);
    return did_you_mean(key, keys);
  }

  std::string explained_at(const std::string& path) const {
    if (path.empty()) return topic_.empty() ? "" : fmt::format("   (edgecase explain {})", topic_);
    const std::string whole = topic_.empty() ? path : fmt::format("{}.{}", topic_, path);
    const char* quote = whole.find_first_of(" []*") == std::string::npos ? "" : "'";
    return fmt::format("   (edgecase explain {0}{1}{0})", quote, whole);
  }

  /// Reports a key that has its place at another level; false: it has none.
  bool at_another_level(const Entry& entry, const std::string& path) {
    const auto found = levels_.of(entry.key, path);
    if (!found) return false;
    misplaced_.insert(misplaced_.end(), found->places.begin(), found->places.end());
    error(entry.place, join_path(path, entry.key),
          {code::unknown_key, fmt::format("the key `{}` has no meaning at this level", entry.key),
           found->label, "check the indentation"});
    return true;
  }

  void missing(const RecordType& record, std::string_view given, Place place,
               const std::string& path) {
    for (const Field& field : record.fields)
      if (field.required && field.key != given) missing_key(field, place, path);
  }

  void missing_key(const Field& field, Place place, const std::string& path) {
    error(place, join_path(path, field.key),
          {code::missing_key, fmt::format("the key `{}` is missing", field.key),
           field.only.empty() ? "" : fmt::format("add `{}: {}`", field.key, field.only),
           fmt::format("{}: {}", field.doc, written_as(field.type()))});
  }

  const Document& document_;
  Diagnostics& diagnostics_;
  Levels levels_;
  std::string_view topic_;
  std::vector<std::string> misplaced_;
};

}  // namespace

bool read(const Document& document, const Type& type, void* out, Diagnostics& diagnostics) {
  const std::size_t before = diagnostics.errors();
  Reader reader(document, type, diagnostics);
  reader.value(document.root, type, out, "", nullptr, document.root.place);
  check_references(document, type, out, reader.misplaced(), diagnostics);
  return diagnostics.errors() == before;
}

}  // namespace edgecase
