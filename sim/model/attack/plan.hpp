#pragma once
// An attack over time and places, as a fluid: the load on each place at each time.
//
// An attack is a sequence of slices of constant load, delimited by ends of pulses, steps along a
// ramp (20, each at its mean, so that volumes are exact) and moves between places. In a slice a
// place receives factor x share x peak. Assumes: places are numbered by the caller, shares sum
// to 1. Units: per second. Not modelled: attackers that adapt to defences.

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
  std::uint32_t place = everywhere;  ///< the only place under attack, if it is one
};

class AttackPlan {
 public:
  /// `spec` is resolved; `sources` are the places' shares (source_shares()).
  /// What comes after `end`, that of the run, is left out of its slices and its volume.
  AttackPlan(const AttackSpec& spec, std::vector<double> sources, const Stream& draws,
             Instant end = Instant::max());

  /// Its peak is the load on the edge.
  const AttackProfile& profile() const { return profile_; }
  Instant begins() const { return begins_; }
  Instant ends() const { return ends_; }  ///< perhaps after the run
  std::span<const AttackSlice> slices() const { return slices_; }

  /// A place's share of the attack in a slice.
  double share(const AttackSlice& slice, std::uint32_t place) const;
  /// The load on a place per second in a slice.
  AttackFlow flow(const AttackSlice& slice, std::uint32_t place) const {
    return profile_.peak * (slice.factor * share(slice, place));
  }
  /// The load sent directly to the origin in a slice, from all places; not included in any other
  /// number here.
  AttackFlow direct(const AttackSlice& slice) const { return direct_ * slice.factor; }
  /// The total that the attack sends to the edge.
  AttackFlow volume() const;
  /// Shares of the places for a spread that is not moving.
  std::span<const double> shares() const { return shares_; }

 private:
  void cut(const AttackSpec& spec, const Stream& draws, Instant end);

  AttackProfile profile_;
  AttackFlow direct_;
  Instant begins_{};
  Instant ends_{};
  std::vector<double> shares_;
  std::vector<AttackSlice> slices_;
};

}  // namespace edgecase
