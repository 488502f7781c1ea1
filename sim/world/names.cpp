#include "world/names.hpp"

#include <algorithm>
#include <cmath>

namespace edgecase {
namespace {

constexpr double device_ttl_s = 60;                     // as the default of DnsSpec::asked assumes
constexpr std::uint32_t resolver_factor = 0x9E3779B1U;  // odd: a bijection that mixes bits

}  // namespace

Names::Names(const Blueprint& plan, std::uint64_t seed, std::uint64_t replication)
    : plan_(plan),
      spec_(plan.spec.world.clients.dns),
      connection_age_s_((plan.spec.world.clients.requests_per_connection - 1) * 60 /
                        plan.spec.world.clients.people.requests_per_minute),
      draws_(seed, replication, "names that are down") {}

bool Names::resolves(std::uint16_t metro, std::uint32_t resolver_bits, std::uint64_t number,
                     bool new_connection, Instant now) const {
  double age_s = 0;
  if (!new_connection) age_s -= connection_age_s_ * std::log(draws_.unit(number, 1));
  const bool device_knew = resolver_bits * 0x1p-32 >= spec_.asked.value;
  if (device_knew) age_s += device_ttl_s * draws_.unit(number, 2);
  const Instant looked_up = now - from_seconds(age_s);
  if (looked_up <= since_) return true;
  const MetroPlan& of = plan_.clients.metros[metro];
  const std::uint32_t dice = resolver_bits * resolver_factor;
  const auto which = static_cast<std::uint32_t>(std::uint64_t{dice} * of.resolvers >> 32);
  return kept_until(of, which, since_) > looked_up;
}

Instant Names::kept_until(const MetroPlan& metro, std::uint32_t resolver, Instant since) const {
  const std::uint64_t number = metro.first_resolver + resolver;
  const auto when = static_cast<std::uint64_t>(since.time_since_epoch().count());
  const double ttl_s = in_seconds(spec_.ttl);
  if (ttl_s <= 0) return since;
  const bool extends = draws_.unit(number, 3) < spec_.extended.value;
  const double keeps_s = extends ? std::max(ttl_s, in_seconds(spec_.extended_ttl)) : ttl_s;
  const double lookups = metro.resolver_knows / (1 - metro.resolver_knows) * keeps_s / ttl_s;
  const double knew = lookups / (1 + lookups);
  const double unit = draws_.unit(mix(number, when), 4);
  return unit < knew ? since + from_seconds(keeps_s * unit / knew) : since;
}

}  // namespace edgecase
