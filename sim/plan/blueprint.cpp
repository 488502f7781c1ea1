#include "plan/blueprint.hpp"

#include <algorithm>
#include <limits>

#include "core/check.hpp"
#include "plan/purge_paths.hpp"
#include "plan/steady_state.hpp"
#include "scenario/sampling.hpp"

namespace edgecase {
namespace {

constexpr std::size_t most_moments = 240;

std::int64_t ns_from_ms(double ms) { return from_seconds(ms * 1e-3).count(); }

std::vector<std::string> all_regions() {
  std::vector<std::string> names;
  for (int i = 0; i < region_count; ++i) names.emplace_back(name_of(static_cast<Region>(i)));
  return names;
}

std::vector<DemandPlace> demand_places(const Network& network) {
  std::vector<DemandPlace> places;
  for (const Metro& metro : network.metros()) {
    places.push_back(
        {metro.users, static_cast<std::uint8_t>(metro.site.region), metro.utc_offset_hours});
  }
  return places;
}

DemandSpec sampled_demand(const WorldSpec& world) {
  DemandSpec demand = world.demand;
  demand.rate.per_second /= static_cast<double>(one_in(world));
  return demand;
}

/// The region of the price sheet's provider whose prices apply to an origin at this place: the
/// place itself if it is one of them, else the nearest.
std::string billed_region(const Network& network, const std::string& at, const Site& site,
                          const std::string& provider) {
  std::string nearest = at;
  double least = std::numeric_limits<double>::infinity();
  for (const NamedPlace& place : network.places()) {
    if (place.provider != provider) continue;
    if (place.name == at) return at;
    const double km = great_circle_km(site.at, place.site.at);
    if (km < least) {
      least = km;
      nearest = place.name;
    }
  }
  return nearest;
}

}  // namespace

Blueprint::Blueprint(Setting setting_, StopFlag stop)
    : setting(std::move(setting_)),
      spec(setting.scenario),
      network(*setting.network),
      one_in(edgecase::one_in(spec.world)),
      region_names(all_regions()),
      processing(network.processing()),
      traffic{.demand = {sampled_demand(spec.world), demand_places(network), region_names}},
      clients{.jitter_ns = QuantileTable(network.jitter_seconds().scaled(1e9)),
              .asks_again = spec.world.clients.people.asks_again.value},
      stop_(stop) {
  for (void (Blueprint::*step)() :
       {&Blueprint::plan_time, &Blueprint::plan_origin, &Blueprint::plan_metros,
        &Blueprint::plan_access, &Blueprint::plan_connections, &Blueprint::plan_routes,
        &Blueprint::plan_functions, &Blueprint::plan_stores, &Blueprint::plan_residency,
        &Blueprint::plan_faults, &Blueprint::plan_rollouts, &Blueprint::plan_caches,
        &Blueprint::plan_purges, &Blueprint::plan_attacks, &Blueprint::plan_guards,
        &Blueprint::plan_gates, &Blueprint::plan_cores}) {
    stop.check();
    (this->*step)();
  }
  // With client caches it assumes the demand before them: closer to the truth than an empty start.
  if (spec.world.horizon.history > Duration{0})
    caching.steady = std::make_unique<SteadyState>(*this, stop);
  stop_ = {};
}

Blueprint::~Blueprint() = default;

void Blueprint::plan_time() {
  const Duration measured = spec.world.horizon.measure;
  // Whole parts of the measured time, so that faults at round times begin with a moment.
  const Duration part = (measured + Duration{most_moments - 1}) / most_moments;
  time.moment = std::max<Duration>(std::chrono::seconds(1), part);
  time.moments = static_cast<std::size_t>((measured + time.moment - Duration{1}) / time.moment);
  Projection projection = plan_projection(spec.world.projection, spec.world.demand.phases,
                                          spec.world.horizon.warm_up, measured);
  time.phases = std::move(projection.phases);
  time.month = std::move(projection.month);
  plan_rest_of_month(time, spec.world);
}

void Blueprint::plan_origin() {
  const std::string& given = spec.world.origin.at;
  origin.at = given.empty() ? network.default_origin() : given;
  const std::optional<Site> at = network.find(origin.at);
  EC_CHECK(at.has_value(), "an origin at a place that the network does not know");
  origin.site = *at;
  origin.billed_at = billed_region_of(origin.at, origin.site);
  for (const Pop& pop : network.pops())
    origin.pop_rtt_ns.push_back(ns_from_ms(network.round_trip(pop.site, origin.site).ms));
}

bool Blueprint::has_own_copies() const {
  const auto keeps = [](const RoutePlan& route) { return route.client_ttl > Duration{0}; };
  return clients.asks_again > 0 || std::ranges::any_of(routes, keeps);
}

std::string Blueprint::billed_region_of(const std::string& at, const Site& site) const {
  return billed_region(network, at, site, setting.origin_prices.provider);
}

void Blueprint::plan_purges() {
  purging.spec = spec.design.purge.value_or(PurgeSpec{});
  purging.on_change =
      purging.spec.on_change && std::ranges::any_of(routes, [](const RoutePlan& route) {
        return route.cache >= 0 && route.changes.has_value();
      });
  if (spec.world.purges.empty() && !purging.on_change) return;
  const std::optional<Site> from =
      purging.spec.from.empty() ? origin.site : network.find(purging.spec.from);
  EC_CHECK(from.has_value(), "purges from a place that the network does not know");
  purging.paths = purge_paths(network, purging.spec, *from);
  const Site& ingest = network.pops()[purging.paths->ingest].site;
  purging.to_ingest = Duration{ns_from_ms(network.round_trip(*from, ingest).ms) / 2};
}

}  // namespace edgecase
