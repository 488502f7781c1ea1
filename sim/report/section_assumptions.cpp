// The defaults that matter most for the result. The sensitivity to a default takes further runs to
// measure. One run shows which part of the result a default affects: stages of the p99 latency, or
// lines of the bill. If the effect is proportional, a 10% increase changes the result by about 10%
// of that part, so defaults are ranked by it. Left out: defaults of zero and choices from a menu,
// which cannot be increased by 10%, and defaults that affect neither.
#include <algorithm>
#include <array>
#include <string>
#include <string_view>

#include <fmt/core.h>

#include "report/estimates.hpp"
#include "report/sections.hpp"

namespace edgecase {
namespace {

constexpr std::size_t most_assumptions = 3;
constexpr double least_part = 0.005;

/// What keys act on. A key matches if its path starts with `under` and contains `word`.
struct Bearing {
  std::string_view under;
  std::string_view word;
  std::array<std::string_view, 3> stages;
  std::string_view meter = {};  ///< start of the meters of bill lines
};

const Bearing bearings[] = {
    {"world.clients.dns.", "", {"dns"}},
    {"world.clients.http3", "", {"tcp", "tls"}},
    {"world.clients.tls", "", {"tcp", "tls"}},
    {"world.clients.early_data", "", {"tcp", "tls"}},
    {"world.clients.requests_per_connection", "", {"dns", "tcp", "tls"}},
    {"world.clients.retry.", "", {"retry"}},
    {"world.origin.workers", "", {"origin_queue"}},
    {"world.origin.queue", "", {"origin_queue"}},
    {"world.origin.service", "", {"origin_service", "origin_queue"}},
    {"world.edge.cpu.", "", {"edge"}},
    {"world.edge.links.", "", {"congestion"}},
    {"world.routes.", ".popularity.", {"origin_network", "origin_service", "upper_tier"}},
    {"world.routes.", ".size", {"transfer"}, "edge.egress"},
    {"design.caches.", ".capacity", {"origin_network", "origin_service", "upper_tier"}},
    {"design.caches.", ".ttl", {"origin_network", "origin_service", "upper_tier"}},
    {"design.compute.", ".bundle", {"cold_start"}},
    {"design.compute.", ".keep_alive", {"cold_start"}},
    {"design.compute.", ".servers", {"function_queue"}},
    {"design.compute.", ".queue", {"function_queue"}},
    {"design.compute.", ".cpu", {"function"}, "platform.cpu"},
    {"design.compute.", ".memory", {}, "function."},
    {"design.access.", "", {"access"}},
    {"design.guards.", "", {"guard"}}};

bool may_be_scaled(const std::string& value) {
  if (value.find_first_of("0123456789") != 0) return false;
  return value.find_first_of("123456789") != std::string::npos;
}

/// Whether a key is of a route whose requests no cache answers: what is cached does not matter
/// there.
bool is_of_uncached_route(std::string_view path, const Result& result) {
  for (const std::string& route : result.routes) {
    if (!path.starts_with("world.routes." + route + ".popularity")) continue;
    const MetricLabels labels{{"route", route}};
    return !(estimate_of(result, "hit_ratio", labels).mean > 0);
  }
  return false;
}

struct Ranked {
  const Assumption* assumption = nullptr;
  double latency = 0;  ///< part of the p99 latency
  double bill = 0;     ///< part of the bill
};

Ranked ranked_of(const Assumption& assumption, const Result& result) {
  Ranked one{&assumption};
  if (!may_be_scaled(assumption.value) || is_of_uncached_route(assumption.path, result)) return one;
  for (const Bearing& bearing : bearings) {
    const std::string_view path = assumption.path;
    if (!path.starts_with(bearing.under) || path.find(bearing.word) == path.npos) continue;
    for (const Breakdown& why : result.why) {
      if (why.indicator != "latency.p99") continue;
      for (const Part& part : why.parts)
        if (std::ranges::find(bearing.stages, part.name) != bearing.stages.end())
          one.latency += part.share;
    }
    for (const BillRow& row : result.bill)
      if (!bearing.meter.empty() && row.meter.starts_with(bearing.meter) && row.share > 0)
        one.bill += row.share;
    break;
  }
  return one;
}

std::string part_text(const Ranked& one) {
  std::string text;
  if (one.latency >= least_part) text = fmt::format("on {:.0f}% of p99", one.latency * 100);
  if (one.bill >= least_part)
    text += fmt::format("{}{:.0f}% of the bill", text.empty() ? "on " : ", ", one.bill * 100);
  return text;
}

std::string reason_of(const Assumption& assumption) {
  std::string text = assumption.sourced ? assumption.why : "assumed: " + assumption.why;
  if (!assumption.date.empty()) text += " (" + assumption.date + ")";
  return text;
}

}  // namespace

Section assumption_section(const Result& result) {
  std::vector<Ranked> ranked;
  for (const Assumption& assumption : result.assumptions) {
    const Ranked one = ranked_of(assumption, result);
    if (std::max(one.latency, one.bill) >= least_part) ranked.push_back(one);
  }
  // Of equal parts, values without a published source come first: they deserve the most doubt.
  std::ranges::stable_sort(ranked, [](const Ranked& a, const Ranked& b) {
    const double first = std::max(a.latency, a.bill);
    const double second = std::max(b.latency, b.bill);
    return first != second ? first > second : a.assumption->sourced < b.assumption->sourced;
  });
  Section section;
  if (ranked.empty()) return section;
  const std::size_t shown = std::min(most_assumptions, ranked.size());
  section.title = fmt::format("Defaults that matter most ({} of {}; all: --print-config)", shown,
                              result.assumptions.size());
  TextTable table{
      {{"", Align::left}, {"", Align::left}, {"", Align::left}, {"", Align::left, true}}, {}};
  for (std::size_t i = 0; i < shown; ++i) {
    const Assumption& one = *ranked[i].assumption;
    table.rows.push_back(
        {{one.path, one.value, part_text(ranked[i]), {reason_of(one), Tone::faint}}});
  }
  section.blocks.emplace_back(std::move(table));
  return section;
}

}  // namespace edgecase
