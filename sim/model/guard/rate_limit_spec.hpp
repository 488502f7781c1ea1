#pragma once
// What a design says of a rate limit: `design.guards.NAME.rate_limits.RULE`.

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
std::vector<Field> fields(Of<RateLimitSpec>);
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
