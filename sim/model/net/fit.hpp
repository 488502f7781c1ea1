#pragma once
// The accuracy of the round-trip model on a matrix of measurements: a table with the columns rtt_ms
// and from_lat, from_lon, to_lat, to_lon (or from, to, or from_iata, to_iata with names of places).
// Units: errors are relative, |model - measured| / measured. Pairs within one kilometre are left
// out. Errors: invalid lines are reported with their number and the matrix is not used.

#include <string>
#include <string_view>
#include <vector>

#include "load/csv/table.hpp"
#include "model/net/network.hpp"

namespace edgecase {

struct MatrixRow {
  Site from, to;
  double km = 0;
  double rtt_ms = 0;
};

struct Matrix {
  std::vector<MatrixRow> rows;
  std::vector<TableProblem> problems;  // not empty: do not use
  std::size_t same_place = 0;          // rows left out
  std::size_t without_coordinates = 0;
};

Matrix read_matrix(std::string_view text, const Network& network);

struct FitBand {
  double from_km = 0, to_km = 0;
  std::size_t pairs = 0;
  double median_error = 0, p90_error = 0;
};

struct Fit {
  std::size_t pairs = 0;
  double median_error = 0;
  double p90_error = 0;
  double rank_correlation = 0;  // Spearman's rho, ties averaged
  double median_bias = 0;       // signed: above 0, the model overestimates
  std::vector<FitBand> bands;   // bands with at least one pair
};

/// Requires: at least one row.
Fit judge(const RoundTripModel& model, const std::vector<MatrixRow>& rows);

/// The model refitted without the corridors of a source: "aws-2023", or "aws" for all years.
RoundTripModel without_source(const RoundTripModel& model, std::string_view source);

/// The baseline: least squares of rtt = intercept + slope x km on the matrix itself.
struct LineFit {
  double intercept_ms = 0;
  double slope_ms_per_km = 0;
  double median_error = 0;
  double p90_error = 0;
};
LineFit fit_line(const std::vector<MatrixRow>& rows);

}  // namespace edgecase
