#pragma once
// Tables with one estimate and its interval per row, as most sections have them. A metric without
// data has no row.

#include <limits>
#include <string>
#include <string_view>

#include <edgecase/result.hpp>

#include "report/layout.hpp"

namespace edgecase {

/// NaN where there is no such metric, or it did not occur.
const Estimate& estimate_of(const Result& result, const std::string& name,
                            const MetricLabels& labels = {});
bool occurred(const Estimate& estimate);

/// "based on 55": of a mean or quantile beyond which (of a mean: of which) there are fewer than ten
/// events in a replication. Then the value is little more than the largest of them. Empty
/// otherwise, and for null.
std::string rests_on(const Metric* metric);

TextTable estimates_table(std::string first = "", std::string second = "");
void add_estimate(TextTable& table, const std::string& label, const Estimate& estimate,
                  std::string_view unit);

/// A row of a table, in the order in which a section shows them.
struct EstimateLine {
  const char* label;
  const char* metric;
  const char* unit;
  double least = 0;  ///< values up to this are not shown
  static constexpr double always = -std::numeric_limits<double>::infinity();
};
void add_estimate(TextTable& table, const Result& result, const EstimateLine& line,
                  const MetricLabels& labels = {});

}  // namespace edgecase
