#pragma once
// The links of a PoP under load, as a fluid: what is lost, and what waits, when more comes than
// fits.
//
//   link.offer(now, {.bits = 9e12, .packets = 4e9});     // all that arrives from now on
//   const LinkState s = link.at(now);                    // s.loss for everybody, s.delay of the
//   rest
//
// Packets first pass a limit of their number (no buffer), then a queue of `buffer` in front of the
// capacity: it fills at (offered - capacity), adds level / capacity to everybody's way, and once
// full loses 1 - capacity / offered, which is the loss of any overloaded queue (R03: 0.9 at ten
// times). Changes are worked out exactly between two calls. Units: bits/s, packets/s. Assumes:
// drops fall on all alike; the way out is not the bottleneck. Not modelled: queues below capacity,
// separate providers, priorities, TCP that slows down.

#include <edgecase/units.hpp>

#include "load/type/fields.hpp"

namespace edgecase {

/// Links by size of the PoP.
struct LinkSpec {
  Bandwidth hub{8e12};
  Bandwidth large{1.5e12};
  Bandwidth medium{340e9};
  Bandwidth small{100e9};
  Bytes packet{200};
  Duration buffer = std::chrono::milliseconds(50);
};
std::vector<Field> fields(Of<LinkSpec>);

/// What arrives a second.
struct LinkLoad {
  double bits = 0;
  double packets = 0;
};

struct LinkState {
  double loss = 0;   ///< share of what arrives
  Duration delay{};  ///< of what gets through
};

class FluidLink {
 public:
  FluidLink(Bandwidth capacity, Rate packets, Duration buffer);
  /// The packet limit that a spec's packet size means for this capacity.
  static Rate packet_limit(const LinkSpec& spec, Bandwidth capacity) {
    return {capacity.bits_per_second / (8 * static_cast<double>(spec.packet.count))};
  }

  /// From now on so much arrives. Calls come in the order of time.
  void offer(Instant now, LinkLoad load);
  /// Brings the books up to now; what arrives stays as it is.
  void until(Instant now) { offer(now, load_); }
  /// At a time that is not before the last offer.
  LinkState at(Instant now) const;

  /// Since the beginning, up to the last offer.
  double offered_bits() const { return offered_; }
  double lost_bits() const { return lost_; }
  /// Highest offered share of the capacity, of bits or packets, so far.
  double peak_load() const { return peak_; }
  Duration saturated() const { return saturated_; }

 private:
  double through_limit() const;  // share of the packets that the limit of their number lets through
  double level(Instant now) const;
  double seconds_to_full() const;

  double capacity_;
  double packets_;
  double buffer_;  // bits
  LinkLoad load_;
  Instant since_{};
  double level_ = 0;  // bits that waited at `since_`
  double offered_ = 0, lost_ = 0, peak_ = 0;
  Duration saturated_{};
};

/// Time that the packets of one exchange take beyond their way: each one lost is sent again after a
/// timeout that doubles. `unit`: a draw, uniform in (0, 1).
double retransmission_s(double loss, double unit, double timeout_s);

}  // namespace edgecase
