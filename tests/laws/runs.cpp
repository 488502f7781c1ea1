// What must hold of whole runs, whatever the scenario.
#include "support/runs.hpp"

#include <algorithm>
#include <cmath>

#include <doctest/doctest.h>

#include "measure/merge.hpp"
#include "report/report.hpp"

using namespace edgecase;
using namespace edgecase::testing;

namespace {

const char* const shop = R"(
apiVersion: edgecase/v1
kind: Scenario
metadata: {name: shop, title: A shop}
world:
  network: cloudflare-2026
  horizon: {warm_up: 10s, measure: 20s}
  demand:
    rate: 1k rps
    users: {weights: {asia: 2, europe: 1}}
    phases: [{duration: 15s}, {name: flash, duration: 5s, rate: 200%, regions: [europe, asia]}]
  routes:
    images:
      {share: 80%, objects: 2000, popularity: {zipf: 0.9}, size: {lognormal: {p50: 10kB, p99: 1MB}}}
    api: {share: 20%, objects: 10, size: 2kB}
  clients: {http3: 40%, tls12: 20%, dns: {ttl: 60s, asked: 50%}, retry: {timeout: 5s}}
  origin: {at: us-east-1, workers: 3, service: {exponential: {mean: 20ms}}, queue: 5, timeout: 90ms}
  faults:
    - {name: lhr, kind: pop_down, target: {pop: LHR}, at: 12s, duration: 5s, convergence: 2s}
    - {name: hole, kind: origin_down, at: 22s, duration: 1s}
design:
  routes: {images: {cache: static}, api: {}}
  caches: {static: {policy: lru, capacity: 20MB, ttl: 30s, upper_tier: {per: region}}}
slos: [{name: up, indicator: availability, op: gte, value: 90%}]
thresholds: {latency.p99: ["< 10s"], hit_ratio: ["> 1%"]}
)";

const char* const reordered = R"(
thresholds: {hit_ratio: ["> 1%"], latency.p99: ["< 10s"]}
slos: [{value: 90%, op: gte, indicator: availability, name: up}]
design:
  caches: {static: {upper_tier: {per: region}, ttl: 30s, capacity: 20MB, policy: lru}}
  routes: {api: {}, images: {cache: static}}
world:
  faults:
    - {convergence: 2s, duration: 5s, at: 12s, target: {pop: LHR}, kind: pop_down, name: lhr}
    - {duration: 1s, at: 22s, kind: origin_down, name: hole}
  origin: {timeout: 90ms, queue: 5, service: {exponential: {mean: 20ms}}, workers: 3, at: us-east-1}
  clients: {retry: {timeout: 5s}, dns: {asked: 50%, ttl: 60s}, tls12: 20%, http3: 40%}
  routes:
    api: {size: 2kB, objects: 10, share: 20%}
    images:
      {size: {lognormal: {p99: 1MB, p50: 10kB}}, popularity: {zipf: 0.9}, objects: 2000, share: 80%}
  demand:
    phases: [{duration: 15s}, {regions: [europe, asia], rate: 200%, duration: 5s, name: flash}]
    users: {weights: {europe: 1, asia: 2}}
    rate: 1k rps
  horizon: {measure: 20s, warm_up: 10s}
  network: cloudflare-2026
metadata: {title: A shop, name: shop}
kind: Scenario
apiVersion: edgecase/v1
)";

std::string json_of(const std::string& text, unsigned threads, std::uint64_t seed = 42) {
  StudyOptions options;
  options.seed = seed;
  options.replications = as_many_as<std::size_t>(3, 2);
  options.threads = threads;
  return as_json(study(open_text(text), options));
}

/// The first of several equal studies, shared by what compares others with it.
const std::string& json_on_one_thread() {
  static const std::string json = json_of(shop, 1);
  return json;
}
const std::string& json_on_two_threads() {
  static const std::string json = json_of(shop, 2);
  return json;
}

template <class Visit>
void for_each_cell(const Runs& runs, Visit visit) {
  for (const Replication& replication : runs.replications) {
    for (const Cell& cell : replication.seen.cells) visit(cell);
  }
}

