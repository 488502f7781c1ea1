// Q01-Q08: the origin's workers and queues against queueing theory, through the front door.
#include <array>

#include <doctest/doctest.h>

#include "support/oracle_rows.hpp"
#include "validate/closed_forms.hpp"

using namespace edgecase;
using namespace edgecase::testing;
namespace theory = edgecase::closed_form;

namespace {

const char* const exponential_service = "world.origin.service={exponential: {mean: 1ms}}";

Oracle mmc(int servers, int arrivals_per_s, int seconds) {
  const double rate = arrivals_per_s * 1e-3;
  return {"mmc",
          {"world.origin.workers=" + std::to_string(servers),
           "world.demand.rate=" + std::to_string(arrivals_per_s) + " rps",
           "world.horizon.measure=" + std::to_string(seconds) + "s"},
          {{"", "share that waits", "origin.wait.share", theory::erlang_c(servers, rate), 0.02},
           {"", "mean wait", "origin.wait.mean", theory::mmc_wait(servers, rate, 1), 0.02},
           {"", "mean time", "latency.mean", theory::mmc_wait(servers, rate, 1) + 1, 0.02}}};
}

Oracle mg1(const std::string& service, double cv2, int arrivals_per_s) {
  return {
      "md1",
      {"world.origin.service=" + service,
       "world.demand.rate=" + std::to_string(arrivals_per_s) + " rps"},
      {{"", service, "origin.wait.mean", theory::mg1_wait(arrivals_per_s * 1e-3, 1, cv2), 0.03}}};
}

Oracle loss(const std::string& service, int servers, int arrivals_per_s, int seconds) {
  return {"erlang-b",
          {"world.origin.service=" + service, "world.origin.workers=" + std::to_string(servers),
           "world.horizon.measure=" + std::to_string(seconds) + "s",
           "world.demand.rate=" + std::to_string(arrivals_per_s) + " rps"},
          {{"", service, "errors.share", theory::erlang_b(servers, arrivals_per_s * 1e-3), 0.02}}};
}

}  // namespace

TEST_SUITE("oracles") {
  TEST_CASE("the closed forms of queues give the published values") {
    CHECK(theory::mm1_time(0.8, 1) == doctest::Approx(5).scale(0).epsilon(1e-7));
    CHECK(theory::mm1_time_quantile(0.8, 1, 0.99) ==
          doctest::Approx(23.025851).scale(0).epsilon(1e-7));
    CHECK(theory::mm1_time_quantile(0.5, 1, 0.5) ==
          doctest::Approx(1.3862944).scale(0).epsilon(1e-7));
    CHECK(theory::erlang_c(4, 3.2) == doctest::Approx(0.59643247).scale(0).epsilon(1e-7));
    CHECK(theory::mmc_wait(4, 3.2, 1) == doctest::Approx(0.74554059).scale(0).epsilon(1e-7));
    CHECK(theory::mg1_wait(0.8, 1, 0) == doctest::Approx(2).scale(0).epsilon(1e-7));
    CHECK(theory::mg1_wait(0.7, 1, 4) == doctest::Approx(5.833333).scale(0).epsilon(1e-6));
    CHECK(theory::mm1k_loss(1.2, 5) == doctest::Approx(0.250588).scale(0).epsilon(1e-5));
    CHECK(theory::mm1k_loss(2, 10) == doctest::Approx(0.500244).scale(0).epsilon(1e-5));
    CHECK(theory::mm1k_loss(1, 4) == doctest::Approx(0.2).scale(0).epsilon(1e-9));
    CHECK(theory::erlang_b(10, 8) == doctest::Approx(0.12166106).scale(0).epsilon(1e-7));
    CHECK(theory::ps_time(0.7, 1) == doctest::Approx(3.3333333).scale(0).epsilon(1e-7));
    const std::array services{1.0, 1.25};
    CHECK(theory::tandem_time(0.5, services) == doctest::Approx(5.3333333).scale(0).epsilon(1e-7));
  }

  TEST_CASE("Q01-Q08: the shipped queues agree with theory") {
    check_shipped({"Q03", "Q05", "Q06", "Q08"});
    check_shipped({"Q01"}, "200s");
    check_shipped({"Q02"}, "100s");
    check_shipped({"Q04"}, "350s");
    check_shipped({"Q07"}, "130s");
  }

  TEST_CASE("M/M/c: other numbers of workers and other loads agree with Erlang C") {
    for (const Oracle& oracle :
         {mmc(1, 600, 200), mmc(2, 1500, 150), mmc(8, 5000, 100), mmc(20, 17'000, 70)}) {
      check_oracle(oracle);
    }
  }

  TEST_CASE(
      "M/G/1: the wait grows with the variance of any service as Pollaczek and Khinchine say") {
    check_oracle(mg1("{uniform: {min: 0s, max: 2ms}}", 1.0 / 3, 800));
    check_oracle(mg1("{gamma: {mean: 1ms, cv: 0.5}}", 0.25, 600));
    check_oracle(mg1("{lognormal: {mean: 1ms, cv: 1.5}}", 2.25, 500));
    check_oracle(mg1("1ms", 0, 300));
  }

  TEST_CASE("M/M/1/K: what a bounded queue turns away at half, full and tenfold load") {
    struct Case {
      int rate, inside;
    };
    for (const auto& [rate, inside] : {Case{500, 2}, Case{1000, 4}, Case{10'000, 50}}) {
      check_oracle({"mm1k",
                    {"world.demand.rate=" + std::to_string(rate) + " rps",
                     "world.origin.queue=" + std::to_string(inside - 1),
                     rate > 1000 ? "world.horizon.measure=5s" : "world.horizon.measure=100s"},
                    {{"", "share turned away", "errors.share{cause=origin_overloaded}",
                      theory::mm1k_loss(rate * 1e-3, inside), 0.01}}});
    }
  }

  TEST_CASE("Erlang B: the loss depends on the mean service, not on its law") {
    check_oracle(loss("{uniform: {min: 0s, max: 2ms}}", 3, 2000, 10));
    check_oracle(loss("{lognormal: {mean: 1ms, cv: 2}}", 20, 16'000, 25));
    check_oracle(loss("{hyperexponential: {mean: 1ms, cv: 2}}", 5, 5000, 10));
  }

  TEST_CASE("processor sharing: the mean time depends on the mean service alone") {
    const double expected = theory::ps_time(0.5, 1);
    for (const char* service : {"{uniform: {min: 0s, max: 2ms}}", "{gamma: {mean: 1ms, cv: 3}}"}) {
      check_oracle({"processor-sharing",
                    {"world.demand.rate=500 rps", "world.horizon.measure=150s",
                     std::string("world.origin.service=") + service},
                    {{"", service, "latency.mean", expected, 0.02}}});
    }
  }

  TEST_CASE("processor sharing by several workers takes as long on average as M/M/c") {
    check_oracle({"processor-sharing",
                  {"world.demand.rate=3200 rps", "world.origin.workers=4", exponential_service,
                   "world.horizon.measure=60s"},
                  {{"", "mean time", "latency.mean", theory::mmc_wait(4, 3.2, 1) + 1, 0.02}}});
  }

  TEST_CASE("three queues in a row: their times add up, whatever their order") {
    const std::array services{1.0, 0.5, 1.5};
    check_oracle(
        {"tandem",
         {"world.origin.then=[{name: b, workers: 1, service: {exponential: {mean: 0.5ms}}}, {name: "
          "c, workers: 1, service: {exponential: {mean: 1.5ms}}}]"},
         {{"", "mean time", "latency.mean", theory::tandem_time(0.5, services), 0.02}}});
  }
}
