#pragma once
// The arithmetic behind the questions of a drill: what an engineer can work out on a napkin.
// Units are in the names. Requires: positive arguments, shares between 0 and 1.

#include <cstddef>
#include <span>

namespace edgecase::napkin {

/// A place on the globe.
struct City {
  const char* name;
  double latitude;
  double longitude;
};

/// There and back along the great circle, at 204.2 km/ms (refractive index 1.468).
double light_round_trip_ms(const City& from, const City& to);

/// One step of a price list: so many units at this price; the last one has no end.
struct PriceStep {
  double units;
  double price;
};
double stepped_price(double units, std::span<const PriceStep> steps);

/// The chance that no request came to one of `sites` during the keep-alive: e^(-rate * keep /
/// sites).
double cold_share(double requests_per_s, double keep_alive_s, double sites);

/// Requests in each arm to tell two error rates apart: two proportions with a pooled variance,
/// two-sided 5%, power 80% (Fleiss, Levin and Paik, Statistical Methods for Rates, ch. 4).
double requests_per_arm(double base, double canary);

/// Minutes of a 30-day month in which a service with this availability is down.
double down_minutes_a_month(double availability);

/// M/M/1: mean wait before service.
double mean_wait_ms(double utilisation, double service_ms);

/// The hit ratio at which the mean is this share lower than that of a miss.
double hit_ratio_for(double reduction, double hit_ms, double miss_ms);

/// Share of resolvers that still have the old address: ages spread evenly over the TTL.
double still_cached(double ttl_s, double after_s);

/// Attempts per request when each one fails with this probability and is repeated so often.
double attempts_per_request(double failing, int retries);

/// Round trips until a body is there, from a window of 10 segments of 1,460 bytes that doubles
/// (RFC 6928), on an open connection, without loss.
double slow_start_round_trips(double bytes);

}  // namespace edgecase::napkin
