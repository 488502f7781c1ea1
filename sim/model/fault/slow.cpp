// The target takes longer: the processing of PoPs, the round trip of a path or of a third party,
// the service time of the origin. Test: tests/laws/fault_kinds.cpp

#include "load/checker.hpp"
#include "load/text/codes.hpp"
#include "model/fault/kinds.hpp"

namespace edgecase {

std::vector<Field> fields(Of<SlowSpec>) {
  return list<SlowSpec>(field("target", &SlowSpec::target,
                              "what is slow, e.g. origin, or {path: [europe, asia]}", required()),
                        field("factor", &SlowSpec::factor, "how many times longer it takes",
                              at_least(1.0), at_most(1e6)),
                        field("added", &SlowSpec::added, "time added to that",
                              at_least(Duration{0}), at_most(Duration{std::chrono::hours(24)})));
}

void check(const SlowSpec& spec, Checker& checker) {
  if (spec.factor > 1 || spec.added > Duration{0}) return;
  checker.report("", {code::missing_value, "how slow?", "takes no longer than usual",
                      "set factor (10) or added (200ms)"});
}

Outage outage(const SlowSpec& spec) {
  return Trouble{.target = spec.target, .effect = {.factor = spec.factor, .added = spec.added}};
}

}  // namespace edgecase
