// The scenario's question, answered in a sentence by measurements. Keywords in the question select
// the topics; each topic states this run's measurements, if there are any. A question without a
// keyword is answered by availability, latency and cost. Whether the numbers are good enough is for
// the verdict and the reader.
#include <algorithm>
#include <array>
#include <cmath>
#include <optional>
#include <string_view>

#include <fmt/core.h>

#include "report/cause_text.hpp"
#include "report/estimates.hpp"
#include "report/numbers.hpp"
#include "report/sections.hpp"

namespace edgecase {
namespace {

using Clause = std::optional<std::string>;

std::string stated(const Result& r, const char* metric, const char* unit,
                   const MetricLabels& labels = {}) {
  return value_text(estimate_of(r, metric, labels).mean, unit);
}
bool knows(const Result& r, const char* metric, const MetricLabels& labels = {}) {
  return occurred(estimate_of(r, metric, labels));
}

Clause of_tiers(const Result& r) {
  std::string text;
  for (const char* tier : {"peer", "regional", "upper", "reserve"}) {
    const MetricLabels labels{{"tier", tier}};
    if (!knows(r, "hit_ratio", labels)) continue;
    text +=
        fmt::format("{}the {} {} answers {} of the requests it receives", text.empty() ? "" : ", ",
                    tier, tier == std::string_view("reserve") ? "store" : "tier",
                    stated(r, "hit_ratio", "1", labels));
  }
  if (text.empty()) return std::nullopt;
  return text + fmt::format(", and {} of requests never reach the origin",
                            stated(r, "origin.offload", "1"));
}

Clause of_staleness(const Result& r) {
  if (!knows(r, "stale.share")) return std::nullopt;
  if (!(estimate_of(r, "stale.share").mean > 0)) return "no answer is stale";
  return fmt::format("{} of answers are stale, by a median of {}", stated(r, "stale.share", "1"),
                     stated(r, "stale.age.p50", "s"));
}

Clause of_cold_starts(const Result& r) {
  if (!knows(r, "cold_start.share")) return std::nullopt;
  std::string text =
      fmt::format("{} of function requests hit a cold start", stated(r, "cold_start.share", "1"));
  if (knows(r, "cold_start.duration.mean"))
    text += fmt::format(" of {}", stated(r, "cold_start.duration.mean", "ms"));
  if (knows(r, "latency_without_cold_starts.p99"))
    text += fmt::format("; p99 latency is {}, or {} without cold starts",
                        stated(r, "latency.p99", "ms"),
                        stated(r, "latency_without_cold_starts.p99", "ms"));
  return text;
}

/// The stages at which most of the attacks' requests ended.
Clause of_attack(const Result& r) {
  std::string text;
  for (const Metric& metric : r.metrics) {
    if (metric.name != "attack.leaked.share" || metric.labels.size() != 1) continue;
    const std::string& attack = metric.labels.at("attack");
    text += fmt::format("{}{} of the requests of {} get through to functions or the origin",
                        text.empty() ? "" : ", ", value_text(metric.estimate.mean, "1"), attack);
    const Metric* most = nullptr;
    for (const Metric& end : r.metrics) {
      if (end.name != "attack.ended.share" || end.labels.at("attack") != attack) continue;
      if (most == nullptr || end.estimate.mean > most->estimate.mean) most = &end;
    }
    const bool leaks = most != nullptr &&
                       (most->labels.at("end") == "origin" || most->labels.at("end") == "function");
    if (most != nullptr && !leaks)
      text += fmt::format(" ({} end at {})", value_text(most->estimate.mean, "1"),
                          most->labels.at("end"));
  }
  if (text.empty()) return std::nullopt;
  return text;
}

Clause of_besieged(const Result& r) {
  if (!knows(r, "besieged.availability")) return std::nullopt;
  return fmt::format(
      "during attacks {} of users' requests are answered ({} without attacks), with a p99 of {} "
      "({})",
      stated(r, "besieged.availability", "1"),
      stated(r, "besieged.availability_without_attacks", "1"),
      stated(r, "besieged.latency.p99", "ms"),
      stated(r, "besieged.latency_without_attacks.p99", "ms"));
}

Clause of_successes(const Result& r) {
  std::string text;
  for (const Metric& metric : r.metrics)
    if (metric.name == "attack.successes" && metric.labels.size() == 1)
      text += fmt::format("{}{} attempts by {} succeed", text.empty() ? "" : ", ",
                          count_text(std::round(metric.estimate.mean)), metric.labels.at("attack"));
  if (text.empty()) return std::nullopt;
  return text;
}

Clause of_challenges(const Result& r) {
  if (!knows(r, "challenged.share")) return std::nullopt;
  return fmt::format("{} of users' requests are challenged", stated(r, "challenged.share", "1"));
}

/// What users were refused by mistake or by rule, by its cause.
Clause of_refusals(const Result& r) {
  std::string text;
  for (const char* cause : {"over_quota", "blocked"}) {
    const MetricLabels labels{{"cause", cause}};
    if (!(estimate_of(r, "errors.share", labels).mean > 0)) continue;
    text += fmt::format("{}{} of users' requests are {}", text.empty() ? "" : ", ",
                        stated(r, "errors.share", "1", labels),
                        cause == std::string_view("blocked") ? "blocked" : "over their quota");
  }
  if (text.empty()) return "no user request is blocked";
  return text;
}

Clause of_bill(const Result& r) {
  double least = 0;
  for (const BillRow& row : r.bill) least += row.at_least;
  if (!knows(r, "cost.monthly") && !(least > 0)) return std::nullopt;
  std::string text =
      knows(r, "cost.monthly")
          ? fmt::format("the bill is {} a month", stated(r, "cost.monthly", "$"))
          : fmt::format("what has a known price costs {} a month", dollars_text(least));
  const auto most = std::ranges::max_element(
      r.bill, {}, [](const BillRow& row) { return std::isnan(row.share) ? 0 : row.share; });
  if (most != r.bill.end() && most->share > 0)
    text += fmt::format(", {} of it {}", value_text(most->share, "1"), most->title);
  if (knows(r, "attack.cost.monthly"))
    text += fmt::format("; attacks add {}", stated(r, "attack.cost.monthly", "$"));
  return text;
}

Clause of_serving(const Result& r) {
  if (!knows(r, "cost_to_serve.monthly")) return std::nullopt;
  std::string text = fmt::format("serving it costs the provider {} a month",
                                 stated(r, "cost_to_serve.monthly", "$"));
  if (knows(r, "margin.monthly"))
    text += fmt::format(" and leaves a margin of {}", stated(r, "margin.monthly", "$"));
  return text;
}

Clause of_hits(const Result& r) {
  if (!(estimate_of(r, "hit_ratio").mean > 0)) return std::nullopt;
  std::string text =
      fmt::format("the edge answers {} of requests from its caches", stated(r, "hit_ratio", "1"));
  std::string by_route;
  for (const std::string& route : r.routes) {
    const Estimate& hits = estimate_of(r, "hit_ratio", {{"route", route}});
    if (r.routes.size() < 2 || r.routes.size() > 4 || !occurred(hits)) continue;
    by_route +=
        fmt::format("{}{} {}", by_route.empty() ? "" : ", ", route, value_text(hits.mean, "1"));
  }
  return by_route.empty() ? text : text + " (" + by_route + ")";
}

Clause of_origin(const Result& r) {
  if (!(estimate_of(r, "origin.rate").mean > 0)) return std::nullopt;
  std::string text =
      fmt::format("the origin receives {} and sends {}", stated(r, "origin.rate", "1/s"),
                  stated(r, "origin.egress", "bit/s"));
  if (knows(r, "origin.rate.peak"))
    text += fmt::format(" (peak {})", stated(r, "origin.rate.peak", "1/s"));
  return text;
}

Clause of_latency(const Result& r) {
  if (!knows(r, "latency.p99")) return std::nullopt;
  return fmt::format("latency is {} at p50 and {} at p99", stated(r, "latency.p50", "ms"),
                     stated(r, "latency.p99", "ms"));
}

Clause of_failures(const Result& r) {
  if (!knows(r, "availability")) return std::nullopt;
  if (!(estimate_of(r, "availability").mean < 1)) return "no request failed";
  const double lost = 1 - estimate_of(r, "availability").mean;
  const Metric* most = nullptr;
  for (const Metric& metric : r.metrics)
    if (metric.name == "errors.share" && metric.labels.contains("cause") &&
        metric.labels.size() == 1 &&
        (most == nullptr || metric.estimate.mean > most->estimate.mean))
      most = &metric;
  std::string text =
      fmt::format("{} of requests ({} in the measured time) get no answer", value_text(lost, "1"),
                  count_text(std::round(lost * estimate_of(r, "requests").mean)));
  if (most != nullptr && most->estimate.mean > 0)
    text +=
        ", mostly " + cause_text(most->labels.at("cause"), value_text(most->estimate.mean, "1"));
  return text;
}

Clause of_recovery(const Result& r) {
  const FaultRow* worst = nullptr;
  for (const FaultRow& fault : r.faults)
    if (!std::isnan(fault.failed.mean) &&
        (worst == nullptr || fault.recovery_s.mean > worst->recovery_s.mean))
      worst = &fault;
  if (worst == nullptr) return std::nullopt;
  if (worst->unrecovered > 0.5)  // most runs: their time is a lower bound
    return fmt::format(
        "{} of requests fail because of {}, which has not recovered {} after it starts",
        value_text(worst->failed.mean, "1"), worst->name, value_text(worst->recovery_s.mean, "s"));
  return fmt::format("{} of requests fail until recovery from {}, {} after it starts",
                     value_text(worst->failed.mean, "1"), worst->name,
                     value_text(worst->recovery_s.mean, "s"));
}

Clause of_trust(const Result& r) {
  std::string text;
  for (const char* after : {"revocation", "compromise"}) {
    const MetricLabels labels{{"after", after}};
    if (!knows(r, "access.exposure", labels)) continue;
    text += fmt::format("{}{} requests are still admitted after the {}, the last one {} later",
                        text.empty() ? "" : ", ",
                        count_text(std::round(estimate_of(r, "access.exposed", labels).mean)),
                        after, stated(r, "access.exposure", "s", labels));
  }
  if (text.empty()) return std::nullopt;
  return text;
}

Clause of_access(const Result& r) {
  if (!knows(r, "access.delay.mean")) return std::nullopt;
  return fmt::format("access control adds {} to a request on average",
                     stated(r, "access.delay.mean", "ms"));
}

Clause of_cpu(const Result& r) {
  if (!(estimate_of(r, "edge.cpu.peak").mean > 0)) return std::nullopt;
  return fmt::format("CPU demand at the busiest PoP peaks at {} of its capacity",
                     stated(r, "edge.cpu.peak", "1"));
}

/// What a failover has cost.
Clause of_lost_writes(const Result& r) {
  if (!knows(r, "store.lost_writes")) return std::nullopt;
  return fmt::format(
      "{} acknowledged writes are lost with the leader, the oldest of them written {} before it "
      "failed; writes are taken again after {}",
      count_text(std::round(estimate_of(r, "store.lost_writes").mean)), stated(r, "store.rpo", "s"),
      stated(r, "store.rto", "s"));
}

/// How quick the stores are, and what is wrong with what they show and keep.
Clause of_stores(const Result& r) {
  if (!knows(r, "store.read.p50") && !knows(r, "store.write.p50")) return std::nullopt;
  const char* calls = knows(r, "store.read.p50") ? "read" : "write";
  const std::string of_calls = std::string("store.") + calls;
  std::string text = fmt::format("a {} takes {} at p50 and {} at p99", calls,
                                 stated(r, (of_calls + ".p50").c_str(), "ms"),
                                 stated(r, (of_calls + ".p99").c_str(), "ms"));
  const auto add = [&](const char* metric, const char* what) {
    if (estimate_of(r, metric).mean > 0)
      text += fmt::format(", {} {}", stated(r, metric, "1"), what);
  };
  const std::size_t without = text.size();
  add("store.stale.share", "of reads are stale");
  add("store.own_write_missing.share", "miss the user's own last write");
  add("store.lost_updates.share", "of updates are lost");
  if (estimate_of(r, "store.oversold").mean > 0)
    text += fmt::format(", {} units are sold that do not exist",
                        count_text(std::round(estimate_of(r, "store.oversold").mean)));
  if (text.size() == without) text += ", nothing is stale and no update is lost";
  return text;
}

Clause of_residency(const Result& r) {
  std::string text;
  for (const std::string& route : r.routes) {
    const MetricLabels labels{{"route", route}};
    if (!knows(r, "data.outside.share", labels)) continue;
    text += fmt::format(
        "{}of the requests on personal data ({}), {} are stored outside their jurisdiction and "
        "{} pass a place outside",
        text.empty() ? "" : "; ", route, stated(r, "data.outside.stored.share", "1", labels),
        stated(r, "data.outside.passed.share", "1", labels));
  }
  if (text.empty()) return std::nullopt;
  return text;
}

/// The largest flow of bytes out of a store.
Clause of_flows(const Result& r) {
  if (r.flows.empty() || !(r.flows.front().bytes.mean > 0)) return std::nullopt;
  const FlowRow& most = r.flows.front();
  return fmt::format("{} a month leave {} for {} and cost {}", value_text(most.bytes.mean, "B"),
                     most.from.empty() ? "the edge platform" : most.from, most.to,
                     dollars_text(most.dollars.mean));
}

Clause of_changes(const Result& r) {
  if (!knows(r, "change.failed.share")) return std::nullopt;
  std::string text = fmt::format("{} requests ({}) fail because of the change",
                                 count_text(std::round(estimate_of(r, "change.failed").mean)),
                                 stated(r, "change.failed.share", "1"));
  if (knows(r, "change.detect.seconds"))
    text += ", noticed after " + seconds_text(estimate_of(r, "change.detect.seconds").mean);
  if (knows(r, "change.harm.seconds"))
    text += ", undone after " + seconds_text(estimate_of(r, "change.harm.seconds").mean);
  return text;
}

/// Words, lower case, that call for a topic; each must begin a word of the question.
struct AnswerTopic {
  std::array<std::string_view, 9> words;
  Clause (*says)(const Result& result);
};

// In the order of the sentence: what a question names most specifically comes first.
const AnswerTopic topics[] = {
    {{"push", "canary", "ship", "rollout", "log mode", "kill switch", "feature flag"}, of_changes},
    {{"acknowledged", "promot"}, of_lost_writes},
    {{"eu data", "personal", "jurisdiction", "stay in"}, of_residency},
    {{"copy", "copies of", "sync", "bucket"}, of_flows},
    {{"store", "cart", "counter", "sold", "own last", "session", "database"}, of_stores},
    {{"tier"}, of_tiers},
    {{"stale", "fresh", "how old", "how long may", "out of date"}, of_staleness},
    {{"cold start", "provisioned", "keep-alive", "keepalive"}, of_cold_starts},
    {{"succeed", "attempts"}, of_successes},
    {{"flood", "bot", "let through", "lets through", "guards", "mitigation"}, of_attack},
    {{"attack", "flood", "withdraw", "absorb", "mitigation"}, of_besieged},
    {{"challenge"}, of_challenges},
    {{"quota", "block"}, of_refusals},
    {{"trust", "revo", "compromised"}, of_trust},
    {{"key lookup", "login", "sign in", "token"}, of_access},
    {{"outage", "keep working", "fault", "recover", "fail over", "failover"}, of_recovery},
    {{"rule", "cpu", "whole network"}, of_cpu},
    {{"lost", "lose", "fail", "outage", "keep working", "whole network", "available", "survive"},
     of_failures},
    {{"hit ratio", "evict", "policy", "cache key", "caches"}, of_hits},
    {{"load", "origin", "egress"}, of_origin},
    {{"p99", "latency", "tail", "slow", "fast", "near its", "how long does", "time"}, of_latency},
    {{"to serve", "margin"}, of_serving},
    {{"bill", "cost", "pay", "paid", "cheap", "price", "save", "money", "expensive"}, of_bill}};

std::string lower(std::string text) {
  for (char& c : text)
    if (c >= 'A' && c <= 'Z') c = static_cast<char>(c - 'A' + 'a');
  return text;
}

bool begins_a_word(const std::string& text, std::string_view word) {
  if (word.empty()) return false;
  for (std::size_t at = text.find(word); at != std::string::npos; at = text.find(word, at + 1)) {
    const char before = at == 0 ? ' ' : text[at - 1];
    if (!(before >= 'a' && before <= 'z')) return true;
  }
  return false;
}

}  // namespace

Section answer_section(const Result& result) {
  constexpr std::size_t most = 3;
  if (result.question.empty()) return {};
  const std::string question = lower(result.question);
  std::vector<std::string> clauses;
  const auto add = [&](const Clause& clause) {
    if (clause && clauses.size() < most) clauses.push_back(*clause);
  };
  for (const AnswerTopic& topic : topics)
    if (std::ranges::any_of(topic.words, [&](auto word) { return begins_a_word(question, word); }))
      add(topic.says(result));
  if (clauses.empty())
    for (const auto general : {of_failures, of_latency, of_bill}) add(general(result));
  if (clauses.empty()) return {};
  std::string text;
  for (const std::string& clause : clauses) text += (text.empty() ? "" : "; ") + clause;
  text.front() = text.front() >= 'a' && text.front() <= 'z'
                     ? static_cast<char>(text.front() - 'a' + 'A')
                     : text.front();
  Paragraph answer{{{"Answer:", Tone::strong}, {text + "."}}, 0};
  // The effect of a change takes a second run.
  if (result.next.starts_with("edgecase compare"))
    answer.pieces.push_back({"For the effect of a change, see Next.", Tone::faint});
  Section section;
  section.blocks.emplace_back(std::move(answer));
  return section;
}

}  // namespace edgecase
