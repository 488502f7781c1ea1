// The networks that ship, and what is refused of others.
#include <algorithm>
#include <cmath>
#include <map>
#include <set>
#include <utility>
#include <vector>

#include <doctest/doctest.h>

#include "load/csv/cells.hpp"
#include "load/csv/table.hpp"
#include "support/skipped.hpp"
#include "unit/net_support.hpp"

using namespace edgecase;
using namespace edgecase::net_test;

namespace {

std::string small_network(const std::string& changed = "", const std::string& to = "") {
  std::string yaml =
      "source: a test\nretrieved: 2026-11\norigin: AAA\n"
      "pops: |\n  code, city, country, region, latitude, longitude, size\n"
      "  AAA, Aa, US, north-america, 40, -100, hub\n"
      "metros: |\n  city, country, latitude, longitude, online_thousands\n"
      "  Aa, US, 40, -100, 5\n"
      "countries: |\n  country, region, access\n  US, north-america, all\n"
      "access:\n  kinds: {line: {latency: {p50: 5ms, p99: 9ms}}}\n  mixes: {all: {line: 100%}}\n";
  if (const auto at = yaml.find(changed); !changed.empty() && at != std::string::npos)
    yaml.replace(at, changed.size(), to);
  return yaml;
}

}  // namespace

