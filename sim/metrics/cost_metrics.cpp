// Metrics of money: what the customer pays, what it costs the provider, and the margin between
// them.

#include <array>

#include "billing/billing.hpp"
#include "metrics/metrics.hpp"

namespace edgecase {
namespace {

double total_of(const Bill& bill) { return bill.complete ? in_dollars(bill.total) : no_value; }

double line_of(const Bill& bill, std::string_view line) {
  double dollars = 0;
  bool found = false;
  for (const BillLine& one : bill.lines) {
    if (line_name(one) != line) continue;
    if (!one.dollars) return no_value;
    dollars += in_dollars(*one.dollars);
    found = true;
  }
  return found ? dollars : no_value;
}

double monthly(const Reading& r, const Bill& bill) {
  const std::string_view line = r.label(metric_label::line);
  return line.empty() ? total_of(bill) : line_of(bill, line);
}

double per_active_user(const Reading& r, double dollars) {
  const std::optional<Count>& users = r.plan.spec.world.demand.users.active;
  return users ? dollars / static_cast<double>(users->value) : no_value;
}

double margin(const Reading& r) {
  if (!r.run.bill.complete || !r.run.served.complete) return no_value;
  double dollars = 0;
  for (const MarginPart& part : r.run.margins)
    if (part.by == "product") dollars += in_dollars(part.revenue) - in_dollars(part.cost);
  return dollars;
}

constexpr std::array by_line{&metric_label::line};

constexpr std::array cost_rows{
    MetricFamily{"cost.monthly", false, "$", by_line, "what the customer pays in a 30-day month",
                 [](const Reading& r) { return monthly(r, r.run.bill); }},
    MetricFamily{"cost.per_million_requests",
                 false,
                 "$",
                 {},
                 "what the customer pays for a million requests of users",
                 [](const Reading& r) {
                   return total_of(r.run.bill) /
                          requests_in_month({r.plan, r.run.seen, r.run.rest.get()}) * 1e6;
                 }},
    MetricFamily{"cost.per_active_user",
                 false,
                 "$",
                 {},
                 "what the customer pays in a month for each of world.demand.users.active",
                 [](const Reading& r) { return per_active_user(r, total_of(r.run.bill)); }},
    MetricFamily{"cost_to_serve.monthly", false, "$", by_line,
                 "what it costs the edge's provider in a 30-day month",
                 [](const Reading& r) { return monthly(r, r.run.served); }},
    MetricFamily{"cost_to_serve.per_active_user",
                 false,
                 "$",
                 {},
                 "what it costs the edge's provider in a month for each of "
                 "world.demand.users.active",
                 [](const Reading& r) { return per_active_user(r, total_of(r.run.served)); }},
    MetricFamily{"margin.monthly",
                 false,
                 "$",
                 {},
                 "what the customer pays the edge's provider, minus what it costs",
                 margin,
                 Listing::by_each_label,
                 Range::any},
    MetricFamily{"margin.per_active_user",
                 false,
                 "$",
                 {},
                 "the margin of a month for each of world.demand.users.active",
                 [](const Reading& r) { return per_active_user(r, margin(r)); },
                 Listing::by_each_label,
                 Range::any},
};

}  // namespace

std::span<const MetricFamily> cost_metrics() { return cost_rows; }

std::string line_name(const BillLine& line) {
  std::string name = line.sheet + "/" + line.product;
  if (!line.name.empty()) name += "/" + line.name;
  return name;
}

}  // namespace edgecase
