#include "model/net/network.hpp"

#include <algorithm>
#include <map>

#include <fmt/format.h>

#include "core/check.hpp"

namespace edgecase {

namespace {

double in_ms(Duration d) { return in_seconds(d) * 1e3; }

Distribution delay(const DelaySpec& spec) {
  if (spec.p50 == spec.p99) return Distribution::constant(in_seconds(spec.p50));
  return Distribution::lognormal_p50_p99(in_seconds(spec.p50), in_seconds(spec.p99));
}

RoundTripModel round_trip_model(const RoundTripSpec& spec) {
  std::map<std::string_view, std::size_t> index;
  std::vector<Site> sites;
  for (const CorridorSiteRow& row : spec.sites.rows) {
    index.emplace(row.site, sites.size());
    sites.push_back({row.site, row.at, row.region});
  }
  std::vector<Corridor> corridors;
  corridors.reserve(spec.corridors.rows.size());
  for (const CorridorRow& row : spec.corridors.rows)
    corridors.push_back({index.at(row.from), index.at(row.to), row.rtt_ms, row.source});
  return {std::move(sites),
          std::move(corridors),
          {.floor_ms = in_ms(spec.floor),
           .reach_km = spec.reach_km,
           .regression_weight = spec.regression_weight,
           .near_km = spec.near_km,
           .ridge = spec.ridge}};
}

std::vector<AccessKind> access_kinds(const AccessSpec& spec) {
  std::vector<AccessKind> kinds;
  kinds.reserve(spec.kinds.size());
  for (const auto& [name, kind] : spec.kinds)
    kinds.push_back({name, delay(kind.latency), kind.bandwidth});
  return kinds;
}

std::vector<AccessMix> access_mixes(const AccessSpec& spec, const std::vector<AccessKind>& kinds) {
  std::vector<AccessMix> mixes;
  for (const auto& [name, shares] : spec.mixes) {
    AccessMix mix{.name = name, .shares = {}};
    for (const auto& [kind, share] : shares) {
      const auto at = std::find_if(kinds.begin(), kinds.end(),
                                   [&k = kind](const AccessKind& a) { return a.name == k; });
      mix.shares.push_back({static_cast<std::size_t>(at - kinds.begin()), share.value});
    }
    mixes.push_back(std::move(mix));
  }
  return mixes;
}

template <class Places>
std::vector<Site> sites_of(const Places& places) {
  std::vector<Site> sites;
  sites.reserve(places.size());
  for (const auto& place : places) sites.push_back(place.site);
  return sites;
}

}  // namespace

Network::Network(const NetworkSpec& spec)
    : processing_(spec.processing),
      default_origin_(spec.origin),
      countries_(spec.countries.rows),
      access_kinds_(edgecase::access_kinds(spec.access)),
      access_mixes_(edgecase::access_mixes(spec.access, access_kinds_)),
      round_trips_(round_trip_model(spec.round_trips)),
      jitter_seconds_(delay(spec.round_trips.jitter)),
      catchment_{.spread_ms = in_ms(spec.catchment.spread),
                 .misrouted = spec.catchment.misrouted.value,
                 .misrouted_spread_ms = in_ms(spec.catchment.misrouted_spread)},
      domestic_(spec.catchment.domestic) {
  std::map<std::string_view, std::pair<Region, std::size_t>> countries;  // region, access mix
  for (const CountryRow& row : countries_) {
    const auto mix = std::find_if(access_mixes_.begin(), access_mixes_.end(),
                                  [&](const AccessMix& m) { return m.name == row.access; });
    countries[row.country] = {row.region, static_cast<std::size_t>(mix - access_mixes_.begin())};
  }
  for (const PopRow& row : spec.pops.rows) {
    pops_.push_back({row.code, row.city, row.country, {row.code, row.at, row.region}, row.size});
    attraction_.push_back(of_size(spec.catchment.attraction, row.size));
  }
  for (const MetroRow& row : spec.metros.rows) {
    const auto& [region, mix] = countries.at(row.country);
    metros_.push_back({row.city,
                       row.country,
                       {fmt::format("{}, {}", row.city, row.country), row.at, region},
                       row.online_thousands * 1000,
                       solar_utc_offset_hours(row.at),
                       mix});
    metro_vectors_.push_back(unit_vector(row.at));
  }
  for (const NamedPlaceRow& row : spec.places.rows)
    places_.push_back({row.name,
                       row.city,
                       row.country,
                       row.provider,
                       {row.name, row.at, countries.at(row.country).first}});
  const std::vector<Site> pop_sites = sites_of(pops_);
  metro_pop_ms_ = round_trips_.table(sites_of(metros_), pop_sites);
  pop_pop_ms_ = round_trips_.table(pop_sites, pop_sites);
}

std::optional<Site> Network::find(std::string_view name) const {
  for (const NamedPlace& place : places_)
    if (place.name == name) return place.site;
  if (const auto pop = find_pop(name)) return pops_[*pop].site;
  const Metro* metro = largest_metro(name);
  if (metro == nullptr) return std::nullopt;
  return metro->site;
}

const Metro* Network::largest_metro(std::string_view name) const {
  const Metro* largest = nullptr;
  for (const Metro& metro : metros_)
    if ((metro.site.name == name || metro.city == name) &&
        (largest == nullptr || metro.users > largest->users))
      largest = &metro;
  return largest;
}

std::string_view Network::country_of(std::string_view name) const {
  for (const NamedPlace& place : places_)
    if (place.name == name) return place.country;
  if (const auto pop = find_pop(name)) return pops_[*pop].country;
  const Metro* metro = largest_metro(name);
  return metro == nullptr ? std::string_view() : std::string_view(metro->country);
}

std::vector<std::string_view> Network::place_names() const {
  std::vector<std::string_view> names;
  names.reserve(places_.size() + pops_.size());
  for (const NamedPlace& place : places_) names.emplace_back(place.name);
  for (const Pop& pop : pops_) names.emplace_back(pop.code);
  return names;
}

std::optional<PopIndex> Network::find_pop(std::string_view code) const {
  for (PopIndex p = 0; p < pops_.size(); ++p)
    if (pops_[p].code == code) return p;
  return std::nullopt;
}

std::optional<Region> Network::region_of(std::string_view country) const {
  for (const CountryRow& row : countries_)
    if (row.country == country) return row.region;
  return std::nullopt;
}

Site Network::site_at(std::string name, Coordinates at) const {
  const UnitVector here = unit_vector(at);
  std::size_t nearest = 0;
  double least_km = great_circle_km(here, metro_vectors_.front());
  for (std::size_t m = 1; m < metro_vectors_.size(); ++m) {
    const double km = great_circle_km(here, metro_vectors_[m]);
    if (km < least_km) least_km = km, nearest = m;
  }
  return {std::move(name), at, metros_[nearest].site.region};
}

std::span<const float> Network::round_trips_of(MetroIndex metro) const {
  EC_CHECK(metro < metros_.size(), "no such metro");
  return std::span(metro_pop_ms_).subspan(metro * pops_.size(), pops_.size());
}

double Network::metro_to_pop_ms(MetroIndex metro, PopIndex pop) const {
  EC_CHECK(pop < pops_.size(), "no such PoP");
  return static_cast<double>(round_trips_of(metro)[pop]);
}

double Network::pop_to_pop_ms(PopIndex a, PopIndex b) const {
  EC_CHECK(a < pops_.size() && b < pops_.size(), "no such PoP");
  return static_cast<double>(pop_pop_ms_[a * pops_.size() + b]);
}

Catchment Network::catchment(MetroIndex metro, const std::vector<bool>& down) const {
  EC_CHECK(down.empty() || down.size() == pops_.size(), "one flag per PoP");
  const std::span<const float> rtt_ms = round_trips_of(metro);
  std::vector<double> attraction = attraction_;
  for (std::size_t p = 0; p < pops_.size(); ++p)
    if (pops_[p].country == metros_[metro].country) attraction[p] *= domestic_;
  return split_users(rtt_ms, attraction, catchment_, down);
}

PopIndex Network::nearest(MetroIndex metro) const {
  const auto rtt = round_trips_of(metro);
  return static_cast<PopIndex>(std::min_element(rtt.begin(), rtt.end()) - rtt.begin());
}

}  // namespace edgecase
