#include "model/guard/spec.hpp"

namespace edgecase {

std::vector<Field> fields(Of<GuardSpec>) {
  return list<GuardSpec>(
      field("rate_limits", &GuardSpec::rate_limits,
            "rate limits by name, applied in the order of their names"),
      field("waf", &GuardSpec::waf, "firewall rules; absent: none"),
      field("bots", &GuardSpec::bots, "bot scores; absent: none"),
      field("challenge", &GuardSpec::challenge,
            "properties of challenges, for `action: challenge`"),
      field("waiting_room", &GuardSpec::waiting_room, "a waiting room; absent: none"));
}

}  // namespace edgecase
