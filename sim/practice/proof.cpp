#include "practice/proof.hpp"

#include <algorithm>
#include <cmath>
#include <map>

#include <fmt/core.h>

#include "load/text/path.hpp"
#include "measure/experiment.hpp"
#include "practice/score/item_analysis.hpp"
#include "practice/score/rank.hpp"
#include "report/numbers.hpp"
#include "study/parameters.hpp"

namespace edgecase {
namespace {

constexpr double most_of_poles = 30;
constexpr double most_of_one_change = 60;
constexpr double most_of_random = 35;

struct TriedValue {
  const LeverSpec* lever;
  std::string value;
  std::vector<std::string> overrides;
};

/// A lever at a position from 0 to 1 of what it tries, with what that value needs.
TriedValue tried_at(const LeverSpec& lever, double position) {
  std::string problem;
  const auto parameter = parameter_of(lever.path + "=" + lever.tries, problem);
  TriedValue tried{&lever, parameter ? parameter->at(position) : std::string(), {}};
  tried.overrides.push_back(lever.path + "=" + tried.value);
  const auto more = lever.with.find(tried.value);
  if (more != lever.with.end())
    for (const auto& [path, value] : more->second) tried.overrides.push_back(path + "=" + value);
  return tried;
}

/// All values of a list, five of a range.
std::vector<TriedValue> tried_values(const LeverSpec& lever) {
  std::string problem;
  const auto parameter = parameter_of(lever.path + "=" + lever.tries, problem);
  if (!parameter) return {};
  const std::size_t count = parameter->range ? usual_values : parameter->values.size();
  std::vector<TriedValue> all;
  for (std::size_t i = 0; i < count; ++i)
    all.push_back(tried_at(lever, (static_cast<double>(i) + 0.5) / static_cast<double>(count)));
  if (parameter->range) {
    all.front() = tried_at(lever, 0);
    all.back() = tried_at(lever, 1);
  }
  return all;
}

double standard_error(const std::vector<double>& values, std::size_t replications) {
  double mean = 0;
  for (const double value : values) mean += value / static_cast<double>(values.size());
  double squares = 0;
  for (const double value : values) squares += (value - mean) * (value - mean);
  const double variance = squares / static_cast<double>(values.size() - 1);
  return std::sqrt(variance / static_cast<double>(replications));
}

class Prover {
 public:
  Prover(const CaseFile& one, const Catalogue& catalogue, const ProofOptions& options)
      : case_(one), spec_(one.spec), catalogue_(catalogue), options_(options) {}

  CaseProof run() {
    collect();
    scores_ = judge(entries_, practice_study(spec_));
    for (std::size_t i = 0; i < spec_.anchors.size(); ++i)
      proof_.anchors.emplace_back(spec_.anchors[i].name, scores_[anchors_ + i].points);
    if (!opened()) return std::move(proof_);
    stable();
    poles();
    order();
    items();
    curveballs();
    price();
    guess();
    return std::move(proof_);
  }

 private:
  // What is judged, by index in entries_.
  void collect() {
    add({});
    refusing_ = refuse();
    anchors_ = entries_.size();
    for (std::size_t i = 0; i < spec_.anchors.size(); ++i) add({{}, anchor(i)});
    singles_ = entries_.size();
    for (const LeverSpec& lever : spec_.levers)
      for (TriedValue& tried : tried_values(lever)) {
        add({{}, {.overrides = tried.overrides}});
        tried_.push_back(std::move(tried));
      }
    balls_ = entries_.size();
    CaseStage stage;
    for (std::size_t i = 0; i < spec_.curveballs.size(); ++i) {
      stage.curveballs.push_back(spec_.curveballs[i].name);
      add({stage, anchor(reference())});
      CaseDesign repaired = anchor(reference());
      for (std::size_t k = 0; k <= i; ++k)
        repaired.blocks.push_back(join_path("curveballs", k) + ".repair");
      add({stage, repaired});
    }
    random_ = entries_.size();
    add_random();
  }

  void add(CaseEntry entry) { entries_.push_back(std::move(entry)); }

