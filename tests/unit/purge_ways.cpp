// The ways of a purge, step by step, with chance switched off.
#include <cmath>
#include <vector>

#include <doctest/doctest.h>

#include "support/purge_networks.hpp"

using namespace edgecase;
using namespace edgecase::testing;

TEST_SUITE("unit") {
  TEST_CASE("hub and spoke: the ingest at once, its region directly, other regions through a hub") {
    // PoPs 0 1 2 in one region, 3 4 5 in another; round trips of 10 ms from each to the next.
    PurgePaths paths = line_of_pops(6, 10ms);
    paths.region = {0, 0, 0, 1, 1, 1};
    paths.queue = {false, true, false, false, false, false};
    const PurgePropagation purges(by(sure_hub_and_spoke()), paths, 1, 0);
    CHECK(purges.delay(0, 0) == 1ms);
    // To the queue at 1: 5 ms; from there 0 and 5 ms more.
    CHECK(purges.delay(0, 1) == 6ms + 20us + 4us);
    CHECK(purges.delay(0, 2) == 11ms + 20us + 4us);
    // Least sum of ways from 1: through 3 it is 3 x 20 + 0 + 10 + 20; through 4, 3 x 30 + 20.
    CHECK(purges.delay(0, 3) == 16ms + 320us + 4us);
    CHECK(purges.delay(0, 4) == 21ms + 320us + 4us);
    CHECK(purges.delay(0, 5) == 26ms + 320us + 4us);
  }

  TEST_CASE(
      "hub and spoke: a small PoP is no hub where a large one is; a region without any has one") {
    PurgePaths paths = line_of_pops(6, 10ms);
    paths.region = {0, 0, 0, 1, 1, 1};
    paths.hub = {true, true, true, false, false, true};
    const PurgePropagation purges(by(sure_hub_and_spoke()), paths, 1, 0);
    CHECK(purges.delay(0, 5) == 1ms + 25ms + 320us + 4us);
    CHECK(purges.delay(0, 3) == 1ms + 25ms + 10ms + 320us + 4us);
    paths.hub = {true, true, true, false, false, false};
    const PurgePropagation small(by(sure_hub_and_spoke()), paths, 1, 0);
    CHECK(small.delay(0, 3) == 1ms + 15ms + 320us + 4us);
  }

  TEST_CASE("hub and spoke: without a place for queues the ingest keeps its own") {
    PurgePaths paths = line_of_pops(3, 10ms);
    paths.queue.assign(3, false);
    paths.ingest = 1;
    const PurgePropagation purges(by(sure_hub_and_spoke()), paths, 1, 0);
    CHECK(purges.delay(0, 0) == 6ms + 20us + 4us);
  }

  TEST_CASE("core based: to the core and out again, even for the PoP that took the purge") {
    PurgePaths paths = line_of_pops(4, 20ms);
    paths.core = 3;
    CoreBasedSpec way;
    way.accept = constant(1ms);
    way.work = constant(1s);
    way.apply = constant(2ms);
    way.transport.loss = Share{0};
    const PurgePropagation purges({.model = PurgeWayChoice("core_based", way)}, paths, 1, 0);
    CHECK(purges.delay(0, 0) == 1s + 3ms + 30ms + 30ms);
    CHECK(purges.delay(0, 3) == 1s + 3ms + 30ms);
  }

  TEST_CASE("gossip: one way to each PoP when nothing is lost") {
    GossipSpec way;
    way.accept = constant(1ms);
    way.apply = constant(2ms);
    way.loss = Share{0};
    const PurgePropagation purges({.model = PurgeWayChoice("gossip", way)}, line_of_pops(4, 20ms),
                                  1, 0);
    CHECK(purges.delay(9, 0) == 1ms);
    CHECK(purges.delay(9, 1) == 13ms);
    CHECK(purges.delay(9, 3) == 33ms);
  }

  TEST_CASE(
      "gossip between two PoPs: what was lost is heard in the next round, a round trip later") {
    GossipSpec way;
    way.accept = constant(1ms);
    way.apply = constant(2ms);
    way.loss = Share{0.5};
    way.every = 40ms;
    const PurgePropagation purges({.model = PurgeWayChoice("gossip", way)}, line_of_pops(2, 20ms),
                                  1, 0);
    int repaired = 0;
    for (std::uint64_t n = 0; n < 1000; ++n) {
      const Duration delay = purges.delay(n, 1);
      if (delay == 13ms) continue;
      ++repaired;
      CHECK(delay >= 1ms + 20ms + 2ms);
      CHECK(delay <= 1ms + 40ms + 20ms + 2ms);
    }
    CHECK(repaired > 430);  // 4.5 standard errors around one half
    CHECK(repaired < 570);
  }

  TEST_CASE("batch: 60 s of work, then each PoP within four minutes at its own moment") {
    const PurgePropagation purges({.model = PurgeWayChoice("batch")}, line_of_pops(2, 20ms), 1, 0);
    double sum = 0;
    for (std::uint64_t n = 0; n < 1000; ++n) {
      CHECK(purges.delay(n, 0) >= 60s);
      CHECK(purges.delay(n, 0) <= 300s);
      CHECK(purges.delay(n, 0) != purges.delay(n, 1));
      sum += in_seconds(purges.delay(n, 0));
    }
    CHECK(std::abs(sum / 1000 - 180) < 4.5 * 240 / std::sqrt(12.0 * 1000));
  }
}
