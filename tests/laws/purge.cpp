// What must hold of every way in which a purge travels.
#include <cmath>
#include <string>
#include <vector>

#include <doctest/doctest.h>

#include "model/purge/reach.hpp"
#include "support/purge_networks.hpp"

using namespace edgecase;
using namespace edgecase::testing;

namespace {

constexpr double purge_bound = 4.5;  // standard errors; the draws are fixed, so this never flickers

std::vector<std::string> all_ways() {
  std::vector<std::string> names;
  for (const Alternative& way : menu_of<PurgeWayMenu>().alternatives) names.push_back(way.name);
  return names;
}

PurgePropagation way_of(const std::string& name, const PurgePaths& paths,
                        std::uint64_t replication = 0) {
  return {{.model = PurgeWayChoice(name)}, paths, 1, replication};
}

double mean_ms(const PurgePropagation& purges, std::uint16_t pop) {
  double sum = 0;
  for (std::uint64_t n = 0; n < 4000; ++n) sum += in_seconds(purges.delay(n, pop)) * 1e3;
  return sum / 4000;
}

}  // namespace

TEST_SUITE("laws") {
  TEST_CASE(
      "a delay depends on seed, replication, purge and PoP alone, in whatever order it is asked") {
    const PurgePaths paths = line_of_pops(20, 15ms);
    for (const std::string& name : all_ways()) {
      CAPTURE(name);
      const PurgePropagation a = way_of(name, paths);
      const PurgePropagation b = way_of(name, paths);
      const PurgePropagation other = way_of(name, paths, 1);
      std::vector<Duration> forward(20);
      a.delays(3, forward);
      bool differs = false;
      for (std::uint16_t pop = 20; pop-- > 0;) {
        CHECK(b.delay(3, pop) == forward[pop]);
        differs |= other.delay(3, pop) != forward[pop] && a.delay(4, pop) != forward[pop];
      }
      CHECK(differs);
    }
  }

  TEST_CASE(
      "the further a PoP, the later it purges on average; never faster than half a round trip") {
    const PurgePaths paths = line_of_pops(5, 60ms);
    for (const char* name : {"hub_and_spoke", "gossip", "core_based"}) {
      CAPTURE(name);
      const PurgePropagation purges = way_of(name, paths);
      double before = 0;
      for (std::uint16_t pop = 0; pop < 5; ++pop) {
        const double mean = mean_ms(purges, pop);
        CHECK(mean > before);
        before = mean;
        for (std::uint64_t n = 0; n < 1000; ++n) REQUIRE(purges.delay(n, pop) >= 30ms * pop);
      }
    }
  }

  TEST_CASE("a lost message costs its timeouts: the mean is that of the geometric series") {
    HubAndSpokeSpec way = sure_hub_and_spoke();
    way.transport = {.loss = 10_percent, .retransmit = 200ms};
    const PurgePropagation purges(by(way), line_of_pops(2, 100ms), 1, 0);
    // One message: 50 ms, and with chance 0.1^k the k-th timeout of 300, 600, 1200 … ms.
    double expected = 1.024 + 50;
    double square = 0;  // of the waiting
    double waited = 0;
    for (int k = 1; k <= 6; ++k) {
      const double timeout = 300 * std::pow(2, k - 1);
      expected += std::pow(0.1, k) * timeout;
      const double more = waited + timeout;
      square += std::pow(0.1, k) * (more * more - waited * waited);
      waited = more;
    }
    const double error = std::sqrt(square / 4000);
    CHECK(std::abs(mean_ms(purges, 1) - expected) < purge_bound * error);
  }

  TEST_CASE("half of the PoPs are reached before 99% of them, and these before all") {
    const PurgePaths paths = line_of_pops(150, 2ms);
    for (const std::string& name : all_ways()) {
      CAPTURE(name);
      const PurgePropagation purges = way_of(name, paths);
      PurgeReach reach;
      std::vector<Duration> delays(150);
      for (std::uint64_t n = 0; n < 200; ++n) {
        purges.delays(n, delays);
        reach.add(delays);
      }
      for (const double q : {0.1, 0.5, 0.9}) {
        CHECK(reach.quantile(Reached::half, q) < reach.quantile(Reached::nearly_all, q));
        CHECK(reach.quantile(Reached::nearly_all, q) <= reach.quantile(Reached::all, q));
      }
      for (const Reached r : {Reached::half, Reached::nearly_all, Reached::all}) {
        CHECK(reach.quantile(r, 0.1) <= reach.quantile(r, 0.5));
        CHECK(reach.quantile(r, 0.5) <= reach.quantile(r, 0.9));
      }
    }
  }
}
