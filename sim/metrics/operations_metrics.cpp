// Metrics of operational load, the axis beside latency, cost and resilience: what people have to do
// for a design, counted from the run and the design, in hours and dollars by a sheet of
// assumptions (cost/operations_sheet.hpp).

#include <cmath>
#include <set>

#include "metrics/family.hpp"

namespace edgecase {
namespace {

/// How many parts of this kind the design has.
double parts_of(const DesignSpec& design, std::string_view kind) {
  const auto many = [](const auto& map) { return static_cast<double>(map.size()); };
  if (kind == "stores") return many(design.stores);
  if (kind == "gates") return many(design.access) + many(design.quotas);
  if (kind == "functions") return many(design.compute);
  if (kind == "tools") return many(design.tools);
  double count = 0;
  if (kind == "rules") {
    for (const auto& [name, guard] : design.guards)
      count +=
          many(guard.rate_limits) + (guard.waf ? static_cast<double>(guard.waf->rules.size()) : 0);
  } else if (kind == "tiers") {
    for (const auto& [name, cache] : design.caches)
      count += cache.upper_tier.has_value() + cache.reserve.has_value();
  }
  return count;
}

double third_parties_of(const DesignSpec& design) {
  std::set<std::string> asked;
  for (const auto& [name, function] : design.compute)
    if (function.sub_requests && function.sub_requests->to != "origin" &&
        !design.stores.contains(function.sub_requests->to))
      asked.insert(function.sub_requests->to);
  return static_cast<double>(asked.size());
}

/// Places of stores with data.
double data_regions_of(const Blueprint& plan) {
  std::set<std::string> places;
  for (const StorePlan& store : plan.stores.stores)
    for (const auto& site : store.map.sites) places.insert(site.name);
  return static_cast<double>(places.size());
}

double count_of(const Blueprint& plan, std::string_view kind) {
  if (kind == "third_parties") return third_parties_of(plan.spec.design);
  if (kind == "regions") return data_regions_of(plan);
  return parts_of(plan.spec.design, kind);
}

double all_parts(const Blueprint& plan) {
  double parts = 0;
  for (const std::string_view kind : part_names) parts += count_of(plan, kind);
  return parts;
}

struct OperationsLoad {
  double pages = 0, false_pages = 0, changes = 0, rollbacks = 0, approvals = 0, tickets = 0;
};

OperationsLoad load_of(const Reading& r) {
  const Observations& seen = r.run.seen;
  OperationsLoad load{.pages = static_cast<double>(seen.alerts.pages - seen.alerts.false_pages),
                      .false_pages = static_cast<double>(seen.alerts.false_pages),
                      .tickets = static_cast<double>(seen.alerts.tickets)};
  for (std::size_t i = 0; i < seen.rollouts.size(); ++i) {
    const RolloutBooks& books = seen.rollouts[i].books;
    load.changes += books.steps.front().happened() ? 1 : 0;
    load.rollbacks += books.noticed.happened() ? 1 : 0;
    load.approvals += r.plan.rollouts.rollouts[i].spec->review ? 1 : 0;
  }
  double refused = 0;
  for (const Cell& cell : seen.cells)
    refused += static_cast<double>(cell.failures[static_cast<std::size_t>(Failure::blocked)] +
                                   cell.failures[static_cast<std::size_t>(Failure::no_identity)]);
  load.tickets += refused * r.plan.setting.operations.tickets_by_refusal.value;
  return load;
}

/// A month in which what was measured happens once.
double hours_of(const Reading& r) {
  const OperationsSheet& sheet = r.plan.setting.operations;
  const OperationsLoad load = load_of(r);
  double seconds =
      load.pages * in_seconds(sheet.page) + load.false_pages * in_seconds(sheet.false_page) +
      load.changes * in_seconds(sheet.change) + load.rollbacks * in_seconds(sheet.rollback) +
      load.approvals * in_seconds(sheet.approval) + load.tickets * in_seconds(sheet.ticket);
  for (const auto& [kind, each] : sheet.parts) seconds += count_of(r.plan, kind) * in_seconds(each);
  return seconds / 3600;
}

constexpr std::array operations_rows{
    MetricFamily{"operations.parts",
                 false,
                 "count",
                 {},
                 "parts that can fail or must be run: stores, gates and quotas, rules, tiers, "
                 "functions, third parties, tools, regions with data",
                 [](const Reading& r) { return all_parts(r.plan); }},
    MetricFamily{"operations.pages",
                 false,
                 "count",
                 {},
                 "pages with a cause, in the measured time",
                 [](const Reading& r) { return load_of(r).pages; }},
    MetricFamily{"operations.false_pages",
                 false,
                 "count",
                 {},
                 "pages without a cause",
                 [](const Reading& r) { return load_of(r).false_pages; }},
    MetricFamily{"operations.changes",
                 false,
                 "count",
                 {},
                 "changes that are shipped",
                 [](const Reading& r) { return load_of(r).changes; }},
    MetricFamily{"operations.rollbacks",
                 false,
                 "count",
                 {},
                 "changes that are undone or stopped",
                 [](const Reading& r) { return load_of(r).rollbacks; }},
    MetricFamily{"operations.approvals",
                 false,
                 "count",
                 {},
                 "reviews of changes",
                 [](const Reading& r) { return load_of(r).approvals; }},
    MetricFamily{"operations.tickets",
                 false,
                 "count",
                 {},
                 "tickets: by alerts, and by users who were blocked by mistake or could not log in",
                 [](const Reading& r) { return load_of(r).tickets; }},
    MetricFamily{"operations.hours",
                 false,
                 "count",
                 {},
                 "hours of work in a month in which what was measured happens once "
                 "(design.prices.operations)",
                 hours_of},
    MetricFamily{
        "operations.dollars",
        false,
        "$",
        {},
        "what those hours cost",
        [](const Reading& r) { return hours_of(r) * in_dollars(r.plan.setting.operations.hour); }},
};

}  // namespace

std::span<const MetricFamily> operations_metrics() { return operations_rows; }

}  // namespace edgecase
