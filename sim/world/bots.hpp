#pragma once
// The requests of all attacks of a run, in the order of time: where each arrives, what it asks for,
// and how many requests it stands for.

#include <cstdint>
#include <vector>

#include <edgecase/units.hpp>

#include "core/random.hpp"
#include "model/attack/sample.hpp"
#include "plan/blueprint.hpp"

namespace edgecase {

/// One request of a bot, as it arrives.
struct BotArrival {
  BotRequest of;
  std::uint16_t attack = 0;  ///< index into AttacksPlan::runs
  std::uint8_t route = 0;
  std::uint32_t object = 0;  ///< dense number over all routes
  std::uint64_t number = 0;  ///< unique in the run: key of its draws
  std::uint32_t pop_bits = 0;
  std::int64_t each = 1;  ///< bots that this one stands for
};

class Bots {
 public:
  Bots(const Blueprint& plan, std::uint64_t seed, std::uint64_t replication);

  /// The next one; null: there is none.
  const BotArrival* peek() const {
    return next_ < heads_.size() ? &heads_[next_].arrival : nullptr;
  }
  void pop();

 private:
  struct Head {
    std::uint16_t attack;
    AttackSample sample;
    Stream draws;
    BotArrival arrival = {};
    std::uint64_t turn = 0;  // of bots that ask for one object after the other: how many so far
  };
  bool advance(Head& head);
  void choose();
  std::uint32_t object_of(Head& head, std::uint8_t route, std::uint64_t number) const;

  const Blueprint& plan_;
  std::vector<Head> heads_;
  std::size_t next_ = 0;
};

}  // namespace edgecase