  std::size_t refuse() {
    Diagnostics ignored;
    const auto plan = case_plan(case_, {}, {}, catalogue_, ignored);
    add({{}, {.overrides = plan ? refuse_everything(*plan) : std::vector<std::string>{}}});
    return entries_.size() - 1;
  }

  void add_random() {
    std::vector<const LeverSpec*> levers;
    for (const LeverSpec& lever : spec_.levers)
      if (!lever.tries.empty()) levers.push_back(&lever);
    if (levers.empty()) return;
    for (const UnitPoint& point : sobol_points(options_.designs, levers.size())) {
      CaseDesign design;
      for (std::size_t k = 0; k < levers.size(); ++k)
        for (const std::string& one : tried_at(*levers[k], point[k]).overrides)
          design.overrides.push_back(one);
      add({{}, design});
    }
  }

  std::size_t named(const char* name) const {
    const auto at = std::ranges::find(spec_.anchors, name, &AnchorSpec::name);
    return static_cast<std::size_t>(at - spec_.anchors.begin());
  }
  std::size_t reference() const { return named("reference"); }
  static CaseDesign anchor(std::size_t i) { return {.blocks = {join_path("anchors", i) + ".set"}}; }

  std::vector<CaseScore> judge(const std::vector<CaseEntry>& entries, StudyOptions study) {
    study.stop = options_.study.stop;
    study.threads = options_.study.threads;
    study.progress = options_.study.progress;
    JudgeOptions options;
    options.study = study;
    options.store = options_.store;
    proof_.designs += entries.size();
    return judge_designs(case_, entries, catalogue_, options);
  }

  void find(const char* test, std::string subject, bool passed, std::string text) {
    proof_.findings.push_back({test, std::move(subject), passed, std::move(text)});
  }

  /// Levers that the random designs cannot combine are a matter of the case; the others must open.
  bool opened() {
    bool all = true;
    for (std::size_t i = 0; i < random_; ++i) {
      if (scores_[i].problem.empty()) continue;
      all = false;
      find("T0",
           i < anchors_   ? "starter"
           : i < singles_ ? "anchor"
           : i < balls_   ? "lever"
                          : "curveball",
           false, scores_[i].problem);
    }
    return all;
  }

  void stable() {
    const std::vector<CaseEntry> poles{{{}, anchor(named("naive"))}, {{}, anchor(reference())}};
    const auto graded = judge(poles, grading_study(spec_));
    for (std::size_t k = 0; k < 2; ++k) {
      const char* name = k == 0 ? "naive" : "reference";
      const CaseScore& first = scores_[anchors_ + named(name)];
      for (std::size_t i = 0; i < spec_.rows.size(); ++i)
        margin(name, spec_.rows[i], first.rows[i], graded[k].rows[i]);
    }
    const double change = graded[1].points - scores_[anchors_ + reference()].points;
    find("T1", "reference", std::abs(change) <= 1,
         fmt::format("{:+g} points on the seed of grading", change));
  }

  void margin(const char* name, const CaseRowSpec& spec, const RowScore& a, const RowScore& b) {
    std::vector<double> values = a.measured.values;
    values.insert(values.end(), b.measured.values.begin(), b.measured.values.end());
    const Interval all = mean_interval(values);
    const double error = standard_error(values, spec_.world.replications);
    const double distance = std::abs(all.mean - a.limit);
    const bool passed = distance > 0 && distance >= spec.margin_se * error;
    const std::string away =
        error > 0 ? fmt::format("{:.1f} standard errors away", distance / error) : "exact";
    find("T1", spec.name, passed,
         fmt::format("{}: {} against {}, {} (needs {:g})", name,
                     value_text(all.mean, a.measured.unit), limit_text(a.limit, a.measured.unit),
                     away, spec.margin_se));
  }

  static std::size_t passes(const CaseScore& score) {
    return static_cast<std::size_t>(
        std::ranges::count(score.rows, RowOutcome::pass, &RowScore::outcome));
  }

