#include "cli/next.hpp"

#include <algorithm>
#include <filesystem>
#include <utility>
#include <vector>

#include <fmt/core.h>

#include "cli/files.hpp"
#include "load/text/scalar.hpp"
#include "scenario/reopen.hpp"
#include "study/study.hpp"

namespace edgecase::cli {
namespace {

bool happened(const Result& result, const char* metric) {
  const Metric* found = result.find(metric);
  return found != nullptr && found->estimate.mean > 0;
}

/// Changes that would tell something about this run, the most telling first.
std::vector<std::string> changes_for(const Result& result, const Blueprint& plan) {
  const DesignSpec& design = plan.spec.design;
  std::vector<std::string> all;
  if (!plan.attacks.runs.empty()) {
    if (happened(result, "links.saturated"))
      all.emplace_back("design.protection.scrubbing={place: before_links}");
    for (const auto& [name, guard] : design.guards) all.push_back("design.guards." + name + "={}");
  }
  for (const auto& [name, cache] : design.caches)
    if (!result.faults.empty()) all.push_back("design.caches." + name + ".stale_if_error=1h");
  if (!result.faults.empty()) all.emplace_back("world.faults=[]");
  if (happened(result, "cold_start.share"))
    for (const auto& [name, function] : design.compute)
      all.push_back("design.compute." + name + ".provisioned=1");
  if (happened(result, "stale.share")) {
    if (!design.purge) all.emplace_back("design.purge.on_change=true");
    for (const auto& [name, cache] : design.caches)
      all.push_back("design.caches." + name + ".ttl=" + Scalar<Duration>::print(cache.ttl / 2));
  }
  for (const auto& [name, cache] : design.caches) {
    const std::string path = "design.caches." + name;
    all.push_back(cache.upper_tier ? path + ".upper_tier=none"
                                   : path + ".upper_tier={per: region}");
  }
  if (!plan.attacks.runs.empty()) all.emplace_back("world.attacks=[]");
  return all;
}

/// Without reading the scenario's traces again, which no change concerns.
bool is_accepted(const std::string& change, const std::string& scenario, const Blueprint& plan) {
  const std::filesystem::path file(scenario);
  const Catalogue catalogue({file.has_parent_path() ? file.parent_path() : ".", data_folder()},
                            Reach::anywhere);
  Diagnostics problems;
  auto setting =
      reopen_scenario(file, std::vector{change}, catalogue, problems, plan.setting.traces);
  return setting && plan_study(std::move(*setting), problems) != nullptr;
}

}  // namespace

std::string shell_word(const std::string& word) {
  const auto plain = [](char c) {
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') ||
           std::string_view("_./=-%:,+").find(c) != std::string_view::npos;
  };
  if (!word.empty() && std::ranges::all_of(word, plain)) return word;
  std::string quoted = "'";
  for (char c : word) quoted += c == '\'' ? std::string("'\\''") : std::string(1, c);
  return quoted + "'";
}

std::string next_command(const Result& result, const Blueprint& plan, const std::string& scenario,
                         const std::vector<std::string>& overrides) {
  if (scenario == "-") return "";
  std::string repeated;
  for (const std::string& text : overrides) repeated += " --set " + shell_word(text);
  if (result.outcome == Outcome::inconclusive) {
    return fmt::format("edgecase run {}{} --replications {}", shell_word(scenario), repeated,
                       4 * result.replications);
  }
  if (!overrides.empty())
    return fmt::format("edgecase compare {}{}", shell_word(scenario), repeated);
  for (const std::string& change : changes_for(result, plan)) {
    if (!is_accepted(change, scenario, plan)) continue;
    return fmt::format("edgecase compare {} --set {}", shell_word(scenario), shell_word(change));
  }
  return fmt::format("edgecase run {} --print-config", shell_word(scenario));
}

}  // namespace edgecase::cli
