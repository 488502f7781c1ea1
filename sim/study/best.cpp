#include "study/best.hpp"

#include <algorithm>
#include <cmath>
#include <limits>

#include "measure/selection.hpp"
#include "study/memory_rows.hpp"
#include "study/summary.hpp"

namespace edgecase {
namespace {

std::string name_of_promise(const Promise& promise) {
  return promise.name.empty() ? to_text(promise.indicator) : promise.name;
}

/// One design while the search goes on.
struct Candidate {
  std::size_t point = 0;
  std::vector<std::vector<double>> values = {};  // cost, then by promise
  Verdict verdict = Verdict::inconclusive;
  std::string objective = {};
  bool in_race = true;
  std::string problem = {};
};

class DesignSearch {
 public:
  DesignSearch(const std::vector<std::vector<std::string>>& points, const OpenPoint& open,
               const BestOptions& options)
      : points_(points), open_(open), options_(options), rows_(options.points.store) {
    for (std::size_t i = 0; i < points.size(); ++i) all_.push_back({.point = i});
  }

  Best run() {
    replicate_to(options_.points.study.replications, [](const Candidate&) { return true; });
    decide_open_designs();
    if (!best_.interrupted) race();
    best_.points.measures.resize(std::min<std::size_t>(1, best_.points.measures.size()));
    if (!best_.points.measures.empty()) best_.cost = best_.points.measures.front();
    report();
    return std::move(best_);
  }

 private:
  /// So many replications of those that `which` selects.
  template <class Which>
  void replicate_to(std::size_t replications, const Which& which) {
    std::vector<std::vector<std::string>> chosen;
    std::vector<Candidate*> candidates;
    for (Candidate& one : all_) {
      if (!one.problem.empty() || !which(one)) continue;
      chosen.push_back(points_[one.point]);
      candidates.push_back(&one);
    }
    PointsOptions options = options_.points;
    options.store = &rows_;
    options.study.replications = replications;
    options.study.precision = 0;
    PointsResult result = evaluate_points(chosen, open_, options);
    for (std::size_t i = 0; i < candidates.size(); ++i) {
      candidates[i]->problem = result.points[i].problem;
      if (result.points[i].done) candidates[i]->values = std::move(result.points[i].values);
      judge_objectives(*candidates[i], result.promises);
    }
    best_.interrupted |= result.interrupted;
    if (best_.points.measures.empty()) {
      best_.points = std::move(result);
    } else {
      best_.points.simulated += result.simulated;
      best_.points.reused += result.reused;
      best_.points.interrupted |= result.interrupted;
    }
  }

  static void judge_objectives(Candidate& one, const std::vector<Promise>& promises) {
    if (!one.problem.empty() || one.values.empty()) return;
    one.verdict = Verdict::pass;
    one.objective.clear();
    for (std::size_t i = 0; i < promises.size() && one.verdict != Verdict::fail; ++i) {
      const Promise& promise = promises[i];
      const Verdict verdict =
          judge(within(promise.indicator.family->range, mean_interval(one.values[1 + i])),
                promise.comparison, promise.limit);
      if (verdict == Verdict::pass) continue;
      if (verdict == Verdict::fail || one.verdict == Verdict::pass)
        one.objective = name_of_promise(promise);
      one.verdict = verdict;
    }
  }

  void decide_open_designs() {
    const auto is_open = [](const Candidate& one) {
      return one.problem.empty() && one.verdict == Verdict::inconclusive;
    };
    for (std::size_t n = 2 * options_.points.study.replications;
         n <= options_.most && !best_.interrupted && std::ranges::any_of(all_, is_open); n *= 2)
      replicate_to(n, is_open);
  }

  static bool competes(const Candidate& one) {
    return one.problem.empty() && one.verdict == Verdict::pass;
  }

  void race() {
    std::vector<Candidate*> field;
    for (Candidate& one : all_)
      if (competes(one)) field.push_back(&one);
    best_.indifference = indifference(field);
    if (field.empty()) return;
    selected_ = field.front();
    if (field.size() == 1) return;
    const std::size_t first = options_.points.study.replications;
    KimNelson procedure(field.size(), first, 0.05, best_.indifference);
    std::vector<double> observed(field.size(), 0);
    for (std::size_t round = 0; !procedure.selected() && round < options_.most; ++round) {
      extend(field, procedure, round);
      if (best_.interrupted) break;
      for (std::size_t i = 0; i < field.size(); ++i)
        if (procedure.in_race(i)) observed[i] = cost_sign() * field[i]->values[0][round];
      procedure.add(observed);
    }
    for (std::size_t i = 0; i < field.size(); ++i) field[i]->in_race = procedure.in_race(i);
    // Stopped early: the least mean so far.
    const auto mean = [&](const Candidate* one) {
      return cost_sign() * mean_interval(one->values[0]).mean;
    };
    std::size_t best = 0;
    while (!field[best]->in_race) ++best;
    for (std::size_t i = best; i < field.size(); ++i)
      if (field[i]->in_race && mean(field[i]) < mean(field[best])) best = i;
    selected_ = field[procedure.selected().value_or(best)];
  }