  void poles() {
    const CaseScore& best = scores_[anchors_ + reference()];
    for (const RowScore& row : best.rows)
      if (row.outcome != RowOutcome::pass)
        find("T2", row.name, false, fmt::format("reference: {}", name_of(row.outcome)));
    find("T2", "reference", passes(best) == best.rows.size(),
         fmt::format("passes {} of {} rows", passes(best), best.rows.size()));
    const CaseScore& naive = scores_[anchors_ + named("naive")];
    const std::size_t failed = naive.rows.size() - passes(naive);
    find("T2", "naive", failed >= 2, fmt::format("fails {} rows (at least 2)", failed));
    find("T2", "starter", scores_[0].points <= most_of_poles,
         fmt::format("{:g} points (at most {:g})", scores_[0].points, most_of_poles));
    find("T2", "refuse everything", scores_[refusing_].points <= most_of_poles,
         fmt::format("{:g} points (at most {:g})", scores_[refusing_].points, most_of_poles));
  }

  void order() {
    std::vector<double> ranks;
    std::vector<double> points;
    for (std::size_t i = 0; i < spec_.anchors.size(); ++i) {
      ranks.push_back(static_cast<double>(spec_.anchors[i].rank));
      points.push_back(scores_[anchors_ + i].points);
    }
    const RankAgreement agreement = rank_agreement(ranks, points);
    find("T3", "anchors", spec_.anchors.size() >= 7,
         fmt::format("{} anchors (at least 7)", spec_.anchors.size()));
    std::string wrong;
    for (const auto& [low, high] : agreement.wrong)
      wrong += fmt::format("; {} ({:g}) is ranked below {} ({:g})", spec_.anchors[low].name,
                           points[low], spec_.anchors[high].name, points[high]);
    find("T3", "order", agreement.wrong.empty(),
         fmt::format("Kendall's tau {:.3f}{}", agreement.tau, wrong));
  }

  bool is_condition(const CaseRowSpec& row) const {
    return std::ranges::any_of(spec_.rows, [&](const CaseRowSpec& other) {
      return std::ranges::find(other.only_if, row.name) != other.only_if.end();
    });
  }

  void items() {
    std::vector<std::vector<double>> shares;
    std::vector<double> points;
    for (const CaseRowSpec& row : spec_.rows) points.push_back(row.points);
    std::string problem;
    for (std::size_t i = random_; i < scores_.size(); ++i) {
      if (problem.empty()) problem = scores_[i].problem;
      if (!scores_[i].problem.empty()) continue;
      shares.emplace_back();
      for (const RowScore& row : scores_[i].rows) shares.back().push_back(row.share);
    }
    const std::size_t drawn = scores_.size() - random_;
    find("T4", "designs", shares.size() >= 100,
         fmt::format("{} of {} drawn designs can be judged (at least 100){}", shares.size(), drawn,
                     problem.empty() ? "" : "; " + problem));
    if (shares.empty()) return;
    const ItemAnalysis analysis = analyse_items(shares, points);
    for (std::size_t i = 0; i < spec_.rows.size(); ++i) {
      const RowAnalysis& row = analysis.rows[i];
      const bool condition = is_condition(spec_.rows[i]) && row.mean_share > 0.9;
      const RowVerdict verdict = verdict_of(row);
      const bool hard = row.mean_share < 0.2 || (row.mean_share > 0.9 && !condition);
      const bool passed =
          condition || (!hard && verdict != RowVerdict::drop && verdict != RowVerdict::keyed_wrong);
      find("T4", spec_.rows[i].name, passed,
           fmt::format("p = {:.2f}, D = {:.2f} ± {:.2f}, r_rest = {:.2f}: {}", row.mean_share,
                       row.discrimination, analysis.discrimination_error, row.with_rest,
                       condition ? "a condition of other rows" : name_of(verdict)));
    }
  }

