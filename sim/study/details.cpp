// The rest of a Result: assumptions, warnings.

#include <algorithm>
#include <cmath>

#include <fmt/core.h>

#include "billing/reserve_stock.hpp"
#include "cost/arithmetic.hpp"
#include "cost/meters.hpp"
#include "load/origin.hpp"
#include "study/precision.hpp"
#include "study/summary.hpp"
#include "study/warm_up.hpp"

namespace edgecase {

std::vector<Assumption> assumptions_of(const Blueprint& plan) {
  std::vector<Assumption> all;
  if (plan.origin.billed_at != plan.origin.at) {
    all.push_back({"world.origin.at",
                   plan.origin.at,
                   "billed as " + plan.origin.billed_at + ", the nearest region of " +
                       plan.setting.origin_prices.provider,
                   {},
                   false});
  }
  const bool lengthened = warm_up_was_lengthened(plan);
  if (lengthened) {
    all.push_back(
        {"world.horizon.warm_up",
         Scalar<Duration>::print(plan.spec.world.horizon.warm_up),
         "doubled until the edge hit ratio settled (MSER-5, unchanged by the last doubling), at "
         "most 32-fold",
         {},
         false});
  }
  for (const ConfigRow& row : config_rows(plan.spec, *plan.setting.document)) {
    if (lengthened && row.path == "world.horizon.warm_up") continue;
    if (row.origin != ValueOrigin::default_ || row.provenance.text.empty()) continue;
    all.push_back(
        {row.path, row.value, row.provenance.text, row.provenance.date, !row.provenance.assumed});
  }
  return all;
}

namespace {

/// The unpriced part of the bill: usage, and bounds of its price.
std::optional<std::string> missing_prices(const Runs& runs) {
  const auto incomplete = std::ranges::find_if(
      runs.replications, [](const Replication& one) { return !one.bill.complete; });
  if (incomplete == runs.replications.end()) return {};
  const Bill& bill = incomplete->bill;
  std::string missing;
  const auto add = [&](const std::string& text) {
    missing += (missing.empty() ? "" : "; ") + text;
  };
  for (const BillLine& line : bill.lines) {
    if (line.dollars) continue;
    add(fmt::format(
        "{}{} ({} per month; {}{})", line_name(line), line.region.empty() ? "" : ", " + line.region,
        quantity_text(line), line.why_unknown,
        !line.may_be ? ""
                     : fmt::format(", between {} and {}", dollars_text(line.may_be->least),
                                   dollars_text(line.may_be->most))));
  }
  for (const UnpricedRow& row : unpriced_of(runs))
    add(fmt::format("{} ({} per month: neither {} nor {} has a price for it)", row.meter,
                    row.quantity, runs.plan->setting.edge_prices.name,
                    runs.plan->setting.origin_prices.name));
  const auto range = bill.range();
  return fmt::format("the bill is incomplete, {}. Missing: {}",
                     range ? fmt::format("its total is between {} and {}",
                                         dollars_text(range->least), dollars_text(range->most))
                           : std::string("its total is a lower bound"),
                     missing);
}

/// Lines whose list price does not apply to this much usage.
std::optional<std::string> beyond_list_prices(const Runs& runs) {
  std::string text;
  std::string told;  // a limit holds for all regions of a line together
  for (const BillLine& line : runs.replications.front().bill.lines) {
    if (line.beyond_list.empty() || line.beyond_list == told) continue;
    told = line.beyond_list;
    text += fmt::format("{}{} ({} per month): {}", text.empty() ? "" : "; ", line_name(line),
                        quantity_text(line), told);
  }
  if (text.empty()) return {};
  return "list prices do not apply to usage this large: " + text;
}

/// Why the margin is not known although the customer's bill is.
std::optional<std::string> unknown_margin(const Runs& runs) {
  const auto incomplete = std::ranges::find_if(
      runs.replications, [](const Replication& one) { return !one.served.complete; });
  if (incomplete == runs.replications.end() || incomplete->margins.empty()) return {};
  std::string missing;
  const auto add = [&](const std::string& text) {
    if (missing.find(text) == std::string::npos) missing += (missing.empty() ? "" : ", ") + text;
  };
  for (const BillLine& line : incomplete->served.lines)
    if (!line.dollars) add(line_name(line));
  for (const Unpriced& usage : incomplete->served.unpriced) add(usage.meter);
  return fmt::format(
      "the margin is unknown: the costs of the edge's provider ({}) have no price for {}",
      runs.plan->setting.serve_prices.name, missing);
}

/// Whether a reserve was still being filled: then the bill is that of its first days.
std::optional<std::string> filling_reserve(const Runs& runs) {
  const BilledRun run = runs.billed(runs.replications.front());
  const Observations& seen = run.seen;
  const Blueprint& plan = run.plan;
  double writes = 0;  // of a month
  double in_long_run = 0;
  for (std::size_t route = 0; route < seen.routes; ++route) {
    for (std::size_t phase = 0; phase < seen.phases; ++phase)
      for (std::size_t region = 0; region < seen.regions; ++region)
        for (const bool of_rest : {false, true}) {
          if (of_rest && run.rest == nullptr) continue;
          const Cell& cell = (of_rest ? *run.rest : seen).cell(phase, route, region);
          writes += static_cast<double>(cell.tier(CacheLevel::reserve).kept) *
                    repeats_in(plan.time, phase, of_rest).value();
        }
    in_long_run += reserve_in_long_run(run, route).writes_per_s;
  }
  const double rate = writes / in_seconds(billing_month);
  constexpr double tolerated = 1.1;
  if (rate <= in_long_run * tolerated) return {};
  return fmt::format(
      "the cache reserve was still filling: it stored {:.3g} responses per second, in steady "
      "state {:.3g}. Its writes and the origin's traffic are those of its first days, but its "
      "storage is priced as in steady state",
      rate, in_long_run);
}

/// Whether a cache keeps less than half of the objects of its route, because they are too large.
std::optional<std::string> too_large_to_keep(const Blueprint& plan, const RoutePlan& route) {
  if (route.cache < 0 || route.trace != nullptr) return {};
  const CachePlan& cache = plan.caching.caches[static_cast<std::size_t>(route.cache)];
  constexpr std::uint64_t median = std::uint64_t{1} << 63;
  const auto size = std::llround((*route.size)(median));
  if (size <= cache.spec->largest_object.count) return {};
  return fmt::format(
      "the cache of route {} stores objects of up to {}, but the route's median object has {}: "
      "larger objects are fetched for every request. Set largest_object of the cache if the "
      "platform stores them",
      route.name, Scalar<Bytes>::print(cache.spec->largest_object),
      Scalar<Bytes>::print(Bytes{size}));
}

/// The longest time for which a copy of the route stays fresh in caches that begin empty.
Duration longest_ttl_from_empty(const Blueprint& plan, const RoutePlan& route) {
  Duration longest = route.client_ttl;
  if (route.cache < 0 || begins_steady(plan, route)) return longest;
  longest = std::max(longest, route.ttl.front());
  for (const LevelPlan& level : plan.caching.caches[static_cast<std::size_t>(route.cache)].above) {
    if (level.level == CacheLevel::reserve) continue;  // it is warned of by itself
    longest = std::max(longest, route.ttl[static_cast<std::size_t>(level.level)]);
  }
  return longest;
}

}  // namespace

std::vector<std::string> warnings_of(const Runs& runs) {
  std::vector<std::string> warnings;
  const Blueprint& plan = *runs.plan;
  if (runs.interrupted)
    warnings.push_back(fmt::format(
        "the run was interrupted: these are the results of {}{} completed replications",
        runs.replications.size(),
        runs.options.precision > 0 ? std::string()
                                   : fmt::format(" (of {})", runs.options.replications)));
  if (auto text = precision_missed(runs); text && !runs.interrupted)
    warnings.push_back(std::move(*text));
  if (auto text = missing_prices(runs)) warnings.push_back(std::move(*text));
  if (auto text = beyond_list_prices(runs)) warnings.push_back(std::move(*text));
  if (auto text = unknown_margin(runs)) warnings.push_back(std::move(*text));
  if (auto text = filling_reserve(runs)) warnings.push_back(std::move(*text));
  if (auto text = assumed_month_of(plan)) warnings.push_back(std::move(*text));
  for (const RoutePlan& route : plan.routes) {
    const Duration longest = longest_ttl_from_empty(plan, route);
    if (plan.spec.world.horizon.warm_up < longest) {
      warnings.push_back(fmt::format(
          "the warm-up of {} is shorter than a ttl of {}: caches may still be filling, so hit "
          "ratios may be too low",
          Scalar<Duration>::print(plan.spec.world.horizon.warm_up),
          Scalar<Duration>::print(longest)));
      break;
    }
  }
  for (const RoutePlan& route : plan.routes) {
    if (auto text = too_large_to_keep(plan, route)) warnings.push_back(std::move(*text));
  }
  if (const Duration drift = drift_of(runs); drift > Duration{0}) {
    warnings.push_back(fmt::format(
        "the edge hit ratio still drifts during the first {:.0f} s of the measured period "
        "(MSER-5): increase world.horizon.warm_up by as much",
        in_seconds(drift)));
  }
  return warnings;
}

}  // namespace edgecase
