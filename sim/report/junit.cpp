#include "report/junit.hpp"

#include <fmt/core.h>

#include "report/numbers.hpp"
#include "report/plot.hpp"

namespace edgecase {
namespace {

std::string measured_text(const Judgement& judgement) {
  const EstimateText text = estimate_text(judgement.estimate, judgement.unit);
  return text.interval.empty() ? text.mean : text.mean + " " + text.interval;
}

std::string case_of(const std::string& scenario, const std::string& name,
                    const std::string& inside) {
  return fmt::format("  <testcase classname=\"{}\" name=\"{}\">{}</testcase>\n", escaped(scenario),
                     escaped(name), inside);
}

}  // namespace

std::string junit_xml(const ComparisonResult& comparison, const std::vector<std::string>& worse) {
  const Result& now = comparison.alternative;
  std::string cases;
  std::size_t failures = 0;
  std::size_t skipped = 0;
  for (const Judgement& judgement : now.judgements) {
    const std::string name = fmt::format("{} {} {}", judgement.indicator, judgement.comparison,
                                         value_text(judgement.limit, judgement.unit));
    std::string inside;
    if (judgement.outcome == Outcome::fail) {
      ++failures;
      inside = fmt::format("<failure message=\"measured {}\"/>", escaped(measured_text(judgement)));
    } else if (judgement.outcome == Outcome::inconclusive) {
      ++skipped;
      inside = fmt::format("<skipped message=\"inconclusive: measured {}\"/>",
                           escaped(measured_text(judgement)));
    }
    cases += case_of(now.scenario, name, inside);
  }
  std::string inside;
  if (!worse.empty()) {
    ++failures;
    std::string names;
    for (const std::string& one : worse) names += (names.empty() ? "" : ", ") + one;
    inside = fmt::format("<failure message=\"worse: {}\"/>", escaped(names));
  }
  cases += case_of(now.scenario, "no regression", inside);
  return fmt::format(
      "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<testsuite name=\"edgecase compare\" "
      "tests=\"{}\" failures=\"{}\" skipped=\"{}\">\n{}</testsuite>\n",
      now.judgements.size() + 1, failures, skipped, cases);
}

}  // namespace edgecase
