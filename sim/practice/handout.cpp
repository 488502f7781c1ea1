#include "practice/handout.hpp"

#include <algorithm>

#include "practice/emit.hpp"
#include "practice/starter.hpp"

namespace edgecase {
namespace {

Entry* entry_named(Node& map, std::string_view key) {
  for (Entry& entry : map.entries)
    if (entry.key == key) return &entry;
  return nullptr;
}

/// Removes what the audience may not see.
void hide(Node& node, const Type& type, Audience audience) {
  if (const auto* optional = type.as<OptionalType>())
    return hide(node, optional->inner(), audience);
  if (const auto* list = type.as<ListType>()) {
    for (Node& item : node.items) hide(item, list->element(), audience);
    return;
  }
  if (const auto* map = type.as<MapType>()) {
    for (Entry& entry : node.entries) hide(entry.value, map->value(), audience);
    return;
  }
  const auto* record = type.as<RecordType>();
  if (record == nullptr || node.kind != Node::Kind::map) return;
  const std::vector<Audience>& audiences = audiences_of(type);
  std::vector<Entry> kept;
  for (Entry& entry : node.entries) {
    const auto field = std::ranges::find(record->fields, entry.key, &Field::key);
    if (field == record->fields.end()) continue;
    if (audiences[static_cast<std::size_t>(field - record->fields.begin())] > audience) continue;
    hide(entry.value, field->type(), audience);
    kept.push_back(std::move(entry));
  }
  node.entries = std::move(kept);
}

void hide_later_forecasts(Node& root) {
  Entry* forecasts = entry_named(root, "forecasts");
  if (forecasts == nullptr) return;
  std::erase_if(forecasts->value.items, [](const Node& forecast) {
    const Entry* after = forecast.find("after");
    return after != nullptr && after->value.text != "first_run";
  });
}

Node visible_part(const CaseFile& one, Audience audience) {
  Node root = one.document->root;
  if (audience == Audience::candidate) hide_later_forecasts(root);
  hide(root, type_of<CaseSpec>(), audience);
  return root;
}

/// The scenario of the hand-out is world.yaml beside it, with the case's settings in it.
void point_at_world(Node& root) {
  Entry* world = entry_named(root, "world");
  if (world == nullptr) return;
  std::erase_if(world->value.entries, [](const Entry& entry) { return entry.key == "set"; });
  if (Entry* extends = entry_named(world->value, "extends")) extends->value.text = "world.yaml";
}

CaseSpec visible_spec(const CaseSpec& spec, Audience audience) {
  CaseSpec seen = spec;
  if (audience == Audience::candidate)
    std::erase_if(seen.forecasts, [](const ForecastSpec& f) { return f.after != "first_run"; });
  return seen;
}

}  // namespace

std::string handout_case(const CaseFile& one, Audience audience) {
  Node root = visible_part(one, audience);
  point_at_world(root);
  return yaml_text(root);
}

std::map<std::string, std::string> handout(const CaseFile& one, Audience audience,
                                           const Catalogue& catalogue, Diagnostics& diagnostics) {
  auto world = case_document(one, {}, {}, catalogue, diagnostics);
  if (!world) return {};
  // Titles and questions of a scenario say what it teaches; objectives stand in the case.
  std::erase_if(world->root.entries, [](const Entry& entry) { return entry.key == "slos"; });
  if (Entry* metadata = entry_named(world->root, "metadata"))
    std::erase_if(metadata->value.entries, [](const Entry& entry) { return entry.key != "name"; });
  return {{"case.yaml", handout_case(one, audience)},
          {"world.yaml", yaml_text(world->root)},
          {"brief.md", brief_text(visible_spec(one.spec, audience))}};
}

}  // namespace edgecase
