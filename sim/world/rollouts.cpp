// Who ships changes, looks at them, and has them undone.

#include "world/rollouts.hpp"

#include <algorithm>
#include <cmath>

#include "core/check.hpp"
#include "measure/canary_judge.hpp"

namespace edgecase {
namespace {

constexpr Duration tries_again = std::chrono::seconds(10);  // while a tool does not work
constexpr Duration usual_paging = std::chrono::seconds(30);

enum DrawLane : std::uint32_t { paging_lane, response_lane, decision_lane, review_lane };

}  // namespace

Rollouts::Rollouts(const Blueprint& plan, std::uint64_t seed, std::uint64_t replication)
    : plan_(plan),
      states_(plan.rollouts.rollouts.size()),
      draws_(seed, replication, "rollouts"),
      travel_(seed, replication, "rollouts travel"),
      people_(seed, replication, "people"),
      crossings_(seed, replication, "crossings") {
  if (plan.rollouts.alerts) alerts_.emplace(*plan.rollouts.alerts, plan.measure_from());
  if (plan.rollouts.paths)
    like_purges_.emplace(plan.rollouts.purge, *plan.rollouts.paths, seed, replication);
  const std::size_t regions = plan.region_names.size();
  for (std::size_t i = 0; i < states_.size(); ++i) {
    State& state = states_[i];
    state.level.assign(plan.pops(), 0);
    state.logged.assign(plan.pops(), 0);
    state.since.assign(plan.pops(), Instant{});
    state.down.assign(plan.pops(), false);
    state.down_until.assign(plan.pops(), Instant::min());
    state.left.assign(plan.rollouts.rollouts[i].steps.size(), false);
    state.acts_until = Instant::min();
    state.meter.harm = {std::vector<std::uint64_t>(regions), std::vector<std::uint64_t>(regions),
                        std::vector<std::uint64_t>(regions)};
    state.meter.books.steps.resize(plan.rollouts.rollouts[i].steps.size());
    state.users.resize(regions);
  }
}

void Rollouts::begin(Changes& changes) {
  for (std::size_t i = 0; i < states_.size(); ++i) {
    const RolloutPlan& plan = plan_.rollouts.rollouts[i];
    const Duration review = plan.spec->review ? plan.spec->review->takes : Duration{0};
    if (plan.spec->review && plan.harm && draw(i, review_lane) < plan.spec->review->finds.value) {
      states_[i].meter.books.found.at(review);
      states_[i].phase = Phase::over;
      continue;
    }
    schedule(i, Instant{plan.release->at + review}, changes);
  }
  if (alerts_) changes.add(Instant{alerts_->plan().every}, AlertsEvaluate{});
}

void Rollouts::schedule(std::size_t which, Instant at, Changes& changes) {
  const std::uint32_t turn = ++states_[which].turn;
  if (at <= plan_.end()) changes.add(at, RolloutAdvances{static_cast<std::uint32_t>(which), turn});
}

void Rollouts::advance(const RolloutAdvances& turn, Instant now, Down down, Changes& changes) {
  State& state = states_[turn.which];
  if (turn.turn != state.turn) return;
  down[static_cast<std::size_t>(ToolNeed::edge)] = edge_fails(now);
  switch (state.phase) {
    case Phase::waiting:
      return start_step(turn.which, now, down, changes);
    case Phase::shipping:
      return look(turn.which, now, down, changes);
    case Phase::deciding:
      state.meter.books.decided.at(now - Instant{plan_.rollouts.rollouts[turn.which].release->at});
      state.phase = Phase::undoing;
      return undo(turn.which, now, down, changes);
    case Phase::undoing:
      return undo(turn.which, now, down, changes);
    case Phase::over:
      return;
  }
}

bool Rollouts::is_blocked(std::size_t which, std::size_t tool, Instant now, const Down& down,
                          Changes& changes) {
  State& state = states_[which];
  const ToolPlan& of = plan_.rollouts.tools[tool];
  const bool works = std::ranges::none_of(
      of.needs, [&](ToolNeed need) { return down[static_cast<std::size_t>(need)]; });
  const bool waited = state.blocked_since != Instant::max();
  const bool forced = waited && of.break_glass && now - state.blocked_since >= *of.break_glass;
  if (works || forced) {
    if (waited) state.meter.books.blocked.at(now - state.blocked_since);
    state.blocked_since = Instant::max();
    return false;
  }
  if (!waited) state.blocked_since = now;
  Instant again = now + tries_again;
  if (of.break_glass) again = std::min(again, state.blocked_since + *of.break_glass);
  schedule(which, std::max(again, now + Duration{1}), changes);
  return true;
}

void Rollouts::start_step(std::size_t which, Instant now, const Down& down, Changes& changes) {
  State& state = states_[which];
  const RolloutPlan& plan = plan_.rollouts.rollouts[which];
  state.phase = Phase::waiting;
  if (is_blocked(which, plan.tool, now, down, changes)) return;
  state.phase = Phase::shipping;
  state.step_at = now;
  state.look = 0;
  state.concluded = false;
  state.with_it = state.without_it = {};
  state.meter.books.steps[state.step].at(now - Instant{plan.release->at});
  const RolloutStepPlan& step = plan.steps[state.step];
  send(which, plan.tool, step.pops, static_cast<std::int16_t>(state.step), now, changes);
  after_step(which, now, changes);
}

// Looks while it soaks, then the next step. After the last one there is nothing left to do.
void Rollouts::after_step(std::size_t which, Instant now, Changes& changes) {
  State& state = states_[which];
  const RolloutPlan& plan = plan_.rollouts.rollouts[which];
  const Duration soak = plan.steps[state.step].soak;
  const bool looks = plan.spec->check && soak > Duration{0};
  if (looks) return schedule(which, now + soak / plan.spec->check->looks.value, changes);
  if (state.step + 1 < plan.steps.size()) return schedule(which, now + soak, changes);
  state.phase = Phase::over;
}

void Rollouts::look(std::size_t which, Instant now, const Down& down, Changes& changes) {
  State& state = states_[which];
  const RolloutPlan& plan = plan_.rollouts.rollouts[which];
  const RolloutStepPlan& step = plan.steps[state.step];
  if (plan.spec->check && step.soak > Duration{0}) {
    const std::int64_t looks = plan.spec->check->looks.value;
    const auto minimum = static_cast<double>(plan.spec->check->minimum.value);
    ++state.look;
    if (state.with_it.all.requests * static_cast<double>(plan_.one_in) >= minimum) {
      ++state.meter.books.looks;
      state.concluded = true;
      if (fails_check(which)) return notice(which, now, true, changes);
    }
    if (state.look < looks)
      return schedule(which, state.step_at + step.soak * (state.look + 1) / looks, changes);
    state.meter.books.inconclusive += !state.concluded;
  }
  if (++state.step < plan.steps.size()) return start_step(which, now, down, changes);
  --state.step;
  state.phase = Phase::over;
}

// Beside what has not got the change, or else beside the time before it.
bool Rollouts::fails_check(std::size_t which) const {
  const State& state = states_[which];
  const RolloutPlan& plan = plan_.rollouts.rollouts[which];
  const CanaryCheckSpec& check = *plan.spec->check;
  const Group& control = state.without_it.all.requests > 0 ? state.without_it : state.before;
  switch (check.test) {
    case CheckTest::judge:
      return judge_metric(control.values(check.metric), state.with_it.values(check.metric),
                          {.direction = JudgeDirection::increase}) == JudgeVerdict::high;
    case CheckTest::sprt:
      return log_likelihood_ratio(state.with_it.all, control.all, check.ratio) >=
             wald_bounds(plan.false_alarms, 1 - check.power.value).reject;
    default:
      return excess(state.with_it.all, control.all) >
             plan.bounds[static_cast<std::size_t>(state.look - 1)];
  }
}

void Rollouts::notice(std::size_t which, Instant now, bool by_check, Changes& changes) {
  State& state = states_[which];
  const RolloutPlan& plan = plan_.rollouts.rollouts[which];
  state.meter.books.noticed.at(now - Instant{plan.release->at});
  state.meter.books.by_check += by_check;
  if (!plan.spec->rollback) {
    ++state.meter.books.stopped;
    state.phase = Phase::over;
    ++state.turn;
    return;
  }
  const RollbackSpec& rollback = *plan.spec->rollback;
  double seconds = distribution_of(decision_of(rollback)).quantile(draw(which, decision_lane));
  if (rollback.by == RollbackBy::human) {
    seconds += alerts_ ? alerts_->plan().paging.quantile(draw(which, paging_lane))
                       : in_seconds(usual_paging);
    seconds += distribution_of(response_of(rollback)).quantile(draw(which, response_lane));
  }
  state.phase = Phase::deciding;
  schedule(which, now + from_seconds(seconds), changes);
}

void Rollouts::undo(std::size_t which, Instant now, const Down& down, Changes& changes) {
  State& state = states_[which];
  const RolloutPlan& plan = plan_.rollouts.rollouts[which];
  if (is_blocked(which, plan.undo_tool, now, down, changes)) return;
  ++state.version;
  state.phase = Phase::over;
  std::vector<bool> reached(plan_.pops(), false);
  for (std::size_t step = 0; step <= state.step; ++step)
    for (const std::uint16_t pop : plan.steps[step].pops) reached[pop] = true;
  std::vector<std::uint16_t> pops;
  for (std::uint16_t pop = 0; pop < reached.size(); ++pop)
    if (reached[pop]) pops.push_back(pop);
  send(which, plan.undo_tool, pops, -1, now, changes);
}

void Rollouts::send(std::size_t which, std::size_t tool, const std::vector<std::uint16_t>& pops,
                    std::int16_t step, Instant now, Changes& changes) {
  State& state = states_[which];
  ++state.message;
  state.under_way = pops.size();
  for (const std::uint16_t pop : pops)
    changes.add(now + delay_to(which, tool, pop),
                RolloutArrives{static_cast<std::uint16_t>(which), pop, step, state.version});
}

Duration Rollouts::delay_to(std::size_t which, std::size_t tool, std::uint16_t pop) const {
  const std::uint64_t number = (std::uint64_t{which} << 32) + states_[which].message;
  const ToolPlan& of = plan_.rollouts.tools[tool];
  if (of.propagation) return from_seconds(of.propagation->quantile(travel_.unit(number, pop)));
  return like_purges_->delay(number, pop);
}

void Rollouts::arrive(const RolloutArrives& arrival, Instant now, Changes& changes) {
  State& state = states_[arrival.which];
  if (arrival.turn != state.version) return;
  const RolloutPlan& plan = plan_.rollouts.rollouts[arrival.which];
  const Duration after = now - Instant{plan.release->at};
  --state.under_way;
  if (arrival.step < 0) {
    state.level[arrival.pop] = state.logged[arrival.pop] = 0;
    if (state.under_way == 0) state.meter.books.undone.at(after);
  } else {
    const auto number = static_cast<std::size_t>(arrival.step);
    const RolloutStepPlan& step = plan.steps[number];
    double& level = (step.log ? state.logged : state.level)[arrival.pop];
    if (state.level[arrival.pop] + state.logged[arrival.pop] <= 0) state.since[arrival.pop] = now;
    level = std::max(level, step.users);
    if (state.came == Instant::max()) {
      state.came = now;
      turn_later(arrival.which, now, changes);
    }
    if (state.under_way == 0 && number + 1 == plan.steps.size())
      state.meter.books.everywhere.at(after);
  }
  refresh(arrival.which, now, changes);
  for (std::size_t other = 0; other < states_.size(); ++other)
    if (plan_.rollouts.rollouts[other].with == arrival.which) refresh(other, now, changes);
}

// Somebody who is paged suspects what was changed last.
void Rollouts::evaluate(Instant now, Changes& changes) {
  const bool pages = alerts_->evaluate(now, !anything_wrong(now));
  const Instant next = now + alerts_->plan().every;
  if (next <= plan_.end()) changes.add(next, AlertsEvaluate{});
  if (!pages) return;
  std::size_t suspect = states_.size();
  for (std::size_t i = 0; i < states_.size(); ++i) {
    const State& state = states_[i];
    const RolloutBooks& books = state.meter.books;
    if (books.noticed.happened()) {
      const bool busy = !books.undone.happened() && books.stopped == 0;
      if (busy) return;
      continue;
    }
    if (!books.steps.front().happened()) continue;
    if (suspect == states_.size() || state.step_at > states_[suspect].step_at) suspect = i;
  }
  if (suspect < states_.size()) notice(suspect, now, false, changes);
}

std::vector<RolloutMeter> Rollouts::meters() const {
  std::vector<RolloutMeter> all;
  for (const State& state : states_) {
    all.push_back(state.meter);
    for (std::size_t region = 0; region < state.users.size(); ++region)
      all.back().harm.users[region] = state.users[region].size();
  }
  return all;
}

}  // namespace edgecase
