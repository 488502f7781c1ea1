#include "plan/blueprint.hpp"

#include <algorithm>
#include <cmath>
#include <limits>
#include <numeric>

#include "core/check.hpp"
#include "model/net/transport.hpp"
#include "model/traffic/popularity.hpp"
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

/// What a fault is called if the scenario does not say: its kind and target, numbered if need be.
std::string fault_name(const FaultSpec& fault, const FaultTarget& target,
                       const std::vector<FaultPlan>& earlier) {
  if (!fault.name.empty()) return fault.name;
  std::string name(fault.kind.name());
  for (const std::string& pop : target.pops) name += ":" + pop;
  for (const std::string& region : target.regions) name += ":" + region;
  for (const Service service : target.services)
    name += std::string(":") + names(Of<Service>{})[static_cast<std::size_t>(service)].name;
  const auto same = std::count_if(earlier.begin(), earlier.end(), [&](const FaultPlan& other) {
    return other.name == name || other.name.starts_with(name + "#");
  });
  return same == 0 ? name : name + "#" + std::to_string(same + 1);
}

/// The region of the sheet's provider whose prices an origin at this place pays: its own, if it is
/// one of them, else the nearest.
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

Blueprint::Blueprint(Setting setting_)
    : setting(std::move(setting_)),
      spec(setting.scenario),
      network(*setting.network),
      one_in(edgecase::one_in(spec.world)),
      region_names(all_regions()),
      demand(sampled_demand(spec.world), demand_places(network), region_names),
      jitter_ns(network.jitter_seconds().scaled(1e9)),
      processing(network.processing()) {
  origin_at = spec.world.origin.at.empty() ? network.default_origin() : spec.world.origin.at;
  const std::optional<Site> at = network.find(origin_at);
  EC_CHECK(at.has_value(), "an origin at a place that the network does not know");
  origin_site = *at;
  billed_at = billed_region_of(origin_at, origin_site);
  for (const Pop& pop : network.pops()) {
    pop_to_origin_ns.push_back(ns_from_ms(network.round_trip(pop.site, origin_site).ms));
  }
  const Duration measured = spec.world.horizon.measure;
  moment = std::max<Duration>(std::chrono::seconds(1), measured / most_moments + Duration{1});
  moments = static_cast<std::size_t>((measured + moment - Duration{1}) / moment);
  Projection projection = plan_projection(spec.world.projection, spec.world.demand.phases,
                                          spec.world.horizon.warm_up, measured);
  phases = std::move(projection.phases);
  month = std::move(projection.month);
  plan_metros();
  plan_access();
  plan_connections();
  plan_routes();
  plan_faults();
  plan_caches();
  plan_purges();
  plan_functions();
  plan_attacks();
  plan_guards();
  plan_gates();
  plan_cores();
  asked_again = spec.world.clients.people.asks_again.value;
  // With own copies of people it knows the demand before them: nearer than an empty start.
  if (spec.world.horizon.history > Duration{0}) steady = std::make_unique<SteadyState>(*this);
}

Blueprint::~Blueprint() = default;

bool Blueprint::has_own_copies() const {
  const auto keeps = [](const RoutePlan& route) { return route.client_ttl > Duration{0}; };
  return asked_again > 0 || std::ranges::any_of(routes, keeps);
}

std::string Blueprint::billed_region_of(const std::string& at, const Site& site) const {
  return billed_region(network, at, site, setting.origin_prices.provider);
}

void Blueprint::plan_purges() {
  purge = spec.design.purge.value_or(PurgeSpec{});
  purges_on_change = purge.on_change && std::ranges::any_of(routes, [](const RoutePlan& route) {
                       return route.cache >= 0 && route.changes.has_value();
                     });
  if (spec.world.purges.empty() && !purges_on_change) return;
  const std::optional<Site> from = purge.from.empty() ? origin_site : network.find(purge.from);
  EC_CHECK(from.has_value(), "purges from a place that the network does not know");
  purge_ways = purge_paths(network, purge, *from);
  const Site& ingest = network.pops()[purge_ways->ingest].site;
  to_purge_ingest = Duration{ns_from_ms(network.round_trip(*from, ingest).ms) / 2};
}

void Blueprint::plan_metros() {
  const ClientsSpec& clients = spec.world.clients;
  const auto share = static_cast<double>(clients.dns.users_per_resolver.value);
  const double asked = clients.dns.asked.value / clients.requests_per_connection;
  const std::vector<double> rates = demand.rates_at(Instant{});
  for (const Metro& metro : network.metros()) {
    MetroPlan plan{.region = static_cast<std::uint8_t>(metro.site.region),
                   .access_mix = static_cast<std::uint8_t>(metro.mix),
                   .first_resolver = resolvers};
    plan.resolvers =
        static_cast<std::uint32_t>(std::clamp(std::ceil(metro.users / share), 1.0, 1e6));
    const double whole_rate = rates[metros.size()] * static_cast<double>(one_in);
    const double queries = whole_rate * asked / plan.resolvers * in_seconds(clients.dns.ttl);
    plan.resolver_knows = queries / (1 + queries);
    resolvers += plan.resolvers;
    metros.push_back(plan);
  }
}

