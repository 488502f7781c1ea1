// The sentence that answers a scenario's question.
#include <doctest/doctest.h>

#include "report/sections.hpp"
#include "unit/report_support.hpp"

using namespace edgecase;

namespace {

std::string answer_to(const std::string& question, Result result = sample_result()) {
  result.question = question;
  return as_text({answer_section(result)}, {.width = 1000});
}

void set_metric(Result& result, const char* name, MetricLabels labels, const char* unit,
                double value) {
  result.metrics.push_back(metric_of(name, std::move(labels), unit, {value, value, value}));
}

}  // namespace

TEST_SUITE("unit") {
  TEST_CASE("a question about money is answered with the bill") {
    CHECK(answer_to("What does a month cost?") ==
          "Answer: The bill is $1,000 a month, 100% of it Data out.\n");
  }

  TEST_CASE("a question about lost requests is answered with their number and cause") {
    CHECK(answer_to("How many requests are lost?") ==
          "Answer: 1.00% of requests (10 in the measured time) get no answer, mostly "
          "origin_timeout (1.00%: the origin did not answer in time).\n");
  }

  TEST_CASE("a fault that lasts until the end of the run is not called recovered") {
    Result result = sample_result();
    CHECK(answer_to("When does it recover?", result)
              .starts_with("Answer: 2.00% of requests fail until recovery from gru, 65.0 s after"));
    result.faults.front().unrecovered = 1;
    CHECK(answer_to("When does it recover?", result)
              .starts_with("Answer: 2.00% of requests fail because of gru, which has not recovered "
                           "65.0 s after it starts"));
  }

  TEST_CASE("a question about old content is answered with stale answers") {
    Result result = sample_result();
    set_metric(result, "stale.share", {}, "1", 0.282);
    set_metric(result, "stale.age.p50", {}, "s", 1000);
    CHECK(answer_to("How old are prices?", result)
              .starts_with("Answer: 28.2% of answers are stale, by a median of 16.7 min"));
  }

  TEST_CASE("a question about attacks is answered with what users noticed of them") {
    Result result = sample_result();
    for (const auto& [name, value] :
         {std::pair{"besieged.availability", 0.5}, {"besieged.availability_without_attacks", 1.0}})
      set_metric(result, name, {}, "1", value);
    for (const auto& [name, value] : {std::pair{"besieged.latency.p99", 900.0},
                                      {"besieged.latency_without_attacks.p99", 300.0}})
      set_metric(result, name, {}, "ms", value);
    CHECK(answer_to("What does the attack do?", result) ==
          "Answer: During attacks 50.0% of users' requests are answered (100% without attacks), "
          "with a p99 of 900 ms (300 ms).\n");
  }

  TEST_CASE("a question that names several things is answered in their order of detail") {
    Result result = sample_result();
    set_metric(result, "hit_ratio", {{"tier", "upper"}}, "1", 0.45);
    set_metric(result, "origin.offload", {}, "1", 0.6);
    const std::string text = answer_to("Does a second tier pay?", result);
    CHECK(text.starts_with(
        "Answer: The upper tier answers 45.0% of the requests it receives, and 60.0% of "
        "requests never reach the origin; the bill is $1,000"));
  }

  TEST_CASE("any other question is answered with availability, latency and cost") {
    CHECK(answer_to("Does it work?") ==
          "Answer: 1.00% of requests (10 in the measured time) get no answer, mostly "
          "origin_timeout (1.00%: the origin did not answer in time); latency is 100 ms at p50 and "
          "300 ms at p99; the bill is $1,000 a "
          "month, 100% of it Data out.\n");
    CHECK(answer_to("").empty());
  }

  TEST_CASE("what another design would do is left to the suggested comparison") {
    Result result = sample_result();
    CHECK(answer_to("What does it cost?", result).find("see Next") == std::string::npos);
    result.next = "edgecase compare shop.yaml --set a=b";
    CHECK(answer_to("What does it cost?", result).find("For the effect of a change, see Next.") !=
          std::string::npos);
  }
}
