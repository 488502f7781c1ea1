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
    {"missed the user's own last write", "store.own_write_missing.share", "1",
     EstimateLine::always},
    {"went back to an older version", "store.went_back.share", "1", EstimateLine::always},
    {"lost updates, per update", "store.lost_updates.share", "1", EstimateLine::always},
    {"sold although none was left", "store.oversold", "count"},
    {"updates that found none left", "store.sold_out.share", "1"},
    {"repeated attempts, per update", "store.repeated.share", "1"},
    {"writes lost with a leader", "store.lost_writes", "count", EstimateLine::always},
    {"  the oldest, before the failure (RPO)", "store.rpo", "s", EstimateLine::always},
    {"  until writes were taken again (RTO)", "store.rto", "s"},
    {"calls refused", "store.refused.share", "1"},
};

/// The values of a label for which a metric is known.
std::set<std::string> label_values(const Result& result, const char* name, const char* label) {
  std::set<std::string> values;
  for (const Metric& metric : result.metrics)
    if (metric.name == name && metric.labels.contains(label))
      values.insert(metric.labels.at(label));
  return values;
}
bool is_listed(const Result& result, const char* name, const char* label,
               const std::string& value) {
  return label_values(result, name, label).contains(value);
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

TextTable queue_table(const Result& result, const std::set<std::string>& stores) {
  TextTable table{{{"queue", Align::left, true},
                   {"delay mean"},
                   {"p99"},
                   {"backlog at the end"},
                   {"peak"},
                   {"duplicates"},
                   {"dead letters"},
                   {"reordered"}},
                  {}};
  for (const std::string& store : stores) {
    const MetricLabels labels{{"store", store}};
    if (!is_listed(result, "queue.backlog", "store", store)) continue;
    table.rows.push_back({{store, value_of(result, "queue.delay.mean", "ms", labels),
                           value_of(result, "queue.delay.p99", "ms", labels),
                           value_of(result, "queue.backlog", "count", labels),
                           value_of(result, "queue.backlog.peak", "count", labels),
                           value_of(result, "queue.duplicates.share", "1", labels),
                           value_of(result, "queue.dead_letters.share", "1", labels),
                           value_of(result, "queue.reordered.share", "1", labels)}});
  }
  return table;
}

/// Routes with personal data: what left its jurisdiction.
TextTable residency_table(const Result& result) {
  TextTable table{{{"personal data", Align::left, true},
                   {"left the jurisdiction"},
                   {"passed outside"},
                   {"stored outside"},
                   {"outside"}},
                  {}};
  for (const std::string& route : label_values(result, "data.outside.share", "route")) {
    const MetricLabels labels{{"route", route}};
    table.rows.push_back({{route, value_of(result, "data.outside.share", "1", labels),
                           value_of(result, "data.outside.passed.share", "1", labels),
                           value_of(result, "data.outside.stored.share", "1", labels),
                           value_of(result, "data.outside.rate", "bit/s", labels)}});
  }
  return table;
}

/// The three that cost most, and what is left.
TextTable flow_table(const Result& result) {
  constexpr std::size_t shown = 3;
  TextTable table{{{"bytes leaving", Align::left, true},
                   {"to", Align::left},
                   {"for", Align::left},
                   {"a month"},
                   {"per month"}},
                  {}};
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

void add_store_tables(Section& section, const Result& result, const std::set<std::string>& stores) {
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
      table.rows.push_back(row_of(result, "  " + region, {{"store", store}, {"region", region}}));
  }
  section.blocks.emplace_back(std::move(table));
  for (const std::string& store : stores) {
    TextTable of_store = estimates_table(store);
    for (const EstimateLine& line : anomalies)
      add_estimate(of_store, result, line, {{"store", store}});
    if (!of_store.rows.empty()) section.blocks.emplace_back(std::move(of_store));
  }
  TextTable queues = queue_table(result, stores);
  if (!queues.rows.empty()) section.blocks.emplace_back(std::move(queues));
  if (!result.flows.empty()) section.blocks.emplace_back(flow_table(result));
}

}  // namespace

Section data_section(const Result& result) {
  const std::set<std::string> stores = label_values(result, "store.rate", "store");
  Section section{stores.empty() ? "Data: where personal data went"
                                 : "Data: time until the caller has the answer",
                  {}};
  if (!stores.empty()) add_store_tables(section, result, stores);
  TextTable personal = residency_table(result);
  if (!personal.rows.empty()) section.blocks.emplace_back(std::move(personal));
  return section;
}

}  // namespace edgecase
