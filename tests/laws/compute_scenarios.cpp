// The answers of the shipped scenarios about functions.
#include <cmath>

#include <doctest/doctest.h>

#include "support/runs.hpp"

using namespace edgecase;
using namespace edgecase::testing;

namespace {

Runs shipped(const std::string& name, const Overrides& overrides = {}) {
  return run(open_answer(name + ".yaml", overrides), as_many_as(2, 1));
}

}  // namespace

TEST_SUITE("laws") {
  TEST_CASE("isolate-vs-container-worldwide: the start decides, because PoPs are asked seldom") {
    const Runs isolates = shipped("isolate-vs-container-worldwide");
    const Runs containers =
        shipped("isolate-vs-container-worldwide", {"design.compute.api.runtime=container"});
    CHECK_NUMBERS(read_metric(isolates, "latency.p99") < 400);
    CHECK_NUMBERS(read_metric(containers, "latency.p99") > 2000);
    // Cold where the local rate is low, in both.
    for (const Runs* runs : {&isolates, &containers}) {
      // Told by where it runs or by who asked, it is the same wait.
      CHECK_NUMBERS(
          read_metric(*runs, "function.cold_delay.mean") ==
          doctest::Approx(read_metric(*runs, "cold_start.delay.mean")).scale(0).epsilon(0.02));
      CHECK_NUMBERS(read_metric(*runs, "function.cold_delay.mean{site=small}") >
                    10 * read_metric(*runs, "function.cold_delay.mean{site=hub}"));
      const double seldom = read_metric(*runs, "function.cold_share{local_rate=below-1/min}");
      const double often = read_metric(*runs, "function.cold_share{local_rate=below-1/s}");
      CHECK_NUMBERS(seldom > 0.5);
      CHECK_NUMBERS(often < 0.05);
    }
    // Without the starts both are as fast.
    const double isolate = read_metric(isolates, "latency_without_cold_starts.p99");
    const double container = read_metric(containers, "latency_without_cold_starts.p99");
    CHECK_NUMBERS(std::abs(container / isolate - 1) < 0.02);
  }

  TEST_CASE("cold-start-sla: the promise hangs on how long an idle instance is kept") {
    const Runs base = shipped("cold-start-sla");
    const Runs kept = shipped("cold-start-sla", {"design.compute.api.keep_alive=10min"});
    const double before = read_metric(base, "latency.p99");
    CHECK_NUMBERS(before > 200);
    CHECK_NUMBERS(before < 250);
    CHECK_NUMBERS(read_metric(base, "cold_start.share") > 0.03);
    CHECK_NUMBERS(read_metric(base, "latency_without_cold_starts.p99") < 120);
    CHECK_NUMBERS(read_metric(kept, "latency.p99") < 150);
    // Nobody pays for it: CPU is billed, not memory.
    CHECK_NUMBERS(read_metric(kept, "cost.monthly") ==
                  doctest::Approx(read_metric(base, "cost.monthly")).scale(0).epsilon(0.001));
  }

  TEST_CASE("chatty-function-placement: from the second question on near the data is better") {
    const std::string name = "chatty-function-placement";
    const auto median = [&](const char* count, const char* place) {
      return read_metric(
          shipped(name, {std::string("design.compute.api.sub_requests.count=") + count,
                         std::string("design.compute.api.place=") + place}),
          "latency.p50");
    };
    CHECK_NUMBERS(median("1", "near_data") ==
                  doctest::Approx(median("1", "near_user")).scale(0).epsilon(0.05));
    CHECK_NUMBERS(median("2", "near_data") < 0.75 * median("2", "near_user"));
    CHECK_NUMBERS(median("3", "near_data") < 0.5 * median("3", "near_user"));
    const auto flips_at = [&](const Overrides& overrides) {
      return read_metric(shipped(name, overrides), "function.near_data_from{function=api}");
    };
    CHECK_NUMBERS(flips_at({}) == 2);
    CHECK_NUMBERS(flips_at({"design.compute.api.place=near_data"}) == 2);
    CHECK_NUMBERS(std::isnan(flips_at({"design.compute.api.sub_requests.order=parallel"})));
    // Beside one of two regions the data is never farther than by way of the other.
    const char* const regions = "design.compute.api.regions=[us-east-1, ap-southeast-1]";
    const double flip = flips_at({"design.compute.api.place=regions", regions});
    const auto mean = [&](double count, const Overrides& place) {
      Overrides all = place;
      all.push_back("design.compute.api.sub_requests.count=" + std::to_string(std::lround(count)));
      return read_metric(shipped(name, all), "latency.mean");
    };
    const Overrides near_data{"design.compute.api.place=near_data"};
    const Overrides in_regions{"design.compute.api.place=regions", regions};
    CHECK_NUMBERS(flip == 1);
    CHECK_NUMBERS(mean(flip, near_data) < mean(flip, in_regions));
  }

  TEST_CASE("provisioned-concurrency-vs-keepalive: readiness is paid by the clock") {
    const std::string name = "provisioned-concurrency-vs-keepalive";
    const Runs asleep = shipped(name);
    const Runs ready = shipped(name, {"design.compute.api.provisioned=2"});
    CHECK_NUMBERS(read_metric(asleep, "cold_start.share") > 0.02);
    CHECK_NUMBERS(read_metric(ready, "cold_start.share") < 0.002);
    CHECK_NUMBERS(read_metric(ready, "latency.p99") < read_metric(asleep, "latency.p99"));
    // Two instances of 1 GiB for 30 days at $0.0000041667 a GiB-second.
    const double line = read_metric(ready, "cost.monthly{line=aws-2026/lambda/provisioned}");
    CHECK_NUMBERS(line == doctest::Approx(2 * 30 * 86400 * 0.0000041667).scale(0).epsilon(0.001));
  }

  TEST_CASE("autoscaler-flash-crowd: new tasks come too late for the crowd") {
    const Runs tight = shipped("autoscaler-flash-crowd");
    const Runs roomy =
        shipped("autoscaler-flash-crowd", {"design.compute.shop.autoscaler.least=40"});
    CHECK_NUMBERS(read_metric(tight, "availability") < 0.95);
    CHECK_NUMBERS(read_metric(tight, "errors.share{cause=shed}") ==
                  doctest::Approx(1 - read_metric(tight, "availability")).scale(0));
    CHECK_NUMBERS(read_metric(roomy, "availability") > 0.999);
  }
}
