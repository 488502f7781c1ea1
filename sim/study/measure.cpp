#include "study/measure.hpp"

#include <algorithm>
#include <array>
#include <cctype>
#include <cmath>

#include <fmt/core.h>

#include "load/origin.hpp"
#include "load/quantity_range.hpp"
#include "load/text/number.hpp"
#include "report/regression.hpp"
#include "study/study.hpp"

namespace edgecase {
namespace {

bool is_letter(char c) { return std::isalpha(static_cast<unsigned char>(c)) != 0; }
bool is_figure(char c) { return std::isdigit(static_cast<unsigned char>(c)) != 0; }
bool is_in_name(char c) { return is_letter(c) || is_figure(c) || c == '_' || c == '.'; }

/// The value of a scenario's path as a number in base units.
std::optional<double> value_at(const Blueprint& plan, std::string_view path) {
  for (const ConfigRow& row : config_rows(plan.spec, *plan.setting.document))
    if (row.path == path) return number_of(row.value);
  return std::nullopt;
}

class FormulaReader {
 public:
  FormulaReader(std::string_view text, const Blueprint& plan, StudyMeasure& into)
      : text_(text), plan_(plan), into_(into) {}

  /// Empty: the formula was read.
  std::string read() {
    sum();
    skip();
    if (problem_.empty() && at_ < text_.size())
      problem_ = fmt::format("`{}` is not understood at `{}`", text_, text_.substr(at_));
    return problem_;
  }

 private:
  void skip() {
    while (at_ < text_.size() && text_[at_] == ' ') ++at_;
  }
  bool take(char c) {
    skip();
    if (at_ >= text_.size() || text_[at_] != c) return false;
    ++at_;
    return true;
  }
  void push(FormulaStep::Kind kind) { into_.steps.push_back({kind, 0, 0}); }

  void sum() {
    product();
    while (problem_.empty()) {
      if (take('+')) {
        product();
        push(FormulaStep::Kind::add);
      } else if (take('-')) {
        product();
        push(FormulaStep::Kind::subtract);
      } else {
        return;
      }
    }
  }
  void product() {
    power();
    while (problem_.empty()) {
      if (take('*')) {
        power();
        push(FormulaStep::Kind::multiply);
      } else if (take('/')) {
        power();
        push(FormulaStep::Kind::divide);
      } else {
        return;
      }
    }
  }
  void power() {
    if (take('-')) {
      power();
      push(FormulaStep::Kind::negate);
      return;
    }
    atom();
    if (!problem_.empty() || !take('^')) return;
    power();
    push(FormulaStep::Kind::power);
  }
  void atom() {
    if (++depth_ > 64) {
      problem_ = "the formula is nested too deeply";
      return;
    }
    if (take('(')) {
      sum();
      if (problem_.empty() && !take(')'))
        problem_ = fmt::format("`{}` lacks a closing parenthesis", text_);
    } else if (skip(); at_ < text_.size() && (is_figure(text_[at_]) || text_[at_] == '.')) {
      number();
    } else if (at_ < text_.size() && is_letter(text_[at_])) {
      name();
    } else {
      problem_ = fmt::format("`{}` lacks a metric or a number{}", text_,
                             at_ < text_.size() ? fmt::format(" at `{}`", text_.substr(at_)) : "");
    }
    --depth_;
  }
  void number() {
    const std::size_t from = at_;
    while (at_ < text_.size() && (is_figure(text_[at_]) || text_[at_] == '.')) ++at_;
    double value = 0;
    if (!read_double(text_.substr(from, at_ - from), value))
      problem_ = fmt::format("`{}` is not a number", text_.substr(from, at_ - from));
    into_.steps.push_back({FormulaStep::Kind::number, value, 0});
  }
  std::string_view name_text() {
    const std::size_t from = at_;
    while (at_ < text_.size()) {
      const char c = text_[at_];
      const bool inner_minus = c == '-' && at_ > from && is_in_name(text_[at_ - 1]) &&
                               at_ + 1 < text_.size() && is_letter(text_[at_ + 1]);
      if (c == '{' || c == '[') {
        const std::size_t end = text_.find(c == '{' ? '}' : ']', at_);
        at_ = end == std::string_view::npos ? text_.size() : end + 1;
      } else if (is_in_name(c) || inner_minus) {
        ++at_;
      } else {
        break;
      }
    }
    return text_.substr(from, at_ - from);
  }
  void name() {
    const std::string_view word = name_text();
    IndicatorProblem unknown;
    if (const auto indicator = parse_indicator(word, plan_, unknown)) {
      into_.steps.push_back({FormulaStep::Kind::metric, 0, into_.metrics.size()});
      into_.metrics.push_back(*indicator);
      return;
    }
    if (const auto value = value_at(plan_, word)) {
      into_.steps.push_back({FormulaStep::Kind::number, *value, 0});
      return;
    }
    problem_ = unknown.message;
    for (const std::string& more : {unknown.label, unknown.hint})
      if (!more.empty()) problem_ += "; " + more;
  }

