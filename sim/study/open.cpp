// The public API: from a text or a file to a scenario, and from scenarios to results.
#include <utility>

#include <edgecase/load.hpp>
#include <edgecase/run.hpp>

#include "load/print.hpp"
#include "load/text/render.hpp"
#include "study/study.hpp"

namespace edgecase {
namespace {

/// The folder of the scenario comes first.
Catalogue catalogue_of(const std::filesystem::path& scenario, const LoadOptions& options) {
  std::vector<std::filesystem::path> roots{scenario.has_parent_path() ? scenario.parent_path()
                                                                      : "."};
  roots.insert(roots.end(), options.catalogues.begin(), options.catalogues.end());
  return Catalogue(std::move(roots), options.allow_outside ? Reach::anywhere : Reach::folder);
}

Loaded loaded(std::optional<Setting> setting, Diagnostics& diagnostics,
              const LoadOptions& options) {
  Loaded all;
  if (setting)
    if (auto plan = plan_study(std::move(*setting), diagnostics)) all.scenario.emplace(plan);
  all.diagnostics = diagnostics.sorted();
  all.text = render_text(diagnostics, {.color = options.color});
  return all;
}

}  // namespace

Scenario::Scenario(std::shared_ptr<const Blueprint> plan) : plan_(std::move(plan)) {}
const std::string& Scenario::name() const { return plan_->spec.metadata.name; }
const std::string& Scenario::title() const { return plan_->spec.metadata.title; }
std::string Scenario::resolved() const { return print_json(plan_->spec, -1); }

Loaded load_text(const std::string& text, const std::string& name, const LoadOptions& options) {
  Diagnostics diagnostics;
  const Catalogue catalogue = catalogue_of(name, options);
  return loaded(open_scenario_text(text, name, options.overrides, catalogue, diagnostics),
                diagnostics, options);
}

Loaded load_file(const std::filesystem::path& file, const LoadOptions& options) {
  Diagnostics diagnostics;
  const Catalogue catalogue = catalogue_of(file, options);
  return loaded(open_scenario(file, options.overrides, catalogue, diagnostics), diagnostics,
                options);
}

Result study(const Scenario& scenario, const StudyOptions& options) {
  return study(scenario.plan(), options);
}

ComparisonResult compare(const Scenario& base, const Scenario& alternative,
                         const StudyOptions& options) {
  return compare(base.plan(), alternative.plan(), options);
}

}  // namespace edgecase
