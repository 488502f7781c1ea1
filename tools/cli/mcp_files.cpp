#include "cli/mcp_files.hpp"

#include <algorithm>

#include <fmt/core.h>

#include <edgecase/error.hpp>

#include "cli/command.hpp"
#include "cli/files.hpp"
#include "cli/saved_result.hpp"
#include "load/files.hpp"
#include "load/text/document.hpp"

namespace edgecase::cli {
namespace {

namespace fs = std::filesystem;

bool leads_elsewhere(const fs::path& path) {
  if (path.is_absolute()) return true;
  return std::ranges::any_of(path, [](const fs::path& part) { return part == ".."; });
}

fs::path file_of(const std::string& name) {
  const fs::path path(name);
  if (name.empty()) throw UsageError("`scenario` is empty: name a file, or a shipped scenario");
  if (leads_elsewhere(path))
    throw UsageError(
        fmt::format("`{}` is outside the folder in which `edgecase mcp` was started: only files "
                    "below it can be read, by paths relative to it and without `..`",
                    name));
  if (is_file(path)) {
    if (!is_inside(path, "."))
      throw UsageError(fmt::format(
          "`{}` is a link that leads outside the folder in which `edgecase mcp` was started",
          name));
    refuse_saved_result(name);
    return path;
  }
  for (const Example& example : examples())
    if (example.name == name) return example.file;
  throw UsageError(fmt::format(
      "there is no file and no shipped scenario `{}`; the tool `scenarios` lists both", name));
}

bool is_scenario(const fs::path& file) {
  Diagnostics ignored;
  const auto document = load_document(file, {}, ignored, catalogue_beside(file).limits());
  const Node* kind = document ? document->find("kind") : nullptr;
  return kind != nullptr && kind->text == "Scenario";
}

}  // namespace

Loaded load_for_assistant(const NamedScenario& scenario,
                          const std::vector<std::string>& overrides) {
  const LoadOptions options{overrides, {data_folder()}, false, false};
  if (!scenario.yaml.empty()) {
    if (!scenario.name.empty())
      throw UsageError("give either the name of a scenario or its text, not both");
    return load_text(scenario.yaml, "scenario.yaml", options);
  }
  return load_file(file_of(scenario.name), options);
}

std::vector<fs::path> own_scenarios() {
  constexpr std::size_t most = 200;
  constexpr int depth = 3;
  std::vector<fs::path> found;
  std::error_code unreadable;
  auto at = fs::recursive_directory_iterator(".", fs::directory_options::skip_permission_denied,
                                             unreadable);
  for (; !unreadable && at != fs::recursive_directory_iterator() && found.size() < most;
       at.increment(unreadable)) {
    if (at.depth() >= depth) at.disable_recursion_pending();
    const fs::path file = at->path().lexically_proximate(".");
    const std::string extension = file.extension().string();
    if ((extension != ".yaml" && extension != ".yml") || !is_file(file)) continue;
    if (is_inside(file, ".") && is_scenario(file)) found.push_back(file);
  }
  std::ranges::sort(found);
  return found;
}

}  // namespace edgecase::cli
