#pragma once
// What a design says of a rate limit: `design.guards.NAME.rate_limits.RULE`.

#include <cstdint>
#include <vector>

#include <edgecase/units.hpp>

#include "load/fields.hpp"
#include "model/guard/action.hpp"
#include "model/guard/limit_kinds.hpp"

namespace edgecase {

enum class LimitKey : std::uint8_t { ip, session, api_key, asn, route };
constexpr std::size_t limit_keys = 5;
inline auto names(Of<LimitKey>) {
  return enumerators<LimitKey>({{"ip", LimitKey::ip, "the client's address"},
                                {"session", LimitKey::session, "the client's session cookie"},
                                {"api_key", LimitKey::api_key, "the key that a consumer sends"},
                                {"asn", LimitKey::asn, "the client's network"},
                                {"route", LimitKey::route, "the route that is asked for"}});
}

enum class LimitScope : std::uint8_t { pop, metro, global };
inline auto names(Of<LimitScope>) {
  return enumerators<LimitScope>(
      {{"pop", LimitScope::pop, "each PoP counts for itself"},
       {"metro", LimitScope::metro, "the PoPs of one city tell each other"},
       {"global", LimitScope::global, "all PoPs tell each other"}});
}

struct RateLimitSpec {
  std::vector<LimitKey> per = {LimitKey::ip};
  Count limit{0};
  Duration window{};
  LimitChoice algorithm{"sliding_window"};
  LimitScope scope = LimitScope::metro;
  Duration sync = std::chrono::seconds(1);
  GuardAction action = GuardAction::block;
  Duration mitigation{};
  Count keys{1'000'000};
  Duration cpu = std::chrono::microseconds(2);
};
inline auto fields(Of<RateLimitSpec>) {
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
void check(const RateLimitSpec& spec, Checker& checker);

/// What a rule asks for that its route does not have, and windows that a run is too short for:
/// warnings. `checker` stands at the rule.
struct LimitSetting {
  bool sessions = false;  ///< requests carry a session
  bool api_keys = false;  ///< requests carry an API key
  Duration horizon{};     ///< warm-up and measuring
};
void check_rate_limit(const RateLimitSpec& spec, const LimitSetting& setting, Checker& checker);

}  // namespace edgecase
