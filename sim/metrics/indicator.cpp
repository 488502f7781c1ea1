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
  if (!read_double(statistic.substr(1), percent) || !(percent > 0) || !(percent < 100))
    return std::nullopt;
  return percent / 100;
}

/// Every value that a label may take in this plan.
std::vector<std::string> values_of(std::string_view label, const Blueprint& plan) {
  std::vector<std::string> values;
  if (label == "region") values = plan.region_names;
  if (label == "route") {
    for (const RoutePlan& route : plan.routes) values.push_back(route.name);
  }
  if (label == "tier") values.assign(cache_level_names.begin(), cache_level_names.end());
  if (label == "pops") values.assign(purge_reach_names.begin(), purge_reach_names.end());
  if (label == "status") values.assign(cache_status_names.begin(), cache_status_names.end());
  if (label == "cause") {
    for (std::size_t i = 1; i < failure_count; ++i) values.emplace_back(failure_names[i]);
  }
  if (label == "function") {
    for (const auto& [name, function] : plan.spec.design.compute) values.push_back(name);
  }
  if (label == "site") values.assign(function_sites.begin(), function_sites.end());
  if (label == "local_rate") values.assign(local_rates.begin(), local_rates.end());
  if (label == "attack") {
    for (const AttackRun& attack : plan.attacks.runs) values.push_back(attack.name);
  }
  if (label == "after") values.assign(exposure_names.begin(), exposure_names.end());
  if (label == "end") values.assign(attack_end_names.begin(), attack_end_names.end());
  if (label == "fault") {
    for (const FaultPlan& fault : plan.timeline.faults) values.push_back(fault.name);
  }
  return values;
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
  problem = {"there is no metric `" + std::string(name) + "`", did_you_mean(name, names),
             "metrics: " + enumerate(names)};
  return false;
}

bool read_label(std::string_view text, const Blueprint& plan, Indicator& out,
                IndicatorProblem& problem) {
  const std::size_t equals = text.find('=');
  const std::string_view key = trimmed(text.substr(0, equals));
  const std::vector<std::string_view> allowed = split(out.family->labels, ',');
  if (equals == std::string_view::npos ||
      std::find(allowed.begin(), allowed.end(), key) == allowed.end()) {
    problem = {"`" + std::string(key) + "` is no label of " + std::string(out.family->name),
               did_you_mean(key, allowed), "labels here: " + enumerate(allowed)};
    return false;
  }
  const std::string value(trimmed(text.substr(equals + 1)));
  const std::vector<std::string> values = values_of(key, plan);
  const std::vector<std::string_view> views(values.begin(), values.end());
  // Bill lines are known only once there is a bill.
  if (key != "line" && std::find(views.begin(), views.end(), value) == views.end()) {
    problem = {"there is no " + std::string(key) + " `" + value + "`", did_you_mean(value, views),
               "known here: " + enumerate(views)};
    return false;
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

void add_ends(const Indicator& base, const Blueprint& plan, std::vector<Indicator>& all) {
  for (const AttackRun& attack : plan.attacks.runs) {
    for (const std::string_view end : attack_end_names) {
      Indicator narrowed = base;
      narrowed.labels = {{"attack", attack.name}, {"end", std::string(end)}};
      all.push_back(std::move(narrowed));
    }
  }
}

}  // namespace

std::vector<Indicator> standard_indicators(const Blueprint& plan) {
  std::vector<Indicator> all;
  for (const MetricFamily& family : metric_families()) {
    std::vector<Indicator> statistics;
    if (family.has_statistics) {
      const std::pair<const char*, double> wanted[] = {
          {"mean", 0}, {"p50", 0.5}, {"p90", 0.9}, {"p95", 0.95}, {"p99", 0.99}, {"p99.9", 0.999}};
      for (const auto& [name, quantile] : wanted) {
        statistics.push_back({&family, std::string(family.name) + "." + name, quantile, {}});
      }
    } else {
      statistics.push_back({&family, std::string(family.name), 0, {}});
    }
    for (const Indicator& base : statistics) {
      if (family.name == "attack.ended.share") {  // a share of one attack, or of all, by its end
        add_ends(base, plan, all);
        continue;
      }
      if (family.name != "recovery.seconds") all.push_back(base);
      for (std::string_view label : split(family.labels, ',')) {
        for (const std::string& value : values_of(label, plan)) {
          Indicator narrowed = base;
          narrowed.labels[std::string(label)] = value;
          all.push_back(std::move(narrowed));
        }
      }
    }
  }
  return all;
}

}  // namespace edgecase
