#pragma once
// How long something that is sent from one place to many takes to each of them.
//
// A delay depends on the number of the message and on the place alone, so that places may be asked
// in any order, and again. Units: nanoseconds.

#include <cstdint>
#include <utility>
#include <vector>

#include <edgecase/units.hpp>

namespace edgecase {

class Propagation {
 public:
  virtual ~Propagation() = default;
  /// From the instant at which message `number` is sent until it takes effect at this place.
  virtual Duration delay(std::uint64_t number, std::uint16_t place) const = 0;
};

/// The same delay to a place for every message.
class FixedDelays final : public Propagation {
 public:
  explicit FixedDelays(std::vector<Duration> by_place) : by_place_(std::move(by_place)) {}
  Duration delay(std::uint64_t, std::uint16_t place) const override { return by_place_[place]; }

 private:
  std::vector<Duration> by_place_;
};

}  // namespace edgecase
