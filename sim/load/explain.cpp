#include "load/explain.hpp"

#include <algorithm>
#include <optional>

#include <fmt/core.h>

#include "load/print.hpp"
#include "load/resolve.hpp"
#include "load/text/path.hpp"
#include "load/text/suggest.hpp"
#include "load/type/bounds.hpp"
#include "load/type/kind.hpp"

namespace edgecase {

namespace {

/// A topic that can be explained, found by walking the type.
struct Topic {
  std::vector<std::string> steps;
  const Type* type = nullptr;
  const Field* field = nullptr;  // null: an alternative of a menu
  const Alternative* alternative = nullptr;
  const void* value = nullptr;  // the default; null: there is none
};

class Topics {
 public:
  std::vector<Topic> all;

  /// The topics below a value of this type at `steps`.
  void below(const Type& type, const void* value, const std::vector<std::string>& steps) {
    if (steps.size() > 16) return;  // a type that contains itself
    if (const auto* optional = type.as<OptionalType>())
      return below(optional->inner(), value ? optional->get(value) : nullptr, steps);
    if (const auto* list = type.as<ListType>())
      return below(list->element(), nullptr, add(steps, "*"));
    if (const auto* map = type.as<MapType>()) return below(map->value(), nullptr, add(steps, "*"));
    if (const auto* choice = type.as<ChoiceType>()) return alternatives(choice->menu(), steps);
    if (const auto* record = type.as<RecordType>()) fields(*record, value, steps);
  }

 private:
  static std::vector<std::string> add(std::vector<std::string> steps, std::string_view step) {
    steps.emplace_back(step);
    return steps;
  }

  void fields(const RecordType& record, const void* value, const std::vector<std::string>& steps) {
    if (!value) value = record.defaults;
    for (const Field& field : record.fields) {
      const auto here = add(steps, field.key);
      all.push_back({here, &field.type(), &field, nullptr, member(value, field)});
      if (field.beside)
        alternatives(field.type().as<ChoiceType>()->menu(), steps);
      else
        below(field.type(), member(value, field), here);
    }
  }

