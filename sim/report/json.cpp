// Results as JSON, key by key in a fixed order. What it writes, result_schema() describes.
#include <cmath>

#include <nlohmann/json.hpp>

#include "report/report.hpp"

namespace edgecase {
namespace {

using Json = nlohmann::ordered_json;

constexpr int schema_version = 1;

Json json_number(double value) { return std::isfinite(value) ? Json(value) : Json(nullptr); }

Json labels_json(const MetricLabels& labels) {
  Json out = Json::object();
  for (const auto& [key, value] : labels) out[key] = value;
  return out;
}

Json estimate_json(const Estimate& e) {
  return {{"mean", json_number(e.mean)}, {"lo", json_number(e.lo)}, {"hi", json_number(e.hi)}};
}

template <class T, class Convert>
Json list_json(const std::vector<T>& all, Convert convert) {
  Json out = Json::array();
  for (const T& one : all) out.push_back(convert(one));
  return out;
}

Json metric_json(const Metric& m) {
  return {{"name", m.name},
          {"labels", labels_json(m.labels)},
          {"unit", m.unit},
          {"mean", json_number(m.estimate.mean)},
          {"lo", json_number(m.estimate.lo)},
          {"hi", json_number(m.estimate.hi)},
          {"values", list_json(m.values, json_number)}};
}

const char* outcome_text(Outcome outcome) {
  if (outcome == Outcome::pass) return "pass";
  return outcome == Outcome::fail ? "fail" : "inconclusive";
}

Json judgement_json(const Judgement& j) {
  return {{"name", j.name},
          {"indicator", j.indicator},
          {"comparison", j.comparison},
          {"limit", json_number(j.limit)},
          {"unit", j.unit},
          {"mean", json_number(j.estimate.mean)},
          {"lo", json_number(j.estimate.lo)},
          {"hi", json_number(j.estimate.hi)},
          {"outcome", outcome_text(j.outcome)}};
}

Json breakdown_json(const Breakdown& b) {
  return {{"indicator", b.indicator},
          {"from", json_number(b.from)},
          {"to", json_number(b.to)},
          {"mean_ms", json_number(b.mean_ms)},
          {"parts", list_json(b.parts, [](const Part& p) {
             return Json{
                 {"name", p.name}, {"ms", json_number(p.value)}, {"share", json_number(p.share)}};
           })}};
}

Json bill_row_json(const BillRow& row) {
  Json drivers = Json::array();
  for (const auto& [labels, dollars] : row.drivers) {
    drivers.push_back({{"labels", labels_json(labels)}, {"dollars", json_number(dollars)}});
  }
  return {{"name", row.name},
          {"title", row.title},
          {"region", row.region},
          {"dollars", estimate_json(row.dollars)},
          {"share", json_number(row.share)},
          {"arithmetic", row.arithmetic},
          {"source", row.source},
          {"drivers", std::move(drivers)},
          {"meter", row.meter},
          {"unit", row.unit},
          {"quantity", estimate_json(row.quantity)}};
}

Json month_json(const MonthRow& row) {
  return {{"name", row.name},
          {"measured_s", json_number(row.measured_s)},
          {"times", json_number(row.times)},
          {"month_s", json_number(row.month_s)},
          {"because", row.because},
          {"dollars", estimate_json(row.dollars)}};
}

Json unpriced_json(const UnpricedRow& row) {
  return {{"meter", row.meter}, {"quantity", row.quantity}, {"doc", row.doc}};
}

Json margin_json(const MarginRow& row) {
  return {{"by", row.by},
          {"name", row.name},
          {"revenue", estimate_json(row.revenue)},
          {"cost", estimate_json(row.cost)},
          {"margin", estimate_json(row.margin)}};
}

Json fault_json(const FaultRow& f) {
  return {{"name", f.name},
          {"from_s", json_number(f.from_s)},
          {"until_s", json_number(f.until_s)},
          {"recovery_s", estimate_json(f.recovery_s)},
          {"failed", estimate_json(f.failed)},
          {"worst_region", f.worst_region},
          {"worst_failed", json_number(f.worst_failed)}};
}

Json moment_json(const TimelinePoint& p) {
  return {{"at_s", json_number(p.at_s)},
          {"requests_per_s", json_number(p.requests_per_s)},
          {"failed", json_number(p.failed)},
          {"edge_hits", json_number(p.edge_hits)},
          {"origin_per_s", json_number(p.origin_per_s)},
          {"latency_ms", json_number(p.latency_ms)}};
}

Json assumption_json(const Assumption& a) {
  return {{"path", a.path},
          {"value", a.value},
          {"why", a.why},
          {"date", a.date},
          {"sourced", a.sourced}};
}

/// True, false, or null: no objectives, or inconclusive.
Json passed(const Result& result) {
  const bool unknown = result.judgements.empty() || result.outcome == Outcome::inconclusive;
  return unknown ? Json(nullptr) : Json(result.outcome == Outcome::pass);
}

Json result_json(const Result& r) {
  Json json = {{"schema_version", schema_version},
               {"tool_version", r.tool_version},
               {"scenario", r.scenario},
               {"title", r.title},
               {"question", r.question},
               {"seed", r.seed},
               {"replications", r.replications},
               {"simulated_requests", r.simulated_requests},
               {"simulated_events", r.simulated_events},
               {"warm_up_s", json_number(r.warm_up_s)},
               {"measured_s", json_number(r.measured_s)},
               {"passed", passed(r)},
               {"judgements", list_json(r.judgements, judgement_json)},
               {"regions", r.regions},
               {"routes", r.routes},
               {"metrics", list_json(r.metrics, metric_json)},
               {"why", list_json(r.why, breakdown_json)},
               {"month", list_json(r.month, month_json)},
               {"bill", list_json(r.bill, bill_row_json)},
               {"bill_complete", r.bill_complete},
               {"not_priced", list_json(r.unpriced, unpriced_json)},
               {"cost_to_serve", list_json(r.served, bill_row_json)},
               {"margin", list_json(r.margin, margin_json)},
               {"faults", list_json(r.faults, fault_json)},
               {"timeline", list_json(r.timeline, moment_json)},
               {"assumptions", list_json(r.assumptions, assumption_json)},
               {"warnings", r.warnings},
               {"next", r.next},
               {"resolved_scenario",
                r.resolved_scenario.empty() ? Json(nullptr) : Json::parse(r.resolved_scenario)}};
  if (r.one_in > 1) json["one_in"] = r.one_in;
  return json;
}

Json difference_json(const Difference& d) {
  return {{"name", d.name},
          {"labels", labels_json(d.labels)},
          {"unit", d.unit},
          {"base", json_number(d.base)},
          {"alternative", json_number(d.alternative)},
          {"absolute", estimate_json(d.absolute)},
          {"relative", estimate_json(d.relative)},
          {"significant", d.significant}};
}

Json cost_json(const CostChange& c) {
  return {{"name", c.name},
          {"title", c.title},
          {"base", json_number(c.base)},
          {"alternative", json_number(c.alternative)},
          {"change", estimate_json(c.change)}};
}

Json marginal_json(const MarginalPrice& m) {
  return {{"what", m.what},
          {"unit", m.unit},
          {"gain", estimate_json(m.gain)},
          {"cost", estimate_json(m.cost)},
          {"price", estimate_json(m.price)}};
}

std::string dumped(const Json& json) {
  return json.dump(1, ' ', false, Json::error_handler_t::replace) + "\n";
}

}  // namespace

std::string as_json(const Result& result) { return dumped(result_json(result)); }

std::string as_json(const ComparisonResult& c) {
  return dumped({{"schema_version", schema_version},
                 {"tool_version", c.base.tool_version},
                 {"sentence", c.sentence},
                 {"differences", list_json(c.differences, difference_json)},
                 {"costs", list_json(c.costs, cost_json)},
                 {"marginal", list_json(c.marginal, marginal_json)},
                 {"base", result_json(c.base)},
                 {"alternative", result_json(c.alternative)}});
}

}  // namespace edgecase
