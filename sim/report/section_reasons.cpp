// Why, on what assumptions, and what to run next.
#include <algorithm>

#include <fmt/core.h>

#include "report/numbers.hpp"
#include "report/sections.hpp"

namespace edgecase {
namespace {

constexpr std::size_t most_assumptions = 12;

/// The parts that matter: at least a hundredth of the whole, at most six.
Paragraph paragraph_of(const Breakdown& why) {
  Paragraph paragraph{
      {{fmt::format("{}: {} on average between p{:.4g} and p{:.4g} =", why.indicator,
                    value_text(why.mean_ms, "ms"), why.from * 100, why.to * 100)}},
      2};
  std::size_t shown = 0;
  for (const Part& part : why.parts) {
    if (shown == 6 || part.share < 0.01) break;
    paragraph.pieces.emplace_back(fmt::format("{}{} {} ({})", shown > 0 ? "+ " : "", part.name,
                                              value_text(part.share, "1"),
                                              value_text(part.value, "ms")));
    ++shown;
  }
  if (shown < why.parts.size()) paragraph.pieces.emplace_back("+ less", Tone::faint);
  return paragraph;
}

std::string reason_of(const Assumption& assumption) {
  std::string text = assumption.sourced ? assumption.why : "ours: " + assumption.why;
  if (!assumption.date.empty()) text += " (" + assumption.date + ")";
  return text;
}

}  // namespace

Section why_section(const Result& result) {
  Section section{"Why", {}};
  for (const Breakdown& why : result.why) section.blocks.emplace_back(paragraph_of(why));
  return section;
}

Section assumption_section(const Result& result) {
  Section section;
  if (result.assumptions.empty()) return section;
  const std::size_t shown = std::min(most_assumptions, result.assumptions.size());
  section.title =
      fmt::format("Assumed, as the scenario does not say ({} of {}; all: --print-config)", shown,
                  result.assumptions.size());
  // What is only our judgement comes first: it is what a reader should question.
  std::vector<const Assumption*> ranked;
  for (const Assumption& assumption : result.assumptions) ranked.push_back(&assumption);
  std::ranges::stable_sort(ranked, {}, [](const Assumption* a) { return a->sourced; });
  TextTable table{{{"", Align::left}, {"", Align::left}, {"", Align::left}}, {}};
  for (std::size_t i = 0; i < shown; ++i) {
    table.rows.push_back(
        {{ranked[i]->path, ranked[i]->value, {reason_of(*ranked[i]), Tone::faint}}});
  }
  section.blocks.emplace_back(std::move(table));
  return section;
}

Section closing_section(const Result& result) {
  Section section;
  for (const std::string& warning : result.warnings) {
    section.blocks.emplace_back(Paragraph{{{"warning:", Tone::unsure}, {warning}}, 0});
  }
  if (!result.next.empty()) {
    section.blocks.emplace_back(Paragraph{{{"Next:", Tone::strong}, {result.next}}, 0});
  }
  return section;
}

std::vector<Section> sections_of(const Result& result) {
  return {verdict_section(result), latency_section(result),      cache_section(result),
          origin_section(result),  availability_section(result), fault_section(result),
          bill_section(result),    why_section(result),          assumption_section(result),
          closing_section(result)};
}

}  // namespace edgecase
