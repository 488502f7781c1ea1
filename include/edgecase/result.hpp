#pragma once
// What a study found, as plain values: every headline with its interval and the value of each
// replication, so that it can be recomputed. Reports are written from this and nothing else.
// Shares are 0 to 1, latencies in ms, money in dollars; NaN means: did not occur, or not known.
// Each struct has its list of fields in sim/report/result_fields.cpp, from which the JSON, its
// schema and the CSV follow; a member that is missing there does not compile.

#include <cstdint>
#include <map>
#include <optional>
#include <string>
#include <vector>

namespace edgecase {

using MetricLabels = std::map<std::string, std::string>;

/// A mean over replications with its 95% confidence interval (NaN with fewer than two values). The
/// interval contains only possible values: shares from 0 to 1, amounts that are not negative.
struct Estimate {
  double mean = 0;
  double lo = 0;
  double hi = 0;
};

/// One number. Names are dotted (latency.p99), labels narrow it (route, region, tier, cause, line).
struct Metric {
  std::string name;
  MetricLabels labels;
  std::string unit;  ///< ms, s, 1 (a share), 1/s, bit/s, bit, $, count
  Estimate estimate;
  std::vector<double> values;  ///< one per replication; NaN where it did not occur
  /// Number of single events (latencies, ages) per replication from which a mean or quantile is
  /// computed; 0: it is computed otherwise.
  double events = 0;
};

enum class Outcome { pass, fail, inconclusive };

/// A promise and what became of it.
struct Judgement {
  std::string name;        ///< of the SLO; empty for a threshold
  std::string indicator;   ///< latency.p95{route=images}
  std::string comparison;  ///< <, <=, >, >=
  double limit = 0;        ///< in the metric's unit
  std::string unit;
  Estimate estimate;
  Outcome outcome = Outcome::inconclusive;
};

/// A part of a whole: a stage of a latency.
struct Part {
  std::string name;
  double value = 0;  ///< ms
  double share = 0;
};

/// Where the time of the requests around a quantile went (all replications together).
struct Breakdown {
  std::string indicator;  ///< latency.p99{region=south-america}
  double from = 0;        ///< the quantiles between which requests were looked at
  double to = 0;
  double mean_ms = 0;
  std::vector<Part> parts;  ///< largest first; they add up to mean_ms
};

/// A part of a bill line that one label's value caused.
struct Driver {
  MetricLabels labels;  ///< one: route=images
  double dollars = 0;
};

/// One line of the monthly bill.
struct BillRow {
  std::string name;  ///< aws-2026/cloudfront/egress
  std::string title;
  std::string region;      ///< price region; empty: everywhere
  Estimate dollars;        ///< NaN: price unknown
  double share = 0;        ///< of the total
  std::string arithmetic;  ///< its calculation; quantities are means over the replications
  std::string source;
  /// What caused it: by one label after the other (route, region, country, tier, cause), largest
  /// first.
  std::vector<Driver> drivers;
  std::string meter = {};  ///< edge.egress_bytes; empty: a fee
  std::string unit = {};   ///< of the quantity: 1GiB
  Estimate quantity = {};  ///< of a month, before allowances; of a fee 0
  double at_least = 0;     ///< dollars of the tiers with a known price; the mean if all have one
};

/// A phase of the measured time, and how often it counts in the month that the bill is of.
struct MonthRow {
  std::string name;       ///< flash; rest
  double measured_s = 0;  ///< how long it was measured
  double times = 0;       ///< of that in a month
  double month_s = 0;     ///< so much of the month it stands for
  std::string because;    ///< 4/month
  Estimate dollars;       ///< of the bill, what was used in it; fees belong to no phase
};

/// Usage that no price sheet of the design has a line for.
struct UnpricedRow {
  std::string meter;     ///< reserve.storage
  std::string quantity;  ///< of a month, with its unit
  std::string doc;       ///< what the meter counts
};

/// A priced line that runs do not meter, of a product that the design uses.
struct NotMeteredRow {
  std::string name;   ///< sheet/product/line
  std::string title;  ///< as the vendor calls it
  std::string why;    ///< how to have it metered; empty: runs do not simulate it
};

/// Bytes that leave a place of a store.
struct FlowRow {
  std::string from;    ///< region of the cloud
  std::string to;      ///< region of the callers, or another place of the store
  std::string reason;  ///< read, replication
  Estimate bytes;      ///< a month
  Estimate dollars;    ///< a month, of the bill; NaN: price unknown
};

/// What the customer pays the edge's provider, what serving it costs, and what remains.
struct MarginRow {
  std::string by;    ///< product, region; empty: all of it
  std::string name;  ///< cdn; europe; empty: of no region
  Estimate revenue;
  Estimate cost;
  Estimate margin;
};

/// The effect of one fault. All estimates are NaN if it was over before the measured time.
struct FaultRow {
  std::string name;
  double from_s = 0;  ///< from the start of the measured time
  double until_s = 0;
  Estimate recovery_s{};
  Estimate
      failed{};  ///< share of requests that failed because of it, from its start to its recovery
  std::string worst_region = {};
  double worst_failed = 0;
  Estimate failed_in_all{};  ///< share of requests that failed in that time, whatever the cause
  double unrecovered = 0;    ///< share of replications that ended, or in which a later fault
                             ///< covered this one, before recovery
};

/// Something that happens to a change that is shipped, in the order of time: a step, a check or an
/// alert that notices it, a decision, its end.
struct ChangeEvent {
  std::string change;
  std::string what;  ///< "10% of PoPs"; noticed by a check; undone everywhere
  Estimate at_s{};   ///< from the start of the measured time, where it happened
  double share = 0;  ///< of the replications in which it happened
};

/// A named phase of demand, as far as it was measured.
struct PhaseRow {
  std::string name;
  double from_s = 0;  ///< from the start of the measured time
  double until_s = 0;
  double requests_per_s = 0;
  double failed = 0;     ///< share
  double edge_hits = 0;  ///< share
  double origin_per_s = 0;
  double latency_ms = 0;  ///< mean of answers
};

/// A stretch of the measured time, everything together.
struct TimelinePoint {
  double at_s = 0;  ///< its start, from the start of the measured time
  double requests_per_s = 0;
  double failed = 0;     ///< share
  double edge_hits = 0;  ///< share
  double origin_per_s = 0;
  double latency_ms = 0;  ///< mean
};

/// A default that the run rests on because the scenario did not say otherwise.
struct Assumption {
  std::string path;
  std::string value;
  std::string why;  ///< the source, or the reason
  std::string date;
  bool sourced = false;  ///< published, rather than ours
};

/// Rises when a key of the JSON is removed or changes its meaning, not when one is added.
constexpr std::uint64_t result_schema_version = 1;

struct Result {
  std::uint64_t schema_version = result_schema_version;
  std::string scenario;
  std::string title;
  std::string question;
  std::string tool_version;
  std::uint64_t seed = 0;
  std::uint64_t replications = 0;
  bool interrupted = false;              ///< stopped early: fewer replications than requested
  std::uint64_t simulated_requests = 0;  ///< warm-up included, all replications
  std::uint64_t simulated_events = 0;
  std::uint64_t one_in = 1;  ///< objects that a simulated one stands for, with their requests
  double warm_up_s = 0;
  double measured_s = 0;
  std::string resolved_scenario;  ///< JSON, every value spelled out

