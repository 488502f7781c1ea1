// SLOs and thresholds: from what is written to what can be judged.

#include <optional>
#include <string>

#include <fmt/core.h>

#include "core/check.hpp"
#include "load/checker.hpp"
#include "load/text/codes.hpp"
#include "load/text/path.hpp"
#include "load/text/scalar.hpp"
#include "study/study.hpp"

namespace edgecase {
namespace {

template <class T>
std::optional<Complaint> read_number(std::string_view text, double factor, double& out) {
  T value{};
  std::optional<Complaint> complaint = Scalar<T>::parse(text, value);
  if (!complaint) out = static_cast<double>(Scalar<T>::number(value)) * factor;
  return complaint;
}

/// A limit written in the unit of its metric.
std::optional<Complaint> read_limit(std::string_view text, std::string_view unit, double& out) {
  if (unit == "ms") return read_number<Duration>(text, 1e-6, out);
  if (unit == "s") return read_number<Duration>(text, 1e-9, out);
  if (unit == "1") return read_number<Share>(text, 1, out);
  if (unit == "1/s") return read_number<Rate>(text, 1, out);
  if (unit == "bit/s") return read_number<Bandwidth>(text, 1, out);
  if (unit == "$") return read_number<Money>(text, 1e-9, out);
  return read_number<Count>(text, 1, out);
}

struct Written {
  std::string indicator_path;
  std::string value_path;
  std::string name;
  std::string indicator;
  Comparison comparison;
  std::string value;
  std::string sign = {};  // of a threshold: "<"
};

/// The label of a complaint about the limit alone, for the text that it stands in.
std::string as_written(const Written& written, const std::string& label) {
  constexpr std::string_view write = "write ";
  if (written.sign.empty() || !label.starts_with(write)) return label;
  return fmt::format("write \"{} {}\"", written.sign, label.substr(write.size()));
}

std::optional<Promise> understand(const Written& written, const Blueprint& plan, Checker& checker) {
  IndicatorProblem problem;
  const auto indicator = parse_indicator(written.indicator, plan, problem);
  if (!indicator) {
    checker.report(written.indicator_path,
                   {code::unknown_metric, problem.message, problem.label, problem.hint});
    return std::nullopt;
  }
  Promise promise{written.name, *indicator, written.comparison, 0};
  if (auto complaint = read_limit(written.value, indicator->family->unit, promise.limit)) {
    const bool number = complaint->code == code::missing_unit && indicator->family->unit == "ms";
    if (number) complaint->label = "write " + written.value + "ms";
    checker.report(written.value_path, {complaint->code, complaint->message,
                                        as_written(written, complaint->label), complaint->hint});
    return std::nullopt;
  }
  return promise;
}

/// "< 400ms" -> less, "400ms".
struct Split {
  Comparison comparison;
  std::string limit;
  std::string sign;
};
std::optional<Split> split_threshold(std::string_view text) {
  constexpr std::pair<std::string_view, Comparison> signs[] = {{"<=", Comparison::at_most},
                                                               {">=", Comparison::at_least},
                                                               {"<", Comparison::less},
                                                               {">", Comparison::greater}};
  for (const auto& [sign, comparison] : signs) {
    if (!text.starts_with(sign)) continue;
    text.remove_prefix(sign.size());
    while (!text.empty() && text.front() == ' ') text.remove_prefix(1);
    return Split{comparison, std::string(text), std::string(sign)};
  }
  return std::nullopt;
}

/// "less than 400ms", "≤ 400ms", "lt 400ms", "400ms" -> what to write.
std::string threshold_meant(std::string_view text) {
  constexpr std::pair<std::string_view, std::string_view> words[] = {
      {"≤", "<="},        {"=<", "<="},    {"at most", "<="}, {"lte", "<="},
      {"max", "<="},      {"up to", "<="}, {"≥", ">="},       {"=>", ">="},
      {"at least", ">="}, {"gte", ">="},   {"min", ">="},     {"less than", "<"},
      {"below", "<"},     {"under", "<"},  {"lt", "<"},       {"more than", ">"},
      {"above", ">"},     {"over", ">"},   {"gt", ">"},       {"greater than", ">"}};
  for (const auto& [word, sign] : words) {
    if (!text.starts_with(word)) continue;
    text.remove_prefix(word.size());
    while (text.starts_with(' ')) text.remove_prefix(1);
    return fmt::format("write \"{} {}\"", sign, text);
  }
  return "write <, <=, > or >= and a limit";
}

}  // namespace

std::vector<Promise> promises_of(const Blueprint& plan, Diagnostics& diagnostics) {
  Checker checker(*plan.setting.document, diagnostics);
  std::vector<Promise> promises;
  for (std::size_t i = 0; i < plan.spec.slos.size(); ++i) {
    const SloSpec& slo = plan.spec.slos[i];
    const std::string path = join_path("slos", i);
    const auto promise = understand(
        {path + ".indicator", path + ".value", slo.name, slo.indicator, slo.op, slo.value}, plan,
        checker);
    if (promise) promises.push_back(*promise);
  }
  for (const auto& [indicator, limits] : plan.spec.thresholds) {
    for (std::size_t i = 0; i < limits.size(); ++i) {
      const std::string path = join_path("thresholds", indicator);
      const std::string item = join_path(path, i);
      const auto split = split_threshold(limits[i]);
      if (!split) {
        checker.report(item,
                       {code::bad_threshold, "`" + limits[i] + "` does not start with a comparison",
                        threshold_meant(limits[i]), "e.g. \"< 400ms\""});
        continue;
      }
      const auto promise = understand(
          {path, item, "", indicator, split->comparison, split->limit, split->sign}, plan, checker);
      if (promise) promises.push_back(*promise);
    }
  }
  return promises;
}

std::vector<Promise> promises_of(const Blueprint& plan) {
  Diagnostics none;
  std::vector<Promise> promises = promises_of(plan, none);
  EC_CHECK(!none.has_errors(), "promises that were not checked");
  return promises;
}

std::shared_ptr<const Blueprint> plan_study(Setting setting, Diagnostics& diagnostics) {
  auto plan = std::make_shared<const Blueprint>(std::move(setting));
  promises_of(*plan, diagnostics);
  return diagnostics.has_errors() ? nullptr : plan;
}

}  // namespace edgecase
