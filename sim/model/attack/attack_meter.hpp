#pragma once
// What became of an attack in one run, and which load it caused. Requests are counted in full: a
// sampled one counts as often as its weight.

#include <array>
#include <cstddef>
#include <cstdint>
#include <string_view>

#include <edgecase/units.hpp>

#include "core/histogram.hpp"
#include "measure/merge_rules.hpp"

namespace edgecase {

/// Where an attack's request ends: dropped by a stage, or answered (or failed) behind all of them.
enum class AttackEnd : std::uint8_t {
  link,         ///< lost on a PoP's full link
  unreachable,  ///< its PoP was down, or fell with it
  edge_cpu,     ///< no core was free in time
  rate_limit,
  firewall,
  bot_score,
  waiting_room,
  access,
  quota,
  edge,      ///< answered by a cache
  function,  ///< leaked to a function
  origin,    ///< leaked to the origin
};
constexpr std::size_t attack_end_count = 12;
constexpr std::array<std::string_view, attack_end_count> attack_end_names{
    "link",         "unreachable", "edge_cpu", "rate_limit", "firewall", "bot_score",
    "waiting_room", "access",      "quota",    "edge",       "function", "origin"};
/// The ends that are stages of defence: what ended there did not leak.
constexpr bool is_defence(AttackEnd end) { return end < AttackEnd::edge; }

struct AttackMeter {
  // As a fluid, of bits and connections.
  double bits = 0;
  double lost_bits = 0;      ///< on links
  double filtered_bits = 0;  ///< by filters
  double connections = 0;
  double refused_connections = 0;  ///< tables were full
  // As requests: a sampled one counts as its weight.
  double requests = 0;
  std::array<double, attack_end_count> ends{};
  double challenged = 0;
  double successes = 0;  ///< passwords that were right, exploits that worked
  double straight = 0;   ///< requests that went to the origin past the edge
  // Seconds from its start; negative: never.
  Max<double> detected_s = -1;     ///< the first filter
  Max<double> mitigated_s = -1;    ///< filters take nine tenths of the attack
  Max<double> standard_error = 0;  ///< of a share of its requests, relative: what sampling costs

  double& end(AttackEnd e) { return ends[static_cast<std::size_t>(e)]; }
  double end(AttackEnd e) const { return ends[static_cast<std::size_t>(e)]; }
};

/// The load on links and cores of PoPs.
struct PressureMeter {
  Max<double> peak_link = 0;    ///< highest offered share of a PoP's links
  std::uint32_t saturated = 0;  ///< PoPs that were offered more than they carry
  double saturated_s = 0;       ///< summed over them
  Max<double> peak_cpu_wait_s = 0;
  Max<double> peak_cpu = 0;  ///< highest load of a PoP's cores
  double cpu_offered_s = 0, cpu_refused_s = 0;
  std::uint32_t withdrawals = 0;
};

/// Requests of people that arrive while an attack lasts, in one region.
struct UnderAttackMeter {
  std::uint64_t requests = 0;
  std::uint64_t failures = 0;
  CountHistogram latency;
};

}  // namespace edgecase
