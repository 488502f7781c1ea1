#include "model/guard/waf_spec.hpp"

namespace edgecase {

std::vector<Field> fields(Of<WafRuleSpec>) {
  return list<WafRuleSpec>(
      field("matches", &WafRuleSpec::matches,
            "part of an attack's requests that it matches, by the kind (or name) of the attack",
            at_least(Share{0}), at_most(Share{1})),
      field("false_positives", &WafRuleSpec::false_positives,
            "part of people's requests that it matches by mistake", at_least(Share{0}),
            at_most(Share{1}), assumed("a rule without mistakes; state what yours makes")),
      field("on_routes", &WafRuleSpec::on_routes, "the same, where a route differs",
            at_least(Share{0}), at_most(Share{1})),
      field("action", &WafRuleSpec::action, "what happens to a match", assumed("the usual choice")),
      field("cost", &WafRuleSpec::cost, "CPU time of looking at a request",
            assumed("a rule of comparisons")),
      field("release", &WafRuleSpec::release,
            "how it comes into force: written, tested, rolled out; absent: it is there from the "
            "start"));
}

std::vector<Field> fields(Of<WafSpec>) {
  return list<WafSpec>(
      field("rules", &WafSpec::rules,
            "rules by name, applied in the order of their names; the first that blocks or "
            "challenges is the last to run"),
      field("body", &WafSpec::body, "how much of a request rules look at", at_least(0_B),
            source("body buffer of 128 KB, since 2025-12 up to 1 MB (Cloudflare docs, WAF)",
                   "2026-11")));
}

}  // namespace edgecase
