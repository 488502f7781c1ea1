#pragma once
// The network of a run: edge sites, cities of users, named places, and round trips between them.
// Built once from a NetworkSpec; immutable; no clock, no random draws.
// Assumes: see round_trip.hpp and catchment.hpp. A city represents the users of its country around
// it; local time is solar time.
// Units: see each member. Errors: EC_CHECK on indices out of range.

#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include <edgecase/units.hpp>

#include "core/distribution.hpp"
#include "model/net/catchment.hpp"
#include "model/net/network_spec.hpp"
#include "model/net/round_trip.hpp"

namespace edgecase {

struct Pop {
  std::string code, city, country;
  Site site;
  PopSize size = PopSize::small;
};

struct Metro {
  std::string city, country;
  Site site;
  double users = 0;             // people online that it represents
  double utc_offset_hours = 0;  // solar
  std::size_t mix = 0;          // index into access_mixes()
};

struct NamedPlace {
  std::string name, city, country, provider;
  Site site;
};

struct AccessKind {
  std::string name;
  Distribution latency_seconds;  // round trip over the access line alone
  std::optional<Bandwidth> bandwidth;
};

struct AccessShare {
  std::size_t kind = 0;  // index into access_kinds()
  double share = 0;
};
struct AccessMix {
  std::string name;
  std::vector<AccessShare> shares;
};

class Network {
 public:
  /// Requires: a spec that passed its checks.
  explicit Network(const NetworkSpec& spec);

  std::span<const Pop> pops() const { return pops_; }
  std::span<const Metro> metros() const { return metros_; }
  std::span<const NamedPlace> places() const { return places_; }
  std::span<const AccessKind> access_kinds() const { return access_kinds_; }
  std::span<const AccessMix> access_mixes() const { return access_mixes_; }
  const RoundTripModel& round_trips() const { return round_trips_; }
  /// Processing time of a site per response.
  Duration processing() const { return processing_; }
  /// The default location of origins.
  const std::string& default_origin() const { return default_origin_; }
  /// Queueing delay in seconds, drawn independently for each round trip.
  const Distribution& jitter_seconds() const { return jitter_seconds_; }

  /// A named place, a site's code, or a city's name with or without its country ("Lyon, FR").
  /// A city's name means the largest city of that name.
  std::optional<Site> find(std::string_view name) const;
  /// The country of what find() finds; empty: it finds nothing.
  std::string_view country_of(std::string_view name) const;
  /// All names that find() knows except cities, for "did you mean".
  std::vector<std::string_view> place_names() const;
  std::optional<PopIndex> find_pop(std::string_view code) const;
  std::optional<Region> region_of(std::string_view country) const;
  /// A place at any coordinates, in the region of the nearest city.
  Site site_at(std::string name, Coordinates at) const;

  /// Round trips in milliseconds, without access and jitter.
  RoundTrip round_trip(const Site& a, const Site& b) const { return round_trips_.between(a, b); }
  double metro_to_pop_ms(MetroIndex metro, PopIndex pop) const;
  double pop_to_pop_ms(PopIndex a, PopIndex b) const;

  Catchment catchment(MetroIndex metro, const std::vector<bool>& down = {}) const;
  /// The site with the shortest round trip, regardless of routing.
  PopIndex nearest(MetroIndex metro) const;

 private:
  std::span<const float> round_trips_of(MetroIndex metro) const;
  const Metro* largest_metro(std::string_view name) const;

  Duration processing_;
  std::string default_origin_;
  std::vector<CountryRow> countries_;
  std::vector<AccessKind> access_kinds_;
  std::vector<AccessMix> access_mixes_;
  std::vector<Pop> pops_;
  std::vector<Metro> metros_;
  std::vector<UnitVector> metro_vectors_;
  std::vector<NamedPlace> places_;
  RoundTripModel round_trips_;
  Distribution jitter_seconds_;
  CatchmentParameters catchment_;
  double domestic_ = 1;
  std::vector<double> attraction_;   // per site, by its size
  std::vector<float> metro_pop_ms_;  // metros x pops
  std::vector<float> pop_pop_ms_;    // pops x pops
};

}  // namespace edgecase
