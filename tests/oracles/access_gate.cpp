// Access against closed forms: how stale trust is, how often people log in, who is out in an
// outage.
#include <algorithm>
#include <cmath>
#include <string>
#include <vector>

#include <doctest/doctest.h>

#include "model/access/gate.hpp"
#include "support/guards.hpp"

using namespace edgecase;
using namespace edgecase::testing;

namespace {

AccessGate gate_of(const std::string& text, std::uint64_t seed = 1) {
  return {spec_from<AccessGateSpec>(text), seed, 0};
}

}  // namespace

TEST_SUITE("oracles") {
  TEST_CASE("a compromised device stays trusted for half a poll and the latency, on average") {
    for (const Duration poll : {Duration{1min}, Duration{5min}, Duration{24h}}) {
      PostureSpec spec;
      spec.poll = poll;
      spec.latency = 2s;
      Posture posture(spec, Stream(1, 0, "posture"));
      constexpr int devices = 40'000;
      double sum = 0, squares = 0, longest = 0;
      Draws when(Stream(2, 0, "when"));
      for (std::uint64_t d = 0; d < devices; ++d) {
        const Instant at{from_seconds(2e5 * when.unit())};
        posture.compromise(d, at);
        const double trusted = in_seconds(posture.distrusted_from(d) - at);
        sum += trusted;
        squares += trusted * trusted;
        longest = std::max(longest, trusted);
      }
      const double period = in_seconds(poll);
      const double mean = sum / devices;
      CHECK(std::abs(mean - (period / 2 + 2)) < 4.5 * period / std::sqrt(12.0 * devices));
      CHECK(squares / devices - mean * mean ==
            doctest::Approx(period * period / 12).scale(0).epsilon(0.03));
      CHECK(longest <= period + 2);
    }
  }

  TEST_CASE("a user with requests at rate r logs in 1 / (L + 1/r) times a second") {
    // Sessions are a cache of TTL L that a hit does not extend (C03); nobody types here.
    for (const double rate : {0.001, 0.02}) {
      AccessGate gate = gate_of(
          "identity: {work: 0s, person: 0s}\nsession: {lifetime: 1000s, token: 1000s, already_in: "
          "0%}\nneeds_store: nothing\n");
      PoissonClock clock(rate, 3);
      constexpr int requests = 200'000;
      for (int i = 0; i < requests; ++i) {
        gate.authorise(clock.next(), {.number = static_cast<std::uint64_t>(i), .user = 1});
      }
      const double share = static_cast<double>(gate.logins()) / requests;
      CHECK(share == doctest::Approx(1 / (1 + rate * 1000)).scale(0).epsilon(0.03));
    }
  }

  TEST_CASE("without an identity provider, t after it went, t / L of busy users are out") {
    constexpr std::uint64_t users = 20'000;
    AccessGate gate = gate_of("session: {lifetime: 10h, token: 10h, already_in: 100%}\n");
    const Instant down{1h};
    std::uint64_t number = 0;
    const auto out_at = [&](Instant now) {
      int out = 0;
      for (std::uint64_t u = 0; u < users; ++u) {
        const auto a =
            gate.authorise(now, {.number = number++, .user = u, .identity_up = now < down});
        out += a.end == AccessEnd::no_identity ? 1 : 0;
      }
      return out;
    };
    CHECK(out_at(Instant{}) == 0);
    CHECK(out_at(down - 1ns) == 0);  // those whose session had ended have logged in again
    for (const double share : {0.1, 0.4, 0.8}) {
      const double expected = users * share;
      const int out = out_at(down + from_seconds(36'000 * share));
      // Of a session of 10 h: those that were new at the start are older by an hour, none else.
      CHECK(std::abs(out - expected) < 4.5 * std::sqrt(users * share * (1 - share)));
    }
  }

  TEST_CASE("tokens renewed every hour need the store as often, and lose their users as fast") {
    // Token of 1 h, session of 10 h: with the store down, all busy users are out within the hour.
    constexpr std::uint64_t users = 20'000;
    AccessGate gate = gate_of("session: {lifetime: 10h, token: 1h, already_in: 100%}\n");
    for (const double hours : {0.0, 0.25, 0.5, 1.0}) {
      int out = 0;
      for (std::uint64_t u = 0; u < users; ++u) {
        const auto a = gate.authorise(Instant{from_seconds(3600 * hours)},
                                      {.number = u, .user = u, .session_store_up = hours <= 0});
        out += a.end == AccessEnd::no_session_store ? 1 : 0;
      }
      // The token of the start is as old as drawn, or ends with its session: of one ended x before
      // the end, 1 - (1 - x)(1 - x / 10) are out.
      const double share = 1 - (1 - hours) * (1 - hours / 10);
      CHECK(std::abs(out - users * share) < 4.5 * std::sqrt(users * share * (1 - share)) + 1);
    }
  }

  TEST_CASE(
      "a revoked user gets rate x propagation requests through, and is out everywhere after") {
    AccessGate gate = gate_of(
        "session: {already_in: 100%}\npolicy: {rules: 0}\n"
        "validation: {at_edge: {propagation: {uniform: {min: 20s, max: 30s}}}}\n");
    constexpr std::uint64_t users = 400;
    double expected = 0;
    for (std::uint64_t u = 0; u < users; ++u) {
      gate.authorise(Instant{1s}, {.number = u, .user = u});
      gate.revoke(u, Instant{100s});
    }
    PoissonClock clock(4000, 6);
    Draws who(Stream(1, 0, "who"));
    for (Instant now = clock.next(); now < Instant{200s}; now = clock.next()) {
      const auto user = who.below(users);
      gate.authorise(now, {.number = 0, .user = user, .pop = static_cast<std::uint32_t>(user % 7)});
    }
    expected = 4000 * 25;  // each user 10 requests/s for 25 s on average
    const auto& exposure = gate.after_revocation();
    // Spread of 400 delays over 20 to 30 s, and of Poisson counts.
    const double sd = std::sqrt(expected + users * 100.0 * 100.0 / 12);
    CHECK(std::abs(static_cast<double>(exposure.requests) - expected) < 4.5 * sd);
    CHECK(exposure.longest <= 30s);
  }
}
