#pragma once
// One rate-limit rule in all PoPs. A request in a PoP asks how much of it may pass:
//
//   const LimitVerdict v = rule.take(pop, now, keys, 1);
//   if (v.over > 0) …                       // v.action is what the rule does with these
//
// Each PoP has its own counters. Places that share a limit (a metro, or all) report their
// admissions to each other every `sync`, with a propagation delay: a metro's directly, those of all
// PoPs over one place (the origin's), which is near to some and far from others. Until a report
// arrives each place admits up to the whole limit on its own: with k places, a key's λ requests/s
// evenly distributed over them and an exchange every s, min(λ s, k limit) pass before the first
// report takes effect (oracle in tests). With sync 0 one place counts for the whole group, exactly,
// and every request waits a round trip from its PoP to there.
//
// Assumes: requests in order of time. While a key is blocked (mitigation) its requests are not
// counted. A full table drops the least recently used key, with its mitigation.
// Not modelled: lost messages, separate counters of the servers within a PoP.

#include <array>
#include <cstdint>
#include <vector>

#include <edgecase/units.hpp>

#include "model/guard/key_table.hpp"
#include "model/guard/limit_algorithm.hpp"
#include "model/guard/rate_limit_spec.hpp"

namespace edgecase {

/// The keys of a request; 0: none.
struct RequestKeys {
  std::array<std::uint64_t, limit_keys> of{};
  std::uint64_t& operator[](LimitKey key) { return of[static_cast<std::size_t>(key)]; }
  std::uint64_t operator[](LimitKey key) const { return of[static_cast<std::size_t>(key)]; }
};

/// The PoPs, as needed for a rule.
struct LimitPlaces {
  std::vector<std::uint32_t> metro;  ///< by PoP: the group that shares counters with scope metro
  Duration metro_travel{};           ///< one way between the PoPs of a metro
  /// By PoP: one way to the place where global counts are kept, or exchanged.
  std::vector<Duration> to_centre;
};

struct LimitVerdict {
  std::int64_t passed = 0;  ///< within the limit
  std::int64_t over = 0;    ///< the rest, to which `action` applies
  GuardAction action = GuardAction::block;
  bool kept_off = false;  ///< over because the key is blocked by `mitigation`
  Duration delay{};       ///< of passed requests
  Instant until{};        ///< end of the block; 0: not blocked
};

class RateLimit {
 public:
  RateLimit(const RateLimitSpec& spec, const LimitPlaces& places);

  /// `asked` simultaneous requests of one key: 1, or the number that a weighted request represents.
  LimitVerdict take(std::uint32_t pop, Instant now, const RequestKeys& keys,
                    std::int64_t asked = 1);
  /// The time until one more request would pass if none arrived in the meantime (Retry-After,
  /// RateLimit-Reset).
  Duration retry_after(std::uint32_t pop, Instant now, const RequestKeys& keys) const;

  /// Whether this request's key belongs to a single client.
  bool tells_clients_apart(const RequestKeys& keys) const;

  Duration cpu() const { return spec_.cpu; }
  std::uint64_t forgotten() const;  ///< keys evicted from full tables
  std::size_t counters() const;     ///< number of stored keys, over all places

 private:
  struct Counter {
    LimitState state;
    Instant kept_off_until{};
    std::uint64_t processed = 0;  // number of the next message to process
  };
  /// Admissions of a place that it has not reported yet.
  struct Unreported {
    std::uint32_t place;
    std::int64_t span;
    std::int64_t tick;
    Instant at;
    std::int64_t passed;
  };
  struct Report {
    Instant out;  // of the exchange: its way to the place that learns it is still to come
    Instant at;
    std::uint32_t place;
    std::int64_t passed;
  };
  /// The messages about one key among the places of a group.
  struct Exchange {
    std::vector<Unreported> unreported;
    std::vector<Report> reports;
    std::uint64_t first = 0;  // number of reports.front()
  };

  std::uint64_t key_of(const RequestKeys& keys) const;
  bool asks_centre() const { return shared_ && spec_.sync == Duration{0}; }
  void learn(Counter& counter, Exchange& exchange, std::uint32_t place, Instant now);
  void tell(Exchange& exchange, std::uint32_t place, Instant now, std::int64_t passed);
  void flush(Exchange& exchange, Instant now);

  RateLimitSpec spec_;
  LimitAlgorithmPtr algorithm_;
  bool shared_;
  std::vector<Duration> way_;             // by PoP: one way to the centre or the exchange
  std::vector<std::uint32_t> group_;      // by PoP
  std::vector<bool> alone_;               // by PoP: the only member of its group
  std::vector<std::uint32_t> counts_in_;  // by PoP: the place whose table counts for it
  std::vector<KeyTable<Counter>> tables_;
  std::vector<KeyTable<Exchange>> exchanges_;  // by group
};

}  // namespace edgecase
