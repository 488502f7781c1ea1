// What must hold of any world, whatever its figures.
#include <algorithm>
#include <cmath>

#include <doctest/doctest.h>
#include <rapidcheck.h>

#include "model/net/pop_loads.hpp"
#include "unit/net_support.hpp"

using namespace edgecase;
using namespace edgecase::net_test;

namespace {

Site anywhere() {
  const double latitude = *rc::gen::inRange(-9000, 9001) / 100.0;
  const double longitude = *rc::gen::inRange(-18000, 18001) / 100.0;
  return cloudflare().site_at("somewhere", {latitude, longitude});
}

std::vector<bool> some_down(int percent) {
  std::vector<bool> down(cloudflare().pops().size());
  for (std::size_t p = 0; p < down.size(); ++p) down[p] = *rc::gen::inRange(0, 100) < percent;
  return down;
}

double sum_of(const Catchment& catchment) {
  double sum = 0;
  for (const Serving& serving : catchment) sum += serving.share;
  return sum;
}

}  // namespace

TEST_SUITE("laws") {
  TEST_CASE("net: a round trip is the same both ways and never beats light in fibre") {
    CHECK(rc::check([] {
      const Site a = anywhere(), b = anywhere();
      const RoundTrip there = cloudflare().round_trip(a, b);
      RC_ASSERT(there.ms == cloudflare().round_trip(b, a).ms);
      RC_ASSERT(there.ms >= there.floor_ms + 2 * great_circle_km(a.at, b.at) / 204.19);
      RC_ASSERT(there.inflation >= 1 && there.inflation < 8);
    }));
  }

  TEST_CASE("net: within one place a round trip costs the floor; in the laboratory nothing") {
    CHECK(rc::check([] {
      const Site a = anywhere();
      RC_ASSERT(cloudflare().round_trip(a, a).ms ==
                cloudflare().round_trips().parameters().floor_ms);
    }));
    CHECK(lab().metro_to_pop_ms(0, 0) == 0.0);
    CHECK(lab().pop_to_pop_ms(0, 0) == 0.0);
    CHECK(lab().jitter_seconds().quantile(0.999) == 0.0);
    for (const AccessKind& kind : lab().access_kinds())
      CHECK(kind.latency_seconds.quantile(0.999) == 0.0);
  }

  TEST_CASE("net: evidence adds up to the corridors' share, largest first") {
    CHECK(rc::check([] {
      const RoundTrip r = cloudflare().round_trip(anywhere(), anywhere());
      double sum = 0, last = 1;
      for (const RoundTrip::Evidence& e : r.evidence) {
        RC_ASSERT(e.share >= 0 && e.share <= last);
        last = e.share;
        sum += e.share;
      }
      RC_ASSERT(sum <= r.corridor_share + 1e-9);
    }));
  }

  TEST_CASE("net: the table of all cities and sites agrees with the single round trips") {
    const Network& net = cloudflare();
    for (MetroIndex m = 0; m < net.metros().size(); m += 97)
      for (PopIndex p = 0; p < net.pops().size(); p += 13)
        CHECK(net.metro_to_pop_ms(m, p) ==
              doctest::Approx(net.round_trip(net.metros()[m].site, net.pops()[p].site).ms)
                  .scale(0)
                  .epsilon(1e-6));
    for (PopIndex p = 0; p < net.pops().size(); p += 31)
      for (PopIndex q = 0; q < net.pops().size(); q += 17)
        CHECK(net.pop_to_pop_ms(p, q) ==
              doctest::Approx(net.pop_to_pop_ms(q, p)).scale(0).epsilon(1e-6));
  }

  TEST_CASE("net: every city is served, its shares add up to one, the largest come first") {
    for (MetroIndex m = 0; m < cloudflare().metros().size(); ++m) {
      const Catchment catchment = cloudflare().catchment(m);
      REQUIRE(!catchment.empty());
      CHECK(catchment.size() <= most_serving);
      CHECK(sum_of(catchment) == doctest::Approx(1.0).scale(0).epsilon(1e-12));
      CHECK(std::is_sorted(catchment.begin(), catchment.end(),
                           [](const auto& a, const auto& b) { return a.share > b.share; }));
    }
  }

  TEST_CASE("net: a site that is down serves nobody, and as long as one is up everyone is served") {
    CHECK(rc::check([] {
      const auto metro =
          static_cast<MetroIndex>(*rc::gen::inRange<std::size_t>(0, cloudflare().metros().size()));
      const std::vector<bool> down = some_down(*rc::gen::inRange(0, 101));
      const bool any_up = std::count(down.begin(), down.end(), false) > 0;
      const Catchment catchment = cloudflare().catchment(metro, down);
      RC_ASSERT(catchment.empty() == !any_up);
      for (const Serving& serving : catchment) RC_ASSERT(!down[serving.pop]);
      if (any_up) RC_ASSERT(std::abs(sum_of(catchment) - 1) < 1e-12);
    }));
  }

  TEST_CASE("net: when a site goes down no other site loses users") {
    CHECK(rc::check([] {
      const auto count = *rc::gen::inRange<std::size_t>(2, most_serving + 1);
      std::vector<float> rtt(count);
      std::vector<double> pull(count);
      for (float& ms : rtt) ms = static_cast<float>(*rc::gen::inRange(1, 2000)) / 10;
      for (double& p : pull) p = *rc::gen::inRange(1, 100);
      const CatchmentParameters parameters;
      std::vector<double> before(count, 0.0);
      for (const Serving& s : split_users(rtt, pull, parameters)) before[s.pop] = s.share;
      std::vector<bool> down(count, false);
      down[*rc::gen::inRange<std::size_t>(0, count)] = true;
      for (const Serving& s : split_users(rtt, pull, parameters, down))
        RC_ASSERT(s.share >= before[s.pop]);
    }));
  }

  TEST_CASE("net: what the sites carry adds up, with all of them and with a region gone") {
    std::vector<bool> down(cloudflare().pops().size(), false);
    for (const bool europe_gone : {false, true}) {
      for (std::size_t p = 0; p < down.size(); ++p)
        down[p] = europe_gone && cloudflare().pops()[p].site.region == Region::europe;
      double share = 0, nearest = 0;
      for (const PopLoad& load : pop_loads(cloudflare(), down)) {
        share += load.share;
        nearest += load.nearest_share;
        if (down[load.pop]) CHECK(load.share == 0.0);
      }
      CHECK(share == doctest::Approx(1.0).scale(0));
      CHECK(nearest == doctest::Approx(1.0).scale(0));
    }
  }

  TEST_CASE("net: with equal pull and no misrouting the nearest site has the largest share") {
    CHECK(rc::check([] {
      const auto count = *rc::gen::inRange<std::size_t>(1, 40);
      std::vector<float> rtt(count);
      for (float& ms : rtt) ms = static_cast<float>(*rc::gen::inRange(1, 3000)) / 10;
      const std::vector<double> pull(count, 1.0);
      const Catchment catchment =
          split_users(rtt, pull, {.spread_ms = 5, .misrouted = 0, .misrouted_spread_ms = 20});
      RC_ASSERT(rtt[catchment.front().pop] == *std::min_element(rtt.begin(), rtt.end()));
    }));
  }

  TEST_CASE("net: sites as far as the antipodes are chosen when nothing nearer is up") {
    const std::vector<float> rtt = {5000.0F, 5001.0F};
    const Catchment catchment = split_users(
        rtt, std::vector<double>{1, 1}, {.spread_ms = 1, .misrouted = 0, .misrouted_spread_ms = 1});
    REQUIRE(catchment.size() == 2);
    CHECK(catchment[0].share == doctest::Approx(1 / (1 + std::exp(-1.0))).scale(0));
  }
}