std::uint64_t failures_of(const Cell& cell) {
  std::uint64_t sum = 0;
  for (std::uint64_t n : cell.failures) sum += n;
  return sum;
}

Runs all_hit(const Overrides& overrides) {
  static const char* const text = R"(
apiVersion: edgecase/v1
kind: Scenario
metadata: {name: lines}
world:
  network: lab
  horizon: {warm_up: 1s, measure: 20s}
  demand: {rate: 200 rps}
  routes: {all: {share: 100%, objects: 5, size: 50kB}}
  clients: {access: {rtt: 20ms}}
  origin: {service: 1ms, workers: unlimited}
design:
  routes: {all: {cache: edge}}
  caches: {edge: {ttl: 1h}}
)";
  return run(open_text(text, overrides));
}

}  // namespace

TEST_SUITE("laws") {
  TEST_CASE("runs: the same seed gives the same bytes, another seed others") {
    CHECK(json_of(shop, 1) == json_on_one_thread());
    CHECK(json_of(shop, 1, 43) != json_on_one_thread());
  }

  TEST_CASE("runs: the number of threads changes nothing") {
    CHECK(json_on_two_threads() == json_on_one_thread());
    CHECK(json_of(shop, 3) == json_on_one_thread());
  }

  TEST_CASE("runs: the order of keys changes nothing") {
    CHECK(json_of(reordered, 2) == json_on_two_threads());
  }

  TEST_CASE("runs: every request is answered or failed, once") {
    const Runs runs = run(open_text(shop), as_many_as<std::size_t>(3, 1));
    std::uint64_t failed = 0;
    for_each_cell(runs, [&](const Cell& cell) {
      CHECK(cell.requests == cell.latency.count() + failures_of(cell));
      CHECK(cell.latency.count() == cell.first_byte.count());
      CHECK(cell.failures[static_cast<std::size_t>(Failure::none)] == 0);
      CHECK(cell.edge_hits <= cell.latency.count());
      CHECK(cell.tier(CacheLevel::upper).hits <= cell.tier(CacheLevel::upper).requests);
      std::uint64_t answered = 0;
      for (std::uint64_t n : cell.statuses) answered += n;
      CHECK(answered == cell.latency.count());
      CHECK(cell.resolver_misses <= cell.resolver_queries);
      CHECK(cell.resolver_queries <= cell.connections);
      failed += failures_of(cell);
    });
    CHECK(failed > 0);
    for (const Failure cause :
         {Failure::origin_overloaded, Failure::origin_down, Failure::origin_timeout}) {
      const std::string name(name_of(cause));
      CAPTURE(name);
      CHECK(read_metric(runs, "errors.share{cause=" + name + "}") > 0);
    }
  }

  TEST_CASE("runs: what is counted by route and region is what is counted by PoP and by moment") {
    const Runs runs = run(open_text(shop), as_many_as<std::size_t>(2, 1));
    for (const Replication& replication : runs.replications) {
      Cell cells;
      for (const Cell& cell : replication.seen.cells) merge_into(cells, cell);
      PopMeter pops;
      for (const PopMeter& meter : replication.seen.meters) merge_into(pops, meter);
      Moment moments;
      for (const Moment& moment : replication.seen.timeline) merge_into(moments, moment);
      PopMeter::Answers all;
      for (std::size_t i = 0; i < cache_status_count; ++i) {
        CHECK(pops.answers[i].requests == cells.statuses[i]);
        all.requests += pops.answers[i].requests;
        all.bytes += pops.answers[i].bytes;
      }
      CHECK(all.requests == cells.latency.count());
      CHECK(all.bytes == cells.bytes);
      CHECK(pops.errors <= failures_of(cells));
      FetchMeter fetched;
      for (const auto& level : cells.fetches)
        for (const FetchMeter& meter : level) merge_into(fetched, meter);
      CHECK(fetched.requests == cells.origin_requests);
      CHECK(fetched.bytes == cells.origin_bytes);
      CHECK(moments.bytes == cells.bytes);
      CHECK(moments.requests == cells.requests);
      CHECK(moments.failures == failures_of(cells));
      CHECK(moments.edge_hits == cells.edge_hits);
      CHECK(moments.origin_requests == cells.origin_requests);
      CHECK(moments.latency_ns == cells.latency.total());
    }
  }

  TEST_CASE("runs: the stages of a request add up to its latency, to the nanosecond") {
    for_each_cell(run(open_text(shop), as_many_as<std::size_t>(2, 1)), [](const Cell& cell) {
      cell.latency.for_each([](std::uint32_t, const auto& bucket) {
        std::uint64_t sum = 0;
        for (std::uint64_t ns : bucket.stage) sum += ns;
        CHECK(sum == bucket.total);
      });
    });
  }

  TEST_CASE("runs: a request is a hit at the edge, a hit in the tier, or goes to the origin") {
    const Runs runs =
        run(open_text(shop, {"world.faults=[]", "design.caches.static.collapse=false"}), 2);
    Cell images;
    for (const Replication& replication : runs.replications) {
      for (std::size_t region = 0; region < replication.seen.regions; ++region) {
        REQUIRE(runs.plan->routes[1].name == "images");
        merge_into(images, replication.seen.cell(1, region));
      }
    }
    CHECK(images.edge_hits > 0);
    const TierMeter& tier = images.tier(CacheLevel::upper);
    CHECK(tier.hits > 0);
    CHECK(tier.requests == images.requests - images.edge_hits);
    CHECK(images.origin_requests == tier.requests - tier.hits);
  }

  TEST_CASE("runs: twice the distance to the user is twice the time, when there is nothing else") {
    double last = 0;
    for (const int rtt : {10, 20, 40, 80, 160}) {
      const std::string line = "world.clients.access={rtt: " + std::to_string(rtt) + "ms}";
      const double ms = read_metric(all_hit({line, "world.origin.service=0s"}), "latency.mean");
      if (last > 0) CHECK(ms == doctest::Approx(2 * last).scale(0).epsilon(1e-9));
      last = ms;
    }
  }

  TEST_CASE("runs: the farther the origin, the longer what no cache has takes") {
    const Overrides paris{
        "world.demand.users.weights={asia: 0, africa: 0, oceania: 0, middle-east: "
        "0, north-america: 0, south-america: 0}",
        "design.caches={}",
        "design.routes={}",
        "world.faults=[]",
        "world.origin.workers=400",
        "world.demand.phases=[]"};
    double last = 0;
    for (const char* place : {"eu-west-3", "us-east-1", "us-west-2", "ap-southeast-2"}) {
      Overrides overrides = paris;
      overrides.push_back(std::string("world.origin.at=") + place);
      overrides.push_back("world.origin.timeout=10s");
      const double ms = read_metric(run(open_text(shop, overrides)), "ttfb.p50");
      CAPTURE(place);
      CHECK(ms > last + 10);
      last = ms;
    }
  }

  TEST_CASE("runs: a larger LRU cache never hits less") {
    double last = 0;
    for (const char* capacity : {"1MB", "3MB", "10MB", "30MB", "1GB"}) {
      const std::string size = "world.routes.images.size=50kB";
      const Runs runs = run(open_text(
          shop, {size, "world.faults=[]", std::string("design.caches.static.capacity=") + capacity,
                 "design.caches.static.ttl=1h"}));
      const double ratio = read_metric(runs, "hit_ratio{route=images}");
      CAPTURE(capacity);
      CHECK(ratio >= last);
      last = ratio;
    }
    CHECK(last > 0.2);
  }

  TEST_CASE("runs: a design shifts nobody's draws: both designs meet the same requests") {
    constexpr std::size_t runs = as_many_as(2, 1);
    const Runs with = run(open_text(shop), runs);
    const Runs without = run(open_text(shop, {"design.caches={}", "design.routes={}"}), runs);
    for (std::size_t i = 0; i < with.replications.size(); ++i) {
      for (const char* metric :
           {"requests", "requests{region=asia}", "requests{route=api}", "connections.new_share"}) {
        CAPTURE(metric);
        CHECK(read_metric(with, i, metric) == read_metric(without, i, metric));
      }
    }
  }
}
