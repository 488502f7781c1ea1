#pragma once
// The steps of a purge's path: processing at a place, a message to the next.

#include <cstdint>
#include <string_view>

#include <edgecase/units.hpp>

#include "core/random.hpp"
#include "load/distribution/distribution.hpp"
#include "model/purge/kinds.hpp"

namespace edgecase {

/// Processing of one kind, drawn independently for each (purge, place).
class PurgeStep {
 public:
  PurgeStep(const DurationChoice& work, std::uint64_t seed, std::uint64_t replication,
            std::string_view name)
      : work_(distribution_of(work)), draws_(seed, replication, name) {}

  Duration work(std::uint64_t n, std::uint16_t place = 0) const {
    return from_seconds(work_.quantile(unit_open(low_word(block(n, place)))));
  }
  /// A second, independent uniform number of the same step: for the message that leads to it.
  double chance(std::uint64_t n, std::uint16_t place = 0) const {
    return unit_open(high_word(block(n, place)));
  }

 private:
  RandomBlock block(std::uint64_t n, std::uint16_t place) const { return draws_.block(n, place); }

  Distribution work_;
  Stream draws_;
};

/// One message on an open connection: half a round trip, plus retransmission delays.
inline Duration message(const PurgeTransportSpec& transport, Duration round_trip, double chance) {
  Duration waited{0};
  Duration timeout = round_trip + transport.retransmit;
  // The probability of k consecutive losses is loss^k; six suffice for any allowed loss.
  double lost = transport.loss.value;
  for (int attempt = 0; attempt < 6 && chance < lost; ++attempt) {
    waited += timeout;
    timeout *= 2;
    lost *= transport.loss.value;
  }
  return waited + round_trip / 2;
}

}  // namespace edgecase
