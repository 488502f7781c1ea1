// Bills for programs: JSON and CSV. Quantities are whole units of their dimension beside the
// vendor's own, money is whole nano-dollars beside cents.
#include <fmt/format.h>

#include "cost/arithmetic.hpp"
#include "load/json.hpp"
#include "load/text/scalar.hpp"
#include "report/bill_report.hpp"
#include "report/csv.hpp"

namespace edgecase {
namespace {

Json money(std::optional<Money> dollars) {
  return dollars ? Json(dollars->nano_dollars) : Json(nullptr);
}

/// Cents as a decimal, as an invoice shows them: 1840 -> "18.40".
std::string cents(std::optional<Money> dollars) {
  if (!dollars) return "";
  const std::int64_t whole = in_cents(*dollars);
  const std::int64_t size = whole < 0 ? -whole : whole;
  return fmt::format("{}{}.{:02}", whole < 0 ? "-" : "", size / 100, size % 100);
}

std::string_view name_of(BillLine::Kind kind) {
  switch (kind) {
    case BillLine::Kind::plan:
      return "plan";
    case BillLine::Kind::subscription:
      return "subscription";
    case BillLine::Kind::base_fee:
      return "base_fee";
    case BillLine::Kind::minimum:
      return "minimum";
    case BillLine::Kind::usage:
      break;
  }
  return "usage";
}

std::string_view name_of(Grade grade) {
  for (const auto& one : names(Of<Grade>{}))
    if (one.value == grade) return one.name;
  return "";
}

std::string per_text(const BillLine& line) {
  return line.per.value == 0 ? "" : Scalar<Amount>::print(line.per);
}

Json json_of(const BillLine& line, const Bill& bill) {
  Json steps = Json::array();
  for (const TierStep& step : line.steps)
    steps.push_back(
        {{"quantity", step.quantity},
         {"price", Scalar<UnitPrice>::print(step.price)},
         {"nano_dollars", step.price.known ? Json(step.dollars.nano_dollars) : Json()}});
  Json parts = Json::array();
  for (const Contribution& part : line.contributions)
    parts.push_back({{"labels", part.labels},
                     {"quantity", part.quantity},
                     {"nano_dollars", part.dollars.nano_dollars}});
  return {
      {"kind", name_of(line.kind)},
      {"product", line.product},
      {"line", line.name},
      {"title", line.title},
      {"region", line.region},
      {"meter", line.meter},
      {"per", per_text(line)},
      {"per_quantity", line.per.value},
      {"used", line.used},
      {"quantity", line.quantity},
      {"allowance", line.allowance},
      {"billable", line.billable},
      {"steps", steps},
      {"dollars", line.dollars ? Json(cents(line.dollars)) : Json()},
      {"nano_dollars", money(line.dollars)},
      {"share", bill.share(line)},
      {"arithmetic", arithmetic(line, bill.measured)},
      {"why_unknown", line.why_unknown},
      {"between", line.may_be ? Json{cents(line.may_be->least), cents(line.may_be->most)} : Json()},
      {"beyond_list", line.beyond_list},
      {"because_of", parts},
      {"source", line.source.text},
      {"retrieved", line.source.retrieved},
      {"grade", name_of(line.source.grade)},
      {"note", line.note}};
}

Json json_of(const BilledSheet& sheet) {
  Json lines = Json::array();
  for (const BillLine& line : sheet.bill.lines) lines.push_back(json_of(line, sheet.bill));
  Json unpriced = Json::array();
  for (const Unpriced& usage : sheet.bill.unpriced)
    unpriced.push_back(
        {{"meter", usage.meter}, {"labels", usage.labels}, {"quantity", usage.quantity}});
  const auto range = sheet.bill.complete ? std::nullopt : sheet.bill.range();
  return {{"sheet", sheet.name},
          {"title", sheet.title},
          {"complete", sheet.bill.complete},
          {"dollars", cents(sheet.bill.total)},
          {"between", range ? Json{cents(range->least), cents(range->most)} : Json()},
          {"nano_dollars", sheet.bill.total.nano_dollars},
          {"lines", lines},
          {"not_priced", unpriced},
          {"no_charge", sheet.bill.free}};
}

std::string csv_row(const BillLine& line, const Bill& bill) {
  std::string text;
  for (const std::string& column : {line.sheet, std::string(name_of(line.kind)), line.product,
                                    line.name, line.title, line.region, line.meter, per_text(line)})
    text += csv_text(column) + ",";
  return text + fmt::format("{},{},{},{},{},{},{},{}\n", line.quantity, line.allowance,
                            line.billable, line.dollars ? cents(line.dollars) : "unknown",
                            line.dollars ? fmt::format("{}", line.dollars->nano_dollars) : "",
                            line.dollars ? fmt::format("{:.6f}", bill.share(line)) : "",
                            csv_text(arithmetic(line, bill.measured)), csv_text(line.source.text));
}

}  // namespace

std::string bill_json(const BillReport& report) {
  const std::vector<BilledSheet>& sheets = report.sheets;
  Json bills = Json::array();
  for (const BilledSheet& sheet : sheets) bills.push_back(json_of(sheet));
  Json found;
  if (report.break_even) {
    Json ranges = Json::array();
    for (const CheapestRange& range : report.break_even->ranges)
      ranges.push_back({{"from", range.from},
                        {"to", range.upto},
                        {"cheapest", sheets[range.cheapest].name},
                        {"dollars_from", cents(range.at_from)},
                        {"dollars_to", cents(range.at_upto)}});
    found = {{"over", report.break_even->over},
             {"now", report.break_even->now},
             {"held", report.break_even->fixed},
             {"ranges", ranges}};
  }
  const Duration measured = sheets.empty() ? billing_month : sheets.front().bill.measured;
  return dumped(
             {{"usage", report.usage},
              {"measured", Scalar<Duration>::print(measured)},
              {"month", Scalar<Duration>::print(billing_month)},
              {"usage_file", report.usage_file.empty() ? Json() : Json::parse(report.usage_file)},
              {"bills", bills},
              {"break_even", found}}) +
         "\n";
}

std::string bill_csv(const BillReport& report) {
  std::string text =
      "sheet,kind,product,line,title,region,meter,per,quantity,allowance,billable,dollars,"
      "nano_dollars,share,arithmetic,source\n";
  for (const BilledSheet& sheet : report.sheets) {
    for (const BillLine& line : sheet.bill.lines) text += csv_row(line, sheet.bill);
    for (const Unpriced& usage : sheet.bill.unpriced)
      text += fmt::format("{},not_priced,,,,,{},,{},,,unknown,,,,\n", csv_text(sheet.name),
                          csv_text(usage.meter), usage.quantity);
    text += fmt::format("{},{},,,,,,,,,,{},{},,,\n", csv_text(sheet.name),
                        sheet.bill.complete ? "total" : "total_known", cents(sheet.bill.total),
                        sheet.bill.total.nano_dollars);
  }
  return text;
}

}  // namespace edgecase
