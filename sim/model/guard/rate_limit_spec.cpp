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
    checker.report("per", {code::missing_value, "the limit has no key", "missing",
                           "for example per: [ip], or per: [route] for a common counter"});
  }
  for (std::size_t i = 0; i < spec.per.size(); ++i) {
    if (std::find(spec.per.begin(), spec.per.begin() + static_cast<std::ptrdiff_t>(i),
                  spec.per[i]) == spec.per.begin() + static_cast<std::ptrdiff_t>(i)) {
      continue;
    }
    checker.report(fmt::format("per[{}]", i),
                   {code::said_twice, "duplicate key", "already listed", "list it once"});
  }
}

// A queue or bucket that takes too long to drain or fill is probably a wrong unit, and would exceed
// the range of the clock.
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
                   {code::out_of_range, "at this rate it takes over a year to fill or to drain",
                    fmt::format("{:.3g} requests at {:.3g} per second", requests, rate),
                    "increase `limit`, or decrease the burst or queue"});
  }
}

}  // namespace

std::vector<Field> fields(Of<RateLimitSpec>) {
  constexpr std::int64_t most = 1'000'000'000;
  return list<RateLimitSpec>(
      field("per", &RateLimitSpec::per,
            "keys by which requests are counted: each combination has a separate counter; "
            "requests without one of them share a counter",
            assumed("every request has an IP address")),
      field("limit", &RateLimitSpec::limit, "requests per key and window", required(),
            at_least(std::int64_t{1}), at_most(most)),
      field("window", &RateLimitSpec::window, "the length of a window", required(),
            at_least(Duration{std::chrono::milliseconds(1)}),
            at_most(Duration{std::chrono::hours(24)})),
      field("algorithm", &RateLimitSpec::algorithm, "counting algorithm",
            source("used by Cloudflare (blog, Counting things, 2017-06-07)", "2026-11")),
      field("scope", &RateLimitSpec::scope, "PoPs that share counters",
            source("counters are per data centre, shared only within a city (Cloudflare docs, "
                   "WAF, request rate)",
                   "2026-11")),
      field("sync", &RateLimitSpec::sync,
            "interval at which places exchange their counts; 0: one central counter, for which "
            "each request "
            "waits",
            at_least(Duration{0}), at_most(Duration{std::chrono::hours(1)}),
            source("enforcement lags by up to a few seconds (Cloudflare docs, WAF, request rate)",
                   "2026-11")),
      field("action", &RateLimitSpec::action, "action above the limit",
            assumed("the usual choice")),
      field("mitigation", &RateLimitSpec::mitigation,
            "how long a key is blocked after exceeding the limit; 0: only while it exceeds it",
            at_least(Duration{0}), at_most(Duration{std::chrono::hours(24)}),
            assumed("throttling only by default")),
      field("keys", &RateLimitSpec::keys,
            "maximum counters per place; beyond it the least recently used one is dropped",
            at_least(std::int64_t{1}), at_most(most),
            assumed("some tens of megabytes of memory per rule")),
      field("cpu", &RateLimitSpec::cpu, "CPU time per decision", at_least(Duration{0}),
            assumed("in-memory table lookup and update")));
}

void check(const RateLimitSpec& spec, Checker& checker) {
  check_keys(spec, checker);
  if (spec.limit.value < 1 || spec.window <= Duration{0}) return;
  check_span(spec, checker);
  if (spec.scope == LimitScope::pop && checker.written("sync")) {
    checker.report("sync", {code::changes_nothing, "each PoP counts for itself, without exchange",
                            "has no effect", "set scope: metro or global", Severity::warning});
  }
  if (spec.action == GuardAction::log && spec.mitigation > Duration{0}) {
    checker.report("mitigation",
                   {code::changes_nothing, "requests above the limit are only logged",
                    "never blocks", "set action: block or challenge", Severity::warning});
  }
}

void check_rate_limit(const RateLimitSpec& spec, const LimitSetting& setting, Checker& checker) {
  if (spec.window > setting.horizon) {
    checker.report("window", {code::changes_nothing, "the window is longer than the run",
                              "the run has a single window",
                              "increase the horizon or decrease the window", Severity::warning});
  }
  if (counts_by(spec, LimitKey::session) && !setting.sessions) {
    checker.report("per", {code::changes_nothing, "requests of this route carry no session",
                           "all of them share one counter", "count by ip, or set authenticated",
                           Severity::warning});
  }
  if (counts_by(spec, LimitKey::api_key) && !setting.api_keys) {
    checker.report("per", {code::changes_nothing, "requests of this route carry no API key",
                           "all of them share one counter",
                           "count by ip, or set clients.people.api_keys", Severity::warning});
  }
}

}  // namespace edgecase
