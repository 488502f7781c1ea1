#include "world/people.hpp"

#include <algorithm>
#include <cmath>

namespace edgecase {

People::People(const Blueprint& plan, std::uint64_t seed, std::uint64_t replication)
    : plan_(plan), draws_(seed, replication, "people") {}

void People::count_at(Instant now) {
  count_ = plan_.traffic.demand.rates_at(now);
  const double each = plan_.spec.world.clients.people.requests_per_minute / 60;
  for (double& n : count_) n = std::max(1.0, n / each);
  until_ = plan_.traffic.demand.slice_at(now).end;
}

Person People::who(Instant now, std::uint64_t number, std::uint16_t metro, std::uint8_t route) {
  const PeopleSpec& spec = plan_.spec.world.clients.people;
  if (now >= until_) count_at(now);
  const double at = std::pow(draws_.unit(number), spec.activity);
  const auto index = static_cast<std::uint64_t>(at * count_[metro]);
  const std::uint64_t home = mix(metro + 1U, 1);
  Person person{.id = id_of(metro, index)};
  const auto household = index / static_cast<std::uint64_t>(spec.per_address.value);
  person.keys[LimitKey::ip] = mix(mix(home, 2), household) | 1;
  if (unit_open(mix(person.id, 3)) < spec.sessions.value)
    person.keys[LimitKey::session] = mix(person.id, 4) | 1;
  if (spec.api_keys > Count{0}) {
    const auto keys = static_cast<std::uint64_t>(spec.api_keys.value);
    person.keys[LimitKey::api_key] = 1 + below(mix(person.id, 5), keys);
  }
  const auto networks = static_cast<std::uint64_t>(spec.networks.value);
  person.keys[LimitKey::asn] = 1 + metro * networks + below(mix(person.id, 6), networks);
  person.keys[LimitKey::route] = 1U + route;
  return person;
}

}  // namespace edgecase