  std::vector<std::string> regions;  ///< those with users, in the order of the report
  std::vector<std::string> routes;
  std::vector<Metric> metrics;
  std::vector<Judgement> judgements;
  /// fail: a promise is broken; inconclusive: none is broken, one is unsure. Absent: none was made.
  std::optional<Outcome> outcome;
  std::vector<Breakdown> why;
  std::vector<MonthRow> month =
      {};  ///< what the month is made of; empty: the measured time, repeated
  std::vector<BillRow> bill;
  bool bill_complete = true;
  std::vector<UnpricedRow> unpriced;  ///< from the first replication
  std::vector<NotMeteredRow> not_metered = {};
  std::vector<BillRow> served;      ///< the edge provider's cost to serve
  std::vector<MarginRow> margin;    ///< all, then by product, then by region
  std::vector<FlowRow> flows = {};  ///< of stores, most dollars first
  std::vector<FaultRow> faults;
  std::vector<ChangeEvent> change_events = {};
  std::vector<PhaseRow> phases = {};  ///< those with a name
  std::vector<TimelinePoint> timeline;
  std::vector<Assumption> assumptions;
  std::vector<std::string> warnings;
  std::string next;  ///< a command worth running now; filled by the command line

  /// Null when the study has no such metric.
  const Metric* find(const std::string& name, const MetricLabels& labels = {}) const;
};

/// One metric in two designs that met the same random numbers.
struct Difference {
  std::string name;
  MetricLabels labels;
  std::string unit;
  double base = 0;
  double alternative = 0;
  Estimate absolute;         ///< alternative - base, paired
  Estimate relative;         ///< of the base's mean; NaN where the base may be 0
  bool significant = false;  ///< neither interval includes 0
};

/// A branch of the bill: how far it moves the total.
struct CostChange {
  std::string name;  ///< sheet/product/line
  std::string title;
  double base = 0;  ///< dollars a month; 0: the line is new
  double alternative = 0;
  Estimate change;
};

/// What the change buys, or sells.
struct MarginalPrice {
  std::string what;  ///< a millisecond of p99
  std::string unit;  ///< ms
  Estimate gain;     ///< of the alternative over the base; negative: it is given up
  Estimate cost;     ///< dollars a month more
  Estimate price;    ///< dollars a month for each unit; negative: better and cheaper, or neither
};

/// A value of the scenario that differs between two designs.
struct SettingChange {
  std::string path;  ///< design.caches.static.ttl; of a part that only one design has: its root
  std::string base;  ///< "not set" where only the alternative has it
  std::string alternative;  ///< "not set" where only the base has it
};

struct ComparisonResult {
  Result base;
  Result alternative;
  std::vector<Difference> differences;
  std::vector<CostChange> costs;  ///< largest change first
  std::string sentence;           ///< all of `headlines`
  std::vector<MarginalPrice> marginal = {};
  std::uint64_t schema_version = result_schema_version;
  std::string tool_version = {};
  std::vector<SettingChange> changed = {};
  /// The main changes as sentences, in this order: objectives, availability, staleness; then cost,
  /// latency, egress.
  std::vector<std::string> headlines = {};
};

}  // namespace edgecase
