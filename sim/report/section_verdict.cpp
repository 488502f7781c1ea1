// The verdict: each objective, and whether it was met.
#include <cmath>

#include <fmt/core.h>

#include "report/estimates.hpp"
#include "report/numbers.hpp"
#include "report/sections.hpp"

namespace edgecase {
namespace {

TextCell symbol_of(Outcome outcome) {
  if (outcome == Outcome::pass) return {"✓", Tone::good};
  if (outcome == Outcome::fail) return {"✗", Tone::bad};
  return {"?", Tone::unsure};
}

/// How many replications would narrow the interval until it no longer straddles the limit, if the
/// mean stays where it is: the half-width shrinks with the root of their number.
std::string advice_for(const Judgement& judgement, std::uint64_t replications) {
  const Estimate& e = judgement.estimate;
  if (std::isnan(e.mean)) return "no data";
  if (std::isnan(e.lo)) return "needs 2 or more replications";
  const double distance = std::abs(judgement.limit - e.mean);
  const double half_width = judgement.limit < e.mean ? e.mean - e.lo : e.hi - e.mean;
  if (!(distance > 0) || !(half_width > 0)) return "too close to call";
  const double ratio = half_width / distance;
  const double needed = std::ceil(static_cast<double>(replications) * ratio * ratio * 1.1);
  if (needed > 1000) return "too close to call";
  return fmt::format("inconclusive: try --replications {}",
                     std::max(static_cast<std::uint64_t>(needed), replications + 1));
}

/// The metric that a judgement is of.
const Metric* metric_of(const Result& result, const Judgement& judgement) {
  for (const Metric& metric : result.metrics)
    if (metric_text(metric.name, metric.labels) == judgement.indicator) return &metric;
  return nullptr;
}

TextRow verdict_row(const Judgement& judgement, const Result& result) {
  const EstimateText estimate = estimate_text(judgement.estimate, judgement.unit);
  const TextCell symbol = symbol_of(judgement.outcome);
  const std::string subject =
      judgement.name.empty() ? judgement.indicator : judgement.name + ": " + judgement.indicator;
  const bool unsure = judgement.outcome == Outcome::inconclusive;
  return {{symbol,
           subject,
           judgement.comparison + " " + limit_text(judgement.limit, judgement.unit),
           {estimate.mean, symbol.tone},
           {estimate.interval, Tone::faint},
           {unsure ? advice_for(judgement, result.replications)
                   : rests_on(metric_of(result, judgement)),
            Tone::unsure}}};
}

}  // namespace

TextCell verdict_piece(const Result& result) {
  if (result.judgements.empty()) return {"DONE", Tone::strong};
  if (result.outcome == Outcome::pass) return {"PASS", Tone::good};
  if (result.outcome == Outcome::fail) return {"FAIL", Tone::bad};
  return {"INCONCLUSIVE", Tone::unsure};
}

std::string metric_text(const std::string& name, const MetricLabels& labels) {
  std::string text = name;
  char before = '{';
  for (const auto& [key, value] : labels) {
    text += before + key + "=" + value;
    before = ',';
  }
  return labels.empty() ? text : text + "}";
}

Section verdict_section(const Result& result) {
  const auto requests = static_cast<double>(result.simulated_requests);
  const std::string runs = fmt::format(
      "{} replication{} · seed {} · {} requests{} · {} after {} warm-up", result.replications,
      result.replications == 1 ? "" : "s", result.seed, count_text(requests),
      result.one_in == 1 ? "" : fmt::format(" for one in {} objects", result.one_in),
      seconds_text(result.measured_s), seconds_text(result.warm_up_s));
  Section section;
  section.blocks.emplace_back(Paragraph{
      {verdict_piece(result), {result.scenario, Tone::strong}, {"·", Tone::faint}, {runs}}, 0});
  if (!result.question.empty()) {
    section.blocks.emplace_back(Paragraph{{{result.question, Tone::faint}}, 2});
  }
  if (result.judgements.empty()) return section;
  TextTable table{{{"", Align::left},
                   {"objective", Align::left, true},
                   {"limit", Align::left},
                   {"measured"},
                   interval_column(),
                   {"", Align::left}},
                  {}};
  for (const Judgement& judgement : result.judgements) {
    table.rows.push_back(verdict_row(judgement, result));
  }
  section.blocks.emplace_back(std::move(table));
  return section;
}

}  // namespace edgecase
