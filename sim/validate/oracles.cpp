// The validation cases: expected results of the shipped lab scenarios. Ids and tolerances follow
// queueing and caching textbooks; expected values are computed, not typed.

#include <array>

#include "validate/closed_forms.hpp"
#include "validate/validate.hpp"

namespace edgecase {
namespace {

namespace theory = closed_form;

constexpr double ms = 1;  // latencies are reported in ms, so rates here are per ms

std::vector<Oracle> queues() {
  const std::array services{1 * ms, 1.25 * ms};
  const std::string h2 = "world.origin.service={hyperexponential: {mean: 1ms, cv: 2}}";
  const std::string exponential = "world.origin.service={exponential: {mean: 1ms}}";
  const double ps = theory::ps_time(0.7, ms);
  const double blocked = theory::erlang_b(10, 8);
  return {
      {"mm1",
       {},
       {{"Q01", "M/M/1 at 80%: mean response time", "latency.mean", theory::mm1_time(0.8, ms),
         0.02},
        {"Q01", "M/M/1 at 80%: p99 of the response time", "latency.p99",
         theory::mm1_time_quantile(0.8, ms, 0.99), 0.03}}},
      {"mm1",
       {"world.demand.rate=500 rps"},
       {{"Q01", "M/M/1 at 50%: median response time", "latency.p50",
         theory::mm1_time_quantile(0.5, ms, 0.5), 0.02}}},
      {"mmc",
       {},
       {{"Q02", "M/M/4 at 80%: share of requests that wait", "origin.wait.share",
         theory::erlang_c(4, 3.2), 0.02},
        {"Q02", "M/M/4 at 80%: mean wait", "origin.wait.mean", theory::mmc_wait(4, 3.2, ms),
         0.02}}},
      {"md1",
       {},
       {{"Q03", "M/D/1 at 80%: mean wait", "origin.wait.mean", theory::mg1_wait(0.8, ms, 0),
         0.02}}},
      {"mh2",
       {},
       {{"Q04", "M/H2/1 at 70%, cv^2 = 4: mean wait", "origin.wait.mean",
         theory::mg1_wait(0.7, ms, 4), 0.03}}},
      {"mm1k",
       {},
       {{"Q05", "M/M/1/5 at 120%: share rejected", "errors.share{cause=origin_overloaded}",
         theory::mm1k_loss(1.2, 5), 0.01}}},
      {"mm1k",
       {"world.demand.rate=2k rps", "world.origin.queue=9"},
       {{"Q05", "M/M/1/10 at 200%: share rejected", "errors.share{cause=origin_overloaded}",
         theory::mm1k_loss(2, 10), 0.01}}},
      {"erlang-b",
       {},
       {{"Q06", "M/D/10/10, load 8: share rejected", "errors.share", blocked, 0.02}}},
      {"erlang-b",
       {exponential},
       {{"Q06", "M/M/10/10, load 8: share rejected", "errors.share", blocked, 0.02}}},
      {"processor-sharing",
       {},
       {{"Q07", "M/D/1-PS at 70%: mean response time", "latency.mean", ps, 0.02}}},
      {"processor-sharing",
       {h2},
       {{"Q07", "M/H2/1-PS at 70%: mean response time", "latency.mean", ps, 0.02}}},
      {"tandem",
       {},
       {{"Q08", "M/M/1 then M/M/1: mean response time", "latency.mean",
         theory::tandem_time(0.5, services), 0.02}}},
  };
}

Expectation hit_oracle(std::string id, std::string title, double expected, double tolerance) {
  return {std::move(id), std::move(title), "hit_ratio", expected, tolerance, false};
}

std::vector<Oracle> small_caches() {
  const auto five = theory::zipf_shares(5, 1);
  const auto eight = theory::zipf_shares(8, 1.2);
  const std::vector<std::string> larger{"world.routes.all.objects=8",
                                        "world.routes.all.popularity={zipf: 1.2}",
                                        "design.caches.small.objects=3"};
  return {
      {"lru-irm",
       {},
       {hit_oracle("C01", "LRU, 2 of 5 objects (King)", theory::lru_hit_ratio(five, 2), 0.002)}},
      {"fifo-irm",
       {},
       {hit_oracle("C01", "FIFO, 2 of 5 objects (Gelenbe)", theory::fifo_hit_ratio(five, 2),
                   0.002)}},
      {"lru-irm",
       larger,
       {hit_oracle("C01", "LRU, 3 of 8 objects (King)", theory::lru_hit_ratio(eight, 3), 0.002)}},
      {"fifo-irm",
       larger,
       {hit_oracle("C01", "FIFO, 3 of 8 objects (Gelenbe)", theory::fifo_hit_ratio(eight, 3),
                   0.002)}},
  };
}

std::vector<Oracle> large_caches() {
  const auto thousand = theory::zipf_shares(1000, 0.8);
  const auto many = theory::zipf_shares(10'000, 1);
  const std::string fifo = "design.caches.small.policy=fifo";
  const std::vector<std::string> more{"world.routes.all.objects=10k",
                                      "world.routes.all.popularity={zipf: 1}"};
  return {
      {"che-lru",
       {},
       {hit_oracle("C02", "LRU, 100 of 1000 objects (Che)",
                   theory::lru_hit_ratio_che(thousand, 100), 0.004)}},
      {"che-lru",
       {fifo},
       {hit_oracle("C02", "FIFO, 100 of 1000 objects", theory::fifo_hit_ratio_che(thousand, 100),
                   0.006)}},
      {"che-lru",
       more,
       {hit_oracle("C02", "LRU, 100 of 10,000 objects (Che)", theory::lru_hit_ratio_che(many, 100),
                   0.004)}},
      {"che-lru",
       {fifo, more[0], more[1]},
       {hit_oracle("C02", "FIFO, 100 of 10,000 objects", theory::fifo_hit_ratio_che(many, 100),
                   0.006)}},
      {"ttl",
       {},
       {hit_oracle("C03", "ttl of 60 s, 0.1 requests/s", theory::ttl_hit_ratio(0.1, 60), 0.003)}},
      {"ttl",
       {"design.caches.large.ttl_reset_on_hit=true"},
       {hit_oracle("C03", "sliding ttl of 60 s, 0.1 requests/s",
                   theory::sliding_ttl_hit_ratio(0.1, 60), 0.003)}},
  };
}

std::vector<Oracle> fresh_and_stale() {
  const theory::StaleShares stale = theory::stale_while_revalidate(0.01, 60, 30);
  const theory::CollapsedShares waits = theory::collapsing(100, 10, 0.5);
  const theory::TierShares tiers = theory::two_tiers(50, 0.01, 60);
  const auto share = [](std::string id, std::string title, const char* status, double expected,
                        double tolerance, bool relative) {
    return Expectation{
        std::move(id), std::move(title), std::string("answers.share{status=") + status + "}",
        expected,      tolerance,        relative};
  };
  return {
      {"stale-while-revalidate",
       {},
       {share("C04", "ttl 60 s, stale for 30 s: fresh responses", "hit", stale.fresh, 0.003, false),
        share("C04", "ttl 60 s, stale for 30 s: stale responses", "stale", stale.stale, 0.003,
              false),
        share("C04", "ttl 60 s, stale for 30 s: misses", "miss", stale.miss, 0.003, false),
        {"C04", "ttl 60 s, stale for 30 s: fetches of 1,000 objects", "origin.rate",
         1000 * stale.fetches, 0.02}}},
      {"ttl",
       {"world.routes.all.changes=2min"},
       {{"C03", "the same, content changes every 2 min: stale responses", "stale.share",
         theory::outdated_share(0.1, 60, 1.0 / 120), 0.02}}},
      {"collapsing",
       {},
       {share("C05", "fetch of 0.5 s, ttl of 10 s: share that waits", "collapsed", waits.collapsed,
              0.02, true),
        {"C05", "fetch of 0.5 s, ttl of 10 s: fetches of 10 objects", "origin.rate",
         10 * waits.fetches, 0.02},
        {"C05", "fetch of 0.5 s, ttl of 10 s: mean delay", "latency.mean", 1000 * waits.mean_wait,
         0.02}}},
      {"two-tiers",
       {},
       {hit_oracle("C06", "50 edges below a tier: hits at the edge", 1 - tiers.edge_miss, 0.005),
        {"C06", "50 edges below a tier: hits of the tier", "hit_ratio{tier=upper}", tiers.tier_hit,
         0.02},
        {"C06", "50 edges below a tier: fetches of 200 objects", "origin.rate", 200 * tiers.fetches,
         0.02}}},
      {"two-tiers",
       {"design.caches.large.upper_tier=none"},
       {{"C06", "50 edges without a tier: fetches of 200 objects", "origin.rate",
         200 * 50 * 0.01 / (1 + 0.01 * 60), 0.02}}},
      {"two-tiers",
       {"design.caches.large.age_inherited=false"},
       {hit_oracle("C06", "the same without inherited age: hits at the edge",
                   theory::ttl_hit_ratio(0.01, 60), 0.005)}},
  };
}

std::vector<Oracle> functions() {
  const auto share = [](std::string title, double expected) {
    return Expectation{"V01", std::move(title), "cold_start.share", expected, 0.003, false};
  };
  const auto alive = [](std::string title, double expected) {
    return Expectation{"V01", std::move(title), "function.instances", expected, 0.01};
  };
  return {
      {"cold-starts",
       {},
       {share("kept for 3 s, ten random servers: cold", theory::cold_share(1, 3, 10)),
        alive("kept for 3 s, ten random servers: alive", theory::instances_alive(1, 3, 10))}},
      {"cold-starts",
       {"design.compute.code.sharding=consistent_hash"},
       {share("kept for 3 s, sharded: cold", theory::cold_share(1, 3, 1)),
        alive("kept for 3 s, sharded: alive", theory::instances_alive(1, 3, 1))}},
      // No closed form: an independent simulation of 2 * 10^7 s, with SimFaaS printing 0.0013 and
      // 0.0014, 7.66 and 7.69.
      {"keep-alive",
       {},
       {{"V02", "one request at a time, kept for 10 min: cold", "cold_start.share", 0.001334, 0.05},
        {"V02", "one request at a time, kept for 10 min: alive", "function.instances", 7.706,
         0.015}}},
  };
}

std::vector<Oracle> connection_oracles() {
  struct Way {
    const char* name;
    theory::Protocol protocol;
    std::vector<std::string> overrides;
  };
  const std::string old = "world.clients.tls12=100%";
  const std::string quic = "world.clients.http3=100%";
  const std::string resumed = "world.clients.tls_resumption=100%";
  const std::string early = "world.clients.early_data=100%";
  const std::vector<Way> ways{
      {"TCP + TLS 1.2", theory::Protocol::tcp_tls12, {old}},
      {"TCP + TLS 1.2 resumed", theory::Protocol::tcp_tls12_resumed, {old, resumed}},
      {"TCP + TLS 1.3", theory::Protocol::tcp_tls13, {}},
      {"TCP + TLS 1.3 with early data", theory::Protocol::tcp_tls13_early, {resumed, early}},
      {"QUIC", theory::Protocol::quic, {quic}},
      {"QUIC with 0-RTT", theory::Protocol::quic_early, {quic, resumed, early}}};
  constexpr double round_trip = 100 * ms;
  const double body = theory::round_trips_of_body(100'000) * round_trip;
  std::vector<Oracle> all;
  for (const Way& way : ways) {
    const double first = theory::round_trips_to_first_byte(way.protocol) * round_trip;
    const std::string name = way.name;
    all.push_back({"handshakes",
                   way.overrides,
                   {{"N03", name + ": first byte", "ttfb.mean", first, 1e-6},
                    {"N03", name + ": 100 kB, last byte", "latency.mean", first + body, 1e-6}}});
  }
  return all;
}

}  // namespace

std::vector<Oracle> shipped_oracles() {
  std::vector<Oracle> all;
  for (auto* part :
       {&queues, &small_caches, &large_caches, &fresh_and_stale, &functions, &connection_oracles}) {
    for (Oracle& oracle : part()) all.push_back(std::move(oracle));
  }
  return all;
}

}  // namespace edgecase
