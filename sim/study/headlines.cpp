// A comparison as sentences, most important first.
#include "study/headlines.hpp"

#include <cmath>

#include <fmt/core.h>

#include "report/cause_text.hpp"
#include "report/numbers.hpp"
#include "report/regression.hpp"

namespace edgecase {
namespace {

const Difference* find(const ComparisonResult& c, std::string_view name,
                       const MetricLabels& labels = {}) {
  for (const Difference& one : c.differences)
    if (one.name == name && one.labels == labels) return &one;
  return nullptr;
}

std::string from_to(double before, double after, std::string_view unit) {
  return value_text(before, unit) + " → " + value_text(after, unit);
}

/// The outcomes of the objectives, newly missed ones first.
void add_promises(std::vector<std::string>& all, const ComparisonResult& c) {
  struct Fate {
    Outcome outcome;
    const char* changed;  ///< if the base had another outcome
    const char* same;     ///< if it had the same; null: not worth a word
  };
  constexpr Fate fates[] = {{Outcome::fail, "Breaks the objective", "Still misses the objective"},
                            {Outcome::inconclusive, "Inconclusive for the objective", nullptr},
                            {Outcome::pass, "Now meets the objective", nullptr}};
  std::size_t kept = 0;
  for (const auto& [outcome, changed, same] : fates) {
    for (const Judgement& after : c.alternative.judgements) {
      const Judgement* before = same_objective(c.base.judgements, after);
      if (before == nullptr || after.outcome != outcome) continue;
      kept += outcome == Outcome::pass && before->outcome == outcome ? 1 : 0;
      const char* const words = before->outcome == outcome ? same : changed;
      if (words == nullptr) continue;
      all.push_back(fmt::format("{} {} {} {}: {}.", words, after.indicator, after.comparison,
                                limit_text(after.limit, after.unit),
                                from_to(before->estimate.mean, after.estimate.mean, after.unit)));
    }
  }
  if (all.empty() && kept > 0)
    all.push_back(kept == 1 ? "Still meets its objective."
                            : fmt::format("Still meets all {} objectives.", kept));
}

/// "; mostly origin_timeout (+15.1 pp)": the cause of failure that moved most in that direction.
std::string main_cause(const ComparisonResult& c, bool rising) {
  const Difference* most = nullptr;
  for (const Difference& one : c.differences) {
    if (one.name != "errors.share" || one.labels.size() != 1 || !one.labels.contains("cause"))
      continue;
    if (!one.significant || (one.absolute.mean > 0) != rising) continue;
    if (most == nullptr || std::abs(one.absolute.mean) > std::abs(most->absolute.mean)) most = &one;
  }
  if (most == nullptr) return "";
  return "; mostly " +
         cause_text(most->labels.at("cause"), difference_text(most->absolute, most->unit).mean);
}

void add_availability(std::vector<std::string>& all, const ComparisonResult& c) {
  const Difference* change = find(c, "availability");
  if (change == nullptr) return;
  if (!change->significant) {
    const bool same = change->base == change->alternative;
    const std::string now = value_text(change->alternative, "1");
    all.push_back(same ? fmt::format("Availability stays {}.", now)
                       : fmt::format("No significant change in availability ({}).", now));
    return;
  }
  const bool falls = change->absolute.mean < 0;
  all.push_back(fmt::format("Availability {} from {} to {}{}.", falls ? "falls" : "rises",
                            value_text(change->base, "1"), value_text(change->alternative, "1"),
                            main_cause(c, falls)));
}

void add_staleness(std::vector<std::string>& all, const ComparisonResult& c) {
  const Difference* change = find(c, "stale.share");
  if (change == nullptr || !change->significant) return;
  all.push_back(fmt::format("Stale answers {} from {} to {}.",
                            change->absolute.mean < 0 ? "fall" : "rise",
                            value_text(change->base, "1"), value_text(change->alternative, "1")));
}

/// What stores do to their callers beyond stale answers.
void add_anomalies(std::vector<std::string>& all, const ComparisonResult& c) {
  constexpr std::pair<const char*, const char*> anomalies[] = {
      {"store.own_write_missing.share", "Reads that miss the user's own last write"},
      {"store.lost_updates.share", "Lost updates"},
      {"store.lost_writes", "Acknowledged writes lost in a failover"},
      {"store.oversold", "Units sold that were not in stock"}};
  std::string text;
  for (const auto& [metric, what] : anomalies) {
    const Difference* change = find(c, metric);
    if (change == nullptr || !change->significant) continue;
    text += fmt::format("{}{}: {}", text.empty() ? "" : "; ", what,
                        from_to(change->base, change->alternative, change->unit));
  }
  if (!text.empty()) all.push_back(text + ".");
}

/// "monthly cost +6.03% [+5.65, +6.42]"
std::string clause(const char* what, const Difference& change) {
  if (!change.significant) return fmt::format("no significant change in {}", what);
  const bool relative = !std::isnan(change.relative.mean);
  const EstimateText text =
      relative ? relative_text(change.relative) : difference_text(change.absolute, change.unit);
  return fmt::format("{} {} {}", what, text.mean, text.interval);
}

/// The region whose p99 grew most.
std::string worst_region(const ComparisonResult& c) {
  const Difference* worst = nullptr;
  for (const Difference& one : c.differences) {
    if (one.name != "latency.p99" || !one.labels.contains("region") || !one.significant) continue;
    if (worst == nullptr || one.absolute.mean > worst->absolute.mean) worst = &one;
  }
  if (worst == nullptr || !(worst->absolute.mean > 0)) return "";
  const EstimateText more = difference_text(worst->absolute, "ms");
  return fmt::format("; largest p99 increase in {}: {} {}", worst->labels.at("region"), more.mean,
                     more.interval);
}

void add_trade_off(std::vector<std::string>& all, const ComparisonResult& c) {
  std::string text;
  for (const auto& [what, metric] :
       {std::pair{"monthly cost", "cost.monthly"}, std::pair{"p50 latency", "latency.p50"},
        std::pair{"p99 latency", "latency.p99"}, std::pair{"origin egress", "origin.egress"}}) {
    const Difference* change = find(c, metric);
    if (change == nullptr || std::isnan(change->absolute.mean)) continue;
    text += (text.empty() ? "" : ", ") + clause(what, *change);
  }
  if (text.empty()) return;
  text += worst_region(c);
  if (answers_fewer(c)) {
    all.push_back("With fewer requests answered (latencies are of those still answered): " + text +
                  ".");
    return;
  }
  text.front() = static_cast<char>(text.front() - 'a' + 'A');
  all.push_back(text + ".");
}

}  // namespace

std::vector<std::string> headlines_of(const ComparisonResult& c) {
  std::vector<std::string> all;
  add_promises(all, c);
  add_availability(all, c);
  add_staleness(all, c);
  add_anomalies(all, c);
  add_trade_off(all, c);
  if (all.empty()) all.emplace_back("No measurable difference.");
  return all;
}

}  // namespace edgecase
