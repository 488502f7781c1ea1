// What must hold of content that changes: Poisson for each object, the same for every design.
#include <algorithm>
#include <cmath>
#include <vector>

#include <doctest/doctest.h>

#include "core/random.hpp"
#include "model/content/change_log.hpp"

using namespace edgecase;

namespace {

constexpr double beyond = 4.5;  // standard errors; the draws are fixed, so this never flickers
constexpr std::uint32_t first = 700;
constexpr std::uint32_t changing_objects = 2000;
const Instant horizon{100min};

ChangeLog log_of(const ChangeSpec& spec, std::uint64_t replication = 0) {
  return {spec, first, changing_objects, horizon, 1, replication};
}

std::vector<double> counts_of(const ChangeLog& log) {
  std::vector<double> counts(changing_objects);
  for (const auto& change : log.all()) ++counts[change.object - first];
  return counts;
}

bool same_change(const ChangeLog::Change& a, const ChangeLog::Change& b) {
  return a.at == b.at && a.object == b.object;
}

/// The answer of reading the whole log.
std::size_t naive(const ChangeLog& log, std::uint32_t object, Instant t) {
  const auto all = log.all();
  const auto it = std::find_if(all.begin(), all.end(), [&](const ChangeLog::Change& c) {
    return c.object == object && c.at > t;
  });
  return static_cast<std::size_t>(it - all.begin());
}

void check_against_naive(const ChangeLog& log, std::uint32_t object, Instant t) {
  const std::size_t expected = naive(log, object, t);
  CAPTURE(object);
  CAPTURE(t.time_since_epoch().count());
  REQUIRE(log.index_after(object, t) == expected);
  const bool none = expected == log.all().size();
  const Instant in_run = none ? Instant::max() : log.all()[expected].at;
  const Instant before = log.last_before_start(object);
  REQUIRE(before < Instant{});
  REQUIRE(log.first_after(object, t) == (before > t ? before : in_run));
}

}  // namespace

