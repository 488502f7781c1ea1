// The questions of the daily drill: answers that are known, and what holds on every date.
#include <array>
#include <cmath>
#include <set>

#include <doctest/doctest.h>

#include "practice/drill/closed_answers.hpp"
#include "practice/drill/deck.hpp"
#include "practice/drill/interval_text.hpp"

using namespace edgecase;
using doctest::Approx;

namespace {

constexpr DrillDate first_day = std::chrono::sys_days(std::chrono::year(2026) / 1 / 1);

DrillDate day(int n) { return first_day + std::chrono::days(n); }

/// Great circle by the law of cosines.
double cosine_km(const napkin::City& a, const napkin::City& b) {
  const double degree = std::acos(-1.0) / 180;
  return 6371 * std::acos(std::sin(a.latitude * degree) * std::sin(b.latitude * degree) +
                          std::cos(a.latitude * degree) * std::cos(b.latitude * degree) *
                              std::cos((a.longitude - b.longitude) * degree));
}

DrillAnswer answer(int on, int asked, std::string id, bool known) {
  const DrillQuestion question = drill_question(id, day(asked));
  const double x = question.answer;
  const IntervalForecast interval =
      known ? IntervalForecast{x / 2, x * 2} : IntervalForecast{x * 2, x * 8};
  return {day(on), day(asked), std::move(id), interval};
}

}  // namespace

