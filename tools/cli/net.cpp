#include "cli/net.hpp"

#include <algorithm>
#include <cmath>

#include <fmt/format.h>

#include "load/csv/cells.hpp"
#include "load/json.hpp"
#include "load/text/suggest.hpp"
#include "report/layout.hpp"
#include "scenario/places.hpp"

namespace edgecase::cli {

namespace {

/// Padded to this many terminal columns; fmt would count bytes.
std::string padded(const std::string& text, std::size_t width) {
  const std::string fitting = shortened(text, width);
  return fitting + std::string(width - display_width(fitting), ' ');
}

std::string corridor_name(const RoundTripModel& model, const Corridor& c) {
  return fmt::format("{}-{}", model.sites()[c.from].name, model.sites()[c.to].name);
}

Json rtt_json(const RoundTripModel& model, const Site& from, const Site& to, const RoundTrip& r) {
  Json corridors = Json::array();
  for (const RoundTrip::Evidence& e : r.evidence) {
    const Corridor& c = model.corridors()[e.corridor];
    corridors.push_back({{"corridor", corridor_name(model, c)},
                         {"rtt_ms", c.rtt_ms},
                         {"source", c.source},
                         {"share", e.share}});
  }
  return {{"from", from.name},
          {"to", to.name},
          {"rtt_ms", r.ms},
          {"km", r.km},
          {"light_in_fibre_ms", r.light_ms},
          {"floor_ms", r.floor_ms},
          {"inflation", r.inflation},
          {"regression_inflation", r.regression},
          {"corridor_share", r.corridor_share},
          {"likely_error", r.likely_error()},
          {"corridors", corridors}};
}

std::string uncertainty_text(const RoundTrip& r) {
  const std::string range = fmt::format("between {:.0f} and {:.0f} ms",
                                        std::max(r.ms * (1 - r.likely_error()), r.light_ms),
                                        r.ms * (1 + r.likely_error()));
  if (r.measured_share > 0.5) return fmt::format("  Measured between these cities: {}.\n", range);
  if (r.unmeasured_km < 1000)
    return fmt::format("  Estimated from measured routes nearby: {}.\n", range);
  return fmt::format(
      "  Uncertain: one end is {:.0f} km from the nearest measured city. Likely {}; use your\n"
      "  own measurement if the answer depends on it.\n",
      r.unmeasured_km, range);
}

std::string rtt_text(const RoundTripModel& model, const Site& from, const Site& to,
                     const RoundTrip& r) {
  std::string text = fmt::format(
      "{} - {}: round trip {:.1f} ms (without access line and jitter)\n\n"
      "  great circle          {:8.0f} km\n"
      "  light in fibre        {:8.1f} ms   refractive index 1.468\n"
      "  inflation             {:8.2f} x    regression alone: {:.2f}\n"
      "  floor                 {:8.1f} ms   hops within the two cities\n\n",
      from.name, to.name, r.ms, r.km, r.light_ms, r.inflation, r.regression, r.floor_ms);
  text += fmt::format("  Measured corridors determine {:.0f}% of the inflation:\n",
                      100 * r.corridor_share);
  for (const RoundTrip::Evidence& e : r.evidence) {
    const Corridor& c = model.corridors()[e.corridor];
    text += fmt::format("    {:<8} {:7.1f} ms  {:<10} {:5.1f}%\n", corridor_name(model, c),
                        c.rtt_ms, c.source, 100 * e.share);
  }
  text += "\n" + uncertainty_text(r);
  return text;
}

std::string catchments_csv(const Network& network, const std::vector<PopLoad>& loads) {
  std::string text = "pop,city,country,region,size,share,nearest_share,mean_rtt_ms\n";
  for (const PopLoad& load : loads) {
    const Pop& pop = network.pops()[load.pop];
    const bool comma = pop.city.find(',') != std::string::npos;
    text += fmt::format("{},{},{},{},{},{:.6f},{:.6f},{:.2f}\n", pop.code,
                        comma ? fmt::format("\"{}\"", pop.city) : pop.city, pop.country,
                        name_of(pop.site.region), name_of(pop.size), load.share, load.nearest_share,
                        load.mean_rtt_ms);
  }
  return text;
}

std::string catchments_json(const Network& network, const std::vector<PopLoad>& loads) {
  Json rows = Json::array();
  for (const PopLoad& load : loads) {
    const Pop& pop = network.pops()[load.pop];
    rows.push_back({{"pop", pop.code},
                    {"city", pop.city},
                    {"country", pop.country},
                    {"region", name_of(pop.site.region)},
                    {"size", name_of(pop.size)},
                    {"share", load.share},
                    {"nearest_share", load.nearest_share},
                    {"mean_rtt_ms", load.mean_rtt_ms}});
  }
  return dumped(rows) + "\n";
}

std::string catchments_text(const Network& network, const std::vector<PopLoad>& loads) {
  const ReachSummary r = reach(network);
  std::string text = fmt::format(
      "{} sites serve {} cities. Round trip of users: mean {:.1f} ms (to the nearest site: "
      "{:.1f}), "
      "p50 {:.1f}, p95 {:.1f};\n{:.1f}% within 50 ms; {:.1f}% at least 25 ms slower than from the "
      "nearest site.\nOperators do not publish the load of single sites: treat each share as "
      "uncertain by a factor of two.\n\n",
      network.pops().size(), network.metros().size(), r.mean_ms, r.nearest_mean_ms, r.p50_ms,
      r.p95_ms, 100 * r.within_50_ms, 100 * r.slower_by_25_ms);
  text += fmt::format("{:<5} {:<26} {:<3} {:<14} {:<7} {:>8} {:>8} {:>8}\n", "pop", "city", "",
                      "region", "size", "share", "nearest", "mean rtt");
  for (const PopLoad& load : loads) {
    const Pop& pop = network.pops()[load.pop];
    text +=
        fmt::format("{:<5} {} {:<3} {:<14} {:<7} {:7.3f}% {:7.3f}% {:5.1f} ms\n", pop.code,
                    padded(pop.city, 26), pop.country, name_of(pop.site.region), name_of(pop.size),
                    100 * load.share, 100 * load.nearest_share, load.mean_rtt_ms);
  }
  return text;
}

std::string fit_text(const Fit& fit, const LineFit& line, const Matrix& matrix) {
  std::string text = fmt::format(
      "{} pairs: median error {:.1f}%, p90 {:.1f}%, rank correlation {:.3f}, median bias "
      "{:+.1f}%\n",
      fit.pairs, 100 * fit.median_error, 100 * fit.p90_error, fit.rank_correlation,
      100 * fit.median_bias);
  for (const FitBand& b : fit.bands)
    text += fmt::format("  {:>5.0f} to {:>5.0f} km  {:5} pairs  median {:5.1f}%  p90 {:5.1f}%\n",
                        b.from_km, b.to_km, b.pairs, 100 * b.median_error, 100 * b.p90_error);
  text += fmt::format(
      "for comparison, linear fit to this matrix, {:.1f} ms + {:.5f} ms/km: median {:.1f}%, p90 "
      "{:.1f}%\n",
      line.intercept_ms, line.slope_ms_per_km, 100 * line.median_error, 100 * line.p90_error);
  if (matrix.same_place + matrix.without_coordinates > 0)
    text += fmt::format("skipped: {} rows within one place, {} rows with an unknown place\n",
                        matrix.same_place, matrix.without_coordinates);
  return text;
}

}  // namespace

std::optional<Site> net_place(const Network& network, std::string_view name, std::string& problem) {
  if (const auto site = network.find(name)) return site;
  if (const auto comma = name.find(','); comma != std::string_view::npos) {
    std::string_view second = name.substr(comma + 1);
    second.remove_prefix(std::min(second.find_first_not_of(' '), second.size()));
    const auto latitude = parse_decimal(name.substr(0, comma)), longitude = parse_decimal(second);
    if (latitude && longitude && std::abs(*latitude) <= 90 && std::abs(*longitude) <= 180)
      return network.site_at(std::string(name), {*latitude, *longitude});
  }
  const std::string hint = place_meant(network, name);
  problem = fmt::format("no place is called `{}`{}{}", name, hint.empty() ? "" : "; ", hint);
  return std::nullopt;
}

std::string net_rtt(const Network& network, const Site& from, const Site& to, NetFormat format) {
  const RoundTripModel& model = network.round_trips();
  const RoundTrip r = network.round_trip(from, to);
  if (format == NetFormat::json) return dumped(rtt_json(model, from, to, r)) + "\n";
  if (format == NetFormat::text) return rtt_text(model, from, to, r);
  return fmt::format(
      "from,to,rtt_ms,km,light_in_fibre_ms,floor_ms,inflation,corridor_share\n"
      "\"{}\",\"{}\",{:.3f},{:.1f},{:.3f},{:.3f},{:.4f},{:.4f}\n",
      from.name, to.name, r.ms, r.km, r.light_ms, r.floor_ms, r.inflation, r.corridor_share);
}

std::string net_catchments(const Network& network, NetFormat format) {
  const std::vector<PopLoad> loads = pop_loads(network);
  switch (format) {
    case NetFormat::csv:
      return catchments_csv(network, loads);
    case NetFormat::json:
      return catchments_json(network, loads);
    case NetFormat::text:
      break;
  }
  return catchments_text(network, loads);
}

std::optional<std::string> net_fit(const Network& network, std::string_view text,
                                   std::string_view file_name, std::string_view exclude_source,
                                   NetFormat format, std::string& problem) {
  const Matrix matrix = read_matrix(text, network);
  for (const TableProblem& p : matrix.problems)
    problem += fmt::format("{}:{}: {}\n", file_name, p.line, p.message);
  if (matrix.problems.empty() && matrix.rows.size() < 2)
    problem = fmt::format("{}: needs at least two pairs of places\n", file_name);
  if (!problem.empty()) return std::nullopt;

  const RoundTripModel& all = network.round_trips();
  const RoundTripModel model = exclude_source.empty() ? all : without_source(all, exclude_source);
  if (!exclude_source.empty() && model.corridors().size() == all.corridors().size()) {
    problem = fmt::format("no corridor comes from a source called `{}`\n", exclude_source);
    return std::nullopt;
  }
  const Fit fit = judge(model, matrix.rows);
  if (format == NetFormat::json)
    return dumped({{"pairs", fit.pairs},
                   {"median_error", fit.median_error},
                   {"p90_error", fit.p90_error},
                   {"rank_correlation", fit.rank_correlation}}) +
           "\n";
  if (format == NetFormat::csv)
    return fmt::format("pairs,median_error,p90_error,rank_correlation\n{},{:.6f},{:.6f},{:.6f}\n",
                       fit.pairs, fit.median_error, fit.p90_error, fit.rank_correlation);
  return fit_text(fit, fit_line(matrix.rows), matrix);
}

}  // namespace edgecase::cli
