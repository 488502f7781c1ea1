#include "path/calls.hpp"

#include <cmath>

namespace edgecase {

Calls::Calls(World& world, Recorder& recorder)
    : world_(world),
      recorder_(recorder),
      engine_(world.engine),
      routes_(static_cast<std::uint32_t>(world.plan.routes.size())),
      races_(world.engine) {
  const CallsSpec& spec = world.plan.spec.design.calls;
  if (spec.origin) hops_[index_of(Hop::origin)].policy = &*spec.origin;
  if (spec.sub_requests) hops_[index_of(Hop::sub_requests)].policy = &*spec.sub_requests;
}

Caller& Calls::caller_of(Hop hop, std::uint32_t caller) {
  HopState& state = hops_[index_of(hop)];
  if (caller >= state.callers.size()) state.callers.resize(caller + 1U);
  if (!state.callers[caller]) state.callers[caller] = std::make_unique<Caller>(*state.policy);
  return *state.callers[caller];
}

Traveller Calls::timer(SlotRef race, Duration after, bool hedge) {
  co_await engine_.delay(after);
  if (hedge) {
    races_.offer_hedge(race);
  } else {
    races_.expire(race);
  }
}

Duration Calls::backoff(const CallPolicySpec& policy, const Request& r, std::uint32_t trial) const {
  if (policy.backoff <= Duration{0}) return Duration{0};
  const double longest_s = std::min(in_seconds(policy.backoff) * std::exp2(trial - 1.0),
                                    in_seconds(policy.longest_backoff));
  if (policy.jitter == BackoffJitter::none) return from_seconds(longest_s);
  return from_seconds(longest_s * world_.crossings.unit(r.number, 850U + trial));
}

CallEnd Calls::end_of(Failure failure) {
  if (failure == Failure::none) return CallEnd::success;
  return failure == Failure::origin_timeout ? CallEnd::timeout : CallEnd::error;
}

bool Calls::is_retried(const CallPolicySpec& policy, Failure failure) {
  return failure == Failure::origin_timeout ||
         (policy.errors == CallErrors::all && is_server_error(failure));
}

void Calls::close(Observations& seen) const {
  for (std::size_t hop = 0; hop < hops_.size(); ++hop)
    for (const std::unique_ptr<Caller>& caller : hops_[hop].callers)
      if (caller) seen.calls[hop].opened += caller->times_opened();
}

}  // namespace edgecase
