// What the shipped scenarios about caching are there to show.
#include <string>

#include <doctest/doctest.h>

#include "support/runs.hpp"

namespace edgecase::testing {
namespace {

Runs run_of(const std::string& scenario, const Overrides& overrides) {
  return run(open_answer(scenario + ".yaml", overrides));
}

/// The same answer, from fewer requests: what is compared differs by far more than they scatter.
Overrides briefly(Overrides overrides) {
  overrides.insert(overrides.end(), {"world.horizon.warm_up=2min", "world.horizon.measure=1min"});
  return overrides;
}

double value(const std::string& scenario, const Overrides& overrides, const std::string& metric) {
  return read_metric(run_of(scenario, overrides), metric);
}

}  // namespace

TEST_SUITE("laws") {
  TEST_CASE("scenarios: a purge of everything is a storm at the origin, and a tier calms it") {
    const std::string no_tier = "design.caches.static.upper_tier=none";
    const double usual = value("purge-storm", {"world.purges=[]"}, "origin.rate");
    const double storm = value("purge-storm", {}, "origin.rate.peak");
    CHECK_NUMBERS(storm > 2 * usual);
    CHECK_NUMBERS(value("purge-storm", {no_tier}, "origin.rate.peak") > storm);
  }

  TEST_CASE("scenarios: a longer ttl is fewer fetches and more old prices; purging is neither") {
    const std::string ttl = "design.caches.prices.ttl=";
    double fetches = 1e9;
    double old_prices = -1;
    for (const char* length : {"1min", "5min", "1h"}) {
      const Runs runs = run_of("ttl-vs-freshness", {ttl + length});
      const double rate = read_metric(runs, "origin.rate");
      const double stale = read_metric(runs, "stale.share");
      CHECK_NUMBERS(rate < fetches);
      CHECK_NUMBERS(stale > old_prices);
      fetches = rate;
      old_prices = stale;
    }
    const double purged =
        value("ttl-vs-freshness", {ttl + "1h", "design.purge={on_change: true}"}, "stale.share");
    CHECK_NUMBERS(purged < old_prices / 5);
  }

  TEST_CASE("scenarios: what browsers keep is quick and free, and beyond every purge") {
    const std::string ttl = "design.routes.prices.client_ttl=";
    double at_home = -1, stale = -1, dollars = 1e9;
    for (const char* length : {"0s", "1min", "5min", "20min"}) {
      const Runs runs = run_of("browser-copies", {ttl + length});
      const double here = read_metric(runs, "answers.share{status=client}");
      const double old_prices = read_metric(runs, "stale.share");
      const double cost = read_metric(runs, "cost.monthly");
      CHECK_NUMBERS(here > at_home);
      CHECK_NUMBERS(old_prices > stale);
      CHECK_NUMBERS(cost < dollars);
      at_home = here;
      stale = old_prices;
      dollars = cost;
    }
    // Content of age a has changed with probability a / 3 h: at 20 min more than one in a hundred
    // of the answers at home may have, were all as old as that.
    CHECK_NUMBERS(stale < at_home * 20 / 180);
    CHECK_NUMBERS(stale > 0.005);
    CHECK_NUMBERS(at_home > 0.4);
  }

  TEST_CASE(
      "scenarios: a long tail misses at the edge whatever stands behind it; tiers answer it") {
    const std::string none = "design.caches.photos.upper_tier=none";
    const std::string no_region = "design.caches.photos.regional_tier=none";
    const double bare = value("tiers-for-a-long-tail", briefly({none, no_region}), "origin.rate");
    const double one = value("tiers-for-a-long-tail", briefly({no_region}), "origin.rate");
    CHECK_NUMBERS(one < 0.8 * bare);
    CHECK_NUMBERS(value("tiers-for-a-long-tail", briefly({}), "hit_ratio") < 0.2);
  }

  TEST_CASE("scenarios: at full size a tier in each region saves nine tenths of the egress") {
    const auto egress = [](const std::string& tier) {
      return value("photos-at-full-size",
                   {"design.caches.photos.upper_tier" + tier, "world.horizon.measure=1min"},
                   "origin.egress");
    };
    const double large = egress(".capacity=2000TB");
    const double small = egress(".capacity=200TB");
    const double none = egress("=none");
    CHECK_NUMBERS(large < 0.1 * none);
    CHECK_NUMBERS(large < small);
    CHECK_NUMBERS(small < 0.4 * none);
  }

  TEST_CASE("scenarios: a key that tells less apart hits more") {
    const std::string route = "design.routes.pages=";
    const double all = value("key-explosion", briefly({}), "hit_ratio");
    const double some =
        value("key-explosion", briefly({route + "{cache: pages, key: [device]}"}), "hit_ratio");
    const double least =
        value("key-explosion",
              briefly({route + "{cache: pages, key: [device], ignore_query: true}"}), "hit_ratio");
    CHECK_NUMBERS(all < some);
    CHECK_NUMBERS(some < least);
    CHECK_NUMBERS(least > 2 * all);
  }

  TEST_CASE("scenarios: where room is short, policies that look twice keep more of what is asked") {
    const std::string policy = "design.caches.images.policy=";
    const double fifo = value("cache-policies-at-the-edge", {policy + "fifo"}, "hit_ratio");
    const double lru = value("cache-policies-at-the-edge", {policy + "lru"}, "hit_ratio");
    const double sieve = value("cache-policies-at-the-edge", {policy + "sieve"}, "hit_ratio");
    CHECK_NUMBERS(fifo < lru);
    CHECK_NUMBERS(lru < sieve);
  }
}

}  // namespace edgecase::testing
