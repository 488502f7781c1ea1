#pragma once
// The person behind a request: one of the people of its metro, with an address, perhaps a session,
// an API key, a network. Drawn by the request's number, so every design meets the same people.
//
// Assumes: as many people as demand / requests_per_minute, so a crowd is more people, not busier
// ones; people are unequal by a power law (PeopleSpec::activity). Not modelled: people who move.

#include <cstdint>
#include <vector>

#include "core/random.hpp"
#include "model/guard/rate_limit.hpp"
#include "plan/blueprint.hpp"

namespace edgecase {

struct Person {
  std::uint64_t id = 0;
  RequestKeys keys = {};
};

class People {
 public:
  People(const Blueprint& plan, std::uint64_t seed, std::uint64_t replication);

  /// The person that sent request `number`; calls come in the order of time.
  Person who(Instant now, std::uint64_t number, std::uint16_t metro, std::uint8_t route);
  /// All people that exist at the start, by id.
  template <class Visit>
  void for_each(Visit visit) {
    count_at(Instant{});
    for (std::size_t metro = 0; metro < count_.size(); ++metro)
      for (std::uint64_t index = 0; static_cast<double>(index) < count_[metro]; ++index)
        visit(id_of(metro, index));
  }

 private:
  static std::uint64_t id_of(std::uint64_t metro, std::uint64_t index) {
    return mix(mix(metro + 1, 1), index) | 1;
  }
  void count_at(Instant now);

  const Blueprint& plan_;
  Stream draws_;
  Instant until_{};            // until when the counts hold
  std::vector<double> count_;  // by metro
};

}  // namespace edgecase
