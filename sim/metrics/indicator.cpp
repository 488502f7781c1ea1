// Reading and writing indicators: latency.p99{route=images,region=europe}.

#include <algorithm>

#include "load/text/number.hpp"
#include "load/text/suggest.hpp"
#include "metrics/metrics.hpp"

namespace edgecase {
namespace {

std::string_view trimmed(std::string_view text) {
  while (!text.empty() && text.front() == ' ') text.remove_prefix(1);
  while (!text.empty() && text.back() == ' ') text.remove_suffix(1);
  return text;
}

std::vector<std::string_view> split(std::string_view text, char at) {
  std::vector<std::string_view> parts;
  while (!text.empty()) {
    const std::size_t end = std::min(text.find(at), text.size());
    parts.push_back(trimmed(text.substr(0, end)));
    text.remove_prefix(std::min(end + 1, text.size()));
  }
  return parts;
}

/// "p99.9" -> 0.999; nothing for anything else.
std::optional<double> quantile_of(std::string_view statistic) {
  if (statistic.size() < 2 || statistic.front() != 'p') return std::nullopt;
  double percent = 0;
  if (!read_double(statistic.substr(1), percent)) return std::nullopt;
  if (!(percent > 0) || !(percent < 100)) return std::nullopt;
  return percent / 100;
}

/// "avg", "median", "P95", "99", "p999" -> mean, p50, p95, p99, p99.9; empty: no statistic.
std::string statistic_meant(std::string_view word) {
  if (word == "mean" || word == "avg" || word == "average") return "mean";
  if (word == "median") return "p50";
  if (word == "max" || word == "tail") return "p99.9";
  std::string digits(word);
  if (digits.starts_with('p') || digits.starts_with('P')) digits.erase(0, 1);
  if (digits.ends_with("th")) digits.resize(digits.size() - 2);
  if (digits.empty() || digits.find_first_not_of("0123456789") != std::string::npos) return {};
  if (digits.size() > 2) digits.insert(2, ".");
  return digits.size() <= 5 ? "p" + digits : std::string{};
}

/// Other orders and spellings of a metric: p99_latency, latency_p95, response_time.avg.
std::string metric_meant(std::string_view name) {
  std::string statistic, rest;
  for (std::size_t from = 0; from <= name.size();) {
    const std::size_t end = std::min(name.find_first_of("._- ", from), name.size());
    const std::string_view word = name.substr(from, end - from);
    const std::string meant = statistic_meant(word);
    if (!meant.empty() && statistic.empty())
      statistic = meant;
    else if (!word.empty())
      rest += (rest.empty() ? "" : "_") + std::string(word);
    from = end + 1;
  }
  std::vector<std::string_view> families;
  for (const MetricFamily& family : metric_families()) families.push_back(family.name);
  for (const std::string_view family : families) {
    std::string plain(family);
    std::ranges::replace(plain, '.', '_');
    if (plain == rest) rest = family;
  }
  const std::string_view family = closest(rest, families);
  for (const MetricFamily& one : metric_families()) {
    if (one.name != family) continue;
    if (one.has_statistics)
      return std::string(family) + "." + (statistic.empty() ? "p99" : statistic);
    return statistic.empty() || one.name == rest ? std::string(family) : std::string{};
  }
  return {};
}

bool read_name(std::string_view name, Indicator& out, IndicatorProblem& problem) {
  out.name = name;
  std::vector<std::string> known;
  for (const MetricFamily& family : metric_families()) {
    known.emplace_back(family.has_statistics ? std::string(family.name) + ".p99" : family.name);
    if (!family.has_statistics) {
      if (family.name != name) continue;
      out.family = &family;
      return true;
    }
    const bool belongs = name.starts_with(family.name) && name.size() > family.name.size() &&
                         name[family.name.size()] == '.';
    if (!belongs) continue;
    const std::string_view statistic = name.substr(family.name.size() + 1);
    const std::optional<double> quantile = quantile_of(statistic);
    if (statistic != "mean" && !quantile) {
      problem = {"`" + std::string(statistic) + "` is no statistic of " + std::string(family.name),
                 "write mean, p50, p95, p99 or p99.9",
                 {}};
      return false;
    }
    out.family = &family;
    out.quantile = quantile.value_or(0);
    return true;
  }
  const std::vector<std::string_view> names(known.begin(), known.end());
  const std::string meant = metric_meant(name);
  problem = {"there is no metric `" + std::string(name) + "`",
             meant.empty() ? did_you_mean(name, names) : "did you mean `" + meant + "`?",
             "metrics: " + enumerate(names)};
  return false;
}

bool read_label(std::string_view text, const Blueprint& plan, Indicator& out,
                IndicatorProblem& problem) {
  const std::size_t equals = text.find('=');
  const std::string_view key = trimmed(text.substr(0, equals));
  const LabelList labels = out.family->labels;
  const auto label = std::ranges::find(labels, key, [](const auto* one) { return one->name; });
  if (equals == std::string_view::npos || label == labels.end()) {
    std::vector<std::string_view> allowed;
    for (const MetricLabel* one : labels) allowed.push_back(one->name);
    problem = {"`" + std::string(key) + "` is no label of " + std::string(out.family->name),
               did_you_mean(key, allowed), "labels here: " + enumerate(allowed)};
    return false;
  }
  const std::string value(trimmed(text.substr(equals + 1)));
  if ((*label)->values != nullptr) {
    const std::vector<std::string> values = (*label)->values(plan);
    const std::vector<std::string_view> views(values.begin(), values.end());
    if (std::ranges::find(views, value) == views.end()) {
      problem = {"there is no " + std::string(key) + " `" + value + "`", did_you_mean(value, views),
                 "known here: " + enumerate(views)};
      return false;
    }
  }
  out.labels[std::string(key)] = value;
  return true;
}

}  // namespace

std::optional<Indicator> parse_indicator(std::string_view text, const Blueprint& plan,
                                         IndicatorProblem& problem) {
  text = trimmed(text);
  Indicator indicator;
  const std::size_t open = text.find('{');
  if (!read_name(trimmed(text.substr(0, open)), indicator, problem)) return std::nullopt;
  if (open == std::string_view::npos) return indicator;
  if (text.back() != '}') {
    problem = {"the labels of `" + std::string(text) + "` do not end", "write a `}`", {}};
    return std::nullopt;
  }
  for (std::string_view label : split(text.substr(open + 1, text.size() - open - 2), ',')) {
    if (!read_label(label, plan, indicator, problem)) return std::nullopt;
  }
  return indicator;
}

std::string to_text(const Indicator& indicator) {
  std::string text = indicator.name;
  char before = '{';
  for (const auto& [key, value] : indicator.labels) {
    text += before + key + "=" + value;
    before = ',';
  }
  return indicator.labels.empty() ? text : text + "}";
}

namespace {

/// The family once for each statistic that results list.
std::vector<Indicator> statistics_of(const MetricFamily& family) {
  if (!family.has_statistics) return {{&family, std::string(family.name), 0, {}}};
  std::vector<Indicator> all;
  const std::pair<const char*, double> wanted[] = {{"mean", 0},   {"p50", 0.5},  {"p90", 0.9},
                                                   {"p95", 0.95}, {"p99", 0.99}, {"p99.9", 0.999}};
  for (const auto& [name, quantile] : wanted)
    all.push_back({&family, std::string(family.name) + "." + name, quantile, {}});
  return all;
}

/// The indicator once for each value of the label; none where they are not known in advance.
std::vector<Indicator> narrowed_by(const MetricLabel& label, const Indicator& base,
                                   const Blueprint& plan) {
  std::vector<Indicator> all;
  if (label.values == nullptr) return all;
  for (const std::string& value : label.values(plan)) {
    all.push_back(base);
    all.back().labels[std::string(label.name)] = value;
  }
  return all;
}

std::vector<Indicator> narrowed_by_all(const Indicator& base, const Blueprint& plan) {
  std::vector<Indicator> all{base};
  for (const MetricLabel* label : base.family->labels) {
    std::vector<Indicator> narrower;
    for (const Indicator& one : all)
      for (Indicator& narrowed : narrowed_by(*label, one, plan))
        narrower.push_back(std::move(narrowed));
    all = std::move(narrower);
  }
  return all;
}

std::vector<Indicator> listed_of(const Indicator& base, const Blueprint& plan) {
  if (base.family->listing == Listing::by_all_labels) return narrowed_by_all(base, plan);
  std::vector<Indicator> all{base};
  if (base.family->listing == Listing::nested) {
    for (Indicator& narrowed : narrowed_by(*base.family->labels.front(), base, plan))
      all.push_back(std::move(narrowed));
    for (Indicator& narrowed : narrowed_by_all(base, plan)) all.push_back(std::move(narrowed));
    return all;
  }
  for (const MetricLabel* label : base.family->labels)
    for (Indicator& narrowed : narrowed_by(*label, base, plan)) all.push_back(std::move(narrowed));
  return all;
}

}  // namespace

std::vector<Indicator> standard_indicators(const Blueprint& plan) {
  std::vector<Indicator> all;
  for (const MetricFamily& family : metric_families())
    for (const Indicator& base : statistics_of(family))
      for (Indicator& indicator : listed_of(base, plan)) all.push_back(std::move(indicator));
  return all;
}

}  // namespace edgecase
