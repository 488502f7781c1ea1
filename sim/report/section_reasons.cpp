// Latency breakdowns, warnings, and what to run next.
#include <algorithm>

#include <fmt/core.h>

#include "report/numbers.hpp"
#include "report/sections.hpp"

namespace edgecase {
namespace {

constexpr std::size_t most_stages = 5;  // in a short report

/// Breakdowns without labels, and the slowest of the others: the JSON holds all of them.
std::vector<const Breakdown*> chosen(const std::vector<Breakdown>& why) {
  std::vector<const Breakdown*> all;
  const Breakdown* slowest = nullptr;
  for (const Breakdown& one : why) {
    const bool labelled = one.indicator.find('{') != std::string::npos;
    if (!labelled)
      all.push_back(&one);
    else if (!slowest || one.mean_ms > slowest->mean_ms)
      slowest = &one;
  }
  if (slowest) all.push_back(slowest);
  return all;
}

const Part* stage_share(const Breakdown& why, const std::string& name) {
  const auto at = std::ranges::find(why.parts, name, &Part::name);
  return at == why.parts.end() ? nullptr : &*at;
}

/// The stages that take at least 1% of a breakdown, sorted by size in the last one.
std::vector<std::string> stages_of(const std::vector<const Breakdown*>& all) {
  std::vector<std::string> names;
  for (auto why = all.rbegin(); why != all.rend(); ++why) {
    for (const Part& part : (*why)->parts) {
      const bool known = std::ranges::find(names, part.name) != names.end();
      if (part.share >= 0.01 && !known) names.push_back(part.name);
    }
  }
  return names;
}

std::string share_text(double share) { return fmt::format("{:.0f}%", share * 100); }

}  // namespace

Section why_section(const Result& result, bool verbose) {
  Section section{"Why: mean time per stage of requests around a percentile, ms", {}};
  const std::vector<const Breakdown*> all = chosen(result.why);
  if (all.empty()) return section;
  TextTable table{{{"", Align::left}}, {}};
  TextRow totals{{"total"}};
  TextRow between{{TextCell("percentile range", Tone::faint)}};
  for (const Breakdown* why : all) {
    const bool labelled = why->indicator.find('{') != std::string::npos;
    table.columns.push_back({why->indicator, Align::right, false, labelled});
    table.columns.push_back({"", Align::right, false, labelled});
    totals.cells.emplace_back(value_text(why->mean_ms, ""));
    totals.cells.emplace_back("100%");
    between.cells.emplace_back(fmt::format("p{:.4g}–p{:.4g}", why->from * 100, why->to * 100),
                               Tone::faint);
    between.cells.emplace_back("");
  }
  std::size_t rank = 0;
  for (const std::string& stage : stages_of(all)) {
    TextRow row{{stage}};
    row.minor = !verbose && ++rank > most_stages;
    for (const Breakdown* why : all) {
      const Part* part = stage_share(*why, stage);
      row.cells.emplace_back(part ? value_text(part->value, "") : "");
      row.cells.emplace_back(part ? share_text(part->share) : "");
    }
    table.rows.push_back(std::move(row));
  }
  table.rows.push_back(std::move(totals));
  between.minor = true;
  table.rows.push_back(std::move(between));
  section.blocks.emplace_back(std::move(table));
  return section;
}

Section closing_section(const Result& result, bool verbose) {
  Section section;
  for (const std::string& warning : result.warnings) {
    section.blocks.emplace_back(Paragraph{{{"warning:", Tone::unsure}, {warning}}, 0});
  }
  if (!verbose)
    section.blocks.emplace_back(Paragraph{{{"-v adds the bill's arithmetic, the provider's costs, "
                                            "all stages of latency, rows of zeros.",
                                            Tone::faint}},
                                          0});
  if (!result.next.empty()) {
    section.blocks.emplace_back(Verbatim{{"Next: " + result.next}, 0});
  }
  return section;
}

}  // namespace edgecase
