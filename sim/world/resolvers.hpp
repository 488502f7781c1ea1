#pragma once
// The DNS resolvers of all users: until when each has the site's address cached.
//
// At the start a resolver has the address cached with probability MetroPlan::resolver_knows, for a
// uniformly distributed remainder of its TTL. Up to 4 million resolvers are an array, drawn at the
// start; if there are more (people with their own resolvers), each is drawn at its first query:
// the same numbers, without memory for resolvers that are never queried.

#include <cstdint>
#include <vector>

#include <boost/unordered/unordered_flat_map.hpp>

#include <edgecase/units.hpp>

#include "core/random.hpp"
#include "plan/blueprint.hpp"

namespace edgecase {

class Resolvers {
 public:
  Resolvers(const Blueprint& plan, std::uint64_t seed, std::uint64_t replication);

  /// Until when the metro's resolver number `which` has the address cached; to be set when it
  /// looks it up again. Valid until the next call.
  Instant& expiry(const MetroPlan& metro, std::uint32_t which) {
    const std::uint32_t i = metro.first_resolver + which;
    return few_.empty() ? asked_expiry(metro, i) : few_[i];
  }

 private:
  Instant at_start(const MetroPlan& metro, std::uint32_t i) const;
  Instant& asked_expiry(const MetroPlan& metro, std::uint32_t i);

  bool in_use_for_long_;
  double ttl_s_;
  Stream dice_;
  std::vector<Instant> few_;
  boost::unordered_flat_map<std::uint32_t, Instant> asked_;  // if there are more than a few
};

}  // namespace edgecase
