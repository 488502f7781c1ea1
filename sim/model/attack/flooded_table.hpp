#pragma once
// A connection table under floods: the attacks' connections come at steady rates, people's one by
// one, and all compete for the same entries.
//
//   table.offer(now, 0, 16'000, 63s);                       // flow 0, from now on
//   const TableVerdict v = table.connect(now, 40ms, unit);  // a person's connection
//
// Time advances in steps of 1/2000 of the longest holding time. The connections of a flow in a step
// are a Poisson number, spread evenly over it; if fewer entries are free, or become free in the
// step, each connection of the step gets one with equal probability. So a table of B entries under
// a rate λ with holding time τ refuses Erlang's B(λ τ, B) whatever B (oracle R02), and 1 - B / (λ
// τ) above capacity on average over τ: it is full from B / λ after the start until the first
// entries time out, and again one τ later. Assumes: constant holding times of attackers; calls in
// order of time. Not modelled: eviction of old half-open connections.

#include <cstdint>
#include <vector>

#include <edgecase/units.hpp>

#include "core/random.hpp"
#include "model/attack/connection_table.hpp"

namespace edgecase {

class FloodedTable {
 public:
  FloodedTable(const ConnectionTableSpec& spec, const Stream& draws);

  /// From now on the connections of this flow (0, 1, 2 …) come at this rate, per second, and are
  /// held so long, at most until the timeout.
  void offer(Instant now, std::size_t flow, double rate, Duration held);
  /// Advances to now. Cheap while nothing is offered.
  void until(Instant now);
  /// A person's connection, finished after `held`. `unit`: a draw, uniform in (0, 1).
  TableVerdict connect(Instant now, Duration held, double unit);
  /// Connections of the flow that were refused so far (with cookies: none).
  double refused(std::size_t flow) const {
    return spec_.cookies || flow >= flows_.size() ? 0 : flows_[flow].without_entry;
  }

 private:
  struct Flow {
    double rate = 0;
    Duration held{};
    double without_entry = 0;
    std::int64_t came = 0;  // in the present step
  };
  void fill(Duration each);
  Duration step() const;

  ConnectionTableSpec spec_;
  ConnectionTable table_;
  Draws draws_;
  std::vector<Flow> flows_;
  Instant reached_{};          // the end of the present step
  std::int64_t room_ = 0;      // entries for the arrivals of this step
  std::int64_t arrivals_ = 0;  // of the floods in this step
};

}  // namespace edgecase
