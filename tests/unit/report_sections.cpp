// What a report says of a result that was made by hand.
#include <algorithm>
#include <sstream>

#include <doctest/doctest.h>

#include "report/estimates.hpp"
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
    CHECK(contains(text_of(availability_section(fine)), "Availability 100%: no request failed"));
  }

  TEST_CASE("faults come with a timeline that marks when they were on") {
    const std::string text = text_of(fault_section(sample_result()));
    CHECK(report_line(text, "gru") == "gru 60 s 60 s 65.0 s 2.00% 5.00% africa 50.0%");
    // The intervals take more than 100 columns.
    CHECK(report_line(as_text({fault_section(sample_result())}, {.width = 140}), "gru") ==
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

  TEST_CASE("defaults are ranked by the part of the result that they act on") {
    const std::string text = text_of(assumption_section(sample_result()));
    CHECK(contains(text, "(2 of 5; all: --print-config)"));
    CHECK(report_line(text, "world.clients.dns.ttl") ==
          "world.clients.dns.ttl 5min on 60% of p99 published table (2026-08)");
    CHECK(report_line(text, "world.clients.tls12")
              .starts_with("world.clients.tls12 10% on 40% of p99"));
    CHECK(text.find("dns.ttl") < text.find("tls12"));
    for (const char* left_out : {"early_data", "cpu.request", "horizon"})
      CHECK_FALSE(contains(text, left_out));
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
    const std::string text = text_of(difference_section(sample_comparison()));
    CHECK(report_line(text, "hit_ratio") == "hit_ratio 80.0% 90.0% +10.0 pp [+9.0, +11.0] better");
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

  TEST_CASE("a comparison says what was changed, then what matters, before any table") {
    const std::string text = render(sample_comparison(), Format::text);
    std::size_t at = 0;
    for (const char* part :
         {"changed: design.caches.static.ttl: 10min → 1h", "Breaks an objective.",
          "Cheaper, slower.", "Objectives", "Differences", "Monthly bill"}) {
      CAPTURE(part);
      const std::size_t found = text.find(part, at);
      REQUIRE(found != std::string::npos);
      at = found;
    }
  }

  TEST_CASE("nothing but answering is better in a design that answers fewer requests") {
    ComparisonResult c = sample_comparison();
    c.differences.push_back(
        {"availability", {}, "1", 1, 0.79, {-0.21, -0.212, -0.208}, {-0.21, -0.212, -0.208}, true});
    CHECK(answers_fewer(c));
    const std::string text = text_of(difference_section(c));
    CHECK_FALSE(contains(text, "better\n"));
    CHECK(report_line(text, "availability") ==
          "availability 100% 79.0% −21.0 pp [−21.2, −20.8] worse");
    CHECK(report_line(text, "cost.monthly") ==
          "cost.monthly $1,000 $400 −$600 −60.0% [−62.0, −58.0] %");
    // A twentieth of a percentage point is not what a saving of 60% comes from.
    c.differences.back().absolute = {-0.0005, -0.0006, -0.0004};
    CHECK_FALSE(answers_fewer(c));
    CHECK(contains(text_of(difference_section(c)), "better\n"));
  }

  TEST_CASE("a quantile says on how few events it rests") {
    const auto rests = [](const char* name, double events) {
      const Metric metric{name, {}, "ms", {}, {}, events};
      return rests_on(&metric);
    };
    CHECK(rests("latency.p99", 55) == "based on 55");  // 0.55 of them are slower
    CHECK(rests("latency.p99", 1001).empty());         // 10.01
    CHECK(rests("latency.p99.9", 9000) == "based on 9,000");
    CHECK(rests("stale.age.mean", 9) == "based on 9");
    CHECK(rests("latency.p50", 19) == "based on 19");
    CHECK(rests("latency.p50", 21).empty());
    CHECK(rests("hit_ratio", 0).empty());
    CHECK(rests_on(nullptr).empty());
    Result result = sample_result();
    for (Metric& metric : result.metrics)
      if (metric.name == "latency.p99") metric.events = metric.labels.empty() ? 5000 : 55;
    CHECK(contains(text_of(latency_section(result)), "europe (based on 55), africa (based on 55)"));
    result.judgements = {
        {"", "latency.p99{region=africa}", "<", 9999, "ms", {1, 1, 1}, Outcome::pass}};
    CHECK(contains(text_of(verdict_section(result)), "based on 55"));
  }

  TEST_CASE("the bill in short has at most five lines, and they add up") {
    Result result = sample_result();
    const auto add = [&](const char* title, const char* region, double dollars) {
      result.bill.push_back(
          {title, title, region, {dollars, dollars, dollars}, 0, "a x b", "", {}});
      result.bill.back().at_least = dollars;
    };
    result.bill.clear();
    for (const auto& [title, dollars] :
         {std::pair{"one", 400}, {"two", 300}, {"three", 150}, {"four", 60}, {"five", 40}})
      add(title, "", dollars);
    add("three", "eu", 50);
    add("free", "", 0);
    const std::string text = text_of(bill_summary(result));
    CHECK(report_line(text, "one") == "one $400 40.0%");
    CHECK(report_line(text, "three") == "three $200 20.0%");  // both price regions
    CHECK(report_line(text, "2 more lines") == "2 more lines $100 10.0%");
    CHECK(report_line(text, "total").starts_with("total $1,000 [$900, $1,100]"));
    CHECK_FALSE(contains(text, "free"));
    CHECK_FALSE(contains(text, "a x b"));
    CHECK(std::ranges::count(text, '\n') == 7);  // title, heads, five lines
    result.month = {{"as_measured", 180, 1, 180, "once, with purges", {1, 1, 1}}};
    CHECK(contains(text_of(bill_summary(result)), "The month: 3 min once, with purges ($1.00)"));
  }

  TEST_CASE("a short report leaves the arithmetic and the provider's costs to -v") {
    Result result = sample_result();
    result.served = {{"serve/x", "Server time", "", {7, 7, 7}, 1, "1 x $7", "", {}}};
    const std::string brief = render(result, Format::text);
    const std::string full = render(result, Format::text, {.verbose = true});
    for (const char* part : {"10 GB x $100", "Server time", "percentile range"}) {
      CAPTURE(part);
      CHECK_FALSE(contains(brief, part));
      CHECK(contains(full, part));
    }
    CHECK(contains(brief, "-v adds"));
    CHECK_FALSE(contains(full, "-v adds"));
  }

  TEST_CASE("hits have one denominator in all tables: requests sent to the edge") {
    // Of 1,000 requests 40% get no answer, and 20% of the answers come from the client's own copy:
    // 120 of 880 that are sent. Of the 600 answers half are edge hits: 300 of 880.
    Result result = sample_result();
    const auto set = [&](const char* name, MetricLabels labels, double value) {
      std::erase_if(result.metrics,
                    [&](const Metric& m) { return m.name == name && m.labels == labels; });
      result.metrics.push_back({name, labels, "1", {value, value, value}, {value, value}, 0});
    };
    set("answers.share", {}, 0.6);
    set("answers.share", {{"status", "client"}}, 0.2);
    set("answers.share", {{"status", "hit"}}, 0.5);
    set("answers.share", {{"status", "miss"}}, 0.3);
    set("hit_ratio", {}, 300.0 / 880);
    const std::string text = text_of(cache_section(result));
    CHECK(report_line(text, "edge (of all").starts_with("edge (of all requests sent to it) 34.1%"));
    CHECK(report_line(text, "hit ") == "hit 34.1% [34.1, 34.1]");
    CHECK(report_line(text, "miss") == "miss 20.5% [20.5, 20.5]");
    CHECK(report_line(text, "failed") == "failed 45.5% [45.5, 45.5]");
    CHECK_FALSE(contains(text, "client"));
  }

  TEST_CASE("a regression is a metric with an objective, a cost or an objective that got worse") {
    CHECK(regressions(sample_comparison()) == std::vector<std::string>{"latency.p95"});
    ComparisonResult same = sample_comparison();
    same.alternative.judgements = same.base.judgements;
    same.differences.clear();
    CHECK(regressions(same).empty());
    same.differences = {{"cost.monthly", {}, "$", 1, 2, {1, 0.9, 1.1}, {1, 0.9, 1.1}, true}};
    CHECK(regressions(same) == std::vector<std::string>{"cost.monthly"});
    CHECK(regressions(same, {.general = 0.89}) == std::vector<std::string>{"cost.monthly"});
    CHECK(regressions(same, {.general = 0.91}).empty());
    CHECK(regressions(same, {.general = 0, .of_metric = {{"cost.monthly", 1}}}).empty());
    same.differences[0].significant = false;
    CHECK(regressions(same).empty());
    // Availability, errors and staleness are guarded without an objective; of shares, what is
    // tolerated is a difference.
    same.base.judgements.clear();
    same.alternative.judgements.clear();
    for (const auto& [name, sign] :
         {std::pair{"availability", -1.0}, {"errors.share", 1.0}, {"stale.share", 1.0}}) {
      const double near = sign > 0 ? 0.01 : -0.03;
      const double far = sign > 0 ? 0.03 : -0.01;
      same.differences = {
          {name, {}, "1", 0.5, 0.5 + 0.02 * sign, {0.02 * sign, near, far}, {}, true}};
      CHECK(regressions(same) == std::vector<std::string>{name});
      CHECK(regressions(same, {.general = 0.009}).size() == 1);
      CHECK(regressions(same, {.general = 0.011}).empty());
    }
    same.differences = {{"latency.p99", {}, "ms", 1, 2, {1, 1, 1}, {1, 1, 1}, true}};
    CHECK(regressions(same).empty());
  }
}
