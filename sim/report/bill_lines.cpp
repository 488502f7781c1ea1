// The bill of a result as CSV: lines of several kinds in one table, each with what it has.
#include <cmath>

#include <fmt/core.h>

#include "report/csv.hpp"
#include "report/report.hpp"

namespace edgecase {
namespace {

std::string interval_cells(const Estimate& e) {
  return fmt::format("{},{},{}", csv_number(e.mean), csv_number(e.lo), csv_number(e.hi));
}

std::string subject_cells(const char* kind, const BillRow& row) {
  return fmt::format("{},{},{},{},", kind, csv_text(row.name), csv_text(row.title),
                     csv_text(row.region));
}

std::string driver_lines(const BillRow& row) {
  std::string text;
  for (const auto& [labels, dollars] : row.drivers)
    for (const auto& [label, value] : labels)
      text += subject_cells("because_of", row) +
              fmt::format("{},,,,,{},,,,{},{},,\n", csv_text(row.meter), csv_number(dollars),
                          csv_text(label), csv_text(value));
  return text;
}

}  // namespace

std::string bill_lines_csv(const Result& result) {
  std::string text =
      "kind,line,title,region,meter,unit,quantity,quantity_lo,quantity_hi,dollars,dollars_lo,"
      "dollars_hi,share,label,value,arithmetic,source\n";
  double known = 0;
  for (const BillRow& row : result.bill) {
    text += subject_cells(row.meter.empty() ? "fee" : "usage", row) +
            fmt::format("{},{},{},{},{},,,{},{}\n", csv_text(row.meter), csv_text(row.unit),
                        row.meter.empty() ? ",," : interval_cells(row.quantity),
                        interval_cells(row.dollars), csv_number(row.share),
                        csv_text(row.arithmetic), csv_text(row.source));
    known += std::isfinite(row.dollars.mean) ? row.dollars.mean : row.at_least;
  }
  for (const BillRow& row : result.bill) text += driver_lines(row);
  for (const MonthRow& row : result.month)
    text += fmt::format("phase,,,,,,,,,{},,phase,{},{},\n", interval_cells(row.dollars),
                        csv_text(row.name),
                        csv_text(fmt::format("{:.9g} s x {:.9g} = {:.9g} s: {}", row.measured_s,
                                             row.times, row.month_s, row.because)));
  for (const UnpricedRow& row : result.unpriced)
    text += fmt::format("not_priced,,{},,{},,,,,,,,,,,{},\n", csv_text(row.doc),
                        csv_text(row.meter), csv_text(row.quantity + " a month"));
  const Metric* const total = result.find("cost.monthly");
  const bool complete = total != nullptr && std::isfinite(total->estimate.mean);
  return text + fmt::format("{},,,,,,,,,{},,,,,\n", complete ? "total" : "total_known",
                            complete ? interval_cells(total->estimate) : csv_number(known) + ",,");
}

}  // namespace edgecase
