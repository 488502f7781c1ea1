#include "report/estimates.hpp"

#include <cmath>
#include <utility>

#include "load/text/number.hpp"
#include "report/numbers.hpp"

namespace edgecase {

const Estimate& estimate_of(const Result& result, const std::string& name,
                            const MetricLabels& labels) {
  static const Estimate absent{std::nan(""), std::nan(""), std::nan("")};
  const Metric* metric = result.find(name, labels);
  return metric ? metric->estimate : absent;
}

bool occurred(const Estimate& estimate) { return !std::isnan(estimate.mean); }

std::string rests_on(const Metric* metric) {
  constexpr double enough = 10;
  if (metric == nullptr || !(metric->events > 0)) return "";
  double beyond = metric->events;
  double percent = 0;
  const std::size_t at = metric->name.rfind(".p");
  if (at != std::string::npos &&
      read_double(std::string_view(metric->name).substr(at + 2), percent))
    beyond *= 1 - percent / 100;
  if (beyond >= enough) return "";
  return "based on " + count_text(metric->events < 1 ? 1 : std::round(metric->events));
}

TextTable estimates_table(std::string first, std::string second) {
  return {{{std::move(first), Align::left}, {std::move(second)}, interval_column()}, {}};
}

void add_estimate(TextTable& table, const std::string& label, const Estimate& estimate,
                  std::string_view unit) {
  if (!occurred(estimate)) return;
  const EstimateText text = estimate_text(estimate, unit);
  const bool nothing = !(std::abs(estimate.mean) > 0) && !(estimate.hi > 0);
  table.rows.push_back({{label, text.mean, {text.interval, Tone::faint}}, {}, nothing});
}

void add_estimate(TextTable& table, const Result& result, const EstimateLine& line,
                  const MetricLabels& labels) {
  const Estimate& estimate = estimate_of(result, line.metric, labels);
  if (!(estimate.mean > line.least)) return;
  add_estimate(table, line.label, estimate, line.unit);
  TextRow& row = table.rows.back();
  if (line.least == EstimateLine::always) row.minor = false;
  const std::string few = rests_on(result.find(line.metric, labels));
  if (!few.empty()) row.cells.back().text += (row.cells.back().text.empty() ? "" : " ") + few;
}

}  // namespace edgecase
