// What theory draws for one key is what a long past of that key leaves, event by event.
#include "model/cache/long_past.hpp"

#include <algorithm>
#include <cmath>
#include <limits>
#include <vector>

#include <doctest/doctest.h>

#include "support/sanitized.hpp"

using namespace edgecase;

namespace {

constexpr double forever = std::numeric_limits<double>::infinity();
constexpr int draws = testing::as_many_as(40'000, 10'000);

double exponential(double rate, Draws& dice) { return -std::log(dice.unit()) / rate; }

/// The past of one key in one cache, request by request from when the cache was empty.
PastUse simulated(const KeyPast& key, Draws& dice) {
  double ago = key.history - exponential(key.rate, dice);
  PastUse use;
  double fetched = 0;
  for (double last = forever; ago >= 0; last = ago, ago -= exponential(key.rate, dice)) {
    const bool kept = last - ago < key.characteristic;
    const double from = key.ttl_reset ? last : fetched;
    if (last == forever || !kept || from - ago >= key.ttl) fetched = ago;
    use = {true, ago, key.ttl_reset ? ago : fetched};
  }
  use.kept = use.kept && use.idle < key.characteristic;
  return use.kept ? use : PastUse{};
}

/// Several caches below one that never evicts, all of one ttl, their copies as old as its own; seen
/// at the cache with the first of these rates.
PastUse simulated_below(const std::vector<double>& rates, const KeyPast& key, double ttl_above,
                        Draws& dice) {
  double all = 0;
  for (const double rate : rates) all += rate;
  PastUse use;
  double above = forever;
  const double begin = key.history * (1 + dice.unit());  // cycles hardly differ: mix their phases
  for (double ago = begin - exponential(all, dice); ago >= 0; ago -= exponential(all, dice)) {
    const bool here = dice.unit() * all < rates.front();
    const bool fresh_here =
        here && use.kept && use.age - ago < key.ttl && use.idle - ago < key.characteristic;
    if (here && fresh_here) {
      use.idle = ago;
      continue;
    }
    if (above == forever || above - ago >= ttl_above) above = ago;
    if (here) use = {true, ago, above};
  }
  use.kept = use.kept && use.idle < key.characteristic;
  return use.kept ? use : PastUse{};
}

/// Means over many pasts, each with its standard error.
struct Mean {
  double sum = 0, squares = 0;
  void add(double value) {
    sum += value;
    squares += value * value;
  }
  double value() const { return sum / draws; }
  double error() const { return std::sqrt((squares / draws - value() * value()) / draws); }
};
struct Pasts {
  Mean kept, fresh, idle, age;
};

template <class Draw>
Pasts many(const KeyPast& key, Draw draw, std::string_view name) {
  const Stream stream(1, 0, name);
  Pasts pasts;
  for (int i = 0; i < draws; ++i) {
    Draws dice(stream.of(static_cast<std::uint64_t>(i)));
    const PastUse use = draw(dice);
    const double age = std::min(use.age, key.ttl);  // how long ago it expired does not matter
    pasts.kept.add(use.kept);
    pasts.fresh.add(use.kept && use.age < key.ttl);
    pasts.idle.add(use.kept ? use.idle : 0);
    pasts.age.add(use.kept ? age : 0);
  }
  return pasts;
}

void agree(const Mean& a, const Mean& b) {
  CHECK(std::abs(a.value() - b.value()) <= 4.5 * std::hypot(a.error(), b.error()) + 1e-12);
}
void agree(const Pasts& drawn, const Pasts& truth) {
  agree(drawn.kept, truth.kept);
  agree(drawn.fresh, truth.fresh);
  agree(drawn.idle, truth.idle);
  agree(drawn.age, truth.age);
}

}  // namespace

TEST_SUITE("laws") {
  TEST_CASE("a key's drawn past is that of a cache which was asked for it all the time") {
    const std::vector<KeyPast> keys{
        {1, 10, forever, 400},   {0.1, 10, forever, 400}, {1, 10, 3, 400},
        {0.2, 10, 3, 400},       {3, 10, 1, 300},         {1, 2, 5, 100},
        {0.01, 10, forever, 40}, {5, 100, forever, 20},   {0.5, 4, forever, 400, true},
        {0.5, 4, 2, 400, true},
    };
    for (const KeyPast& key : keys) {
      CAPTURE(key.rate);
      CAPTURE(key.ttl);
      CAPTURE(key.characteristic);
      CAPTURE(key.history);
      const Pasts drawn = many(key, [&](Draws& dice) { return past_use(key, dice); }, "drawn");
      const Pasts truth = many(key, [&](Draws& dice) { return simulated(key, dice); }, "truth");
      agree(drawn, truth);
      if (key.history > 20 * key.ttl)
        CHECK(fresh_share(key) == doctest::Approx(truth.fresh.value()).scale(0).epsilon(0.03));
    }
  }

  TEST_CASE("copies below a tier expire with the tier's") {
    const std::vector<std::vector<double>> caches{{1.0}, {0.1, 0.1}, {0.2, 1, 2, 0.5}, {2, 0.1}};
    for (const std::vector<double>& rates : caches) {
      for (const double ttl : {10.0, 6.0}) {
        CAPTURE(rates.size());
        CAPTURE(ttl);
        double all = 0;
        for (const double rate : rates) all += rate;
        const KeyPast key{rates.front(), ttl, forever, 200};
        const KeyPast together{all, 10, forever, forever};
        const auto draw = [&](Draws& dice) {
          const PastUse above = past_use(together, dice);
          return past_use_below(key, all, above.age, 10, dice);
        };
        const auto truth = [&](Draws& dice) { return simulated_below(rates, key, 10, dice); };
        const Pasts drawn = many(key, draw, "drawn");
        const Pasts real = many(key, truth, "truth");
        agree(drawn.fresh, real.fresh);
        agree(drawn.kept, real.kept);
        CHECK(fresh_share_below(key, all, 10) ==
              doctest::Approx(real.fresh.value()).scale(0).epsilon(0.02));
      }
    }
  }

  TEST_CASE("the characteristic time fills the cache exactly, and grows with it") {
    const std::vector<AskedKeys> keys{{10, 1, 1000}, {100, 0.1, 500}, {1000, 0.001, 2000}};
    double before = 0;
    for (const std::int64_t room : {1'000, 10'000, 50'000, 500'000, 2'000'000}) {
      const double time = characteristic_time(keys, 0, 0, {{room}});
      double held = 0;
      for (const AskedKeys& some : keys)
        held += some.count * some.bytes * (1 - std::exp(-some.rate * time));
      CHECK(held == doctest::Approx(static_cast<double>(room)).scale(0).epsilon(1e-5));
      CHECK(time > before);
      before = time;
    }
    CHECK(characteristic_time(keys, 0, 0, {{2'060'000}}) == forever);
    CHECK(characteristic_time(keys, 0, 0, {{2'060'000}, Count{1109}}) < forever);
    CHECK(characteristic_time(keys, 1, 100, {{2'060'000}}) < forever);
    CHECK(characteristic_time({}, 2, 100, {{1'000}}) == doctest::Approx(5).scale(0));
  }
}
