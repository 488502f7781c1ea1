#include "model/cache/long_past.hpp"

#include <algorithm>
#include <array>
#include <cmath>
#include <limits>

namespace edgecase {
namespace {

constexpr double forever = std::numeric_limits<double>::infinity();

double exponential(double rate, Draws& dice) { return -std::log(dice.unit()) / rate; }

/// The expected content if keys are evicted after `time` without a request.
struct Held {
  double bytes = 0;
  double objects = 0;
};

Held held_after(std::span<const AskedKeys> keys, double time) {
  Held held;
  for (const AskedKeys& some : keys) {
    const double kept = some.count * -std::expm1(-some.rate * time);
    held.objects += kept;
    held.bytes += kept * some.bytes;
  }
  return held;
}

/// The age of the copy if the last request for the key was `idle` ago.
double age_now(const KeyPast& key, double idle, Draws& dice) {
  // Back to a gap that evicted it, or to the start of the cache: the request after that was a
  // fetch.
  constexpr std::size_t enough = 64;
  std::array<double, enough> ago;
  if (key.characteristic < key.ttl || key.rate * key.history < enough) {
    ago[0] = idle;
    for (std::size_t n = 1;; ++n) {
      const double gap = exponential(key.rate, dice);
      if (gap > key.characteristic || ago[n - 1] + gap > key.history) {
        double fetched = ago[n - 1];
        for (std::size_t k = n - 1; k-- > 0;) {
          if (fetched - ago[k] >= key.ttl) fetched = ago[k];
        }
        return fetched;
      }
      if (n == enough) break;  // so many requests that evictions hardly matter
      ago[n] = ago[n - 1] + gap;
    }
  }
  if (key.history < key.ttl) return std::max(idle, key.history - exponential(key.rate, dice));
  const double place = dice.unit() * (1 + key.rate * key.ttl);  // in a cycle of a fetch and hits
  return idle + (place < 1 ? 0 : (place - 1) / key.rate);
}

/// Hits of a cycle that ends with the ttl or with the first gap longer than `patience`.
double hits_a_cycle(const KeyPast& key, double patience) {
  if (patience >= key.ttl) return key.rate * key.ttl;
  const double lost = std::exp(-key.rate * patience);  // share of longer gaps
  if (lost < 1e-12) return key.rate * key.ttl;
  const double x = key.rate * patience;
  const double mean = 1 - x * lost / (1 - lost);  // of the shorter gaps, in mean gaps
  const double square = 2 - (x * x + 2 * x) * lost / (1 - lost);
  const double fits = key.rate * key.ttl / mean + (square / (mean * mean) - 2) / 2;
  return (1 - lost) * (1 - std::pow(1 - lost, std::max(fits, 0.0))) / lost;
}

}  // namespace

double characteristic_time(std::span<const AskedKeys> keys, double once_rate, double once_bytes,
                           CacheLimits limits) {
  const auto room = static_cast<double>(limits.bytes.count);
  const auto places = static_cast<double>(limits.objects.value);
  const auto fits = [&](double time) {
    const Held held = held_after(keys, time);
    const double once = once_rate > 0 ? once_rate * time : 0;
    return held.bytes + once * once_bytes <= room && held.objects + once <= places;
  };
  if (fits(forever)) return forever;
  double least = 1e-9;
  double most = 1;
  while (fits(most)) {
    least = most;
    most *= 16;
    if (most > 1e12) return forever;
  }
  while (most / least > 1 + 1e-6) {
    const double middle = std::sqrt(least * most);
    (fits(middle) ? least : most) = middle;
  }
  return least;
}

PastUse past_use(const KeyPast& key, Draws& dice) {
  PastUse use;
  if (!(key.rate > 0)) return use;
  use.idle = exponential(key.rate, dice);
  use.kept = use.idle < std::min(key.characteristic, key.history);
  if (!use.kept) return use;
  use.age = use.idle;
  if (key.ttl_reset) return use;
  use.age = age_now(key, use.idle, dice);
  return use;
}

PastUse past_use_below(const KeyPast& key, double above, double age_above, double ttl_above,
                       Draws& dice) {
  PastUse use;
  if (!(key.rate > 0)) return use;
  use.idle = exponential(key.rate, dice);
  const bool fetched_for_it = dice.unit() * above < key.rate;
  if (age_above >= ttl_above) {
    use.idle += age_above - ttl_above;  // no request since it expired above
    use.age = std::max(use.idle, age_above);
  } else {
    if (fetched_for_it) use.idle = std::min(use.idle, age_above);
    const bool has_it = use.idle <= age_above;
    use.age = has_it ? age_above : use.idle + key.ttl;  // else: the previous copy, expired
  }
  use.kept = use.idle < std::min(key.characteristic, key.history);
  return use;
}

double fresh_share(const KeyPast& key) {
  const double patience = std::min(key.characteristic, key.history);
  if (key.ttl_reset) return -std::expm1(-key.rate * std::min(patience, key.ttl));
  const double hits = hits_a_cycle(key, patience);
  return hits / (1 + hits);
}

double fresh_share_below(const KeyPast& key, double above, double ttl_above) {
  const double patience = std::min(key.characteristic, key.history);
  const double part = std::min(key.ttl, patience);
  const double others = 1 - key.rate / above;  // share of fetches above caused by others
  const double short_ages = part + others * std::expm1(-key.rate * part) / key.rate;
  const double long_ages = (key.ttl - part) * -std::expm1(-key.rate * patience);
  return (short_ages + long_ages) / (ttl_above + 1 / above);
}

}  // namespace edgecase
