#include "practice/judge.hpp"

#include <algorithm>
#include <cctype>
#include <cmath>

#include <fmt/core.h>

#include "core/random.hpp"
#include "load/quantity_range.hpp"

namespace edgecase {
namespace {

double weight_of(RowOutcome outcome) {
  return outcome == RowOutcome::pass ? 1 : outcome == RowOutcome::close ? 0.5 : 0;
}

RowOutcome outcome_of(const Interval& measured, Comparison op, double limit) {
  if (std::isnan(measured.mean)) return RowOutcome::fail;
  // Without a spread the mean itself is judged.
  const Interval exact{measured.mean, measured.mean, measured.mean, measured.count,
                       measured.absent};
  switch (judge(measured.known() ? measured : exact, op, limit)) {
    case Verdict::pass:
      return RowOutcome::pass;
    case Verdict::fail:
      return RowOutcome::fail;
    default:
      return RowOutcome::close;
  }
}

void count_points(const CaseSpec& spec, CaseScore& score) {
  for (std::size_t i = 0; i < spec.rows.size(); ++i) {
    RowScore& row = score.rows[i];
    row.share = weight_of(row.outcome);
    for (const std::string& name : spec.rows[i].only_if) {
      const auto other = std::ranges::find(score.rows, name, &RowScore::name);
      if (other == score.rows.end() || weight_of(other->outcome) >= row.share) continue;
      row.share = weight_of(other->outcome);
      row.note = fmt::format("counts only if `{}` holds", name);
    }
    row.points = row.share * row.of;
    score.points += row.points;
  }
}

CaseScore score_of(const CaseSpec& spec, const PointsResult& result, std::size_t point) {
  CaseScore score;
  const PointResult& found = result.points[point];
  score.problem = found.problem;
  if (!found.problem.empty() || found.values.empty()) return score;
  const auto measure_at = [&](std::size_t i) {
    return CaseMeasure{result.measures[i].name, result.measures[i].unit, result.measures[i].range,
                       found.values[i]};
  };
  for (std::size_t i = 0; i < spec.rows.size(); ++i) {
    RowScore row;
    row.name = spec.rows[i].name;
    row.measured = measure_at(i);
    row.op = spec.rows[i].op;
    row.limit = result.promises[i].limit;
    row.of = spec.rows[i].points;
    const Interval interval = row.measured.interval();
    row.outcome = outcome_of(interval, row.op, row.limit);
    if (std::isnan(interval.mean))
      row.note =
          row.measured.unit == "$" ? "the bill has usage without a known price" : "did not occur";
    score.rows.push_back(std::move(row));
  }
  for (std::size_t i = spec.rows.size(); i < result.measures.size(); ++i)
    score.measures.push_back(measure_at(i));
  count_points(spec, score);
  return score;
}

std::string first_error(const Diagnostics& diagnostics) {
  for (const Diagnostic& one : diagnostics.sorted())
    if (one.severity == Severity::error)
      return fmt::format("{}:{}: {}{}", one.file, one.line, one.message,
                         one.label.empty() ? "" : "; " + one.label);
  return "it cannot be opened";
}

}  // namespace

std::string_view name_of(RowOutcome outcome) {
  return outcome == RowOutcome::pass   ? "pass"
         : outcome == RowOutcome::fail ? "fail"
                                       : "too close to call";
}

Interval CaseMeasure::interval() const { return within(range, mean_interval(values)); }

const CaseMeasure* CaseScore::find(const std::string& text) const {
  for (const RowScore& row : rows)
    if (row.measured.text == text) return &row.measured;
  for (const CaseMeasure& measure : measures)
    if (measure.text == text) return &measure;
  return nullptr;
}

int row_change(const RowScore& base, const RowScore& other) {
  const Interval change = paired_difference(base.measured.values, other.measured.values);
  const bool exact = change.lo == change.hi && change.mean != 0;
  if (!change.known() || (change.contains(0) && !exact)) return 0;
  const bool lower = base.op == Comparison::at_most || base.op == Comparison::less;
  return (change.mean < 0) == lower ? 1 : -1;
}

StudyOptions practice_study(const CaseSpec& spec) {
  StudyOptions options;
  options.seed = spec.world.seed;
  options.replications = spec.world.replications;
  return options;
}

StudyOptions grading_study(const CaseSpec& spec) {
  StudyOptions options = practice_study(spec);
  options.seed = mix(options.seed, hash_name("grading")) >> 16;
  return options;
}

std::vector<CaseScore> judge_designs(const CaseFile& one, const std::vector<CaseEntry>& entries,
                                     const Catalogue& catalogue, const JudgeOptions& options) {
  PointsOptions points;
  points.study = options.study;
  points.store = options.store;
  for (const CaseRowSpec& row : one.spec.rows) points.measures.push_back(row.indicator);
  points.measures.insert(points.measures.end(), options.measures.begin(), options.measures.end());
  std::vector<std::vector<std::string>> numbers;
  for (std::size_t i = 0; i < entries.size(); ++i) numbers.push_back({std::to_string(i)});
  const OpenPoint open = [&](const std::vector<std::string>& number, std::string& problem) {
    const CaseEntry& entry = entries[std::stoul(number.front())];
    Diagnostics diagnostics;
    auto plan = case_plan(one, entry.stage, entry.design, catalogue, diagnostics);
    if (plan == nullptr) problem = first_error(diagnostics);
    return plan;
  };
  const PointsResult result = evaluate_points(numbers, open, points);
  if (result.interrupted) throw Interrupted();
  std::vector<CaseScore> scores;
  for (std::size_t i = 0; i < entries.size(); ++i) scores.push_back(score_of(one.spec, result, i));
  return scores;
}

namespace {

/// Whether the text has a unit of another kind: 200ms of a share, 2% of a time.
bool of_another_kind(std::string_view text, std::string_view unit) {
  const bool letters = std::ranges::any_of(
      text, [](char c) { return std::isalpha(static_cast<unsigned char>(c)) != 0; });
  const bool time = text.find_first_of("smhd") != std::string_view::npos;
  const bool share = text.find('%') != std::string_view::npos;
  const bool money = text.find('$') != std::string_view::npos;
  const bool rate = text.find("ps") != std::string_view::npos;
  if (unit == "1") return letters || money;
  if (unit == "$") return share || time;
  if (unit == "ms" || unit == "s") return share || money || rate;
  return share || money;
}

}  // namespace

std::optional<double> in_unit(std::string_view text, std::string_view unit) {
  const auto number = number_of(text);
  if (!number || of_another_kind(text, unit)) return std::nullopt;
  const bool bare = text.find_first_not_of("0123456789.+-") == std::string_view::npos;
  return unit == "ms" && !bare ? *number * 1000 : *number;
}

}  // namespace edgecase
