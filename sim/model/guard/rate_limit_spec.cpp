#include "model/guard/rate_limit_spec.hpp"

#include <algorithm>

#include <fmt/core.h>

#include "load/checker.hpp"
#include "load/text/codes.hpp"

namespace edgecase {
namespace {

bool counts_by(const RateLimitSpec& spec, LimitKey key) {
  return std::find(spec.per.begin(), spec.per.end(), key) != spec.per.end();
}

void check_keys(const RateLimitSpec& spec, Checker& checker) {
  if (spec.per.empty()) {
    checker.report("per", {code::missing_value, "nothing is said of whose requests are counted",
                           "by what?", "for example per: [ip], or per: [route] for all together"});
  }
  for (std::size_t i = 0; i < spec.per.size(); ++i) {
    if (std::find(spec.per.begin(), spec.per.begin() + static_cast<std::ptrdiff_t>(i),
                  spec.per[i]) == spec.per.begin() + static_cast<std::ptrdiff_t>(i)) {
      continue;
    }
    checker.report(fmt::format("per[{}]", i), {code::said_twice, "the same key is named twice",
                                               "named before", "say it once"});
  }
}

// A queue from which the last one would leave after more than a day, or a bucket that fills so
// slowly, is a slip of units, and would leave the range of the clock.
void check_span(const RateLimitSpec& spec, Checker& checker) {
  double requests = 0;
  if (const auto* tokens = spec.algorithm.get_if<LimitTokensSpec>()) {
    requests = static_cast<double>(tokens->burst.value_or(spec.limit).value);
  }
  if (const auto* queue = spec.algorithm.get_if<LimitQueueSpec>()) {
    requests = static_cast<double>(queue->queue.value);
  }
  const double rate = static_cast<double>(spec.limit.value) / in_seconds(spec.window);
  constexpr double longest = 86'400.0 * 365;
  if (requests / rate > longest) {
    checker.report("algorithm",
                   {code::out_of_range, "at this rate it takes over a year to fill or to empty",
                    fmt::format("{:.3g} requests at {:.3g} a second", requests, rate),
                    "raise `limit`, or take a smaller burst or queue"});
  }
}

}  // namespace

std::vector<Field> fields(Of<RateLimitSpec>) {
  constexpr std::int64_t most = 1'000'000'000;
  return list<RateLimitSpec>(
      field("per", &RateLimitSpec::per,
            "what requests are counted by: each combination of these has a counter of its own; "
            "requests without one of them are counted together",
            assumed("the address is what every request has")),
      field("limit", &RateLimitSpec::limit, "requests of one key in a window", required(),
            at_least(std::int64_t{1}), at_most(most)),
      field("window", &RateLimitSpec::window, "the time for which `limit` holds", required(),
            at_least(Duration{std::chrono::milliseconds(1)}),
            at_most(Duration{std::chrono::hours(24)})),
      field("algorithm", &RateLimitSpec::algorithm, "how requests are counted",
            source("Cloudflare counts so (blog, Counting things, 2017-06-07)", "2026-11")),
      field("scope", &RateLimitSpec::scope, "who counts together",
            source("counters are kept per data centre, shared only inside a city (Cloudflare docs, "
                   "WAF, request rate)",
                   "2026-11")),
      field("sync", &RateLimitSpec::sync,
            "how often places tell each other what they let through; 0: one place counts for all, "
            "and each request waits for its answer",
            at_least(Duration{0}), at_most(Duration{std::chrono::hours(1)}),
            source("enforcement lags by up to a few seconds (Cloudflare docs, WAF, request rate)",
                   "2026-11")),
      field("action", &RateLimitSpec::action, "what happens to what is over the limit",
            assumed("the usual choice")),
      field("mitigation", &RateLimitSpec::mitigation,
            "how long a key that went over is kept off after that; 0: only while it is over",
            at_least(Duration{0}), at_most(Duration{std::chrono::hours(24)}),
            assumed("a throttle, unless asked for more")),
      field("keys", &RateLimitSpec::keys,
            "counters that one place keeps; beyond, the one used longest ago is forgotten",
            at_least(std::int64_t{1}), at_most(most),
            assumed("some tens of megabytes of memory for one rule")),
      field("cpu", &RateLimitSpec::cpu, "CPU time of one decision", at_least(Duration{0}),
            assumed("a look into a table in memory, and its bookkeeping")));
}

void check(const RateLimitSpec& spec, Checker& checker) {
  check_keys(spec, checker);
  if (spec.limit.value < 1 || spec.window <= Duration{0}) return;
  check_span(spec, checker);
  if (spec.scope == LimitScope::pop && checker.written("sync")) {
    checker.report("sync", {code::changes_nothing, "each PoP counts for itself and tells nobody",
                            "changes nothing", "say scope: metro or global", Severity::warning});
  }
  if (spec.action == GuardAction::log && spec.mitigation > Duration{0}) {
    checker.report("mitigation",
                   {code::changes_nothing, "what is over the limit is only logged",
                    "keeps nobody off", "say action: block or challenge", Severity::warning});
  }
}

void check_rate_limit(const RateLimitSpec& spec, const LimitSetting& setting, Checker& checker) {
  if (spec.window > setting.horizon) {
    checker.report("window", {code::changes_nothing, "the window is longer than the run",
                              "one window is all there is", "lengthen horizon, or the window",
                              Severity::warning});
  }
  if (counts_by(spec, LimitKey::session) && !setting.sessions) {
    checker.report("per", {code::changes_nothing, "requests of this route carry no session",
                           "all of them share one counter", "count by ip, or say authenticated",
                           Severity::warning});
  }
  if (counts_by(spec, LimitKey::api_key) && !setting.api_keys) {
    checker.report("per", {code::changes_nothing, "requests of this route carry no API key",
                           "all of them share one counter", "count by ip, or give consumers keys",
                           Severity::warning});
  }
}

}  // namespace edgecase
