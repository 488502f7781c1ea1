#pragma once
// Attacks and guards of a scenario: what they refer to, and where their sources are.

#include <span>
#include <vector>

#include "load/checker.hpp"
#include "model/attack/spec.hpp"
#include "model/net/network.hpp"
#include "scenario/scenario.hpp"

namespace edgecase {

/// The cities of a network as places that bots may be in, in their order.
std::vector<SourcePlace> source_places(const Network& network);

/// Rules that need attacks with their presets put in: names, times, what guards speak of.
void check_attacks(const ScenarioSpec& spec, std::span<const AttackSpec> attacks, Checker& checker);

}  // namespace edgecase
