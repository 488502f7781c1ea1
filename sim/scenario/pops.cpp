#include "scenario/pops.hpp"

#include <algorithm>
#include <cmath>
#include <limits>
#include <numeric>

#include <fmt/core.h>

#include "load/text/codes.hpp"
#include "load/text/suggest.hpp"

namespace edgecase {
namespace {

/// Internet users nearest to each site by great-circle distance, in thousands.
std::vector<double> people_nearest(const NetworkSpec& network) {
  std::vector<double> people(network.pops.rows.size(), 0.0);
  for (const MetroRow& metro : network.metros.rows) {
    std::size_t nearest = 0;
    double least = std::numeric_limits<double>::infinity();
    for (std::size_t i = 0; i < people.size(); ++i) {
      const double km = great_circle_km(metro.at, network.pops.rows[i].at);
      if (km >= least) continue;
      least = km;
      nearest = i;
    }
    people[nearest] += metro.online_thousands;
  }
  return people;
}

/// Which sites the first `count` are, in the order of the network.
std::vector<bool> first_sites(const NetworkSpec& network, std::size_t count) {
  const std::vector<PopRow>& rows = network.pops.rows;
  const std::vector<double> people = people_nearest(network);
  std::vector<std::size_t> order(rows.size());
  std::iota(order.begin(), order.end(), std::size_t{0});
  std::stable_sort(order.begin(), order.end(), [&](std::size_t a, std::size_t b) {
    return rows[a].size != rows[b].size ? rows[a].size < rows[b].size : people[a] > people[b];
  });
  std::vector<bool> kept(rows.size(), false);
  for (std::size_t i = 0; i < std::min(count, order.size()); ++i) kept[order[i]] = true;
  return kept;
}

std::vector<bool> listed_sites(const PopsSpec& spec, const NetworkSpec& network, Checker& checker) {
  std::vector<std::string_view> codes;
  for (const PopRow& row : network.pops.rows) codes.emplace_back(row.code);
  std::vector<bool> kept(codes.size(), false);
  for (std::size_t i = 0; i < spec.only.size(); ++i) {
    const auto at = std::find(codes.begin(), codes.end(), spec.only[i]);
    if (at != codes.end())
      kept[static_cast<std::size_t>(at - codes.begin())] = true;
    else
      checker.report(fmt::format("design.pops.only[{}]", i),
                     {code::refers_to_nothing, fmt::format("unknown PoP `{}`", spec.only[i]),
                      did_you_mean(spec.only[i], codes), "known: " + enumerate(codes)});
  }
  return kept;
}

}  // namespace

std::vector<Field> fields(Of<PopsSpec>) {
  return list<PopsSpec>(
      field("share", &PopsSpec::share,
            "share of the network's sites: the largest first, and among equals those with the "
            "most users nearby",
            shorthand(), more_than(Share{0}), at_most(Share{1})),
      field("count", &PopsSpec::count, "number of sites, in the same order",
            at_least(std::int64_t{1})),
      field("only", &PopsSpec::only, "codes of the sites: [FRA, IAD, SIN]"),
      field("sizes", &PopsSpec::sizes, "sites of these sizes: [hub, large]"));
}

void check(const PopsSpec& spec, Checker& checker) {
  const int ways = (spec.share ? 1 : 0) + (spec.count ? 1 : 0) + (spec.only.empty() ? 0 : 1) +
                   (spec.sizes.empty() ? 0 : 1);
  if (ways == 1) return;
  checker.report("", {code::missing_key, "the sites are chosen by exactly one key",
                      ways == 0 ? "no sites" : "several keys", "one of share, count, only, sizes"});
}

void keep_pops(const PopsSpec& spec, NetworkSpec& network, Checker& checker) {
  std::vector<PopRow>& rows = network.pops.rows;
  std::vector<bool> kept(rows.size(), false);
  if (!spec.only.empty()) {
    kept = listed_sites(spec, network, checker);
  } else if (!spec.sizes.empty()) {
    for (std::size_t i = 0; i < rows.size(); ++i)
      kept[i] = std::find(spec.sizes.begin(), spec.sizes.end(), rows[i].size) != spec.sizes.end();
  } else if (spec.count) {
    kept = first_sites(network, static_cast<std::size_t>(spec.count->value));
  } else if (spec.share) {
    const double sites = std::round(spec.share->value * static_cast<double>(rows.size()));
    kept = first_sites(network, std::max<std::size_t>(1, static_cast<std::size_t>(sites)));
  }
  if (std::find(kept.begin(), kept.end(), true) == kept.end()) {
    checker.report("design.pops", {code::out_of_range, "the network has no such site",
                                   "no site is left", "choose others, or remove design.pops"});
    return;
  }
  std::vector<PopRow> left;
  for (std::size_t i = 0; i < rows.size(); ++i)
    if (kept[i]) left.push_back(std::move(rows[i]));
  rows = std::move(left);
}

}  // namespace edgecase