  void alternatives(const Menu& menu, const std::vector<std::string>& steps) {
    for (const Alternative& a : menu.alternatives) {
      const auto here = add(steps, a.name);
      all.push_back({here, &a.spec(), nullptr, &a, nullptr});
      below(a.spec(), nullptr, here);
    }
  }
};

std::string joined(const std::vector<std::string>& steps) {
  std::string text;
  for (const std::string& step : steps) text += (text.empty() ? "" : ".") + step;
  return text;
}

/// The distance of the requested step from the known one; empty: no match.
std::optional<int> step_cost(std::string_view asked, std::string_view known) {
  if (asked == known) return 0;
  if (known == "*") return 3;  // a user-defined name
  const auto plural = [](std::string_view one, std::string_view many) {
    return many.size() == one.size() + 1 && many.starts_with(one) && many.back() == 's';
  };
  if (plural(asked, known) || plural(known, asked)) return 1;
  return std::nullopt;
}

/// Matches from the right; known `*` steps may be left out. Empty: no match.
std::optional<int> cost(const std::vector<PathStep>& asked, std::size_t a,
                        const std::vector<std::string>& known, std::size_t k) {
  if (a == 0) return 0;
  if (k == 0) return std::nullopt;
  std::optional<int> best;
  if (const auto here = step_cost(asked[a - 1].text, known[k - 1]))
    if (const auto rest = cost(asked, a - 1, known, k - 1)) best = *here + *rest;
  if (known[k - 1] == "*" && a < asked.size())
    if (const auto skipped = cost(asked, a, known, k - 1); skipped && (!best || *skipped < *best))
      best = skipped;
  return best;
}

bool has_entries(const Type& type) {
  if (const auto* optional = type.as<OptionalType>()) return has_entries(optional->inner());
  return type.as<ListType>() != nullptr || type.as<MapType>() != nullptr;
}

/// An item or an entry (world.faults[0], design.caches.static) of this map or list.
std::optional<int> cost_of_entry(const std::vector<PathStep>& asked,
                                 const std::vector<std::string>& known) {
  if (asked.size() < 2) return std::nullopt;
  constexpr int of_entry = 4;  // more than any other match of the same steps
  const auto rest = cost(asked, asked.size() - 1, known, known.size());
  return rest ? std::optional(*rest + of_entry) : std::nullopt;
}

// Types live as long as the program.
const Type& inner_of(const Type& type) {
  if (const auto* optional = type.as<OptionalType>()) return inner_of(optional->inner());
  if (const auto* list = type.as<ListType>()) return inner_of(list->element());
  if (const auto* map = type.as<MapType>()) return inner_of(map->value());
  return type;  // NOLINT(bugprone-return-const-ref-from-parameter)
}

/// "…; if absent: as in the runtime": what an absent value means; empty: the text does not say.
std::string absent_means(const Field& field) {
  const std::size_t at = field.doc.find("absent: ");
  if (at == std::string::npos) return {};
  const std::string rest = field.doc.substr(at + std::string_view("absent: ").size());
  return rest.substr(0, rest.find(';'));
}

std::string short_default(const Type& type, const Field& field, const void* value) {
  if (field.required) return "required";
  if (!value) return "";
  if (const auto* scalar = type.as<ScalarType>()) {
    const std::string text = scalar->print(value);
    return text.empty() ? "" : text;
  }
  if (const auto* optional = type.as<OptionalType>()) {
    const void* inner = optional->get(value);
    if (inner) return short_default(optional->inner(), field, inner);
    const std::string meaning = absent_means(field);
    return meaning.empty() ? "none" : meaning;
  }
  if (type.as<ChoiceType>()) return std::string(static_cast<const ChoiceValue*>(value)->name());
  return "";
}

/// The keys of an alternative, comma-separated.
std::string keys_of(const Alternative& alternative) {
  const auto* record = alternative.spec().as<RecordType>();
  std::string text;
  if (record == nullptr) return text;
  for (const Field& f : record->fields) text += (text.empty() ? "" : ", ") + f.key;
  return text;
}

std::string kinds_table(const Menu& menu) {
  std::size_t width = 4, keys = 0;
  for (const Alternative& a : menu.alternatives) {
    width = std::max(width, a.name.size());
    keys = std::max(keys, keys_of(a).size());
  }
  if (keys > 0) keys = std::max(keys, std::size_t{4}) + 2;
  const char* const of_keys = keys > 0 ? "keys" : "";
  std::string text = fmt::format("  {:<{}}  {:<{}}meaning\n", "kind", width, of_keys, keys);
  for (const Alternative& a : menu.alternatives)
    text += fmt::format("  {:<{}}  {:<{}}{}\n", a.name, width, keys_of(a), keys, a.doc);
  return text;
}

std::string key_table(const RecordType& record, const void* value) {
  if (!value) value = record.defaults;
  std::size_t keys = 3, defaults = 7;
  constexpr std::size_t widest = 20;
  const auto in_table = [&](const Field& f) {
    const std::string text = short_default(f.type(), f, member(value, f));
    return text.size() <= widest ? text : std::string("(see its meaning)");
  };
  for (const Field& f : record.fields) {
    keys = std::max(keys, f.key.size());
    defaults = std::max(defaults, in_table(f).size());
  }
  std::string text = fmt::format("  {:<{}}  {:<{}}  meaning\n", "key", keys, "default", defaults);
  std::string kinds;
  for (const Field& f : record.fields) {
    text += fmt::format("  {:<{}}  {:<{}}  {}\n", f.key, keys, in_table(f), defaults, f.doc);
    if (f.beside) kinds += "\n" + kinds_table(f.type().as<ChoiceType>()->menu());
  }
  return text + kinds;
}

std::string names_table(const ScalarType& scalar) {
  std::size_t width = 4;
  for (const NamedValue& n : scalar.names) width = std::max(width, n.name.size());
  std::string text = fmt::format("  {:<{}}  meaning\n", "name", width);
  for (const NamedValue& n : scalar.names)
    text += fmt::format("  {:<{}}  {}\n", n.name, width, n.doc);
  return text;
}

std::string about_field(const Topic& topic) {
  const Field& field = *topic.field;
  std::string text = fmt::format("  format   {}\n", written_as(*topic.type));
  const std::string standard = short_default(*topic.type, field, topic.value);
  if (!standard.empty()) text += fmt::format("  default  {}\n", standard);
  if (const auto* scalar = inner_of(*topic.type).as<ScalarType>())
    if (const std::string range = range_text(*scalar, &field); !range.empty())
      text += fmt::format("  range    {}\n", range);
  if (!field.refers_to.empty())
    text += fmt::format("  refers   to an entry of {}\n", field.refers_to);
  const Provenance& p = field.provenance;
  if (!p.text.empty())
    text += p.assumed ? fmt::format("  assumed  {}\n", p.text)
                      : fmt::format("  source   {} ({})\n", p.text, p.date);
  return text;
}

std::string topic_text(const Topic& topic) {
  std::string text = fmt::format("{}: {}\n\n", joined(topic.steps),
                                 topic.field ? topic.field->doc : topic.alternative->doc);
  if (topic.field) text += about_field(topic);
  const Type& inner = inner_of(*topic.type);
  std::string table;
  if (const auto* record = inner.as<RecordType>()) {
    if (!record->fields.empty())
      table = key_table(*record, &inner == topic.type ? topic.value : nullptr);
  } else if (const auto* choice = inner.as<ChoiceType>()) {
    table = kinds_table(choice->menu());
  } else if (!inner.as<ScalarType>()->names.empty()) {
    table = names_table(*inner.as<ScalarType>());
  }
  if (!table.empty()) text += (topic.field ? "\n" : "") + table;
  return text;
}

Explained unknown(const Topics& topics, const std::vector<PathStep>& asked) {
  std::vector<std::string_view> keys;
  keys.reserve(topics.all.size());
  for (const Topic& topic : topics.all) keys.emplace_back(topic.steps.back());
  Explained result;
  const std::string_view near = asked.empty() ? "" : closest(asked.back().text, keys);
  for (const Topic& topic : topics.all)
    if (!near.empty() && topic.steps.back() == near)
      result.candidates.push_back(joined(topic.steps));
  return result;
}

}  // namespace

std::vector<std::string> known_paths(const Type& root) {
  Topics topics;
  topics.below(root, nullptr, {});
  std::vector<std::string> paths;
  paths.reserve(topics.all.size());
  for (const Topic& topic : topics.all) paths.push_back(joined(topic.steps));
  return paths;
}

Explained explain(const Type& root, std::string_view path) {
  Topics topics;
  topics.below(root, nullptr, {});
  const auto steps = parse_path(path).value_or(std::vector<PathStep>{});
  if (path.empty()) return {true, key_table(*root.as<RecordType>(), nullptr), {}};
  if (steps.empty()) return unknown(topics, steps);
  std::vector<const Topic*> best;
  int least = 0;
  for (const Topic& topic : topics.all) {
    auto c = cost(steps, steps.size(), topic.steps, topic.steps.size());
    if (!c && has_entries(*topic.type)) c = cost_of_entry(steps, topic.steps);
    if (!c || (!best.empty() && *c > least)) continue;
    if (best.empty() || *c < least) best.clear();
    least = *c;
    best.push_back(&topic);
  }
  if (best.empty()) return unknown(topics, steps);
  // Of several matches, prefer the one that is the whole path as given.
  for (const Topic* topic : best)
    if (topic->steps.size() == steps.size()) return {true, topic_text(*topic), {}};
  if (best.size() == 1) return {true, topic_text(*best.front()), {}};
  Explained result;
  for (const Topic* topic : best) result.candidates.push_back(joined(topic->steps));
  return result;
}

}  // namespace edgecase
