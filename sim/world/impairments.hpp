#pragma once
// What works badly in this world at present: sites, paths between regions, third parties. What is
// down altogether is elsewhere: PopState, Origin, Services.
//
// Assumes: faults that overlap combine (Impairment::with). Not modelled: other paths that the
// network would take instead of a slow one; with a `loss`, less throughput.

#include <array>
#include <cstdint>
#include <vector>

#include <edgecase/units.hpp>

#include "model/net/geo.hpp"
#include "plan/blueprint.hpp"

namespace edgecase {

class Impairments {
 public:
  explicit Impairments(const Blueprint& plan) : plan_(plan.timeline.impairments) {}

  void apply(const ImpairmentBegins& change);
  void apply(const ImpairmentEnds& change);

  bool any() const { return !active_.empty(); }
  /// Together, at present, of everything in this scope (PoPs: of this one).
  Impairment of(FaultScope scope, std::uint16_t pop = 0) const;
  Impairment of_path(std::uint8_t from, std::uint8_t to) const;
  const ImpairmentPlan& plan(std::uint32_t which) const { return plan_[which]; }

 private:
  const std::vector<ImpairmentPlan>& plan_;
  std::vector<std::uint32_t> active_;  // in the order of beginning
};

/// A round trip over an impaired path, in ns: slower, and with what its losses cost. `unit`: the
/// die of this request.
std::int64_t round_trip_over(const Impairment& path, std::int64_t rtt_ns, double unit);

}  // namespace edgecase
