#pragma once
// What the resolvers of all users know: until when each keeps the address of the site.
//
// A resolver that has been in use for long knows the address at the start with the probability
// MetroPlan::resolver_knows, for an evenly distributed rest of its TTL.
// Up to 4 million of them are an array, drawn at the start; where there are more (people with
// resolvers of their own), each is drawn when it is first asked: the same numbers, without the
// memory of all that nobody asks.

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
  /// learns it anew. Valid until the next call.
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
