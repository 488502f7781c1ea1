// Which sites a design keeps of its network.
#include "scenario/pops.hpp"

#include <doctest/doctest.h>

#include "support/knobs.hpp"

using namespace edgecase;

namespace {

/// Sites on a line, 10 degrees apart, and a city beside each: small ones with 5, 1 and 3 thousand
/// people, between a hub and a large one.
NetworkSpec line_of_sites() {
  NetworkSpec network;
  const auto site = [&](const char* code, double longitude, PopSize size, double people) {
    network.pops.rows.push_back({code, code, "XX", Region::europe, {0, longitude}, size});
    network.metros.rows.push_back({code, "XX", {0, longitude + 1}, people});
  };
  site("A", 0, PopSize::small, 5);
  site("B", 10, PopSize::large, 1);
  site("C", 20, PopSize::small, 1);
  site("D", 30, PopSize::hub, 1);
  site("E", 40, PopSize::small, 3);
  return network;
}

PopsSpec first(std::int64_t count) {
  PopsSpec spec;
  spec.count = Count{count};
  return spec;
}
PopsSpec share_of(double share) {
  PopsSpec spec;
  spec.share = Share{share};
  return spec;
}
PopsSpec only_sites(std::vector<std::string> codes) {
  PopsSpec spec;
  spec.only = std::move(codes);
  return spec;
}
PopsSpec of_sizes(std::vector<PopSize> sizes) {
  PopsSpec spec;
  spec.sizes = std::move(sizes);
  return spec;
}

std::string kept(const PopsSpec& spec) {
  NetworkSpec network = line_of_sites();
  Diagnostics diagnostics;
  const Document document{{}, diagnostics.sources()};
  Checker checker(document, diagnostics);
  keep_pops(spec, network, checker);
  std::string codes = diagnostics.has_errors() ? "!" : "";
  for (const PopRow& row : network.pops.rows) codes += row.code;
  return codes;
}

}  // namespace

TEST_SUITE("unit") {
  TEST_CASE("pops: the largest first, then those with most people near, in the network's order") {
    CHECK(kept(first(1)) == "D");
    CHECK(kept(first(2)) == "BD");
    CHECK(kept(first(3)) == "ABD");
    CHECK(kept(first(4)) == "ABDE");
    CHECK(kept(first(99)) == "ABCDE");
    CHECK(kept(share_of(0.4)) == "BD");
    CHECK(kept(share_of(0.01)) == "D");
  }

  TEST_CASE("pops: by code and by size; what the network has not is refused") {
    CHECK(kept(only_sites({"E", "A"})) == "AE");
    CHECK(kept(only_sites({"X"})).starts_with("!"));
    CHECK(kept(of_sizes({PopSize::hub, PopSize::large})) == "BD");
    CHECK(kept(of_sizes({PopSize::medium})) == "!ABCDE");
  }

  TEST_CASE("pops: fewer sites are farther from users, and a region without one is served") {
    const auto p50 = [](const char* pops) {
      const auto plan = edgecase::testing::open_text(
          edgecase::testing::knob_text(edgecase::testing::KnobWorld::globe),
          {std::string("design.pops=") + pops, "world.horizon={warm_up: 1s, measure: 5s}"});
      StudyOptions options;
      options.replications = 1;
      return study(plan, options).find("latency.p50")->estimate.mean;
    };
    CHECK(p50("{only: [FRA]}") > 1.5 * p50("100%"));
  }
}
