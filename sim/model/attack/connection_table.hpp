#pragma once
// A connection table: half-open connections of a SYN flood, or open ones held by slow requests. A
// full table refuses new connections; SYN cookies work without a table entry.
//
// Each connection keeps its entry until it is finished, at a time known on arrival: after a round
// trip for a user, after the timeout for an attacker. Poisson arrivals at rate λ with holding time
// τ (any distribution) find all B entries taken with Erlang's B(λ τ, B) (oracle R02): far above
// capacity, B / τ per second get through. High rates arrive as weighted batches. Assumes: arrivals
// in order of time. Not modelled: eviction of old half-open connections.

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

/// The outcomes of a batch of connections; they sum to the size of the batch.
struct TableVerdict {
  std::int64_t kept = 0;
  std::int64_t cookies = 0;
  std::int64_t refused = 0;
  Duration cpu{};
};

class ConnectionTable {
 public:
  explicit ConnectionTable(const ConnectionTableSpec& spec);

  /// `count` simultaneous connections, each finished by its client after `answer`, or dropped at
  /// the timeout.
  TableVerdict open(Instant now, Duration answer, std::int64_t count = 1);
  /// Entries in use; must not be before the last arrival.
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
