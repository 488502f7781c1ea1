#include "world/changes.hpp"

namespace edgecase {
namespace {

template <class... Kinds>
bool is_any_of(const Effect& effect) {
  return (std::holds_alternative<Kinds>(effect) || ...);
}

bool is_awaited(const Effect& effect) {
  return !is_any_of<RuleActivates, RuleDeactivates, FloodsAdvance, RolloutAdvances, RolloutArrives,
                    ReleaseTurns, AlertsEvaluate>(effect);
}

}  // namespace

void Changes::add(Instant at, const Effect& effect) {
  if (at == Instant::max()) return;
  entries_.push({{at, effect}, added_++});
  awaited_ += is_awaited(effect);
}

std::optional<Effect> Changes::take(Instant now) {
  if (next() > now) return std::nullopt;
  const Effect effect = entries_.pop().change.effect;
  awaited_ -= is_awaited(effect);
  return effect;
}

}  // namespace edgecase
