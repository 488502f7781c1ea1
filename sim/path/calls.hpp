#pragma once
// Calls under a policy (design.calls): attempts with a timeout, retries, hedges, a breaker and a
// limit. One caller's books for each PoP, or place of functions, of each hop; with bulkheads, for
// each of its routes.
//
//   const CallResult x = co_await calls.make(hop, caller, r, send);
//
// `send(ref, trial, hedge)` starts a traveller that ends with races().answer(ref, …). Copies that
// are not waited for any more run to their end: the callee does their work, which is metered and
// billed.

#include <algorithm>
#include <array>
#include <cstdint>
#include <memory>
#include <vector>

#include "core/traveller.hpp"
#include "model/call/caller.hpp"
#include "path/races.hpp"
#include "path/recorder.hpp"
#include "path/request.hpp"
#include "world/world.hpp"

namespace edgecase {

/// Which copy of a call: the trial, and whether it is the trial's hedge.
struct CopyOf {
  SlotRef race{};
  std::uint32_t trial = 1;
  bool hedge = false;
  /// Beyond the request's number: copies draw service times of their own.
  std::uint64_t number_offset() const {
    constexpr int copy_shift = 56;
    return static_cast<std::uint64_t>(2 * (trial - 1) + hedge) << copy_shift;
  }
  std::uint8_t attempt_after(std::uint8_t first) const {
    return static_cast<std::uint8_t>(first + trial - 1 + hedge);
  }
};

/// What one attempt brought.
struct CallResult {
  Content content{};
  StageTimes times{};     ///< of the copy that answered
  bool answered = false;  ///< else it timed out
};

class Calls {
 public:
  Calls(World& world, Recorder& recorder);

  const CallPolicySpec* policy(Hop hop) const { return hops_[index_of(hop)].policy; }
  Races& races() { return races_; }
  Engine& engine() { return engine_; }

  /// Adds to the request's stages what the call took.
  template <class Send>
  Step<Content> make(Hop hop, std::uint32_t caller, Request& r, Send send);

  /// The callers' part of the run's observations.
  void close(Observations& seen) const;

 private:
  static std::size_t index_of(Hop hop) { return static_cast<std::size_t>(hop); }
  struct HopState {
    const CallPolicySpec* policy = nullptr;
    std::vector<std::unique_ptr<Caller>> callers = {};  // they stay where they are
  };
  template <class Send>
  Step<CallResult> attempt(Hop hop, Caller& caller, CallMeter& count, std::uint32_t trial,
                           Send send);
  Caller& caller_of(Hop hop, std::uint32_t caller);
  CallMeter& meter(Hop hop, const Request& r) {
    return r.measured ? recorder_.seen.calls[index_of(hop)] : unmeasured_;
  }
  Traveller timer(SlotRef race, Duration after, bool hedge);
  Duration backoff(const CallPolicySpec& policy, const Request& r, std::uint32_t trial) const;
  static bool is_retried(const CallPolicySpec& policy, Failure failure);
  static CallEnd end_of(Failure failure);

  World& world_;
  Recorder& recorder_;
  Engine& engine_;
  std::uint32_t routes_;
  Races races_;
  std::array<HopState, hop_names.size()> hops_;
  CallMeter unmeasured_{};
};

// One attempt: a copy, perhaps its hedge, and whatever comes first of an answer and the timeout.
template <class Send>
Step<CallResult> Calls::attempt(Hop hop, Caller& caller, CallMeter& count, std::uint32_t trial,
                                Send send) {
  const CallPolicySpec& policy = *hops_[index_of(hop)].policy;
  const SlotRef race = races_.begin();
  const Instant began = engine_.now();
  races_[race].out = 1;
  ++count.attempts;
  count.retries += trial > 1;
  send(CopyOf{race, trial, false});
  if (policy.timeout) timer(race, *policy.timeout, false);
  if (policy.hedge) timer(race, policy.hedge->after, true);
  std::uint32_t sent = 1;
  while (!races_[race].answered && !races_[race].timed_out) {
    if (races_[race].hedge_due) {
      races_[race].hedge_due = false;
      if (caller.may_hedge() && caller.admits(engine_.now(), true)) {
        ++sent;
        ++races_[race].out;
        ++count.attempts;
        ++count.hedges;
        send(CopyOf{race, trial, true});
      }
    } else {
      co_await races_.wait(race);
    }
  }
  CallResult result{.content = {.failure = Failure::origin_timeout}};
  if (races_[race].answered) result = {races_[race].content, races_[race].times, true};
  const bool good = result.content.failure == Failure::none;
  count.hedges_won += good && races_[race].by_hedge;
  count.timeouts += !result.answered;
  races_.end(race);
  for (; sent > 1; --sent) caller.overtaken();
  caller.ended(engine_.now(), result.answered ? end_of(result.content.failure) : CallEnd::timeout,
               engine_.now() - began);
  co_return result;
}

template <class Send>
Step<Content> Calls::make(Hop hop, std::uint32_t place, Request& r, Send send) {
  const CallPolicySpec& policy = *hops_[index_of(hop)].policy;
  Caller& caller = caller_of(hop, policy.bulkheads ? place * routes_ + r.route : place);
  CallMeter& count = meter(hop, r);
  const Instant began = engine_.now();
  CallResult result;
  caller.called();
  ++count.calls;
  for (std::uint32_t trial = 1;; ++trial) {
    if (!caller.admits(engine_.now())) {
      ++count.rejected;
      result = {.content = {.failure = Failure::rejected}};
      break;
    }
    result = co_await attempt(hop, caller, count, trial, send);
    const Failure failure = result.content.failure;
    if (failure == Failure::none || !is_retried(policy, failure)) break;
    if (std::int64_t{trial} >= policy.attempts.value) break;
    if (!caller.may_retry(engine_.now())) {
      ++count.unretried;
      break;
    }
    const Duration pause = backoff(policy, r, trial);
    if (pause > Duration{0}) co_await engine_.delay(pause);
  }
  count.failed += result.content.failure != Failure::none;
  std::int64_t accounted = 0;
  for (std::size_t i = 0; i < stage_count; ++i) {
    r.times[i] += result.times[i];
    accounted += result.times[i];
  }
  r.spend(Stage::call_retry, (engine_.now() - began).count() - accounted);
  co_return result.content;
}

}  // namespace edgecase
