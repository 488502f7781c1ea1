#include "model/guard/guard.hpp"

#include <algorithm>

#include "core/check.hpp"
#include "load/checker.hpp"
#include "load/text/codes.hpp"

namespace edgecase {
namespace {

bool challenges(const GuardSpec& spec) {
  bool any = spec.bots && spec.bots->action == GuardAction::challenge;
  for (const auto& [name, limit] : spec.rate_limits) any |= limit.action == GuardAction::challenge;
  if (!spec.waf) return any;
  for (const auto& [name, rule] : spec.waf->rules) any |= rule.action == GuardAction::challenge;
  return any;
}

/// When the release of a rule begins: as set, or with the first attack that it matches.
Instant story_of(const RuleReleaseSpec& release, std::size_t rule, const Waf& waf,
                 const GuardWorld& world) {
  if (release.at) return Instant{*release.at};
  Instant first = Instant::max();
  for (std::uint32_t a = 0; a < world.begins.size(); ++a) {
    if (waf.match_share(rule, a + 1, 0) > 0) first = std::min(first, world.begins[a]);
  }
  return first;
}

}  // namespace

void check(const GuardSpec& spec, Checker& checker) {
  if (checker.written("challenge") && !challenges(spec)) {
    checker.report("challenge",
                   {code::changes_nothing, "no rule of this guard uses challenges", "has no effect",
                    "set action: challenge in a rule", Severity::warning});
  }
}

Guard::Guard(const GuardSpec& spec, const GuardWorld& world, std::uint64_t seed,
             std::uint64_t replication)
    : challenges_(spec.challenge),
      limit_draws_(seed, replication, "guard limits"),
      waf_draws_(seed, replication, "guard rules"),
      score_draws_(seed, replication, "guard scores"),
      challenge_draws_(seed, replication, "guard challenges"),
      room_draws_(seed, replication, "guard room") {
  for (const auto& [name, limit] : spec.rate_limits) limits_.emplace_back(limit, world.places);
  if (spec.bots) bots_.emplace(*spec.bots);
  if (spec.waiting_room) room_.emplace(*spec.waiting_room);
  if (!spec.waf) return;
  waf_.emplace(*spec.waf, world.names);
  release_rules(spec, world, seed, replication);
}

void Guard::release_rules(const GuardSpec& spec, const GuardWorld& world, std::uint64_t seed,
                          std::uint64_t replication) {
  const std::size_t pops = world.travel.size();
  const FixedDelays travel(world.travel);
  std::uint64_t from_the_start = ~std::uint64_t{0};
  std::size_t r = 0;
  for (const auto& [name, rule] : spec.waf->rules) {
    auto& release = releases_.emplace_back();
    if (rule.release) {
      from_the_start &= ~bit(r);
      const Instant begins = story_of(*rule.release, r, *waf_, world);
      const Stream draws(seed, replication, "guard releases", r);
      if (begins != Instant::max()) release.emplace(*rule.release, begins, pops, travel, draws);
    }
    ++r;
  }
  rules_in_force_.assign(pops, from_the_start);
}

GuardAnswer Guard::admit(Instant now, const GuardCall& call) {
  EC_CHECK(call.asks >= 1);
  GuardAnswer answer{.passed = call.asks};
  limit(now, call, answer);
  if (answer.passed > 0 && waf_) inspect(now, call, answer);
  if (answer.passed > 0 && bots_) score(now, call, answer);
  if (answer.passed > 0 && room_) wait(now, call, answer);
  book(call, answer);
  return answer;
}

void Guard::limit(Instant now, const GuardCall& call, GuardAnswer& answer) {
  for (RateLimit& rule : limits_) {
    if (answer.passed == 0) return;
    answer.cpu += rule.cpu() * answer.passed;
    const std::int64_t each = rule.tells_clients_apart(call.keys) ? 1 : call.each;
    const LimitVerdict v = rule.take(call.pop, now, call.keys, answer.passed * each);
    answer.delay += v.delay;
    std::int64_t over = v.over / each;
    over += limit_draws_.unit(call.number) * static_cast<double>(each) <
            static_cast<double>(v.over - over * each);
    if (over == 0) continue;
    act(now, call, v.action, GuardStage::rate_limit, over, answer);
    if (call.kind == ClientKind::person && v.action == GuardAction::block)
      answer.retry_after = rule.retry_after(call.pop, now, call.keys);
  }
}

void Guard::inspect(Instant now, const GuardCall& call, GuardAnswer& answer) {
  const WafVerdict v = waf_->inspect({.number = call.number,
                                      .attack = call.attack,
                                      .route = call.route,
                                      .bytes = call.bytes,
                                      .live = rules_in_force_[call.pop]},
                                     waf_draws_);
  answer.cpu += v.cpu * answer.passed;
  if (v.logged != 0) answer.logged = std::max(answer.logged, answer.passed);
  if (v.action) act(now, call, *v.action, GuardStage::waf, answer.passed, answer);
}

void Guard::score(Instant now, const GuardCall& call, GuardAnswer& answer) {
  answer.cpu += bots_->cpu() * answer.passed;
  if (!bots_->acts(call.kind, call.client, score_draws_)) return;
  act(now, call, bots_->action(), GuardStage::bots, answer.passed, answer);
}

void Guard::wait(Instant now, const GuardCall& call, GuardAnswer& answer) {
  const WaitingVerdict v = room_->visit(now, call.client, call.number, room_draws_);
  if (v.admitted) {
    answer.delay += v.waited;
    return;
  }
  answer.gave_up += answer.passed;
  answer.ended[static_cast<std::size_t>(GuardStage::waiting_room)] += answer.passed;
  answer.passed = 0;
  answer.left_after = answer.delay + v.waited;
}

void Guard::act(Instant now, const GuardCall& call, GuardAction action, GuardStage stage,
                std::int64_t count, GuardAnswer& answer) {
  if (action == GuardAction::log) {
    answer.logged = std::max(answer.logged, count);
    return;
  }
  const std::int64_t rest = answer.passed - count;
  if (action == GuardAction::block) {
    answer.blocked += count;
    answer.ended[static_cast<std::size_t>(stage)] += count;
    answer.passed = rest;
    return;
  }
  const ChallengeAnswer c =
      challenges_.pose(now, call.client, call.kind, call.number, challenge_draws_);
  answer.cpu += c.cpu * count;
  if (c.end != ChallengeEnd::cleared) answer.challenged += count;
  if (c.goes_on()) {
    answer.delay += c.delay;
    return;
  }
  answer.ended[static_cast<std::size_t>(stage)] += count;
  answer.passed = rest;
  if (c.end == ChallengeEnd::failed) {
    answer.failed += count;
  } else {
    answer.abandoned += count;
    answer.left_after = answer.delay + c.delay;
  }
}

void Guard::book(const GuardCall& call, const GuardAnswer& answer) {
  GuardCounts& c = counts_[call.attack == 0 ? 0 : 1];
  const auto weighted = [&](std::int64_t n) { return static_cast<double>(n) * call.weight; };
  c.offered += weighted(call.asks);
  c.passed += weighted(answer.passed);
  c.blocked += weighted(answer.blocked);
  c.failed += weighted(answer.failed);
  c.abandoned += weighted(answer.abandoned);
  c.gave_up += weighted(answer.gave_up);
  c.challenged += weighted(answer.challenged);
  c.logged += weighted(std::min(answer.logged, answer.passed));
  for (std::size_t s = 0; s < guard_stages; ++s) c.ended_by[s] += weighted(answer.ended[s]);
  c.cpu_s += in_seconds(answer.cpu) * call.weight;
}

}  // namespace edgecase
