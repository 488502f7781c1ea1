// What must hold of the stream of requests: Poisson, spread as weighted, following its phases.
#include "model/traffic/arrivals.hpp"

#include <cmath>
#include <numbers>

#include <doctest/doctest.h>

#include "support/runs.hpp"

using namespace edgecase;
using namespace edgecase::testing;

namespace {

constexpr double far_out = 4.5;  // standard errors; the draws are fixed, so this never flickers

const char* const head = R"(
apiVersion: edgecase/v1
kind: Scenario
metadata: {name: arrivals}
world:
  network: cloudflare-2026
  horizon: {warm_up: 0s, measure: 200s}
  routes:
    images: {share: 70%, objects: 100, popularity: {zipf: 1}, size: 1kB}
    api: {share: 30%, objects: 10, popularity: uniform, size: 1kB}
  origin: {service: 1ms}
)";

Plan with_demand(const std::string& demand, const Overrides& more = {}) {
  return open_text(std::string(head) + "  demand: " + demand + "\n", more);
}

std::vector<Arrival> all_arrivals(const Plan& plan, std::uint64_t seed = 42) {
  std::vector<Arrival> all;
  Arrivals arrivals(plan->traffic.demand, plan->traffic.by_route, seed, 0, plan->end());
  for (auto block = arrivals.next(); !block.empty(); block = arrivals.next()) {
    all.insert(all.end(), block.begin(), block.end());
  }
  return all;
}

/// How many arrive in each second.
std::vector<double> per_second(const Plan& plan, const std::vector<Arrival>& arrivals) {
  std::vector<double> counts(static_cast<std::size_t>(in_seconds(plan->end() - Instant{})), 0);
  for (const Arrival& a : arrivals) {
    ++counts.at(static_cast<std::size_t>(in_seconds(a.at - Instant{})));
  }
  return counts;
}

double sum(const std::vector<double>& counts, std::size_t from, std::size_t to) {
  double total = 0;
  for (std::size_t i = from; i < to; ++i) total += counts[i];
  return total;
}

void check_count(double counted, double expected) {
  CAPTURE(counted);
  CAPTURE(expected);
  CHECK(std::abs(counted - expected) < far_out * std::sqrt(expected));
}

}  // namespace