TEST_SUITE("unit") {
  TEST_CASE("a pair of cities that was measured answers with its measurements") {
    const RoundTripModel& model = cloudflare().round_trips();
    std::map<std::pair<std::size_t, std::size_t>, std::vector<double>> measured;
    for (const Corridor& c : model.corridors())
      measured[std::minmax(c.from, c.to)].push_back(c.rtt_ms);
    for (const auto& [pair, all] : measured) {
      const Site& from = model.sites()[pair.first];
      const Site& to = model.sites()[pair.second];
      const RoundTrip r = model.between(from, to);
      if (r.km < 1) continue;
      CAPTURE(from.name);
      CAPTURE(to.name);
      const auto [least, most] = std::minmax_element(all.begin(), all.end());
      CHECK(r.ms >= *least * 0.97);
      CHECK(r.ms <= *most * 1.03);
      CHECK(r.measured_share > 0.9);
      CHECK(r.likely_error() <= 0.1);
    }
  }

  TEST_CASE("a route far from all measurements says that it is uncertain") {
    const auto error = [&](const char* from, const char* to) {
      const auto a = cloudflare().find(from), b = cloudflare().find(to);
      REQUIRE(a);
      REQUIRE(b);
      return cloudflare().round_trip(*a, *b).likely_error();
    };
    CHECK(error("JNB", "GRU") >= 0.4);  // Johannesburg: 1,270 km from Cape Town
    CHECK(error("DEL", "JNB") >= 0.4);
    CHECK(error("SYD", "AKL") >= 0.4);
    CHECK(error("FRA", "AMS") < 0.4);
  }

  TEST_CASE("net: cloudflare-2026 has at least 300 sites in the regions of their countries") {
    CHECK(cloudflare().pops().size() >= 300);
    std::set<std::string> codes;
    for (const Pop& pop : cloudflare().pops()) {
      CAPTURE(pop.code);
      CHECK(codes.insert(pop.code).second);
      CHECK(pop.code.size() == 3);
      CHECK(cloudflare().region_of(pop.country) == pop.site.region);
    }
  }

  TEST_CASE("net: cities stand for the online people of the world, each in its own hour") {
    double users = 0;
    for (const Metro& metro : cloudflare().metros()) {
      users += metro.users;
      CHECK(std::abs(metro.utc_offset_hours) <= 12);
    }
    CHECK(users > 4.8e9);  // 4.957 billion: World Bank population x penetration
    CHECK(users < 5.0e9);
    CHECK(cloudflare().metros().size() <= 1200);
  }

  TEST_CASE("net: the cities hold 95% of the online people of metros_300k.csv") {
    const auto text = slurp(project_file("../shared/data/metros_300k.csv"));
    if (!text) {
      test::skipped("../shared/data/metros_300k.csv is not here");
      return;
    }
    const Table table(*text);
    REQUIRE(table.problems().empty());
    const auto lat = table.column("lat"), lon = table.column("lon"),
               online = table.column("approx_online");
    REQUIRE((lat && lon && online));
    double all = 0, covered = 0;
    for (const TableRow& row : table.rows()) {
      const double people = parse_decimal(row.cells[*online]).value_or(0);
      const UnitVector here = unit_vector(
          {parse_decimal(row.cells[*lat]).value_or(0), parse_decimal(row.cells[*lon]).value_or(0)});
      double nearest = 1e9;
      for (const Metro& metro : cloudflare().metros())
        nearest = std::min(nearest, great_circle_km(here, unit_vector(metro.site.at)));
      all += people;
      if (nearest <= 40) covered += people;
    }
    CHECK(covered >= 0.95 * all);
  }

  TEST_CASE("net: a place is found by cloud region, site, city, and city with its country") {
    const Network& net = cloudflare();
    REQUIRE(net.find("us-east-1"));
    CHECK(great_circle_km(net.find("us-east-1")->at, net.find("IAD")->at) < 50);
    CHECK(net.find("GRU")->region == Region::south_america);
    CHECK(net.find("Lagos")->region == Region::africa);
    CHECK(net.find("Paris, FR")->name == "Paris, FR");
    CHECK_FALSE(net.find("Atlantis"));
    CHECK(net.find(net.default_origin()));
  }

  TEST_CASE("net: every mix of access kinds adds up, and kinds differ as measured") {
    for (const AccessMix& mix : cloudflare().access_mixes()) {
      double sum = 0;
      for (const AccessShare& share : mix.shares) sum += share.share;
      CHECK(sum == doctest::Approx(1.0));
    }
    for (const AccessKind& kind : cloudflare().access_kinds())
      CHECK(kind.latency_seconds.quantile(0.99) > 2 * kind.latency_seconds.quantile(0.5));
  }

  TEST_CASE("net: a small network is fine as it stands, with no corridor light is the model") {
    CHECK(complaints(small_network()) == "");
    const RoundTripModel model({}, {}, {.floor_ms = 0});
    const RoundTrip r = model.between({"a", {0, 0}, Region::asia}, {"b", {0, 9}, Region::asia});
    CHECK(r.ms == doctest::Approx(r.light_ms));
    CHECK(r.evidence.empty());
  }

  TEST_CASE("net: names that refer to nothing are refused with what was meant") {
    const auto says = [](const std::string& from, const std::string& to, const char* message) {
      const std::string text = complaints(small_network(from, to));
      CAPTURE(text);
      CHECK(text.find(message) != std::string::npos);
    };
    says("AAA, Aa, US", "AAA, Aa, FR", "row `AAA`: `FR` is not in `countries`");
    says("  Aa, US", "  Aa, FR", "row `Aa`: `FR` is not in `countries`");
    says("north-america, all", "north-america, al", "did you mean `all`?");
    says("origin: AAA", "origin: AAB", "unknown place `AAB`");
    says("line: 100%", "line: 90%", "shares add up to 90%, not 100%");
    says("mixes: {all: {line", "mixes: {all: {lines", "`lines` is not in `access.kinds`");
    says("p99: 9ms", "p99: 4ms", "p99 is below p50");
    says("p50: 5ms", "p50: 0s", "a p99 above 0 needs a p50 above 0");
    says("-100, 5\n", "-100, 0\n", "a network needs at least one metro");
    says("  AAA, Aa, US, north-america, 40, -100, hub\n", "", "a network needs at least one site");
    says("-100, hub", "-100, hub\n  AAA, B, US, north-america, 1, 1, hub", "`AAA` occurs twice");
  }

  TEST_CASE("net: a corridor between sites that are not listed is refused") {
    const std::string text = complaints(
        small_network() +
        "round_trips:\n  sites: |\n    site, city, country, region, latitude, longitude\n"
        "    X, Xx, US, north-america, 1, 2\n"
        "  corridors: |\n    from, to, rtt_ms, source\n    X, Y, 12, me-2026\n");
    CHECK(text.find("row `X Y`: `Y` is not in `round_trips.sites`") != std::string::npos);
  }
}
