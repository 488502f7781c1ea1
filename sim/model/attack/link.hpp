#pragma once
// The links of a PoP under load, as a fluid: loss and queueing delay when the offered traffic
// exceeds the capacity.
//
//   link.offer(now, {.bits = 9e12, .packets = 4e9});     // offered from now on
//   const LinkState s = link.at(now);                    // s.loss of all, s.delay of the rest
//
// Packets first pass a packet rate limit (no buffer), then a queue of `buffer` before the capacity:
// it fills at (offered - capacity), adds a delay of level / capacity, and once full loses
// 1 - capacity / offered, the loss of any overloaded queue (R03: 0.9 at ten times the capacity).
// The evolution between two calls is exact. Units: bits/s, packets/s. Assumes: drops affect all
// traffic alike; the outbound direction is not the bottleneck. Not modelled: queues below capacity,
// separate providers, priorities, TCP congestion control.

#include <edgecase/units.hpp>

#include "load/type/fields.hpp"

namespace edgecase {

/// Link capacity by size of the PoP.
struct LinkSpec {
  Bandwidth hub{8e12};
  Bandwidth large{1.5e12};
  Bandwidth medium{340e9};
  Bandwidth small{100e9};
  Bytes packet{200};
  Duration buffer = std::chrono::milliseconds(50);
};
std::vector<Field> fields(Of<LinkSpec>);

/// Offered traffic per second.
struct LinkLoad {
  double bits = 0;
  double packets = 0;
};

struct LinkState {
  double loss = 0;   ///< share of the offered traffic
  Duration delay{};  ///< of the carried traffic
};

class FluidLink {
 public:
  FluidLink(Bandwidth capacity, Rate packets, Duration buffer);
  /// The packet rate limit implied by a spec's packet size and this capacity.
  static Rate packet_limit(const LinkSpec& spec, Bandwidth capacity) {
    return {capacity.bits_per_second / (8 * static_cast<double>(spec.packet.count))};
  }

  /// Sets the traffic offered from now on. Calls in order of time.
  void offer(Instant now, LinkLoad load);
  /// Advances the state to now with unchanged traffic.
  void until(Instant now) { offer(now, load_); }
  /// The state at a time not before the last offer.
  LinkState at(Instant now) const;

  /// Totals from the beginning to the last offer.
  double offered_bits() const { return offered_; }
  double lost_bits() const { return lost_; }
  /// Peak utilisation so far: offered / capacity, of bits or packets.
  double peak_load() const { return peak_; }
  Duration saturated() const { return saturated_; }

 private:
  double through_limit() const;  // share of packets that pass the packet rate limit
  double level(Instant now) const;
  double seconds_to_full() const;

  double capacity_;
  double packets_;
  double buffer_;  // bits
  LinkLoad load_;
  Instant since_{};
  double level_ = 0;  // queued bits at `since_`
  double offered_ = 0, lost_ = 0, peak_ = 0;
  Duration saturated_{};
};

/// Time that the packets of one exchange take beyond their way: each one lost is sent again after a
/// timeout that doubles. `unit`: a draw, uniform in (0, 1).
double retransmission_s(double loss, double unit, double timeout_s);

}  // namespace edgecase
