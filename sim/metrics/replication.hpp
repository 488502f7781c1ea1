#pragma once
// What one replication left behind: its observations, its bills, and those of its counterfactual
// runs.

#include <cstdint>
#include <functional>
#include <map>
#include <memory>
#include <string>
#include <string_view>
#include <vector>

#include "core/histogram.hpp"
#include "cost/bill.hpp"
#include "cost/margin.hpp"
#include "model/attack/attack_meter.hpp"
#include "observation/observations.hpp"

namespace edgecase {

/// Names of knock-outs (study/knock_outs.cpp) that metrics ask for.
namespace knock_out {
inline constexpr std::string_view attacks = "attacks";
inline constexpr std::string_view cold_starts = "cold_starts";
inline constexpr std::string_view half_sample = "half_sample";
}  // namespace knock_out

struct RequestTotals {
  std::uint64_t requests = 0;
  std::uint64_t edge_hits = 0;
  std::uint64_t origin_requests = 0;
};
RequestTotals totals_of(const Observations& seen);

/// What is kept of the same requests in a run that left something out.
struct Counterfactual {
  RequestTotals totals;
  CountHistogram latency;                      ///< of all answered requests
  std::vector<UnderAttackMeter> under_attack;  ///< by region, at the times of the attacks
  Bill bill;                                   ///< if the knock-out is `billed`
};

struct Replication {
  Observations seen;
  /// Of the same replication without events, where plan.time.rest is set: the rest of the month.
  std::shared_ptr<const Observations> rest = {};
  Bill bill = {};
  Bill served = {};  ///< what it costs the edge's provider
  std::vector<MarginPart> margins = {};
  std::map<std::string, Counterfactual, std::less<>> without =
      {};  ///< by knock-out, where it applies
  /// By fault: the moments of the same run without it. Empty if its effect is known without.
  std::vector<std::vector<Moment>> without_fault = {};
};

}  // namespace edgecase
