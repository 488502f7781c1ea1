#include "model/net/round_trip.hpp"

#include <algorithm>
#include <cmath>
#include <limits>

#include <Eigen/Cholesky>
#include <Eigen/Core>

namespace edgecase {

namespace {

using RowMajor = Eigen::Matrix<double, Eigen::Dynamic, Eigen::Dynamic, Eigen::RowMajor>;

constexpr int pair_count = region_count * (region_count + 1) / 2;
constexpr int unknowns = 2 + pair_count;
constexpr std::size_t most_evidence = 5;

int pair_index(Region a, Region b) {
  const int low = std::min(static_cast<int>(a), static_cast<int>(b));
  const int high = std::max(static_cast<int>(a), static_cast<int>(b));
  return high * (high + 1) / 2 + low;
}

Eigen::Index index(std::size_t i) { return static_cast<Eigen::Index>(i); }

std::vector<UnitVector> unit_vectors(std::span<const Site> places) {
  std::vector<UnitVector> all;
  all.reserve(places.size());
  for (const Site& place : places) all.push_back(unit_vector(place.at));
  return all;
}

/// Rows: places; columns: sites of the model; weight of a measurement at the site for the place.
RowMajor nearness(std::span<const Site> places, const std::vector<Site>& sites, double reach_km) {
  const std::vector<UnitVector> here = unit_vectors(places), there = unit_vectors(sites);
  RowMajor k(index(places.size()), index(sites.size()));
  for (std::size_t p = 0; p < places.size(); ++p)
    for (std::size_t s = 0; s < sites.size(); ++s)
      k(index(p), index(s)) = std::exp(-great_circle_km(here[p], there[s]) / reach_km);
  return k;
}

/// The same within a city: exp(-km / same_city_km).
RowMajor same_city(const RowMajor& near, const RoundTripParameters& of) {
  return near.array().pow(of.reach_km / of.same_city_km).matrix();
}

Eigen::Map<const RowMajor> square(const std::vector<double>& values, std::size_t side) {
  return {values.data(), index(side), index(side)};
}

}  // namespace

struct RoundTripModel::Observation {
  std::size_t from, to;
  double km, log_inflation;
};

RoundTripModel::RoundTripModel(std::vector<Site> sites, std::vector<Corridor> corridors,
                               RoundTripParameters parameters)
    : sites_(std::move(sites)), corridors_(std::move(corridors)), parameters_(parameters) {
  const std::vector<Observation> seen = observations();
  fit(seen);
  gather(seen);
}

std::vector<RoundTripModel::Observation> RoundTripModel::observations() const {
  std::vector<Observation> seen;
  seen.reserve(corridors_.size());
  for (const Corridor& c : corridors_) {
    const double km = great_circle_km(sites_[c.from].at, sites_[c.to].at);
    if (km < 1) continue;  // no information about distance
    const double inflation = (c.rtt_ms - parameters_.floor_ms) / light_round_trip_ms(km);
    seen.push_back({c.from, c.to, km, std::log(std::max(1.0, inflation))});
  }
  return seen;
}

// Normal equations of ridge regression. Only the pairs of regions are shrunk; the tiny ridge on the
// other two keeps the system solvable when there are no corridors at all (inflation 1: light).
void RoundTripModel::fit(const std::vector<Observation>& seen) {
  Eigen::MatrixXd normal = Eigen::MatrixXd::Zero(unknowns, unknowns);
  Eigen::VectorXd right = Eigen::VectorXd::Zero(unknowns);
  normal.diagonal().setConstant(parameters_.ridge);
  normal.diagonal().head(2).setConstant(1e-9);
  for (const Observation& o : seen) {
    Eigen::VectorXd x = Eigen::VectorXd::Zero(unknowns);
    x[0] = 1;
    x[1] = std::exp(-o.km / parameters_.near_km);
    x[2 + pair_index(sites_[o.from].region, sites_[o.to].region)] = 1;
    normal.noalias() += x * x.transpose();
    right += x * o.log_inflation;
  }
  const Eigen::VectorXd solution = normal.ldlt().solve(right);
  coefficients_.assign(solution.begin(), solution.end());
}

void RoundTripModel::gather(const std::vector<Observation>& seen) {
  const std::size_t n = sites_.size();
  weight_.assign(n * n, 0);
  residual_.assign(n * n, 0);
  for (const Observation& o : seen) {
    const double beyond =
        o.log_inflation - regression_log(o.km, sites_[o.from].region, sites_[o.to].region);
    for (const std::size_t cell : {o.from * n + o.to, o.to * n + o.from}) {
      weight_[cell] += 1;
      residual_[cell] += beyond;
    }
  }
}

double RoundTripModel::regression_log(double km, Region a, Region b) const {
  return coefficients_[0] + coefficients_[1] * std::exp(-km / parameters_.near_km) +
         coefficients_[2 + static_cast<std::size_t>(pair_index(a, b))];
}

RoundTrip RoundTripModel::between(const Site& a, const Site& b) const {
  RoundTrip r;
  r.km = great_circle_km(a.at, b.at);
  r.light_ms = light_round_trip_ms(r.km);
  r.floor_ms = parameters_.floor_ms;
  const RowMajor ka = nearness({&a, 1}, sites_, parameters_.reach_km);
  const RowMajor kb = nearness({&b, 1}, sites_, parameters_.reach_km);
  // Summed over both orders, so that a -> b and b -> a have the same rounding.
  const RowMajor ca = same_city(ka, parameters_), cb = same_city(kb, parameters_);
  const auto both = [&](const std::vector<double>& m, const RowMajor& x, const RowMajor& y) {
    const auto s = square(m, sites_.size());
    return ((x * s * y.transpose()).sum() + (y * s * x.transpose()).sum()) / 2;
  };
  const double measured = parameters_.same_city_weight * both(weight_, ca, cb);
  const double weight = both(weight_, ka, kb) + measured;
  const double all = weight + parameters_.regression_weight;
  const double residual =
      both(residual_, ka, kb) + parameters_.same_city_weight * both(residual_, ca, cb);
  const double base = regression_log(r.km, a.region, b.region);
  r.corridor_share = weight / all;
  r.regression = std::exp(std::max(0.0, base));
  r.inflation = std::exp(std::max(0.0, base + residual / all));
  r.measured_share = measured / all;
  r.unmeasured_km = std::max(to_measured_km(a), to_measured_km(b));
  r.ms = r.floor_ms + r.light_ms * r.inflation;
  r.evidence = evidence(a, b);
  for (RoundTrip::Evidence& e : r.evidence) e.share /= all;
  return r;
}

std::vector<RoundTrip::Evidence> RoundTripModel::evidence(const Site& a, const Site& b) const {
  const RowMajor ka = nearness({&a, 1}, sites_, parameters_.reach_km);
  const RowMajor kb = nearness({&b, 1}, sites_, parameters_.reach_km);
  const RowMajor ca = same_city(ka, parameters_), cb = same_city(kb, parameters_);
  std::vector<RoundTrip::Evidence> all;
  for (std::size_t c = 0; c < corridors_.size(); ++c) {
    const Eigen::Index i = index(corridors_[c].from), j = index(corridors_[c].to);
    if (i != j) {
      all.push_back(
          {c, ka(0, i) * kb(0, j) + ka(0, j) * kb(0, i) +
                  parameters_.same_city_weight * (ca(0, i) * cb(0, j) + ca(0, j) * cb(0, i))});
    }
  }
  std::stable_sort(all.begin(), all.end(),
                   [](const auto& x, const auto& y) { return x.share > y.share; });
  all.resize(std::min(all.size(), most_evidence));
  return all;
}

double RoundTripModel::to_measured_km(const Site& place) const {
  double least = std::numeric_limits<double>::infinity();
  for (const Site& site : sites_) least = std::min(least, great_circle_km(place.at, site.at));
  return least;
}

double RoundTrip::likely_error() const {
  constexpr double measured = 0.1, near = 0.27, far = 0.4, far_km = 1000;
  if (measured_share > 0.5) return measured;
  return unmeasured_km > far_km ? far : near;
}

std::vector<float> RoundTripModel::table(std::span<const Site> from,
                                         std::span<const Site> to) const {
  const RowMajor kf = nearness(from, sites_, parameters_.reach_km);
  const RowMajor kt = nearness(to, sites_, parameters_.reach_km);
  const RowMajor cf = same_city(kf, parameters_), ct = same_city(kt, parameters_);
  const auto gathered = [&](const std::vector<double>& m) -> RowMajor {
    const auto s = square(m, sites_.size());
    return kf * (s * kt.transpose()) + parameters_.same_city_weight * (cf * (s * ct.transpose()));
  };
  const RowMajor weight = gathered(weight_);
  const RowMajor residual = gathered(residual_);
  const std::vector<UnitVector> here = unit_vectors(from), there = unit_vectors(to);
  const Eigen::Index columns = index(to.size());
  Eigen::ArrayXd km(columns), pair(columns), log(columns), row(columns);  // one row at a time
  std::vector<float> ms;
  ms.reserve(from.size() * to.size());
  for (std::size_t f = 0; f < from.size(); ++f) {
    for (std::size_t t = 0; t < to.size(); ++t) {
      km[index(t)] = great_circle_km(here[f], there[t]);
      pair[index(t)] =
          coefficients_[2 + static_cast<std::size_t>(pair_index(from[f].region, to[t].region))];
    }
    log = coefficients_[0] + coefficients_[1] * (km / -parameters_.near_km).exp() + pair +
          residual.row(index(f)).transpose().array() /
              (weight.row(index(f)).transpose().array() + parameters_.regression_weight);
    row = parameters_.floor_ms + light_round_trip_ms(1) * km * log.max(0.0).exp();
    for (const double value : row) ms.push_back(static_cast<float>(value));
  }
  return ms;
}

}  // namespace edgecase
