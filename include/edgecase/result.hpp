#pragma once
// What a study found, as plain values: every headline with its interval and the value of each
// replication, so that anybody can recompute it.

#include <cstdint>
#include <map>
#include <string>
#include <vector>

namespace edgecase {

/// One number. Names are dotted (latency.p99), labels narrow it (route, region, tier, cause, line).
struct Metric {
  std::string name;
  std::map<std::string, std::string> labels;
  std::string unit;  ///< ms, s, 1, 1/s, bit/s, $, count
  double mean = 0;   ///< over replications; NaN: it did not occur
  double lo = 0;     ///< 95% confidence interval; NaN with fewer than two replications
  double hi = 0;
  std::vector<double> values;  ///< one per replication; NaN where it did not occur
};

enum class Outcome { pass, fail, inconclusive };

/// A promise and what became of it.
struct Judgement {
  std::string name;        ///< of the SLO; empty for a threshold
  std::string indicator;   ///< latency.p95{route=images}
  std::string comparison;  ///< <, <=, >, >=
  double limit = 0;        ///< in the metric's unit
  Metric metric;
  Outcome outcome = Outcome::inconclusive;
};

struct Result {
  std::string scenario;
  std::uint64_t seed = 0;
  std::vector<Metric> metrics;
  std::vector<Judgement> judgements;
  /// pass: all kept; fail: at least one broken; inconclusive: none broken, at least one unsure.
  Outcome outcome = Outcome::pass;

  /// Null when the study has no such metric.
  const Metric* find(const std::string& name,
                     const std::map<std::string, std::string>& labels = {}) const;
};

}  // namespace edgecase
