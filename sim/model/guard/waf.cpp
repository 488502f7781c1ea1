#include "model/guard/waf.hpp"

#include <algorithm>

#include <fmt/core.h>

#include "core/check.hpp"
#include "load/checker.hpp"
#include "load/text/codes.hpp"
#include "load/text/path.hpp"

namespace edgecase {
namespace {

double share_in(const std::map<std::string, Share>& shares, const std::string& name, double other) {
  const auto found = shares.find(name);
  return found == shares.end() ? other : found->second.value;
}

bool has(const std::vector<std::string>& names, const std::string& name) {
  return std::find(names.begin(), names.end(), name) != names.end();
}

}  // namespace

Waf::Waf(const WafSpec& spec, const WafNames& names) : body_(spec.body) {
  EC_CHECK(spec.rules.size() <= most_rules && names.attacks.size() == names.kinds.size());
  for (const auto& [name, said] : spec.rules) {
    Rule rule{name, said.action, said.cost, {}, {}};
    for (const std::string& route : names.routes) {
      rule.of_people.push_back(share_in(said.on_routes, route, said.false_positives.value));
    }
    for (std::size_t a = 0; a < names.attacks.size(); ++a) {
      const double of_kind = share_in(said.matches, names.kinds[a], 0);
      rule.of_attacks.push_back(share_in(said.matches, names.attacks[a], of_kind));
    }
    rules_.push_back(std::move(rule));
  }
}

double Waf::match_share(std::size_t rule, std::uint32_t attack, std::uint32_t route) const {
  const Rule& r = rules_[rule];
  if (attack == 0) {
    EC_CHECK(route < r.of_people.size());
    return r.of_people[route];
  }
  EC_CHECK(attack <= r.of_attacks.size());
  return r.of_attacks[attack - 1];
}

WafVerdict Waf::inspect(const WafCall& call, const Stream& draws) const {
  WafVerdict verdict;
  const Bytes looked_at = std::min(call.bytes, body_);
  for (std::uint32_t r = 0; r < rules_.size(); ++r) {
    if ((call.live >> r & 1) == 0) continue;
    verdict.cpu += waf_cost(rules_[r].cost, looked_at);
    const double share = match_share(r, call.attack, call.route);
    if (share <= 0 || draws.unit(call.number, r) >= share) continue;
    if (rules_[r].action == GuardAction::log) {
      verdict.logged |= std::uint64_t{1} << r;
      continue;
    }
    verdict.action = rules_[r].action;
    verdict.rule = r;
    break;
  }
  return verdict;
}

void check(const WafSpec& spec, Checker& checker) {
  if (spec.rules.empty()) {
    checker.report("rules", {code::missing_value, "firewall without rules", "no rules",
                             "for example rules: {sqli: {matches: {http_flood: 90%}}}"});
  }
  if (spec.rules.size() > Waf::most_rules) {
    checker.report(
        "rules", {code::out_of_range, "too many rules", fmt::format("at most {}", Waf::most_rules),
                  "one entry can represent a set of rules"});
  }
  for (const auto& [name, rule] : spec.rules) {
    const bool mistaken = rule.false_positives.value > 0 ||
                          std::any_of(rule.on_routes.begin(), rule.on_routes.end(),
                                      [](const auto& route) { return route.second.value > 0; });
    if (rule.matches.empty() && !mistaken) {
      checker.report(join_path("rules", name),
                     {code::changes_nothing, "this rule matches nothing, but costs CPU time",
                      "never matches", "set `matches` or `false_positives`", Severity::warning});
    }
  }
}

void check_waf(const WafSpec& spec, const WafNames& names, Checker& checker) {
  for (const auto& [name, rule] : spec.rules) {
    for (const auto& [attack, share] : rule.matches) {
      if (has(names.attacks, attack) || has(names.kinds, attack)) continue;
      checker.report(
          fmt::format("rules.{}.matches.{}", name, attack),
          {code::changes_nothing, fmt::format("no attack has the name or kind `{}`", attack),
           "never matches", "use a kind or name of world.attacks", Severity::warning});
    }
    for (const auto& [route, share] : rule.on_routes) {
      if (has(names.routes, route)) continue;
      checker.report(fmt::format("rules.{}.on_routes.{}", name, route),
                     {code::refers_to_nothing, fmt::format("unknown route `{}`", route),
                      "not defined", "use a route of world.routes"});
    }
  }
}

}  // namespace edgecase