TEST_SUITE("laws") {
  TEST_CASE(
      "arrivals are Poisson: counts have the variance of their mean and do not depend on before") {
    const Plan plan = with_demand("{rate: 500 rps}", {"world.horizon.measure=1000s"});
    const std::vector<double> counts = per_second(plan, all_arrivals(plan));
    const auto n = static_cast<double>(counts.size());
    const double mean = sum(counts, 0, counts.size()) / n;
    double squares = 0;
    double products = 0;
    for (std::size_t i = 0; i < counts.size(); ++i) {
      squares += (counts[i] - mean) * (counts[i] - mean);
      if (i > 0) products += (counts[i] - mean) * (counts[i - 1] - mean);
    }
    check_count(mean * n, 500 * n);
    const double dispersion = squares / (n - 1) / mean;
    CAPTURE(dispersion);
    CHECK(std::abs(dispersion - 1) < far_out * std::sqrt(2 / n));
    CHECK(std::abs(products / squares) < far_out / std::sqrt(n));
  }

  TEST_CASE("gaps between arrivals are exponential: each tenth of the law holds a tenth of them") {
    const Plan plan = with_demand("{rate: 1k rps}");
    std::vector<double> tenths(10, 0);
    Instant last{};
    double count = 0;
    for (const Arrival& a : all_arrivals(plan)) {
      const double below = -std::expm1(-in_seconds(a.at - last) * 1000);
      ++tenths[std::min<std::size_t>(9, static_cast<std::size_t>(below * 10))];
      ++count;
      last = a.at;
    }
    for (double tenth : tenths) check_count(tenth, count / 10);
  }

  TEST_CASE("arrivals come in the order of time, numbered without gaps, inside the horizon") {
    const Plan plan = with_demand("{rate: 1k rps, diurnal: {amplitude: 50%}}");
    const auto arrivals = all_arrivals(plan);
    REQUIRE(!arrivals.empty());
    for (std::size_t i = 0; i < arrivals.size(); ++i) {
      REQUIRE(arrivals[i].number == i);
      REQUIRE((i == 0 || arrivals[i].at >= arrivals[i - 1].at));
      REQUIRE(arrivals[i].at < plan->end());
    }
  }

  TEST_CASE("metros get their part of the requests, routes and objects theirs") {
    const Plan plan =
        with_demand("{rate: 5k rps, users: {weights: {south-america: 3, africa: 0}}}");
    const std::vector<double> rates = plan->traffic.demand.rates_at(Instant{});
    std::vector<double> metros(rates.size(), 0);
    std::vector<double> routes(plan->routes.size(), 0);
    std::vector<double> objects(110, 0);
    double count = 0;
    for (const Arrival& a : all_arrivals(plan)) {
      ++metros[a.metro];
      ++routes[a.route];
      ++objects[a.object];
      ++count;
    }
    double total = 0;
    for (double rate : rates) total += rate;
    CHECK(total == doctest::Approx(5000).scale(0).epsilon(1e-9));
    double chi = 0;
    double degrees = -1;
    for (std::size_t m = 0; m < rates.size(); ++m) {
      const double expected = count * rates[m] / total;
      const bool nobody = plan->network.metros()[m].site.region == Region::africa;
      if (nobody) CHECK(metros[m] + rates[m] < 0.5);
      if (expected < 10) continue;
      chi += (metros[m] - expected) * (metros[m] - expected) / expected;
      ++degrees;
    }
    CAPTURE(chi);
    CAPTURE(degrees);
    CHECK(std::abs(chi - degrees) < far_out * std::sqrt(2 * degrees));
    REQUIRE(plan->routes[0].name == "api");
    check_count(routes[0], 0.3 * count);
    check_count(routes[1], 0.7 * count);
    for (std::size_t o = 0; o < 10; ++o) check_count(objects[o], routes[0] / 10);
    double harmonic = 0;
    for (int k = 1; k <= 100; ++k) harmonic += 1.0 / k;
    for (std::size_t k = 1; k <= 100; ++k) {
      check_count(objects[9 + k], routes[1] / static_cast<double>(k) / harmonic);
    }
  }

  TEST_CASE("a region weighted threefold asks three times as much, relative to the others") {
    const auto part_of = [](const Plan& plan, Region region) {
      const auto rates = plan->traffic.demand.rates_at(Instant{});
      double part = 0;
      double rest = 0;
      for (std::size_t m = 0; m < rates.size(); ++m) {
        (plan->network.metros()[m].site.region == region ? part : rest) += rates[m];
      }
      return part / rest;
    };
    const double plain = part_of(with_demand("{rate: 1k rps}"), Region::europe);
    const double weighted =
        part_of(with_demand("{rate: 1k rps, users: {weights: {europe: 3}}}"), Region::europe);
    CHECK(weighted == doctest::Approx(3 * plain).scale(0).epsilon(1e-9));
  }

  TEST_CASE("phases: steady, ramp and afterwards bring the requests they promise") {
    const Plan plan = with_demand(
        "{rate: 1k rps, phases: [{duration: 50s}, {duration: 20s, rate: 300%},"
        " {duration: 50s, rate: 100%, ramp_to: 500%}, {duration: 30s, rate: 0%}]}");
    const auto counts = per_second(plan, all_arrivals(plan));
    check_count(sum(counts, 0, 50), 50e3);
    check_count(sum(counts, 50, 70), 60e3);
    check_count(sum(counts, 70, 120), 150e3);
    check_count(sum(counts, 70, 95), 50e3);  // from 1000 to 3000 a second
    CHECK(sum(counts, 120, 150) < 0.5);
    check_count(sum(counts, 150, 200), 50e3);
    CHECK(plan->traffic.demand.expected(Instant{}, plan->end()) ==
          doctest::Approx(310e3).scale(0).epsilon(1e-6));
  }

  TEST_CASE("a phase of one region leaves the others as they are") {
    const Plan plan =
        with_demand("{rate: 1k rps, phases: [{duration: 100s, rate: 1000%, regions: [oceania]}]}");
    const auto before = plan->traffic.demand.rates_at(Instant{});
    const auto after = plan->traffic.demand.rates_at(Instant{150s});
    for (std::size_t m = 0; m < before.size(); ++m) {
      const bool oceania = plan->network.metros()[m].site.region == Region::oceania;
      CHECK(before[m] == doctest::Approx(after[m] * (oceania ? 10 : 1)).scale(0).epsilon(1e-9));
    }
  }

  TEST_CASE("the daily curve: mean of a day as stated, the peak in the evening of each place") {
    const Plan plan =
        with_demand("{rate: 100 rps, diurnal: {amplitude: 60%, peak: 20h, starts_at: 0h}}",
                    {"world.horizon.measure=24h"});
    CHECK(plan->traffic.demand.expected(Instant{}, plan->end()) ==
          doctest::Approx(100 * 86400.0).scale(0).epsilon(1e-6));
    const auto metros = plan->network.metros();
    for (std::size_t m = 0; m < metros.size(); m += 50) {
      const double mean = plan->traffic.demand.rates_at(Instant{})[m] /
                          (1 + 0.6 * std::cos(2 * std::numbers::pi *
                                              (metros[m].utc_offset_hours + 2.5 / 60 - 20) / 24));
      const double to_peak = std::fmod(20 - metros[m].utc_offset_hours + 24, 24);
      const auto at_peak = plan->traffic.demand.rates_at(Instant{from_seconds(to_peak * 3600)});
      CHECK(at_peak[m] == doctest::Approx(mean * 1.6).scale(0).epsilon(0.001));
    }
    const auto counts = per_second(plan, all_arrivals(plan));
    double expected = 0;
    for (int minute = 0; minute < 360; ++minute) {
      expected +=
          plan->traffic.demand.expected(Instant{minute * 1min}, Instant{(minute + 1) * 1min});
    }
    check_count(sum(counts, 0, 6 * 3600), expected);
  }
}
