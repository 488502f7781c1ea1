// Changes that are shipped: what each harmed, how long until it was noticed and undone, what
// happened when; pages, and what a service level agreement pays back.
#include <cmath>
#include <set>

#include <fmt/core.h>

#include "report/numbers.hpp"
#include "report/sections.hpp"

namespace edgecase {
namespace {

std::string of_change(const Result& result, const char* metric, const std::string& change) {
  const Metric* found = result.find(metric, {{"change", change}});
  if (found == nullptr) return "-";
  return found->unit == "s" ? seconds_text(found->estimate.mean)
                            : value_text(found->estimate.mean, found->unit);
}

std::vector<std::string> changes_in(const Result& result) {
  std::vector<std::string> names;
  for (const Metric& metric : result.metrics)
    if (metric.name == "change.rolled_back.share" && metric.labels.contains("change"))
      names.push_back(metric.labels.at("change"));
  return names;
}

TextTable harm_table(const Result& result, const std::vector<std::string>& changes) {
  TextTable table{{{"change", Align::left},
                   {"requests failed"},
                   {"share"},
                   {"users harmed"},
                   {"noticed after"},
                   {"then decided in"},
                   {"then undone in"},
                   {"rolled back"},
                   {"rolled out in"}},
                  {}};
  for (const std::string& name : changes)
    table.rows.push_back({{name, of_change(result, "change.failed", name),
                           of_change(result, "change.failed.share", name),
                           of_change(result, "change.users.share", name),
                           of_change(result, "change.detect.seconds", name),
                           of_change(result, "change.decide.seconds", name),
                           of_change(result, "change.repair.seconds", name),
                           of_change(result, "change.rolled_back.share", name),
                           of_change(result, "change.everywhere.seconds", name)}});
  return table;
}

TextTable event_table(const Result& result) {
  TextTable table{{{"at"}, {"change", Align::left}, {"what", Align::left}, {"of the runs"}}, {}};
  for (const ChangeEvent& event : result.change_events)
    table.rows.push_back({{seconds_text(event.at_s.mean), event.change, event.what,
                           event.share < 1 ? value_text(event.share, "1") : ""}});
  return table;
}

std::string plain(const Result& result, const char* metric) {
  const Metric* found = result.find(metric);
  return found == nullptr ? "-" : value_text(found->estimate.mean, found->unit);
}

}  // namespace

Section change_section(const Result& result) {
  Section section{"Changes", {}};
  const std::vector<std::string> changes = changes_in(result);
  if (!changes.empty()) section.blocks.emplace_back(harm_table(result, changes));
  if (!result.change_events.empty()) section.blocks.emplace_back(event_table(result));
  for (const std::string& name : changes) {
    const Metric* inconclusive = result.find("change.inconclusive", {{"change", name}});
    if (inconclusive == nullptr || !(inconclusive->estimate.mean > 0)) continue;
    section.blocks.emplace_back(Paragraph{
        {fmt::format("{}: {} of its steps ended inconclusive: their checks saw too few requests.",
                     name, count_text(inconclusive->estimate.mean))}});
  }
  if (result.find("alerts.pages") != nullptr)
    section.blocks.emplace_back(Paragraph{{fmt::format(
        "Alerts: {} pages ({} before anything had gone wrong), {} tickets. Uptime by five-minute "
        "intervals {}: CloudFront's SLA would pay back {} of the month's fee.",
        plain(result, "alerts.pages"), plain(result, "alerts.false_pages"),
        plain(result, "alerts.tickets"), plain(result, "sla.uptime"),
        plain(result, "sla.credit.share"))}});
  return section;
}

}  // namespace edgecase
