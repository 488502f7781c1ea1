#pragma once
// A network file of the catalogue (scenarios/networks/NAME.yaml): edge sites, cities of users,
// measured corridors, access lines, and routing of users to sites. A file may extend another:
// `extends: world.yaml` provides users, corridors and access, so only `pops` is needed. Not
// modelled: individual providers, BGP, peering contracts, capacity of sites.

#include <map>
#include <optional>
#include <string>
#include <string_view>

#include <edgecase/units.hpp>

#include "load/checker.hpp"
#include "load/type/fields.hpp"
#include "model/net/network_tables.hpp"

namespace edgecase {

/// A lognormal delay, given by its quantiles.
struct DelaySpec {
  Duration p50 = 0s;
  Duration p99 = 0s;
};

std::vector<Field> fields(Of<DelaySpec>);
void check(const DelaySpec& spec, Checker& checker);

struct RoundTripSpec {
  Duration floor = 1ms;
  DelaySpec jitter = {500us, 8ms};
  double reach_km = 800;
  double near_km = 800;
  double regression_weight = 0.1;
  double ridge = 16;
  TableOf<CorridorSiteRow> sites;
  TableOf<CorridorRow> corridors;
};

std::vector<Field> fields(Of<RoundTripSpec>);

struct AccessKindSpec {
  DelaySpec latency;
  std::optional<Bandwidth> bandwidth;
};

std::vector<Field> fields(Of<AccessKindSpec>);

struct AccessSpec {
  std::map<std::string, AccessKindSpec> kinds;
  std::map<std::string, std::map<std::string, Share>> mixes;
};

std::vector<Field> fields(Of<AccessSpec>);

struct AttractionSpec {
  double hub = 12;
  double large = 4;
  double medium = 2;
  double small = 1;
};

std::vector<Field> fields(Of<AttractionSpec>);

struct CatchmentSpec {
  Duration spread = 8ms;
  AttractionSpec attraction;
  double domestic = 3;
  Share misrouted = 20_percent;
  Duration misrouted_spread = 25ms;
};

std::vector<Field> fields(Of<CatchmentSpec>);

struct NetworkSpec {
  std::string title;
  std::string source;
  std::string retrieved;
  Duration processing = 500us;
  std::string origin;
  TableOf<PopRow> pops;
  TableOf<MetroRow> metros;
  TableOf<CountryRow> countries;
  TableOf<NamedPlaceRow> places;
  RoundTripSpec round_trips;
  AccessSpec access;
  CatchmentSpec catchment;
};

std::vector<Field> fields(Of<NetworkSpec>);
inline std::string_view topic(Of<NetworkSpec>) { return "network"; }

/// Every name in one table exists in the other, codes are unique, mixes sum to 100%.
void check(const NetworkSpec& spec, Checker& checker);

}  // namespace edgecase
