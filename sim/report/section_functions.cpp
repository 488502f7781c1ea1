// Functions: who waits for instances to start, for how long, and what is alive.
#include "report/estimates.hpp"
#include "report/numbers.hpp"
#include "report/sections.hpp"

namespace edgecase {
namespace {

/// A line of who waits: his share of cold starts, and the time that they add.
struct Waiter {
  std::string label;
  const Estimate* share;
  const Estimate* delay;
};

void add_waiter(TextTable& table, const Waiter& waiter) {
  if (!occurred(*waiter.share)) return;
  const EstimateText share = estimate_text(*waiter.share, "1");
  const EstimateText delay = estimate_text(*waiter.delay, "ms");
  table.rows.push_back({{waiter.label, share.mean, {share.interval, Tone::faint}, delay.mean}});
}

std::string where_text(const std::string& label, const std::string& value) {
  if (label == "function") return "function " + value;
  if (label == "site") return "in " + value + " places";
  return "asked " + value;
}

/// By function, kind of place and local rate; by route and region where there are several.
TextTable waiters_table(const Result& result) {
  TextTable table{
      {{"", Align::left}, {"start an instance"}, {"95% interval", Align::left}, {"wait, mean"}},
      {}};
  const auto add = [&](const std::string& label, const char* share, const char* delay,
                       const MetricLabels& labels) {
    add_waiter(table,
               {label, &estimate_of(result, share, labels), &estimate_of(result, delay, labels)});
  };
  add("all", "cold_start.share", "cold_start.delay.mean", {});
  for (const Metric& metric : result.metrics) {
    if (metric.name != "function.cold_share" || metric.labels.size() != 1) continue;
    const auto& [label, value] = *metric.labels.begin();
    add(where_text(label, value), "function.cold_share", "function.cold_delay.mean", metric.labels);
  }
  const auto add_each = [&](const std::string& label, const std::vector<std::string>& names) {
    for (std::size_t i = 0; names.size() > 1 && i < names.size(); ++i)
      add(label == "region" ? names[i] : label + " " + names[i], "cold_start.share",
          "cold_start.delay.mean", {{label, names[i]}});
  };
  add_each("route", result.routes);
  add_each("region", result.regions);
  return table;
}

}  // namespace

Section function_section(const Result& result) {
  Section section{"Functions", {}};
  TextTable waiters = waiters_table(result);
  if (waiters.rows.empty()) return section;
  section.blocks.emplace_back(std::move(waiters));
  TextTable table = estimates_table();
  add_estimate(table, "requests that wait for a start of another's",
               estimate_of(result, "cold_start.victims.share"), "1");
  add_estimate(table, "instances alive, mean", estimate_of(result, "function.instances"), "count");
  add_estimate(table, "  their memory", estimate_of(result, "function.memory"), "B");
  for (const Metric& metric : result.metrics) {
    if (metric.name != "function.near_data_from") continue;
    add_estimate(table,
                 metric.labels.at("function") + " is quicker near its data from … sub-requests on",
                 metric.estimate, "count");
  }
  for (const char* p : {"p50", "p99"}) {
    add_estimate(table, std::string("latency ") + p,
                 estimate_of(result, std::string("latency.") + p), "ms");
    add_estimate(table, "  had no start taken time",
                 estimate_of(result, std::string("latency_without_cold_starts.") + p), "ms");
  }
  section.blocks.emplace_back(std::move(table));
  return section;
}

}  // namespace edgecase
