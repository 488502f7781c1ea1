#pragma once
// A rate limit of a design: `design.guards.NAME.rate_limits.RULE`.

#include <cstdint>
#include <vector>

#include <edgecase/units.hpp>

#include "load/type/fields.hpp"
#include "model/guard/action.hpp"
#include "model/guard/limit_kinds.hpp"

namespace edgecase {

enum class LimitKey : std::uint8_t { ip, session, api_key, asn, route };
constexpr std::size_t limit_keys = 5;
inline auto names(Of<LimitKey>) {
  return enumerators<LimitKey>({{"ip", LimitKey::ip, "the client's IP address"},
                                {"session", LimitKey::session, "the client's session cookie"},
                                {"api_key", LimitKey::api_key, "the API key of the consumer"},
                                {"asn", LimitKey::asn, "the client's network (autonomous system)"},
                                {"route", LimitKey::route, "the requested route"}});
}

enum class LimitScope : std::uint8_t { pop, metro, global };
inline auto names(Of<LimitScope>) {
  return enumerators<LimitScope>({{"pop", LimitScope::pop, "each PoP counts independently"},
                                  {"metro", LimitScope::metro, "the PoPs of a city share counters"},
                                  {"global", LimitScope::global, "all PoPs share counters"}});
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
std::vector<Field> fields(Of<RateLimitSpec>);
void check(const RateLimitSpec& spec, Checker& checker);

/// Warns about keys that the route's requests do not have, and about windows longer than the run.
/// `checker` is at the rule.
struct LimitSetting {
  bool sessions = false;  ///< requests carry a session
  bool api_keys = false;  ///< requests carry an API key
  Duration horizon{};     ///< warm-up and measuring
};
void check_rate_limit(const RateLimitSpec& spec, const LimitSetting& setting, Checker& checker);

}  // namespace edgecase
