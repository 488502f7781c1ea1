// What a debrief runs: the design, each of its keys left out, each stress of the case.
#include "practice/debrief.hpp"

#include <algorithm>
#include <cmath>

#include <fmt/core.h>

#include "load/text/path.hpp"
#include "practice/submitted.hpp"
#include "report/numbers.hpp"
#include "study/parameters.hpp"
#include "study/summary.hpp"

namespace edgecase {
namespace {

/// What stands for an area where the case has no probe about it.
struct AreaMeasure {
  CoverageArea area;
  const char* measure;
  const char* stress;  ///< an override; {} is replaced by ten times the demand
};
constexpr AreaMeasure area_measures[] = {
    {CoverageArea::cold_starts, "cold_start.share", ""},
    {CoverageArea::egress, "origin.egress", ""},
    {CoverageArea::invalidation, "stale.share", ""},
    {CoverageArea::failure, "errors.share", ""},
    {CoverageArea::ten_times, "latency.p99", "world.demand.rate={}"},
    {CoverageArea::cost_to_serve, "cost_to_serve.monthly", ""},
};

struct SetKey {
  std::string key;
  std::string value;
};

void collect_keys(const CaseSpec& spec, const Node& node, const std::string& path,
                  std::vector<SetKey>& into) {
  for (const Entry& entry : node.entries) {
    const std::string here = join_path(path, entry.key);
    if (entry.value.kind == Node::Kind::map && !entry.value.entries.empty())
      collect_keys(spec, entry.value, here, into);
    else
      into.push_back({here, entry.value.kind == Node::Kind::scalar ? entry.value.text : "[…]"});
  }
}

std::vector<SetKey> keys_of_design(const CaseSpec& spec, const std::string& text) {
  Diagnostics ignored;
  const auto design = submitted_design(text, "design.yaml", spec, ignored);
  std::vector<SetKey> keys;
  if (design) collect_keys(spec, *design, "design", keys);
  return keys;
}

/// "tail −2,360 ms": rows that differ, from the design without the key to the design with it.
void compare_rows(const CaseScore& without, const CaseScore& with, TradeOff& into) {
  for (std::size_t i = 0; i < with.rows.size() && i < without.rows.size(); ++i) {
    const RowScore& row = with.rows[i];
    const Interval change = paired_difference(without.rows[i].measured.values, row.measured.values);
    if (!change.known() || change.mean == 0 || (change.contains(0) && change.lo != change.hi))
      continue;
    const bool lower = row.op == Comparison::at_most || row.op == Comparison::less;
    std::string& list = (change.mean < 0) == lower ? into.better : into.worse;
    list += fmt::format("{}{} {}", list.empty() ? "" : ", ", row.name,
                        difference_text(estimate_of(change), row.measured.unit).mean);
  }
}

class DebriefRuns {
 public:
  DebriefRuns(const CaseFile& one, const Session& session, Reveal reveal,
              const Catalogue& catalogue, const StudyOptions& study)
      : case_(one), session_(session), reveal_(reveal), catalogue_(catalogue) {
    options_.study = study;
    design_.text = session.runs.back().design;
  }

  Debrief run() {
    Debrief debrief;
    debrief.score = judge({session_.stage(), design_});
    trade_offs(debrief);
    unsaid(debrief);
    if (reveal_ == Reveal::all) hidden(debrief);
    return debrief;
  }

 private:
  CaseScore judge(const CaseEntry& entry, const std::string& measure = {}) {
    JudgeOptions options = options_;
    if (!measure.empty()) options.measures = {measure};
    return judge_designs(case_, {entry}, catalogue_, options).front();
  }

  void trade_offs(Debrief& debrief) {
    const std::vector<SetKey> keys = keys_of_design(case_.spec, design_.text);
    std::vector<CaseEntry> entries;
    for (const SetKey& one : keys) {
      CaseDesign without = design_;
      without.text = design_without(design_.text, one.key, case_.spec);
      entries.push_back({session_.stage(), without});
    }
    const auto scores = judge_designs(case_, entries, catalogue_, options_);
    for (std::size_t i = 0; i < keys.size(); ++i) {
      if (!scores[i].problem.empty()) continue;  // the design does not stand without it
      TradeOff one{keys[i].key, keys[i].value, debrief.score.points - scores[i].points, {}, {}};
      compare_rows(scores[i], debrief.score, one);
      debrief.trade_offs.push_back(std::move(one));
    }
    std::ranges::stable_sort(debrief.trade_offs, std::ranges::greater{}, &TradeOff::points);
  }

