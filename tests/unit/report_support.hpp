#pragma once
// A result made by hand, small enough to check every number that a report shows of it.

#include <cmath>

#include <edgecase/result.hpp>

namespace edgecase {

inline Metric metric_of(std::string name, MetricLabels labels, std::string unit,
                        Estimate estimate) {
  return {
      std::move(name), std::move(labels), std::move(unit), estimate, {estimate.lo, estimate.hi}};
}

inline std::vector<Metric> metrics_of_sample_result() {
  std::vector<Metric> all;
  const auto add = [&](const char* name, MetricLabels labels, const char* unit, double mean) {
    all.push_back(metric_of(name, std::move(labels), unit, {mean, mean * 0.9, mean * 1.1}));
  };
  const MetricLabels europe{{"region", "europe"}};
  const MetricLabels africa{{"region", "africa"}};
  for (const auto& [labels, factor] :
       std::vector<std::pair<MetricLabels, double>>{{{}, 1}, {europe, 0.5}, {africa, 4}}) {
    add("requests", labels, "count", labels == europe ? 750 : labels == africa ? 250 : 1000);
    for (const char* family : {"latency", "ttfb"}) {
      const double ms = (family == std::string("ttfb") ? 50 : 100) * factor;
      add((std::string(family) + ".p50").c_str(), labels, "ms", ms);
      add((std::string(family) + ".p95").c_str(), labels, "ms", 2 * ms);
      add((std::string(family) + ".p99").c_str(), labels, "ms", 3 * ms);
    }
  }
  add("hit_ratio", {}, "1", 0.8);
  add("byte_hit_ratio", {}, "1", 0.7);
  add("origin.rate", {}, "1/s", 200);
  add("origin.egress", {}, "bit/s", 5e6);
  add("cost.monthly", {}, "$", 1000);
  all.push_back(metric_of("availability", {}, "1", {0.99, 0.985, 0.995}));
  all.push_back(metric_of("availability", africa, "1", {0.96, 0.95, 0.97}));
  all.push_back(metric_of("availability", europe, "1", {1, 1, 1}));
  all.push_back(
      metric_of("errors.share", {{"cause", "origin_timeout"}}, "1", {0.01, 0.005, 0.015}));
  all.push_back(metric_of("errors.share", {{"cause", "origin_down"}}, "1", {0, 0, 0}));
  return all;
}

inline Result sample_result() {
  Result r;
  r.scenario = "shop";
  r.question = "Does it work?";
  r.tool_version = "0.1.0";
  r.seed = 42;
  r.replications = 8;
  r.simulated_requests = 9'600'000;
  r.warm_up_s = 600;
  r.measured_s = 300;
  r.resolved_scenario = R"({"kind": "Scenario", "apiVersion": "edgecase/v1"})";
  r.regions = {"europe", "africa"};
  r.routes = {"images"};
  r.metrics = metrics_of_sample_result();
  r.judgements = {
      {"fast", "latency.p95", "<=", 250, "ms", {200, 180, 220}, Outcome::pass},
      {"", "cost.monthly", "<", 900, "$", {1000, 950, 1050}, Outcome::fail},
      {"up", "availability", ">=", 0.992, "1", {0.99, 0.984, 0.996}, Outcome::inconclusive}};
  r.outcome = Outcome::fail;
  r.why = {{"latency.p99",
            0.985,
            0.995,
            300,
            {{"dns", 180, 0.6}, {"tcp", 118, 0.39333}, {"tls", 2, 0.00667}}}};
  r.bill = {{"aws/egress",
             "Data out",
             "eu",
             {1000, 900, 1100},
             1,
             "10 GB x $100",
             "list",
             {{{{"route", "images"}}, 750}, {{{"route", "pages"}}, 250}}}};
  r.faults = {
      {"gru", 60, 120, {65, 60, 70}, {0.02, 0.01, 0.03}, "africa", 0.5, {0.05, 0.04, 0.06}}};
  for (int i = 0; i < 10; ++i) {
    const double failed = i >= 2 && i < 4 ? 0.2 : 0;
    r.timeline.push_back({30.0 * i, 1000, failed, 0.8, 200, 120});
  }
  r.assumptions = {
      {"world.horizon.history", "7d", "a round number", "", false},
      {"world.clients.early_data", "0%", "nothing", "", false},
      {"world.edge.cpu.request", "100us", "acts on a stage that is not there", "", false},
      {"world.clients.tls12", "10%", "old devices", "", false},
      {"world.clients.dns.ttl", "5min", "published table", "2026-08", true}};
  r.warnings = {"the warm-up is short"};
  r.next = "edgecase run shop.yaml --replications 32";
  return r;
}

inline ComparisonResult sample_comparison() {
  ComparisonResult c;
  c.base = sample_result();
  c.alternative = sample_result();
  c.alternative.judgements[0].outcome = Outcome::fail;
  const Estimate none{std::nan(""), std::nan(""), std::nan("")};
  c.differences = {
      {"latency.p95", {}, "ms", 200, 260, {60, 50, 70}, {0.3, 0.25, 0.35}, true},
      {"latency.p99", {}, "ms", 300, 301, {1, -2, 4}, {0.003, -0.01, 0.016}, false},
      {"hit_ratio", {}, "1", 0.8, 0.9, {0.1, 0.09, 0.11}, {0.125, 0.11, 0.14}, true},
      {"origin.wait.mean", {}, "ms", 0, 5, {5, 4, 6}, none, true},
      {"cost.monthly", {}, "$", 1000, 400, {-600, -620, -580}, {-0.6, -0.62, -0.58}, true}};
  c.costs = {{"aws/egress", "Data out", 1000, 300, {-700, -720, -680}},
             {"cloudflare/tier", "Tier", 0, 100, {100, 90, 110}},
             {"aws/requests", "Requests", 50, 50, {0, 0, 0}}};
  c.headlines = {"Breaks an objective.", "Cheaper, slower."};
  c.sentence = "Breaks an objective. Cheaper, slower.";
  c.changed = {{"design.caches.static.ttl", "10min", "1h"}};
  return c;
}

}  // namespace edgecase
