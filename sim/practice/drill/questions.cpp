#include "practice/drill/questions.hpp"

#include <algorithm>
#include <array>
#include <cmath>
#include <numeric>

#include <fmt/core.h>

#include "core/check.hpp"
#include "core/random.hpp"
#include "practice/drill/closed_answers.hpp"
#include "report/numbers.hpp"

namespace edgecase {
namespace {

using napkin::City;
using napkin::PriceStep;

/// One of the values, as the date has it.
template <class T, std::size_t N>
const T& one_of(Draws& draws, const std::array<T, N>& values) {
  return values[draws.below(N)];
}

std::string figures(double value) { return count_text(value); }

DrillQuestion light(Draws& draws) {
  static constexpr std::array<City, 10> cities{{{"São Paulo", -23.55, -46.63},
                                                {"Frankfurt", 50.11, 8.68},
                                                {"Singapore", 1.35, 103.82},
                                                {"Ashburn, Virginia", 39.04, -77.49},
                                                {"Tokyo", 35.68, 139.69},
                                                {"Sydney", -33.87, 151.21},
                                                {"Johannesburg", -26.20, 28.05},
                                                {"London", 51.51, -0.13},
                                                {"Mumbai", 19.08, 72.88},
                                                {"San Jose, California", 37.34, -121.89}}};
  const std::size_t first = draws.below(cities.size());
  const std::size_t other = (first + 1 + draws.below(cities.size() - 1)) % cities.size();
  const City& a = cities[first];
  const City& b = cities[other];
  const double answer = napkin::light_round_trip_ms(a, b);
  return {
      "light",
      fmt::format("Round trip of light in fibre between {} and {} along the great circle, in ms",
                  a.name, b.name),
      "ms",
      {},
      {5, 500},
      answer,
      fmt::format("2 x {:.0f} km / 204.2 km/ms; a real path takes about 1.8 times that",
                  answer / 2 * 204.2),
      "refractive index 1.468; coordinates: GeoNames; ratio: AWS regions, median of 992 pairs"};
}

DrillQuestion egress(Draws& draws) {
  struct Region {
    const char* name;
    std::array<PriceStep, 4> steps;
  };
  static constexpr std::array<Region, 3> regions{
      {{"us-east-1", {{{10'240, 0.09}, {40'960, 0.085}, {102'400, 0.07}, {0, 0.05}}}},
       {"sa-east-1", {{{10'240, 0.15}, {40'960, 0.138}, {102'400, 0.126}, {0, 0.114}}}},
       {"ap-northeast-1", {{{10'240, 0.114}, {40'960, 0.089}, {102'400, 0.086}, {0, 0.084}}}}}};
  const Region& region = one_of(draws, regions);
  const double tib = one_of(draws, std::array{5.0, 30.0, 100.0, 400.0});
  return {"egress",
          fmt::format("A month's bill for {:.0f} TiB from an S3 bucket in {} to the internet, in $",
                      tib, region.name),
          "$",
          {},
          {100, 100'000},
          napkin::stepped_price(tib * 1024, region.steps),
          fmt::format("tiers of 10, 40 and 100 TiB at ${:g}, ${:g}, ${:g}, then ${:g} per GiB",
                      region.steps[0].price, region.steps[1].price, region.steps[2].price,
                      region.steps[3].price),
          "AWS list prices, data transfer out, 2026; without the free 100 GB"};
}

DrillQuestion cold(Draws& draws) {
  const double rate = one_of(draws, std::array{1.0, 3.0, 10.0});
  const double keep = one_of(draws, std::array{30.0, 60.0});
  const double sites = one_of(draws, std::array{100.0, 300.0});
  const double answer = 100 * napkin::cold_share(rate, keep, sites);
  return {"cold",
          fmt::format("{:.0f} requests a second, spread evenly over {:.0f} sites, where an "
                      "instance stays warm for {:.0f} s: share of cold starts, in %",
                      rate, sites, keep),
          "%",
          {ScaleKind::asinh, 1},
          {0, 100},
          answer,
          fmt::format("e^-({:g} x {:g} / {:g})", rate, keep, sites),
          "Poisson arrivals; an instance without a request during its keep-alive is gone"};
}

DrillQuestion canary(Draws& draws) {
  const double base = 0.001;
  const double bad = one_of(draws, std::array{0.002, 0.005, 0.01, 0.05});
  return {
      "canary",
      fmt::format("Requests in each arm of a canary to tell 0.1% of errors from {:g}% (two-sided "
                  "5%, power 80%)",
                  bad * 100),
      "requests",
      {},
      {10, 1e6},
      napkin::requests_per_arm(base, bad),
      "(1.96 √(2 p q) + 0.84 √(p1 q1 + p2 q2))² / (p2 - p1)²",
      "two proportions: Fleiss, Levin and Paik, Statistical Methods for Rates and Proportions"};
}

DrillQuestion budget(Draws& draws) {
  const double availability = one_of(draws, std::array{0.99, 0.995, 0.999, 0.9995, 0.9999});
  return {"budget",
          fmt::format("Minutes a month for which a service with {:g}% availability may be down",
                      availability * 100),
          "min",
          {},
          {0.5, 2000},
          napkin::down_minutes_a_month(availability),
          fmt::format("30 x 24 x 60 min x {:g}%", (1 - availability) * 100),
          "arithmetic"};
}

DrillQuestion outage(Draws& draws) {
  struct Incident {
    const char* what;
    double minutes;
    double share;
  };
  static constexpr std::array<Incident, 3> incidents{
      {{"a firewall rule took down all sites for 27 minutes (Cloudflare, 2019-07-02)", 27, 1},
       {"a routing change took down half of all requests for 75 minutes (Cloudflare, 2022-06-21)",
        75, 0.5},
       {"a body parsing change failed 28% of traffic for 25 minutes (Cloudflare, 2025-12-05)", 25,
        0.28}}};
  const Incident& incident = one_of(draws, incidents);
  return {"outage",
          fmt::format("In one incident, {}. Share of a month's error budget at 99.9% that this "
                      "used up, in %",
                      incident.what),
          "%",
          {},
          {1, 1000},
          100 * incident.minutes * incident.share / napkin::down_minutes_a_month(0.999),
          fmt::format("{:g} min x {:g}% / 43.2 min", incident.minutes, incident.share * 100),
          "the provider's own post-mortem of that date"};
}

DrillQuestion wait(Draws& draws) {
  const double utilisation = one_of(draws, std::array{0.5, 0.8, 0.9, 0.95});
  const double service = one_of(draws, std::array{5.0, 20.0, 50.0});
  return {"wait",
          fmt::format("One worker, {:.0f} ms a request on average, random arrivals, {:.0f}% busy: "
                      "mean wait before service, in ms",
                      service, utilisation * 100),
          "ms",
          {},
          {1, 2000},
          napkin::mean_wait_ms(utilisation, service),
          fmt::format("{:g} / (1 - {:g}) x {:g} ms", utilisation, utilisation, service),
          "M/M/1 queue"};
}

DrillQuestion in_flight(Draws& draws) {
  const double rate = one_of(draws, std::array{2e3, 12e3, 80e3});
  const double latency = one_of(draws, std::array{80.0, 250.0, 900.0});
  return {"in-flight",
          fmt::format("{} requests a second that take {:.0f} ms each: requests in flight",
                      figures(rate), latency),
          "requests",
          {},
          {10, 1e6},
          rate * latency / 1000,
          fmt::format("{:g} /s x {:g} s", rate, latency / 1000),
          "Little's law"};
}

DrillQuestion claim(Draws& draws) {
  const double hit = one_of(draws, std::array{15.0, 20.0, 35.0});
  const double miss = one_of(draws, std::array{160.0, 240.0, 400.0});
  const double less = one_of(draws, std::array{0.25, 0.40, 0.60});
  return {"claim",
          fmt::format("A hit takes {:.0f} ms, a miss {:.0f} ms. Hit ratio from which the mean is "
                      "{:.0f}% below that of a design without a cache, in %",
                      hit, miss, less * 100),
          "%",
          {},
          {5, 100},
          100 * napkin::hit_ratio_for(less, hit, miss),
          fmt::format("{:g}% x {:g} / ({:g} - {:g})", less * 100, miss, miss, hit),
          "arithmetic; the p99 does not move until nearly everything is a hit"};
}

DrillQuestion failover(Draws& draws) {
  const double ttl = one_of(draws, std::array{120.0, 300.0, 600.0, 3600.0});
  const double after = one_of(draws, std::array{30.0, 60.0, 90.0});
  return {
      "failover",
      fmt::format("A name has a TTL of {:.0f} s and changes its address. Share of resolvers that "
                  "still give the old one {:.0f} s later, in %",
                  ttl, after),
      "%",
      {},
      {5, 100},
      100 * napkin::still_cached(ttl, after),
      fmt::format("1 - {:g} / {:g}; resolvers that ignore TTLs come on top", after, ttl),
      "ages of cached answers spread evenly over the TTL"};
}

DrillQuestion retries(Draws& draws) {
  const double failing = one_of(draws, std::array{0.1, 0.5, 0.9});
  const int times = static_cast<int>(one_of(draws, std::array{2.0, 3.0, 4.0}));
  return {
      "retries",
      fmt::format("Load on a backend of which {:.0f}% of attempts fail, when clients retry up to "
                  "{} times: attempts per request, in % of the requests",
                  failing * 100, times),
      "%",
      {},
      {100, 600},
      100 * napkin::attempts_per_request(failing, times),
      fmt::format("(1 - {:g}^{}) / (1 - {:g})", failing, times + 1, failing),
      "geometric sum; attempts fail independently"};
}

DrillQuestion stale(Draws& draws) {
  const double rate = one_of(draws, std::array{5.0, 50.0, 400.0});
  const double ttl = one_of(draws, std::array{60.0, 600.0, 3600.0});
  return {
      "stale",
      fmt::format("A price is cached for {:.0f} s at one place and asked for {:g} times a second. "
                  "It changes, and nothing is purged: wrong answers on average",
                  ttl, rate),
      "answers",
      {},
      {10, 1e7},
      rate * ttl / 2,
      fmt::format("{:g} /s x {:g} s / 2", rate, ttl),
      "the change comes at a random moment of the copy's life"};
}

DrillQuestion gateway(Draws& draws) {
  const double rate = one_of(draws, std::array{1e3, 20e3, 300e3});
  return {
      "gateway",
      fmt::format("A function behind a public API is flooded with {} requests a second for a day, "
                  "at $0.30 per million requests: the bill, in $",
                  figures(rate)),
      "$",
      {},
      {1, 1e6},
      rate * 86'400 / 1e6 * 0.30,
      fmt::format("{:g} /s x 86,400 s x $0.30 / 1,000,000", rate),
      "Cloudflare Workers, requests beyond those included, 2026"};
}

DrillQuestion download(Draws& draws) {
  const double kilobytes = one_of(draws, std::array{50.0, 200.0, 1000.0, 5000.0});
  const double rtt = one_of(draws, std::array{20.0, 80.0, 200.0});
  const double rounds = napkin::slow_start_round_trips(kilobytes * 1000);
  return {"download",
          fmt::format(
              "A body of {:.0f} kB on a fresh TCP connection with a round trip of {:.0f} ms and "
              "no lack of bandwidth: from request to last byte, in ms",
              kilobytes, rtt),
          "ms",
          {},
          {10, 10'000},
          rounds * rtt,
          fmt::format("{:g} round trips: windows of 14.6 kB, doubling", rounds),
          "RFC 6928, initial window of 10 segments"};
}

DrillQuestion posture(Draws& draws) {
  const double seats = one_of(draws, std::array{2e3, 50e3, 400e3});
  const double minutes = one_of(draws, std::array{1.0, 5.0, 15.0});
  return {
      "posture",
      fmt::format("{} laptops report their posture every {:.0f} min, for a 30-day month: reports",
                  figures(seats), minutes),
      "reports",
      {},
      {1e5, 1e12},
      seats * 30 * 24 * 60 / minutes,
      fmt::format("{:g} x 43,200 min / {:g} min", seats, minutes),
      "arithmetic; the mean exposure of a device that turns bad is half the period"};
}

struct Kind {
  std::string_view id;
  DrillQuestion (*make)(Draws& draws);
};

constexpr std::array<Kind, 15> all_kinds{{{"light", light},
                                          {"egress", egress},
                                          {"cold", cold},
                                          {"canary", canary},
                                          {"budget", budget},
                                          {"outage", outage},
                                          {"wait", wait},
                                          {"in-flight", in_flight},
                                          {"claim", claim},
                                          {"failover", failover},
                                          {"retries", retries},
                                          {"stale", stale},
                                          {"gateway", gateway},
                                          {"download", download},
                                          {"posture", posture}}};

std::uint64_t seed_of(DrillDate date) {
  return static_cast<std::uint64_t>(date.time_since_epoch().count());
}

}  // namespace

std::vector<std::string_view> drill_kinds() {
  std::vector<std::string_view> ids;
  for (const Kind& kind : all_kinds) ids.push_back(kind.id);
  return ids;
}

DrillQuestion drill_question(std::string_view id, DrillDate date) {
  const auto kind = std::ranges::find(all_kinds, id, &Kind::id);
  EC_CHECK(kind != all_kinds.end());
  Draws draws(Stream(seed_of(date), 0, id));
  return kind->make(draws);
}

std::vector<DrillQuestion> drill_of(DrillDate date) {
  std::array<std::size_t, all_kinds.size()> order{};
  std::iota(order.begin(), order.end(), std::size_t{0});
  Draws draws(Stream(seed_of(date), 0, "order of the drill"));
  std::vector<DrillQuestion> questions;
  for (std::size_t i = 0; i < drill_length; ++i) {
    std::swap(order[i], order[i + draws.below(order.size() - i)]);
    questions.push_back(drill_question(all_kinds[order[i]].id, date));
  }
  return questions;
}

std::string drill_value_text(double value, std::string_view unit) {
  if (unit == "%") return value_text(value / 100, "1");
  if (unit == "$" || unit == "ms") return value_text(value, unit);
  const std::string number = value < 1000 ? fmt::format("{:.3g}", value) : count_text(value);
  return fmt::format("{} {}", number, unit);
}

}  // namespace edgecase
