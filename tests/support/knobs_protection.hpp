#pragma once
// The knobs of protection: filters against floods, PoPs that withdraw, the origin's own door.

#include <string>
#include <utility>
#include <vector>

#include "support/knobs.hpp"
#include "support/knobs_attacks.hpp"
#include "support/knobs_freshness.hpp"

namespace edgecase::testing {

inline std::vector<Knob> scrubbing_knobs() {
  const std::string path = "design.protection.scrubbing.";
  // Twice what the laboratory's link carries; the second time its filters are up.
  const std::string twice = ", shape: {pulse: {on: 2s, off: 1s}}";
  const Overrides flood{flood_of_packets("10Gbps", twice), "world.edge.links.hub=5Gbps"};
  const auto filters = [](const std::string& text) {
    return "design.protection.scrubbing={" + text + "}";
  };
  std::vector<Knob> knobs;
  const auto add = [&](const std::string& leaf, const std::string& one, const std::string& other,
                       KnobWorld world, Overrides around) {
    knobs.push_back({path + leaf, world, filters(one), filters(other), std::move(around)});
  };
  const auto in_lab = [&](const std::string& leaf, const std::string& one,
                          const std::string& other) {
    add(leaf, one, other, KnobWorld::lab, flood);
  };
  const std::string fast = "any: {detect: 500ms}, ";
  in_lab("place", fast + "place: behind_links", fast + "place: before_links");
  in_lab("notices", fast + "notices: 1Gbps", fast + "notices: 20Gbps");
  in_lab("hold", fast + "hold: 0s", fast + "hold: 1min");
  in_lab("capacity", fast + "capacity: 1Gbps", fast + "capacity: 9Gbps");
  in_lab("doubles", fast + "capacity: 1Gbps, doubles: 1s", fast + "capacity: 1Gbps, doubles: 5s");
  const std::string slow = "any: {detect: {uniform: {min: 1s, max: 9s}}}, ";
  add("tells", slow + "tells: 100ms", slow + "tells: 9s", KnobWorld::globe,
      {flood_of_packets("9Tbps")});
  for (const std::string whose : {"any: {", "kinds: {volumetric: {"}) {
    const bool any = whose.starts_with("any");
    const std::string below = any ? "any." : "kinds.*.";
    const std::string ends = any ? "}" : "}}";
    const auto pair = [&](const char* leaf, const std::string& one, const std::string& other) {
      const std::string from = whose + "detect: 500ms, " + leaf + ": ";
      in_lab(below + leaf, from + one + ends, from + other + ends);
    };
    pair("drop", "50%", "90%");
    pair("false_drop", "1%", "20%");
    for (Knob& knob : wrapped_distribution(
             path + below + "detect",
             "design.protection.scrubbing={" + whose + "detect: ", ends + "}", flood))
      knobs.push_back(std::move(knob));
  }
  return knobs;
}

inline std::vector<Knob> overload_knobs() {
  const std::string path = "design.protection.";
  const std::string set = "design.protection.overload";
  const auto withdraws = [](const std::string& more) {
    return "{policy: withdraw, above: 100%, " + more + "}";
  };
  const Overrides flood{flood_of_packets("200Tbps", ", from: {regions: {europe: 1}}")};
  const auto knob = [&](const std::string& leaf, const std::string& one, const std::string& other) {
    return simple(path + leaf, set, one, other, KnobWorld::globe,
                  {flood[0], path + "convergence=500ms"});
  };
  return {
      knob("overload.policy", "{policy: absorb}", "{policy: withdraw, after: 1s}"),
      knob("overload.above", "{policy: withdraw, after: 1s, above: 110%}",
           "{policy: withdraw, after: 1s, above: 1000%}"),
      knob("overload.after", withdraws("after: 1s"), withdraws("after: 3s")),
      knob("overload.returns", withdraws("after: 1s, returns: 2s"),
           withdraws("after: 1s, returns: 9s")),
      knob("overload.keep", withdraws("after: 1s, keep: 50%"), withdraws("after: 1s, keep: 99%")),
      simple(path + "convergence", path + "convergence", "500ms", "3s", KnobWorld::globe,
             {flood[0], set + "=" + withdraws("after: 1s")}),
      simple(path + "slow_requests", path + "slow_requests", "1s", "30s", KnobWorld::lab,
             {attack_text("kind: slow_requests, rate: 200 rps, held: 9s"),
              "world.edge.connections=500"}),
  };
}

/// Half of the attack knows the origin's address.
inline std::vector<Knob> origin_door_knobs() {
  const std::string origin = "design.protection.origin";
  const Overrides flood{flood_of_requests(", direct: 50%")};
  return {
      simple(origin + ".allow_list", origin, "{allow_list: false}", "{allow_list: true}",
             KnobWorld::lab, flood),
      simple(origin + ".hidden", origin, "{hidden: false}", "{hidden: true}", KnobWorld::lab,
             flood),
      simple(origin + ".link", origin, "{link: 1Mbps}", "{link: 1Gbps}", KnobWorld::lab, flood),
  };
}

}  // namespace edgecase::testing
