// Stores: by store and region what callers waited and were shown, then what was lost or refused.
#include <set>

#include <fmt/core.h>

#include "report/estimates.hpp"
#include "report/numbers.hpp"
#include "report/sections.hpp"

namespace edgecase {
namespace {

constexpr EstimateLine anomalies[] = {
    {"reads answered by a copy or a replica", "store.copies.share", "1"},
    {"stale reads", "store.stale.share", "1", EstimateLine::always},
    {"  newer version existed for, p50", "store.stale.age.p50", "s"},
    {"  newer version existed for, p99", "store.stale.age.p99", "s"},
    {"  versions behind, mean", "store.stale.versions", "count"},
    {"own last write not shown", "store.own_write_missing.share", "1", EstimateLine::always},
    {"showed less than before", "store.went_back.share", "1", EstimateLine::always},
    {"lost updates, per update", "store.lost_updates.share", "1", EstimateLine::always},
    {"sold although none was left", "store.oversold", "count"},
    {"updates that found none left", "store.sold_out.share", "1"},
    {"repeated attempts, per update", "store.repeated.share", "1"},
    {"writes lost with a leader", "store.lost_writes", "count", EstimateLine::always},
    {"  the oldest, before the failure (RPO)", "store.rpo", "s", EstimateLine::always},
    {"  until writes were taken again (RTO)", "store.rto", "s"},
    {"calls refused", "store.refused.share", "1"},
};

std::set<std::string> stores_of(const Result& result) {
  std::set<std::string> names;
  for (const Metric& metric : result.metrics)
    if (metric.name == "store.rate" && metric.labels.contains("store"))
      names.insert(metric.labels.at("store"));
  return names;
}

std::string value_of(const Result& result, const char* metric, const char* unit,
                     const MetricLabels& labels) {
  return value_text(estimate_of(result, metric, labels).mean, unit);
}

TextRow row_of(const Result& result, const std::string& name, const MetricLabels& labels) {
  return {{name, value_of(result, "store.rate", "1/s", labels),
           value_of(result, "store.read.p50", "ms", labels),
           value_of(result, "store.read.p99", "ms", labels),
           value_of(result, "store.write.p50", "ms", labels),
           value_of(result, "store.write.p99", "ms", labels),
           value_of(result, "store.stale.share", "1", labels),
           value_of(result, "store.refused.share", "1", labels)}};
}

/// The three that cost most, and what is left.
TextTable flow_table(const Result& result) {
  constexpr std::size_t shown = 3;
  TextTable table{
      {{"bytes leaving", Align::left, true}, {"to", Align::left}, {"for", Align::left}, {"a month"}, {"per month"}}, {}};
  const auto add = [&table](const FlowRow& flow, bool minor) {
    table.rows.push_back({{flow.from.empty() ? "the edge platform" : flow.from, flow.to,
                           flow.reason == "read" ? "answers to reads" : "copies",
                           value_text(flow.bytes.mean, "B"), dollars_text(flow.dollars.mean)},
                          {},
                          minor});
  };
  for (std::size_t i = 0; i < result.flows.size(); ++i) add(result.flows[i], i >= shown);
  return table;
}

}  // namespace

Section data_section(const Result& result) {
  Section section{"Data: time until the caller has the answer", {}};
  const std::set<std::string> stores = stores_of(result);
  if (stores.empty()) return section;
  TextTable table{{{"store", Align::left, true},
                   {"calls"},
                   {"read p50"},
                   {"p99"},
                   {"write p50"},
                   {"p99"},
                   {"stale reads"},
                   {"refused"}},
                  {}};
  for (const std::string& store : stores) {
    table.rows.push_back(row_of(result, store, {{"store", store}}));
    for (const std::string& region : result.regions)
      table.rows.push_back(
          row_of(result, "  " + region, {{"store", store}, {"region", region}}));
  }
  section.blocks.emplace_back(std::move(table));
  for (const std::string& store : stores) {
    TextTable of_store = estimates_table(store);
    for (const EstimateLine& line : anomalies)
      add_estimate(of_store, result, line, {{"store", store}});
    if (!of_store.rows.empty()) section.blocks.emplace_back(std::move(of_store));
  }
  if (!result.flows.empty()) section.blocks.emplace_back(flow_table(result));
  return section;
}

}  // namespace edgecase
