#pragma once
// The keys of what presses on a design, and of what it does about that.

#include "support/knobs_access.hpp"
#include "support/knobs_attacks.hpp"
#include "support/knobs_guards.hpp"
#include "support/knobs_protection.hpp"

namespace edgecase::testing {

inline std::vector<Knob> pressed_knobs() {
  std::vector<Knob> all;
  for (auto* part : {&attack_knobs, &attack_kind_knobs, &edge_knobs, &people_knobs, &guard_knobs,
                     &scrubbing_knobs, &overload_knobs, &origin_door_knobs, &access_knobs}) {
    for (Knob& knob : part()) all.push_back(std::move(knob));
  }
  return all;
}

}  // namespace edgecase::testing
