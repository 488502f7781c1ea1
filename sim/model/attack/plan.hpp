#pragma once
// An attack over time and places, as a fluid: who is hit by how much when.
//
// An attack is a row of slices in which nothing changes: ends of pulses, steps along a ramp (20,
// each at its own mean, so that volumes are exact), moves from place to place. In a slice a place
// carries factor x share x peak. Assumes: places are numbered by the caller, shares sum to 1.
// Units: per second. Not modelled: attackers who react to what they see.

#include <cstdint>
#include <span>
#include <vector>

#include <edgecase/units.hpp>

#include "core/random.hpp"
#include "model/attack/kinds.hpp"

namespace edgecase {

struct AttackSlice {
  static constexpr std::uint32_t everywhere = UINT32_MAX;
  Instant from{};
  Instant to{};
  double factor = 0;                 ///< of the peak, on average over the slice
  std::uint32_t place = everywhere;  ///< the only one under attack, if one
};

class AttackPlan {
 public:
  /// `spec` is resolved; `sources` are the places' shares (source_shares()).
  AttackPlan(const AttackSpec& spec, std::vector<double> sources, const Stream& draws);

  /// Its peak is what comes to the edge.
  const AttackProfile& profile() const { return profile_; }
  Instant begins() const { return begins_; }
  Instant ends() const { return ends_; }
  std::span<const AttackSlice> slices() const { return slices_; }

  /// A place's part of the attack in a slice.
  double share(const AttackSlice& slice, std::uint32_t place) const;
  /// What a place receives a second in a slice.
  AttackFlow flow(const AttackSlice& slice, std::uint32_t place) const {
    return profile_.peak * (slice.factor * share(slice, place));
  }
  /// What goes straight to the origin in a slice, from all places; not part of any other number
  /// here.
  AttackFlow direct(const AttackSlice& slice) const { return direct_ * slice.factor; }
  /// All that the attack sends to the edge, everywhere.
  AttackFlow volume() const;
  /// Shares of the places while it is not moving.
  std::span<const double> shares() const { return shares_; }

 private:
  void cut(const AttackSpec& spec, const Stream& draws);

  AttackProfile profile_;
  AttackFlow direct_;
  Instant begins_{};
  Instant ends_{};
  std::vector<double> shares_;
  std::vector<AttackSlice> slices_;
};

}  // namespace edgecase
