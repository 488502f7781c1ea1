#include "validate/closed_forms.hpp"

#include <algorithm>
#include <cmath>
#include <numeric>

#include "core/check.hpp"

namespace edgecase::closed_form {
namespace {

/// The root of an increasing function that is negative at 0.
template <class F>
double root(F rising) {
  double low = 0;
  double high = 1;
  while (rising(high) < 0) high *= 2;
  for (int i = 0; i < 200 && high - low > 1e-14 * high; ++i) {
    const double middle = (low + high) / 2;
    (rising(middle) < 0 ? low : high) = middle;
  }
  return (low + high) / 2;
}

/// Sum over the ordered contents of an LRU cache (most recent first) of probability x hit ratio.
double king(std::span<const double> shares, std::vector<bool>& held, std::size_t room,
            double probability, double held_share) {
  if (room == 0) return probability * held_share;
  double sum = 0;
  for (std::size_t i = 0; i < shares.size(); ++i) {
    if (held[i]) continue;
    held[i] = true;
    sum += king(shares, held, room - 1, probability * shares[i] / (1 - held_share),
                held_share + shares[i]);
    held[i] = false;
  }
  return sum;
}

/// The room-th elementary symmetric polynomial of all but one of the shares (none left out: -1).
double subsets(std::span<const double> shares, std::size_t room, std::ptrdiff_t without) {
  std::vector<double> sums(room + 1, 0);
  sums[0] = 1;
  const auto n = static_cast<double>(shares.size());  // shares x n are around 1: no underflow
  for (std::size_t i = 0; i < shares.size(); ++i) {
    if (static_cast<std::ptrdiff_t>(i) == without) continue;
    for (std::size_t k = room; k > 0; --k) sums[k] += sums[k - 1] * shares[i] * n;
  }
  return sums[room];
}

/// Finds the characteristic time at which `held(share x time)` adds up to the room, then the hit
/// ratio with it.
template <class Held>
double characteristic_hit_ratio(std::span<const double> shares, std::size_t room, Held held) {
  EC_CHECK(room < shares.size(), "a cache that holds all objects has no characteristic time");
  const auto filled = [&](double time) {
    double sum = 0;
    for (double p : shares) sum += held(p * time);
    return sum - static_cast<double>(room);
  };
  const double time = root(filled);
  double hits = 0;
  for (double p : shares) hits += p * held(p * time);
  return hits;
}

}  // namespace

double erlang_b(int servers, double load) {
  EC_CHECK(servers >= 0 && load > 0);
  double blocked = 1;
  for (int c = 1; c <= servers; ++c) blocked = load * blocked / (c + load * blocked);
  return blocked;
}

double erlang_c(int servers, double load) {
  EC_CHECK(load < servers, "an overloaded queue has no steady state");
  const double blocked = erlang_b(servers, load);
  const double use = load / servers;
  return blocked / (1 - use * (1 - blocked));
}

double mmc_wait(int servers, double arrivals, double mean_service) {
  const double load = arrivals * mean_service;
  return erlang_c(servers, load) * mean_service / (servers - load);
}

double mm1_time(double arrivals, double mean_service) {
  EC_CHECK(arrivals * mean_service < 1, "an overloaded queue has no steady state");
  return mean_service / (1 - arrivals * mean_service);
}

double mm1_time_quantile(double arrivals, double mean_service, double q) {
  return -std::log(1 - q) * mm1_time(arrivals, mean_service);
}

double mg1_wait(double arrivals, double mean_service, double cv2) {
  const double load = arrivals * mean_service;
  EC_CHECK(load < 1, "an overloaded queue has no steady state");
  return load * mean_service * (1 + cv2) / (2 * (1 - load));
}

double mm1k_loss(double load, int most_inside) {
  double all = 0;
  double state = 1;
  for (int n = 0; n < most_inside; ++n, state *= load) all += state;
  return state / (all + state);
}

double ps_time(double arrivals, double mean_service) { return mm1_time(arrivals, mean_service); }

double tandem_time(double arrivals, std::span<const double> mean_services) {
  double time = 0;
  for (double mean : mean_services) time += mm1_time(arrivals, mean);
  return time;
}

std::vector<double> zipf_shares(std::size_t objects, double exponent) {
  std::vector<double> shares(objects);
  for (std::size_t k = 0; k < objects; ++k) {
    shares[k] = std::pow(static_cast<double>(k + 1), -exponent);
  }
  const double sum = std::accumulate(shares.begin(), shares.end(), 0.0);
  for (double& share : shares) share /= sum;
  return shares;
}

double lru_hit_ratio(std::span<const double> shares, std::size_t room) {
  EC_CHECK(room < shares.size());
  std::vector<bool> held(shares.size(), false);
  return king(shares, held, room, 1, 0);
}

double fifo_hit_ratio(std::span<const double> shares, std::size_t room) {
  EC_CHECK(room > 0 && room < shares.size());
  const double all = subsets(shares, room, -1);
  const auto n = static_cast<double>(shares.size());
  double hits = 0;
  for (std::size_t i = 0; i < shares.size(); ++i) {
    const double with = shares[i] * n * subsets(shares, room - 1, static_cast<std::ptrdiff_t>(i));
    hits += shares[i] * with / all;
  }
  return hits;
}

double lru_hit_ratio_che(std::span<const double> shares, std::size_t room) {
  return characteristic_hit_ratio(shares, room, [](double x) { return -std::expm1(-x); });
}

double fifo_hit_ratio_che(std::span<const double> shares, std::size_t room) {
  return characteristic_hit_ratio(shares, room, [](double x) { return x / (1 + x); });
}

double ttl_hit_ratio(double requests, double ttl) {
  const double in_one_life = requests * ttl;
  return in_one_life / (1 + in_one_life);
}

double sliding_ttl_hit_ratio(double requests, double ttl) { return -std::expm1(-requests * ttl); }

int round_trips_to_first_byte(Protocol protocol) {
  switch (protocol) {
    case Protocol::tcp_tls12:
      return 4;  // TCP, two flights of TLS, request
    case Protocol::tcp_tls12_resumed:
      return 3;  // TCP, abbreviated handshake, request
    case Protocol::tcp_tls13:
      return 3;  // TCP, one flight of TLS, request
    case Protocol::tcp_tls13_early:
      return 2;  // TCP, request with the first flight
    case Protocol::quic:
      return 2;  // transport and TLS together, request
    case Protocol::quic_early:
      return 1;  // request with the first packet
  }
  EC_CHECK(false, "a protocol without a rule");
  return 0;
}

// Renewal theory: a cycle lasts from one fetch to the next.
StaleShares stale_while_revalidate(double requests, double ttl, double stale) {
  const double per_cycle = 1 + requests * ttl;
  const double late = std::exp(-requests * stale);  // the first request after the ttl is later
  return {requests * ttl / per_cycle, (1 - late) / per_cycle, late / per_cycle,
          requests / per_cycle};
}

// Hits of a cycle are uniform over the ttl; a copy of age t has changed with probability
// 1 - exp(-changes t).
double outdated_share(double requests, double ttl, double changes) {
  const double outdated = ttl - (1 - std::exp(-changes * ttl)) / changes;
  return requests * outdated / (1 + requests * ttl);
}

CollapsedShares collapsing(double requests, double ttl, double fetch) {
  const double per_cycle = 1 + requests * (fetch + ttl);
  const double waiting = requests * fetch;
  return {requests / per_cycle, waiting / per_cycle, (fetch + waiting * fetch / 2) / per_cycle};
}

// The upper tier fetches once per ttl + 1 / (edges * requests). In such a cycle the fetching edge
// misses once, and every other edge misses once if it gets a request before the copy expires.
TierShares two_tiers(double edges, double requests, double ttl) {
  const double cycle = ttl + 1 / (edges * requests);
  const double misses = 1 + (edges - 1) * (1 - std::exp(-requests * ttl));
  return {misses / (edges * requests * cycle), 1 - 1 / misses, 1 / cycle};
}

int round_trips_of_body(std::int64_t bytes) {
  if (bytes <= 0) return 0;
  const double first_window = 10.0 * 1460;
  const double windows = std::log2(static_cast<double>(bytes) / first_window + 1);
  return std::max(1, static_cast<int>(std::ceil(windows - 1e-12))) - 1;
}

double cold_share(double requests, double kept, double servers) {
  return std::exp(-requests * kept / servers);
}

double instances_alive(double requests, double kept, double servers) {
  return servers * (1 - cold_share(requests, kept, servers));
}

}  // namespace edgecase::closed_form
