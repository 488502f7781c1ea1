#pragma once
// Attacks and guards of a scenario: their references, and the places of their bots.

#include <span>
#include <vector>

#include "load/checker.hpp"
#include "model/attack/spec.hpp"
#include "model/net/network.hpp"
#include "scenario/scenario.hpp"

namespace edgecase {

/// The cities of a network as possible places of bots, in the network's order.
std::vector<SourcePlace> source_places(const Network& network);

/// Checks that need attacks with their presets applied: names, times, references of guards.
void check_attacks(const ScenarioSpec& spec, std::span<const AttackSpec> attacks, Checker& checker);

}  // namespace edgecase
