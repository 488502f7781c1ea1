#include "model/guard/waf_spec.hpp"

namespace edgecase {

std::vector<Field> fields(Of<WafRuleSpec>) {
  return list<WafRuleSpec>(
      field("matches", &WafRuleSpec::matches,
            "share of an attack's requests that it matches, by kind or name of the attack",
            at_least(Share{0}), at_most(Share{1})),
      field("false_positives", &WafRuleSpec::false_positives,
            "share of legitimate requests that it matches (false positives)", at_least(Share{0}),
            at_most(Share{1}), assumed("none; set the rate of your own rules")),
      field("on_routes", &WafRuleSpec::on_routes, "false positives by route, where they differ",
            at_least(Share{0}), at_most(Share{1})),
      field("action", &WafRuleSpec::action, "action on a match", assumed("the usual choice")),
      field("cost", &WafRuleSpec::cost, "CPU time of inspecting a request",
            assumed("a rule with simple comparisons")),
      field("release", &WafRuleSpec::release,
            "release of the rule (writing, tests, roll-out); absent: active from the "
            "start"));
}

std::vector<Field> fields(Of<WafSpec>) {
  return list<WafSpec>(
      field("rules", &WafSpec::rules,
            "rules by name, applied in the order of their names until one blocks or challenges"),
      field("body", &WafSpec::body, "maximum bytes of a request that rules inspect", at_least(0_B),
            source("body buffer of 128 KB, since 2025-12 up to 1 MB (Cloudflare docs, WAF)",
                   "2026-11")));
}

}  // namespace edgecase