void Blueprint::plan_access() {
  if (const auto& line = spec.world.clients.access) {
    access_lines.push_back(
        {QuantileTable(distribution_of(line->rtt).scaled(1e9)), Download(line->bandwidth)});
    access_mixes.assign(network.access_mixes().size(), AliasTable(std::vector<double>{1}));
    return;
  }
  for (const AccessKind& kind : network.access_kinds()) {
    access_lines.push_back(
        {QuantileTable(kind.latency_seconds.scaled(1e9)), Download(kind.bandwidth)});
  }
  for (const AccessMix& mix : network.access_mixes()) {
    std::vector<double> shares(access_lines.size(), 0);
    for (const AccessShare& s : mix.shares) shares[s.kind] += s.share;
    access_mixes.emplace_back(shares);
  }
}

void Blueprint::plan_connections() {
  const ClientsSpec& clients = spec.world.clients;
  const double opened = 1 / clients.requests_per_connection;
  const double quic = clients.http3.value;
  const double old = (1 - quic) * clients.tls12.value;
  const double modern = 1 - quic - old;
  const double resumed = clients.tls_resumption.value;
  const double early = resumed * clients.early_data.value;
  std::vector<double> weights;
  const auto add = [&](double weight, Connection kind) {
    const HandshakeRoundTrips trips = handshake(kind);
    const bool is_quic = kind == Connection::quic || kind == Connection::quic_early_data;
    connection_kinds.push_back({is_quic ? 0 : trips.transport,
                                is_quic ? trips.transport + trips.tls : trips.tls,
                                kind != Connection::reused});
    weights.push_back(weight);
  };
  add(1 - opened, Connection::reused);
  fresh_connection = static_cast<std::uint8_t>(connection_kinds.size());
  add(opened * modern * (1 - early), Connection::tcp_tls13);
  add(opened * modern * early, Connection::tcp_tls13_early_data);
  add(opened * old * (1 - resumed), Connection::tcp_tls12);
  add(opened * old * resumed, Connection::tcp_tls12_resumed);
  add(opened * quic * (1 - early), Connection::quic);
  add(opened * quic * early, Connection::quic_early_data);
  connections = AliasTable(weights);
}

namespace {

VariantPlan variant_plan(const VariantsSpec& variant) {
  std::vector<double> weights;
  for (std::int64_t k = 1; k <= variant.values.value; ++k) {
    weights.push_back(std::pow(static_cast<double>(k), -variant.exponent));
  }
  return {AliasTable(weights), static_cast<std::uint32_t>(variant.values.value), variant.exponent,
          std::accumulate(weights.begin(), weights.end(), 0.0)};
}

/// Which of the design's things by name it is, in the order of names; -1: none.
template <class T>
int place_in(const std::map<std::string, T>& all, const std::string& name) {
  const auto at = all.find(name);
  return at == all.end() ? -1 : static_cast<int>(std::distance(all.begin(), at));
}

void plan_key(const RouteSpec& route, const DesignRouteSpec& design, RoutePlan& plan) {
  plan.unique_queries = design.ignore_query ? 0 : route.unique_queries.value;
  for (const auto& [name, variant] : route.variants) {
    const bool in_key = !design.key || std::ranges::find(*design.key, name) != design.key->end();
    if (!in_key) continue;
    plan.variants.push_back(variant_plan(variant));
    plan.key_variants *= plan.variants.back().values;
  }
}

}  // namespace

