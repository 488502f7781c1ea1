#pragma once
// Firewall rules of a design: `design.guards.NAME.waf`.

#include <map>
#include <optional>
#include <string>

#include <edgecase/units.hpp>

#include "load/type/fields.hpp"
#include "model/guard/action.hpp"
#include "model/guard/rule_release.hpp"
#include "model/guard/waf_cost.hpp"

namespace edgecase {

struct WafRuleSpec {
  std::map<std::string, Share> matches;
  Share false_positives{0};
  std::map<std::string, Share> on_routes;
  GuardAction action = GuardAction::block;
  WafCostChoice cost{"constant"};
  std::optional<RuleReleaseSpec> release;
};
std::vector<Field> fields(Of<WafRuleSpec>);

struct WafSpec {
  std::map<std::string, WafRuleSpec> rules;
  Bytes body = 128_kB;
};
std::vector<Field> fields(Of<WafSpec>);
void check(const WafSpec& spec, Checker& checker);

}  // namespace edgecase
