// Who may come in, by hand: sessions, tokens, keys, certificates, devices, outages, quotas.
#include <numeric>
#include <string>

#include <doctest/doctest.h>

#include "model/access/gate.hpp"
#include "model/access/quota.hpp"
#include "support/guards.hpp"

using namespace edgecase;
using namespace edgecase::testing;

namespace {

AccessGate gate_of(const std::string& text) {
  return {spec_from<AccessGateSpec>("policy: {rules: 0}\n" + text), 1, 0};
}

constexpr const char* quick_logins =
    "identity: {round_trips: 3, work: 100ms, person: 10s}\n"
    "session: {lifetime: 8h, token: 1h, already_in: 0%}\n";

AccessCall call_of(std::uint64_t user, std::uint32_t pop = 0) {
  return {.number = 1,
          .user = user,
          .device = user,
          .pop = pop,
          .to_identity = 80ms,
          .to_session_store = 20ms,
          .to_introspection = 50ms};
}

}  // namespace

TEST_SUITE("unit") {
  TEST_CASE("a login takes round trips, work and a person's time; then the session holds") {
    AccessGate gate = gate_of(quick_logins);
    const AccessAnswer login = gate.authorise(Instant{1s}, call_of(1));
    CHECK(login.end == AccessEnd::allowed);
    CHECK(login.login);
    CHECK(login.delay == 20ms + 3 * 80ms + 100ms);
    CHECK(login.person == 10s);
    const AccessAnswer next = gate.authorise(Instant{20s}, call_of(1));
    CHECK_FALSE(next.login);
    CHECK(next.delay == 0s);
    CHECK(next.cpu == 72us);
    CHECK(gate.logins() == 1);
  }

  TEST_CASE("a token is renewed silently while the session lasts, then one logs in again") {
    AccessGate gate = gate_of(quick_logins);
    gate.authorise(Instant{1s}, call_of(1));
    const AccessAnswer renewed = gate.authorise(Instant{1h + 20s}, call_of(1));
    CHECK(renewed.renewed);
    CHECK_FALSE(renewed.login);
    CHECK(renewed.delay == 20ms);
    CHECK_FALSE(gate.authorise(Instant{2h + 19s}, call_of(1)).renewed);
    CHECK(gate.authorise(Instant{8h + 20s}, call_of(1)).login);
    CHECK(gate.renewals() == 1);
  }

  TEST_CASE("rules cost CPU time, and keep the same users out each time") {
    AccessGate gate({spec_from<AccessGateSpec>("policy: {rules: 20, cpu: 3us, denied: 25%}\n"
                                               "session: {already_in: 100%}\n")},
                    1, 0);
    int denied = 0;
    for (std::uint64_t user = 0; user < 4000; ++user) {
      const AccessAnswer a = gate.authorise(Instant{1s}, call_of(user));
      CHECK(a.cpu == 132us);
      denied += a.end == AccessEnd::denied ? 1 : 0;
      CHECK(gate.authorise(Instant{1s}, call_of(user, 3)).end == a.end);
    }
    CHECK(std::abs(denied - 1000) < 4.5 * std::sqrt(4000 * 0.25 * 0.75));
  }

  TEST_CASE("a revoked user is out where the list has come, and nowhere later than it takes") {
    AccessGate gate = gate_of(
        "session: {already_in: 100%}\n"
        "validation: {at_edge: {propagation: {uniform: {min: 20s, max: 30s}}}}\n");
    const auto end_at = [&](Duration t, std::uint32_t pop) {
      return gate.authorise(Instant{t}, call_of(1, pop)).end;
    };
    CHECK(end_at(10s, 0) == AccessEnd::allowed);
    gate.revoke(1, Instant{60s});
    int out = 0;
    for (std::uint32_t pop = 0; pop < 100; ++pop) {
      CHECK(end_at(79s, pop) == AccessEnd::allowed);
      out += end_at(85s, pop) == AccessEnd::revoked ? 1 : 0;
      CHECK(end_at(90s, pop) == AccessEnd::revoked);
    }
    CHECK(std::abs(out - 50) < 4.5 * 5);
    CHECK(gate.after_revocation().longest == 25s);
    CHECK(gate.after_revocation().requests == 100 + static_cast<std::uint64_t>(100 - out));
  }

  TEST_CASE("without a list a revoked token lives until it expires, and is not renewed") {
    AccessGate gate =
        gate_of(std::string(quick_logins) + "validation: {at_edge: {revocation_list: false}}\n");
    gate.authorise(Instant{1s}, call_of(1));
    gate.revoke(1, Instant{10s});
    CHECK(gate.authorise(Instant{1h}, call_of(1)).end == AccessEnd::allowed);
    CHECK(gate.authorise(Instant{1h + 20s}, call_of(1)).end == AccessEnd::revoked);
    gate.revoke(2, Instant{10s});
    CHECK(gate.authorise(Instant{20s}, call_of(2)).end == AccessEnd::revoked);  // at login
    CHECK(gate.after_revocation().longest == 1h - 10s);
  }

  TEST_CASE("introspection asks each time, or as often as its answers are kept in a PoP") {
    const std::string common =
        "session: {already_in: 100%}\nvalidation: {introspection: {work: 2ms";
    AccessGate always = gate_of(common + "}}\n");
    for (int i = 0; i < 3; ++i) CHECK(always.authorise(Instant{1s}, call_of(1)).delay == 52ms);
    always.revoke(1, Instant{2s});
    CHECK(always.authorise(Instant{2s}, call_of(1)).end == AccessEnd::revoked);

    AccessGate keeps = gate_of(common + ", cache: 1min}}\n");
    CHECK(keeps.authorise(Instant{1s}, call_of(1)).asked);
    CHECK_FALSE(keeps.authorise(Instant{60s}, call_of(1)).asked);
    CHECK(keeps.authorise(Instant{60s}, call_of(1, 5)).asked);
    keeps.revoke(1, Instant{30s});
    CHECK(keeps.authorise(Instant{60999ms}, call_of(1)).end == AccessEnd::allowed);
    CHECK(keeps.authorise(Instant{61s}, call_of(1)).end == AccessEnd::revoked);
  }

  TEST_CASE("who can still work when something is down") {
    const auto ends = [](const std::string& text, AccessCall call) {
      call.identity_up = call.session_store_up = call.introspection_up = false;
      AccessGate gate = gate_of(text);
      return gate.authorise(Instant{1s}, call).end;
    };
    const std::string in = "session: {already_in: 100%}\n", out = "session: {already_in: 0%}\n";
    CHECK(ends(in, call_of(1)) == AccessEnd::allowed);
    CHECK(ends(out, call_of(1)) == AccessEnd::no_session_store);
    CHECK(ends(out + "needs_store: nothing\n", call_of(1)) == AccessEnd::no_identity);
    CHECK(ends(in + "needs_store: everything\n", call_of(1)) == AccessEnd::no_session_store);
    CHECK(ends(in + "validation: introspection\n", call_of(1)) == AccessEnd::no_introspection);
    CHECK(ends(in + "validation: {introspection: {when_down: allow}}\n", call_of(1)) ==
          AccessEnd::allowed);
    CHECK(ends("credential: service_token\n", call_of(1)) == AccessEnd::no_session_store);
    CHECK(ends("credential: service_token\nneeds_store: nothing\n", call_of(1)) ==
          AccessEnd::allowed);
    CHECK(ends("credential: certificate\n", call_of(1)) == AccessEnd::allowed);
  }

  TEST_CASE("keys are looked up once a while in each PoP; a revoked one lives as long") {
    AccessGate gate = gate_of("credential: api_key\nkeys: {cache: 1min, cpu: 5us}\n");
    const AccessAnswer first = gate.authorise(Instant{1s}, call_of(1));
    CHECK(first.asked);
    CHECK(first.delay == 20ms);
    CHECK(first.cpu == 5us);
    gate.revoke(1, Instant{2s});
    CHECK(gate.authorise(Instant{60s}, call_of(1)).end == AccessEnd::allowed);
    CHECK(gate.authorise(Instant{61s}, call_of(1)).end == AccessEnd::revoked);
  }

  TEST_CASE("certificates cost CPU time on new connections, and no round trip") {
    AccessGate gate = gate_of("credential: certificate\n");
    AccessCall call = call_of(1);
    call.new_connection = true;
    CHECK(gate.authorise(Instant{1s}, call).cpu == 72us);
    CHECK(gate.authorise(Instant{1s}, call).delay == 0s);
    call.new_connection = false;
    CHECK(gate.authorise(Instant{1s}, call).cpu == 0s);
  }

  TEST_CASE(
      "a compromised device is trusted until its report has arrived, never longer than a poll") {
    AccessGate gate =
        gate_of("session: {already_in: 100%}\nposture: {poll: 5min, latency: 3s, cpu: 5us}\n");
    gate.compromise(1, Instant{10min});
    Instant out = Instant::max();
    for (Duration t = 10min; t < 20min; t += 1s) {
      const AccessAnswer a = gate.authorise(Instant{t}, call_of(1));
      CHECK(a.cpu == 77us);
      if (a.end == AccessEnd::distrusted) out = std::min(out, Instant{t});
      if (t > 10min + 5min + 3s) CHECK(a.end == AccessEnd::distrusted);
    }
    CHECK(out >= Instant{10min + 3s});
    CHECK(gate.authorise(Instant{20min}, call_of(2)).end == AccessEnd::allowed);
    CHECK(gate.after_compromise().requests > 0);
    CHECK(gate.after_compromise().longest <= 5min + 3s);

    AccessGate blind = gate_of("session: {already_in: 100%}\nposture: {detects: 0%}\n");
    blind.compromise(1, Instant{1s});
    CHECK(blind.authorise(Instant{10h}, call_of(1)).end == AccessEnd::allowed);
  }

  TEST_CASE("after an outage logins queue at the identity provider, and some are refused") {
    AccessGate gate = gate_of(
        "identity: {round_trips: 1, work: 100ms, person: 0s, workers: 10, queue: 20}\n"
        "session: {already_in: 0%}\n");
    int granted = 0;
    Duration longest{};
    for (std::uint64_t user = 0; user < 100; ++user) {
      const AccessAnswer a = gate.authorise(Instant{1s}, call_of(user));
      granted += a.end == AccessEnd::allowed ? 1 : 0;
      longest = std::max(longest, a.delay);
    }
    CHECK(granted == 30);
    CHECK(longest == 20ms + 80ms + 300ms);
    CHECK(gate.ends()[static_cast<std::size_t>(AccessEnd::no_identity)] == 70);
  }

  TEST_CASE("a quota counts by the clock and says when it begins anew") {
    const QuotaSpec spec = spec_from<QuotaSpec>("plans: {free: {requests: 10, period: 1h}}\n");
    ConsumerQuota quota(spec, Stream(1, 0, "quota"));
    const QuotaAnswer first = quota.take(Instant{10min}, 7, 4);
    CHECK(first.within == 4);
    CHECK(first.resets == Instant{1h});
    const QuotaAnswer over = quota.take(Instant{50min}, 7, 9);
    CHECK(over.within == 6);
    CHECK(over.over == 3);
    CHECK(over.refused);
    CHECK(quota.take(Instant{50min}, 8).within == 1);
    CHECK(quota.take(Instant{1h}, 7, 11).within == 10);
  }

  TEST_CASE("consumers are spread over plans as stated, and some plans only count") {
    const QuotaSpec spec = spec_from<QuotaSpec>(
        "plans: {a: {requests: 1, consumers: 80%}, b: {requests: 1, consumers: 20%, over: "
        "allow}}\n");
    ConsumerQuota quota(spec, Stream(1, 0, "quota"));
    int on_b = 0;
    for (std::uint64_t c = 0; c < 10'000; ++c) {
      const QuotaAnswer x = quota.take(Instant{1s}, c, 2);
      CHECK(x.over == 1);
      CHECK(x.refused == (quota.plan_of(c) == 0));
      on_b += x.refused ? 0 : 1;
    }
    CHECK(std::abs(on_b - 2000) < 4.5 * 40);
  }

  TEST_CASE("gates and quotas that contradict themselves") {
    says(said_of<AccessGateSpec>("session: {lifetime: 1h, token: 2h}\n"),
         {"EC0127", "must not outlive"});
    says(said_of<AccessGateSpec>("credential: api_key\nposture: {}\n"),
         {"warning[EC0902]", "only used with `credential: user`"});
    says(said_of<AccessGateSpec>("keys: {cache: 1min}\n"),
         {"warning[EC0902]", "only used with `credential: service_token` or `api_key`"});
    says(said_of<AccessGateSpec>("posture: {poll: 0s}\n"), {"EC0112"});
    says(said_of<QuotaSpec>("plans: {}\n"), {"EC0107"});
    says(said_of<QuotaSpec>("plans: {a: {requests: 0}}\n"), {"EC0112"});
    says(said_of<QuotaSpec>("plans: {a: {requests: 1, consumers: 50%}}\n"), {"EC0201", "50%"});
    CHECK(said_of<AccessGateSpec>("credential: user\nposture: {poll: 10min}\n").empty());
  }
}
