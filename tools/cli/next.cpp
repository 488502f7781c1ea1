#include "cli/next.hpp"

#include <algorithm>

#include <fmt/core.h>

#include "load/text/scalar.hpp"

namespace edgecase::cli {
namespace {

/// The most instructive change to a cache: with or without its upper tier.
std::string change_to(const std::string& name, const CacheSpec& cache) {
  const std::string path = "design.caches." + name;
  return cache.upper_tier ? path + ".upper_tier=none" : path + ".upper_tier={per: region}";
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
  std::string repeated;
  for (const std::string& text : overrides) repeated += " --set " + shell_word(text);
  if (result.outcome == Outcome::inconclusive) {
    return fmt::format("edgecase run {}{} --replications {}", shell_word(scenario), repeated,
                       4 * result.replications);
  }
  if (plan.spec.design.caches.empty() || !overrides.empty()) {
    return fmt::format("edgecase run {}{} --print-config", shell_word(scenario), repeated);
  }
  const auto& [name, cache] = *plan.spec.design.caches.begin();
  return fmt::format("edgecase compare {} --set {}", shell_word(scenario),
                     shell_word(change_to(name, cache)));
}

}  // namespace edgecase::cli
