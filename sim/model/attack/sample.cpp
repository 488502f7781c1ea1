#include "model/attack/sample.hpp"

#include <algorithm>
#include <cmath>
#include <numeric>

#include "core/check.hpp"
#include "core/distribution.hpp"

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
  // Exceeding the budget by less than 1% is acceptable.
  const double each = std::max(1.0, weight / w.bots_each());
  const double whole = std::floor(each);
  w.asks = static_cast<std::int64_t>(each - whole < 0.01 * whole ? whole : whole + 1);
  return w;
}

double WeightingError::total() const { return std::hypot(thinning, bots); }

WeightingError weighting_error(const Weighting& w, double q) {
  EC_CHECK(q > 0 && q <= 1);
  const double spread = 1 / static_cast<double>(w.sampled) - 1 / static_cast<double>(w.bots);
  return {.thinning = std::sqrt((w.bots_each() - 1) / (q * w.requests)),
          .bots = std::sqrt(std::max(0.0, (1 / q - 1) * spread))};
}

double limit_blur(const Weighting& w, std::int64_t limit, double sent) {
  EC_CHECK(limit >= 1 && sent > 0);
  if (w.asks == 1) return 0;
  const auto asks = static_cast<double>(w.asks);
  const auto l = static_cast<double>(limit);
  return asks * asks / (8 * l) * std::exp(l * std::log(sent) - sent - std::lgamma(l + 1));
}

namespace {

/// A stride near the golden section of n and coprime to it: its multiples visit all of 0 … n-1,
/// evenly spread.
std::uint64_t even_stride(std::uint64_t n) {
  auto stride = static_cast<std::uint64_t>(0.618034 * static_cast<double>(n));
  stride = std::max<std::uint64_t>(stride, 1);
  while (std::gcd(stride, n) != 1) ++stride;
  return stride;
}

}  // namespace

AttackSample::AttackSample(const AttackPlan& plan, const Weighting& weighting, const Stream& draws)
    : plan_(&plan), weighting_(weighting), draws_(draws), bots_(draws.of(1)) {
  double sum = 0;
  for (const double share : plan.shares()) cumulative_.push_back(sum += share);
  EC_CHECK(sum > 0, "attack without sources");
  start_ = bots_.unit(UINT64_MAX);
  stride_ = even_stride(static_cast<std::uint64_t>(weighting_.sampled));
}

std::uint32_t AttackSample::place_of(std::uint64_t bot) const {
  const double at = (static_cast<double>(bot) + start_) / static_cast<double>(weighting_.sampled) *
                    cumulative_.back();
  const auto found = std::upper_bound(cumulative_.begin(), cumulative_.end(), at);
  const auto last = cumulative_.end() - 1;
  return static_cast<std::uint32_t>(std::min(found, last) - cumulative_.begin());
}

/// Advances to the time by which this many more sampled requests have arrived; false: the attack is
/// over.
bool AttackSample::advance(double to_come, BotRequest& out) {
  const auto slices = plan_->slices();
  for (; slice_ < slices.size(); ++slice_, spent_ = 0) {
    const AttackSlice& slice = slices[slice_];
    const double rate = plan_->profile().peak.requests * slice.factor / weighting_.weight();
    const double left = in_seconds(slice.to - slice.from) - spent_;
    if (to_come < rate * left) {
      spent_ += to_come / rate;
      out.at = std::min(slice.from + from_seconds(spent_), slice.to - Duration{1});
      return true;
    }
    to_come -= rate * left;
  }
  return false;
}

void AttackSample::name(std::uint64_t which, BotRequest& out) const {
  const AttackSlice& slice = plan_->slices()[slice_];
  const bool everywhere = slice.place == AttackSlice::everywhere;
  out.place = everywhere ? place_of(which) : slice.place;
  out.bot = bots_.bits(which, everywhere ? 0 : slice.place + 1);

  const BotnetSpec& botnet = plan_->profile().bots;
  std::uint64_t turn = 0;
  if (botnet.rotate > Duration{0}) {
    const auto keeps = static_cast<std::uint64_t>(botnet.rotate.count());
    const auto since = static_cast<std::uint64_t>(out.at.time_since_epoch().count());
    turn = (since + below(out.bot, keeps)) / keeps %
           static_cast<std::uint64_t>(botnet.addresses.value);
  }
  out.address = mix(out.bot, turn + 3) | 1;
  out.session = botnet.fingerprint == Fingerprint::crude ? 0 : mix(out.bot, 2) | 1;
}

bool AttackSample::next(BotRequest& out) {
  const auto bots = static_cast<std::uint64_t>(weighting_.sampled);
  const bool turns = weighting_.asks > 1;
  for (;; ++number_) {
    const RandomBlock dice = draws_.block(number_);
    const double u = unit_open(low_word(dice));
    const double even = number_ == 0 ? start_ : 1;
    if (!advance(turns ? even : -std::log(u), out)) return false;
    out.asks = turns ? poisson_quantile(static_cast<double>(weighting_.asks), u) : 1;
    if (out.asks == 0) continue;
    name(turns ? number_ % bots * stride_ % bots : below(high_word(dice), bots), out);
    out.number = number_++;
    out.weight = static_cast<double>(out.asks) * weighting_.bots_each();
    return true;
  }
}

}  // namespace edgecase
