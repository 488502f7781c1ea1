#include "report/bill_report.hpp"

#include <map>

#include <fmt/format.h>

#include "cost/arithmetic.hpp"
#include "load/text/scalar.hpp"
#include "report/numbers.hpp"

namespace edgecase {
namespace {

/// "route=images 62%, country=BR 40%": the largest contributor by each label.
std::string drivers_of(const BillLine& line) {
  std::string text;
  for (const LabelName& one : all_labels()) {
    if (one.name.starts_with("item_")) continue;
    const std::vector<Contribution> parts = split_by(line, one.name);
    if (parts.empty() || parts.front().labels.empty()) continue;
    const Contribution& most = parts.front();
    const bool costs = line.known().nano_dollars > 0;
    const double share = costs ? in_dollars(most.dollars) / in_dollars(line.known())
                               : static_cast<double>(most.quantity) /
                                     static_cast<double>(line.quantity > 0 ? line.quantity : 1);
    text += fmt::format("{}{}={} {}", text.empty() ? "" : ", ", one.name,
                        most.labels.begin()->second, value_text(share, "1"));
  }
  return text;
}

std::string how(const BillLine& line, Duration measured) {
  std::string text =
      fmt::format("{}/{}/{}: {}", line.sheet, line.product, line.name, arithmetic(line, measured));
  if (const std::string drivers = drivers_of(line); !drivers.empty())
    text += "; driven by " + drivers;
  if (!line.note.empty()) text += "; " + line.note;
  if (line.source.grade != Grade::listed)
    text += line.source.grade == Grade::second_hand ? "; price second-hand" : "; price unconfirmed";
  return text;
}

TextCell unknown_cell(Money at_least) {
  return {at_least.nano_dollars > 0 ? "≥ " + dollars_text(at_least) : "unknown", Tone::unsure};
}

TextRow bill_line_row(const BillLine& line, const Bill& bill) {
  const bool usage = line.kind == BillLine::Kind::usage;
  return {{line.region.empty() ? line.title : line.title + ", " + line.region,
           usage ? quantity_text(line) : "",
           line.dollars ? TextCell(dollars_text(*line.dollars)) : unknown_cell(line.at_least),
           line.dollars ? value_text(bill.share(line), "1") : ""},
          how(line, bill.measured)};
}

std::string total_text(const Bill& bill) {
  if (bill.complete) return dollars_text(bill.total);
  const auto range = bill.range();
  if (!range) return "≥ " + dollars_text(bill.total);
  return dollars_text(range->least) + " to " + dollars_text(range->most);
}

std::string labels_text(const Labels& labels) {
  std::string text;
  for (const auto& [name, value] : labels)
    text += fmt::format("{}{}={}", text.empty() ? "" : ",", name, value);
  return text.empty() ? "" : "{" + text + "}";
}

std::string used_text(const Unpriced& usage) {
  return usage.meter + labels_text(usage.labels) + " " + amount_text(usage.quantity, usage.meter);
}

Section section_of(const BilledSheet& sheet) {
  Section section{fmt::format("{}: {}", sheet.name, sheet.title), {}};
  TextTable table{{{"", Align::left, true}, {"per month"}, {"dollars"}, {"share"}}, {}};
  for (const BillLine& line : sheet.bill.lines)
    table.rows.push_back(bill_line_row(line, sheet.bill));
  const Tone tone = sheet.bill.complete ? Tone::strong : Tone::unsure;
  const std::string_view bounded = sheet.bill.range() ? "total, between" : "total of known prices";
  table.rows.push_back({{{std::string(sheet.bill.complete ? "total" : bounded), tone},
                         "",
                         {total_text(sheet.bill), tone}}});
  section.blocks.emplace_back(std::move(table));
  for (const Unpriced& usage : sheet.bill.unpriced)
    section.blocks.emplace_back(
        Paragraph{{{"INCOMPLETE: this sheet has no price for:", Tone::bad}, {used_text(usage)}}});
  std::string told;  // a limit holds for all regions of a line together
  for (const BillLine& line : sheet.bill.lines) {
    if (line.beyond_list.empty() || line.beyond_list == told) continue;
    told = line.beyond_list;
    section.blocks.emplace_back(
        Paragraph{{{"list price may not apply:", Tone::unsure}, {line.title + ", " + told}}});
  }
  for (const auto& [meter, why] : sheet.bill.free)
    section.blocks.emplace_back(Paragraph{{{"no charge for " + meter + ": " + why, Tone::faint}}});
  return section;
}

/// The charge of a sheet for one meter: dollars, and whether it is complete.
struct MeterCharge {
  Money dollars;
  bool charged = false;
  bool unknown = false;
};

MeterCharge charge_for(const Bill& bill, const std::string& meter) {
  MeterCharge charge;
  for (const BillLine& line : bill.lines) {
    if (line.meter != meter) continue;
    charge.charged = true;
    charge.unknown |= !line.dollars;
    charge.dollars += line.known();
  }
  for (const Unpriced& usage : bill.unpriced) charge.unknown |= usage.meter == meter;
  charge.charged |= bill.free.contains(meter);
  return charge;
}

TextCell cell_of(const MeterCharge& charge) {
  if (!charge.charged) return charge.unknown ? TextCell("not priced", Tone::bad) : TextCell("");
  if (!charge.unknown) return dollars_text(charge.dollars);
  return charge.dollars.nano_dollars == 0
             ? TextCell("unknown", Tone::unsure)
             : TextCell("≥ " + dollars_text(charge.dollars), Tone::unsure);
}

Section side_by_side(std::span<const BilledSheet> sheets) {
  TextTable table{{{"", Align::left}}, {}};
  std::map<std::string, bool> meters;  // "" means fees
  for (const BilledSheet& sheet : sheets) {
    table.columns.push_back({sheet.name});
    for (const BillLine& line : sheet.bill.lines) meters[line.meter] = true;
    for (const Unpriced& usage : sheet.bill.unpriced) meters[usage.meter] = true;
  }
  for (const auto& [meter, used] : meters) {
    TextRow row{{meter.empty() ? "plans and fees" : meter}};
    for (const BilledSheet& sheet : sheets)
      row.cells.push_back(cell_of(charge_for(sheet.bill, meter)));
    table.rows.push_back(std::move(row));
  }
  TextRow total{{{"total", Tone::strong}}};
  for (const BilledSheet& sheet : sheets)
    total.cells.emplace_back(total_text(sheet.bill),
                             sheet.bill.complete ? Tone::strong : Tone::unsure);
  table.rows.push_back(std::move(total));
  return {"Side by side, dollars per 30-day month", {std::move(table)}};
}

std::string place_text(const BreakEven& found, double place) {
  return found.share ? value_text(place, "1") : fmt::format("x{:.4g}", place);
}

Section break_even_section(const BillReport& bills, const BreakEven& found) {
  Section section{fmt::format("Cheapest sheet by {} (this usage: {})", found.over,
                              place_text(found, found.now)),
                  {}};
  if (found.ranges.empty()) {
    section.blocks.emplace_back(
        Paragraph{{{"No sheet has all the prices needed, so the cheapest cannot be determined.",
                    Tone::unsure}}});
    return section;
  }
  TextTable table{{{"", Align::left}, {"from"}, {"to"}, {"dollars at from"}, {"dollars at to"}},
                  {}};
  for (const CheapestRange& range : found.ranges)
    table.rows.push_back({{bills.sheets[range.cheapest].name, place_text(found, range.from),
                           place_text(found, range.upto), dollars_text(range.at_from),
                           dollars_text(range.at_upto)}});
  section.blocks.emplace_back(std::move(table));
  section.blocks.emplace_back(Paragraph{{{"held constant: " + found.fixed, Tone::faint}}});
  return section;
}

/// The cheapest complete bill, with the caveat that plans differ in more than price.
Section plan_section(const BillReport& bills) {
  Section section{"Cheapest plan", {}};
  const BilledSheet* best = nullptr;
  for (const BilledSheet& sheet : bills.sheets)
    if (sheet.bill.complete && (best == nullptr || sheet.bill.total < best->bill.total))
      best = &sheet;
  section.blocks.emplace_back(Paragraph{
      {{best == nullptr
            ? std::string("none of these bills is complete")
            : fmt::format("cheapest: {}, {}", best->name, dollars_text(best->bill.total)),
        Tone::strong},
       {"by price alone: plan features (rules, limits, support), commitments and flat-rate "
        "bundles are not considered",
        Tone::faint}}});
  return section;
}

}  // namespace

std::vector<Section> bill_sections(const BillReport& bills) {
  const std::vector<BilledSheet>& sheets = bills.sheets;
  std::vector<Section> sections;
  Section head{fmt::format("Bill of {}, dollars per 30-day month", bills.usage), {}};
  const Duration measured = sheets.empty() ? billing_month : sheets.front().bill.measured;
  if (measured != billing_month)
    head.blocks.emplace_back(Paragraph{
        {{fmt::format("usage of {}, scaled to a month", Scalar<Duration>::print(measured))}}});
  else
    head.blocks.emplace_back(Paragraph{{{"usage of one month"}}});
  sections.push_back(std::move(head));
  if (sheets.size() > 1) sections.push_back(side_by_side(sheets));
  if (bills.plans) sections.push_back(plan_section(bills));
  if (bills.break_even) sections.push_back(break_even_section(bills, *bills.break_even));
  for (const BilledSheet& sheet : sheets) sections.push_back(section_of(sheet));
  return sections;
}

std::string render(const BillReport& bills, Format format, const TextStyle& style) {
  switch (format) {
    case Format::json:
      return bill_json(bills);
    case Format::csv:
      return bill_csv(bills);
    case Format::markdown:
      return as_markdown(bill_sections(bills));
    case Format::text:
      break;
  }
  return as_text(bill_sections(bills), style);
}

}  // namespace edgecase
