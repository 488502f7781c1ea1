#pragma once
// Special functions of distributions, by Boost.Math. Its headers take as long to compile as a few
// thousand lines of ours, so they stand in one source.

namespace edgecase {

/// The quantile of a gamma distribution of this shape and scale 1. Requires: shape > 0, 0 < u < 1.
double gamma_quantile(double shape, double u);
/// The share of a beta distribution below x. Requires: a, b > 0, 0 <= x <= 1.
double beta_probability(double a, double b, double x);
double beta_quantile(double a, double b, double u);
/// Requires: degrees > 0, 0 < u < 1.
double students_t_quantile(double degrees, double u);

}  // namespace edgecase
