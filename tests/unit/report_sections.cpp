// What a report says of a result that was made by hand.
#include <sstream>

#include <doctest/doctest.h>

#include "report/regression.hpp"
#include "report/report.hpp"
#include "report/sections.hpp"
#include "unit/report_support.hpp"

using namespace edgecase;

namespace {

bool contains(const std::string& text, const std::string& part) {
  return text.find(part) != std::string::npos;
}

/// The line that starts with this word, its columns one space apart.
std::string report_line(const std::string& text, const std::string& first) {
  std::istringstream lines(text);
  for (std::string line; std::getline(lines, line);) {
    std::istringstream words(line);
    std::string joined;
    for (std::string word; words >> word;) joined += (joined.empty() ? "" : " ") + word;
    if (joined.starts_with(first)) return joined;
  }
  return "no line starts with " + first;
}

std::string text_of(const Section& section) { return as_text({section}, {}); }

}  // namespace

TEST_SUITE("unit") {
  TEST_CASE("the verdict comes first, then every objective with its symbol") {
    const std::string text = render(sample_result(), Format::text);
    CHECK(
        text.starts_with("FAIL shop · 8 replications · seed 42 · 9.60 M requests · "
                         "5 min after 10 min warm-up\n"));
    CHECK(report_line(text, "✓") == "✓ fast: latency.p95 <= 250 ms 200 ms [180, 220]");
    CHECK(report_line(text, "✗") == "✗ cost.monthly < $900 $1,000 [$950, $1,050]");
    CHECK(report_line(text, "?").starts_with("? up: availability >= 99.2% 99.0% [98.4, 99.6]"));
  }

  TEST_CASE("an inconclusive verdict suggests how many replications would settle it") {
    // Half-width 0.6%, distance to the limit 0.2%: 8 x (0.6 / 0.2)^2 x 1.1 = 79.2.
    CHECK(
        contains(text_of(verdict_section(sample_result())), "inconclusive: try --replications 80"));
  }

  TEST_CASE("without objectives a run is done, not passed") {
    Result result = sample_result();
    result.judgements.clear();
    result.outcome = {};
    CHECK(render(result, Format::text).starts_with("DONE shop"));
  }

  TEST_CASE("latency stands by region with each region's part of the requests") {
    const std::string text = text_of(latency_section(sample_result()));
    CHECK(report_line(text, "all") == "all 100% 100 200 300 [270, 330] 50.0 100 150");
    CHECK(report_line(text, "europe") == "europe 75.0% 50.0 100 150 [135, 165] 25.0 50.0 75.0");
    CHECK(report_line(text, "africa") == "africa 25.0% 400 800 1,200 [1,080, 1,320] 200 400 600");
    CHECK_FALSE(contains(text, "asia"));
  }

  TEST_CASE("availability names the regions that suffered and the causes that occurred") {
    const std::string text = text_of(availability_section(sample_result()));
    CHECK(contains(text, "africa"));
    CHECK_FALSE(contains(text, "europe"));
    CHECK(contains(text, "origin_timeout"));
    CHECK_FALSE(contains(text, "origin_down"));
    Result fine = sample_result();
    for (Metric& metric : fine.metrics) {
      if (metric.name == "availability") metric.estimate = {1, 1, 1};
    }
    CHECK(contains(text_of(availability_section(fine)), "100%: no request failed"));
  }

  TEST_CASE("faults come with a timeline that marks when they were on") {
    const std::string text = text_of(fault_section(sample_result()));
    CHECK(report_line(text, "gru") ==
          "gru 60 s 60 s 65.0 s [60.0, 70.0] 2.00% [1.00, 3.00] 5.00% africa 50.0%");
    CHECK(contains(text, "failed            ▁▁██▁▁▁▁▁▁  0% to 20.0%"));
    CHECK(contains(text, "gru                 ━━\n"));
    CHECK(contains(text, "time              0    5 min"));
    Result calm = sample_result();
    calm.faults.clear();
    CHECK(text_of(fault_section(calm)).empty());
  }

  TEST_CASE("each line of the bill shows its arithmetic and its cost drivers") {
    const std::string text = text_of(bill_section(sample_result()));
    CHECK(report_line(text, "Data") == "Data out, eu $1,000 [$900, $1,100] 100%");
    CHECK(contains(text, "aws/egress: 10 GB x $100; driven by route=images 75.0%"));
    CHECK(report_line(text, "total") == "total $1,000 [$900, $1,100]");
  }

  TEST_CASE("a bill with an unknown price has a lower bound, not a total") {
    Result result = sample_result();
    std::erase_if(result.metrics, [](const Metric& m) { return m.name == "cost.monthly"; });
    result.bill.push_back({"aws/other",
                           "Other",
                           "",
                           {std::nan(""), std::nan(""), std::nan("")},
                           0,
                           "no price is published",
                           "",
                           {}});
    const std::string text = text_of(bill_section(result));
    CHECK(contains(text, "unknown"));
    CHECK(contains(text, "≥ $1,000"));
  }

  TEST_CASE("why shows the stages that matter, in ms and as a share") {
    const std::string text = text_of(why_section(sample_result()));
    CHECK(report_line(text, "dns") == "dns 180 60%");
    CHECK(report_line(text, "tcp") == "tcp 118 39%");
    CHECK(report_line(text, "total") == "total 300 100%");
    CHECK(report_line(text, "percentile") == "percentile range p98.5–p99.5");
    CHECK_FALSE(contains(text, "tls"));
  }

  TEST_CASE("of many regions, why shows the slowest") {
    Result result = sample_result();
    result.why.push_back({"latency.p99{region=africa}", 0.985, 0.995, 500, {{"tls", 500, 1}}});
    result.why.push_back({"latency.p99{region=europe}", 0.985, 0.995, 200, {{"tcp", 200, 1}}});
    const std::string text = text_of(why_section(result));
    CHECK(report_line(text, "total") == "total 300 100% 500 100%");
    CHECK(contains(text, "latency.p99{region=africa}"));
    CHECK_FALSE(contains(text, "europe"));
  }

  TEST_CASE("assumed defaults come before those with a published source") {
    const std::string text = text_of(assumption_section(sample_result()));
    CHECK(contains(text, "(2 of 2; all: --print-config)"));
    CHECK(text.find("assumed: a round number") < text.find("published table (2026-08)"));
  }

  TEST_CASE("no line of a report is wider than 100 characters") {
    Result result = sample_result();
    result.question = std::string(90, 'w') + " " + std::string(60, 'v');
    result.judgements[0].indicator = "latency.p95{region=south-america,route=a-rather-long-name}";
    result.assumptions[0].why = std::string(200, 'y');
    for (const std::string& text :
         {render(result, Format::text), render(sample_comparison(), Format::text)}) {
      std::istringstream lines(text);
      for (std::string line; std::getline(lines, line);) {
        CAPTURE(line);
        CHECK(display_width(line) <= 100);
      }
    }
  }

  TEST_CASE("a comparison marks what is not significant and judges what is") {
    const std::string text = render(sample_comparison(), Format::text);
    CHECK(contains(text, "Against the base: cheaper, slower."));
    CHECK(contains(text, "better"));
    CHECK(report_line(text, "latency.p99") == "latency.p99 300 ms 301 ms ~ [−2.00, +4.00]");
    CHECK(report_line(text, "latency.p95") ==
          "latency.p95 200 ms 260 ms +60.0 ms +30.0% [+25.0, +35.0] % worse");
    // From nothing there is no relative change.
    CHECK(report_line(text, "origin.wait") ==
          "origin.wait.mean 0 ms 5.00 ms +5.00 ms [+4.00, +6.00] worse");
  }

  TEST_CASE("the cost tree signs what is new and what changed, and counts the rest") {
    const std::string text = text_of(cost_change_section(sample_comparison()));
    CHECK(contains(text, "  ~ egress"));
    CHECK(contains(text, "  + tier"));
    CHECK(contains(text, "1 unchanged line"));
    CHECK(contains(text, "total"));
    CHECK(contains(text, "−$600"));
  }

  TEST_CASE("a regression is a metric with an objective, a cost or an objective that got worse") {
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
