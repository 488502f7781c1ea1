#pragma once
// The keys of a scenario that only money hears of.

#include <string>
#include <vector>

#include "support/knobs.hpp"

namespace edgecase::testing {

inline std::vector<Knob> money_knobs() {
  constexpr KnobWorld globe = KnobWorld::globe;
  const Overrides rush{
      "world.demand.phases=[{name: calm, duration: 10s}, {name: rush, duration: 5s, rate: 400%}]"};
  const std::string path = "world.projection.*.";
  const std::string set = "world.projection";
  const auto from_to = [](const std::string& text) {
    return "[{name: a, share: 90%, " + text + "}]";
  };
  return {
      simple("world.demand.users.active", "world.demand.users.active", "1k", "2k", globe),
      simple(path + "name", set, "[{name: rush, share: 90%}]", "[{name: calm, share: 90%}]", globe,
             {"world.horizon.warm_up=0s", rush[0]}),
      simple(path + "from", set, from_to("from: 8s, to: 15s"), from_to("from: 12s, to: 15s"), globe,
             rush),
      simple(path + "to", set, from_to("from: 8s, to: 15s"), from_to("from: 8s, to: 12s"), globe,
             rush),
      simple(path + "times", set, "[{name: rush, times: 100000/month}]",
             "[{name: rush, times: 400000/month}]", globe, rush),
      simple(path + "share", set, "[{name: rush, share: 10%}]", "[{name: rush, share: 90%}]", globe,
             rush),
  };
}

}  // namespace edgecase::testing
