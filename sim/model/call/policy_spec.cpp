#include "model/call/policy_spec.hpp"

#include "load/checker.hpp"
#include "load/text/codes.hpp"

namespace edgecase {

std::vector<Field> fields(Of<RetryBudgetSpec>) {
  return list<RetryBudgetSpec>(
      field("ratio", &RetryBudgetSpec::ratio, "retries per call that the budget allows for ever",
            shorthand(), at_least(Share{0}), at_most(Share{1}),
            source("a retry budget of 10% (SRE book, chapter 21)", "2026-11")),
      field("burst", &RetryBudgetSpec::burst, "retries that it allows at once",
            at_least(std::int64_t{0}), at_most(std::int64_t{1'000'000}),
            assumed("as many as gRPC's throttle has tokens")));
}

std::vector<Field> fields(Of<RetryThrottleSpec>) {
  return list<RetryThrottleSpec>(
      field("tokens", &RetryThrottleSpec::tokens, "the most tokens", at_least(std::int64_t{1}),
            at_most(std::int64_t{1000}), source("gRPC proposal A6: maxTokens 10", "2026-11")),
      field("ratio", &RetryThrottleSpec::ratio,
            "tokens that a success adds; retries stop at a share ratio/(1 + ratio) of failures",
            more_than(0.0), at_most(1.0), source("gRPC proposal A6: tokenRatio 0.1", "2026-11")));
}

std::vector<Field> fields(Of<HedgeSpec>) {
  return list<HedgeSpec>(
      field("after", &HedgeSpec::after, "how long an answer may take before the copy is sent",
            required(), shorthand(), at_least(Duration{0})),
      field("ratio", &HedgeSpec::ratio, "copies per call that the budget allows for ever",
            at_least(Share{0}), at_most(Share{1}), assumed("as for retries")),
      field("burst", &HedgeSpec::burst, "copies that it allows at once", at_least(std::int64_t{0}),
            at_most(std::int64_t{1'000'000}), assumed("as for retries")));
}

std::vector<Field> fields(Of<BreakerSpec>) {
  return list<BreakerSpec>(
      field("failures", &BreakerSpec::failures, "share of failed attempts that opens it",
            more_than(Share{0}), at_most(Share{1}),
            source("failureRateThreshold 50% (Resilience4j)", "2026-11")),
      field("calls", &BreakerSpec::calls, "attempts in the window before it may open",
            at_least(std::int64_t{1}), at_most(std::int64_t{1'000'000}),
            source("request volume threshold 20 (Hystrix)", "2026-11")),
      field("window", &BreakerSpec::window, "over how long failures are counted",
            at_least(Duration{std::chrono::milliseconds(100)}),
            at_most(Duration{std::chrono::hours(1)}),
            source("rolling statistics over 10 s (Hystrix)", "2026-11")),
      field("open", &BreakerSpec::open, "how long it stays open before it tries again",
            more_than(Duration{0}), at_most(Duration{std::chrono::hours(24)}),
            source("sleep window 5 s (Hystrix)", "2026-11")),
      field("trials", &BreakerSpec::trials, "attempts that must succeed to close it again",
            at_least(std::int64_t{1}), at_most(std::int64_t{1000}),
            source("one (Hystrix)", "2026-11")),
      field("stops", &BreakerSpec::stops, "what an open breaker stops",
            assumed("the usual circuit breaker")));
}

std::vector<Field> fields(Of<AimdSpec>) {
  return list<AimdSpec>(
      field("decrease", &AimdSpec::decrease,
            "the limit's factor at a timeout or a refusal; each success adds 1/limit", shorthand(),
            more_than(0.0), less_than(1.0),
            source("backoffRatio 0.9 (Netflix concurrency-limits)", "2026-11")),
      field("least", &AimdSpec::least, "the lowest limit", at_least(std::int64_t{1}),
            at_most(std::int64_t{1'000'000}), assumed("never none at all")));
}

std::vector<Field> fields(Of<GradientSpec>) {
  return list<GradientSpec>(
      field("tolerance", &GradientSpec::tolerance,
            "how many times the long-term response time is accepted before the limit falls",
            at_least(1.0), at_most(100.0),
            source("rttTolerance 1.5 (Netflix concurrency-limits, Gradient2)", "2026-11")),
      field("queue", &GradientSpec::queue, "attempts that may queue: what the limit grows by",
            at_least(std::int64_t{1}), at_most(std::int64_t{1'000'000}),
            source("queueSize 4 (Netflix concurrency-limits, Gradient2)", "2026-11")),
      field("smoothing", &GradientSpec::smoothing, "weight of each new value of the limit",
            more_than(0.0), at_most(1.0),
            source("smoothing 0.2 (Netflix concurrency-limits, Gradient2)", "2026-11")),
      field("window", &GradientSpec::window, "how often the limit is changed",
            at_least(Duration{std::chrono::milliseconds(10)}),
            at_most(Duration{std::chrono::hours(1)}),
            source("windows of 1 s (Netflix concurrency-limits)", "2026-11")),
      field("least", &GradientSpec::least, "the lowest limit", at_least(std::int64_t{1}),
            at_most(std::int64_t{1'000'000}),
            source("minLimit 20 (Netflix concurrency-limits, Gradient2)", "2026-11")));
}

std::vector<Field> fields(Of<CallLimitSpec>) {
  return list<CallLimitSpec>(
      field("calls", &CallLimitSpec::calls,
            "attempts in progress at once, of each PoP (or place of functions); others are "
            "rejected. With `aimd` or `gradient`: the highest and first limit",
            shorthand(), at_least(std::int64_t{1}), at_most(std::int64_t{1'000'000}),
            assumed("a connection pool")),
      field("aimd", &CallLimitSpec::aimd, "adapts the limit to failures; absent: it is fixed"),
      field("gradient", &CallLimitSpec::gradient,
            "adapts the limit to response times; absent: it does not"));
}

void check(const CallLimitSpec& spec, Checker& checker) {
  if (spec.aimd && spec.gradient)
    checker.report("gradient", {code::said_twice, "`aimd` and `gradient` both set the limit",
                                "only one may", "remove one of them"});
}

std::vector<Field> fields(Of<CallPolicySpec>) {
  return list<CallPolicySpec>(
      field("timeout", &CallPolicySpec::timeout,
            "of an attempt, round trip included; the callee continues. Absent: none beside those "
            "of the origin and the function",
            more_than(Duration{0})),
      field("attempts", &CallPolicySpec::attempts, "maximum attempts, the first included",
            at_least(std::int64_t{1}), at_most(std::int64_t{20}), assumed("no retries")),
      field("errors", &CallPolicySpec::errors, "what is retried",
            assumed("libraries retry all errors of the server")),
      field("backoff", &CallPolicySpec::backoff,
            "longest wait before the second attempt, doubled for each further one",
            at_least(Duration{0}), at_most(Duration{std::chrono::hours(1)}),
            assumed("naive retries come at once")),
      field("longest_backoff", &CallPolicySpec::longest_backoff, "limit of that doubling",
            more_than(Duration{0}), at_most(Duration{std::chrono::hours(1)}),
            assumed("longer than most callers wait")),
      field("jitter", &CallPolicySpec::jitter, "how the wait is drawn",
            source("full jitter needs the least work (AWS Architecture Blog, 2015)", "2026-11")),
      field("budget", &CallPolicySpec::budget, "retry budget of each PoP (or place of functions)"),
      field("throttle", &CallPolicySpec::throttle, "retry throttle as in gRPC"),
      field("hedge", &CallPolicySpec::hedge, "hedged requests"),
      field("breaker", &CallPolicySpec::breaker, "circuit breaker"),
      field("limit", &CallPolicySpec::limit, "limit of concurrency"),
      field("bulkheads", &CallPolicySpec::bulkheads,
            "whether each route has budgets, breaker and limit of its own, so that one cannot use "
            "up another's",
            assumed("one pool of connections to each callee")));
}

std::vector<Field> fields(Of<CallsSpec>) {
  return list<CallsSpec>(
      field("origin", &CallsSpec::origin, "calls of the edge to the origin; absent: one attempt"),
      field("sub_requests", &CallsSpec::sub_requests,
            "sub-requests of functions; absent: one attempt each"));
}

void check(const CallPolicySpec& spec, Checker& checker) {
  const bool retries = spec.attempts > Count{1};
  if (retries && !spec.timeout)
    checker.report("attempts",
                   {code::changes_nothing,
                    "retries without a timeout: an attempt that gets no answer is not repeated",
                    "no `timeout`", "set `timeout`", Severity::warning});
  for (const char* key : {"backoff", "budget", "throttle"})
    if (!retries && checker.written(key))
      checker.changes_nothing(key, "calls are sent once", "set `attempts`");
  const bool keeps_books = spec.budget || spec.throttle || spec.hedge || spec.breaker || spec.limit;
  if (spec.bulkheads && !keeps_books)
    checker.changes_nothing("bulkheads", "there is nothing that routes could use up",
                            "set `limit`, `budget` or `breaker`");
  if (spec.hedge && spec.timeout && spec.hedge->after >= *spec.timeout)
    checker.changes_nothing("hedge.after", "the attempt has timed out by then",
                            "set it below `timeout`");
}

}  // namespace edgecase