  /// Whether the session spoke of what this measure is about: a claim, or an earlier forecast.
  bool spoke_of(const std::string& measure) const {
    const std::string family = measure.substr(0, measure.find_first_of(".{"));
    const auto about = [&](const std::string& text) { return text.starts_with(family); };
    for (const Json& claim : session_.claims)
      if (about(text_in(claim, "metric"))) return true;
    return std::ranges::any_of(session_.forecasts, [&](const SessionForecast& made) {
      const auto spec = std::ranges::find(case_.spec.forecasts, made.name, &ForecastSpec::name);
      return spec != case_.spec.forecasts.end() && about(spec->quantity);
    });
  }

  void add_unsaid(Debrief& debrief, CoverageArea area, const std::string& measure,
                  const CaseEntry& entry, const std::string& stress) {
    const CaseScore score = judge(entry, measure);
    const CaseMeasure* found = score.find(measure);
    if (found == nullptr || std::isnan(found->interval().mean)) return;
    const EstimateText text = estimate_text(estimate_of(found->interval()), found->unit);
    debrief.unsaid.push_back({area, spoke_of(measure), measure,
                              text.mean + (text.interval.empty() ? "" : " " + text.interval),
                              stress, debrief.score.points - score.points});
  }

  void unsaid(Debrief& debrief) {
    for (const ProbeSpec& probe : case_.spec.probes) {
      CaseStage stage = session_.stage();
      if (!probe.stress.empty()) stage.stress = probe.name;
      std::string stress;
      for (const auto& [path, value] : probe.stress)
        stress += (stress.empty() ? "" : ", ") + path + "=" + value;
      add_unsaid(debrief, probe.area, probe.evidence, {stage, design_}, stress);
    }
    for (const AreaMeasure& one : area_measures) {
      if (std::ranges::find(case_.spec.probes, one.area, &ProbeSpec::area) !=
          case_.spec.probes.end())
        continue;
      CaseDesign design = design_;
      std::string stress = one.stress;
      if (!stress.empty()) {
        stress = stress.substr(0, stress.size() - 2) + ten_times_demand();
        design.overrides.push_back(stress);
      }
      add_unsaid(debrief, one.area, one.measure, {session_.stage(), design}, stress);
    }
  }

  std::string ten_times_demand() const {
    Diagnostics ignored;
    const auto plan = case_plan(case_, session_.stage(), {}, catalogue_, ignored);
    const double rate = plan ? plan->spec.world.demand.rate.per_second : 1;
    return fmt::format("{:g} rps", 10 * rate);
  }

  void hidden(Debrief& debrief) {
    const auto& anchors = case_.spec.anchors;
    const auto found = std::ranges::find(anchors, "reference", &AnchorSpec::name);
    if (found == anchors.end()) return;
    CaseDesign reference;
    reference.blocks = {join_path("anchors", static_cast<std::size_t>(found - anchors.begin())) +
                        ".set"};
    for (const std::string& ball : session_.curveballs)
      reference.blocks.push_back(fmt::format("curveballs[{}].repair", ball));
    debrief.reference = judge({session_.stage(), reference});
    debrief.reference_shown = debrief.reference.problem.empty();
    best_change(debrief);
  }

  /// Of all values that the case tries: the one that adds most to the design.
  void best_change(Debrief& debrief) {
    std::vector<CaseEntry> entries;
    for (const LeverSpec& lever : case_.spec.levers) {
      std::string problem;
      const auto parameter = parameter_of(lever.path + "=" + lever.tries, problem);
      for (const double position : {0.0, 0.25, 0.5, 0.75, 0.999}) {
        if (!parameter) break;
        CaseDesign changed = design_;
        changed.overrides = {lever.path + "=" + parameter->at(position)};
        const auto more = lever.with.find(parameter->at(position));
        if (more != lever.with.end())
          for (const auto& [path, value] : more->second)
            changed.overrides.push_back(path + "=" + value);
        entries.push_back({session_.stage(), changed});
      }
    }
    const auto scores = judge_designs(case_, entries, catalogue_, options_);
    double best = debrief.score.points;
    for (std::size_t i = 0; i < scores.size(); ++i) {
      if (!scores[i].problem.empty() || scores[i].points <= best) continue;
      best = scores[i].points;
      debrief.best_change = fmt::format("{}: {:+g} points", entries[i].design.overrides.front(),
                                        best - debrief.score.points);
    }
  }

  const CaseFile& case_;
  const Session& session_;
  Reveal reveal_;
  const Catalogue& catalogue_;
  JudgeOptions options_;
  CaseDesign design_;
};

}  // namespace

Debrief debrief_of(const CaseFile& one, const Session& session, Reveal reveal,
                   const Catalogue& catalogue, const StudyOptions& study) {
  return DebriefRuns(one, session, reveal, catalogue, study).run();
}

}  // namespace edgecase
