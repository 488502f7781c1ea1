#pragma once
// Demand: the request rate of each metro over simulated time.
//
// Assumes: Poisson arrivals; a metro's rate is its share of the total rate times its phase's factor
// times a daily curve 1 + amplitude cos(2 pi (local solar time - peak) / 24 h), which has mean 1.
// Rates are held constant over short slices (a phase that is steady is one slice; ramps have 100,
// the daily curve one every 5 minutes) at their value in the middle of the slice: the error of the
// rate inside a slice is below 1% of it for ramps from zero, 1% of the amplitude for the curve.
// Not modelled: bursts beyond Poisson, sessions, correlation of users.

#include <cstdint>
#include <string>
#include <vector>

#include <edgecase/units.hpp>

#include "model/traffic/spec.hpp"

namespace edgecase {

/// The properties of a metro that demand needs.
struct DemandPlace {
  double weight = 1;        ///< relative weight of its users; 0: none
  std::uint8_t region = 0;  ///< index into the region names given to Demand
  double solar_hours = 0;   ///< local solar time ahead of UTC
};

class Demand {
 public:
  /// `region_names`: the regions that phases and weights refer to.
  Demand(const DemandSpec& spec, std::vector<DemandPlace> places,
         const std::vector<std::string>& region_names);

  struct Slice {
    Instant begin;
    Instant end;
  };
  /// The slice that contains `at`; rates are constant in it.
  Slice slice_at(Instant at) const;
  /// Requests per second of each place in the slice that contains `at`.
  std::vector<double> rates_at(Instant at) const;
  /// Requests expected in [from, to).
  double expected(Instant from, Instant to) const;

  std::size_t places() const { return places_.size(); }

 private:
  struct Phase {
    Instant begin, end;
    double from, to;
    std::vector<bool> regions;  // the affected regions
  };
  double phase_factor(const Phase* phase, Instant at, std::uint8_t region) const;
  const Phase* phase_at(Instant at) const;

  std::vector<DemandPlace> places_;  // weight: share of all requests
  double rate_;
  std::vector<Phase> phases_;
  std::optional<DiurnalSpec> diurnal_;
};

}  // namespace edgecase