  void curveballs() {
    for (std::size_t i = 0; i < spec_.curveballs.size(); ++i) {
      const CurveballSpec& ball = spec_.curveballs[i];
      const CaseScore& before =
          i == 0 ? scores_[anchors_ + reference()] : scores_[balls_ + 2 * i - 1];
      const CaseScore& hit = scores_[balls_ + 2 * i];
      const CaseScore& mended = scores_[balls_ + 2 * i + 1];
      std::vector<std::string> flipped;
      bool repaired = false;
      for (std::size_t k = 0; k < hit.rows.size(); ++k) {
        if (before.rows[k].outcome != RowOutcome::pass || hit.rows[k].outcome != RowOutcome::fail)
          continue;
        flipped.push_back(hit.rows[k].name);
        repaired = repaired || mended.rows[k].outcome == RowOutcome::pass;
      }
      std::string names;
      for (const std::string& name : flipped) names += (names.empty() ? "" : ", ") + name;
      find("T5", ball.name, !flipped.empty(), "flips " + (names.empty() ? "no row" : names));
      for (const std::string& wanted : ball.must_flip)
        if (std::ranges::find(flipped, wanted) == flipped.end())
          find("T5", ball.name, false, fmt::format("does not flip `{}`", wanted));
      find("T5", ball.name, repaired && mended.points > hit.points,
           fmt::format("{:g} points, repaired {:g}", hit.points, mended.points));
    }
  }

  void price() {
    std::map<const LeverSpec*, std::vector<std::size_t>> by_lever;
    for (std::size_t i = 0; i < tried_.size(); ++i) by_lever[tried_[i].lever].push_back(i);
    for (const LeverSpec& lever : spec_.levers)
      if (!lever.tries.empty()) price_of(lever, by_lever[&lever]);
  }

  /// From the starter to each value: what gets better, and what gets worse.
  void price_of(const LeverSpec& lever, const std::vector<std::size_t>& values) {
    std::string free;
    std::string paid;
    for (const std::size_t i : values) {
      std::string better, worse;
      for (std::size_t k = 0; k < spec_.rows.size(); ++k) {
        const int change = row_change(scores_[0].rows[k], scores_[singles_ + i].rows[k]);
        if (change > 0) better += (better.empty() ? "" : ", ") + spec_.rows[k].name;
        if (change < 0) worse += (worse.empty() ? "" : ", ") + spec_.rows[k].name;
      }
      if (better.empty()) continue;
      (worse.empty() ? free : paid) =
          fmt::format("{} improves {}{}", tried_[i].value, better,
                      worse.empty() ? " and worsens nothing" : ", worsens " + worse);
    }
    const std::string text = !free.empty()   ? free
                             : !paid.empty() ? paid
                                             : "no value improves a row of the starter";
    find("T6", lever.path, free.empty() || lever.hygiene,
         text + (lever.hygiene ? " (hygiene)" : ""));
  }

  void guess() {
    double best = 0;
    std::string what = "no change";
    for (std::size_t i = 0; i < tried_.size(); ++i) {
      if (scores_[singles_ + i].points <= best) continue;
      best = scores_[singles_ + i].points;
      what = tried_[i].overrides.front();
    }
    find("T7", "one change", best <= most_of_one_change,
         fmt::format("{:g} points with {} (at most {:g})", best, what, most_of_one_change));
    double sum = 0;
    double count = 0;
    for (std::size_t i = random_; i < scores_.size(); ++i)
      if (scores_[i].problem.empty()) sum += scores_[i].points, count += 1;
    if (count > 0)
      find("T7", "random designs", sum / count <= most_of_random,
           fmt::format("{:.1f} points on average (at most {:g})", sum / count, most_of_random));
  }

  const CaseFile& case_;
  const CaseSpec& spec_;
  const Catalogue& catalogue_;
  const ProofOptions& options_;
  CaseProof proof_;
  std::vector<CaseEntry> entries_;
  std::vector<TriedValue> tried_;
  std::vector<CaseScore> scores_;
  std::size_t refusing_ = 0, anchors_ = 0, singles_ = 0, balls_ = 0, random_ = 0;
};

}  // namespace

bool CaseProof::passed() const { return std::ranges::all_of(findings, &ProofFinding::passed); }

std::vector<std::string> refuse_everything(const Blueprint& world) {
  std::vector<std::string> all{
      "design.guards.refuse-all={rate_limits: {all: {per: [route], limit: 1, window: 1h}}}"};
  for (const auto& [route, spec] : world.spec.world.routes)
    all.push_back(join_path("design.routes", route) + ".guard=refuse-all");
  return all;
}

CaseProof prove_case(const CaseFile& one, const Catalogue& catalogue, const ProofOptions& options) {
  return Prover(one, catalogue, options).run();
}

}  // namespace edgecase
