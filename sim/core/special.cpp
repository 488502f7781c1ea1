#include "core/special.hpp"

#include <boost/math/distributions/students_t.hpp>
#include <boost/math/special_functions/beta.hpp>
#include <boost/math/special_functions/gamma.hpp>

namespace edgecase {

double gamma_quantile(double shape, double u) { return boost::math::gamma_p_inv(shape, u); }
double beta_probability(double a, double b, double x) { return boost::math::ibeta(a, b, x); }
double beta_quantile(double a, double b, double u) { return boost::math::ibeta_inv(a, b, u); }
double students_t_quantile(double degrees, double u) {
  return boost::math::quantile(boost::math::students_t(degrees), u);
}

}  // namespace edgecase
