#include "report/result_fields.hpp"

namespace edgecase {
namespace {

/// The member is written as this type says, which can print it.
struct WrittenAs {
  TypeRef type;
};
void attach(Field& field, WrittenAs as) { field.type = as.type; }

Type text_among(std::initializer_list<const char*> texts) {
  ScalarType scalar = *type_of<std::string>().as<ScalarType>();
  for (const char* text : texts) scalar.names.push_back({text, ""});
  return {std::move(scalar)};
}
const Type& metric_unit() {
  static const Type type = text_among({"ms", "s", "1", "1/s", "bit/s", "bit", "B", "$", "count"});
  return type;
}
const Type& comparison_sign() {
  static const Type type = text_among({"<", "<=", ">", ">="});
  return type;
}

/// An outcome in one word.
const Type& whether_passed() {
  static const Type type{ScalarType{
      .form = {.name = "true, false or null", .examples = {}, .json = JsonForm::boolean_or_null},
      .print = [](const void* value) -> std::string {
        const auto& outcome = *static_cast<const std::optional<Outcome>*>(value);
        if (outcome == Outcome::pass) return "true";
        return outcome == Outcome::fail ? "false" : "null";
      }}};
  return type;
}

/// A text that is JSON; empty: null.
const Type& json_object() {
  static const Type type{ScalarType{
      .form = {.name = "a JSON object or null", .examples = {}, .json = JsonForm::object_or_null},
      .print = [](const void* value) -> std::string {
        const auto& text = *static_cast<const std::string*>(value);
        return text.empty() ? "null" : text;
      }}};
  return type;
}

/// Absent where it is false.
const Type& only_true() {
  static const Type type{OptionalType{&type_of<bool>, nullptr,
                                      [](const void* value) -> const void* {
                                        return *static_cast<const bool*>(value) ? value : nullptr;
                                      },
                                      nullptr}};
  return type;
}

/// Absent where it is 1.
const Type& more_than_one() {
  static const Type type{OptionalType{&type_of<std::uint64_t>, nullptr,
                                      [](const void* value) -> const void* {
                                        return *static_cast<const std::uint64_t*>(value) > 1
                                                   ? value
                                                   : nullptr;
                                      },
                                      nullptr}};
  return type;
}

}  // namespace

auto names(Of<Outcome>) -> std::array<Enumerator<Outcome>, 3> {
  return enumerators<Outcome>(
      {{"pass", Outcome::pass, "the whole interval keeps the promise"},
       {"fail", Outcome::fail, "the whole interval breaks it"},
       {"inconclusive", Outcome::inconclusive, "the limit lies within the interval"}});
}

std::vector<Field> fields(Of<Estimate>) {
  return list<Estimate>(field("mean", &Estimate::mean, "mean over the replications"),
                        field("lo", &Estimate::lo, "lower end of its 95% interval"),
                        field("hi", &Estimate::hi, "upper end of its 95% interval"));
}

std::vector<Field> fields(Of<Metric>) {
  return list<Metric>(
      field("name", &Metric::name, "dotted: latency.p99"),
      field("labels", &Metric::labels,
            "what it is restricted to: route, region, tier, cause, line, ..."),
      field("unit", &Metric::unit, "1: a share", WrittenAs{&metric_unit}),
      field("estimate", &Metric::estimate, "mean and 95% interval", inlined()),
      field("values", &Metric::values, "one per replication; null where it did not occur"),
      field("events", &Metric::events,
            "number of single events per replication from which a mean or quantile is computed; "
            "0: it is computed otherwise"));
}

std::vector<Field> fields(Of<Judgement>) {
  return list<Judgement>(
      field("name", &Judgement::name, "of the SLO; empty for a threshold"),
      field("indicator", &Judgement::indicator, "the metric: latency.p95{route=images}"),
      field("comparison", &Judgement::comparison, "how the metric must compare with the limit",
            WrittenAs{&comparison_sign}),
      field("limit", &Judgement::limit, "in the metric's unit"),
      field("unit", &Judgement::unit, "of the metric", WrittenAs{&metric_unit}),
      field("estimate", &Judgement::estimate, "of the metric", inlined()),
      field("outcome", &Judgement::outcome, "inconclusive: the limit lies within the interval"));
}

std::vector<Field> fields(Of<Part>) {
  return list<Part>(field("name", &Part::name, "the stage: dns, tcp, tls, origin_queue, ..."),
                    field("ms", &Part::value, "mean time in it"),
                    field("share", &Part::share, "of the mean latency"));
}

std::vector<Field> fields(Of<Breakdown>) {
  return list<Breakdown>(
      field("indicator", &Breakdown::indicator, "the quantile: latency.p99{region=africa}"),
      field("from", &Breakdown::from, "quantile from which requests were looked at"),
      field("to", &Breakdown::to, "quantile up to which they were"),
      field("mean_ms", &Breakdown::mean_ms, "their mean latency"),
      field("parts", &Breakdown::parts, "largest first; they add up to mean_ms"));
}

std::vector<Field> fields(Of<Driver>) {
  return list<Driver>(
      field("labels", &Driver::labels, "one: a route, region, country, tier, cause or phase"),
      field("dollars", &Driver::dollars, "a month, of the line's"));
}

std::vector<Field> fields(Of<BillRow>) {
  return list<BillRow>(
      field("name", &BillRow::name, "sheet/product/line"),
      field("title", &BillRow::title, "as the vendor calls it"),
      field("region", &BillRow::region, "price region; empty: everywhere"),
      field("dollars", &BillRow::dollars, "a month; null: the price is not known"),
      field("share", &BillRow::share, "of the total"),
      field("arithmetic", &BillRow::arithmetic,
            "its calculation, with means over the replications"),
      field("source", &BillRow::source, "of the price"),
      field("drivers", &BillRow::drivers,
            "what caused it: by one label after the other, largest first"),
      field("meter", &BillRow::meter, "what is counted: edge.egress_bytes; empty: a fee"),
      field("unit", &BillRow::unit, "of the quantity: 1GiB"),
      field("quantity", &BillRow::quantity, "in a month, before allowances; 0 for a fee"),
      field("at_least", &BillRow::at_least,
            "dollars a month of the tiers with a known price; the mean if all have one"));
}

std::vector<Field> fields(Of<MonthRow>) {
  return list<MonthRow>(
      field("name", &MonthRow::name, "of the phase"),
      field("measured_s", &MonthRow::measured_s, "how long it was measured"),
      field("times", &MonthRow::times, "how often that occurs in a month"),
      field("month_s", &MonthRow::month_s, "how much of the month it stands for"),
      field("because", &MonthRow::because, "what the scenario says: 4/month"),
      field("dollars", &MonthRow::dollars, "of what was used in it; fees belong to no phase"));
}

std::vector<Field> fields(Of<UnpricedRow>) {
  return list<UnpricedRow>(field("meter", &UnpricedRow::meter, "what is counted: reserve.storage"),
                           field("quantity", &UnpricedRow::quantity, "in a month, with its unit"),
                           field("doc", &UnpricedRow::doc, "what the meter counts"));
}

std::vector<Field> fields(Of<NotMeteredRow>) {
  return list<NotMeteredRow>(
      field("name", &NotMeteredRow::name, "sheet/product/line"),
      field("title", &NotMeteredRow::title, "as the vendor calls it"),
      field("why", &NotMeteredRow::why, "how to have it metered; empty: runs do not simulate it"));
}

std::vector<Field> fields(Of<MarginRow>) {
  return list<MarginRow>(
      field("by", &MarginRow::by, "product, region; empty: all of it"),
      field("name", &MarginRow::name, "of the product or region; empty: of no region"),
      field("revenue", &MarginRow::revenue, "dollars a month that the customer pays"),
      field("cost", &MarginRow::cost, "dollars a month that serving it costs"),
      field("margin", &MarginRow::margin, "dollars a month that remain"));
}

std::vector<Field> fields(Of<FlowRow>) {
  return list<FlowRow>(
      field("from", &FlowRow::from, "region that the bytes leave"),
      field("to", &FlowRow::to, "region of the callers, or another place of the store"),
      field("reason", &FlowRow::reason, "read, replication"),
      field("bytes", &FlowRow::bytes, "a month"),
      field("dollars", &FlowRow::dollars, "a month; null: no known price"));
}

std::vector<Field> fields(Of<FaultRow>) {
  return list<FaultRow>(
      field("name", &FaultRow::name, "of the fault"),
      field("from_s", &FaultRow::from_s, "its start, from the start of the measured time"),
      field("until_s", &FaultRow::until_s, "its end, from the start of the measured time"),
      field("recovery_s", &FaultRow::recovery_s,
            "from its start until requests succeed as without it"),
      field("failed", &FaultRow::failed,
            "share of requests that failed because of it, until recovery"),
      field("worst_region", &FaultRow::worst_region,
            "region with the largest share of requests that failed because of it"),
      field("worst_failed", &FaultRow::worst_failed,
            "share of requests that failed there because of it"),
      field("failed_in_all", &FaultRow::failed_in_all,
            "share of requests that failed in that time, whatever the cause"),
      field("unrecovered", &FaultRow::unrecovered,
            "share of replications that ended before recovery"));
}

std::vector<Field> fields(Of<PhaseRow>) {
  return list<PhaseRow>(
      field("name", &PhaseRow::name, "of the phase of demand"),
      field("from_s", &PhaseRow::from_s, "its start, from the start of the measured time"),
      field("until_s", &PhaseRow::until_s, "its end, from the start of the measured time"),
      field("requests_per_s", &PhaseRow::requests_per_s, "requests of users"),
      field("failed", &PhaseRow::failed, "share of them"),
      field("edge_hits", &PhaseRow::edge_hits, "share of them"),
      field("origin_per_s", &PhaseRow::origin_per_s, "requests at the origin"),
      field("latency_ms", &PhaseRow::latency_ms, "mean of answers"));
}

std::vector<Field> fields(Of<ChangeEvent>) {
  return list<ChangeEvent>(
      field("change", &ChangeEvent::change, "its name"),
      field("what", &ChangeEvent::what, "what happens to it"),
      field("at_s", &ChangeEvent::at_s,
            "from the start of the measured time, in the replications in which it happens"),
      field("share", &ChangeEvent::share, "of the replications in which it happens"));
}

std::vector<Field> fields(Of<TimelinePoint>) {
  return list<TimelinePoint>(
      field("at_s", &TimelinePoint::at_s, "start, from the start of the measured time"),
      field("requests_per_s", &TimelinePoint::requests_per_s, "requests of users"),
      field("failed", &TimelinePoint::failed, "share of them"),
      field("edge_hits", &TimelinePoint::edge_hits, "share of them"),
      field("origin_per_s", &TimelinePoint::origin_per_s, "requests at the origin"),
      field("latency_ms", &TimelinePoint::latency_ms, "mean"));
}

std::vector<Field> fields(Of<Assumption>) {
  return list<Assumption>(
      field("path", &Assumption::path, "the key that the scenario leaves out"),
      field("value", &Assumption::value, "its default"),
      field("why", &Assumption::why, "the source, or the reason"),
      field("date", &Assumption::date, "when the source was read"),
      field("sourced", &Assumption::sourced, "whether it is published, rather than ours"));
}

std::vector<Field> fields(Of<Result>) {
  return list<Result>(
      field("schema_version", &Result::schema_version, "of this form of results",
            at_least(result_schema_version), at_most(result_schema_version)),
      field("tool_version", &Result::tool_version, "of edgecase"),
      field("scenario", &Result::scenario, "metadata.name of the scenario"),
      field("title", &Result::title, "metadata.title"),
      field("question", &Result::question, "metadata.question"),
      field("seed", &Result::seed, "of all random numbers"),
      field("replications", &Result::replications, "independent runs"),
      field("simulated_requests", &Result::simulated_requests,
            "warm-up included, all replications"),
      field("simulated_events", &Result::simulated_events, "warm-up included, all replications"),
      field("warm_up_s", &Result::warm_up_s, "simulated before the measured time"),
      field("measured_s", &Result::measured_s, "of each replication"),
      field("passed", &Result::outcome,
            "whether every objective is met; null: there are none, or some are inconclusive",
            WrittenAs{&whether_passed}),
      field("judgements", &Result::judgements, "each objective and its outcome"),
      field("regions", &Result::regions, "those with users, in the order of the report"),
      field("routes", &Result::routes, "in the order of the scenario"),
      field("metrics", &Result::metrics, "everything measured"),
      field("why", &Result::why, "time per stage of the requests between two quantiles"),
      field("month", &Result::month,
            "phases that a month consists of; empty: the measured time, repeated"),
      field("bill", &Result::bill, "what the design's owner pays, line by line"),
      field("bill_complete", &Result::bill_complete, "whether every line has a price"),
      field("not_priced", &Result::unpriced,
            "usage that no price sheet of the design has a line for; from the first replication"),
      field("not_metered", &Result::not_metered,
            "priced lines of the products on the bill that runs do not meter"),
      field("cost_to_serve", &Result::served, "the edge provider's cost to serve, line by line"),
      field("margin", &Result::margin,
            "what the edge's provider keeps: all, by product, by region"),
      field("flows", &Result::flows, "bytes that leave the places of stores"),
      field("faults", &Result::faults, "the effect of each fault"),
      field("change_events", &Result::change_events, "what happens to changes that are shipped"),
      field("phases", &Result::phases, "named phases of demand"),
      field("timeline", &Result::timeline, "the measured time in equal steps"),
      field("assumptions", &Result::assumptions, "defaults that the run relies on"),
      field("warnings", &Result::warnings, "what a reader must know before using the numbers"),
      field("next", &Result::next, "a command worth running now; may be empty"),
      field("resolved_scenario", &Result::resolved_scenario,
            "the scenario with every value spelled out", WrittenAs{&json_object}),
      field("one_in", &Result::one_in,
            "objects that a simulated one stands for, with their requests; absent: 1",
            WrittenAs{&more_than_one}),
      field("interrupted", &Result::interrupted,
            "stopped early: fewer replications than requested; absent: not stopped",
            WrittenAs{&only_true}));
}

std::vector<Field> fields(Of<Difference>) {
  return list<Difference>(
      field("name", &Difference::name, "of the metric: latency.p99"),
      field("labels", &Difference::labels, "of the metric"),
      field("unit", &Difference::unit, "of the metric", WrittenAs{&metric_unit}),
      field("base", &Difference::base, "mean of the base"),
      field("alternative", &Difference::alternative, "mean of the alternative"),
      field("absolute", &Difference::absolute, "alternative - base, paired by replication"),
      field("relative", &Difference::relative, "of the base's mean; null where that may be 0"),
      field("significant", &Difference::significant, "whether neither interval includes 0"));
}

std::vector<Field> fields(Of<CostChange>) {
  return list<CostChange>(
      field("name", &CostChange::name, "sheet/product/line"),
      field("title", &CostChange::title, "as the vendor calls it"),
      field("base", &CostChange::base, "dollars a month; 0: the line is new"),
      field("alternative", &CostChange::alternative, "dollars a month; 0: the line is gone"),
      field("change", &CostChange::change, "dollars a month, paired by replication"));
}

std::vector<Field> fields(Of<MarginalPrice>) {
  return list<MarginalPrice>(
      field("what", &MarginalPrice::what, "is bought or sold: a millisecond of p99"),
      field("unit", &MarginalPrice::unit, "of the gain"),
      field("gain", &MarginalPrice::gain, "of the alternative; negative: it is given up"),
      field("cost", &MarginalPrice::cost, "dollars a month more"),
      field("price", &MarginalPrice::price,
            "dollars a month for each unit; negative: better and cheaper, or neither"));
}

std::vector<Field> fields(Of<SettingChange>) {
  return list<SettingChange>(
      field("path", &SettingChange::path, "of the value, or of a part that only one design has"),
      field("base", &SettingChange::base, "\"not set\" where only the alternative has it"),
      field("alternative", &SettingChange::alternative, "\"not set\" where only the base has it"));
}

std::vector<Field> fields(Of<ComparisonResult>) {
  return list<ComparisonResult>(
      field("schema_version", &ComparisonResult::schema_version, "of this form of results",
            at_least(result_schema_version), at_most(result_schema_version)),
      field("tool_version", &ComparisonResult::tool_version, "of edgecase"),
      field("sentence", &ComparisonResult::sentence, "all headlines as one text"),
      field("headlines", &ComparisonResult::headlines,
            "main changes as sentences: objectives, availability, staleness; then cost, latency"),
      field("changed", &ComparisonResult::changed, "values that differ between the scenarios"),
      field("differences", &ComparisonResult::differences, "every metric that both designs have"),
      field("costs", &ComparisonResult::costs, "lines of the bill, largest change first"),
      field("marginal", &ComparisonResult::marginal, "what the change buys, or sells"),
      field("base", &ComparisonResult::base, "the design compared with"),
      field("alternative", &ComparisonResult::alternative, "the changed design"));
}

}  // namespace edgecase
