#include "cost/tiers.hpp"

#include <algorithm>

#include "cost/exact.hpp"

namespace edgecase {

namespace {

std::vector<TierStep> graduated_steps(std::int64_t quantity, std::span<const Amount> up_to,
                                      std::span<const UnitPrice> prices) {
  std::vector<TierStep> steps;
  std::int64_t below = 0;
  for (std::size_t tier = 0; tier < prices.size() && below < quantity; ++tier) {
    const std::int64_t end = tier < up_to.size() ? std::min(up_to[tier].value, quantity) : quantity;
    if (end > below) steps.push_back({end - below, prices[tier], {}});
    below = std::max(below, end);
  }
  return steps;
}

std::vector<TierStep> volume_steps(std::int64_t quantity, std::span<const Amount> up_to,
                                   std::span<const UnitPrice> prices) {
  if (quantity == 0) return {};
  const auto past = std::find_if(up_to.begin(), up_to.end(),
                                 [&](const Amount& end) { return quantity <= end.value; });
  return {{quantity, prices[static_cast<std::size_t>(past - up_to.begin())], {}}};
}

}  // namespace

Walked walk_tiers(std::int64_t quantity, Amount per, std::span<const Amount> up_to,
                  std::span<const UnitPrice> prices, Walk walk) {
  Walked walked;
  walked.steps = walk == Walk::volume ? volume_steps(quantity, up_to, prices)
                                      : graduated_steps(quantity, up_to, prices);
  // Sum of quantity x price stays below 2^126: the quantities sum to at most 2^63.
  constexpr std::int64_t pico_per_nano = 1000;
  Wide sum = 0;
  std::int64_t before = 0;
  bool complete = true;
  for (TierStep& step : walked.steps) {
    complete &= step.price.known;
    if (!step.price.known) continue;
    sum += Wide{step.quantity} * step.price.pico_dollars;
    const auto upto = narrow(divide_half_even(sum, Wide{per.value} * pico_per_nano));
    if (!upto) return walked;
    step.dollars = {*upto - before};
    before = *upto;
    walked.known = Money{before};
  }
  if (complete) walked.dollars = walked.known;
  return walked;
}

}  // namespace edgecase
