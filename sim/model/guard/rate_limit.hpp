#pragma once
// One rate-limit rule in all PoPs. A request that stands in a PoP asks how much of it may pass:
//
//   const LimitVerdict v = rule.take(pop, now, keys, 1);
//   if (v.over > 0) …                       // v.action is what the rule does with these
//
// Counters stand in each PoP. Places that count together (a metro, all) tell each other every
// `sync` what they let through since; what is told travels. Until it has arrived each place lets
// the whole limit through on its own: with k places, all of a key's λ requests/s spread over them
// evenly and an exchange every s, min(λ s, k limit) pass before anybody knows (oracle in tests).
// With sync 0 one place counts for all of a group, exactly, and every request waits a round trip.
//
// Assumes: requests come in the order of time. While a key is kept off (mitigation) its requests
// are not counted. A full table forgets the key used longest ago, with its mitigation.
// Not modelled: messages of the exchange that are lost, the servers inside a PoP as counters apart.

#include <array>
#include <cstdint>
#include <vector>

#include <edgecase/units.hpp>

#include "model/guard/key_table.hpp"
#include "model/guard/limit_algorithm.hpp"
#include "model/guard/rate_limit_spec.hpp"

namespace edgecase {

/// What a request is counted by; 0: it has none.
struct RequestKeys {
  std::array<std::uint64_t, limit_keys> of{};
  std::uint64_t& operator[](LimitKey key) { return of[static_cast<std::size_t>(key)]; }
  std::uint64_t operator[](LimitKey key) const { return of[static_cast<std::size_t>(key)]; }
};

/// The PoPs as a rule sees them.
struct LimitPlaces {
  std::vector<std::uint32_t> metro;  ///< by PoP: whose counters it shares with scope metro
  Duration metro_travel{};           ///< one way between the PoPs of a metro
  Duration global_travel{};          ///< one way between any two PoPs, over the exchange
};

struct LimitVerdict {
  std::int64_t passed = 0;  ///< within the limit
  std::int64_t over = 0;    ///< the rest: `action` is what becomes of them
  GuardAction action = GuardAction::block;
  bool kept_off = false;  ///< over because the key is being kept off
  Duration delay{};       ///< of those that pass
  Instant until{};        ///< end of being kept off; 0: it is not
};

class RateLimit {
 public:
  RateLimit(const RateLimitSpec& spec, const LimitPlaces& places);

  /// `asked` requests of one key at once: 1, or what a weighted request stands for.
  LimitVerdict take(std::uint32_t pop, Instant now, const RequestKeys& keys,
                    std::int64_t asked = 1);
  /// What an answer from this PoP tells a client: until one more would pass if none came meanwhile
  /// (Retry-After, RateLimit-Reset).
  Duration retry_after(std::uint32_t pop, Instant now, const RequestKeys& keys) const;

  /// Whether this request's key belongs to one client alone.
  bool tells_clients_apart(const RequestKeys& keys) const;

  Duration cpu() const { return spec_.cpu; }
  std::uint64_t forgotten() const;  ///< keys pushed out of full tables
  std::size_t counters() const;     ///< keys remembered, over all places

 private:
  struct Counter {
    LimitState state;
    Instant kept_off_until{};
    std::uint64_t learned = 0;  // number of the next message to learn from
  };
  /// What a place let through and has not told yet.
  struct Untold {
    std::uint32_t place;
    std::int64_t span;
    std::int64_t tick;
    Instant at;
    std::int64_t passed;
  };
  struct Told {
    Instant known;
    Instant at;
    std::uint32_t place;
    std::int64_t passed;
  };
  /// What the places of a group tell each other of one key.
  struct Exchange {
    std::vector<Untold> untold;
    std::vector<Told> told;
    std::uint64_t first = 0;  // number of told.front()
  };

  std::uint64_t key_of(const RequestKeys& keys) const;
  bool asks_centre() const { return shared_ && spec_.sync == Duration{0}; }
  void learn(Counter& counter, Exchange& exchange, std::uint32_t place, Instant now);
  void tell(Exchange& exchange, std::uint32_t place, Instant now, std::int64_t passed);
  void flush(Exchange& exchange, Instant now);

  RateLimitSpec spec_;
  LimitAlgorithmPtr algorithm_;
  bool shared_;
  Duration travel_;
  std::vector<std::uint32_t> group_;      // by PoP
  std::vector<bool> alone_;               // by PoP: nobody else is in its group
  std::vector<std::uint32_t> counts_in_;  // by PoP: the place whose table counts for it
  std::vector<KeyTable<Counter>> tables_;
  std::vector<KeyTable<Exchange>> exchanges_;  // by group
};

}  // namespace edgecase