void Blueprint::plan_routes() {
  std::vector<std::string> cache_names;
  for (const auto& [name, cache] : spec.design.caches) cache_names.push_back(name);
  std::vector<std::string> function_names;
  for (const auto& [name, function] : spec.design.compute) function_names.push_back(name);
  std::uint32_t first = 0;
  for (const auto& [name, route] : spec.world.routes) {
    const auto trace = setting.traces.find(name);
    const TraceContent* replayed = trace == setting.traces.end() ? nullptr : &trace->second;
    RoutePlan plan{.name = name,
                   .trace = replayed,
                   .personalised = route.personalised.value,
                   .writes = route.operations.write.value,
                   .read_modify_writes = route.operations.read_modify_write.value,
                   .missing = route.missing.value,
                   .request = route.request,
                   .first_object = first,
                   .objects = replayed == nullptr ? static_cast<std::uint32_t>(
                                                        sampled_objects(route.objects, one_in))
                                                  : replayed->objects(),
                   .first_key = dense_keys,
                   .changes = route.changes,
                   .tags = route.tags,
                   .prefixes = route.prefixes};
    if (replayed == nullptr) plan.size.emplace(setting.sizes.at(name));
    const auto design = spec.design.routes.find(name);
    if (design != spec.design.routes.end() && !design->second.compute.empty()) {
      const auto at = std::ranges::find(function_names, design->second.compute);
      EC_CHECK(at != function_names.end());
      plan.function = static_cast<int>(at - function_names.begin());
    }
    if (design != spec.design.routes.end()) {
      plan.guard = place_in(spec.design.guards, design->second.guard);
      plan.access = place_in(spec.design.access, design->second.access);
      plan.quota = place_in(spec.design.quotas, design->second.quota);
      plan.client_ttl = design->second.client_ttl;
    }
    if (design != spec.design.routes.end() && !design->second.cache.empty()) {
      const auto at = std::find(cache_names.begin(), cache_names.end(), design->second.cache);
      EC_CHECK(at != cache_names.end());
      plan.cache = static_cast<int>(at - cache_names.begin());
      plan_key(route, design->second, plan);
    }
    const std::uint32_t objects = plan.objects;
    dense_keys += objects * plan.key_variants;
    routes.push_back(std::move(plan));
    const std::uint64_t ranks =
        replayed == nullptr ? static_cast<std::uint64_t>(route.objects.value) : objects;
    traffic.push_back(
        {route.share.value, first, popularity_of(route.popularity, ranks, one_in), replayed});
    first += objects;
  }
}

std::vector<CatchmentLine> Blueprint::catchments(const std::vector<bool>& withdrawn) const {
  std::vector<CatchmentLine> lines;
  lines.reserve(metros.size());
  for (MetroIndex metro = 0; metro < metros.size(); ++metro) {
    CatchmentLine line;
    line.pop.fill(no_pop);
    line.last.fill(UINT16_MAX);
    line.rtt_ns.fill(0);
    double up_to = 0;
    std::size_t i = 0;
    Catchment catchment = network.catchment(metro, withdrawn);
    if (catchment.empty())
      catchment = network.catchment(metro);  // nobody answers, wherever it leads
    for (const Serving& serving : catchment) {
      up_to += serving.share;
      line.pop[i] = static_cast<std::uint16_t>(serving.pop);
      line.last[i] = static_cast<std::uint16_t>(std::clamp(up_to * 65536 - 0.5, 0.0, 65535.0));
      line.rtt_ns[i] = static_cast<float>(ns_from_ms(network.metro_to_pop_ms(metro, serving.pop)));
      ++i;
    }
    line.last[i - 1] = UINT16_MAX;
    lines.push_back(line);
  }
  return lines;
}

void Blueprint::plan_faults() {
  const auto pops = network.pops();
  for (const FaultSpec& fault : spec.world.faults) {
    const FaultTarget target = target_of(fault.kind);
    FaultPlan plan{.name = fault_name(fault, target, faults),
                   .from = Instant{fault.at},
                   .until = Instant{fault.at + fault.duration},
                   .convergence = fault.convergence,
                   .origin = target.origin,
                   .loses_caches = target.loses_caches,
                   .refuses = target.refuses,
                   .services = target.services};
    for (std::uint16_t i = 0; i < pops.size(); ++i) {
      const auto named = [&](const std::vector<std::string>& names, std::string_view name) {
        return std::find(names.begin(), names.end(), name) != names.end();
      };
      if (named(target.pops, pops[i].code) || named(target.regions, name_of(pops[i].site.region))) {
        plan.pops.push_back(i);
      }
    }
    faults.push_back(std::move(plan));
  }
  std::vector<Instant> moves{Instant{}};
  for (const FaultPlan& fault : faults) {
    if (fault.pops.empty()) continue;
    moves.push_back(fault.from + fault.convergence);
    moves.push_back(fault.until + fault.convergence);
  }
  std::sort(moves.begin(), moves.end());
  moves.erase(std::unique(moves.begin(), moves.end()), moves.end());
  for (const Instant at : moves) {
    std::vector<bool> withdrawn(pops.size(), false);
    for (const FaultPlan& fault : faults) {
      if (at < fault.from + fault.convergence || at >= fault.until + fault.convergence) continue;
      for (std::uint16_t pop : fault.pops) withdrawn[pop] = true;
    }
    std::vector<CatchmentLine> lines = catchments(withdrawn);
    routings.push_back({at, std::move(withdrawn), std::move(lines)});
  }
}

}  // namespace edgecase
