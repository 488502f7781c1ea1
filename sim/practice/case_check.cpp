#include "practice/case_check.hpp"

#include <algorithm>
#include <array>

#include <fmt/core.h>

#include "load/quantity_range.hpp"
#include "load/text/codes.hpp"
#include "load/text/codes_practice.hpp"
#include "load/text/path.hpp"
#include "load/text/suggest.hpp"
#include "study/measure.hpp"

namespace edgecase {
namespace {

/// The code as a text that outlives the diagnostic.
std::string_view code_of(const Diagnostic& one) {
  const CodeEntry* entry = find_code(one.code);
  return entry != nullptr ? entry->code : code::bad_settings;
}

class CaseCheck {
 public:
  CaseCheck(const CaseFile& one, const Catalogue& catalogue, Diagnostics& diagnostics)
      : case_(one), catalogue_(catalogue), diagnostics_(diagnostics) {}

  void run() {
    complete();
    const auto plan = opens({}, {}, "world.extends");
    if (plan == nullptr && scenario_is_wrong_) return;
    if (plan != nullptr) horizon(*plan);
    if (plan != nullptr) measures(*plan);
    anchors();
    for (std::size_t i = 0; i < case_.spec.curveballs.size(); ++i) curveball(i);
    for (std::size_t i = 0; i < case_.spec.probes.size(); ++i) {
      const std::string& name = case_.spec.probes[i].name;
      for (const bool relieved : {false, true})
        opens({.variant = 0, .curveballs = {}, .stress = name, .relieved = relieved}, {},
              join_path("probes", i) + (relieved ? ".without" : ".stress"));
    }
    const CaseVariantsSpec& variants = case_.spec.variants;
    for (std::int64_t i = 1; i <= variants.count + variants.transfer; ++i)
      opens({.variant = static_cast<std::size_t>(i),
             .curveballs = {},
             .stress = {},
             .relieved = false},
            {}, "variants.draw");
  }

 private:
  void report(const std::string& path, Finding finding) {
    diagnostics_.add(case_.document->place_of(path), path, std::move(finding));
  }

  void complete() {
    for (const char* name : {"naive", "reference"})
      if (std::ranges::find(case_.spec.anchors, name, &AnchorSpec::name) ==
          case_.spec.anchors.end())
        report("anchors", {code::case_open, fmt::format("the case has no anchor `{}`", name)});
    if (case_.spec.variants.count + case_.spec.variants.transfer > 0 &&
        case_.spec.variants.draw.empty())
      report("variants", {code::case_open, "variants need values to draw", "add draw:"});
  }

  /// Opens a world; what is wrong is reported once, where it stands in the case.
  std::shared_ptr<const Blueprint> opens(const CaseStage& stage, const CaseDesign& design,
                                         const std::string& path) {
    Diagnostics found;
    auto plan = case_plan(case_, stage, design, catalogue_, found);
    if (plan != nullptr) return plan;
    for (const Diagnostic& one : found.sorted()) {
      if (one.severity != Severity::error) continue;
      const bool of_case = one.file == case_.file.string();
      const Place exact{case_.document->root.place.source, one.line, one.column,
                        std::max(1, one.length)};
      // The rows stand as objectives in the world.
      const bool of_row = one.path.starts_with("slos");
      if (of_case)
        diagnostics_.add(
            exact, of_row ? "rows" + one.path.substr(4) : path,
            {of_row ? code_of(one) : code::bad_settings, one.message, one.label, one.hint});
      else
        report(path,
               {code::bad_settings, fmt::format("{} ({}:{})", one.message, one.file, one.line),
                one.label, one.hint});
      scenario_is_wrong_ |= path == "world.extends" && !of_case;
      if (scenario_is_wrong_) break;
    }
    return nullptr;
  }

  void horizon(const Blueprint& plan) {
    if (plan.setting.document->find("world.horizon.warm_up") == nullptr)
      report("world", {code::case_open, "the scenario leaves world.horizon.warm_up to its default",
                       "which depends on the design",
                       "state it, so that all candidates are measured over the same time"});
  }

  void measure(const std::string& text, const Blueprint& plan, const std::string& path) {
    std::string problem;
    if (!measure_of(text, plan, problem)) report(path, {code::unknown_metric, problem});
  }

  void measures(const Blueprint& plan) {
    for (std::size_t i = 0; i < case_.spec.forecasts.size(); ++i) {
      const std::string path = join_path("forecasts", i);
      measure(case_.spec.forecasts[i].quantity, plan, path + ".quantity");
      if (case_.spec.forecasts[i].ignorant.empty())
        report(path, {code::case_open, "the forecast has no ignorant interval"});
    }
    for (std::size_t i = 0; i < case_.spec.probes.size(); ++i)
      measure(case_.spec.probes[i].evidence, plan, join_path("probes", i) + ".evidence");
  }

  void anchors() {
    for (std::size_t i = 0; i < case_.spec.anchors.size(); ++i) {
      const std::string block = join_path("anchors", i) + ".set";
      levers_only(case_.spec.anchors[i].set, block);
      opens({}, {.blocks = {block}}, block);
    }
  }

  void levers_only(const Settings& settings, const std::string& block) {
    for (const auto& [path, value] : settings) {
      if (is_lever(case_.spec, path)) continue;
      std::vector<std::string_view> paths;
      for (const LeverSpec& lever : case_.spec.levers) paths.push_back(lever.path);
      report(block, {code::no_lever, fmt::format("`{}` is no lever of this case", path),
                     did_you_mean(path, paths), "levers: " + enumerate(paths)});
    }
  }

  void curveball(std::size_t i) {
    const CurveballSpec& ball = case_.spec.curveballs[i];
    const std::string path = join_path("curveballs", i);
    for (const auto& [key, value] : ball.patch)
      if (is_lever(case_.spec, key))
        report(path + ".patch", {code::no_lever, fmt::format("`{}` is a lever", key),
                                 "a curveball changes what candidates cannot"});
    levers_only(ball.repair, path + ".repair");
    const CaseStage stage{.variant = 0, .curveballs = {ball.name}, .stress = {}, .relieved = false};
    if (opens(stage, {}, path + ".patch") == nullptr || ball.repair.empty()) return;
    opens(stage, {.blocks = {path + ".repair"}}, path + ".repair");
  }

  const CaseFile& case_;
  const Catalogue& catalogue_;
  Diagnostics& diagnostics_;
  bool scenario_is_wrong_ = false;
};

}  // namespace

void check_case(const CaseFile& one, const Catalogue& catalogue, Diagnostics& diagnostics) {
  CaseCheck(one, catalogue, diagnostics).run();
}

}  // namespace edgecase
