// Objects above the largest that a cache keeps: each request is a fetch.
#include <doctest/doctest.h>

#include "support/runs.hpp"

using namespace edgecase;
using namespace edgecase::testing;

namespace {

Runs downloads(const Overrides& overrides) {
  const char* const text = R"(
apiVersion: edgecase/v1
kind: Scenario
metadata: {name: downloads}
world:
  network: lab
  horizon: {warm_up: 10s, measure: 100s}
  demand: {rate: 20 rps}
  routes: {images: {share: 100%, objects: 1, size: 13GB}}
  origin: {service: 1ms}
design:
  routes: {images: {cache: files}}
  caches: {files: {capacity: 200GB, ttl: 30d}}
)";
  return run(open_text(text, overrides));
}

bool is_warned(const Runs& runs) {
  for (const std::string& warning : summarise(runs).warnings)
    if (warning.find("largest_object") != std::string::npos) return true;
  return false;
}

}  // namespace

TEST_SUITE("laws") {
  TEST_CASE("a file of 13 GB is not kept by default, and all of it leaves the origin each time") {
    const Runs runs = downloads({});
    CHECK(read_metric(runs, "hit_ratio") == 0);
    const double requests = read_metric(runs, "requests");
    CHECK(read_metric(runs, "origin.rate") * 100 >= requests * 0.95);
    CHECK(is_warned(runs));
  }

  TEST_CASE("a cache keeps objects of exactly its largest size, tiers too") {
    CHECK(read_metric(downloads({"world.routes.images.size=512MB"}), "hit_ratio") > 0.99);
    CHECK(read_metric(downloads({"world.routes.images.size=512000001B"}), "hit_ratio") == 0);
    const Runs allowed = downloads({"design.caches.files.largest_object=20GB"});
    CHECK(read_metric(allowed, "hit_ratio") > 0.99);
    CHECK_FALSE(is_warned(allowed));
    const Runs tiers = downloads({"design.caches.files.upper_tier={per: region}"});
    CHECK(read_metric(tiers, "hit_ratio") == 0);
    CHECK(read_metric(tiers, "origin.rate") * 100 >= read_metric(tiers, "requests") * 0.95);
  }
}
