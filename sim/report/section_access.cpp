// Who came in, how long that took, and who still did.
#include "report/numbers.hpp"
#include "report/sections.hpp"

namespace edgecase {
namespace {

struct Line {
  const char* label;
  const char* metric;
  const char* unit;
};

constexpr Line lines[] = {
    {"logins", "access.logins", "count"},
    {"  refused by what they depend on", "access.logins.refused.share", "1"},
    {"  machines' time, p50", "access.login.p50", "ms"},
    {"  machines' time, p99", "access.login.p99", "ms"},
    {"  with the person's own, p50", "access.login_whole.p50", "ms"},
    {"tokens renewed silently", "access.renewals", "count"},
    {"added to each request, mean", "access.delay.mean", "ms"},
    {"answered with no, rightly", "access.denied.share", "1"},
    {"let through above a quota", "quota.overage.share", "1"},
};

void add(TextTable& table, const Result& result, const std::string& label, const char* name,
         const MetricLabels& labels, std::string_view unit) {
  const Metric* metric = result.find(name, labels);
  if (metric == nullptr) return;
  const EstimateText text = estimate_text(metric->estimate, unit);
  table.rows.push_back({{label, text.mean, {text.interval, Tone::faint}}});
}

}  // namespace

Section access_section(const Result& result) {
  Section section{"Access", {}};
  TextTable table{{{"", Align::left}, {""}, {"95% interval", Align::left}}, {}};
  for (const Line& line : lines) {
    const Metric* metric = result.find(line.metric);
    const bool never =
        metric != nullptr && metric->values == std::vector<double>(metric->values.size(), 0);
    if (!never) add(table, result, line.label, line.metric, {}, line.unit);
  }
  for (const char* after : {"revocation", "compromise"}) {
    const MetricLabels labels{{"after", after}};
    add(table, result, std::string("let in after a ") + after + ", requests", "access.exposed",
        labels, "count");
    add(table, result, "  the last of them after", "access.exposure", labels, "s");
  }
  if (!table.rows.empty()) section.blocks.emplace_back(std::move(table));
  return section;
}

}  // namespace edgecase
