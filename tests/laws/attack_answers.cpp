// What the shipped scenarios about attacks are there to show.
#include <cmath>
#include <string>

#include <doctest/doctest.h>

#include "model/guard/bot_score.hpp"
#include "model/guard/waf_cost.hpp"
#include "support/runs.hpp"

using namespace edgecase;
using namespace edgecase::testing;

TEST_SUITE("laws") {
  TEST_CASE(
      "scenarios: a limit of 100 a minute lets 100 of a bot's 1,500 pass; mitigation 100 in all") {
    const std::string file = "l7-flood-vs-rate-limit-window.yaml";
    const std::string rule = "design.guards.front.rate_limits.per-address.";
    const Runs sliding = run(open_answer(file));
    CHECK_NUMBERS(read_metric(sliding, "attack.leaked.share") ==
                  doctest::Approx(100.0 / 1500).scale(0).epsilon(0.02));
    CHECK_NUMBERS(read_metric(sliding, "errors.share{cause=blocked}") < 1e-4);
    // Five minutes by the clock begin five windows, six if the flood begins inside one.
    const Runs fixed = run(open_answer(file, {rule + "algorithm=fixed_window"}));
    CHECK_NUMBERS(read_metric(fixed, "attack.leaked.share") ==
                  doctest::Approx(100.0 / 1500).scale(0).epsilon(0.02));
    const Runs shorter = run(open_answer(file, {rule + "window=10s"}));
    CHECK_NUMBERS(read_metric(shorter, "attack.leaked.share") ==
                  doctest::Approx(100.0 / 250).scale(1).epsilon(0.02));
    const Runs kept_off = run(open_answer(file, {rule + "mitigation=10min"}));
    CHECK_NUMBERS(read_metric(kept_off, "attack.leaked.share") ==
                  doctest::Approx(100.0 / 7500).scale(0).epsilon(0.02));
    // Who is kept off for long is not always a bot: people who went over once are out, too.
    CHECK_NUMBERS(read_metric(kept_off, "errors.share{cause=origin_overloaded}") <=
                  read_metric(sliding, "errors.share{cause=origin_overloaded}"));
    CHECK_NUMBERS(read_metric(kept_off, "errors.share{cause=blocked}") >
                  10 * read_metric(sliding, "errors.share{cause=blocked}"));
  }

  TEST_CASE("scenarios: each threshold of a bot score stops its share of bots, and of people") {
    const BotScoreSpec laws;
    double people_before = -1, bots_before = -1;
    for (const int threshold : {10, 30, 50, 70}) {
      CAPTURE(threshold);
      const Runs runs = run(open_answer("bot-threshold-roc.yaml",
                                        {"design.guards.login.bots={action: block, threshold: " +
                                         std::to_string(threshold) + "}"}));
      const double bots = read_metric(runs, "attack.ended.share{end=bot_score}");
      const double of_bots = share_below(laws.realistic_bots, threshold);
      CHECK_NUMBERS(std::abs(bots - of_bots) < 4.5 * std::sqrt(of_bots * (1 - of_bots) / 5000));
      const double people = read_metric(runs, "errors.share{cause=blocked}");
      const double of_people = share_below(laws.people, threshold);
      // Some 1,200 people, the most active of whom send most: as good as 200 that are alike.
      CHECK_NUMBERS(std::abs(people - of_people) <
                    4.5 * std::sqrt(of_people * (1 - of_people) / 200) + 1e-9);
      CHECK_NUMBERS(people >= people_before);
      CHECK_NUMBERS(bots > bots_before);
      people_before = people;
      bots_before = bots;
    }
  }

  TEST_CASE("scenarios: a zero-day is exposed for as long as its rule takes to each site") {
    const Runs staged = run(open_answer("zero-day-rule-race.yaml"), 6);
    // 45 minutes without a rule, 10 with 5% of the sites, 20 with half of them, of 2 h.
    const double exposed = (45 + 10 * 0.95 + 20 * 0.5) / 120;
    const double leaks = exposed + (1 - exposed) * 0.02;
    CHECK_NUMBERS(read_metric(staged, "attack.leaked.share") ==
                  doctest::Approx(leaks).scale(0).epsilon(0.06));
    CHECK_NUMBERS(read_metric(staged, "attack.successes") ==
                  doctest::Approx(read_metric(staged, "attack.requests") * leaks * 0.01)
                      .scale(0)
                      .epsilon(0.06));
    const Runs at_once = run(open_answer("zero-day-rule-race.yaml",
                                         {"design.guards.front.waf.rules.new.release.steps=[]"}));
    CHECK_NUMBERS(read_metric(at_once, "attack.leaked.share") ==
                  doctest::Approx(0.375 + 0.625 * 0.02).scale(0).epsilon(0.02));
  }

  TEST_CASE(
      "scenarios: filters behind the links do not help the links; those in front of them do") {
    const std::string file = "hyper-volumetric-on-anycast.yaml";
    const std::string people = "besieged.availability{region=south-america}";
    const Runs behind = run(open_answer(file));
    const Runs none = run(open_answer(file, {"design.protection.scrubbing=none"}));
    CHECK(read_metric(behind, "links.peak") == read_metric(none, "links.peak"));
    const Runs before =
        run(open_answer(file, {"design.protection.scrubbing={place: before_links}"}));
    CHECK_NUMBERS(read_metric(before, people) > read_metric(behind, people));
    CHECK_NUMBERS(read_metric(before, "besieged.latency.p99{region=south-america}") <
                  read_metric(behind, "besieged.latency.p99{region=south-america}") / 2);
    const Runs withdraw =
        run(open_answer(file, {"design.protection.scrubbing=none",
                               "design.protection.overload={policy: withdraw, after: 5s}"}));
    CHECK_NUMBERS(read_metric(withdraw, "links.saturated") >
                  2 * read_metric(none, "links.saturated"));
  }

  TEST_CASE("scenarios: a rule that backtracks takes what its work is above what cores have") {
    const std::string file = "regex-that-burns-cpu.yaml";
    const Plan plan = open_answer(file);
    const Runs runs = run(plan);
    const EdgeCpuSpec& cpu = plan->spec.world.edge.cpu;
    const double usual = in_seconds(cpu.request) + in_seconds(cpu.handshake) / 8;
    WafCostChoice cost{"backtracking"};
    const double with_rule = usual + in_seconds(waf_cost(cost, 1200_B));
    const double served = usual / 0.4 / with_rule;
    CHECK(served < 0.1);
    CHECK_NUMBERS(read_metric(runs, "errors.share{cause=edge_overloaded}") ==
                  doctest::Approx(0.4 * (1 - served)).scale(0).epsilon(0.02));
    const Runs linear = run(open_answer(file, {"design.guards.front.waf.rules.xss.cost=linear"}));
    CHECK(read_metric(linear, "errors.share{cause=edge_overloaded}") == 0);
    const Runs staged = run(open_answer(file, {"design.guards.front.waf.rules.xss.release.steps=[{"
                                               "pops: 2%}, {pops: 100%, after: 30min}]"}));
    CHECK_NUMBERS(read_metric(staged, "errors.share{cause=edge_overloaded}") < 0.05);
  }

  TEST_CASE(
      "scenarios: a patient attack costs what it is billed for, and a guard takes its part off") {
    const std::string file = "attack-on-the-wallet.yaml";
    // On a sheet without egress fees, a quarter of a month: 240 ms of CPU on 1 GiB are 414.6 ms,
    // billed as 415; by hand.
    const double requests = 0.25 * 30 * 86'400 * 300;
    const double each = 0.2e-6 + 0.415 * 0.0000166667;
    const Overrides flat{"design.prices.edge=cloudflare-2026"};
    CHECK_NUMBERS(read_metric(run(open_answer(file, flat)), "attack.cost.monthly") ==
                  doctest::Approx(requests * each).scale(0).epsilon(0.01));
    const Runs open = run(open_answer(file));
    const Runs guarded =
        run(open_answer(file, {"design.routes.search={compute: search, guard: front}"}));
    const double saved =
        1 - read_metric(guarded, "attack.cost.monthly") / read_metric(open, "attack.cost.monthly");
    CHECK_NUMBERS(saved ==
                  doctest::Approx(read_metric(guarded, "attack.ended.share{end=bot_score}"))
                      .scale(1)
                      .epsilon(0.05));
    CHECK_NUMBERS(saved > 0.2);
  }
}
