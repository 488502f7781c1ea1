#include "model/guard/spec.hpp"

namespace edgecase {

std::vector<Field> fields(Of<GuardSpec>) {
  return list<GuardSpec>(
      field("rate_limits", &GuardSpec::rate_limits, "limits by name, in the order of their names"),
      field("waf", &GuardSpec::waf, "firewall rules; absent: none"),
      field("bots", &GuardSpec::bots, "bot scores; absent: nobody is scored"),
      field("challenge", &GuardSpec::challenge, "what happens where an action says challenge"),
      field("waiting_room", &GuardSpec::waiting_room, "a waiting room; absent: none"));
}

}  // namespace edgecase
