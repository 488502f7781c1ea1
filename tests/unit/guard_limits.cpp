// Rate limits by hand: algorithms, keys, mitigation, exchanges, bounded memory, bad input.
#include <algorithm>
#include <utility>
#include <vector>

#include <doctest/doctest.h>

#include "core/check.hpp"
#include "load/catalogue.hpp"
#include "model/guard/rate_limit.hpp"
#include "support/guards.hpp"

using namespace edgecase;
using namespace edgecase::testing;

namespace {

std::int64_t passed(const LimitAlgorithmPtr& limit, LimitState& state, Duration at,
                    std::int64_t asked = 1) {
  return limit->take(state, Instant{at}, asked).passed;
}

RequestKeys from(std::uint64_t ip) {
  RequestKeys keys;
  keys[LimitKey::ip] = ip;
  return keys;
}

LimitPlaces places_of(std::size_t pops, Duration travel = 0s) {
  return {std::vector<std::uint32_t>(pops, 0), travel, std::vector<Duration>(pops, travel / 2)};
}

RateLimitSpec rule(const std::string& text) {
  return spec_from<RateLimitSpec>("limit: 5\nwindow: 10s\n" + text);
}

}  // namespace

TEST_SUITE("unit") {
  TEST_CASE("a fixed window counts by the clock and starts anew at each boundary") {
    const auto limit = make_limit(LimitChoice("fixed_window"), Count{3}, 10s);
    LimitState state;
    CHECK(passed(limit, state, 9s, 2) == 2);
    CHECK(limit->left(state, Instant{9s}) == 1);
    CHECK(passed(limit, state, 9500ms, 2) == 1);
    CHECK(passed(limit, state, 9999ms) == 0);
    CHECK(passed(limit, state, 10s, 9) == 3);
    CHECK(limit->left(state, Instant{20s}) == 3);
  }

  TEST_CASE("what is refused counts only where the design says so") {
    const SlidingWindowSpec sliding_all{LimitCounts::all};
    const SlidingWindowSpec sliding;
    LimitState a, b, c;
    // 100 asked in the first window of 10 s: then half of a window later 50 or 1.5 are in sight.
    const auto stays_out = make_limit(sliding_all, Count{3}, 10s);
    const auto throttles = make_limit(sliding, Count{3}, 10s);
    CHECK(passed(stays_out, a, 1s, 100) == 3);
    CHECK(passed(throttles, b, 1s, 100) == 3);
    CHECK(passed(stays_out, a, 15s, 100) == 0);
    CHECK(passed(throttles, b, 15s, 100) == 2);
    const auto fixed = make_limit(FixedWindowSpec{}, Count{3}, 10s);
    CHECK(passed(fixed, c, 1s, 2) == 2);
    CHECK(passed(fixed, c, 1s, 2) == 1);
    CHECK(passed(fixed, c, 1s, 1) == 0);
    CHECK(passed(fixed, c, 11s, 1) == 1);
  }

  TEST_CASE("a sliding window forgets what lies two windows back") {
    const auto limit = make_limit(LimitChoice("sliding_window"), Count{10}, 10s);
    LimitState state;
    CHECK(passed(limit, state, 5s, 10) == 10);
    CHECK(passed(limit, state, 12s, 10) == 2);  // 10 x 0.8 are in sight
    CHECK(passed(limit, state, 35s, 20) == 10);
  }

  TEST_CASE("a bucket gives its burst, then exactly limit / window, to the nanosecond") {
    const auto limit =
        make_limit(LimitChoice("token_bucket", LimitTokensSpec{Count{4}}), Count{3}, 10s);
    LimitState state;
    CHECK(passed(limit, state, 1s, 9) == 4);
    const Duration token{3'333'333'334};  // a third of 10 s, rounded up
    CHECK(passed(limit, state, 1s + token - 1ns) == 0);
    CHECK(passed(limit, state, 1s + token) == 1);
    // Fractions are kept: nine tokens in 30 s, less the one taken, however often one asks.
    std::int64_t all = 0;
    for (Duration t = 1s + token; t <= 31s; t += 7ms) all += passed(limit, state, t, 9);
    all += passed(limit, state, 31s, 9);
    CHECK(all == 8);
    CHECK(passed(limit, state, 1h, 9) == 4);
  }

  TEST_CASE("a queue lets requests out one interval apart and refuses what finds it full") {
    const auto limit =
        make_limit(LimitChoice("leaky_bucket", LimitQueueSpec{Count{2}}), Count{10}, 1s);
    LimitState state;
    for (const Duration delay : {0ms, 100ms, 200ms}) {
      const LimitTaken one = limit->take(state, Instant{5s}, 1);
      CHECK(one.passed == 1);
      CHECK(one.delay == delay);
    }
    CHECK(passed(limit, state, 5s) == 0);
    CHECK(limit->left(state, Instant{5s}) == 0);
    CHECK(limit->take(state, Instant{5150ms}, 1).delay == 150ms);
    // Three at once on an empty queue wait 0, 100 and 200 ms: 100 ms on average.
    const LimitTaken three = limit->take(state, Instant{9s}, 5);
    CHECK(three.passed == 3);
    CHECK(three.delay == 100ms);
  }

  TEST_CASE("each combination of keys has a counter; who has none shares one") {
    RateLimit limit(rule("per: [ip, route]\nscope: pop\n"), places_of(1));
    RequestKeys a = from(1), b = from(1), c = from(2);
    a[LimitKey::route] = 7;
    b[LimitKey::route] = 8;
    c[LimitKey::route] = 7;
    CHECK(limit.take(0, Instant{1s}, a, 9).passed == 5);
    CHECK(limit.take(0, Instant{1s}, b, 9).passed == 5);
    CHECK(limit.take(0, Instant{1s}, c, 9).passed == 5);
    CHECK(limit.take(0, Instant{1s}, a, 1).passed == 0);
    CHECK(limit.counters() == 3);

    RateLimit by_key(rule("per: [api_key]\nscope: pop\n"), places_of(1));
    CHECK(by_key.take(0, Instant{1s}, from(1), 3).passed == 3);
    CHECK(by_key.take(0, Instant{1s}, from(2), 3).passed == 2);
  }

  TEST_CASE("a key that went over is kept off for the mitigation time, whatever its rate then") {
    RateLimit limit(rule("scope: pop\nmitigation: 1min\naction: challenge\n"), places_of(1));
    CHECK(limit.take(0, Instant{1s}, from(1), 5).over == 0);
    const LimitVerdict over = limit.take(0, Instant{2s}, from(1), 1);
    CHECK(over.over == 1);
    CHECK(over.action == GuardAction::challenge);
    CHECK_FALSE(over.kept_off);
    CHECK(over.until == Instant{62s});
    const LimitVerdict off = limit.take(0, Instant{61999ms}, from(1), 1);
    CHECK(off.kept_off);
    CHECK(off.over == 1);
    CHECK(limit.take(0, Instant{62s}, from(1), 1).passed == 1);
    CHECK(limit.take(0, Instant{30s + 62s}, from(2), 1).passed == 1);
  }

  TEST_CASE("places learn of each other's counts when an exchange and its way are over") {
    RateLimit limit(rule("scope: global\nsync: 2s\nalgorithm: fixed_window\n"),
                    places_of(3, 100ms));
    CHECK(limit.take(0, Instant{10s}, from(1), 4).passed == 4);
    CHECK(limit.take(1, Instant{11s}, from(1), 4).passed == 4);  // knows nothing yet
    CHECK(limit.take(2, Instant{12099ms}, from(1), 1).passed == 1);
    CHECK(limit.take(2, Instant{12100ms}, from(1), 9).passed == 0);  // 8 elsewhere, known now
    CHECK(limit.take(0, Instant{13s}, from(1), 9).passed == 0);
    CHECK(limit.take(0, Instant{20s}, from(1), 9).passed == 5);  // the next window
    // Told at 22.1 s, but of a window that is over by then: nothing to learn for the next.
    CHECK(limit.take(1, Instant{30s}, from(1), 9).passed == 5);
  }

  TEST_CASE("a window that ends within an exchange keeps its counts to itself") {
    RateLimit limit(rule("scope: global\nsync: 4s\nalgorithm: fixed_window\n"), places_of(2));
    CHECK(limit.take(0, Instant{9s}, from(1), 5).passed == 5);   // window 0, exchange 8 to 12
    CHECK(limit.take(0, Instant{11s}, from(1), 2).passed == 2);  // window 1, same exchange
    CHECK(limit.take(1, Instant{12s}, from(1), 9).passed == 3);
  }

  TEST_CASE("a centre that counts for all is exact and costs a round trip") {
    RateLimit limit(rule("scope: global\nsync: 0s\n"), places_of(3, 80ms));
    CHECK(limit.take(0, Instant{1s}, from(1), 3).passed == 3);
    const LimitVerdict next = limit.take(2, Instant{1s}, from(1), 9);
    CHECK(next.passed == 2);
    CHECK(next.delay == 80ms);
  }

  TEST_CASE("a global count is kept in one place: near to one PoP, far from another") {
    const LimitPlaces places{{0, 0, 0}, 0s, {1ms, 10ms, 100ms}};
    RateLimit centre(rule("scope: global\nsync: 0s\n"), places);
    CHECK(centre.take(0, Instant{1s}, from(1)).delay == 2ms);
    CHECK(centre.take(1, Instant{1s}, from(1)).delay == 20ms);
    CHECK(centre.take(2, Instant{1s}, from(1)).delay == 200ms);
    // Reports of the exchange at 2 s: the first PoP's is out at 2.001, the third's at 2.1 s.
    RateLimit limit(rule("scope: global\nsync: 2s\nalgorithm: fixed_window\n"), places);
    CHECK(limit.take(0, Instant{1s}, from(1), 3).passed == 3);
    CHECK(limit.take(2, Instant{1s}, from(1), 1).passed == 1);
    CHECK(limit.take(1, Instant{2010ms}, from(1), 1).passed == 1);
    CHECK(limit.take(1, Instant{2011ms}, from(1), 1).passed == 1);  // 3 + 1 of its own, known now
    CHECK(limit.take(1, Instant{2012ms}, from(1), 1).passed == 0);
    CHECK(limit.take(0, Instant{2100ms}, from(1), 2).passed == 2);  // 3 of its own
    CHECK(limit.take(0, Instant{2101ms}, from(1), 1).passed == 0);
  }

  TEST_CASE("cities that share counters do not share them with others") {
    const LimitPlaces two_cities{{0, 0, 1}, 0s, {}};
    RateLimit limit(rule("scope: metro\nsync: 0s\n"), two_cities);
    CHECK(limit.take(0, Instant{1s}, from(1), 9).passed == 5);
    CHECK(limit.take(1, Instant{1s}, from(1), 9).passed == 0);
    CHECK(limit.take(2, Instant{1s}, from(1), 9).passed == 5);
  }

  TEST_CASE("a PoP that is alone in its city asks nobody and waits for nobody") {
    const LimitPlaces cities{{0, 0, 1}, 3ms, {}};
    RateLimit limit(rule("scope: metro\nsync: 0s\n"), cities);
    CHECK(limit.take(0, Instant{1s}, from(1)).delay == 6ms);
    CHECK(limit.take(2, Instant{1s}, from(1)).delay == 0s);
  }

  TEST_CASE("an answer says when to come again") {
    const auto told = [](const char* algorithm, Instant now) {
      RateLimit limit(rule(std::string("scope: pop\n") + algorithm), places_of(1));
      CHECK(limit.retry_after(0, Instant{1s}, from(1)) == 0s);
      limit.take(0, Instant{1s}, from(1), 4);
      CHECK(limit.retry_after(0, Instant{1s}, from(1)) == 0s);
      limit.take(0, Instant{1s}, from(1), 5);
      const Duration wait = limit.retry_after(0, now, from(1));
      CHECK(limit.take(0, now + wait - Duration{1}, from(1)).passed == 0);
      return wait;
    };
    // A limit of 5 in 10 s, used up in the first second.
    CHECK(told("mitigation: 1min\n", Instant{31s}) == 30s);
    CHECK(told("algorithm: fixed_window\n", Instant{4s}) == 6s);
    CHECK(told("algorithm: sliding_window\n", Instant{4s}) == 6s + Duration{1});
    CHECK(told("algorithm: {token_bucket: {burst: 5}}\n", Instant{1500ms}) == 1500ms);
    CHECK(told("algorithm: {leaky_bucket: {queue: 4}}\n", Instant{1500ms}) == 1500ms);
  }

  TEST_CASE("a table of two keys forgets the one used longest ago") {
    RateLimit limit(rule("scope: pop\nkeys: 2\n"), places_of(1));
    CHECK(limit.take(0, Instant{1s}, from(1), 5).passed == 5);
    CHECK(limit.take(0, Instant{1s}, from(2), 5).passed == 5);
    CHECK(limit.take(0, Instant{1s}, from(1), 1).passed == 0);  // 2 is the older one now
    CHECK(limit.take(0, Instant{1s}, from(3), 5).passed == 5);
    CHECK(limit.forgotten() == 1);
    CHECK(limit.take(0, Instant{1s}, from(1), 1).passed == 0);
    CHECK(limit.take(0, Instant{1s}, from(2), 5).passed == 5);  // forgotten: leaks again
  }

  TEST_CASE("a key table agrees with a plain list, over thousands of touches of colliding keys") {
    KeyTable<int> table(50);
    std::vector<std::pair<std::uint64_t, int>> list;  // newest last
    Draws draws(Stream(1, 0, "keys"));
    for (int i = 0; i < 20'000; ++i) {
      const std::uint64_t key = draws.below(80);
      const auto found =
          std::find_if(list.begin(), list.end(), [&](const auto& e) { return e.first == key; });
      const int before = found == list.end() ? 0 : found->second;
      if (found != list.end()) list.erase(found);
      if (list.size() == 50) list.erase(list.begin());
      list.emplace_back(key, before + 1);
      int& value = table.touch(key);
      REQUIRE(value == before);
      ++value;
    }
    CHECK(table.size() == 50);
    for (const auto& [key, value] : list) CHECK(*table.find(key) == value);
  }

  TEST_CASE("limits that cannot be are refused") {
    says(said_of<RateLimitSpec>("limit: 0\nwindow: 10s\n"), {"EC0112", "at least 1"});
    says(said_of<RateLimitSpec>("limit: 5\nwindow: 0s\n"), {"EC0112", "window"});
    says(said_of<RateLimitSpec>("limit: 5\n"), {"EC0105", "window"});
    says(said_of<RateLimitSpec>("action: block\n"), {"EC0105", "limit"});
    says(said_of<RateLimitSpec>("limit: 5\nwindow: 10s\nper: [cookie]\n"), {"EC0114", "cookie"});
    says(said_of<RateLimitSpec>("limit: 5\nwindow: 10s\nper: []\n"),
         {"EC0107", "the limit has no key"});
    says(said_of<RateLimitSpec>("limit: 5\nwindow: 10s\nper: [ip, ip]\n"), {"EC0207"});
    says(said_of<RateLimitSpec>("limit: 2000000000\nwindow: 10s\n"), {"EC0112"});
    says(said_of<RateLimitSpec>(
             "limit: 1\nwindow: 24h\nalgorithm: {leaky_bucket: {queue: 1000000000}}\n"),
         {"EC0112", "over a year"});
    says(said_of<RateLimitSpec>("limit: 5\nwindow: 10s\naction: log\nmitigation: 1min\n"),
         {"EC0902", "mitigation"});
    says(said_of<RateLimitSpec>("limit: 5\nwindow: 10s\nscope: pop\nsync: 2s\n"), {"EC0902"});
    CHECK(said_of<RateLimitSpec>("limit: 5\nwindow: 10s\nalgorithm: fixed_window\n").empty());
  }

  TEST_CASE("a window longer than the run and keys that nobody has are warned of") {
    Diagnostics diagnostics;
    const auto document = parse_document("limit: 5\nwindow: 1h\nper: [session, api_key]\n",
                                         "t.yaml", {}, diagnostics);
    const auto spec = read<RateLimitSpec>(*document, diagnostics);
    REQUIRE(spec);
    Checker checker(*document, diagnostics);
    check_rate_limit(*spec, {.horizon = 10min}, checker);
    says(render_text(diagnostics),
         {"warning[EC0902]", "longer than the run", "session", "API key"});
    Diagnostics none;
    Checker content(*document, none);
    check_rate_limit(*spec, {.sessions = true, .api_keys = true, .horizon = 2h}, content);
    CHECK(none.empty());
  }
}
