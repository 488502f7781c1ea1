// What changes do where they are, and which requests and users they harm.

#include <algorithm>
#include <cmath>

#include "world/rollouts.hpp"

namespace edgecase {
namespace {

constexpr Duration half_minute = std::chrono::seconds(30);

}  // namespace

// ---- what suffers -------------------------------------------------------------------------------

std::uint64_t Rollouts::user_of(const ChangedRequest& r) const {
  const double at = std::pow(people_.unit(r.number), plan_.spec.world.clients.people.activity);
  const auto index = static_cast<std::uint64_t>(at * plan_.rollouts.users[r.metro]);
  return mix(mix(r.metro + 1U, 1), index) | 1;
}

double Rollouts::user_unit(std::size_t which, const ChangedRequest& r) const {
  return unit_open(mix(user_of(r), 100 + which));
}

Rollouts::Part Rollouts::part_of(std::size_t which, const ChangedRequest& r) const {
  const State& state = states_[which];
  const double level = state.level[r.pop];
  const double logged = state.logged[r.pop];
  if (level <= 0 && logged <= 0) return {};
  if (level >= 1) return {.has = true, .logs = false};
  const double unit = user_unit(which, r);
  const bool has = unit < level;
  return {.has = has, .logs = !has && unit < logged};
}

bool Rollouts::is_armed(std::size_t which, std::uint16_t pop, Instant now) const {
  const RolloutPlan& plan = plan_.rollouts.rollouts[which];
  const State& state = states_[which];
  if (plan.release->latent_until && now < Instant{*plan.release->latent_until}) return false;
  if (plan.with >= 0 && states_[static_cast<std::size_t>(plan.with)].level[pop] <= 0) return false;
  if (now < state.came) return false;
  const Duration since = now - state.came;
  if (const auto& turns = plan.release->alternates) {
    const bool settled = turns->until && since >= *turns->until;
    if (!settled && since % (turns->bad + turns->good) >= turns->bad) return false;
  }
  const ReleaseHarm& harm = *plan.harm;
  return harm.fails_for == Duration::max() ||
         since % (harm.fails_for + harm.works_for) < harm.fails_for;
}

// A leak grows in each PoP since the change came there.
Impairment Rollouts::effect_at(std::size_t which, std::uint16_t pop, Instant now) const {
  const RolloutPlan& plan = plan_.rollouts.rollouts[which];
  Impairment effect = plan.harm->effect;
  const Duration grows = plan.release->grows_over;
  const Duration since = now - states_[which].since[pop];
  if (grows <= since) return effect;
  const double part = in_seconds(since) / in_seconds(grows);
  effect.errors *= part;
  effect.loss *= part;
  effect.factor = 1 + (effect.factor - 1) * part;
  effect.added = from_seconds(in_seconds(effect.added) * part);
  return effect;
}

bool Rollouts::touches(std::uint16_t pop) const {
  for (std::size_t i = 0; i < states_.size(); ++i) {
    const auto& harm = plan_.rollouts.rollouts[i].harm;
    if (harm && harm->by_request() && harm->pops[pop] &&
        states_[i].level[pop] + states_[i].logged[pop] > 0)
      return true;
  }
  return false;
}

Impairment Rollouts::harm_of(const ChangedRequest& r, Instant now) const {
  Impairment sum;
  for (std::size_t i = 0; i < states_.size(); ++i) {
    const RolloutPlan& plan = plan_.rollouts.rollouts[i];
    if (!plan.harm || !plan.harm->by_request() || !plan.harm->pops[r.pop]) continue;
    if (plan.route >= 0 && plan.route != r.route) continue;
    const Part part = part_of(i, r);
    if ((!part.has && !part.logs) || !is_armed(i, r.pop, now)) continue;
    Impairment effect = effect_at(i, r.pop, now);
    if (part.logs) effect.errors = 0;
    sum = sum.with(effect);
  }
  return sum;
}

// ---- what is down -------------------------------------------------------------------------------

void Rollouts::turn(const ReleaseTurns& turn, Instant now, Changes& changes) {
  refresh(turn.which, now, changes);
  turn_later(turn.which, now, changes);
}

// Requests in PoPs look at the time themselves; what goes down as a whole has to be told.
void Rollouts::turn_later(std::size_t which, Instant now, Changes& changes) {
  const RolloutPlan& plan = plan_.rollouts.rollouts[which];
  if (!plan.harm || plan.harm->by_request()) return;
  Instant next = Instant::max();
  const auto consider = [&](Instant at) {
    if (at > now) next = std::min(next, at);
  };
  const Instant came = states_[which].came;
  const auto turns = [&](Duration bad, Duration good) {
    const Instant round = came + (now - came) / (bad + good) * (bad + good);
    consider(round + bad);
    consider(round + bad + good);
  };
  if (plan.release->latent_until) consider(Instant{*plan.release->latent_until});
  if (const auto& alternates = plan.release->alternates) {
    if (alternates->until) consider(came + *alternates->until);
    turns(alternates->bad, alternates->good);
  }
  if (plan.harm->fails_for != Duration::max()) turns(plan.harm->fails_for, plan.harm->works_for);
  if (next <= plan_.end()) changes.add(next, ReleaseTurns{static_cast<std::uint32_t>(which)});
}

void Rollouts::refresh(std::size_t which, Instant now, Changes& changes) {
  const RolloutPlan& plan = plan_.rollouts.rollouts[which];
  State& state = states_[which];
  if (!plan.harm || plan.harm->by_request()) return;
  if (plan.harm->takes_down()) {
    refresh_pops(which, now, changes);
    return refresh_routes(which, now, changes);
  }
  bool acts = false;
  for (std::uint16_t pop = 0; pop < state.level.size() && !acts; ++pop)
    acts = state.level[pop] > 0 && is_armed(which, pop, now);
  if (acts == state.acts) return;
  state.acts = acts;
  if (!acts) state.acts_until = now;
  for (const Effect& effect : acts ? plan.harm->begins : plan.harm->ends) changes.add(now, effect);
}

void Rollouts::refresh_pops(std::size_t which, Instant now, Changes& changes) {
  const ReleaseHarm& harm = *plan_.rollouts.rollouts[which].harm;
  State& state = states_[which];
  for (std::uint16_t pop = 0; pop < state.level.size(); ++pop) {
    const bool down = harm.pops[pop] && state.level[pop] > 0 && is_armed(which, pop, now);
    if (down == state.down[pop]) continue;
    state.down[pop] = down;
    if (down) {
      changes.add(now, PopFails{pop});
      continue;
    }
    state.down_until[pop] = now;
    if (harm.loses_caches) changes.add(now, PopLosesCaches{pop});
    changes.add(now, PopRecovers{pop});
  }
}

void Rollouts::refresh_routes(std::size_t which, Instant now, Changes& changes) {
  const RolloutPlan& plan = plan_.rollouts.rollouts[which];
  State& state = states_[which];
  for (std::size_t step = 0; step < plan.steps.size(); ++step) {
    const auto fault = static_cast<std::uint32_t>(plan_.timeline.faults.size());
    const auto unit = static_cast<std::uint16_t>(plan.first_unit + step);
    const std::vector<std::uint16_t>& pops = plan_.timeline.unit_of(fault, unit).pops;
    const auto is_down = [&](std::uint16_t pop) { return state.down[pop]; };
    const bool leaves = !state.left[step] && !pops.empty() && std::ranges::all_of(pops, is_down);
    const bool returns = state.left[step] && std::ranges::none_of(pops, is_down);
    if (!leaves && !returns) continue;
    state.left[step] = leaves;
    for (std::uint8_t group = 0; group < convergence_groups; ++group) {
      if (leaves)
        changes.add(now + plan_.rollouts.leave[group], RoutesLeave{fault, unit, group});
      else
        changes.add(now + plan_.rollouts.return_[group], RoutesReturn{fault, unit, group});
    }
  }
}

// ---- what is written down -----------------------------------------------------------------------

void Rollouts::Group::add(bool failed, std::int64_t latency_ns, std::size_t slot) {
  ++all.requests;
  all.failures += failed;
  if (slot >= slots.size()) slots.resize(slot + 1);
  ++slots[slot].requests;
  slots[slot].failures += failed;
  slots[slot].latency_ns += failed ? 0 : static_cast<double>(latency_ns);
}

std::vector<double> Rollouts::Group::values(CheckMetric metric) const {
  std::vector<double> found;
  for (const Slot& slot : slots) {
    const double answers = slot.requests - slot.failures;
    if (metric == CheckMetric::errors && slot.requests > 0)
      found.push_back(slot.failures / slot.requests);
    if (metric == CheckMetric::latency && answers > 0) found.push_back(slot.latency_ns / answers);
  }
  return found;
}

/// In log mode: whether the rule would have blocked it.
bool Rollouts::would_fail(std::size_t which, const ChangedRequest& r, Instant now) const {
  const RolloutPlan& plan = plan_.rollouts.rollouts[which];
  if (!plan.harm || !plan.harm->by_request() || !plan.harm->pops[r.pop]) return false;
  if ((plan.route >= 0 && plan.route != r.route) || !is_armed(which, r.pop, now)) return false;
  return crossings_.unit(r.number, r.error_lane()) < effect_at(which, r.pop, now).errors;
}

namespace {

bool is_of_the_edge(Failure failure) {
  return failure == Failure::edge_error || failure == Failure::pop_unreachable ||
         failure == Failure::connection_lost || failure == Failure::link_full ||
         failure == Failure::client_timeout;
}

}  // namespace

bool Rollouts::caused(std::size_t which, const ChangedRequest& r, Instant now,
                      Failure failure) const {
  const RolloutPlan& plan = plan_.rollouts.rollouts[which];
  const State& state = states_[which];
  if (!plan.harm || (plan.route >= 0 && plan.route != r.route)) return false;
  if (plan.harm->scope != FaultScope::pops) return state.acts || state.acts_until >= r.arrived;
  if (!plan.harm->pops[r.pop] || !is_of_the_edge(failure)) return false;
  if (plan.harm->effect.down) return state.down[r.pop] || state.down_until[r.pop] >= r.arrived;
  return part_of(which, r).has && is_armed(which, r.pop, now);
}

void Rollouts::harm(std::size_t which, const ChangedRequest& r, Instant now,
                    std::vector<std::uint64_t> HarmMeter::* count) {
  State& state = states_[which];
  if (!state.meter.books.harmful.happened())
    state.meter.books.harmful.at(now - Instant{plan_.rollouts.rollouts[which].release->at});
  if (!r.measured) return;
  ++(state.meter.harm.*count)[r.region];
  state.users[r.region].insert(user_of(r));
}

void Rollouts::note(const ChangedRequest& r, Instant now, bool failed, std::int64_t latency_ns) {
  if (now - lately_[0].from >= half_minute) {
    lately_[1] = lately_[0];
    lately_[0] = {.from = now, .requests = 0, .failures = 0};
  }
  ++lately_[0].requests;
  lately_[0].failures += failed;
  if (alerts_) alerts_->note(failed);
  for (std::size_t i = 0; i < states_.size(); ++i) {
    State& state = states_[i];
    const auto& check = plan_.rollouts.rollouts[i].spec->check;
    if (!check) continue;
    if (state.phase == Phase::waiting && state.step == 0) {
      state.before.add(failed, latency_ns,
                       static_cast<std::size_t>((now - Instant{}) / check->every));
    } else if (state.phase == Phase::shipping) {
      const Part part = part_of(i, r);
      const bool bad = failed || (part.logs && would_fail(i, r, now));
      (part.has || part.logs ? state.with_it : state.without_it)
          .add(bad, latency_ns, static_cast<std::size_t>((now - state.step_at) / check->every));
    }
  }
}

void Rollouts::answered(const ChangedRequest& r, Instant now, std::int64_t latency_ns) {
  note(r, now, false, latency_ns);
  for (std::size_t i = 0; i < states_.size(); ++i) {
    const RolloutPlan& plan = plan_.rollouts.rollouts[i];
    if (!plan.harm || (plan.route >= 0 && plan.route != r.route)) continue;
    const Impairment& effect = plan.harm->effect;
    const bool slows = effect.factor > 1 || effect.added > Duration{0} || effect.loss > 0;
    if (!slows) continue;
    const bool by_request = plan.harm->scope == FaultScope::pops;
    const Part part = by_request && plan.harm->pops[r.pop] ? part_of(i, r) : Part{};
    if (!by_request ? states_[i].acts : (part.has || part.logs) && is_armed(i, r.pop, r.arrived))
      harm(i, r, now, &HarmMeter::slowed);
  }
}

void Rollouts::failed(const ChangedRequest& r, Instant now, Failure failure) {
  note(r, now, true, 0);
  for (std::size_t i = 0; i < states_.size(); ++i)
    if (caused(i, r, now, failure)) harm(i, r, now, &HarmMeter::failed);
}

bool Rollouts::edge_fails(Instant now) const {
  double requests = 0, failures = 0;
  for (const Lately& half : lately_) {
    if (now - half.from > 3 * half_minute) continue;
    requests += half.requests;
    failures += half.failures;
  }
  return requests > 0 && failures > requests / 2;
}

bool Rollouts::anything_wrong(Instant now) const {
  return std::ranges::any_of(states_,
                             [](const State& s) { return s.meter.books.harmful.happened(); }) ||
         std::ranges::any_of(plan_.timeline.faults,
                             [&](const FaultPlan& fault) { return fault.from <= now; });
}

}  // namespace edgecase
