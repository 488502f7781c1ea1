// Why a row is reused or not: which field of the scenario differs from the nearest one that is
// stored.
#include <algorithm>
#include <map>

#include <fmt/core.h>

#include "cli/results_database.hpp"
#include "load/json.hpp"

namespace edgecase::cli {
namespace {

using Flat = std::map<std::string, std::string>;

void flatten(const Json& json, const std::string& path, Flat& into) {
  if (json.is_object()) {
    for (const auto& [key, value] : json.items())
      flatten(value, path.empty() ? key : path + "." + key, into);
  } else if (json.is_array()) {
    for (std::size_t i = 0; i < json.size(); ++i)
      flatten(json[i], fmt::format("{}[{}]", path, i), into);
  } else {
    into[path] = json.is_string() ? json.get<std::string>() : json.dump();
  }
}

Flat flat(const std::string& scenario) {
  Flat all;
  const Json json = parsed_json(scenario);
  if (!json.is_discarded()) flatten(json, "", all);
  return all;
}

std::vector<std::string> differences(const Flat& now, const Flat& was) {
  std::vector<std::string> all;
  for (const auto& [path, value] : now) {
    const auto before = was.find(path);
    if (before == was.end())
      all.push_back(fmt::format("{} is {}, was not set", path, value));
    else if (before->second != value)
      all.push_back(fmt::format("{} is {}, was {}", path, value, before->second));
  }
  for (const auto& [path, value] : was)
    if (!now.contains(path)) all.push_back(fmt::format("{} is not set, was {}", path, value));
  return all;
}

}  // namespace

std::string explain_reuse(const std::vector<ResultsDatabase::Group>& stored, const RowKey& key) {
  if (stored.empty()) return "new: the database is empty";
  const std::string engine = engine_fingerprint();
  std::string seed, build, references;
  for (const ResultsDatabase::Group& group : stored) {
    if (group.key.scenario != key.scenario) continue;
    if (group.key.references != key.references)
      references =
          "new: a file that the scenario refers to (network, prices, runtime, trace) has changed";
    else if (group.engine != engine)
      build = "new: it was computed by another build of edgecase";
    else if (group.key.seed != key.seed)
      seed = fmt::format("new: the seed is {}, was {}", key.seed, group.key.seed);
    else
      return fmt::format("reused: {} replications are stored", group.replications);
  }
  for (const std::string& one : {seed, build, references})
    if (!one.empty()) return one;
  constexpr std::size_t most_compared = 200;
  const Flat now = flat(key.scenario);
  std::vector<std::string> fewest;
  for (std::size_t i = 0; i < std::min(most_compared, stored.size()); ++i) {
    std::vector<std::string> changed = differences(now, flat(stored[i].key.scenario));
    if (i == 0 || changed.size() < fewest.size()) fewest = std::move(changed);
  }
  constexpr std::size_t most_shown = 4;
  std::string text = "new: ";
  for (std::size_t i = 0; i < std::min(most_shown, fewest.size()); ++i)
    text += (i == 0 ? "" : "; ") + fewest[i];
  return fewest.size() > most_shown
             ? text + fmt::format("; and {} more", fewest.size() - most_shown)
             : text;
}

}  // namespace edgecase::cli
