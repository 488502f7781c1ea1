#pragma once
// A network as a catalogue file describes it (scenarios/networks/NAME.yaml): the edge sites, the
// cities where users are, the corridors that were measured, how users reach the net, and how
// routing spreads them over the sites. A file may build on another: `extends: world.yaml` brings
// users, corridors and access, and leaves `pops` to write. Not modelled: individual providers, BGP,
// peering contracts, capacity of sites.

#include <map>
#include <optional>
#include <string>

#include <edgecase/units.hpp>

#include "load/checker.hpp"
#include "load/fields.hpp"
#include "model/net/network_tables.hpp"

namespace edgecase {

/// A lognormal delay, given by what one sees in practice.
struct DelaySpec {
  Duration p50 = 0s;
  Duration p99 = 0s;
};

inline auto fields(Of<DelaySpec>) {
  return list<DelaySpec>(
      field("p50", &DelaySpec::p50, "median", required(), at_least(0s)),
      field("p99", &DelaySpec::p99, "99th percentile; lognormal between and beyond", required(),
            at_least(0s)));
}
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

inline auto fields(Of<RoundTripSpec>) {
  return list<RoundTripSpec>(
      field("floor", &RoundTripSpec::floor, "what any round trip costs, however near", at_least(0s),
            assumed("AWS measures 1.2 ms at best within one region (2025-10)")),
      field("jitter", &RoundTripSpec::jitter, "queueing on the way, added to each round trip",
            assumed("tails of a few ms on backbones; last miles have their own in access")),
      field("reach_km", &RoundTripSpec::reach_km,
            "distance over which a measured corridor loses its say to 1/e", more_than(0.0),
            assumed("best on providers left out of the fit; 500 to 1200 km do alike")),
      field("near_km", &RoundTripSpec::near_km,
            "distance over which the extra winding of short routes decays to 1/e", more_than(0.0),
            assumed("best on providers left out of the fit; 500 to 1500 km do alike")),
      field("regression_weight", &RoundTripSpec::regression_weight,
            "weight of the regression against one corridor between the very places", more_than(0.0),
            assumed("best on providers left out of the fit")),
      field("ridge", &RoundTripSpec::ridge,
            "corridors it takes before a pair of regions differs from the rest", more_than(0.0),
            assumed("best on providers left out of the fit; 4 to 16 do alike")),
      field("sites", &RoundTripSpec::sites, "cities between which round trips were measured"),
      field("corridors", &RoundTripSpec::corridors,
            "measured round trips, both directions averaged"));
}

struct AccessKindSpec {
  DelaySpec latency;
  std::optional<Bandwidth> bandwidth;
};

inline auto fields(Of<AccessKindSpec>) {
  return list<AccessKindSpec>(
      field("latency", &AccessKindSpec::latency,
            "round trip over the access line alone, over users and moments", required()),
      field("bandwidth", &AccessKindSpec::bandwidth,
            "towards the user; left out: never the bottleneck", more_than(Bandwidth{0})));
}

struct AccessSpec {
  std::map<std::string, AccessKindSpec> kinds;
  std::map<std::string, std::map<std::string, Share>> mixes;
};

inline auto fields(Of<AccessSpec>) {
  return list<AccessSpec>(
      field("kinds", &AccessSpec::kinds, "ways to reach the net: fibre, cable, dsl, 5g …"),
      field("mixes", &AccessSpec::mixes, "share of the users per kind, by group of countries"));
}

struct AttractionSpec {
  double hub = 12;
  double large = 4;
  double medium = 2;
  double small = 1;
};

inline auto fields(Of<AttractionSpec>) {
  constexpr auto why = "ratios chosen so that the 19 hubs carry half of the requests (2022-06-21)";
  return list<AttractionSpec>(
      field("hub", &AttractionSpec::hub, "how many times a hub is preferred over a small site",
            more_than(0.0), assumed(why)),
      field("large", &AttractionSpec::large, "the same for a large site", more_than(0.0),
            assumed(why)),
      field("medium", &AttractionSpec::medium, "the same for a medium site", more_than(0.0),
            assumed(why)),
      field("small", &AttractionSpec::small, "the yardstick", more_than(0.0), assumed(why)));
}

struct CatchmentSpec {
  Duration spread = 8ms;
  AttractionSpec attraction;
  double domestic = 3;
  Share misrouted = 20_percent;
  Duration misrouted_spread = 25ms;
};

inline auto fields(Of<CatchmentSpec>) {
  return list<CatchmentSpec>(
      field("spread", &CatchmentSpec::spread,
            "a site this much further away gets 1/e of the users, size for size", more_than(0s),
            assumed("with attraction, from the outage of 2022-06-21; see docs/models/net.md")),
      field("attraction", &CatchmentSpec::attraction, "pull of a site by its size"),
      field("domestic", &CatchmentSpec::domestic,
            "how many times a site in the user's own country is preferred over one abroad",
            at_least(1.0), assumed("national providers meet the network at home first")),
      field("misrouted", &CatchmentSpec::misrouted,
            "share of the users whose provider routes with little regard to distance",
            at_least(Share{0}), at_most(Share{1}),
            source("anycast led about 20% of clients to a suboptimal front-end: Calder et al., "
                   "Analyzing the Performance of an Anycast CDN, IMC 2015",
                   "2026-11")),
      field("misrouted_spread", &CatchmentSpec::misrouted_spread,
            "for those users: a site this much further away gets 1/e", more_than(0s),
            assumed("penalties of 25 ms are common among them, of 100 ms rare (IMC 2015)")));
}

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

inline auto fields(Of<NetworkSpec>) {
  return list<NetworkSpec>(
      field("title", &NetworkSpec::title, "what the network is, in one line"),
      field("source", &NetworkSpec::source, "where its facts come from", required()),
      field("retrieved", &NetworkSpec::retrieved, "when they were read", required()),
      field("processing", &NetworkSpec::processing,
            "what a site adds to every answer: terminating TLS, parsing, looking up", at_least(0s),
            assumed("proxies of edge platforms add well below a millisecond when not queueing")),
      field("origin", &NetworkSpec::origin,
            "where an origin stands that does not say so: a name of `places` or a site's code",
            required()),
      field("pops", &NetworkSpec::pops, "the edge sites", required()),
      field("metros", &NetworkSpec::metros, "the cities where users are", required()),
      field("countries", &NetworkSpec::countries, "region and access mix of each country",
            required()),
      field("places", &NetworkSpec::places, "names that `at:` understands: cloud regions"),
      field("round_trips", &NetworkSpec::round_trips, "measured corridors and how to use them"),
      field("access", &NetworkSpec::access, "how users reach the net", required()),
      field("catchment", &NetworkSpec::catchment, "how routing spreads users over the sites"));
}

/// Every name in one table exists in the other, codes are unique, mixes sum to 100%.
void check(const NetworkSpec& spec, Checker& checker);

}  // namespace edgecase
