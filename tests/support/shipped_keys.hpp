#pragma once
// The keys that shipped scenarios set, each with other values; and what else must be so for some of
// them to matter in the small world in which they are turned.

#include <charconv>
#include <cmath>
#include <map>
#include <regex>
#include <string>
#include <vector>

#include <fmt/core.h>

#include "load/text/document.hpp"
#include "support/runs.hpp"

namespace edgecase::testing {

struct ShippedKey {
  std::string path;
  std::string pattern;  ///< with * for names and items
  std::string value;
};

inline void collect_keys(const Node& node, const std::string& path, std::vector<ShippedKey>& all) {
  for (const Entry& entry : node.entries)
    collect_keys(entry.value, path.empty() ? entry.key : path + "." + entry.key, all);
  for (std::size_t i = 0; i < node.items.size(); ++i)
    collect_keys(node.items[i], fmt::format("{}[{}]", path, i), all);
  if (node.kind != Node::Kind::scalar) return;
  static const std::regex items("\\[[0-9]+\\]");
  static const std::regex named(
      "\\b(routes|changes|rollouts|tools|caches|compute|stores|guards|access|quotas|rate_limits|"
      "rules|plans|regions|"
      "matches|"
      "weights|false_positives)\\.(?!\\*)[^.]+");
  static const std::regex left_out(
      "(apiVersion|kind|metadata|slos|thresholds|world\\.network|world\\.sample)\\b.*|.*\\bname");
  if (std::regex_match(path, left_out)) return;
  const std::string numbered = std::regex_replace(path, items, ".*");
  all.push_back({path, std::regex_replace(numbered, named, "$1.*"), node.text});
}

/// Twice and half as much, one, and much more; of a name, another one that is valid, or one
/// that is not and must be refused.
inline std::vector<std::string> other_values(const ShippedKey& key) {
  if (key.value == "true") return {"false"};
  if (key.value == "false") return {"true"};
  static const std::regex quantity("([0-9.]+)( ?[A-Za-z/%]*)");
  std::smatch parts;
  if (std::regex_match(key.value, parts, quantity)) {
    double number = 0;
    const std::string digits = parts[1];
    std::from_chars(digits.data(), digits.data() + digits.size(), number);
    const std::string unit = parts[2];
    const double half = unit.empty() && number >= 2 ? std::floor(number / 2) : number / 2;
    const auto with_unit = [&](double n) { return fmt::format("{}{}", n, unit); };
    std::vector<std::string> values{with_unit(2 * number), with_unit(half), "1" + unit,
                                    with_unit(50 * number)};
    if (key.path.ends_with("capacity")) values.emplace_back("1MB");
    if (key.path.ends_with("ttl")) values.emplace_back("1s");
    if (key.path.ends_with("finds")) values.insert(values.end(), {"0%", "100%"});
    return values;
  }
  static const std::map<std::string, std::vector<std::string>> names{
      {"at", {"us-west-2", "eu-west-1"}},    {"*", {"us-west-2"}},
      {"policy", {"fifo", "lru"}},           {"algorithm", {"fixed_window", "token_bucket"}},
      {"scope", {"global", "pop"}},          {"credential", {"certificate"}},
      {"action", {"block", "challenge"}},    {"runtime", {"lambda-go", "isolate"}},
      {"place", {"near_users", "regions"}},  {"per", {"global", "region"}},
      {"edge", {"fastly-2026", "aws-2026"}}, {"origin", {"google-2026", "aws-2026"}},
      {"plan", {"pro", "business"}},         {"by", {"population"}},
      {"order", {"parallel", "sequential"}}, {"workers", {"1"}}};
  const auto found = names.find(key.pattern.substr(key.pattern.rfind('.') + 1));
  return found == names.end() ? std::vector<std::string>{"absent"} : found->second;
}

/// What makes a key matter that has no effect under little load, or in another design only. ROUTE
/// is the key's route, BESIDE what encloses the key.
inline Overrides companions_of(const ShippedKey& key) {
  const std::string plain = "design.compute={}";
  const Overrides of_origin{"design.routes={}", plain, "design.guards={}"};
  const Overrides one_consumer{"world.clients.people.api_keys=1", "BESIDE.limit=1"};
  const Overrides long_work{"world.routes.shop.cpu=4s"};
  static const std::map<std::string, Overrides> all{
      {"world.origin.queue", {"world.origin.workers=1", "world.origin.service=2s"}},
      {"world.origin.workers", {"world.origin.service=2s"}},
      // Of the world, whatever the design: how many objects there are shows in a cache.
      {"world.routes.*.objects",
       {"design.routes={ROUTE: {cache: c}}", "design.caches={c: {objects: 5}}", plain,
        "design.guards={}", "design.access={}", "design.quotas={}"}},
      // Of the world too: functions that ask no origin answer every request.
      {"world.origin.at", of_origin},
      {"world.origin.service", of_origin},
      {"design.quotas.*.plans.*.period", {"world.clients.people.api_keys=20", "BESIDE.requests=5"}},
      {"design.guards.*.rate_limits.*.window", one_consumer},
      {"design.guards.*.rate_limits.*.algorithm", one_consumer},
      {"design.guards.*.rate_limits.*.scope", one_consumer},
      {"design.compute.*.concurrency", long_work},
      {"design.compute.*.shed_after", long_work},
      {"design.compute.*.autoscaler.every", long_work},
      {"design.compute.*.autoscaler.most", long_work},
      {"design.caches.*.policy", {"BESIDE.objects=5"}},
      {"world.clients.people.activity",
       {"world.demand.rate=20 rps", "BESIDE.requests_per_minute=1"}},
      // An edge that retries by itself answers before its clients lose patience.
      {"world.clients.retry.attempts", {"BESIDE.timeout=1s"}},
      // What a replica has not received yet is seldom read where little is written.
      {"design.stores.*.kind.replicated.lag.lognormal.p50",
       {"world.routes.order.objects=1", "world.routes.order.keys=shared"}},
      // Weights are relative: one alone says nothing.
      {"world.attacks.*.from.regions.*", {"BESIDE.europe=1"}},
  };
  const auto found = all.find(key.pattern);
  // What looks at requests needs some: checks, alerts.
  for (const char* watched : {"world.changes", "design.rollout", "design.alerts", "design.tools"})
    if (found == all.end() && key.pattern.starts_with(watched)) return {"world.demand.rate=30 rps"};
  if (found == all.end()) return {};
  Overrides overrides = found->second;
  static const std::regex of_route("(?:world|design)\\.routes\\.([^.]+).*");
  std::smatch route;
  const bool named = std::regex_match(key.path, route, of_route);
  const std::string beside = key.path.substr(0, key.path.rfind('.'));
  for (std::string& one : overrides) {
    if (const auto at = one.find("ROUTE"); named && at != std::string::npos)
      one.replace(at, 5, route[1].str());
    if (one.starts_with("BESIDE")) one.replace(0, 6, beside);
  }
  return overrides;
}

}  // namespace edgecase::testing
