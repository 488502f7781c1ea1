// A flood as a weighted sample: what it keeps exactly, and what it costs in error.
#include <cmath>
#include <map>
#include <set>
#include <string>
#include <vector>

#include <doctest/doctest.h>

#include "load/checker.hpp"
#include "model/attack/sample.hpp"
#include "support/guards.hpp"

using namespace edgecase;
using namespace edgecase::testing;

namespace {

AttackPlan plan_of(const std::string& text, std::vector<double> sources = {1}) {
  AttackSpec spec = spec_from<AttackSpec>("kind: http_flood\nat: 0s\n" + text);
  if (!spec.shape) spec.shape = AttackShapeChoice("steady");
  return {spec, std::move(sources), Stream(1, 0, "attack")};
}

/// Requests within `limit` a bot in each window of 10 s: a limit by address, as a guard would
/// count.
class WindowLimit {
 public:
  explicit WindowLimit(std::int64_t limit) : limit_(limit) {}
  std::int64_t take(std::uint64_t address, Instant now, std::int64_t asks) {
    auto& [window, count] = seen_[address];
    if (window != now.time_since_epoch() / 10s) {
      window = now.time_since_epoch() / 10s;
      count = 0;
    }
    const std::int64_t passed = std::min(asks, std::max<std::int64_t>(0, limit_ - count));
    count += passed;
    return passed;
  }

 private:
  std::int64_t limit_;
  std::map<std::uint64_t, std::pair<std::int64_t, std::int64_t>> seen_;
};

struct Seen {
  double requests = 0, leaked = 0;
};

/// What a limit by address lets through, told from the sample.
Seen leak(const AttackPlan& plan, const Weighting& weighting, std::int64_t limit,
          std::uint64_t seed) {
  AttackSample sample(plan, weighting, Stream(seed, 0, "sample"));
  WindowLimit window(limit);
  Seen seen;
  for (BotRequest r; sample.next(r);) {
    seen.requests += r.weight;
    seen.leaked +=
        static_cast<double>(window.take(r.address, r.at, r.asks)) * weighting.bots_each();
  }
  return seen;
}

/// E[min(N, limit)] for a Poisson N.
double capped_poisson(double mean, std::int64_t limit) {
  double p = std::exp(-mean), below = 0, capped = 0;
  for (std::int64_t n = 0; n < limit; ++n) {
    capped += p * static_cast<double>(n);
    below += p;
    p *= mean / static_cast<double>(n + 1);
  }
  return capped + (1 - below) * static_cast<double>(limit);
}

}  // namespace

