#include "model/attack/sample.hpp"

#include <algorithm>
#include <cmath>

#include "core/check.hpp"

namespace edgecase {

Weighting choose_weighting(const AttackPlan& plan, const SampleBudget& budget) {
  EC_CHECK(plan.profile().layer == AttackLayer::requests, "only requests are sampled");
  EC_CHECK(budget.requests >= 1 && budget.bots >= 1);
  Weighting w;
  w.requests = plan.volume().requests;
  w.bots = w.sampled = plan.profile().bots.count.value;
  const double weight = w.requests / budget.requests;
  if (weight <= 1) return w;
  const auto fewer = static_cast<std::int64_t>(std::ceil(static_cast<double>(w.bots) / weight));
  w.sampled = std::clamp(fewer, std::min(budget.bots, w.bots), w.bots);
  // A budget that is missed by less than a percent is kept.
  const double each = std::max(1.0, weight / w.bots_each());
  const double whole = std::floor(each);
  w.asks = static_cast<std::int64_t>(each - whole < 0.01 * whole ? whole : whole + 1);
  return w;
}

double WeightingError::total() const { return std::hypot(thinning, bots); }

WeightingError weighting_error(const Weighting& w, double q) {
  EC_CHECK(q > 0 && q <= 1);
  const double spread = 1 / static_cast<double>(w.sampled) - 1 / static_cast<double>(w.bots);
  return {.thinning = std::sqrt((w.weight() - 1) / (q * w.requests)),
          .bots = std::sqrt(std::max(0.0, (1 / q - 1) * spread))};
}

AttackSample::AttackSample(const AttackPlan& plan, const Weighting& weighting, const Stream& draws)
    : plan_(&plan), weighting_(weighting), draws_(draws), bots_(draws.of(1)) {
  double sum = 0;
  for (const double share : plan.shares()) cumulative_.push_back(sum += share);
  EC_CHECK(sum > 0, "an attack from nowhere");
  start_ = bots_.unit(UINT64_MAX);
}

std::uint32_t AttackSample::place_of(std::uint64_t bot) const {
  const double at = (static_cast<double>(bot) + start_) / static_cast<double>(weighting_.sampled) *
                    cumulative_.back();
  const auto found = std::upper_bound(cumulative_.begin(), cumulative_.end(), at);
  const auto last = cumulative_.end() - 1;
  return static_cast<std::uint32_t>(std::min(found, last) - cumulative_.begin());
}

bool AttackSample::next(BotRequest& out) {
  const auto slices = plan_->slices();
  const RandomBlock dice = draws_.block(number_);
  double to_come = -std::log(unit_open(low_word(dice)));  // requests of the sample
  for (; slice_ < slices.size(); ++slice_, spent_ = 0) {
    const AttackSlice& slice = slices[slice_];
    const double rate = plan_->profile().peak.requests * slice.factor / weighting_.weight();
    const double left = in_seconds(slice.to - slice.from) - spent_;
    if (to_come < rate * left) {
      spent_ += to_come / rate;
      out.at = std::min(slice.from + from_seconds(spent_), slice.to - Duration{1});
      const std::uint64_t which =
          below(high_word(dice), static_cast<std::uint64_t>(weighting_.sampled));
      out.place = slice.place == AttackSlice::everywhere ? place_of(which) : slice.place;
      out.bot = slice.place == AttackSlice::everywhere ? mix(which + 1, 1)
                                                       : mix(which + 1, slice.place + 2ull);
      break;
    }
    to_come -= rate * left;
  }
  if (slice_ == slices.size()) return false;

  const BotnetSpec& botnet = plan_->profile().bots;
  std::uint64_t turn = 0;
  if (botnet.rotate > Duration{0}) {
    const auto phase = static_cast<std::int64_t>(
        below(out.bot, static_cast<std::uint64_t>(botnet.rotate.count())));
    turn = static_cast<std::uint64_t>((out.at.time_since_epoch().count() + phase) /
                                      botnet.rotate.count()) %
           static_cast<std::uint64_t>(botnet.addresses.value);
  }
  out.address = mix(out.bot, turn + 3) | 1;
  out.session = botnet.fingerprint == Fingerprint::crude ? 0 : mix(out.bot, 2) | 1;
  out.number = number_++;
  out.asks = weighting_.asks;
  out.weight = weighting_.weight();
  return true;
}

}  // namespace edgecase
