#include "model/access/quota.hpp"

#include <algorithm>
#include <cmath>

#include <fmt/core.h>

#include "core/check.hpp"
#include "load/checker.hpp"
#include "load/text/codes.hpp"

namespace edgecase {

std::vector<Field> fields(Of<QuotaPlanSpec>) {
  return list<QuotaPlanSpec>(
      field("requests", &QuotaPlanSpec::requests, "requests per consumer and period", required(),
            at_least(std::int64_t{1})),
      field("period", &QuotaPlanSpec::period, "length of a period, aligned to the clock",
            more_than(Duration{0}), assumed("quotas are per day or per month")),
      field("consumers", &QuotaPlanSpec::consumers, "share of consumers with this plan",
            at_least(Share{0}), at_most(Share{1}), assumed("one plan for all")),
      field("over", &QuotaPlanSpec::over, "action above the quota",
            assumed("otherwise a quota is only a price")));
}

std::vector<Field> fields(Of<QuotaSpec>) {
  return list<QuotaSpec>(field("plans", &QuotaSpec::plans,
                               "plans by name; their consumers add up to 100%", required()),
                         field("cpu", &QuotaSpec::cpu, "CPU time per counted request",
                               at_least(Duration{0}), assumed("in-memory table lookup")));
}

void check(const QuotaSpec& spec, Checker& checker) {
  if (spec.plans.empty()) {
    checker.report("plans", {code::missing_value, "quota without plans", "no plan",
                             "for example plans: {free: {requests: 1000}}"});
    return;
  }
  double sum = 0;
  for (const auto& [name, plan] : spec.plans) {
    sum += plan.consumers.value;
    if (plan.requests.unlimited()) {
      checker.report(fmt::format("plans.{}.requests", name),
                     {code::changes_nothing, "this plan has no quota", "unlimited",
                      "remove the quota, or set a number", Severity::warning});
    }
  }
  if (std::abs(sum - 1) > 1e-9) {
    checker.report("plans", {code::shares_sum, "shares of consumers do not add up to 100%",
                             fmt::format("consumers add up to {:.6g}%", 100 * sum),
                             "each consumer has exactly one plan"});
  }
}

ConsumerQuota::ConsumerQuota(const QuotaSpec& spec, const Stream& draws)
    : cpu_(spec.cpu), draws_(draws) {
  EC_CHECK(!spec.plans.empty());
  double sum = 0;
  for (const auto& [name, plan] : spec.plans) {
    plans_.push_back(plan);
    cumulative_.push_back(sum += plan.consumers.value);
  }
}

std::size_t ConsumerQuota::plan_of(std::uint64_t consumer) const {
  const double u = draws_.unit(consumer) * cumulative_.back();
  const auto found = std::upper_bound(cumulative_.begin(), cumulative_.end() - 1, u);
  return static_cast<std::size_t>(found - cumulative_.begin());
}

QuotaAnswer ConsumerQuota::take(Instant now, std::uint64_t consumer, std::int64_t asked) {
  EC_CHECK(asked >= 1);
  const QuotaPlanSpec& plan = plans_[plan_of(consumer)];
  Used& used = used_[consumer];
  const std::int64_t period = now.time_since_epoch() / plan.period;
  if (used.period != period) used = {period, 0};
  QuotaAnswer answer;
  answer.within = std::clamp<std::int64_t>(plan.requests.value - used.count, 0, asked);
  answer.over = asked - answer.within;
  answer.refused = answer.over > 0 && plan.over == OverQuota::refuse;
  used.count += answer.within;
  answer.resets = Instant{(period + 1) * plan.period};
  return answer;
}

}  // namespace edgecase
