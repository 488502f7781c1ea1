#pragma once
// What a cache holds when a run begins, if it has been asked like this for long: drawn from theory,
// key by key, when the key is first asked for. So a run need not simulate hours to fill its caches.
//
// How: under least-recently-used eviction a key stays until nobody has asked for it for the
// cache's characteristic time (Che, Tung, Wang 2002); how long ago it was last asked for is
// exponential (Poisson requests); its age then is that of a ttl's cycle (a fetch, then hits until
// the ttl is over). A cache without a limit is exact; a limited one has the error of Che's
// approximation (Fricker, Robert, Roberts 2012: it vanishes with the number of objects).
// Units: seconds, requests per second. Assumes: Poisson requests, independent from key to key, at
// the rate of the start for all of the past.
// Not modelled: policies other than LRU, admissions that refuse, copies shared with peers.
// Oracle: tests/laws/long_past.cpp (a key's own simulated past), tests/laws/steady_start.cpp.

#include <span>

#include "core/random.hpp"
#include "model/cache/policy.hpp"

namespace edgecase {

/// So many keys, each asked for at this rate, of this mean size.
struct AskedKeys {
  double count = 0;
  double rate = 0;
  double bytes = 0;
};

/// The time after which LRU evicts a key that nobody asks for; infinite if everything fits.
/// `once_rate`: requests per second for keys that nobody asks for twice, of `once_bytes` each.
double characteristic_time(std::span<const AskedKeys> keys, double once_rate, double once_bytes,
                           CacheLimits limits);

/// What decides about one key in one cache.
struct KeyPast {
  double rate = 0;
  double ttl = 0;
  double characteristic = 0;
  double history = 0;      ///< how long ago the cache was empty
  bool ttl_reset = false;  ///< hits start the ttl anew
};

/// A key at the start of a run, seconds ago.
struct PastUse {
  bool kept = false;
  double idle = 0;  ///< since it was last asked for
  double age = 0;   ///< since it was fetched or renewed; may exceed the ttl
};

PastUse past_use(const KeyPast& key, Draws& dice);
/// The same of a copy whose ttl counts from when a tier above, asked at `above` by everybody
/// together, fetched it `age_above` ago; `key.ttl` is not longer than the tier's.
PastUse past_use_below(const KeyPast& key, double above, double age_above, double ttl_above,
                       Draws& dice);

/// Share of the requests for a key that find a fresh copy.
double fresh_share(const KeyPast& key);
/// The same of a copy as in `past_use_below`.
double fresh_share_below(const KeyPast& key, double above, double ttl_above);

}  // namespace edgecase
