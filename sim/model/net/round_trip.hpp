#pragma once
// Round-trip times between any two places, estimated from measured corridors.
//
//   round trip   = floor + light in fibre along the great circle x inflation
//   ln inflation = a + b exp(-km / near) + c(pair of regions)                     the regression
//                + sum over corridors of weight x what they measured beyond it    / sum of weights
//
// For a measured pair the model returns the measurement (the mean of several, on a log scale).
//
// The regression is a ridge least-squares fit to the corridors, computed when the model is built.
// The corridor between sites i and j has weight k(a,i) k(b,j) + k(a,j) k(b,i), where
// k(x,y) = exp(-km(x,y) / reach), plus `same_city_weight` times the same with `same_city_km`:
// between the very cities that were measured their corridor outweighs all others. Far from all
// corridors the weights vanish relative to `regression_weight`, and the regression alone applies.
// Assumes: delay is symmetric (AWS 2025: median asymmetry 0.9%, p90 4.0%).
// Units: milliseconds and kilometres, as double. Errors: docs/models/net.md; `edgecase net fit`.
// Not modelled: which operator carries the traffic, cable cuts, congestion by the hour.

#include <span>
#include <string>
#include <vector>

#include "model/net/geo.hpp"

namespace edgecase {

/// A measured round trip between two sites of the model.
struct Corridor {
  std::size_t from = 0;
  std::size_t to = 0;
  double rtt_ms = 0;
  std::string source;
};

struct RoundTripParameters {
  double floor_ms = 1;            // hops within the two cities
  double reach_km = 800;          // range of a measurement around its ends
  double regression_weight = .1;  // relative to a corridor between the same places
  double near_km = 800;           // decay distance of the excess inflation of short routes
  double same_city_km = 50;       // within it, an end is as good as measured
  double same_city_weight = 1000;
  double ridge = 16;  // penalty of region pairs, in number of corridors
};

/// A round trip and its derivation.
struct RoundTrip {
  double km = 0;
  double light_ms = 0;  // round trip in fibre along the great circle
  double floor_ms = 0;
  double regression = 1;      // inflation by distance and regions alone
  double inflation = 1;       // inflation used
  double corridor_share = 0;  // weight of the corridors relative to the regression, 0 to 1
  double ms = 0;              // floor_ms + light_ms * inflation
  double measured_share = 0;  // weight of corridors between these very cities, 0 to 1
  double unmeasured_km = 0;   // from the end that is further from any measured city to that city
  /// Nine in ten such routes are within this share of their measurement; see docs/models/net.md.
  double likely_error() const;
  struct Evidence {
    std::size_t corridor = 0;  // index into corridors()
    double share = 0;          // of the total weight, regression included
  };
  std::vector<Evidence> evidence;  // the corridors with the largest weight, at most five
};

class RoundTripModel {
 public:
  /// Requires: corridors name sites by index; every rtt_ms above 0.
  RoundTripModel(std::vector<Site> sites, std::vector<Corridor> corridors,
                 RoundTripParameters parameters);

  /// Ensures: ms >= light_ms; between(a, b).ms == between(b, a).ms; floor_ms for one same place.
  RoundTrip between(const Site& a, const Site& b) const;

  /// between().ms from each of `from` to each of `to`, row by row, within float rounding.
  /// About 40 ns per entry, compared with microseconds for between().
  std::vector<float> table(std::span<const Site> from, std::span<const Site> to) const;

  const std::vector<Site>& sites() const { return sites_; }
  const std::vector<Corridor>& corridors() const { return corridors_; }
  const RoundTripParameters& parameters() const { return parameters_; }
  /// a, b, then c by pair of regions.
  const std::vector<double>& coefficients() const { return coefficients_; }

 private:
  struct Observation;
  std::vector<Observation> observations() const;
  void fit(const std::vector<Observation>& seen);
  void gather(const std::vector<Observation>& seen);
  double regression_log(double km, Region a, Region b) const;
  std::vector<RoundTrip::Evidence> evidence(const Site& a, const Site& b) const;
  double to_measured_km(const Site& place) const;

  std::vector<Site> sites_;
  std::vector<Corridor> corridors_;
  RoundTripParameters parameters_;
  std::vector<double> coefficients_;
  std::vector<double> weight_;    // sites x sites: how many corridors join them
  std::vector<double> residual_;  // sites x sites: sum of ln inflation beyond the regression
};

}  // namespace edgecase
