#pragma once
// Tables of one number a line with its interval, as most sections have them. What did not occur has
// no line.

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

TextTable estimates_table(std::string first = "", std::string second = "");
void add_estimate(TextTable& table, const std::string& label, const Estimate& estimate,
                  std::string_view unit);

/// A line of a table, in the order in which a section shows them.
struct EstimateLine {
  const char* label;
  const char* metric;
  const char* unit;
  double least = 0;  ///< up to here there is nothing to tell
  static constexpr double always = -std::numeric_limits<double>::infinity();
};
void add_estimate(TextTable& table, const Result& result, const EstimateLine& line,
                  const MetricLabels& labels = {});

}  // namespace edgecase
