// C01-C03: caches under independent references against King, Gelenbe, Che and the renewal formulas
// of a ttl, through the front door.
#include <doctest/doctest.h>

#include "support/oracle_rows.hpp"
#include "validate/closed_forms.hpp"

using namespace edgecase;
using namespace edgecase::testing;
namespace theory = edgecase::closed_form;

namespace {

Overrides popularity(int objects, const std::string& law, int room) {
  return {"world.horizon.measure=10s", "world.routes.all.objects=" + std::to_string(objects),
          "world.routes.all.popularity=" + law,
          "design.caches.small.objects=" + std::to_string(room)};
}

Overrides zipf(int objects, const std::string& exponent, int room) {
  return popularity(objects, "{zipf: " + exponent + "}", room);
}

Overrides with_bytes(Overrides overrides, const std::string& bytes) {
  overrides.push_back("design.caches.small.objects=unlimited");
  overrides.push_back("design.caches.small.capacity=" + bytes);
  return overrides;
}

Oracle hit_ratio(const std::string& scenario, Overrides overrides, double expected,
                 double tolerance) {
  return {
      scenario, std::move(overrides), {{"", scenario, "hit_ratio", expected, tolerance, false}}};
}

/// All requests per second and the ttl in seconds, over 1000 equally popular objects; measured over
/// 60 ttls, after ten.
Oracle ttl(double rate, double seconds, bool sliding) {
  const double requests = rate / 1000;
  const double expected = sliding ? theory::sliding_ttl_hit_ratio(requests, seconds)
                                  : theory::ttl_hit_ratio(requests, seconds);
  return hit_ratio(
      "ttl",
      {"world.demand.rate=" + std::to_string(rate) + " rps",
       "design.caches.large.ttl=" + std::to_string(seconds) + "s",
       "world.horizon.warm_up=" + std::to_string(10 * seconds) + "s",
       "world.horizon.measure=" + std::to_string(60 * seconds) + "s",
       std::string("design.caches.large.ttl_reset_on_hit=") + (sliding ? "true" : "false")},
      expected, 0.003);
}

}  // namespace

TEST_SUITE("oracles") {
  TEST_CASE("the closed forms of caches give the published values") {
    const auto five = theory::zipf_shares(5, 1);
    const auto eight = theory::zipf_shares(8, 1.2);
    const auto thousand = theory::zipf_shares(1000, 0.8);
    const auto many = theory::zipf_shares(10'000, 1);
    CHECK(theory::lru_hit_ratio(five, 2) == doctest::Approx(0.51888456).scale(0).epsilon(1e-7));
    CHECK(theory::fifo_hit_ratio(five, 2) == doctest::Approx(0.50364964).scale(0).epsilon(1e-7));
    CHECK(theory::lru_hit_ratio_che(five, 2) == doctest::Approx(0.51083).scale(0).epsilon(1e-5));
    CHECK(theory::lru_hit_ratio(eight, 3) == doctest::Approx(0.59851595).scale(0).epsilon(1e-7));
    CHECK(theory::fifo_hit_ratio(eight, 3) == doctest::Approx(0.56279741).scale(0).epsilon(1e-7));
    CHECK(theory::lru_hit_ratio_che(thousand, 100) ==
          doctest::Approx(0.37779022).scale(0).epsilon(1e-7));
    CHECK(theory::fifo_hit_ratio_che(thousand, 100) ==
          doctest::Approx(0.33367971).scale(0).epsilon(1e-7));
    CHECK(theory::lru_hit_ratio_che(many, 100) ==
          doctest::Approx(0.39052549).scale(0).epsilon(1e-7));
    CHECK(theory::fifo_hit_ratio_che(many, 100) ==
          doctest::Approx(0.3423321).scale(0).epsilon(1e-7));
    CHECK(theory::ttl_hit_ratio(0.1, 60) == doctest::Approx(0.85714286).scale(0).epsilon(1e-7));
    CHECK(theory::sliding_ttl_hit_ratio(0.1, 60) ==
          doctest::Approx(0.99752125).scale(0).epsilon(1e-7));
  }

  TEST_CASE("C04-C06: stale copies, collapsed requests and a second tier agree with theory") {
    check_shipped({"C04"}, "2h");
    check_shipped({"C05"}, "3min");
    check_shipped({"C06"}, "10min");
  }
  TEST_CASE("C01-C03: the shipped caches agree with theory") {
    check_shipped({"C01", "C02"}, "10s");
    check_shipped({"C03"}, "10min");
  }

  TEST_CASE("small caches of other shapes agree with King and Gelenbe") {
    struct Case {
      const char* law;
      double exponent;
      std::size_t objects, room;
    };
    for (const auto& [law, exponent, objects, room] :
         {Case{"{zipf: 0.6}", 0.6, 6, 4}, Case{"{zipf: 2}", 2, 10, 2}, Case{"uniform", 0, 4, 1}}) {
      const auto shares = theory::zipf_shares(objects, exponent);
      const Overrides shape = popularity(static_cast<int>(objects), law, static_cast<int>(room));
      check_oracle(hit_ratio("lru-irm", shape, theory::lru_hit_ratio(shares, room), 0.002));
      check_oracle(hit_ratio("fifo-irm", shape, theory::fifo_hit_ratio(shares, room), 0.002));
    }
  }

  TEST_CASE("larger caches of other shapes agree with the characteristic time") {
    check_oracle(hit_ratio("che-lru", zipf(5000, "0.9", 1000),
                           theory::lru_hit_ratio_che(theory::zipf_shares(5000, 0.9), 1000), 0.004));
    Overrides fifo = zipf(2000, "1.1", 50);
    fifo.push_back("design.caches.small.policy=fifo");
    check_oracle(hit_ratio("che-lru", fifo,
                           theory::fifo_hit_ratio_che(theory::zipf_shares(2000, 1.1), 50), 0.006));
  }

  TEST_CASE("a cache bounded by bytes holds as many equal objects as fit") {
    const double expected = theory::lru_hit_ratio_che(theory::zipf_shares(1000, 0.8), 100);
    Overrides bounded = with_bytes(zipf(1000, "0.8", 100), "109kB");
    bounded.push_back("world.routes.all.size=1080B");
    check_oracle(hit_ratio("che-lru", bounded, expected, 0.004));
  }

  TEST_CASE("a ttl: few and many requests in one life, fixed and sliding") {
    check_oracle(ttl(100, 5, false));
    check_oracle(ttl(100, 5, true));
    check_oracle(ttl(500, 4, false));
    check_oracle(ttl(500, 4, true));
    check_oracle(ttl(20, 60, false));
  }
}
