// How fast purges reach a real network, against published medians: Cloudflare blog, "Instant
// Purge", 2024-09-24, August 2024 and May 2022, by the region of the PoP that took the purge.
//
// Tolerances, set before the model was run: 10% on the global median, which one sum of working
// times is fitted to, and 25% on each region, which nothing is fitted to. Compared is the median
// over purges and PoPs, PoPs alike: docs/models/purge.md says why.
#include <algorithm>
#include <cmath>
#include <map>
#include <string>
#include <vector>

#include <doctest/doctest.h>

#include "model/purge/kinds.hpp"
#include "plan/purge_paths.hpp"
#include "unit/net_support.hpp"

using namespace edgecase;
using namespace edgecase::net_test;

namespace {

constexpr std::uint64_t purges_per_pop = 40;

/// The vendor's regions; borders inside continents are ours. Empty: none of the published.
std::string region_of(const Pop& pop) {
  const double longitude = pop.site.at.longitude;
  switch (pop.site.region) {
    case Region::north_america:
      return longitude < -100 ? "WNAM" : "ENAM";
    case Region::europe:
      return longitude < 15 ? "WEUR" : "EEUR";
    case Region::south_america:
      return "SA";
    case Region::africa:
      return "Africa";
    case Region::asia:
      return "APAC";
    case Region::oceania:
      return "Oceania";
    case Region::middle_east:
      break;
  }
  return "";
}

/// Milliseconds by region of the ingest, and of all under "global".
using Delays = std::map<std::string, std::vector<double>>;

Delays delays_of(const PurgeSpec& spec) {
  const Network& network = cloudflare();
  PurgePaths paths = purge_paths(network, spec, network.pops().front().site);
  std::vector<Duration> delays(paths.pops());
  Delays all;
  for (std::size_t ingest = 0; ingest < paths.pops(); ++ingest) {
    paths.ingest = static_cast<std::uint16_t>(ingest);
    const PurgePropagation purges(spec, paths, 1, 0);
    for (std::uint64_t n = 0; n < purges_per_pop; ++n) {
      purges.delays(ingest * purges_per_pop + n, delays);
      for (const Duration delay : delays) {
        const double ms = in_seconds(delay) * 1e3;
        all["global"].push_back(ms);
        all[region_of(network.pops()[ingest])].push_back(ms);
      }
    }
  }
  return all;
}

double median(std::vector<double>& values) {
  const auto middle = values.begin() + static_cast<std::ptrdiff_t>(values.size() / 2);
  std::nth_element(values.begin(), middle, values.end());
  return *middle;
}

/// Relative error of the model's median; said aloud.
double error_of(Delays& delays, const std::string& region, double published_ms) {
  const double ms = median(delays[region]);
  const double error = ms / published_ms - 1;
  MESSAGE(region << ": " << ms << " ms, published " << published_ms << " ms, "
                 << std::lround(100 * error) << "%");
  return error;
}

}  // namespace

TEST_SUITE("oracles") {
  TEST_CASE("purges over hubs: 149 ms globally and, by distance alone, 115 to 199 ms by region") {
    Delays delays = delays_of({});
    CHECK(std::abs(error_of(delays, "global", 149)) <= 0.10);
    for (const auto& [region, ms] : std::map<std::string, double>{{"WNAM", 115},
                                                                  {"ENAM", 119},
                                                                  {"WEUR", 131},
                                                                  {"EEUR", 140},
                                                                  {"Oceania", 191},
                                                                  {"SA", 196},
                                                                  {"APAC", 199}}) {
      CAPTURE(region);
      CHECK(std::abs(error_of(delays, region, ms)) <= 0.25);
    }
    // Not met: distance explains half of Africa's 303 ms.
    error_of(delays, "Africa", 303);
  }

  TEST_CASE("purges through a core: 1.0 to 1.42 s by region") {
    CoreBasedSpec way;
    way.core = "PDX";
    Delays delays = delays_of({.model = PurgeWayChoice("core_based", way)});
    for (const auto& [region, ms] : std::map<std::string, double>{{"WNAM", 1000},
                                                                  {"ENAM", 1080},
                                                                  {"WEUR", 1190},
                                                                  {"EEUR", 1240},
                                                                  {"Oceania", 1160},
                                                                  {"SA", 1250},
                                                                  {"APAC", 1300},
                                                                  {"Africa", 1420}}) {
      CAPTURE(region);
      CHECK(std::abs(error_of(delays, region, ms)) <= 0.25);
    }
  }

  TEST_CASE("no purge outruns light in fibre") {
    const Network& network = cloudflare();
    const PurgeSpec spec;
    const Site from = network.pops().front().site;
    const PurgePaths paths = purge_paths(network, spec, from);
    const PurgePropagation purges(spec, paths, 1, 0);
    const Site& ingest = network.pops()[paths.ingest].site;
    for (std::size_t pop = 0; pop < paths.pops(); ++pop) {
      const double light_ms =
          light_round_trip_ms(great_circle_km(ingest.at, network.pops()[pop].site.at)) / 2;
      for (std::uint64_t n = 0; n < 20; ++n) {
        CHECK(in_seconds(purges.delay(n, static_cast<std::uint16_t>(pop))) * 1e3 >= light_ms);
      }
    }
  }
}
