// Merging of meters: by one rule for each type of member, so that no member is forgotten.
#include <string>

#include <doctest/doctest.h>

#include "measure/merge.hpp"
#include "observation/observations.hpp"

using namespace edgecase;

namespace {

struct InnerMeter {
  std::uint32_t count = 0;
  Max<double> longest = -1;
};
struct OuterMeter {
  InnerMeter inner;
  std::array<std::uint64_t, 2> parts{};
  std::vector<std::vector<InnerMeter>> lists = {};
  Duration spent{};
  CountHistogram times = {};
};

struct WithText {
  std::uint64_t count = 0;
  std::string text;
};
struct WithFlag {
  std::array<bool, 2> flags{};
};

Observations observed(std::uint64_t n) {
  Observations seen = Observations::of_size(
      {.routes = 1, .regions = 1, .pops = 1, .moments = 1, .phases = 2, .attacks = 1});
  const auto d = static_cast<double>(n);
  seen.bot_cell(1, 0, 0).requests = n;
  seen.bot_meter(1, 0, 0).errors = n;
  seen.attacks[0].bits = d;
  seen.attacks[0].detected_s = d;
  seen.pressure.saturated_s = d;
  seen.pressure.peak_link = d;
  seen.access.exposures[1] = {n, d};
  const FunctionUse use{.requests = static_cast<std::int64_t>(n)};
  seen.functions = {{use}};
  seen.functions_by_phase = {{{use}}, {{use}}};
  return seen;
}

}  // namespace

TEST_SUITE("unit") {
  TEST_CASE("merging adds counters, keeps maxima and walks members, arrays and lists") {
    OuterMeter a{.inner = {1, 5}, .parts = {1, 2}, .lists = {{}, {{1, 7}}}, .spent = Duration{3}};
    OuterMeter b{.inner = {2, 4}, .parts = {10, 20}, .lists = {{}, {{4, 8}}}, .spent = Duration{4}};
    a.times.add(100);
    b.times.add(300);
    merge_into(a, b);
    CHECK(a.inner.count == 3);
    CHECK(a.inner.longest == 5);
    CHECK(a.parts == std::array<std::uint64_t, 2>{11, 22});
    CHECK(a.lists[1][0].count == 5);
    CHECK(a.lists[1][0].longest == 8);
    CHECK(a.spent == Duration{7});
    CHECK(a.times.count() == 2);
    CHECK(a.times.total() == 400);
  }

  TEST_CASE("a member whose type has no rule for merging does not compile") {
    static_assert(Mergeable<OuterMeter> && Mergeable<Observations>);
    static_assert(!Mergeable<WithText> && !Mergeable<WithFlag> && !Mergeable<AttackEnd>);
    static_assert(!Mergeable<std::vector<WithText>> && !Mergeable<const char*>);
  }

  TEST_CASE("meters of different sizes are not merged") {
    OuterMeter a, b;
    b.lists.resize(1);
    CHECK_THROWS_AS(merge_into(a, b), CheckFailure);
    Observations one = observed(1);
    CHECK_THROWS_AS(merge_into(one, Observations::of_size({.routes = 2})), CheckFailure);
  }

  TEST_CASE("observations merge bots, attacks, load, exposures and functions too") {
    Observations all = observed(2);
    merge_into(all, observed(3));
    CHECK(all.bot_cell(1, 0, 0).requests == 5);
    CHECK(all.bot_meter(1, 0, 0).errors == 5);
    CHECK(all.attacks[0].bits == 5);
    CHECK(all.attacks[0].detected_s == 3);
    CHECK(all.pressure.saturated_s == 5);
    CHECK(all.pressure.peak_link == 3);
    CHECK(all.access.exposures[1].requests == 5);
    CHECK(all.access.exposures[1].longest_s == 3);
    CHECK(all.functions[0][0].requests == 5);
    CHECK(all.functions_by_phase[1][0][0].requests == 5);
  }

  TEST_CASE("a sample is scaled to the whole, except what does not count single requests") {
    for (const std::uint64_t times : {1, 2, 3, 10, 1000}) {
      CAPTURE(times);
      Observations seen = observed(2);
      seen.cell(0, 0, 0).requests = 7;
      seen.moment(0, 0).bytes = 9;
      seen.purges[1] = 4;
      seen.events = 5;
      seen.cached_bytes = 6;
      seen.scale_by(times);
      CHECK(seen.cell(0, 0, 0).requests == 7 * times);
      CHECK(seen.moment(0, 0).bytes == 9 * times);
      CHECK(seen.cached_bytes == 6 * times);
      CHECK(seen.purges[1] == 4);
      CHECK(seen.events == 5);
      CHECK(seen.functions[0][0].requests == 2);
      CHECK(seen.pressure.saturated_s == 2);
    }
  }
}
