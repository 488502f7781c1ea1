// Requests: latency, cache hits, origin load and failures.
#include "measure/statistics.hpp"
#include "report/estimates.hpp"
#include "report/numbers.hpp"
#include "report/sections.hpp"

namespace edgecase {
namespace {

TextRow latency_row(const Result& result, const std::string& label, const MetricLabels& labels) {
  const auto ms = [&](const char* name) {
    return value_text(estimate_of(result, name, labels).mean, "");
  };
  const double all = estimate_of(result, "requests", {}).mean;
  const double here = estimate_of(result, "requests", labels).mean;
  const EstimateText p99 = estimate_text(estimate_of(result, "latency.p99", labels), "");
  return {{label,
           {value_text(here / all, "1"), Tone::faint},
           ms("latency.p50"),
           ms("latency.p95"),
           p99.mean,
           {p99.interval, Tone::faint},
           ms("ttfb.p50"),
           ms("ttfb.p95"),
           ms("ttfb.p99")}};
}

TextRow ratio_row(const Result& result, const std::string& label, const MetricLabels& labels) {
  const EstimateText hits = estimate_text(estimate_of(result, "hit_ratio", labels), "1");
  const EstimateText bytes = estimate_text(estimate_of(result, "byte_hit_ratio", labels), "1");
  return {
      {label, hits.mean, {hits.interval, Tone::faint}, bytes.mean, {bytes.interval, Tone::faint}}};
}

/// The regions and routes with too few requests for a reliable p99.
std::string few_events(const Result& result) {
  std::string text;
  for (const Metric& metric : result.metrics) {
    if (metric.name != "latency.p99" || metric.labels.size() > 1) continue;
    const std::string few = rests_on(&metric);
    if (few.empty()) continue;
    const std::string where =
        metric.labels.empty() ? "all requests" : metric.labels.begin()->second;
    text += (text.empty() ? "" : ", ") + where + " (" + few + ")";
  }
  if (text.empty()) return text;
  return "too few requests for a reliable p99: " + text;
}

/// How the edge dealt with the requests that were sent to it, in the same denominator as the hit
/// ratio: requests that failed, also before a cache was asked, are a row of their own.
TextTable statuses_of(const Result& result) {
  TextTable table = estimates_table("edge cache status", "of requests sent to the edge");
  const Metric* answered = result.find("answers.share");
  if (answered == nullptr) return table;
  const Metric* from_client = result.find("answers.share", {{"status", "client"}});
  const std::size_t n = answered->values.size();
  /// Of all requests, those that reached the edge.
  const auto sent = [&](std::size_t i) {
    return 1 - (from_client ? from_client->values[i] * answered->values[i] : 0);
  };
  std::vector<double> failed(n);
  for (std::size_t i = 0; i < n; ++i) failed[i] = (1 - answered->values[i]) / sent(i);
  const auto add = [&](const std::string& label, const std::vector<double>& values) {
    const Interval interval = within(Range::share, mean_interval(values));
    if (interval.mean > 0)
      add_estimate(table, label, {interval.mean, interval.lo, interval.hi}, "1");
  };
  for (const Metric& metric : result.metrics) {
    const auto status = metric.labels.find("status");
    const bool one_status = metric.name == "answers.share" && metric.labels.size() == 1;
    if (!one_status || status == metric.labels.end() || status->second == "client") continue;
    std::vector<double> values(n);
    for (std::size_t i = 0; i < n; ++i)
      values[i] = metric.values[i] * answered->values[i] / sent(i);
    add(status->second, values);
  }
  add("failed", failed);
  return table;
}

}  // namespace

Section latency_section(const Result& result) {
  Section section{"Latency of answered requests, ms", {}};
  if (!occurred(estimate_of(result, "latency.p50", {}))) return section;
  TextTable table{{{"", Align::left},
                   {"requests"},
                   {"p50"},
                   {"p95"},
                   {"p99"},
                   interval_column(),
                   {"first byte p50", Align::right, false, true},
                   {"p95", Align::right, false, true},
                   {"p99", Align::right, false, true}},
                  {}};
  table.rows.push_back(latency_row(result, "all", {}));
  if (result.regions.size() > 1) {
    for (const std::string& region : result.regions) {
      table.rows.push_back(latency_row(result, region, {{"region", region}}));
    }
  }
  if (result.routes.size() > 1) {
    for (const std::string& route : result.routes) {
      table.rows.push_back(latency_row(result, "route " + route, {{"route", route}}));
    }
  }
  section.blocks.emplace_back(std::move(table));
  if (const std::string few = few_events(result); !few.empty())
    section.blocks.emplace_back(Paragraph{{{few, Tone::unsure}}});
  return section;
}

Section cache_section(const Result& result) {
  Section section{"Cache hit ratio", {}};
  TextTable table{
      {{"", Align::left}, {"of requests"}, interval_column(), {"of bytes"}, interval_column()}, {}};
  const auto add = [&](const std::string& label, const MetricLabels& labels) {
    const Estimate& hits = estimate_of(result, "hit_ratio", labels);
    if (!occurred(hits)) return;
    table.rows.push_back(ratio_row(result, label, labels));
    table.rows.back().minor = !(hits.mean > 0);
  };
  add("edge (of all requests sent to it)", {});
  if (result.routes.size() > 1) {
    for (const std::string& route : result.routes) add("edge, " + route, {{"route", route}});
  }
  add("peers (of edge misses)", {{"tier", "peer"}});
  add("regional tier (of its requests)", {{"tier", "regional"}});
  add("upper tier (of its requests)", {{"tier", "upper"}});
  add("reserve (of its requests)", {{"tier", "reserve"}});
  if (table.rows.empty()) return section;
  if (!(estimate_of(result, "hit_ratio").mean > 0)) section.minor = true;
  section.blocks.emplace_back(std::move(table));
  TextTable ways = statuses_of(result);
  // With hits alone there is nothing to add.
  for (TextRow& row : ways.rows) row.minor = true;
  section.blocks.emplace_back(std::move(ways));
  return section;
}

Section freshness_section(const Result& result) {
  Section section{"Freshness", {}};
  TextTable table = estimates_table();
  const Estimate& share = estimate_of(result, "stale.share", {});
  if (occurred(share) && share.mean > 0) {
    add_estimate(table, "stale answers, of answers", share, "1");
    add_estimate(table, result, {"  stale for, median", "stale.age.p50", "s"});
    add_estimate(table, result, {"  stale for, p99", "stale.age.p99", "s"});
  }
  for (const char* pops : {"50%", "99%", "100%"}) {
    const std::string label = std::string("purge reaches ") + pops + " of PoPs within, median";
    add_estimate(table, result, {label.c_str(), "purge.reach.p50", "ms"}, {{"pops", pops}});
  }
  if (!table.rows.empty()) section.blocks.emplace_back(std::move(table));
  return section;
}

Section origin_section(const Result& result) {
  Section section{"Origin", {}};
  const bool attacked = occurred(estimate_of(result, "origin.rate.with_attacks"));
  TextTable load = estimates_table();
  const auto busiest = [&] {
    if (result.timeline.size() < 2) return std::string("  peak");
    return "  busiest " + seconds_text(result.timeline[1].at_s - result.timeline[0].at_s);
  };
  if (attacked) {
    add_estimate(load, result,
                 {"requests of users and attacks, mean", "origin.rate.with_attacks", "1/s"});
    add_estimate(load, result, {busiest().c_str(), "origin.rate.peak", "1/s"});
    add_estimate(load, result, {"requests of users, mean", "origin.rate", "1/s"});
  } else {
    add_estimate(load, result, {"requests, mean", "origin.rate", "1/s"});
    add_estimate(load, result, {busiest().c_str(), "origin.rate.peak", "1/s"});
  }
  add_estimate(load, result, {"egress to the edge, for users", "origin.egress", "bit/s"});
  add_estimate(load, result, {"wait for a worker, mean of accepted", "origin.wait.mean", "ms"});
  section.blocks.emplace_back(std::move(load));
  TextTable shares = estimates_table("users' requests", "of those to the origin");
  for (const EstimateLine& line :
       {EstimateLine{"answered 304 Not Modified", "origin.unchanged_share", "1"},
        EstimateLine{"queued for a worker", "origin.wait.share", "1"},
        EstimateLine{"turned away", "origin.refused.share", "1"}})
    add_estimate(shares, result, line);
  if (!shares.rows.empty()) shares.rows.front().minor = true;  // a healthy origin needs no row
  section.blocks.emplace_back(std::move(shares));
  return section;
}

Section availability_section(const Result& result) {
  Section section{"Availability", {}};
  const Estimate& all = estimate_of(result, "availability", {});
  if (!occurred(all)) return section;
  if (!(all.mean < 1)) {
    section.title.clear();
    section.blocks.emplace_back(
        Paragraph{{{"Availability", Tone::strong}, {"100%: no request failed"}}, 0});
    return section;
  }
  TextTable regions = estimates_table("", "answered");
  add_estimate(regions, "all", all, "1");
  for (const std::string& region : result.regions) {
    const Estimate& here = estimate_of(result, "availability", {{"region", region}});
    if (here.mean < 1 && result.regions.size() > 1) add_estimate(regions, region, here, "1");
  }
  section.blocks.emplace_back(std::move(regions));
  TextTable causes = estimates_table("failure cause", "of requests");
  for (const Metric& metric : result.metrics) {
    const auto cause = metric.labels.find("cause");
    const bool one_cause = metric.name == "errors.share" && metric.labels.size() == 1;
    if (!one_cause || cause == metric.labels.end() || !(metric.estimate.mean > 0)) continue;
    add_estimate(causes, cause->second, metric.estimate, "1");
  }
  if (!causes.rows.empty()) section.blocks.emplace_back(std::move(causes));
  return section;
}

}  // namespace edgecase
