// Results as tidy CSV: one observation a line, every label a column, numbers in full precision.
#include <algorithm>
#include <cmath>
#include <set>

#include <fmt/core.h>

#include "report/report.hpp"

namespace edgecase {
namespace {

/// Quoted only where the text would break the line (RFC 4180).
std::string field(const std::string& text) {
  if (text.find_first_of(",\"\n\r") == std::string::npos) return text;
  std::string out = "\"";
  for (char c : text) {
    if (c == '"') out += '"';
    out += c;
  }
  return out + "\"";
}

/// Shortest text that reads back as the same number; empty for what did not occur.
std::string number(double value) { return std::isfinite(value) ? fmt::format("{}", value) : ""; }

std::string interval(const Estimate& e) {
  return fmt::format("{},{},{}", number(e.mean), number(e.lo), number(e.hi));
}

template <class Row>
std::set<std::string> label_names(const std::vector<Row>& rows) {
  std::set<std::string> names;
  for (const Row& row : rows) {
    for (const auto& [key, value] : row.labels) names.insert(key);
  }
  return names;
}

std::string header(const std::set<std::string>& labels, std::string_view rest) {
  std::string line = "metric,";
  for (const std::string& label : labels) line += field(label) + ",";
  return line + std::string(rest) + "\n";
}

std::string subject(const std::string& name, const MetricLabels& labels,
                    const std::set<std::string>& columns) {
  std::string line = field(name) + ",";
  for (const std::string& column : columns) {
    const auto at = labels.find(column);
    line += (at == labels.end() ? "" : field(at->second)) + ",";
  }
  return line;
}

}  // namespace

std::string as_csv(const Result& result) {
  const std::set<std::string> labels = label_names(result.metrics);
  std::string text = header(labels, "unit,mean,lo,hi,n");
  for (const Metric& metric : result.metrics) {
    const auto n = std::ranges::count_if(metric.values, [](double v) { return !std::isnan(v); });
    text += subject(metric.name, metric.labels, labels) +
            fmt::format("{},{},{}\n", field(metric.unit), interval(metric.estimate), n);
  }
  return text;
}

std::string as_csv(const ComparisonResult& comparison) {
  const std::set<std::string> labels = label_names(comparison.differences);
  std::string text = header(labels,
                            "unit,base,alternative,change,change_lo,change_hi,relative,"
                            "relative_lo,relative_hi,significant");
  for (const Difference& d : comparison.differences) {
    text += subject(d.name, d.labels, labels) +
            fmt::format("{},{},{},{},{},{}\n", field(d.unit), number(d.base), number(d.alternative),
                        interval(d.absolute), interval(d.relative), d.significant);
  }
  return text;
}

}  // namespace edgecase
