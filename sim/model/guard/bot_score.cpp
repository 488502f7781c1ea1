#include "model/guard/bot_score.hpp"

#include <algorithm>
#include <cmath>

#include <fmt/core.h>

#include "core/check.hpp"
#include "core/distribution.hpp"
#include "core/special.hpp"
#include "load/checker.hpp"
#include "load/text/codes.hpp"

namespace edgecase {
namespace {

struct BetaShape {
  double a, b;
};

/// By moments: mean m and variance v of a share give a + b = m (1 - m) / v - 1.
BetaShape shape_of(const BetaScoreSpec& spec) {
  const double mean = spec.mean / 100;
  const double variance = spec.sd / 100 * spec.sd / 100;
  const double sum = mean * (1 - mean) / variance - 1;
  return {mean * sum, (1 - mean) * sum};
}

}  // namespace

std::vector<Field> fields(Of<NormalScoreSpec>) {
  return list<NormalScoreSpec>(
      field("mean", &NormalScoreSpec::mean, "the mean score; tails reach beyond 0 and 100",
            required(), at_least(0.0), at_most(100.0)),
      field("sd", &NormalScoreSpec::sd, "the standard deviation", required(), more_than(0.0),
            at_most(100.0)));
}

std::vector<Field> fields(Of<BetaScoreSpec>) {
  return list<BetaScoreSpec>(
      field("mean", &BetaScoreSpec::mean, "the mean score", required(), more_than(0.0),
            less_than(100.0)),
      field("sd", &BetaScoreSpec::sd, "the standard deviation; at most sqrt(mean (100 - mean))",
            required(), more_than(0.0), at_most(50.0)));
}

std::vector<Field> fields(Of<BotScoreSpec>) {
  constexpr auto why = "vendors publish no distributions; use your own measurements";
  return list<BotScoreSpec>(
      field("people", &BotScoreSpec::people, "scores of legitimate users", assumed(why)),
      field("crude_bots", &BotScoreSpec::crude_bots, "scores of scripts", assumed(why)),
      field("realistic_bots", &BotScoreSpec::realistic_bots,
            "scores of bots that use or imitate a browser", assumed(why)),
      field(
          "threshold", &BotScoreSpec::threshold, "scores below it are treated as bots",
          at_least(0.0), at_most(100.0),
          source("scores below 30 are likely automated (Cloudflare docs, bot scores)", "2026-11")),
      field("action", &BotScoreSpec::action, "action on detected bots",
            assumed("a challenge lets legitimate users pass")),
      field("cpu", &BotScoreSpec::cpu, "CPU time per score", at_least(Duration{0}),
            source("scoring by a model took 1,519 us, then 275 us (Cloudflare blog, Making WAF AI "
                   "models go brr, 2024-07-25)",
                   "2026-11")));
}

Menu menu(Of<ScoreMenu>) {
  return {{alternative<NormalScoreSpec>("normal", "normal distribution: the textbook ROC curve"),
           alternative<BetaScoreSpec>("beta", "beta distribution from 0 to 100")}};
}

ScoreChoice beta_score(double mean, double sd) { return {"beta", BetaScoreSpec{mean, sd}}; }

void check(const BetaScoreSpec& spec, Checker& checker) {
  const double most = std::sqrt(spec.mean * (100 - spec.mean));
  if (spec.sd < most) return;
  checker.report("sd",
                 {code::out_of_range, "standard deviation too large for scores between 0 and 100",
                  fmt::format("must be below {:.4g} at this mean", most), "decrease it"});
}

double share_below(const ScoreChoice& law, double x) {
  if (const auto* normal = law.get_if<NormalScoreSpec>()) {
    return 0.5 * std::erfc((normal->mean - x) / (normal->sd * std::sqrt(2.0)));
  }
  const auto* beta = law.get_if<BetaScoreSpec>();
  EC_CHECK(beta, "a law of scores that is not on the menu");
  if (x <= 0) return 0;
  if (x >= 100) return 1;
  const BetaShape shape = shape_of(*beta);
  return beta_probability(shape.a, shape.b, x / 100);
}

double score_quantile(const ScoreChoice& law, double u) {
  if (const auto* normal = law.get_if<NormalScoreSpec>()) {
    return normal->mean + normal->sd * normal_quantile(u);
  }
  const auto* beta = law.get_if<BetaScoreSpec>();
  EC_CHECK(beta, "a law of scores that is not on the menu");
  const BetaShape shape = shape_of(*beta);
  return 100 * beta_quantile(shape.a, shape.b, u);
}

}  // namespace edgecase
