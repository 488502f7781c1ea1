#include "study/causes.hpp"

#include <algorithm>
#include <cmath>
#include <span>

#include <fmt/core.h>

#include "report/csv.hpp"
#include "report/numbers.hpp"
#include "study/summary.hpp"

namespace edgecase {
namespace {

using Values = std::vector<std::string>;

Values without_attacks(const Blueprint& plan) {
  return plan.spec.world.attacks.empty() ? Values{} : Values{"world.attacks=[]"};
}

Values without_faults(const Blueprint& plan) {
  return plan.spec.world.faults.empty() ? Values{} : Values{"world.faults=[]"};
}

Values without_phases(const Blueprint& plan) {
  return plan.spec.world.demand.phases.empty() ? Values{} : Values{"world.demand.phases=[]"};
}

Values without_guards(const Blueprint& plan) {
  Values all;
  for (const auto& [name, guard] : plan.spec.design.guards)
    all.push_back("design.guards." + name + "={}");
  return all;
}

Values without_cold_starts(const Blueprint& plan) {
  Values all;
  for (const auto& [name, function] : plan.spec.design.compute)
    all.push_back("design.compute." + name + ".cold_start=0ms");
  return all;
}

/// No object is evicted: the first request for each still misses, and copies still expire.
Values without_evictions(const Blueprint& plan) {
  Values all;
  for (const auto& [name, cache] : plan.spec.design.caches) {
    const std::string path = "design.caches." + name;
    all.push_back(path + ".capacity=100000TB");
    if (!cache.objects.unlimited()) all.push_back(path + ".objects=unlimited");
  }
  return all;
}

Values without_expiry(const Blueprint& plan) {
  Values all;
  for (const auto& [name, cache] : plan.spec.design.caches)
    all.push_back("design.caches." + name + ".ttl=3650d");
  return all;
}

Values without_handshakes(const Blueprint&) {
  return {"world.clients.requests_per_connection=10000"};
}

Values without_origin_queue(const Blueprint&) { return {"world.origin.workers=unlimited"}; }

Values without_origin_service(const Blueprint&) {
  return {"world.origin.service=0s", "world.origin.workers=unlimited"};
}

constexpr Cause all_causes[] = {
    {"attacks", "world.attacks=[]", without_attacks},
    {"faults", "world.faults=[]", without_faults},
    {"phases of demand", "world.demand.phases=[]", without_phases},
    {"guards", "each guard={}", without_guards},
    {"cold starts", "each cold_start=0ms", without_cold_starts},
    {"evictions", "each cache holds everything", without_evictions},
    {"expiry", "each ttl=3650d", without_expiry},
    {"handshakes", "10,000 requests per connection", without_handshakes},
    {"waiting for the origin", "world.origin.workers=unlimited", without_origin_queue},
    {"origin's service and waiting", "world.origin.service=0s", without_origin_service},
};

/// One that contains another is left out of "all others" for it, and the other way round.
bool contains(const Cause& one, const Cause& other) {
  return one.without == without_origin_service && other.without == without_origin_queue;
}

struct Applying {
  const Cause* cause;
  Values values;
};

std::vector<Applying> applying_to(const Blueprint& plan, const OpenPoint& open) {
  std::vector<Applying> all;
  for (const Cause& cause : causes()) {
    Values values = cause.without(plan);
    std::string refused;
    // Values that the scenario rejects (a knob that this origin has not) remove nothing.
    if (!values.empty() && open(values, refused) != nullptr)
      all.push_back({&cause, std::move(values)});
  }
  return all;
}

Values joined_but(const std::vector<Applying>& all, const Cause* left_out) {
  Values values;
  for (const Applying& one : all) {
    if (one.cause == left_out) continue;
    if (left_out != nullptr && contains(*one.cause, *left_out)) continue;
    values.insert(values.end(), one.values.begin(), one.values.end());
  }
  return values;
}

Estimate added(const PointResult& with, const PointResult& without) {
  if (!with.problem.empty() || !without.problem.empty() || !with.done || !without.done)
    return estimate_of(Interval{});
  return estimate_of(paired_difference(without.values.front(), with.values.front()));
}

}  // namespace

std::span<const Cause> causes() { return all_causes; }

Why find_causes(const Blueprint& plan, const OpenPoint& open, const PointsOptions& options) {
  const std::vector<Applying> all = applying_to(plan, open);
  std::vector<Values> points{{}, joined_but(all, nullptr)};
  for (const Applying& one : all) {
    points.push_back(one.values);
    points.push_back(joined_but(all, one.cause));
    points.push_back(points.back());
    points.back().insert(points.back().end(), one.values.begin(), one.values.end());
  }
  Why why;
  why.points = evaluate_points(points, open, options);
  why.interrupted = why.points.interrupted;
  if (why.points.measures.empty() || why.interrupted) return why;
  why.measure = why.points.measures.front();
  const auto estimate = [&](const PointResult& point) {
    return point.values.empty()
               ? estimate_of(Interval{})
               : estimate_of(within(why.measure.range, mean_interval(point.values.front())));
  };
  why.base = estimate(why.points.points[0]);
  why.without_all = estimate(why.points.points[1]);
  for (std::size_t i = 0; i < all.size(); ++i) {
    const auto* const of = &why.points.points[2 + 3 * i];
    why.rows.push_back({.cause = all[i].cause,
                        .first_out = added(why.points.points[0], of[0]),
                        .last_in = added(of[1], of[2]),
                        .problem = of[0].problem});
  }
  const auto size = [](const CauseRow& row) {
    const double first = std::abs(row.first_out.mean);
    return std::isnan(first) ? -1 : first;
  };
  std::ranges::stable_sort(why.rows, std::ranges::greater{}, size);
  return why;
}

std::vector<Section> why_sections(const Why& why, const std::string& scenario) {
  const std::string_view unit = why.measure.unit;
  const EstimateText base = estimate_text(why.base, unit);
  const EstimateText rest = estimate_text(why.without_all, unit);
  TextTable table{{{"cause", Align::left},
                   {"adds, on its own"},
                   {"95% interval", Align::left, false, true},
                   {"without all others"},
                   {"95% interval", Align::left, false, true},
                   {"removed by", Align::left, true}},
                  {}};
  const auto change = [&](const Estimate& e) -> std::string {
    if (std::isnan(e.mean)) return "–";
    return e.lo > 0 || e.hi < 0 ? difference_text(e, unit).mean : "~";
  };
  std::string largest;
  for (const CauseRow& row : why.rows) {
    if (largest.empty() && (row.first_out.lo > 0 || row.first_out.hi < 0))
      largest = fmt::format("{}: without it, {} changes most", row.cause->name, why.measure.name);
    table.rows.push_back({{std::string(row.cause->name),
                           change(row.first_out),
                           {difference_text(row.first_out, unit).interval, Tone::faint},
                           change(row.last_in),
                           {difference_text(row.last_in, unit).interval, Tone::faint},
                           std::string(row.cause->what)},
                          row.problem});
  }
  table.rows.push_back(
      {{"what remains without any of them", rest.mean, {rest.interval, Tone::faint}}});
  return {
      {"",
       {Paragraph{{fmt::format("{} · why {} is {} {}: the same random events once more without "
                               "each cause (~: no significant change)",
                               scenario, why.measure.name, base.mean, base.interval)},
                  0}}},
      {"", {std::move(table)}},
      {"What it hangs on",
       {Paragraph{{largest.empty() ? "none of these causes changes it significantly" : largest}}}}};
}

std::string why_csv(const Why& why) {
  std::string text = "cause,first_out,lo,hi,last_in,lo,hi\n";
  for (const CauseRow& row : why.rows)
    text += fmt::format("{},{},{},{},{},{},{}\n", csv_text(std::string(row.cause->name)),
                        csv_number(row.first_out.mean), csv_number(row.first_out.lo),
                        csv_number(row.first_out.hi), csv_number(row.last_in.mean),
                        csv_number(row.last_in.lo), csv_number(row.last_in.hi));
  return text;
}

}  // namespace edgecase