  double cost_sign() const { return more_is_better(best_.points.measures.front()) ? -1 : 1; }

  double indifference(const std::vector<Candidate*>& field) const {
    if (options_.indifference > 0) return options_.indifference;
    double least = std::numeric_limits<double>::infinity();
    for (const Candidate* one : field)
      least = std::min(least, std::abs(mean_interval(one->values[0]).mean));
    return std::isfinite(least) && least > 0 ? 0.01 * least : 1e-9;
  }

  /// Half as many again, where the next round has none yet.
  void extend(const std::vector<Candidate*>& field, const KimNelson& procedure, std::size_t round) {
    std::vector<std::size_t> missing;
    for (std::size_t i = 0; i < field.size(); ++i)
      if (procedure.in_race(i) && field[i]->values[0].size() <= round)
        missing.push_back(field[i]->point);
    if (missing.empty()) return;
    replicate_to(std::min(options_.most, round + std::max<std::size_t>(5, round / 2)),
                 [&](const Candidate& one) {
                   return std::ranges::find(missing, one.point) != missing.end();
                 });
  }

  void report() {
    for (const Candidate& one : all_) {
      BestRow row{.point = one.point,
                  .objective = one.objective,
                  .cost = {},
                  .extra = {},
                  .problem = one.problem};
      if (!one.problem.empty()) {
        row.place = DesignPlace::failed;
      } else if (!one.values.empty()) {
        row.replications = one.values[0].size();
        row.cost = estimate_of(within(best_.cost.range, mean_interval(one.values[0])));
        row.place = one.verdict == Verdict::fail           ? DesignPlace::misses
                    : one.verdict == Verdict::inconclusive ? DesignPlace::open
                    : &one == selected_                    ? DesignPlace::selected
                                                           : DesignPlace::dearer;
        if (selected_ != nullptr && &one != selected_) row.extra = extra_of(one);
      }
      best_.rows.push_back(std::move(row));
    }
    const auto order = [](const BestRow& row) {
      constexpr int ranks[] = {0, 2, 3, 1, 4};
      return ranks[static_cast<std::size_t>(row.place)];
    };
    const double sign = best_.points.measures.empty() ? 1 : cost_sign();
    std::ranges::stable_sort(best_.rows, [&](const BestRow& a, const BestRow& b) {
      return order(a) != order(b) ? order(a) < order(b) : sign * a.cost.mean < sign * b.cost.mean;
    });
    if (selected_ != nullptr) best_.tightest = tightest_objective(*selected_);
  }

  Estimate extra_of(const Candidate& one) const {
    const std::size_t n = std::min(one.values[0].size(), selected_->values[0].size());
    return estimate_of(paired_difference(std::span(selected_->values[0]).first(n),
                                         std::span(one.values[0]).first(n)));
  }

  std::string tightest_objective(const Candidate& one) const {
    double least = std::numeric_limits<double>::infinity();
    std::string name;
    for (std::size_t i = 0; i < best_.points.promises.size(); ++i) {
      const Promise& promise = best_.points.promises[i];
      const double mean = mean_interval(one.values[1 + i]).mean;
      // Of a share near 1 what counts is how much of the distance from 1 is left.
      const bool share = promise.indicator.family->unit == "1" && promise.limit > 0.5;
      const double scale = share ? 1 - promise.limit : promise.limit;
      const double slack = std::abs(mean - promise.limit) / std::abs(scale);
      if (!(slack < least)) continue;
      least = slack;
      name = name_of_promise(promise);
    }
    return name;
  }

  const std::vector<std::vector<std::string>>& points_;
  const OpenPoint& open_;
  const BestOptions& options_;
  MemoryRows rows_;
  std::vector<Candidate> all_;
  const Candidate* selected_ = nullptr;
  Best best_;
};

}  // namespace

Best find_best(const std::vector<std::vector<std::string>>& points, const OpenPoint& open,
               const BestOptions& options) {
  return DesignSearch(points, open, options).run();
}

}  // namespace edgecase