TEST_SUITE("oracles") {
  TEST_CASE("drill: answers that are known") {
    using namespace napkin;
    const City sao_paulo{"", -23.55, -46.63};
    const City frankfurt{"", 50.11, 8.68};
    CHECK(light_round_trip_ms(sao_paulo, frankfurt) ==
          Approx(2 * cosine_km(sao_paulo, frankfurt) / 204.2).scale(0).epsilon(1e-9));
    CHECK(std::abs(light_round_trip_ms(sao_paulo, frankfurt) - 96) < 1);  // 9,800 km
    // The bill of 100 TiB: us-east-1, São Paulo.
    const std::array<PriceStep, 4> us{
        {{10'240, 0.09}, {40'960, 0.085}, {102'400, 0.07}, {0, 0.05}}};
    const std::array<PriceStep, 4> sa{
        {{10'240, 0.15}, {40'960, 0.138}, {102'400, 0.126}, {0, 0.114}}};
    CHECK(stepped_price(102'400, us) == Approx(7987.20).scale(0).epsilon(1e-9));
    CHECK(stepped_price(102'400, sa) == Approx(13639.68).scale(0).epsilon(1e-9));
    CHECK(stepped_price(153'600 + 100, us) ==
          Approx(921.6 + 3481.6 + 7168 + 5).scale(0).epsilon(1e-9));
    CHECK(std::abs(cold_share(10, 30, 300) - 0.37) < 0.005);
    CHECK(std::abs(cold_share(1, 30, 300) - 0.90) < 0.005);
    CHECK(requests_per_arm(0.001, 0.05) == 162);
    CHECK(std::abs(requests_per_arm(0.001, 0.002) - 23'500) < 50);
    CHECK(down_minutes_a_month(0.999) == Approx(43.2).scale(0).epsilon(1e-9));
    CHECK(mean_wait_ms(0.8, 5) == Approx(20).scale(0).epsilon(1e-9));
    CHECK(std::abs(hit_ratio_for(0.4, 20, 240) - 0.436) < 0.0005);
    CHECK(still_cached(300, 60) == Approx(0.8).scale(0));
    CHECK(still_cached(60, 60) == 0);
    CHECK(attempts_per_request(0.5, 2) == Approx(1.75).scale(0));
    CHECK(attempts_per_request(0.9, 4) ==
          Approx(1 + 0.9 + 0.81 + 0.729 + 0.6561).scale(0).epsilon(1e-9));
    CHECK(slow_start_round_trips(14'600) == 1);
    CHECK(slow_start_round_trips(14'601) == 2);
    CHECK(slow_start_round_trips(43'801) == 3);
  }

  TEST_CASE("drill: published figures among the drawn questions") {
    std::set<double> gateway;
    std::set<double> stale;
    std::set<double> outage;
    for (int n = 0; n < 200; ++n) {
      gateway.insert(std::round(drill_question("gateway", day(n)).answer * 100) / 100);
      stale.insert(drill_question("stale", day(n)).answer);
      outage.insert(std::round(drill_question("outage", day(n)).answer * 10) / 10);
    }
    CHECK(gateway == std::set<double>{25.92, 518.4, 7776});  // 300k rps for a day: $7,776
    CHECK(stale.contains(90'000));                           // 50 rps, one hour
    CHECK(outage == std::set<double>{16.2, 62.5, 86.8});     // 27 min worldwide: 62.5%
  }

  TEST_CASE("drill: on every date five kinds, each with a source, none beyond ignorance") {
    std::set<std::string> seen;
    for (int n = 0; n < 1000; ++n) {
      CAPTURE(n);
      const auto questions = drill_of(day(n));
      REQUIRE(questions.size() == drill_length);
      std::set<std::string> kinds;
      for (const DrillQuestion& question : questions) {
        CAPTURE(question.asks);
        kinds.insert(question.id);
        CHECK_FALSE(question.source.empty());
        CHECK_FALSE(question.working.empty());
        CHECK(question.ignorant.lo < question.answer);
        CHECK(question.answer < question.ignorant.hi);
        CHECK(forecast_points(question.scale, question.ignorant, question.ignorant,
                              question.answer) == Approx(0).scale(1));
        CHECK(drill_question(question.id, day(n)).asks == question.asks);
      }
      CHECK(kinds.size() == drill_length);
      seen.insert(kinds.begin(), kinds.end());
    }
    CHECK(seen.size() == drill_kinds().size());
    CHECK(drill_of(day(0))[0].asks != drill_of(day(1))[0].asks);
  }

  TEST_CASE("drill: the most surprising answer comes back after 1, 3, 7 and 21 days") {
    std::vector<DrillAnswer> record{answer(0, 0, "light", true),
                                    answer(0, 0, "stale", false),
                                    {day(0), day(0), "wait", std::nullopt}};
    const auto due = [&](int on) {
      const auto repeats = due_on(day(on), record);
      return repeats.size() == 1 && repeats[0].id == "stale" && repeats[0].asked == day(0);
    };
    CHECK(due_on(day(0), record).empty());
    CHECK(due(1));
    CHECK(due(9));  // still: nobody answered it
    record.push_back(answer(1, 0, "stale", true));
    CHECK_FALSE(due(3));
    CHECK(due(4));
    record.push_back(answer(4, 0, "stale", true));
    CHECK_FALSE(due(10));
    CHECK(due(11));
    record.push_back(answer(11, 0, "stale", false));  // missed: from the start
    CHECK(due(12));
    for (const int on : {12, 15, 22}) record.push_back(answer(on, 0, "stale", true));
    CHECK_FALSE(due(42));
    CHECK(due(43));
    record.push_back(answer(43, 0, "stale", true));
    CHECK(due_on(day(400), record).empty());
    // A pass returns where nothing was missed; what was known does not.
    const std::vector<DrillAnswer> passed{answer(0, 0, "light", true),
                                          {day(0), day(0), "wait", std::nullopt}};
    REQUIRE(due_on(day(1), passed).size() == 1);
    CHECK(due_on(day(1), passed)[0].id == "wait");
    CHECK(due_on(day(1), {answer(0, 0, "light", true)}).empty());
  }

  TEST_CASE("drill: streak, points, glyphs") {
    const std::vector<DrillAnswer> record{answer(0, 0, "light", true), answer(2, 2, "light", true),
                                          answer(3, 3, "light", true), answer(4, 3, "light", true)};
    CHECK(streak_until(day(3), record) == 2);
    CHECK(streak_until(day(4), record) == 0);  // a repetition alone is no drill
    CHECK(streak_until(day(0), record) == 1);
    const DrillQuestion question = drill_question("light", day(0));  // ignorant: 5 to 500
    CHECK(points_of(question, record[0]) ==
          Approx(100 * (1 - std::log(4) / std::log(100))).scale(0).epsilon(1e-9));
    CHECK(points_of(question, {day(0), day(0), "light", std::nullopt}) == Approx(0).scale(1));
    CHECK(drill_glyphs({99, 80, 79, 49, 24, -1, 0},
                       {false, false, false, false, false, false, true}) == "●●◕◑◔○·");
  }

  TEST_CASE("drill: dates, lines of the record and intervals are read as written, or refused") {
    CHECK(drill_date("2026-12-01") == std::chrono::sys_days(std::chrono::year(2026) / 12 / 1));
    for (const char* wrong : {"2026-02-30", "2026-12-1", "2026/12/01", "", "2026-12-0x"})
      CHECK_FALSE(drill_date(wrong));
    const DrillAnswer one{day(1), day(0), "wait", IntervalForecast{1.5, 20}};
    const auto back = answer_of_line(as_line(one));
    REQUIRE(back);
    CHECK(back->on == one.on);
    CHECK(back->asked == one.asked);
    CHECK(back->forecast->hi == 20);
    CHECK_FALSE(answer_of_line(R"({"on":"2026-01-01","asked":"2026-01-01","id":"nothing"})"));
    CHECK_FALSE(answer_of_line("[1"));
    std::string problem;
    const auto read = [&](const char* text) {
      const auto interval = interval_of(text, problem);
      return interval ? std::pair{interval->lo, interval->hi} : std::pair{0.0, 0.0};
    };
    CHECK(read("80 120") == std::pair{80.0, 120.0});
    CHECK(read("2k..5k") == std::pair{2000.0, 5000.0});
    CHECK(read("1,000 - 3,000") == std::pair{1000.0, 3000.0});
    CHECK(read("40% to 60%") == std::pair{40.0, 60.0});
    CHECK(read("$1.5M $2G") == std::pair{1.5e6, 2e9});
    CHECK(read("1e-3 2e-3") == std::pair{1e-3, 2e-3});
    for (const char* wrong : {"5", "", "5 4", "5 5", "a b", "1 2 3", "nan 4", "1 inf", "5 ms 7 ms"})
      CHECK_FALSE(interval_of(wrong, problem));
  }
}
