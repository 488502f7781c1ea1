// S01-S03: the statistics against the M/M/1 queue, whose answers are known.
// S01: asymptotic variance of the mean wait (Daley 1968; Whitt 1989).
// S02: coverage of batch means (Law, Simulation Modeling and Analysis, ch. 9).
// S03: variance ratio under common random numbers.
#include "measure/statistics.hpp"

#include <algorithm>
#include <array>
#include <cmath>
#include <vector>

#include <doctest/doctest.h>

#include "core/random.hpp"
#include "measure/statistics_series.hpp"

using namespace edgecase;

namespace {

constexpr std::uint64_t seed = 42;

// Waits of successive customers of an M/M/1 queue that starts empty (Lindley's recursion). Customer
// i draws its gap and its work from block i, so queues of any speed meet the same customers.
class Customers {
 public:
  Customers(std::uint64_t replication, double arrivals_per_second, double services_per_second)
      : stream_(seed, replication, "customers"),
        gap_(1 / arrivals_per_second),
        work_(1 / services_per_second) {}

  double next_wait() {
    if (at_ == blocks_.size()) {
      stream_.fill(first_, blocks_);
      first_ += blocks_.size();
      at_ = 0;
    }
    const RandomBlock& draw = blocks_[at_++];
    const double wait = wait_;
    const double service = -work_ * std::log(unit_open(low_word(draw)));
    const double gap = -gap_ * std::log(unit_open(high_word(draw)));
    wait_ = std::max(0.0, wait + service - gap);
    return wait;
  }

  double mean_wait(int customers) {
    double sum = 0;
    for (int i = 0; i < customers; ++i) sum += next_wait();
    return sum / customers;
  }

 private:
  Stream stream_;
  double gap_;
  double work_;
  double wait_ = 0;
  std::array<RandomBlock, 256> blocks_{};
  std::size_t at_ = blocks_.size();
  std::uint64_t first_ = 0;
};

double variance_of(const std::vector<double>& values) {
  const Interval i = mean_interval(values);
  const auto n = static_cast<double>(values.size());
  const double error = i.half_width() / student_t_quantile(0.975, n - 1);
  return error * error * n;
}

double batch_means_coverage(std::size_t customers) {
  constexpr int replications = 2000;
  constexpr double true_wait = 3.2;  // rho / (mu - lambda)
  std::vector<Interval> intervals;
  std::vector<double> waits(customers);
  for (int r = 0; r < replications; ++r) {
    Customers queue(static_cast<std::uint64_t>(r), 1, 1.25);
    for (double& wait : waits) wait = queue.next_wait();
    intervals.push_back(batch_means_interval(waits, 5, 0.90));
  }
  return coverage(intervals, true_wait);
}

}  // namespace

TEST_SUITE("oracles") {
  TEST_CASE("S01: the variance of an M/M/1 mean wait agrees with its closed form") {
#ifndef NDEBUG
    MESSAGE("skipped in a debug build: 40 million customers");
#else
    constexpr double rho = 0.8;
    constexpr int customers = 100'000;
    constexpr int replications = 400;
    const double polynomial = 2 + 5 * rho - 4 * rho * rho + rho * rho * rho;
    const double expected = rho * polynomial / std::pow(1 - rho, 4);
    std::vector<double> means;
    for (std::uint64_t r = 0; r < replications; ++r)
      means.push_back(Customers(r, rho, 1).mean_wait(customers));
    CHECK(expected == doctest::Approx(1976).scale(0).epsilon(0.001));
    const double measured = customers * variance_of(means);
    CAPTURE(measured);
    CHECK(std::abs(measured / expected - 1) < 0.15);
    CHECK(mean_interval(means, 0.999).contains(rho / (1 - rho)));
#endif
  }

  TEST_CASE("S02: five batch means cover the truth as seldom as the M/M/1 study found") {
    const double short_runs = batch_means_coverage(320);
    const double long_runs = batch_means_coverage(2560);
    CAPTURE(short_runs);
    CAPTURE(long_runs);
    CHECK(std::abs(short_runs - 0.662) < 0.03);
    CHECK(std::abs(long_runs - 0.829) < 0.03);
  }

  TEST_CASE("S03: common random numbers cut the variance of a difference to 0.25-0.35") {
    constexpr int customers = 5000;
#ifdef NDEBUG
    constexpr std::uint64_t replications = 4000;
#else
    constexpr std::uint64_t replications = 1000;
#endif
    std::vector<double> base;
    std::vector<double> same_fate;
    std::vector<double> other_fate;
    for (std::uint64_t r = 0; r < replications; ++r) {
      base.push_back(Customers(r, 0.8, 1).mean_wait(customers));
      same_fate.push_back(Customers(r, 0.8, 1.1).mean_wait(customers));
      other_fate.push_back(Customers(r + replications, 0.8, 1.1).mean_wait(customers));
    }
    const auto difference_variance = [&](const std::vector<double>& alternative) {
      std::vector<double> differences;
      for (std::size_t r = 0; r < base.size(); ++r) differences.push_back(alternative[r] - base[r]);
      return variance_of(differences);
    };
    const double ratio = difference_variance(same_fate) / difference_variance(other_fate);
    const Interval difference = paired_difference(base, same_fate);
    CAPTURE(ratio);
    CAPTURE(difference.mean);
    CHECK(ratio > 0.25);
    CHECK(ratio < 0.35);
    CHECK(std::abs(difference.mean + 1.56) < 3 * difference.half_width());
    CHECK(difference.half_width() < 0.15);
  }
}
