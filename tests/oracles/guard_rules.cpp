// Guards against closed forms: matchers, ROC curves, waiting rooms.
#include <array>
#include <cmath>
#include <string>

#include <doctest/doctest.h>

#include "measure/statistics.hpp"
#include "model/guard/bot_score.hpp"
#include "model/guard/waf_cost.hpp"
#include "model/guard/waiting_room.hpp"
#include "support/guards.hpp"

using namespace edgecase;
using namespace edgecase::testing;

namespace {

/// A backtracking matcher of `stars` wildcards and a character that never comes: the tries it
/// makes.
std::int64_t tries(std::int64_t left, std::int64_t stars) {
  if (stars == 0) return 1;
  std::int64_t all = 0;
  for (std::int64_t taken = left; taken >= 0; --taken) all += tries(left - taken, stars - 1);
  return all;
}

struct Impatient {
  double wait, abandon;  // part of the visitors
};
/// M/M/c+M by its stationary distribution.
Impatient erlang_a(double arrivals, double service, double impatience, int servers) {
  double weight = 1, sum = 1, waiting = 0, in_line = 0;
  for (int n = 1; n < 2000; ++n) {
    const double out = std::min(n, servers) * service + std::max(0, n - servers) * impatience;
    weight *= arrivals / out;
    sum += weight;
    if (n >= servers) waiting += weight;
    if (n > servers) in_line += weight * (n - servers);
  }
  return {waiting / sum, in_line * impatience / (sum * arrivals)};
}

}  // namespace

TEST_SUITE("oracles") {
  TEST_CASE("a matcher that backtracks tries C(n + k, k) ways") {
    for (std::int64_t stars = 1; stars <= 4; ++stars) {
      for (const std::int64_t n : {0, 1, 2, 5, 20, 40}) {
        CHECK(backtracking_ways(static_cast<double>(n), stars) ==
              doctest::Approx(static_cast<double>(tries(n, stars))).scale(0).epsilon(1e-12));
      }
    }
  }

  TEST_CASE("two bells: shares on either side of each threshold lie on the binormal ROC curve") {
    // true positives = Phi(a + b Phi^-1(false positives)), a = (m_p - m_b) / s_b, b = s_p / s_b.
    const BotScoreSpec spec = spec_from<BotScoreSpec>(
        "people: {normal: {mean: 70, sd: 12}}\nrealistic_bots: {normal: {mean: 40, sd: 15}}\n");
    for (double threshold = 5; threshold <= 95; threshold += 5) {
      BotScoreSpec at = spec;
      at.threshold = threshold;
      const BotScore bots(at);
      const double false_positives = bots.acts_on(ClientKind::person);
      const double z = 30.0 / 15 + 12.0 / 15 * normal_quantile(false_positives);
      CHECK(bots.acts_on(ClientKind::realistic_bot) ==
            doctest::Approx(0.5 * std::erfc(-z / std::sqrt(2.0))).scale(0).epsilon(1e-9));
    }
  }

  TEST_CASE("drawn scores fall below the threshold as often as their distribution says") {
    const BotScore bots{BotScoreSpec{}};
    const Stream draws(1, 0, "scores");
    constexpr int clients = 40'000;
    for (const ClientKind kind :
         {ClientKind::person, ClientKind::crude_bot, ClientKind::realistic_bot}) {
      int acted = 0;
      double sum = 0;
      for (std::uint64_t c = 0; c < clients; ++c) {
        const double score = bots.score(kind, c, draws);
        REQUIRE(bots.acts(kind, c, draws) == (score < 30));
        acted += score < 30 ? 1 : 0;
        sum += score;
      }
      const double share = bots.acts_on(kind);
      CHECK(std::abs(acted - clients * share) < 4.5 * std::sqrt(clients * share * (1 - share)) + 1);
      const double mean = kind == ClientKind::person ? 85 : kind == ClientKind::crude_bot ? 5 : 45;
      CHECK(std::abs(sum / clients - mean) < 4.5 * 25 / std::sqrt(clients));
    }
  }

  TEST_CASE("a waiting room with impatient visitors is M/M/c+M") {
    struct Row {
      double arrivals, patience_s;
      int inside;
    };
    for (const Row row : {Row{1.2, 10, 10}, Row{0.9, 60, 10}, Row{4, 5, 20}}) {
      WaitingRoomSpec spec{.inside = Count{row.inside},
                           .stay = exponential(10s),
                           .patience = exponential(from_seconds(row.patience_s)),
                           .refresh = Duration{0}};
      WaitingRoom room(spec);
      const Stream draws(1, 0, "room");
      PoissonClock clock(row.arrivals, 3);
      // Visitors that wait and leave come in clusters: errors are those of means of batches.
      constexpr int batches = 50, in_batch = 8'000;
      std::array<double, batches> waited{}, left{};
      for (int n = 0; n < batches * in_batch; ++n) {
        const auto v = room.arrive(clock.next(), static_cast<std::uint64_t>(n), draws);
        const auto batch = static_cast<std::size_t>(n / in_batch);
        waited[batch] += v.waited > Duration{0} ? 1.0 / in_batch : 0;
        left[batch] += v.admitted ? 0 : 1.0 / in_batch;
      }
      const Impatient expected = erlang_a(row.arrivals, 0.1, 1 / row.patience_s, row.inside);
      CAPTURE(row.arrivals);
      CHECK(mean_interval(waited, 0.999).contains(expected.wait));
      CHECK(mean_interval(left, 0.999).contains(expected.abandon));
    }
  }

  TEST_CASE("a waiting room that only has a rate delays as M/D/1") {
    WaitingRoomSpec spec{.rate = Rate{10}, .patience = constant(24h), .refresh = Duration{0}};
    WaitingRoom room(spec);
    const Stream draws(1, 0, "room");
    PoissonClock clock(8, 4);
    double waited = 0;
    constexpr int visitors = 1'000'000;
    for (int n = 0; n < visitors; ++n) {
      waited += in_seconds(room.arrive(clock.next(), static_cast<std::uint64_t>(n), draws).waited);
    }
    CHECK(waited / visitors == doctest::Approx(0.2).scale(0).epsilon(0.02));
  }
}
