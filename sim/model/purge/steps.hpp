#pragma once
// The steps of which a purge's way is made: work at a place, a message to the next.

#include <cstdint>
#include <string_view>

#include <edgecase/units.hpp>

#include "core/random.hpp"
#include "load/distribution/distribution.hpp"
#include "model/purge/kinds.hpp"

namespace edgecase {

/// Work of one kind, drawn anew for each (purge, place).
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

/// One message on an open connection: half a round trip, and waiting when it is lost.
inline Duration message(const PurgeTransportSpec& transport, Duration round_trip, double chance) {
  Duration waited{0};
  Duration timeout = round_trip + transport.retransmit;
  // The chance that k messages in a row are lost is loss^k; six are enough for any loss allowed.
  double lost = transport.loss.value;
  for (int attempt = 0; attempt < 6 && chance < lost; ++attempt) {
    waited += timeout;
    timeout *= 2;
    lost *= transport.loss.value;
  }
  return waited + round_trip / 2;
}

}  // namespace edgecase
