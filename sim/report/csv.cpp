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

/// Shortest text that reads back as the same csv_number; empty for what did not occur.
std::string csv_number(double value) {
  return std::isfinite(value) ? fmt::format("{}", value) : "";
}

std::string interval(const Estimate& e) {
  return fmt::format("{},{},{}", csv_number(e.mean), csv_number(e.lo), csv_number(e.hi));
}

template <class Row>
std::set<std::string> label_columns(const std::vector<Row>& rows) {
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
  const std::set<std::string> labels = label_columns(result.metrics);
  std::string text = header(labels, "unit,mean,lo,hi,n");
  for (const Metric& metric : result.metrics) {
    const auto n = std::ranges::count_if(metric.values, [](double v) { return !std::isnan(v); });
    text += subject(metric.name, metric.labels, labels) +
            fmt::format("{},{},{}\n", field(metric.unit), interval(metric.estimate), n);
  }
  return text;
}

std::string bill_lines_csv(const Result& result) {
  std::string text =
      "kind,line,title,region,meter,unit,quantity,quantity_lo,quantity_hi,dollars,dollars_lo,"
      "dollars_hi,share,label,value,arithmetic,source\n";
  const auto subject_of = [](const char* kind, const BillRow& row) {
    return fmt::format("{},{},{},{},", kind, field(row.name), field(row.title), field(row.region));
  };
  double known = 0;
  for (const BillRow& row : result.bill) {
    text += subject_of(row.meter.empty() ? "fee" : "usage", row) +
            fmt::format("{},{},{},{},{},,,{},{}\n", field(row.meter), field(row.unit),
                        row.meter.empty() ? ",," : interval(row.quantity), interval(row.dollars),
                        csv_number(row.share), field(row.arithmetic), field(row.source));
    if (std::isfinite(row.dollars.mean)) known += row.dollars.mean;
  }
  for (const BillRow& row : result.bill)
    for (const auto& [labels, dollars] : row.drivers)
      for (const auto& [label, value] : labels)
        text += subject_of("because_of", row) + fmt::format("{},,,,,{},,,,{},{},,\n",
                                                            field(row.meter), csv_number(dollars),
                                                            field(label), field(value));
  for (const MonthRow& row : result.month)
    text += fmt::format("phase,,,,,,,,,{},,phase,{},{},\n", interval(row.dollars), field(row.name),
                        field(fmt::format("{:.9g} s x {:.9g} = {:.9g} s: {}", row.measured_s,
                                          row.times, row.month_s, row.because)));
  for (const UnpricedRow& row : result.unpriced)
    text += fmt::format("not_priced,,{},,{},,,,,,,,,,,{},\n", field(row.doc), field(row.meter),
                        field(row.quantity + " a month"));
  const Metric* const total = result.find("cost.monthly");
  const bool complete = total != nullptr && std::isfinite(total->estimate.mean);
  return text + fmt::format("{},,,,,,,,,{},,,,,\n", complete ? "total" : "total_known",
                            complete ? interval(total->estimate) : csv_number(known) + ",,");
}

std::string as_csv(const ComparisonResult& comparison) {
  const std::set<std::string> labels = label_columns(comparison.differences);
  std::string text = header(labels,
                            "unit,base,alternative,change,change_lo,change_hi,relative,"
                            "relative_lo,relative_hi,significant");
  for (const Difference& d : comparison.differences) {
    text += subject(d.name, d.labels, labels) +
            fmt::format("{},{},{},{},{},{}\n", field(d.unit), csv_number(d.base),
                        csv_number(d.alternative), interval(d.absolute), interval(d.relative),
                        d.significant);
  }
  return text;
}

}  // namespace edgecase
