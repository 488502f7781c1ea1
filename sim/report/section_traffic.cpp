// Requests: latency, cache hits, origin load and failures.
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

}  // namespace

Section latency_section(const Result& result) {
  Section section{"Latency of answered requests, ms", {}};
  if (!occurred(estimate_of(result, "latency.p50", {}))) return section;
  TextTable table{{{"", Align::left},
                   {"requests"},
                   {"p50"},
                   {"p95"},
                   {"p99"},
                   {"95% interval", Align::left},
                   {"first byte p50"},
                   {"p95"},
                   {"p99"}},
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
  return section;
}

Section cache_section(const Result& result) {
  Section section{"Cache hit ratio", {}};
  TextTable table{{{"", Align::left},
                   {"requests"},
                   {"95% interval", Align::left},
                   {"bytes"},
                   {"95% interval", Align::left}},
                  {}};
  const auto add = [&](const std::string& label, const MetricLabels& labels) {
    if (!occurred(estimate_of(result, "hit_ratio", labels))) return;
    table.rows.push_back(ratio_row(result, label, labels));
  };
  add("edge", {});
  if (result.routes.size() > 1) {
    for (const std::string& route : result.routes) add("edge, " + route, {{"route", route}});
  }
  add("peers (of edge misses)", {{"tier", "peer"}});
  add("regional tier (of its requests)", {{"tier", "regional"}});
  add("upper tier (of its requests)", {{"tier", "upper"}});
  add("reserve (of its requests)", {{"tier", "reserve"}});
  if (table.rows.empty()) return section;
  section.blocks.emplace_back(std::move(table));
  TextTable ways = estimates_table("edge cache status", "of responses");
  for (const Metric& metric : result.metrics) {
    const auto status = metric.labels.find("status");
    const bool one_status = metric.name == "answers.share" && metric.labels.size() == 1;
    if (!one_status || status == metric.labels.end() || !(metric.estimate.mean > 0)) continue;
    add_estimate(ways, status->second, metric.estimate, "1");
  }
  section.blocks.emplace_back(std::move(ways));
  return section;
}

Section freshness_section(const Result& result) {
  Section section{"Freshness", {}};
  TextTable table = estimates_table();
  const Estimate& share = estimate_of(result, "stale.share", {});
  if (occurred(share) && share.mean > 0) {
    add_estimate(table, "stale answers", share, "1");
    add_estimate(table, "  stale for, median", estimate_of(result, "stale.age.p50", {}), "s");
    add_estimate(table, "  stale for, p99", estimate_of(result, "stale.age.p99", {}), "s");
  }
  for (const char* pops : {"50%", "99%", "100%"}) {
    const Estimate& reach = estimate_of(result, "purge.reach.p50", {{"pops", pops}});
    add_estimate(table, std::string("purge reaches ") + pops + " of PoPs within, median", reach,
                 "ms");
  }
  if (!table.rows.empty()) section.blocks.emplace_back(std::move(table));
  return section;
}

Section origin_section(const Result& result) {
  Section section{"Origin", {}};
  TextTable table = estimates_table();
  add_estimate(table, "requests", estimate_of(result, "origin.rate", {}), "1/s");
  add_estimate(table, "  peak", estimate_of(result, "origin.rate.peak", {}), "1/s");
  add_estimate(table, "  answered 304 Not Modified",
               estimate_of(result, "origin.unchanged_share", {}), "1");
  add_estimate(table, "offload", estimate_of(result, "origin.offload", {}), "1");
  add_estimate(table, "egress", estimate_of(result, "origin.egress", {}), "bit/s");
  add_estimate(table, "wait for a worker, mean", estimate_of(result, "origin.wait.mean", {}), "ms");
  add_estimate(table, "requests that queued", estimate_of(result, "origin.wait.share", {}), "1");
  if (!table.rows.empty()) section.blocks.emplace_back(std::move(table));
  return section;
}

Section availability_section(const Result& result) {
  Section section{"Availability", {}};
  const Estimate& all = estimate_of(result, "availability", {});
  if (!occurred(all)) return section;
  if (!(all.mean < 1)) {
    section.blocks.emplace_back(Paragraph{{{"100%: no request failed"}}});
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
