#pragma once
// What a design says of guards: `design.guards.NAME`. A request meets them in this order: rate
// limits, firewall, bot score, challenge, waiting room.

#include <map>
#include <optional>
#include <string>

#include "model/guard/bot_score.hpp"
#include "model/guard/challenge.hpp"
#include "model/guard/rate_limit_spec.hpp"
#include "model/guard/waf_spec.hpp"
#include "model/guard/waiting_room.hpp"

namespace edgecase {

struct GuardSpec {
  std::map<std::string, RateLimitSpec> rate_limits;
  std::optional<WafSpec> waf;
  std::optional<BotScoreSpec> bots;
  ChallengeSpec challenge;
  std::optional<WaitingRoomSpec> waiting_room;
};
inline auto fields(Of<GuardSpec>) {
  return list<GuardSpec>(
      field("rate_limits", &GuardSpec::rate_limits, "limits by name, in the order of their names"),
      field("waf", &GuardSpec::waf, "firewall rules; absent: none"),
      field("bots", &GuardSpec::bots, "bot scores; absent: nobody is scored"),
      field("challenge", &GuardSpec::challenge, "what happens where an action says challenge"),
      field("waiting_room", &GuardSpec::waiting_room, "a waiting room; absent: none"));
}
void check(const GuardSpec& spec, Checker& checker);

}  // namespace edgecase
