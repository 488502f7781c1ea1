#include "model/net/network_spec.hpp"

#include <array>
#include <cmath>
#include <set>
#include <string_view>

#include <fmt/format.h>

#include "load/text/codes.hpp"
#include "load/text/suggest.hpp"

namespace edgecase {

namespace {

using NameSet = std::set<std::string_view>;

std::string suggestion(const NameSet& names, std::string_view word) {
  const std::vector<std::string_view> all(names.begin(), names.end());
  return did_you_mean(word, all);
}

void refer(Checker& checker, std::string_view table, std::string_view in, const NameSet& names,
           std::string_view word, std::string_view row) {
  if (names.contains(word)) return;
  checker.report(table, {.code = code::refers_to_nothing,
                         .message = fmt::format("row `{}`: `{}` is not in `{}`", row, word, in),
                         .label = suggestion(names, word)});
}

/// The keys of a table's rows; reports those that stand twice.
template <class Row>
NameSet unique(Checker& checker, std::string_view table, const std::vector<Row>& rows,
               std::string Row::* key) {
  NameSet names;
  for (const Row& row : rows)
    if (!names.insert(row.*key).second)
      checker.report(table, {.code = code::duplicate_name,
                             .message = fmt::format("`{}` occurs twice in this table", row.*key)});
  return names;
}

void check_mixes(const AccessSpec& access, const NameSet& kinds, Checker& checker) {
  for (const auto& [name, mix] : access.mixes) {
    const std::string path = fmt::format("access.mixes.{}", name);
    double sum = 0;
    for (const auto& [kind, share] : mix) {
      sum += share.value;
      refer(checker, path, "access.kinds", kinds, kind, name);
    }
    if (std::abs(sum - 1) > 1e-6)
      checker.report(path, {.code = code::shares_sum,
                            .message = fmt::format("shares add up to {:g}%, not 100%", sum * 100)});
  }
}

/// A round trip is computed for each site and each city before a run.
void check_size(const NetworkSpec& spec, Checker& checker) {
  constexpr std::size_t most = 5'000'000;
  const std::size_t ways = spec.pops.rows.size() * spec.metros.rows.size();
  if (ways <= most) return;
  checker.report("metros", {.code = code::out_of_range,
                            .message = fmt::format("{} sites and {} cities are too many",
                                                   spec.pops.rows.size(), spec.metros.rows.size()),
                            .hint = "sites times cities must be at most 5 million: merge cities"});
}

void check_not_empty(const NetworkSpec& spec, Checker& checker) {
  double users = 0;
  for (const MetroRow& metro : spec.metros.rows) users += metro.online_thousands;
  if (spec.pops.rows.empty())
    checker.report("pops",
                   {.code = code::out_of_range, .message = "a network needs at least one site"});
  if (users <= 0)
    checker.report("metros",
                   {.code = code::out_of_range, .message = "a network needs at least one metro"});
}

}  // namespace

std::vector<Field> fields(Of<DelaySpec>) {
  return list<DelaySpec>(
      field("p50", &DelaySpec::p50, "median", required(), at_least(0s)),
      field("p99", &DelaySpec::p99, "99th percentile; lognormal between and beyond", required(),
            at_least(0s)));
}

std::vector<Field> fields(Of<RoundTripSpec>) {
  return list<RoundTripSpec>(
      field("floor", &RoundTripSpec::floor, "minimum of any round trip", at_least(0s),
            assumed("AWS measures at least 1.2 ms within a region (2025-10)")),
      field("jitter", &RoundTripSpec::jitter, "queueing delay, added to each round trip",
            assumed("tails of a few ms on backbones; access lines have their own distribution")),
      field("reach_km", &RoundTripSpec::reach_km,
            "distance over which the weight of a measured corridor decays to 1/e", more_than(0.0),
            assumed("best in cross-validation over providers; 500 to 1200 km are similar")),
      field("near_km", &RoundTripSpec::near_km,
            "distance over which the extra inflation of short routes decays to 1/e", more_than(0.0),
            assumed("best in cross-validation over providers; 500 to 1500 km are similar")),
      field("regression_weight", &RoundTripSpec::regression_weight,
            "weight of the regression relative to a corridor between the same places",
            more_than(0.0), assumed("best in cross-validation over providers")),
      field("ridge", &RoundTripSpec::ridge, "ridge penalty of region pairs, in number of corridors",
            more_than(0.0),
            assumed("best in cross-validation over providers; 4 to 16 are similar")),
      field("sites", &RoundTripSpec::sites, "cities with measured round trips"),
      field("corridors", &RoundTripSpec::corridors,
            "measured round trips, averaged over both directions"));
}

std::vector<Field> fields(Of<AccessKindSpec>) {
  return list<AccessKindSpec>(
      field("latency", &AccessKindSpec::latency,
            "round trip over the access line only, over users and time", required()),
      field("bandwidth", &AccessKindSpec::bandwidth,
            "downstream bandwidth; absent: never the bottleneck", more_than(Bandwidth{0})));
}

std::vector<Field> fields(Of<AccessSpec>) {
  return list<AccessSpec>(
      field("kinds", &AccessSpec::kinds, "access types: fibre, cable, dsl, 5g …"),
      field("mixes", &AccessSpec::mixes, "share of users per access type, by group of countries"));
}

std::vector<Field> fields(Of<AttractionSpec>) {
  constexpr auto why = "ratios chosen so that the 19 hubs carry half of the requests (2022-06-21)";
  return list<AttractionSpec>(
      field("hub", &AttractionSpec::hub, "attraction of a hub relative to a small site",
            more_than(0.0), assumed(why)),
      field("large", &AttractionSpec::large, "attraction of a large site", more_than(0.0),
            assumed(why)),
      field("medium", &AttractionSpec::medium, "attraction of a medium site", more_than(0.0),
            assumed(why)),
      field("small", &AttractionSpec::small, "attraction of a small site: the reference",
            more_than(0.0), assumed(why)));
}

std::vector<Field> fields(Of<CatchmentSpec>) {
  return list<CatchmentSpec>(
      field("spread", &CatchmentSpec::spread,
            "a site this much further away gets 1/e of the users, at equal size", more_than(0s),
            assumed("with attraction, from the outage of 2022-06-21; see docs/models/net.md")),
      field("attraction", &CatchmentSpec::attraction, "attraction of a site by its size"),
      field("domestic", &CatchmentSpec::domestic,
            "preference factor for sites in the user's own country", at_least(1.0),
            assumed("national providers peer domestically first")),
      field("misrouted", &CatchmentSpec::misrouted,
            "share of users whose provider routes with little regard to distance",
            at_least(Share{0}), at_most(Share{1}),
            source("anycast led about 20% of clients to a suboptimal front-end: Calder et al., "
                   "Analyzing the Performance of an Anycast CDN, IMC 2015",
                   "2026-11")),
      field("misrouted_spread", &CatchmentSpec::misrouted_spread,
            "the same as `spread`, for misrouted users", more_than(0s),
            assumed("penalties of 25 ms are common among them, 100 ms rare (IMC 2015)")));
}

std::vector<Field> fields(Of<NetworkSpec>) {
  return list<NetworkSpec>(
      field("title", &NetworkSpec::title, "one-line description of the network"),
      field("source", &NetworkSpec::source, "source of the data", required()),
      field("retrieved", &NetworkSpec::retrieved, "date when it was retrieved", required()),
      field("processing", &NetworkSpec::processing,
            "processing time of a site per response: TLS, parsing, cache lookup", at_least(0s),
            assumed("edge proxies add well below a millisecond without queueing")),
      field("origin", &NetworkSpec::origin,
            "default location of origins: a name of `places` or a site's code", required()),
      field("pops", &NetworkSpec::pops, "the edge sites", required()),
      field("metros", &NetworkSpec::metros, "cities of users", required()),
      field("countries", &NetworkSpec::countries, "region and access mix of each country",
            required()),
      field("places", &NetworkSpec::places, "named places for `at:`, such as cloud regions"),
      field("round_trips", &NetworkSpec::round_trips,
            "measured corridors and parameters of the round-trip model"),
      field("access", &NetworkSpec::access, "access lines of users", required()),
      field("catchment", &NetworkSpec::catchment, "anycast routing of users to sites"));
}

void check(const DelaySpec& spec, Checker& checker) {
  if (spec.p99 < spec.p50)
    checker.report("p99", {.code = code::unordered, .message = "p99 is below p50"});
  else if (spec.p50 == 0s && spec.p99 > 0s)
    checker.report("p50",
                   {.code = code::unordered, .message = "a p99 above 0 needs a p50 above 0"});
}

void check(const NetworkSpec& spec, Checker& checker) {
  check_not_empty(spec, checker);
  check_size(spec, checker);
  NameSet kinds, mixes;
  for (const auto& [name, kind] : spec.access.kinds) kinds.insert(name);
  for (const auto& [name, mix] : spec.access.mixes) mixes.insert(name);
  check_mixes(spec.access, kinds, checker);

  const NameSet countries = unique(checker, "countries", spec.countries.rows, &CountryRow::country);
  for (const CountryRow& row : spec.countries.rows)
    refer(checker, "countries", "access.mixes", mixes, row.access, row.country);
  NameSet placed = unique(checker, "pops", spec.pops.rows, &PopRow::code);
  for (const PopRow& row : spec.pops.rows)
    refer(checker, "pops", "countries", countries, row.country, row.code);
  for (const MetroRow& row : spec.metros.rows)
    refer(checker, "metros", "countries", countries, row.country, row.city);
  placed.merge(unique(checker, "places", spec.places.rows, &NamedPlaceRow::name));
  if (!placed.contains(spec.origin))
    checker.report("origin", {.code = code::refers_to_nothing,
                              .message = fmt::format("unknown place `{}`", spec.origin),
                              .label = suggestion(placed, spec.origin)});
  for (const NamedPlaceRow& row : spec.places.rows)
    refer(checker, "places", "countries", countries, row.country, row.name);

  const NameSet sites =
      unique(checker, "round_trips.sites", spec.round_trips.sites.rows, &CorridorSiteRow::site);
  for (const CorridorRow& row : spec.round_trips.corridors.rows)
    for (const std::string& end : {row.from, row.to})
      refer(checker, "round_trips.corridors", "round_trips.sites", sites, end,
            fmt::format("{} {}", row.from, row.to));
}

}  // namespace edgecase
