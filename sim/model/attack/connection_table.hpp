#pragma once
// A table of connections: half-open ones that a SYN flood leaves, or open ones that slow requests
// hold. A full table refuses everybody; SYN cookies answer without a place in it.
//
// Each connection keeps its place until it is finished, which is known when it comes: a person
// after a round trip, an attacker after the time-out. Poisson arrivals at rate λ held for τ (any
// law) find B places taken with Erlang's B(λ τ, B) (oracle R02): far above capacity B / τ a second
// get through. Rates that no run can follow one by one come as weighted arrivals. Assumes: arrivals
// in the order of time. Not modelled: eviction of old half-open connections.

#include <cstdint>

#include <edgecase/units.hpp>

#include "core/heap.hpp"
#include "load/type/fields.hpp"

namespace edgecase {

struct ConnectionTableSpec {
  Count places{1'000'000};
  Duration timeout = std::chrono::seconds(63);
  bool cookies = true;
  Duration cookie_cpu = std::chrono::microseconds(1);
};
std::vector<Field> fields(Of<ConnectionTableSpec>);

/// What became of connections that arrived together; they sum to those that arrived.
struct TableVerdict {
  std::int64_t kept = 0;
  std::int64_t cookies = 0;
  std::int64_t refused = 0;
  Duration cpu{};
};

class ConnectionTable {
 public:
  explicit ConnectionTable(const ConnectionTableSpec& spec);

  /// `count` connections at once, each finished by its client after `answer`; one that takes longer
  /// than the time-out is forgotten then.
  TableVerdict open(Instant now, Duration answer, std::int64_t count = 1);
  /// Places taken; must not be before the last arrival.
  std::int64_t taken(Instant now);

 private:
  struct Held {
    Instant until;
    std::int64_t count;
    friend bool operator<(const Held& a, const Held& b) { return a.until < b.until; }
  };
  void free_until(Instant now);

  ConnectionTableSpec spec_;
  QuaternaryHeap<Held> held_;
  std::int64_t taken_ = 0;
};

}  // namespace edgecase
