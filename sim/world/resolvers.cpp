#include "world/resolvers.hpp"

namespace edgecase {
namespace {

constexpr std::uint32_t most_in_array = 1 << 22;

}  // namespace

Resolvers::Resolvers(const Blueprint& plan, std::uint64_t seed, std::uint64_t replication)
    : in_use_for_long_(plan.caching.steady != nullptr),
      ttl_s_(in_seconds(plan.spec.world.clients.dns.ttl)),
      dice_(seed, replication, "resolvers before the run") {
  if (plan.clients.resolvers > most_in_array) return;
  few_.reserve(plan.clients.resolvers);
  for (const MetroPlan& metro : plan.clients.metros)
    for (std::uint32_t k = 0; k < metro.resolvers; ++k)
      few_.push_back(at_start(metro, metro.first_resolver + k));
}

Instant Resolvers::at_start(const MetroPlan& metro, std::uint32_t i) const {
  if (!in_use_for_long_) return Instant::min();
  const double unit = dice_.unit(i);
  if (!(unit < metro.resolver_knows)) return Instant::min();
  return Instant{} + from_seconds(ttl_s_ * unit / metro.resolver_knows);
}

Instant& Resolvers::asked_expiry(const MetroPlan& metro, std::uint32_t i) {
  const auto [at, is_new] = asked_.try_emplace(i);
  if (is_new) at->second = at_start(metro, i);
  return at->second;
}

}  // namespace edgecase
