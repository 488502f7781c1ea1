#include "cost/mean_line.hpp"

#include <algorithm>
#include <map>

#include "core/check.hpp"
#include "cost/exact.hpp"

namespace edgecase {

namespace {

/// Sums of whole numbers, and their mean.
class Mean {
 public:
  explicit Mean(std::size_t count) : count_(static_cast<std::int64_t>(count)) {}

  template <class Of>
  std::int64_t operator()(const std::vector<const BillLine*>& lines, Of of) const {
    Wide sum = 0;
    for (const BillLine* line : lines) sum += of(*line);
    return (*this)(sum);
  }
  std::int64_t operator()(Wide sum) const {
    return static_cast<std::int64_t>(divide_half_even(sum, count_));
  }

 private:
  std::int64_t count_;
};

struct StepSum {
  UnitPrice price;
  Wide quantity = 0;
  Wide dollars = 0;
};

/// Tiers in their order. Tiers with the same price are merged.
std::vector<TierStep> mean_steps(const std::vector<const BillLine*>& lines, const Mean& mean) {
  std::vector<StepSum> sums;
  for (const BillLine* line : lines) {
    for (const TierStep& step : line->steps) {
      auto at = std::ranges::find(sums, step.price, &StepSum::price);
      if (at == sums.end()) at = sums.insert(at, StepSum{step.price});
      at->quantity += step.quantity;
      at->dollars += step.dollars.nano_dollars;
    }
  }
  std::vector<TierStep> steps;
  for (const StepSum& sum : sums)
    steps.push_back({mean(sum.quantity), sum.price, Money{mean(sum.dollars)}});
  return steps;
}

std::vector<PhaseUse> mean_phases(const std::vector<const BillLine*>& lines, const Mean& mean) {
  struct Sum {
    PhaseUse use;
    Wide quantity = 0;
    Wide projected = 0;
  };
  std::map<std::string, Sum> sums;
  for (const BillLine* line : lines) {
    for (const PhaseUse& use : line->phases) {
      Sum& sum = sums.try_emplace(use.name, Sum{use}).first->second;
      sum.quantity += use.quantity;
      sum.projected += use.projected;
    }
  }
  std::vector<PhaseUse> phases;
  for (auto& [name, sum] : sums) {
    sum.use.quantity = mean(sum.quantity);
    sum.use.projected = mean(sum.projected);
    phases.push_back(std::move(sum.use));
  }
  return phases;
}

std::vector<Contribution> mean_contributions(const std::vector<const BillLine*>& lines,
                                             const Mean& mean) {
  struct Sum {
    Wide quantity = 0;
    Wide dollars = 0;
  };
  std::map<Labels, Sum> sums;
  for (const BillLine* line : lines) {
    for (const Contribution& part : line->contributions) {
      Sum& sum = sums[part.labels];
      sum.quantity += part.quantity;
      sum.dollars += part.dollars.nano_dollars;
    }
  }
  std::vector<Contribution> parts;
  for (const auto& [labels, sum] : sums)
    parts.push_back({labels, mean(sum.quantity), Money{mean(sum.dollars)}});
  return parts;
}

}  // namespace

BillLine mean_of(const std::vector<const BillLine*>& lines, std::size_t bills) {
  EC_CHECK(!lines.empty() && bills >= lines.size(), "a mean of nothing");
  if (bills == 1) return *lines.front();
  const Mean mean(bills);
  BillLine line = *lines.front();
  line.used = mean(lines, [](const BillLine& one) { return one.used; });
  line.measured = mean(lines, [](const BillLine& one) { return one.measured; });
  line.quantity = mean(lines, [](const BillLine& one) { return one.quantity; });
  line.allowance = mean(lines, [](const BillLine& one) { return one.allowance; });
  line.billable = mean(lines, [](const BillLine& one) { return one.billable; });
  line.phases = mean_phases(lines, mean);
  line.steps = mean_steps(lines, mean);
  line.contributions = mean_contributions(lines, mean);
  const Money known{mean(lines, [](const BillLine& one) { return one.known().nano_dollars; })};
  const auto unknown =
      std::ranges::find_if(lines, [](const BillLine* one) { return !one->dollars; });
  line.dollars = known;
  line.at_least = {};
  if (unknown == lines.end()) return line;
  line.dollars.reset();
  line.at_least = known;
  line.why_unknown = (*unknown)->why_unknown;
  line.may_be.reset();
  if (std::ranges::all_of(lines, [](const BillLine* one) { return one->dollars || one->may_be; })) {
    const auto bound = [&](Money MoneyRange::* end) {
      return Money{mean(lines, [&](const BillLine& one) {
        return one.dollars ? one.dollars->nano_dollars : ((*one.may_be).*end).nano_dollars;
      })};
    };
    line.may_be = {bound(&MoneyRange::least), bound(&MoneyRange::most)};
  }
  return line;
}

}  // namespace edgecase
