#pragma once
// Closed-form results for the validation cases of `edgecase validate`: queues, caches, handshakes.
// Pure functions that share no code with the simulator.
// Units: rates per some unit of time and times in that same unit; loads and ratios without one.
// Assumes: Poisson arrivals; independent references (each request picks its object anew) for the
// caches; stationarity.
// Sources: Erlang 1917 (B and C); Pollaczek 1930, Khinchine 1932 (M/G/1); Jackson 1957 (tandem);
// Kleinrock 1967 (processor sharing); King 1971 (LRU); Gelenbe 1973 (FIFO = RANDOM); Che, Tung,
// Wang 2002 and Fricker, Robert, Roberts 2012 (characteristic times); RFC 6928 (slow start).
// Errors: EC_CHECK of the documented ranges; solvers to 1e-12 relative.

#include <cstddef>
#include <cstdint>
#include <span>
#include <vector>

namespace edgecase::closed_form {

// ---- queues -------------------------------------------------------------------------------------

/// M/M/c: the share of customers who wait. `load` = arrivals x mean service < servers.
double erlang_c(int servers, double load);
/// M/G/c/c: the share of customers who find all servers busy and leave, for any service law.
double erlang_b(int servers, double load);
/// M/M/c: mean wait over all customers.
double mmc_wait(int servers, double arrivals, double mean_service);
/// M/M/1: mean time in the system; arrivals x mean_service < 1.
double mm1_time(double arrivals, double mean_service);
/// M/M/1: the time in the system that a share q of the customers does not exceed.
double mm1_time_quantile(double arrivals, double mean_service, double q);
/// M/G/1: mean wait; `cv2` = variance of the service over its squared mean.
double mg1_wait(double arrivals, double mean_service, double cv2);
/// M/M/1/K: the share turned away; K counts the customer in service. Any load > 0.
double mm1k_loss(double load, int most_inside);
/// M/G/1 processor sharing: mean time in the system, whatever the service law.
double ps_time(double arrivals, double mean_service);
/// M/M/1 queues in a row: mean time through all of them.
double tandem_time(double arrivals, std::span<const double> mean_services);

// ---- caches -------------------------------------------------------------------------------------

/// Request shares of n objects, rank k in proportion to k^-exponent.
std::vector<double> zipf_shares(std::size_t objects, double exponent);
/// Hit ratio of LRU with room for `room` objects, exact. Takes objects^room steps: for small
/// caches.
double lru_hit_ratio(std::span<const double> shares, std::size_t room);
/// Hit ratio of FIFO and of random replacement (they agree), exact. objects^2 x room steps.
double fifo_hit_ratio(std::span<const double> shares, std::size_t room);
/// The same two for large caches, by the characteristic time.
double lru_hit_ratio_che(std::span<const double> shares, std::size_t room);
double fifo_hit_ratio_che(std::span<const double> shares, std::size_t room);
/// A cache without limit whose objects live for `ttl` after their fetch; requests per object.
double ttl_hit_ratio(double requests, double ttl);
/// The same if every hit restarts the ttl.
double sliding_ttl_hit_ratio(double requests, double ttl);
/// Responses of a cache with stale-while-revalidate for `stale` seconds.
struct StaleShares {
  double fresh = 0;
  double stale = 0;
  double miss = 0;
  double fetches = 0;  ///< of an object, per unit of time
};
StaleShares stale_while_revalidate(double requests, double ttl, double stale);
/// Share of stale responses: Poisson changes at rate `changes`, an unlimited cache with a ttl.
double outdated_share(double requests, double ttl, double changes);
/// Request collapsing: requests for an object wait for a fetch in progress, which takes `fetch`;
/// the copy is fresh for `ttl` from then on.
struct CollapsedShares {
  double fetches = 0;
  double collapsed = 0;
  double mean_wait = 0;  ///< over all requests, the fetching ones included
};
CollapsedShares collapsing(double requests, double ttl, double fetch);
/// `edges` unlimited caches below one upper tier, each with rate `requests` for an object; the age
/// of a copy counts towards its ttl at the edge.
struct TierShares {
  double edge_miss = 0;
  double tier_hit = 0;
  double fetches = 0;
};
TierShares two_tiers(double edges, double requests, double ttl);

/// Instances that take any number of requests of zero duration and are kept alive after each:
/// request rate and keep-alive time, with requests distributed randomly over servers.
double cold_share(double requests, double kept, double servers);
double instances_alive(double requests, double kept, double servers);

// ---- connections --------------------------------------------------------------------------------

enum class Protocol { tcp_tls12, tcp_tls12_resumed, tcp_tls13, tcp_tls13_early, quic, quic_early };

/// Round trips from the client's first packet to the first byte of the response (RFC 5246, 8446,
/// 9000).
int round_trips_to_first_byte(Protocol protocol);
/// Round trips from the first byte to the last: slow start from ten segments of 1460 bytes that
/// doubles each round trip, no loss, no limit on bandwidth.
int round_trips_of_body(std::int64_t bytes);

}  // namespace edgecase::closed_form
