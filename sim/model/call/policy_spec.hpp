#pragma once
// How a hop calls what it depends on: `design.calls.origin` (the edge calls the origin) and
// `design.calls.sub_requests` (functions call theirs). Timeouts, retries with their limits, hedged
// requests, circuit breakers, limits of concurrency.

#include <optional>

#include <edgecase/units.hpp>

#include "load/type/fields.hpp"

namespace edgecase {

enum class CallErrors { timeouts, all };
inline auto names(Of<CallErrors>) {
  return enumerators<CallErrors>(
      {{"timeouts", CallErrors::timeouts, "only attempts without an answer in time"},
       {"all", CallErrors::all, "also error answers and refusals"}});
}
enum class BackoffJitter { full, none };
inline auto names(Of<BackoffJitter>) {
  return enumerators<BackoffJitter>(
      {{"full", BackoffJitter::full, "the wait is uniform between 0 and its limit"},
       {"none", BackoffJitter::none, "the wait is its limit"}});
}

/// A token bucket: each call adds `ratio`, each retry takes one.
struct RetryBudgetSpec {
  Share ratio{0.1};
  Count burst{10};
};
std::vector<Field> fields(Of<RetryBudgetSpec>);

/// gRPC's throttle (proposal A6): a failure takes one token, a success adds `ratio`; retries need
/// more than half of the tokens.
struct RetryThrottleSpec {
  Count tokens{10};
  double ratio = 0.1;
};
std::vector<Field> fields(Of<RetryThrottleSpec>);

/// A second copy of a call that takes long; the first answer counts.
struct HedgeSpec {
  Duration after{};
  Share ratio{0.1};
  Count burst{10};
};
std::vector<Field> fields(Of<HedgeSpec>);

enum class BreakerStops { calls, retries };
inline auto names(Of<BreakerStops>) {
  return enumerators<BreakerStops>({{"calls", BreakerStops::calls, "all calls fail at once"},
                                    {"retries", BreakerStops::retries, "calls are sent once"}});
}
struct BreakerSpec {
  Share failures{0.5};
  Count calls{20};
  Duration window = std::chrono::seconds(10);
  Duration open = std::chrono::seconds(5);
  Count trials{1};
  BreakerStops stops = BreakerStops::calls;
};
std::vector<Field> fields(Of<BreakerSpec>);

/// Additive increase, multiplicative decrease of the limit.
struct AimdSpec {
  double decrease = 0.9;
  Count least{1};
};
std::vector<Field> fields(Of<AimdSpec>);
/// The limit follows the ratio of long-term to recent response times (Netflix's Gradient2).
struct GradientSpec {
  double tolerance = 1.5;
  Count queue{4};
  double smoothing = 0.2;
  Duration window = std::chrono::seconds(1);
  Count least{20};
};
std::vector<Field> fields(Of<GradientSpec>);
struct CallLimitSpec {
  Count calls{100};
  std::optional<AimdSpec> aimd = {};
  std::optional<GradientSpec> gradient = {};
};
std::vector<Field> fields(Of<CallLimitSpec>);
void check(const CallLimitSpec& spec, Checker& checker);

struct CallPolicySpec {
  std::optional<Duration> timeout;
  Count attempts{1};
  CallErrors errors = CallErrors::all;
  Duration backoff{};
  Duration longest_backoff = std::chrono::seconds(10);
  BackoffJitter jitter = BackoffJitter::full;
  std::optional<RetryBudgetSpec> budget;
  std::optional<RetryThrottleSpec> throttle;
  std::optional<HedgeSpec> hedge;
  std::optional<BreakerSpec> breaker;
  std::optional<CallLimitSpec> limit;
  bool bulkheads = false;
};
std::vector<Field> fields(Of<CallPolicySpec>);
void check(const CallPolicySpec& spec, Checker& checker);

struct CallsSpec {
  std::optional<CallPolicySpec> origin;
  std::optional<CallPolicySpec> sub_requests;
};
std::vector<Field> fields(Of<CallsSpec>);

}  // namespace edgecase
