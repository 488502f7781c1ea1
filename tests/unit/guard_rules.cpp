// Firewall rules, bot scores, challenges and waiting rooms by hand.
#include <functional>

#include <doctest/doctest.h>

#include "model/guard/bot_score.hpp"
#include "model/guard/challenge.hpp"
#include "model/guard/origin_guard.hpp"
#include "model/guard/waf.hpp"
#include "model/guard/waiting_room.hpp"
#include "support/guards.hpp"

using namespace edgecase;
using namespace edgecase::testing;

namespace {

const WafNames known{{"big", "small"}, {"http_flood", "scraping"}, {"shop", "api"}};

Waf waf_of(const std::string& rules) { return {spec_from<WafSpec>("rules:\n" + rules), known}; }

std::string said_of_names(const std::string& text) {
  Diagnostics diagnostics;
  const auto document = parse_document(text, "t.yaml", {}, diagnostics);
  const auto spec = read<WafSpec>(*document, diagnostics);
  REQUIRE(spec);
  Checker checker(*document, diagnostics);
  check_waf(*spec, known, checker);
  return diagnostics.empty() ? "" : render_text(diagnostics);
}

}  // namespace

TEST_SUITE("unit") {
  TEST_CASE("a rule matches an attack by its name or its kind, and people by route") {
    const Waf waf = waf_of(
        "  a: {matches: {http_flood: 90%, small: 20%}, false_positives: 1%, on_routes: {api: 3%}}\n"
        "  b: {matches: {big: 50%}}\n");
    CHECK(waf.match_share(0, 1, 0) == doctest::Approx(0.9).scale(0));
    CHECK(waf.match_share(0, 2, 0) == doctest::Approx(0.2).scale(0));
    CHECK(waf.match_share(0, 0, 0) == doctest::Approx(0.01).scale(0));
    CHECK(waf.match_share(0, 0, 1) == doctest::Approx(0.03).scale(0));
    CHECK(waf.match_share(1, 1, 1) == doctest::Approx(0.5).scale(0));
    CHECK(waf.match_share(1, 2, 1) == doctest::Approx(0));
  }

  TEST_CASE("rules run in order, cost until one ends it, and log on the way") {
    const Waf waf = waf_of(
        "  a: {matches: {big: 100%}, action: log, cost: 1us}\n"
        "  b: {matches: {big: 100%}, action: challenge, cost: {linear: {time: 1us, per_kB: 2us}}}\n"
        "  c: {matches: {big: 100%}, cost: 100us}\n");
    const Stream draws(1, 0, "waf");
    const WafVerdict hit = waf.inspect({.number = 7, .attack = 1, .bytes = 1000_B}, draws);
    CHECK(hit.action == GuardAction::challenge);
    CHECK(hit.rule == 1);
    CHECK(hit.logged == 1);
    CHECK(hit.cpu == 4us);
    const WafVerdict person = waf.inspect({.number = 7, .bytes = 1000_B}, draws);
    CHECK_FALSE(person.action);
    CHECK(person.cpu == 104us);
    // Before rules b and c have come here only a is in force.
    const WafVerdict early = waf.inspect({.number = 7, .attack = 1, .live = 1}, draws);
    CHECK_FALSE(early.action);
    CHECK(early.cpu == 1us);
  }

  TEST_CASE("a rule that is added changes nobody's draws") {
    const Waf one = waf_of("  a: {matches: {big: 30%}}\n");
    const Waf two = waf_of("  a: {matches: {big: 30%}}\n  b: {matches: {small: 30%}}\n");
    const Stream draws(1, 0, "waf");
    int matched = 0;
    for (std::uint64_t n = 0; n < 10'000; ++n) {
      const auto x = one.inspect({.number = n, .attack = 1}, draws);
      CHECK(two.inspect({.number = n, .attack = 1}, draws).action == x.action);
      matched += x.action ? 1 : 0;
    }
    CHECK(std::abs(matched - 3000) < 4.5 * std::sqrt(10'000 * 0.3 * 0.7));
  }

  TEST_CASE("what rules look at is bounded: a pathological one costs as much as its input allows") {
    const std::string rules =
        "rules: {r: {matches: {big: 1%}, cost: {backtracking: {time: 0s, stars: 2, step: 4ns}}}}\n";
    const Stream draws(1, 0, "waf");
    const Waf waf(spec_from<WafSpec>(rules + "body: 1kB\n"), known);
    const auto cpu = [&](Bytes bytes) { return waf.inspect({.bytes = bytes}, draws).cpu; };
    CHECK(cpu(10_B) == 4ns * 66);       // C(12, 2)
    CHECK(cpu(1_kB) == 4ns * 501'501);  // C(1002, 2): 2 ms
    CHECK(cpu(100_kB) == cpu(1_kB));
  }

  TEST_CASE("rules that cannot be, or that match nothing") {
    says(said_of<WafSpec>("rules: {}\n"), {"EC0107", "without rules"});
    says(said_of<WafSpec>("rules: {a: {matches: {x: 130%}}}\n"), {"EC0112"});
    says(said_of<WafSpec>("rules: {a: {action: block}}\n"), {"warning[EC0902]", "matches nothing"});
    says(said_of_names("rules: {a: {matches: {flood: 1%}}}\n"), {"warning[EC0902]", "`flood`"});
    says(said_of_names("rules: {a: {on_routes: {cart: 1%}}}\n"), {"error[EC0115]", "`cart`"});
    CHECK(said_of_names("rules: {a: {matches: {big: 1%}, on_routes: {api: 1%}}}\n").empty());
  }

  TEST_CASE("who knows the origin's address meets its list, its link, or nothing") {
    const DirectHit open = direct_hit({}, 5e9, 1e6, 1e9);
    CHECK(open.requests == doctest::Approx(1e6));
    CHECK(open.loss == doctest::Approx(0));
    const DirectHit full = direct_hit({}, 39e9, 1e6, 1e9);
    CHECK(full.requests == doctest::Approx(2.5e5));
    CHECK(full.loss == doctest::Approx(0.75).scale(0));
    const DirectHit listed = direct_hit({.allow_list = true}, 39e9, 1e6, 1e9);
    CHECK(listed.requests == doctest::Approx(0));
    CHECK(listed.loss == doctest::Approx(0.75).scale(0));
    CHECK(direct_hit({.hidden = true}, 39e9, 1e6, 1e9).loss == doctest::Approx(0));
  }

  TEST_CASE("a score belongs to a client, whatever it asks for and how often") {
    const BotScore bots{BotScoreSpec{}};
    const Stream draws(1, 0, "scores");
    const double score = bots.score(ClientKind::person, 17, draws);
    CHECK(bots.score(ClientKind::person, 17, draws) == doctest::Approx(score).scale(0));
    CHECK(score > bots.score(ClientKind::crude_bot, 17, draws));  // one draw, two laws
    says(said_of<BotScoreSpec>("people: {beta: {mean: 90, sd: 31}}\n"), {"EC0112", "below 30"});
    says(said_of<BotScoreSpec>("threshold: 130\n"), {"EC0112"});
  }

  TEST_CASE("who solved a challenge is left alone until the clearance ends") {
    ChallengeSpec spec;
    spec.people_solve = 100_percent;
    spec.solve = constant(3s);
    spec.clearance = 10min;
    spec.cpu = 50us;
    Challenges challenges(spec);
    const Stream draws(1, 0, "challenges");
    const auto first = challenges.pose(Instant{1s}, 5, ClientKind::person, 1, draws);
    CHECK(first.end == ChallengeEnd::solved);
    CHECK(first.delay == 3s);
    CHECK(first.cpu == 50us);
    const auto again = challenges.pose(Instant{604s - 1ns}, 5, ClientKind::person, 2, draws);
    CHECK(again.end == ChallengeEnd::cleared);
    CHECK(again.delay == 0s);
    CHECK(again.cpu == 0s);
    CHECK(challenges.pose(Instant{604s}, 5, ClientKind::person, 3, draws).delay == 3s);
    CHECK(challenges.pose(Instant{604s}, 6, ClientKind::crude_bot, 4, draws).end ==
          ChallengeEnd::failed);
  }

  TEST_CASE("of people, the stated part gives up") {
    Challenges challenges(spec_from<ChallengeSpec>("people_solve: 75%\nclearance: 0s\n"));
    const Stream draws(1, 0, "challenges");
    int abandoned = 0;
    for (std::uint64_t n = 0; n < 10'000; ++n) {
      const auto x = challenges.pose(Instant{1s}, n, ClientKind::person, n, draws);
      CHECK(x.delay > 0s);
      abandoned += x.end == ChallengeEnd::abandoned ? 1 : 0;
    }
    CHECK(std::abs(abandoned - 2500) < 4.5 * std::sqrt(10'000 * 0.25 * 0.75));
  }

  TEST_CASE("a waiting room lets in at its rate, in order, and forgets who lost patience") {
    WaitingRoomSpec spec{
        .rate = Rate{2}, .stay = constant(1min), .patience = constant(1s), .refresh = Duration{0}};
    WaitingRoom room(spec);
    const Stream draws(1, 0, "room");
    std::uint64_t n = 0;
    const auto arrive = [&](Duration at) { return room.arrive(Instant{at}, n++, draws); };
    CHECK(arrive(10s).at == Instant{10s});
    CHECK(arrive(10s).at == Instant{10500ms});
    CHECK(arrive(10s).at == Instant{11s});
    const WaitingVerdict fourth = arrive(10s);  // would wait 1.5 s
    CHECK_FALSE(fourth.admitted);
    CHECK(fourth.at == Instant{11s});
    CHECK(room.waiting(Instant{10s}) == 3);
    CHECK(room.inside(Instant{10s}) == 1);
    CHECK(room.waiting(Instant{10500ms}) == 2);
    CHECK(arrive(10700ms).at == Instant{11500ms});  // the fourth's place
    CHECK(room.inside(Instant{12s}) == 4);
  }

  TEST_CASE(
      "with room for two, the third enters when the first has left and its page looks again") {
    WaitingRoomSpec spec{
        .inside = Count{2}, .stay = constant(30s), .patience = constant(10min), .refresh = 20s};
    WaitingRoom room(spec);
    const Stream draws(1, 0, "room");
    CHECK(room.arrive(Instant{0s}, 0, draws).waited == 0s);
    CHECK(room.arrive(Instant{5s}, 1, draws).waited == 0s);
    const WaitingVerdict third = room.arrive(Instant{6s}, 2, draws);
    CHECK(third.at == Instant{46s});  // free at 30 s; looks at 26 s, 46 s
    CHECK(room.inside(Instant{31s}) == 1);
    CHECK(room.waiting(Instant{31s}) == 1);
    CHECK(room.inside(Instant{50s}) == 1);
    says(said_of<WaitingRoomSpec>("stay: 1min\n"),
         {"warning[EC0902]", "the waiting room has no limit"});
  }
}
