#pragma once
// Who stands behind a request: one of the people of its metro, with an address, perhaps a session,
// a key, a network. Drawn by the request's number, so every design meets the same people.
//
// Assumes: as many people as demand / requests_per_minute, so a crowd is more people, not busier
// ones; people are unequal by a power law (PeopleSpec::activity). Not modelled: people who move.

#include <cstdint>
#include <vector>

#include "core/random.hpp"
#include "model/guard/rate_limit.hpp"
#include "world/blueprint.hpp"

namespace edgecase {

struct Person {
  std::uint64_t id = 0;
  RequestKeys keys = {};
};

class People {
 public:
  People(const Blueprint& plan, std::uint64_t seed, std::uint64_t replication);

  /// The person behind request `number`; calls come in the order of time.
  Person who(Instant now, std::uint64_t number, std::uint16_t metro, std::uint8_t route);
  /// How many people are there in a metro, at the start.
  double count(std::uint16_t metro) const { return count_[metro]; }

 private:
  const Blueprint& plan_;
  Stream draws_;
  Instant until_{};            // until when the counts hold
  std::vector<double> count_;  // by metro
};

}  // namespace edgecase
