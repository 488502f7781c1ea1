// Functions: cold starts, the delay they add, and live instances.
#include "report/estimates.hpp"
#include "report/numbers.hpp"
#include "report/sections.hpp"

namespace edgecase {
namespace {

/// A row of cold starts: the share of requests that had one, and the delay it adds.
struct ColdStartRow {
  std::string label;
  const Estimate* share;
  const Estimate* delay;
  const Estimate* duration;
};

void add_cold_starts(TextTable& table, const ColdStartRow& row) {
  if (!occurred(*row.share)) return;
  const EstimateText share = estimate_text(*row.share, "1");
  const EstimateText delay = estimate_text(*row.delay, "ms");
  const std::string duration = occurred(*row.duration) ? value_text(row.duration->mean, "ms") : "";
  const bool never = !(row.share->mean > 0) && !(row.share->hi > 0);
  table.rows.push_back(
      {{row.label, share.mean, {share.interval, Tone::faint}, duration, delay.mean}, {}, never});
}

std::string where_text(const std::string& label, const std::string& value) {
  if (label == "function") return "function " + value;
  if (label == "site") return value + " sites";
  return "local rate " + value;
}

/// By function, kind of site and local request rate; by route and region where there are several.
TextTable cold_start_table(const Result& result) {
  TextTable table{
      {{"", Align::left}, {"cold starts"}, interval_column(), {"duration"}, {"mean delay"}}, {}};
  const auto add = [&](const std::string& label, const char* share, const char* delay,
                       const MetricLabels& labels) {
    add_cold_starts(
        table, {label, &estimate_of(result, share, labels), &estimate_of(result, delay, labels),
                &estimate_of(result, "cold_start.duration.mean", labels)});
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
  Section section{"Functions (share of cold starts, mean delay: over all function requests)", {}};
  TextTable cold_starts = cold_start_table(result);
  if (cold_starts.rows.empty()) return section;
  section.blocks.emplace_back(std::move(cold_starts));
  TextTable table = estimates_table();
  add_estimate(table, "waited for another request's cold start",
               estimate_of(result, "cold_start.victims.share"), "1");
  add_estimate(table, "live instances, mean", estimate_of(result, "function.instances"), "count");
  add_estimate(table, "  memory", estimate_of(result, "function.memory"), "B");
  for (const Metric& metric : result.metrics) {
    if (metric.name != "function.near_data_from") continue;
    add_estimate(table,
                 metric.labels.at("function") + ": sub-requests that make it faster near its data",
                 metric.estimate, "count");
  }
  for (const char* p : {"p50", "p99"}) {
    add_estimate(table, std::string("latency ") + p,
                 estimate_of(result, std::string("latency.") + p), "ms");
    add_estimate(table, "  without cold starts",
                 estimate_of(result, std::string("latency_without_cold_starts.") + p), "ms");
  }
  section.blocks.emplace_back(std::move(table));
  return section;
}

}  // namespace edgecase
