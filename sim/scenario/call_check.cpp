#include "scenario/call_check.hpp"

#include <algorithm>

#include <fmt/core.h>

#include "load/text/codes.hpp"

namespace edgecase {
namespace {

std::string patience_text(Duration d) { return Scalar<Duration>::print(d); }

/// A caller that waits longer than its own caller does work that is thrown away.
void check_patience(const CallPolicySpec& policy, const std::string& path, Duration patience,
                    Checker& checker) {
  if (!policy.timeout || *policy.timeout <= patience) return;
  checker.report(path + ".timeout",
                 {code::changes_nothing,
                  "clients give up after " + patience_text(patience) +
                      " (world.clients.retry.timeout): a later answer is of no use to them",
                  "longer than its caller waits", "set it below " + patience_text(patience),
                  Severity::warning});
}

bool makes_sub_requests(const ScenarioSpec& spec) {
  return std::ranges::any_of(spec.design.compute, [&](const auto& function) {
    const auto& asks = function.second.sub_requests;
    return asks && !spec.design.stores.contains(asks->to);
  });
}

}  // namespace

void check_calls(const ScenarioSpec& spec, Checker& checker) {
  const CallsSpec& calls = spec.design.calls;
  const Duration patience = spec.world.clients.retry.timeout;
  if (calls.origin) check_patience(*calls.origin, "design.calls.origin", patience, checker);
  if (!calls.sub_requests) return;
  check_patience(*calls.sub_requests, "design.calls.sub_requests", patience, checker);
  if (!makes_sub_requests(spec))
    checker.changes_nothing("design.calls.sub_requests",
                            "no function asks the origin or a third party",
                            "set design.compute.NAME.sub_requests, or remove it");
}

}  // namespace edgecase
