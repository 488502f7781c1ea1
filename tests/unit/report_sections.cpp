// What a report says of a result that was made by hand.
#include "report/sections.hpp"

#include <sstream>

#include <doctest/doctest.h>

#include "report/regression.hpp"
#include "report/report.hpp"
#include "unit/report_support.hpp"

using namespace edgecase;

namespace {

bool says(const std::string& text, const std::string& part) {
  return text.find(part) != std::string::npos;
}

std::string text_of(const Section& section) { return as_text({section}, {}); }

}  // namespace

TEST_SUITE("unit") {
  TEST_CASE("the verdict comes first, then every promise with its symbol") {
    const std::string text = report(sample_result(), Format::text);
    CHECK(text.starts_with("FAIL shop · 8 replications · seed 42 · 9.60 M requests · "
                           "5 min measured after 10 min of"));
    CHECK(says(text, "✓  fast: latency.p95  <= 250 ms"));
    CHECK(says(text, "✗  cost.monthly       < $900"));
    CHECK(says(text, "?  up: availability   >= 99.2%"));
    CHECK(says(text, "[$950, $1,050]"));
  }

  TEST_CASE("an unsure verdict says how many replications would settle it") {
    // Half-width 0.5%, distance to the limit 0.2%: 8 x (0.5 / 0.2)^2 x 1.1 = 55.
    CHECK(says(text_of(verdict_section(sample_result())), "unsure: try --replications 55"));
  }

  TEST_CASE("without promises a run is done, not passed") {
    Result result = sample_result();
    result.judgements.clear();
    result.outcome = Outcome::pass;
    CHECK(report(result, Format::text).starts_with("DONE shop"));
  }

  TEST_CASE("latency stands by region with each region's part of the requests") {
    const std::string text = text_of(latency_section(sample_result()));
    CHECK(says(text, "all         100%  100  200    300  [270, 330]"));
    CHECK(says(text, "europe     75.0%"));
    CHECK(says(text, "africa     25.0%  400  800  1,200"));
    CHECK_FALSE(says(text, "asia"));
  }

  TEST_CASE("availability names the regions that suffered and the causes that occurred") {
    const std::string text = text_of(availability_section(sample_result()));
    CHECK(says(text, "africa"));
    CHECK_FALSE(says(text, "europe"));
    CHECK(says(text, "origin_timeout"));
    CHECK_FALSE(says(text, "origin_down"));
    Result fine = sample_result();
    for (Metric& metric : fine.metrics) {
      if (metric.name == "availability") metric.estimate = {1, 1, 1};
    }
    CHECK(says(text_of(availability_section(fine)), "100%: no request failed"));
  }

  TEST_CASE("faults come with a timeline that marks when they were on") {
    const std::string text = text_of(fault_section(sample_result()));
    CHECK(says(text, "africa 50.0%"));
    CHECK(says(text, "failed      ▁▁██▁▁▁▁▁▁  0% to 20.0%"));
    CHECK(says(text, "gru           ━━\n"));
    CHECK(says(text, "time        0    5 min"));
    Result calm = sample_result();
    calm.faults.clear();
    CHECK(text_of(fault_section(calm)).empty());
  }

  TEST_CASE("each line of the bill shows its arithmetic and who drove it") {
    const std::string text = text_of(bill_section(sample_result()));
    CHECK(says(text, "Data out, eu   $1,000  [$900, $1,100]   100%"));
    CHECK(says(text, "aws/egress: 10 GB x $100; most by {route=images} 75.0%"));
    CHECK(says(text, "total          $1,000"));
  }

  TEST_CASE("a bill with an unknown price has a lower bound, not a total") {
    Result result = sample_result();
    std::erase_if(result.metrics, [](const Metric& m) { return m.name == "cost.monthly"; });
    result.bill.push_back({"aws/other", "Other", "", {std::nan(""), std::nan(""), std::nan("")}, 0,
                           "no price is published", "", {}});
    const std::string text = text_of(bill_section(result));
    CHECK(says(text, "unknown"));
    CHECK(says(text, "≥ $1,000"));
  }

  TEST_CASE("why shows the largest parts and that there is less") {
    const std::string text = text_of(why_section(sample_result()));
    CHECK(says(text, "latency.p99: 300 ms on average between p98.5 and p99.5 = dns 60.0% (180 ms)"));
    CHECK(says(text, "+ less"));
    CHECK_FALSE(says(text, "tls"));
  }

  TEST_CASE("assumptions of our own come before published ones") {
    const std::string text = text_of(assumption_section(sample_result()));
    CHECK(says(text, "(2 of 2; all: --print-config)"));
    CHECK(text.find("ours: a round number") < text.find("published table (2026-08)"));
  }

  TEST_CASE("no line of a report is wider than 100 characters") {
    Result result = sample_result();
    result.question = std::string(90, 'w') + " " + std::string(60, 'v');
    result.judgements[0].indicator = "latency.p95{region=south-america,route=a-rather-long-name}";
    result.assumptions[0].why = std::string(200, 'y');
    for (const std::string& text :
         {report(result, Format::text), report(sample_comparison(), Format::text)}) {
      std::istringstream lines(text);
      for (std::string line; std::getline(lines, line);) {
        CAPTURE(line);
        CHECK(display_width(line) <= 100);
      }
    }
  }

  TEST_CASE("a comparison marks what is not significant and judges what is") {
    const std::string text = report(sample_comparison(), Format::text);
    CHECK(says(text, "Against the base: cheaper, slower."));
    CHECK(says(text, "+60.0 ms"));
    CHECK(says(text, "worse"));
    CHECK(says(text, "better"));
    const std::size_t unsure = text.find("latency.p99");
    CHECK(text.substr(unsure, text.find('\n', unsure) - unsure).find('~') != std::string::npos);
  }

  TEST_CASE("the cost tree signs what is new and what changed, and counts the rest") {
    const std::string text = text_of(cost_change_section(sample_comparison()));
    CHECK(says(text, "  ~ egress"));
    CHECK(says(text, "  + tier"));
    CHECK(says(text, "1 more line as before"));
    CHECK(says(text, "total"));
    CHECK(says(text, "−$600"));
  }

  TEST_CASE("a regression is a promised metric, a cost or a kept promise that got worse") {
    CHECK(regressions(sample_comparison()) == std::vector<std::string>{"latency.p95"});
    ComparisonResult same = sample_comparison();
    same.alternative.judgements = same.base.judgements;
    same.differences.clear();
    CHECK(regressions(same).empty());
    same.differences = {{"cost.monthly", {}, "$", 1, 2, {1, 0.9, 1.1}, {1, 0.9, 1.1}, true}};
    CHECK(regressions(same) == std::vector<std::string>{"cost.monthly"});
    same.differences[0].significant = false;
    CHECK(regressions(same).empty());
  }
}
