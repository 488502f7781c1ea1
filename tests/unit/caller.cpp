// One caller's books under a policy, by hand.
#include "model/call/caller.hpp"

#include <doctest/doctest.h>

using namespace edgecase;

namespace {

Instant at_ms(std::int64_t ms) { return Instant{std::chrono::milliseconds(ms)}; }

/// One attempt with this end; whether it was admitted.
bool attempt(Caller& caller, std::int64_t ms, CallEnd end) {
  if (!caller.admits(at_ms(ms))) return false;
  caller.ended(at_ms(ms), end, Duration{});
  return true;
}

}  // namespace

TEST_SUITE("unit") {
  TEST_CASE("caller: a budget of 10% is one retry for ten calls, after its burst") {
    CallPolicySpec spec;
    spec.budget = RetryBudgetSpec{.ratio = Share{0.1}, .burst = Count{2}};
    Caller caller(spec);
    CHECK(caller.may_retry(at_ms(0)));
    CHECK(caller.may_retry(at_ms(0)));
    CHECK_FALSE(caller.may_retry(at_ms(0)));
    for (int i = 0; i < 9; ++i) caller.called();
    CHECK_FALSE(caller.may_retry(at_ms(0)));
    caller.called();
    CHECK(caller.may_retry(at_ms(0)));
    for (int i = 0; i < 1000; ++i) caller.called();  // no more than the burst is kept
    CHECK(caller.may_retry(at_ms(0)));
    CHECK(caller.may_retry(at_ms(0)));
    CHECK_FALSE(caller.may_retry(at_ms(0)));
  }

  TEST_CASE(
      "caller: five failures in a row stop gRPC's retries, and 51 successes bring them back") {
    CallPolicySpec spec;
    spec.throttle = RetryThrottleSpec{};
    Caller caller(spec);
    for (int i = 0; i < 4; ++i) attempt(caller, i, CallEnd::error);
    CHECK(caller.may_retry(at_ms(4)));  // 6 of 10 tokens
    attempt(caller, 5, CallEnd::timeout);
    CHECK_FALSE(caller.may_retry(at_ms(5)));  // 5
    attempt(caller, 6, CallEnd::success);
    CHECK(caller.may_retry(at_ms(6)));  // 5.1
  }

  TEST_CASE("caller: a breaker opens at its share of failures, tries again, and closes") {
    CallPolicySpec spec;
    spec.breaker = BreakerSpec{.failures = Share{0.5}, .calls = Count{4}};
    Caller caller(spec);
    CHECK(attempt(caller, 0, CallEnd::error));
    CHECK(attempt(caller, 1, CallEnd::error));
    CHECK(attempt(caller, 2, CallEnd::success));
    CHECK(caller.times_opened() == 0);  // three attempts are too few
    CHECK(attempt(caller, 3, CallEnd::error));
    CHECK(caller.times_opened() == 1);
    CHECK_FALSE(attempt(caller, 4, CallEnd::success));
    CHECK_FALSE(attempt(caller, 5002, CallEnd::success));
    CHECK(caller.admits(at_ms(5003)));        // the trial
    CHECK_FALSE(caller.admits(at_ms(5003)));  // only one
    caller.ended(at_ms(5010), CallEnd::error, Duration{});
    CHECK(caller.times_opened() == 2);
    CHECK(attempt(caller, 10'010, CallEnd::success));
    CHECK(attempt(caller, 10'011, CallEnd::success));
  }

  TEST_CASE("caller: failures that are older than the window do not count") {
    CallPolicySpec spec;
    spec.breaker = BreakerSpec{.failures = Share{0.5}, .calls = Count{4}};
    Caller caller(spec);
    for (int i = 0; i < 3; ++i) attempt(caller, i, CallEnd::error);
    for (int i = 0; i < 3; ++i) attempt(caller, 11'000 + i, CallEnd::success);
    attempt(caller, 11'100, CallEnd::error);
    CHECK(caller.times_opened() == 0);  // one of four
  }

  TEST_CASE("caller: a limit adapts by addition and multiplication") {
    CallPolicySpec spec;
    spec.limit = CallLimitSpec{.calls = Count{10}, .aimd = AimdSpec{.decrease = 0.5}};
    Caller caller(spec);
    attempt(caller, 0, CallEnd::timeout);
    CHECK(caller.limit() == doctest::Approx(5).epsilon(1e-12).scale(0));
    attempt(caller, 1, CallEnd::success);
    CHECK(caller.limit() == doctest::Approx(5.2).epsilon(1e-12).scale(0));
    for (int i = 0; i < 5; ++i) CHECK(caller.admits(at_ms(2)));
    CHECK_FALSE(caller.admits(at_ms(2)));
    caller.overtaken();
    CHECK(caller.admits(at_ms(2)));
    for (int i = 0; i < 20; ++i) caller.ended(at_ms(3), CallEnd::timeout, Duration{});
    CHECK(caller.limit() >= 1);
  }

  TEST_CASE("caller: a gradient lowers the limit as answers take longer than usual") {
    CallPolicySpec spec;
    spec.limit = CallLimitSpec{.calls = Count{100}};
    spec.limit->gradient = GradientSpec{.least = Count{1}};
    Caller caller(spec);
    // Windows of 1 s whose 60 attempts are in progress together: a limit in use.
    const auto window = [&](int second, std::int64_t took_ms) {
      for (int i = 0; i < 60; ++i) REQUIRE(caller.admits(at_ms(1000 * second)));
      for (int i = 0; i < 60; ++i)
        caller.ended(at_ms(1000 * second), CallEnd::success, std::chrono::milliseconds(took_ms));
    };
    for (int second = 1; second <= 10; ++second) window(second, 100);
    CHECK(caller.limit() == 100);  // at its highest, nothing takes longer
    window(11, 300);
    window(12, 300);
    // The long-term mean of ten windows of 100 ms is 100 ms; the eleventh counts 2/601:
    // 100.67 ms. Gradient .5033; wanted 54.33; a fifth of the way from 100.
    CHECK(caller.limit() == doctest::Approx(90.867).epsilon(1e-4).scale(0));
  }

  TEST_CASE("caller: a limit that is not used does not follow response times") {
    CallPolicySpec spec;
    spec.limit = CallLimitSpec{.calls = Count{100}};
    spec.limit->gradient = GradientSpec{.least = Count{1}};
    Caller caller(spec);
    for (int second = 1; second <= 20; ++second) {
      REQUIRE(caller.admits(at_ms(1000 * second)));
      caller.ended(at_ms(1000 * second), CallEnd::success,
                   std::chrono::milliseconds(second < 15 ? 10 : 1000));
    }
    CHECK(caller.limit() == 100);
  }
}
