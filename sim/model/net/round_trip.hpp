#pragma once
// How long a packet needs there and back between two places of the world, learnt from corridors
// that were measured.
//
//   round trip   = floor + light in fibre along the great circle x inflation
//   ln inflation = a + b exp(-km / near) + c(pair of regions)                     the regression
//                + sum over corridors of weight x what they measured beyond it    / sum of weights
//
// The regression is a ridge least-squares fit to the corridors, made when the model is built:
// whoever changes the corridors has re-run the fit. The corridor between sites i and j counts with
// k(a,i) k(b,j) + k(a,j) k(b,i), where k(x,y) = exp(-km(x,y) / reach). Where none is near, all the
// weights vanish against `regression_weight` and the regression speaks alone.
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
  double floor_ms = 1;            // hops inside the two cities
  double reach_km = 800;          // how far around its ends a measurement speaks
  double regression_weight = .1;  // of the regression, against one corridor between the very places
  double near_km = 800;           // short routes wind more; their excess decays over this distance
  double ridge = 16;              // in corridors: what a pair of regions must overcome to differ
};

/// A round trip and where it comes from.
struct RoundTrip {
  double km = 0;
  double light_ms = 0;  // there and back in fibre along the great circle
  double floor_ms = 0;
  double regression = 1;      // inflation by distance and regions alone
  double inflation = 1;       // inflation used
  double corridor_share = 0;  // weight of the corridors against the regression, 0 to 1
  double ms = 0;              // floor_ms + light_ms * inflation
  struct Evidence {
    std::size_t corridor = 0;  // index into corridors()
    double share = 0;          // of all the weight, regression included
  };
  std::vector<Evidence> evidence;  // the corridors that count most, at most five
};

class RoundTripModel {
 public:
  /// Requires: corridors name sites by index; every rtt_ms above 0.
  RoundTripModel(std::vector<Site> sites, std::vector<Corridor> corridors,
                 RoundTripParameters parameters);

  /// Ensures: ms >= light_ms; between(a, b).ms == between(b, a).ms; floor_ms for one same place.
  RoundTrip between(const Site& a, const Site& b) const;

  /// between().ms from each of `from` to each of `to`, row by row, within float rounding.
  /// About 40 ns an entry, against microseconds for between().
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

  std::vector<Site> sites_;
  std::vector<Corridor> corridors_;
  RoundTripParameters parameters_;
  std::vector<double> coefficients_;
  std::vector<double> weight_;    // sites x sites: how many corridors join them
  std::vector<double> residual_;  // sites x sites: sum of ln inflation beyond the regression
};

}  // namespace edgecase
