#include "world/names.hpp"

#include <algorithm>
#include <cmath>

namespace edgecase {
namespace {

constexpr double device_ttl_s = 60;                     // as the default of DnsSpec::asked assumes
constexpr std::uint32_t resolver_factor = 0x9E3779B1U;  // odd: a bijection that mixes bits

std::uint32_t resolver_of(const MetroPlan& metro, std::uint32_t resolver_bits) {
  const std::uint32_t dice = resolver_bits * resolver_factor;
  return static_cast<std::uint32_t>(std::uint64_t{dice} * metro.resolvers >> 32);
}

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
  return kept_until(of, resolver_of(of, resolver_bits), since_) > looked_up;
}

Names::Memory Names::memory_of(const MetroPlan& metro, std::uint64_t resolver) const {
  const double ttl_s = in_seconds(spec_.ttl);
  const bool extends = draws_.unit(resolver, 3) < spec_.extended.value;
  const double keeps_s = extends ? std::max(ttl_s, in_seconds(spec_.extended_ttl)) : ttl_s;
  const double lookups = metro.resolver_knows / (1 - metro.resolver_knows) * keeps_s / ttl_s;
  return {keeps_s, lookups / (1 + lookups)};
}

Instant Names::kept_until(const MetroPlan& metro, std::uint32_t resolver, Instant since) const {
  if (spec_.ttl <= Duration{0}) return since;
  const std::uint64_t number = metro.first_resolver + resolver;
  const auto when = static_cast<std::uint64_t>(since.time_since_epoch().count());
  const Memory memory = memory_of(metro, number);
  const double unit = draws_.unit(mix(number, when), 4);
  return unit < memory.knows ? since + from_seconds(memory.keeps_s * unit / memory.knows) : since;
}

// A resolver asks again each time its copy ends, at a phase of its own.
Instant Names::looked_up(std::uint16_t metro, std::uint32_t resolver_bits, Instant now) const {
  if (spec_.ttl <= Duration{0}) return now;
  const MetroPlan& of = plan_.clients.metros[metro];
  const std::uint64_t number = of.first_resolver + resolver_of(of, resolver_bits);
  const Memory memory = memory_of(of, number);
  const double turns = in_seconds(now - Instant{}) / memory.keeps_s + draws_.unit(number, 5);
  const double turn = std::floor(turns);
  if (draws_.unit(mix(number, static_cast<std::uint64_t>(turn)), 6) >= memory.knows) return now;
  return now - from_seconds((turns - turn) * memory.keeps_s);
}

}  // namespace edgecase
