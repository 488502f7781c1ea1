#pragma once
// The steady-state content of a cache at the start of a run: drawn from theory, key by key, at the
// first request for the key. So a run need not simulate hours to fill its caches.
//
// How: under LRU eviction a key stays until it has not been requested for the cache's
// characteristic time (Che, Tung, Wang 2002); the time since its last request is exponential
// (Poisson requests); its age is that of a ttl cycle (a fetch, then hits until the ttl is over). An
// unlimited cache is exact; a limited one has the error of Che's approximation (Fricker, Robert,
// Roberts 2012: it vanishes with the number of objects).
// Units: seconds, requests per second. Assumes: Poisson requests, independent between keys, at the
// initial rate for all of the past.
// Not modelled: policies other than LRU, admission policies, copies shared with peers.
// Oracle: tests/laws/long_past.cpp (a key's own simulated past), tests/laws/steady_start.cpp.

#include <span>

#include "core/random.hpp"
#include "model/cache/policy.hpp"

namespace edgecase {

/// A class of keys with the same request rate and mean size.
struct AskedKeys {
  double count = 0;
  double rate = 0;
  double bytes = 0;
};

/// The time after which LRU evicts an unrequested key; infinite if everything fits.
/// `once_rate`: requests per second for keys that are requested only once, of `once_bytes` each.
double characteristic_time(std::span<const AskedKeys> keys, double once_rate, double once_bytes,
                           CacheLimits limits);

/// The parameters of one key in one cache.
struct KeyPast {
  double rate = 0;
  double ttl = 0;
  double characteristic = 0;
  double history = 0;      ///< time since the cache was empty
  bool ttl_reset = false;  ///< hits restart the ttl
};

/// A key at the start of a run, seconds ago.
struct PastUse {
  bool kept = false;
  double idle = 0;  ///< since its last request
  double age = 0;   ///< since it was fetched or renewed; may exceed the ttl
};

PastUse past_use(const KeyPast& key, Draws& dice);
/// The same for a copy whose ttl counts from the fetch by the tier above, `age_above` ago; the tier
/// above gets requests at the total rate `above`; `key.ttl` is not longer than the tier's.
PastUse past_use_below(const KeyPast& key, double above, double age_above, double ttl_above,
                       Draws& dice);

/// Share of requests for a key that find a fresh copy.
double fresh_share(const KeyPast& key);
/// The same of a copy as in `past_use_below`.
double fresh_share_below(const KeyPast& key, double above, double ttl_above);

}  // namespace edgecase