TEST_SUITE("laws") {
  TEST_CASE(
      "changes of an object are Poisson: mean and variance of their number are both t/every") {
    const auto counts = counts_of(log_of({.every = 10min}));
    double sum = 0;
    double squares = 0;
    for (double c : counts) sum += c, squares += (c - 10) * (c - 10);
    CHECK(std::abs(sum - 10 * changing_objects) < beyond * std::sqrt(10.0 * changing_objects));
    // Around the known mean m, (c - m)^2 has mean m and variance m + 2 m^2.
    CHECK(std::abs(squares - 10 * changing_objects) < beyond * std::sqrt(210.0 * changing_objects));
  }

  TEST_CASE("gaps between changes are exponential") {
    const ChangeLog log = log_of({.every = 10min});
    std::vector<double> u;  // 1 - exp(-gap / mean): uniform
    Instant before{};
    for (const auto& change : log.all()) {
      u.push_back(1 - std::exp(-in_seconds(change.at - before) * changing_objects / 600));
      before = change.at;
    }
    std::sort(u.begin(), u.end());
    const auto n = static_cast<double>(u.size());
    double worst = 0;  // Kolmogorov and Smirnov
    for (std::size_t i = 0; i < u.size(); ++i) {
      worst = std::max(
          {worst, (static_cast<double>(i) + 1) / n - u[i], u[i] - static_cast<double>(i) / n});
    }
    CHECK(worst * std::sqrt(n) < 2.2);  // one in 8,000
  }

  TEST_CASE("an object is still unchanged at t with chance exp(-t/every)") {
    const ChangeLog log = log_of({.every = 30min});
    for (const Instant t : {Instant{5min}, Instant{30min}, Instant{90min}}) {
      double unchanged = 0;
      for (std::uint32_t o = first; o < first + changing_objects; ++o) {
        unchanged += log.first_after(o, Instant{}) > t ? 1 : 0;
      }
      const double p = std::exp(-in_seconds(t.time_since_epoch()) / 1800);
      CHECK(std::abs(unchanged - p * changing_objects) <
            beyond * std::sqrt(p * (1 - p) * changing_objects));
    }
  }

  TEST_CASE("before the run too objects changed at random, those that ever change") {
    const ChangeLog log = log_of({.every = 30min, .share = 60_percent});
    const auto counts = counts_of(log_of({.every = 1min, .share = 60_percent}));
    double changing = 0;
    double lately = 0;
    for (std::uint32_t o = 0; o < changing_objects; ++o) {
      const Instant last = log.last_before_start(first + o);
      CHECK((last == Instant::min()) == (counts[o] < 0.5));
      changing += counts[o] < 0.5 ? 0 : 1;
      lately += last > Instant{-20min} ? 1 : 0;
    }
    const double p = 1 - std::exp(-20.0 / 30);
    CHECK(std::abs(lately - p * changing) < beyond * std::sqrt(p * (1 - p) * changing));
  }

  TEST_CASE("only the stated share of the objects ever changes, as often as the others would") {
    const auto all = counts_of(log_of({.every = 2min}));
    const auto some = counts_of(log_of({.every = 2min, .share = 30_percent}));
    double changing = 0;
    for (std::size_t i = 0; i < changing_objects; ++i) {
      changing += some[i] > 0 ? 1 : 0;
      CHECK(
          (some[i] == doctest::Approx(0).scale(1) || some[i] == doctest::Approx(all[i]).scale(0)));
    }
    CHECK(std::abs(changing - 0.3 * changing_objects) <
          beyond * std::sqrt(0.21 * changing_objects));
  }

  TEST_CASE("the next change is what a search through all changes finds") {
    const ChangeLog dense = log_of({.every = 10min});
    Draws draws(Stream(7, 0, "queries"));
    for (int i = 0; i < 500; ++i) {
      const auto object = first + static_cast<std::uint32_t>(draws.below(changing_objects));
      check_against_naive(dense, object, Instant{from_seconds(draws.unit() * 6500 - 100)});
    }
    for (std::size_t i = 0; i < dense.all().size(); i += 97) {
      const auto [at, object] = dense.all()[i];
      check_against_naive(dense, object, at);  // a change is not after itself
      CHECK(dense.index_after(object, at - Duration{1}) == i);
    }
  }

  TEST_CASE("few changes among many objects take little work and are found as well") {
    const ChangeLog sparse({.every = 24h}, 5, 100'000'000, Instant{10s}, 3, 0);
    const double expected = 100e6 * 10 / 86400;
    const auto n = static_cast<double>(sparse.all().size());
    CHECK(std::abs(n - expected) < beyond * std::sqrt(expected));
    for (std::size_t i = 0; i < sparse.all().size(); i += 101) {
      const auto [at, object] = sparse.all()[i];
      check_against_naive(sparse, object, at - Duration{1});
      check_against_naive(sparse, object, at);
      check_against_naive(sparse, object + 1 < 100'000'005 ? object + 1 : object, Instant{});
    }
  }

  TEST_CASE(
      "changes are in order of time, depend on the seed alone, and a longer run adds later ones") {
    const ChangeLog log = log_of({.every = 10min});
    const ChangeLog again = log_of({.every = 10min});
    const ChangeLog longer({.every = 10min}, first, changing_objects, horizon + 50min, 1, 0);
    const ChangeLog other = log_of({.every = 10min}, 1);
    const auto earlier = [](const auto& a, const auto& b) { return a.at < b.at; };
    CHECK(std::is_sorted(log.all().begin(), log.all().end(), earlier));
    CHECK(std::equal(log.all().begin(), log.all().end(), again.all().begin(), again.all().end(),
                     same_change));
    REQUIRE(longer.all().size() > log.all().size());
    CHECK(std::equal(log.all().begin(), log.all().end(), longer.all().begin(), same_change));
    CHECK(longer.all()[log.all().size()].at >= horizon);
    CHECK_FALSE(same_change(log.all().front(), other.all().front()));
  }

  TEST_CASE("a run that is over before anything changes has no changes") {
    const ChangeLog log({.every = 1000h}, 0, 1, Instant{1s}, 1, 0);
    CHECK(log.all().empty());
    CHECK(log.first_after(0, Instant{}) == Instant::max());
    CHECK(log.index_after(0, Instant{}) == 0);
    CHECK(expected_changes({.every = 10min, .share = 50_percent}, Count{200}, 1h) ==
          doctest::Approx(600).scale(0));
  }
}
