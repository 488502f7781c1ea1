#pragma once
// One caller's books under a policy: what it may send, by its budgets, its breaker and its limit.
//
//   caller.called();                                   // a call begins: budgets grow
//   if (!caller.admits(now)) return rejected;          // an attempt: counted as in progress
//   caller.ended(now, CallEnd::success, took);         // once for each attempt admitted
//   if (caller.may_retry()) …   if (caller.may_hedge()) …
//
// Pure: knows only the time it is given, which never goes back. Assumes: an attempt that was given
// up is no longer in progress for its caller, whatever the callee does.
// Not modelled: callers that share what they know. Test: tests/unit/caller.cpp

#include <array>
#include <cstdint>

#include <edgecase/units.hpp>

#include "model/call/policy_spec.hpp"

namespace edgecase {

enum class CallEnd : std::uint8_t { success, error, timeout };

class Caller {
 public:
  explicit Caller(const CallPolicySpec& spec);

  void called();
  /// Whether an attempt may be sent now. Hedges need no admission by the breaker.
  bool admits(Instant now, bool hedge = false);
  /// `took`: from when it was sent.
  void ended(Instant now, CallEnd end, Duration took);
  /// An attempt's result does not matter any more: another copy was faster.
  void overtaken() { --in_progress_; }
  /// Takes what it costs.
  bool may_retry(Instant now);
  bool may_hedge();

  std::uint64_t times_opened() const { return opened_; }
  double limit() const { return limit_; }

 private:
  enum class Breaker : std::uint8_t { closed, open, half_open };
  static constexpr std::size_t buckets = 10;
  struct Bucket {
    std::int64_t number = -1;
    std::int64_t attempts = 0;
    std::int64_t failures = 0;
  };
  bool breaker_stops(Instant now, bool retry);
  void note_breaker(Instant now, bool failed);
  void open(Instant now);
  void note_response(Instant now, Duration took);
  void adapt(const GradientSpec& spec);

  const CallPolicySpec& spec_;
  double retry_tokens_ = 0;
  double hedge_tokens_ = 0;
  double throttle_tokens_ = 0;
  std::int64_t in_progress_ = 0;
  double limit_ = 0;  // 0: none
  Breaker breaker_ = Breaker::closed;
  Instant opened_at_{};
  std::int64_t trials_sent_ = 0;
  std::int64_t trials_won_ = 0;
  std::uint64_t opened_ = 0;
  std::array<Bucket, buckets> window_{};
  // Of the gradient: the window that is being filled, and the long-term response time.
  Instant window_ends_{};
  double responses_ = 0;
  double response_s_ = 0;
  std::int64_t most_in_progress_ = 0;
  double long_term_s_ = 0;
  std::int64_t windows_ = 0;
};

}  // namespace edgecase