  std::string_view text_;
  const Blueprint& plan_;
  StudyMeasure& into_;
  std::size_t at_ = 0;
  int depth_ = 0;
  std::string problem_;
};

std::string_view stripped(std::string_view text) {
  while (text.starts_with(' ')) text.remove_prefix(1);
  while (text.ends_with(' ')) text.remove_suffix(1);
  return text;
}

double applied(FormulaStep::Kind kind, double a, double b) {
  switch (kind) {
    case FormulaStep::Kind::add:
      return a + b;
    case FormulaStep::Kind::subtract:
      return a - b;
    case FormulaStep::Kind::multiply:
      return a * b;
    case FormulaStep::Kind::divide:
      return a / b;
    default:
      return std::pow(a, b);
  }
}

}  // namespace

double StudyMeasure::value(std::span<const double> values) const {
  std::vector<double> stack;
  for (const FormulaStep& step : steps) {
    if (step.kind == FormulaStep::Kind::number) {
      stack.push_back(step.number);
    } else if (step.kind == FormulaStep::Kind::metric) {
      stack.push_back(values[step.metric]);
    } else if (step.kind == FormulaStep::Kind::negate) {
      stack.back() = -stack.back();
    } else {
      const double b = stack.back();
      stack.pop_back();
      stack.back() = applied(step.kind, stack.back(), b);
    }
  }
  return stack.back();
}

std::optional<StudyMeasure> measure_of(std::string_view text, const Blueprint& plan,
                                       std::string& problem) {
  StudyMeasure measure;
  std::string_view formula = stripped(text);
  const std::size_t equals = formula.find('=');
  const std::size_t brace = formula.find('{');
  if (equals != std::string_view::npos && equals < brace) {
    measure.name = stripped(formula.substr(0, equals));
    formula = stripped(formula.substr(equals + 1));
  } else {
    measure.name = formula;
  }
  problem = FormulaReader(formula, plan, measure).read();
  if (!problem.empty()) return std::nullopt;
  if (measure.steps.size() == 1 && measure.metrics.size() == 1) {
    measure.unit = measure.metrics.front().family->unit;
    measure.range = measure.metrics.front().family->range;
  }
  return measure;
}

std::vector<std::string> usual_measures(const Blueprint& plan) {
  std::vector<std::string> all;
  const auto add = [&](const std::string& name) {
    if (std::ranges::find(all, name) == all.end()) all.push_back(name);
  };
  for (const Promise& promise : promises_of(plan)) add(to_text(promise.indicator));
  if (all.empty())
    for (const char* name : {"latency.p95", "hit_ratio"}) add(name);
  add("cost.monthly");
  return all;
}

bool more_is_better(const StudyMeasure& measure) {
  return measure.steps.size() == 1 && measure.metrics.size() == 1 &&
         better_when(measure.metrics.front().name) == Better::higher;
}

}  // namespace edgecase
