#include "practice/case_file.hpp"

#include <fmt/core.h>

#include "load/files.hpp"
#include "load/read.hpp"
#include "load/text/codes.hpp"
#include "load/text/codes_practice.hpp"
#include "load/text/merge.hpp"
#include "load/text/path.hpp"
#include "practice/sha256.hpp"
#include "practice/submitted.hpp"
#include "scenario/reopen.hpp"
#include "study/parameters.hpp"
#include "study/study.hpp"

namespace edgecase {
namespace {

namespace fs = std::filesystem;

/// Puts a world together; all texts share one list of sources, so that each mistake has its place.
class WorldBuilder {
 public:
  WorldBuilder(const CaseFile& one, const Catalogue& catalogue, Diagnostics& diagnostics)
      : case_(one), catalogue_(catalogue), diagnostics_(diagnostics) {}

  std::optional<Document> build(const CaseStage& stage, const CaseDesign& design) {
    auto of_case = parse_document(case_.text, case_.file.string(), {}, diagnostics_);
    const auto file = of_case ? scenario() : std::nullopt;
    if (!file) return std::nullopt;
    auto world = load_document(*file, {}, diagnostics_, catalogue_.limits());
    if (!world || world->root.kind != Node::Kind::map) return std::nullopt;
    folder_ = file->parent_path();
    of_case_ = &*of_case;
    root_ = &world->root;
    objectives();
    settings("world.set");
    if (stage.variant > 0) overrides("variant", variant_values(case_.spec, stage.variant));
    if (!design.text.empty() && !submitted(design)) return std::nullopt;
    for (const std::string& block : design.blocks) settings(block);
    overrides("setting", design.overrides);
    for (const std::string& name : stage.curveballs)
      settings(fmt::format("curveballs[{}].patch", name));
    if (!stage.stress.empty())
      settings(fmt::format("probes[{}].{}", stage.stress, stage.relieved ? "without" : "stress"));
    return world;
  }

  const fs::path& folder() const { return folder_; }

 private:
  /// The scenario's file: in the folder of the case, or in a catalogue.
  std::optional<fs::path> scenario() {
    const std::string& name = case_.spec.world.extends;
    const fs::path beside = case_.file.parent_path() / name;
    if (is_file(beside)) return beside.lexically_normal();
    for (const fs::path& shelf : catalogue_.limits().shelves)
      if (is_file(shelf / name)) return shelf / name;
    diagnostics_.add(case_.document->place_of("world.extends"), "world.extends",
                     {code::bad_extends,
                      fmt::format("file `{}` does not exist", beside.string()),
                      {},
                      "the name is relative to the folder of the case"});
    return std::nullopt;
  }

  /// The rows of the case take the place of the scenario's objectives.
  void objectives() {
    Node slos;
    slos.kind = Node::Kind::list;
    const Node* rows = of_case_->find("rows");
    for (const Node& row : rows != nullptr ? rows->items : std::vector<Node>{}) {
      Node slo;
      slo.kind = Node::Kind::map;
      slo.place = row.place;
      for (const char* key : {"name", "indicator", "op", "value"})
        if (const Entry* entry = row.find(key)) slo.entries.push_back(*entry);
      slos.items.push_back(std::move(slo));
    }
    std::erase_if(root_->entries,
                  [](const Entry& e) { return e.key == "slos" || e.key == "thresholds"; });
    if (!slos.items.empty()) root_->entries.push_back({"slos", slos.items[0].place, slos});
  }

  void settings(const std::string& block) {
    const Node* node = of_case_->find(block);
    if (node == nullptr) return;
    for (const Entry& entry : node->entries)
      apply_override(*root_, entry.key + "=" + entry.value.text,
                     {entry.place.source, entry.place.line - 1, entry.place.column - 1},
                     LoadLimits{}, diagnostics_);
  }

  void overrides(const std::string& name, const std::vector<std::string>& all) {
    if (all.empty()) return;
    std::string lines;
    for (const std::string& one : all) lines += one + "\n";
    const SourceId source = diagnostics_.sources()->add({name, lines, -1});
    for (std::size_t i = 0; i < all.size(); ++i)
      apply_override(*root_, all[i], {source, static_cast<int>(i), 0}, LoadLimits{}, diagnostics_);
  }

  bool submitted(const CaseDesign& design) {
    auto over = submitted_design(design.text, design.name, case_.spec, diagnostics_);
    if (!over) return false;
    Node wrapped;
    wrapped.kind = Node::Kind::map;
    wrapped.entries.push_back({"design", over->place, std::move(*over)});
    lay_design(*root_, std::move(wrapped), type_of<ScenarioSpec>());
    return true;
  }

  const CaseFile& case_;
  const Catalogue& catalogue_;
  Diagnostics& diagnostics_;
  fs::path folder_;
  const Document* of_case_ = nullptr;
  Node* root_ = nullptr;
};

}  // namespace

std::optional<CaseFile> open_case(const fs::path& file, Diagnostics& diagnostics) {
  CaseFile one;
  one.file = file;
  one.text = read_text(file, LoadLimits{}.bytes);
  one.digest = sha256_hex(one.text);
  LoadLimits limits;
  limits.extends = 0;
  auto document = parse_document(one.text, file.string(), {}, diagnostics, limits);
  if (!document) return std::nullopt;
  one.document = std::make_shared<const Document>(std::move(*document));
  auto spec = read<CaseSpec>(*one.document, diagnostics);
  if (!spec) return std::nullopt;
  one.spec = std::move(*spec);
  return one;
}

std::vector<std::string> variant_values(const CaseSpec& spec, std::size_t variant) {
  std::vector<std::string> all;
  for (const auto& [path, range] : spec.variants.draw) {
    std::string problem;
    const auto parameter = parameter_of(path + "=" + range, problem);
    if (!parameter) continue;
    // A position of its own for each path and variant, the same on every machine.
    const std::string drawn =
        sha256_hex(fmt::format("{}/{}/{}", spec.metadata.name, path, variant));
    const double position =
        static_cast<double>(std::stoul(drawn.substr(0, 8), nullptr, 16)) / 0xffffffffp0;
    all.push_back(path + "=" + parameter->at(position));
  }
  return all;
}

std::optional<Document> case_document(const CaseFile& one, const CaseStage& stage,
                                      const CaseDesign& design, const Catalogue& catalogue,
                                      Diagnostics& diagnostics) {
  auto document = WorldBuilder(one, catalogue, diagnostics).build(stage, design);
  return diagnostics.has_errors() ? std::nullopt : std::move(document);
}

std::shared_ptr<const Blueprint> case_plan(const CaseFile& one, const CaseStage& stage,
                                           const CaseDesign& design, const Catalogue& catalogue,
                                           Diagnostics& diagnostics) {
  WorldBuilder builder(one, catalogue, diagnostics);
  auto document = builder.build(stage, design);
  if (!document || diagnostics.has_errors()) return nullptr;
  auto setting = open_document(std::move(*document), builder.folder(), catalogue, diagnostics);
  return setting ? plan_study(std::move(*setting), diagnostics) : nullptr;
}

}  // namespace edgecase
