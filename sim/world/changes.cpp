#include "world/changes.hpp"

namespace edgecase {
namespace {

bool is_awaited(const Effect& effect) {
  return !std::holds_alternative<RuleActivates>(effect) &&
         !std::holds_alternative<RuleDeactivates>(effect) &&
         !std::holds_alternative<FloodsAdvance>(effect);
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
