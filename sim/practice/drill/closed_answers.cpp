#include "practice/drill/closed_answers.hpp"

#include <algorithm>
#include <cmath>

namespace edgecase::napkin {

double light_round_trip_ms(const City& from, const City& to) {
  constexpr double earth_km = 6371;
  constexpr double km_per_ms = 204.2;
  const double degree = std::acos(-1.0) / 180;
  const double up = std::sin((to.latitude - from.latitude) * degree / 2);
  const double across = std::sin((to.longitude - from.longitude) * degree / 2);
  const double chord =
      up * up + std::cos(from.latitude * degree) * std::cos(to.latitude * degree) * across * across;
  return 2 * (2 * earth_km * std::asin(std::sqrt(chord))) / km_per_ms;
}

double stepped_price(double units, std::span<const PriceStep> steps) {
  double dollars = 0;
  for (std::size_t i = 0; i < steps.size(); ++i) {
    const bool last = i + 1 == steps.size();
    const double here = last ? units : std::min(units, steps[i].units);
    dollars += here * steps[i].price;
    units -= here;
  }
  return dollars;
}

double cold_share(double requests_per_s, double keep_alive_s, double sites) {
  return std::exp(-requests_per_s * keep_alive_s / sites);
}

double requests_per_arm(double base, double canary) {
  constexpr double z_error = 1.959963984540054;
  constexpr double z_power = 0.8416212335729143;
  const double middle = (base + canary) / 2;
  const double equal = z_error * std::sqrt(2 * middle * (1 - middle));
  const double apart = z_power * std::sqrt(base * (1 - base) + canary * (1 - canary));
  return std::ceil((equal + apart) * (equal + apart) / ((canary - base) * (canary - base)));
}

double down_minutes_a_month(double availability) { return 30 * 24 * 60 * (1 - availability); }

double mean_wait_ms(double utilisation, double service_ms) {
  return utilisation / (1 - utilisation) * service_ms;
}

double hit_ratio_for(double reduction, double hit_ms, double miss_ms) {
  return reduction * miss_ms / (miss_ms - hit_ms);
}

double still_cached(double ttl_s, double after_s) { return std::max(0.0, 1 - after_s / ttl_s); }

double attempts_per_request(double failing, int retries) {
  return (1 - std::pow(failing, retries + 1)) / (1 - failing);
}

double slow_start_round_trips(double bytes) {
  constexpr double first_window = 10 * 1460;
  double sent = 0;
  int rounds = 0;
  for (double window = first_window; sent < bytes; window *= 2) {
    sent += window;
    ++rounds;
  }
  return rounds;
}

}  // namespace edgecase::napkin
