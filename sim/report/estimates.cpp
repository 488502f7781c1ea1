#include "report/estimates.hpp"

#include <cmath>
#include <utility>

#include "report/numbers.hpp"

namespace edgecase {

const Estimate& estimate_of(const Result& result, const std::string& name,
                            const MetricLabels& labels) {
  static const Estimate absent{std::nan(""), std::nan(""), std::nan("")};
  const Metric* metric = result.find(name, labels);
  return metric ? metric->estimate : absent;
}

bool occurred(const Estimate& estimate) { return !std::isnan(estimate.mean); }

TextTable estimates_table(std::string first, std::string second) {
  return {{{std::move(first), Align::left}, {std::move(second)}, {"95% interval", Align::left}},
          {}};
}

void add_estimate(TextTable& table, const std::string& label, const Estimate& estimate,
                  std::string_view unit) {
  if (!occurred(estimate)) return;
  const EstimateText text = estimate_text(estimate, unit);
  table.rows.push_back({{label, text.mean, {text.interval, Tone::faint}}});
}

void add_estimate(TextTable& table, const Result& result, const EstimateLine& line,
                  const MetricLabels& labels) {
  const Estimate& estimate = estimate_of(result, line.metric, labels);
  if (estimate.mean > line.least) add_estimate(table, line.label, estimate, line.unit);
}

}  // namespace edgecase
