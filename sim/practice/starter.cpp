#include "practice/starter.hpp"

#include <fmt/core.h>

#include "load/schema.hpp"
#include "load/text/path.hpp"
#include "measure/statistics.hpp"
#include "practice/emit.hpp"

namespace edgecase {

/// design.yaml.
struct DesignFileSpec {
  std::string api_version;
  std::string kind;
  std::string of;
  DesignSpec design;
};
std::vector<Field> fields(Of<DesignFileSpec>) {
  using S = DesignFileSpec;
  return list<S>(field("apiVersion", &S::api_version, "version of the format"),
                 field("kind", &S::kind, "what the file is"),
                 field("case", &S::of, "the case that the design is for"),
                 field("design", &S::design, "levers with their values"));
}

namespace {

bool is_at_or_above_lever(const CaseSpec& spec, const std::string& path) {
  const auto steps = parse_path(path);
  for (const LeverSpec& lever : spec.levers) {
    const auto wanted = parse_path(lever.path);
    if (!steps || !wanted) continue;
    bool meets = true;
    for (std::size_t i = 0; i < std::min(steps->size(), wanted->size()); ++i)
      meets = meets && ((*wanted)[i].text == "*" || (*wanted)[i].text == (*steps)[i].text);
    if (meets) return true;
  }
  return false;
}

/// What remains of a design when only levers are kept.
Node levers_of(const CaseSpec& spec, const Node& node, const std::string& path) {
  Node kept = node;
  kept.entries.clear();
  for (const Entry& entry : node.entries) {
    const std::string here = join_path(path, entry.key);
    if (is_lever(spec, here)) {
      kept.entries.push_back(entry);
    } else if (is_at_or_above_lever(spec, here) && entry.value.kind == Node::Kind::map) {
      Node below = levers_of(spec, entry.value, here);
      if (!below.entries.empty()) kept.entries.push_back({entry.key, entry.place, below});
    }
  }
  return kept;
}

std::string commented(const std::string& text) {
  std::string all;
  for (std::size_t from = 0; from < text.size();) {
    const std::size_t end = std::min(text.find('\n', from), text.size());
    all += "# " + text.substr(from, end - from) + "\n";
    from = end + 1;
  }
  return all;
}

std::string row_text(const CaseRowSpec& row) {
  std::string text = fmt::format("- **{}** ({:g} points): `{}` {} {}", row.name, row.points,
                                 row.indicator, symbol_of(row.op), row.value);
  for (std::size_t i = 0; i < row.only_if.size(); ++i)
    text += fmt::format("{}`{}`", i == 0 ? ", only if " : " and ", row.only_if[i]);
  return text + "\n";
}

}  // namespace

std::string brief_text(const CaseSpec& spec) {
  std::string text =
      fmt::format("# {}\n\nFor a {}. Level {}, {} minutes.\n\n> {}\n\n", spec.metadata.title,
                  spec.brief.customer, spec.metadata.level, spec.metadata.minutes, spec.brief.text);
  if (!spec.brief.promise.empty()) text += fmt::format("Promise: {}.  \n", spec.brief.promise);
  if (!spec.brief.budget.empty()) text += fmt::format("Budget: {}.\n", spec.brief.budget);
  text += "\n## What you may change\n\n";
  for (const LeverSpec& lever : spec.levers)
    text += fmt::format("- `{}`{}{}\n", lever.path, lever.about.empty() ? "" : ": ", lever.about);
  text += "\n## What is judged\n\n";
  for (const CaseRowSpec& row : spec.rows) text += row_text(row);
  if (spec.claims.points > 0)
    text += fmt::format("- **claims** ({:g} points): {} that hold\n", spec.claims.points,
                        spec.claims.min);
  if (!spec.forecasts.empty()) text += "\n## What to predict, before the first run\n\n";
  for (const ForecastSpec& forecast : spec.forecasts)
    if (forecast.after == "first_run")
      text += fmt::format("- `{}`: {} An interval that holds with {:g}%.\n", forecast.name,
                          forecast.asks.empty() ? forecast.quantity : forecast.asks,
                          forecast.level.value * 100);
  text +=
      "\n## How to go on\n\n"
      "```\n"
      "edgecase case ask traffic               what you would ask the interviewer\n"
      "edgecase case predict NAME LOW HIGH     before the run that answers it\n"
      "edgecase case run                       after editing design.yaml\n"
      "edgecase case claim \"cost.monthly is below $500\"\n"
      "edgecase case next                      when the world may change\n"
      "edgecase case submit                    then: edgecase case debrief\n"
      "```\n";
  return text;
}

std::string starter_design(const CaseSpec& spec, const Document& world) {
  std::string text =
      "# yaml-language-server: $schema=design.schema.json\n"
      "# Your design. Levers that you leave out keep their present values:\n";
  const Node* design = world.find("design");
  if (design != nullptr) text += commented(yaml_text(levers_of(spec, *design, "design"), 2));
  text += fmt::format("case: {}\ndesign:\n", spec.metadata.name);
  return text;
}

std::string design_schema() {
  return json_schema(type_of<DesignFileSpec>(), "design for an edgecase case");
}

}  // namespace edgecase
