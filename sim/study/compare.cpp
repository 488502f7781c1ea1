// Two designs under the same random numbers: differences replication by replication.

#include <algorithm>
#include <cmath>
#include <map>

#include "study/differences.hpp"
#include "study/headlines.hpp"
#include "study/marginal.hpp"
#include "study/summary.hpp"
#include "study/warm_up.hpp"

namespace edgecase {
namespace {

std::vector<CostChange> cost_changes(const Runs& base, const Runs& alternative) {
  struct Line {
    std::string title;
    std::vector<double> before, after;
  };
  std::map<std::string, Line> lines;
  const std::size_t n = std::min(base.replications.size(), alternative.replications.size());
  const auto collect = [&](const Runs& runs, std::vector<double> Line::* side) {
    for (std::size_t i = 0; i < n; ++i) {
      for (const BillLine& bill : runs.replications[i].bill.lines) {
        const std::string where = bill.region.empty() ? "" : "{region=" + bill.region + "}";
        Line& line = lines[line_name(bill) + where];
        line.title = bill.title;
        line.before.resize(n, 0);
        line.after.resize(n, 0);
        (line.*side)[i] += bill.dollars ? in_dollars(*bill.dollars) : std::nan("");
      }
    }
  };
  collect(base, &Line::before);
  collect(alternative, &Line::after);
  std::vector<CostChange> changes;
  for (const auto& [name, line] : lines) {
    changes.push_back({name, line.title, mean_interval(line.before).mean,
                       mean_interval(line.after).mean,
                       estimate_of(paired_difference(line.before, line.after))});
  }
  std::stable_sort(changes.begin(), changes.end(), [](const CostChange& a, const CostChange& b) {
    return std::abs(a.change.mean) > std::abs(b.change.mean);
  });
  return changes;
}

struct Both {
  Runs before, after;
};

/// After an interruption: only replications that both have finished.
void keep_pairs(Both& both) {
  if (!both.before.interrupted && !both.after.interrupted) return;
  const auto keep_those_of = [](Runs& runs, const Runs& other) {
    Runs kept = std::move(runs);
    runs = {.plan = kept.plan,
            .knock_outs = kept.knock_outs,
            .options = kept.options,
            .replications = {},
            .interrupted = true};
    for (std::size_t i = 0; i < kept.replications.size(); ++i) {
      if (!std::ranges::binary_search(other.numbers, kept.numbers[i])) continue;
      runs.replications.push_back(std::move(kept.replications[i]));
      runs.numbers.push_back(kept.numbers[i]);
    }
  };
  keep_those_of(both.before, both.after);
  keep_those_of(both.after, both.before);
  both.after.options = both.before.options;
}

Both run_both(const std::shared_ptr<const Blueprint>& base,
              const std::shared_ptr<const Blueprint>& alternative, const StudyOptions& options) {
  StudyOptions same = options;
  Runs before = replicate(base, options);
  same.precision = 0;
  if (!before.numbers.empty()) same.replications = before.numbers.back() + 1;
  Both both{std::move(before), replicate(alternative, same)};
  keep_pairs(both);
  return both;
}

/// Over the same measured time: if one has not settled yet, both get a longer warm-up.
Both run_settled(const std::shared_ptr<const Blueprint>& base,
                 const std::shared_ptr<const Blueprint>& alternative, const StudyOptions& options) {
  Both runs = run_both(base, alternative, options);
  if (runs.before.replications.empty()) throw Interrupted();
  while (!runs.before.interrupted && (begins_empty(*base) || begins_empty(*alternative))) {
    const auto longer = longer_warm_up(*runs.before.plan);
    const auto other = longer_warm_up(*runs.after.plan);
    if (!longer || !other) break;
    Both next = run_both(longer, other, options);
    if (next.before.interrupted) {  // all that was finished, with the shorter warm-up
      runs.before.interrupted = runs.after.interrupted = true;
      break;
    }
    const bool settled =
        has_settled(runs.before, next.before) && has_settled(runs.after, next.after);
    runs = std::move(next);
    if (settled) break;
  }
  return runs;
}

}  // namespace

ComparisonResult compare(std::shared_ptr<const Blueprint> base,
                         std::shared_ptr<const Blueprint> alternative,
                         const StudyOptions& options) {
  const auto [before, after] = run_settled(base, alternative, options);
  ComparisonResult result{summarise(before), summarise(after), {}, {}, {}};
  result.tool_version = result.base.tool_version;
  result.differences = differences_of(result.base, result.alternative);
  result.costs = cost_changes(before, after);
  result.changed = changed_settings(*base, *alternative);
  result.headlines = headlines_of(result);
  for (const std::string& one : result.headlines)
    result.sentence += (result.sentence.empty() ? "" : " ") + one;
  result.marginal = marginal_prices(result.base, result.alternative);
  return result;
}

}  // namespace edgecase
