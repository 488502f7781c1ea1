#pragma once
// Guards of a design: `design.guards.NAME`. A request passes them in this order: rate limits,
// firewall, bot score, challenge, waiting room.

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
std::vector<Field> fields(Of<GuardSpec>);
void check(const GuardSpec& spec, Checker& checker);

}  // namespace edgecase
