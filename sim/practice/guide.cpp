#include "practice/guide.hpp"

#include <algorithm>

#include <fmt/core.h>

#include <edgecase/error.hpp>

#include "practice/interview.hpp"
#include "report/numbers.hpp"

namespace edgecase {
namespace {

constexpr const char* naive_anchor = "naive";
constexpr const char* reference_anchor = "reference";

std::string it_text(const CaseMeasure* measured) {
  return measured == nullptr ? "–" : value_text(measured->interval().mean, measured->unit);
}

std::string with_it(std::string text, const std::string& it) {
  for (std::size_t at = text.find("{it}"); at != std::string::npos; at = text.find("{it}", at))
    text.replace(at, 4, it);
  return text;
}

std::string settings_text(const Settings& settings) {
  std::string text;
  for (const auto& [path, value] : settings)
    text += fmt::format("{}{}={}", text.empty() ? "" : ", ", path, value);
  return text;
}

Section minutes_section(const CaseSpec& spec) {
  constexpr std::pair<InterviewPhase, const char*> steps[] = {
      {InterviewPhase::clarify, "read the brief out; answer from the facts, when asked"},
      {InterviewPhase::estimate, "have the forecasts written down before anything runs"},
      {InterviewPhase::design, "let them build and run; reveal a curveball when its time comes"},
      {InterviewPhase::probes, "ask for a ranking of three, then the questions below"},
      {InterviewPhase::summary, "one sentence: what the design gives up, and for what"}};
  TextTable table;
  table.columns = {{"phase", Align::left}, {"minutes"}, {"what you do", Align::left, true}};
  for (const auto& [phase, text] : steps)
    table.rows.push_back(
        {{std::string(name_of(phase)),
          fmt::format("{}", seconds_of(phase, spec.metadata.minutes) / 60), text}});
  return {fmt::format("Guide to {} (level {}, {} minutes)", spec.metadata.name, spec.metadata.level,
                      spec.metadata.minutes),
          {Paragraph{{{spec.brief.text}}}, table}};
}

Section facts_section(const CaseSpec& spec) {
  TextTable table;
  table.columns = {{"when asked about", Align::left}, {"say", Align::left, true}, {"price"}};
  for (const FactSpec& fact : spec.facts)
    table.rows.push_back({{fact.ask, fact.answer, fmt::format("{:g}", fact.price)}});
  return {"Facts", {table}};
}

/// In the order in which the naive design meets them, then the others.
std::vector<std::size_t> order_of_questions(const CaseSpec& spec, const CaseEvidence& evidence) {
  std::vector<std::size_t> order;
  while (const auto next = next_probe(spec, evidence, order)) order.push_back(*next);
  for (std::size_t i = 0; i < spec.probes.size(); ++i)
    if (std::ranges::find(order, i) == order.end()) order.push_back(i);
  return order;
}

Section questions_section(const CaseSpec& spec, const CaseEvidence& bad, const CaseEvidence& good) {
  TextTable table;
  table.columns = {{"question (with the naive design's number)", Align::left, true},
                   {"reference"},
                   {"naive loses"},
                   {"reference loses"}};
  for (const std::size_t i : order_of_questions(spec, bad)) {
    const ProbeSpec& probe = spec.probes[i];
    table.rows.push_back(
        {{with_it(probe.asks, it_text(&bad.probes[i].measured)), it_text(&good.probes[i].measured),
          fmt::format("{:g}", bad.probes[i].damage), fmt::format("{:g}", good.probes[i].damage)}});
  }
  return {"Questions, in the order in which the naive design meets them", {table}};
}

Section curveballs_section(const CaseSpec& spec) {
  Section section{"Curveballs", {}};
  for (const CurveballSpec& ball : spec.curveballs) {
    section.blocks.emplace_back(Paragraph{{{fmt::format("{}: {}", ball.name, ball.reveal)}}});
    std::string rows;
    for (const std::string& row : ball.must_flip) rows += (rows.empty() ? "" : ", ") + row;
    section.blocks.emplace_back(
        Paragraph{{{fmt::format("The reference then fails {}. What mends it: {}",
                                rows.empty() ? "some row" : rows, settings_text(ball.repair))}},
                  4});
  }
  return section;
}

Section rows_taught_section(const CaseSpec& spec, const CaseScore& bad, const CaseScore& good) {
  TextTable table;
  table.columns = {{"row", Align::left}, {"limit"}, {"naive"}, {"reference"}, {"points"}};
  for (std::size_t i = 0; i < spec.rows.size(); ++i) {
    const RowScore& row = good.rows[i];
    table.rows.push_back(
        {{row.name,
          fmt::format("{} {}", symbol_of(row.op), limit_text(row.limit, row.measured.unit)),
          it_text(&bad.rows[i].measured), it_text(&row.measured), fmt::format("{:g}", row.of)},
         spec.rows[i].because});
  }
  return {"Rows, and what they teach", {table}};
}

Section designs_section(const CaseSpec& spec) {
  std::vector<const AnchorSpec*> ranked;
  for (const AnchorSpec& anchor : spec.anchors) ranked.push_back(&anchor);
  std::ranges::stable_sort(ranked, {}, &AnchorSpec::rank);
  TextTable table;
  table.columns = {{"rank"}, {"design", Align::left}, {"idea", Align::left, true}};
  for (const AnchorSpec* anchor : ranked)
    table.rows.push_back({{fmt::format("{}", anchor->rank), anchor->name, anchor->about}});
  return {"Designs that you will see, worst first", {table}};
}

Section sheet_section(const CaseSpec& spec) {
  TextTable table;
  table.columns = {{"you judge", Align::left}, {"1 to 5"}, {"what you saw", Align::left}};
  for (const std::string& row : spec.rubric.human) table.rows.push_back({{row, "___", "___"}});
  return {"Score sheet", {table}};
}

CaseDesign anchor_design(const CaseSpec& spec, const std::string& name) {
  const auto found = std::ranges::find(spec.anchors, name, &AnchorSpec::name);
  if (found == spec.anchors.end())
    throw Error(fmt::format("the case has no anchor `{}`; a guide needs the complete case", name));
  CaseDesign design;
  for (const auto& [path, value] : found->set) design.overrides.push_back(path + "=" + value);
  return design;
}

CaseEvidence evidence_of(const CaseFile& one, const std::string& anchor, const Catalogue& catalogue,
                         const JudgeOptions& options) {
  CaseEvidence evidence =
      gather_evidence(one, {}, anchor_design(one.spec, anchor), catalogue, options);
  if (!evidence.score.problem.empty()) throw Error(evidence.score.problem);
  return evidence;
}

/// Each setting of the reference against the reference without it (paired).
Section model_section(const CaseFile& one, const CaseScore& best, const Catalogue& catalogue,
                      const JudgeOptions& options) {
  const CaseDesign design = anchor_design(one.spec, reference_anchor);
  std::vector<CaseEntry> entries;
  for (std::size_t i = 0; i < design.overrides.size(); ++i) {
    CaseDesign without = design;
    without.overrides.erase(without.overrides.begin() + static_cast<std::ptrdiff_t>(i));
    entries.push_back({{}, without});
  }
  const auto scores = judge_designs(one, entries, catalogue, options);
  TextTable table;
  table.columns = {{"choice", Align::left, true},
                   {"points"},
                   {"without it, better", Align::left, true},
                   {"without it, worse", Align::left, true}};
  for (std::size_t i = 0; i < scores.size(); ++i) {
    const CaseScore& less = scores[i];
    const bool stands = less.problem.empty();
    const std::string better = stands ? changed_rows(best, less, RowChange::better) : std::string();
    const std::string worse = stands ? changed_rows(best, less, RowChange::worse) : std::string();
    table.rows.push_back(
        {{design.overrides[i], stands ? fmt::format("{:+g}", best.points - less.points) : "–",
          !stands          ? "does not stand without it"
          : better.empty() ? "no row"
                           : better,
          worse.empty() ? "no row" : worse}});
  }
  return {fmt::format("Model answer: the reference ({:g} points), and what each choice buys",
                      best.points),
          {table}};
}

}  // namespace

std::vector<Section> coach_guide(const CaseFile& one, const Catalogue& catalogue,
                                 const JudgeOptions& options) {
  const CaseEvidence bad = evidence_of(one, naive_anchor, catalogue, options);
  const CaseEvidence good = evidence_of(one, reference_anchor, catalogue, options);
  const CaseSpec& spec = one.spec;
  return {minutes_section(spec),
          facts_section(spec),
          questions_section(spec, bad, good),
          curveballs_section(spec),
          rows_taught_section(spec, bad.score, good.score),
          model_section(one, good.score, catalogue, options),
          designs_section(spec),
          sheet_section(spec)};
}

}  // namespace edgecase
