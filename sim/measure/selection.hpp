#pragma once
// Choosing the best of several designs with a stated probability, or with a given number of runs.
// The best is the one with the least mean; negate what should be large.
// Assumes: normal observations. Bechhofer: known and equal variances, independent designs.
//   Kim-Nelson: unknown and unequal variances; designs may share their random numbers, which
//   narrows the differences. OCBA: independent designs, so not those that share their fate.
// Errors: EC_CHECK on fewer than two designs or too few observations.
// Source: Bechhofer 1954; Kim and Nelson, "A fully sequential procedure for indifference-zone
//   selection in simulation", TOMACS 11 (2001), c = 1; Chen, Lin, Yuecesan and Chick, "Simulation
//   budget allocation for further enhancing the efficiency of ordinal optimization", 2000.
// Not modelled: Kim-Nelson with c > 1; a posterior probability of correct selection.

#include <cstddef>
#include <optional>
#include <span>
#include <vector>

namespace edgecase {

/// The probability that the best of `designs` has the least sample mean when all others are worse
/// by `tau` standard errors of a mean (Bechhofer's least favourable configuration).
double correct_selection(std::size_t designs, double tau);
/// The tau for which that probability is `confidence`. Requires: 1/designs < confidence < 1.
double bechhofer_constant(std::size_t designs, double confidence);

struct KimNelsonConstants {
  double eta = 0;
  double h2 = 0;
};
/// Requires: designs >= 2, first >= 2 (observations before the first comparison), 0 < alpha < 1.
KimNelsonConstants kim_nelson_constants(std::size_t designs, std::size_t first, double alpha);

/// Kim and Nelson's procedure: every design still in the race gets one more observation at a time,
/// and leaves once it is clearly worse than another one.
class KimNelson {
 public:
  /// `indifference` > 0: a difference that does not matter. If the best is better than all others
  /// by at least that much, it is selected with probability 1 - alpha.
  KimNelson(std::size_t designs, std::size_t first, double alpha, double indifference);

  /// The next observation of each design; of one that has left it is not read.
  void add(std::span<const double> observations);

  bool in_race(std::size_t design) const { return in_race_[design]; }
  std::size_t left() const;
  std::size_t rounds() const { return rounds_; }    ///< observations of each design in the race
  std::size_t samples() const { return samples_; }  ///< of all designs together
  /// The design selected, once only one is left or the rest are within the indifference.
  std::optional<std::size_t> selected() const;

 private:
  void measure_spreads();
  void screen();

  std::size_t first_;
  double indifference_;
  double h2_;
  std::vector<bool> in_race_;
  std::vector<std::vector<double>> begun_;   // the first observations, by design
  std::vector<double> sums_;                 // of all observations, by design
  std::vector<std::vector<double>> spread_;  // variances of the differences between two designs
  std::size_t rounds_ = 0;
  std::size_t samples_ = 0;
};

/// How many of `total` observations each design should have in the end (OCBA): many for those whose
/// mean is near the least and whose variance is large. Requires: as many variances as means, all
/// above 0, at least two. The shares add up to `total`, except for rounding.
std::vector<double> ocba_shares(std::span<const double> means, std::span<const double> variances,
                                double total);
/// How many more observations each design gets out of `increment`, given how many it has.
std::vector<std::size_t> ocba_increments(std::span<const double> means,
                                         std::span<const double> variances,
                                         std::span<const std::size_t> counts,
                                         std::size_t increment);

}  // namespace edgecase