TEST_SUITE("oracles") {
  TEST_CASE("weights are chosen so that a budget is kept, bots first") {
    // 398 M requests/s of 20,000 bots for two minutes.
    const AttackPlan flood = plan_of("rate: 398M rps\nbots: 20k\nduration: 2min\n");
    const Weighting w = choose_weighting(flood, {});
    CHECK(w.requests == doctest::Approx(4.776e10).scale(0));
    CHECK(w.sampled == 1000);
    CHECK(w.bots_each() == doctest::Approx(20).scale(0));
    CHECK(w.asks == 11'940);
    CHECK(w.simulated() == doctest::Approx(200'000).scale(0).epsilon(0.001));
    // A flood that fits is not sampled at all.
    const Weighting exact =
        choose_weighting(plan_of("rate: 100 rps\nbots: 50\nduration: 2min\n"), {});
    CHECK(exact.weight() == doctest::Approx(1).scale(0));
    CHECK(exact.asks == 1);
    CHECK(weighting_error(exact, 0.1).total() == doctest::Approx(0).scale(1));
    // Many quiet bots: fewer bots, each in full.
    const Weighting quiet =
        choose_weighting(plan_of("rate: 1M rps\nbots: 1M\nduration: 10s\n"), {});
    CHECK(quiet.asks == 1);
    CHECK(quiet.sampled == 20'000);
  }

  TEST_CASE("without weights a sample is the Poisson process that the plan says, slice by slice") {
    const AttackPlan plan = plan_of(
        "rate: 5k rps\nbots: 100\nduration: 60s\nshape: {ramp: {rise: 20s}}\n", {0.5, 0.3, 0.2});
    const Weighting w = choose_weighting(plan, {.requests = 1e9});
    AttackSample sample(plan, w, Stream(1, 0, "sample"));
    std::vector<double> by_slice(plan.slices().size()), by_place(3);
    std::set<std::uint64_t> bots;
    Instant before{};
    for (BotRequest r; sample.next(r);) {
      REQUIRE(r.at >= before);
      before = r.at;
      std::size_t s = 0;
      while (plan.slices()[s].to <= r.at) ++s;
      ++by_slice[s];
      ++by_place[r.place];
      bots.insert(r.bot);
    }
    for (std::size_t s = 0; s < by_slice.size(); ++s) {
      const AttackSlice& slice = plan.slices()[s];
      const double expected = 5000 * slice.factor * in_seconds(slice.to - slice.from);
      CHECK(std::abs(by_slice[s] - expected) < 4.5 * std::sqrt(expected));
    }
    CHECK(bots.size() == 100);
    for (std::size_t p = 0; p < 3; ++p) {
      const double expected = 250'000 * plan.shares()[p];
      CHECK(std::abs(by_place[p] - expected) < 4.5 * std::sqrt(expected));
    }
  }

  TEST_CASE("what leaks through a limit: exact, by sampled bots, and by thinned requests") {
    // 2,000 bots at 5 requests/s, a limit of 40 in 10 s: E[min(N, 40)] / 50 leaks, N Poisson.
    const AttackPlan plan = plan_of("rate: 10k rps\nbots: 2000\nduration: 60s\n");
    const double expected = capped_poisson(50, 40) * 2000 * 6;
    const double q = expected / 600'000;
    const Weighting exact = choose_weighting(plan, {.requests = 1e9});
    const Seen all = leak(plan, exact, 40, 7);
    // Poisson counts below a cap vary less than Poisson counts: a bound on the exact run's noise.
    CHECK(std::abs(all.leaked / expected - 1) < 4.5 / std::sqrt(expected));
    for (const double budget : {100'000.0, 20'000.0, 5'000.0}) {
      const Weighting w = choose_weighting(plan, {.requests = budget, .bots = 200});
      const WeightingError error = weighting_error(w, q);
      CAPTURE(w.sampled);
      CAPTURE(w.asks);
      double sum = 0, squares = 0;
      constexpr int seeds = 40;
      for (std::uint64_t seed = 1; seed <= seeds; ++seed) {
        const double off = leak(plan, w, 40, seed).leaked / expected - 1;
        sum += off;
        squares += off * off;
      }
      const double rms = std::sqrt(squares / seeds);
      const double stated = std::hypot(error.thinning, error.bots) + limit_blur(w, 40, 50);
      MESSAGE("weight " << w.weight() << " (" << w.sampled << " bots, asks " << w.asks
                        << "): root mean square error " << 100 * rms << "%, stated " << 100 * stated
                        << "%");
      CHECK(rms < 1.25 * stated);
      if (w.asks == 1) CHECK(std::abs(sum / seeds) < 4.5 * error.total() / std::sqrt(seeds));
    }
  }

  TEST_CASE(
      "requests that come several at once still add up to what the attack sends, and to Poisson") {
    // 100 bots at 200 requests/s, each request of the sample for about 7 or 80.
    for (const double budget : {17'200.0, 1500.0}) {
      const AttackPlan plan = plan_of("rate: 20k rps\nbots: 100\nduration: 6s\n", {0.25, 0.75});
      const Weighting w = choose_weighting(plan, {.requests = budget, .bots = 100});
      CAPTURE(w.asks);
      double all = 0, squares = 0, here = 0;
      constexpr int seeds = 50;
      for (std::uint64_t seed = 1; seed <= seeds; ++seed) {
        AttackSample sample(plan, w, Stream(seed, 0, "sample"));
        std::map<std::uint64_t, double> by_bot;
        for (BotRequest r; sample.next(r);) {
          by_bot[r.bot] += r.weight;
          all += r.weight;
          here += r.place == 0 ? r.weight : 0;
        }
        for (const auto& [bot, sent] : by_bot) squares += (sent - 1200) * (sent - 1200);
        CHECK(by_bot.size() == 100);
      }
      const double expected = seeds * 120'000.0;
      CHECK(std::abs(all - expected) < 4.5 * std::sqrt(expected));
      CHECK(std::abs(here - expected / 4) < 4.5 * std::sqrt(expected / 4));
      // A bot's count: variance 1,200, and up to asks^2 / 4 for the ends.
      const double variance = squares / (seeds * 100.0);
      CHECK(variance > 0.9 * 1200);
      CHECK(variance < 1.1 * (1200 + static_cast<double>(w.asks * w.asks) / 4));
    }
  }

  TEST_CASE("results that a part of the bots has are as wrong as stated") {
    // A guard that stops 70% of the bots, whatever they send.
    const AttackPlan plan = plan_of("rate: 10k rps\nbots: 20000\nduration: 20s\n");
    const Weighting w = choose_weighting(plan, {.requests = 10'000});
    CHECK(w.sampled == 1000);
    double squares = 0;
    constexpr int seeds = 100;
    for (std::uint64_t seed = 1; seed <= seeds; ++seed) {
      AttackSample sample(plan, w, Stream(seed, 0, "sample"));
      const Stream scores(seed, 0, "scores");
      double through = 0;
      for (BotRequest r; sample.next(r);) through += scores.unit(r.bot) < 0.3 ? r.weight : 0;
      const double off = through / 60'000 - 1;
      squares += off * off;
    }
    const double stated = weighting_error(w, 0.3).total();
    const double rms = std::sqrt(squares / seeds);
    MESSAGE("root mean square error " << 100 * rms << "%, stated " << 100 * stated << "%");
    // 100 squares: their mean is off by 14% one time in three.
    CHECK(rms / stated > 0.75);
    CHECK(rms / stated < 1.3);
  }

  TEST_CASE("addresses turn as often as the botnet says, and come back") {
    const AttackPlan plan = plan_of(
        "rate: 100 rps\nbots: {count: 1, rotate: 10s, addresses: 3, fingerprint: realistic}\n"
        "duration: 100s\n");
    AttackSample sample(plan, choose_weighting(plan, {}), Stream(1, 0, "sample"));
    std::set<std::uint64_t> addresses, sessions;
    std::uint64_t before = 0;
    int turns = 0;
    for (BotRequest r; sample.next(r);) {
      addresses.insert(r.address);
      sessions.insert(r.session);
      turns += before != 0 && before != r.address ? 1 : 0;
      before = r.address;
    }
    CHECK(addresses.size() == 3);
    CHECK(sessions.size() == 1);
    CHECK(turns == 10);
  }
}
