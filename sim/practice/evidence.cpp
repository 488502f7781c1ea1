#include "practice/evidence.hpp"

#include <algorithm>
#include <cmath>

#include <fmt/core.h>

namespace edgecase {
namespace {

constexpr double covered_before = 0.5;
constexpr std::size_t most_ranked = 3;

double points_failed(const RowScore& row) {
  return row.outcome == RowOutcome::pass    ? 0
         : row.outcome == RowOutcome::close ? row.of / 2
                                            : row.of;
}

bool is_about(const ProbeSpec& probe, const RowScore& row) {
  return probe.rows.empty() ? row.measured.text == probe.evidence
                            : std::ranges::find(probe.rows, row.name) != probe.rows.end();
}

void add_failed_rows(const ProbeSpec& probe, const CaseScore& score, ProbeEvidence& into) {
  for (const RowScore& row : score.rows) {
    if (!is_about(probe, row) || points_failed(row) == 0) continue;
    into.damage += points_failed(row);
    into.rows.push_back(row.name);
  }
}

/// From the worse world to the better one. A row that did not occur in one of them differs.
void add_difference(const CaseScore& worse, const CaseScore& better, ProbeEvidence& into) {
  bool differs = false;
  for (std::size_t i = 0; i < better.rows.size() && i < worse.rows.size(); ++i) {
    const bool absent = std::isnan(worse.rows[i].measured.interval().mean) !=
                        std::isnan(better.rows[i].measured.interval().mean);
    differs = differs || absent || row_change(worse.rows[i], better.rows[i]) != 0;
    if (better.rows[i].points > worse.rows[i].points) into.rows.push_back(better.rows[i].name);
  }
  into.damage = differs ? std::max(0.0, better.points - worse.points) : 0;
  if (into.damage == 0) into.rows.clear();
}

/// The largest damage of the area's probes.
double damage_of(const CaseSpec& spec, const CaseEvidence& evidence, CoverageArea area) {
  double most = 0;
  for (std::size_t i = 0; i < evidence.probes.size(); ++i)
    if (spec.probes[i].area == area) most = std::max(most, evidence.probes[i].damage);
  return most;
}

double discounted_damage(const CaseSpec& spec, const CaseEvidence& evidence,
                         std::span<const CoverageArea> areas) {
  double sum = 0;
  for (std::size_t i = 0; i < std::min(areas.size(), most_ranked); ++i)
    if (std::ranges::find(areas.first(i), areas[i]) == areas.begin() + static_cast<long>(i))
      sum += damage_of(spec, evidence, areas[i]) / std::log2(static_cast<double>(i) + 2);
  return sum;
}

}  // namespace

CaseEvidence gather_evidence(const CaseFile& one, const CaseStage& stage, const CaseDesign& design,
                             const Catalogue& catalogue, const JudgeOptions& options) {
  const auto& probes = one.spec.probes;
  std::vector<CaseEntry> entries{{stage, design}};
  std::vector<std::size_t> at;  // the entry of each probe's world
  for (const ProbeSpec& probe : probes) {
    at.push_back(0);
    if (probe.stress.empty() && probe.without.empty()) continue;
    CaseStage other = stage;
    other.stress = probe.name;
    other.relieved = probe.stress.empty();
    at.back() = entries.size();
    entries.push_back({other, design});
  }
  JudgeOptions all = options;
  for (const ProbeSpec& probe : probes) all.measures.push_back(probe.evidence);
  const std::vector<CaseScore> scores = judge_designs(one, entries, catalogue, all);
  CaseEvidence found;
  found.score = scores.front();
  if (!found.score.problem.empty()) return found;
  for (std::size_t i = 0; i < probes.size(); ++i) {
    const CaseScore& other = scores[at[i]];
    const bool stressed = !probes[i].stress.empty();
    ProbeEvidence evidence;
    // A question about a cause quotes the world that has it.
    const CaseScore& quoted = stressed ? other : found.score;
    if (const CaseMeasure* measured = quoted.find(probes[i].evidence))
      evidence.measured = *measured;
    if (at[i] == 0)
      add_failed_rows(probes[i], found.score, evidence);
    else if (other.problem.empty())
      stressed ? add_difference(other, found.score, evidence)
               : add_difference(found.score, other, evidence);
    found.probes.push_back(std::move(evidence));
  }
  return found;
}

std::string stake_text(const ProbeEvidence& evidence) {
  if (evidence.damage <= 0) return {};
  std::string text;
  for (const std::string& row : evidence.rows) text += (text.empty() ? "" : ", ") + row;
  return fmt::format("{:g} points in {}", evidence.damage, text);
}

std::optional<std::size_t> next_probe(const CaseSpec& spec, const CaseEvidence& evidence,
                                      std::span<const std::size_t> asked) {
  std::optional<std::size_t> best;
  double most = 0;
  for (std::size_t i = 0; i < evidence.probes.size(); ++i) {
    if (std::ranges::find(asked, i) != asked.end()) continue;
    const auto& values = evidence.probes[i].measured.values;
    if (values.empty() || std::isnan(evidence.probes[i].measured.interval().mean)) continue;
    const bool covered = std::ranges::any_of(
        asked, [&](std::size_t k) { return spec.probes[k].area == spec.probes[i].area; });
    const double worth = evidence.probes[i].damage * spec.probes[i].probability.value *
                         (covered ? covered_before : 1);
    if (worth < least_worth || worth <= most) continue;
    most = worth;
    best = i;
  }
  return best;
}

std::vector<CoverageArea> areas_by_damage(const CaseSpec& spec, const CaseEvidence& evidence) {
  std::vector<CoverageArea> areas;
  for (const ProbeSpec& probe : spec.probes)
    if (damage_of(spec, evidence, probe.area) > 0 &&
        std::ranges::find(areas, probe.area) == areas.end())
      areas.push_back(probe.area);
  std::ranges::stable_sort(areas, std::ranges::greater{},
                           [&](CoverageArea area) { return damage_of(spec, evidence, area); });
  return areas;
}

std::optional<double> ranking_share(const CaseSpec& spec, const CaseEvidence& evidence,
                                    std::span<const CoverageArea> named) {
  const double best = discounted_damage(spec, evidence, areas_by_damage(spec, evidence));
  if (best <= 0) return std::nullopt;
  return discounted_damage(spec, evidence, named) / best;
}

std::string_view name_of(CoverageArea area) {
  static const auto all = names(Of<CoverageArea>{});
  const auto found = std::ranges::find_if(all, [&](const auto& one) { return one.value == area; });
  return found->name;
}

}  // namespace edgecase
