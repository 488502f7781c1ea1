#include "model/traffic/demand.hpp"

#include <algorithm>
#include <cmath>
#include <numbers>

#include "core/check.hpp"

namespace edgecase {
namespace {

constexpr int steps_of_a_ramp = 100;
constexpr Duration step_of_the_day = std::chrono::minutes(5);
constexpr double day_hours = 24;

double hours(Duration d) { return in_seconds(d) / 3600; }
Instant middle(Demand::Slice s) { return s.begin + (s.end - s.begin) / 2; }

}  // namespace

Demand::Demand(const DemandSpec& spec, std::vector<DemandPlace> places,
               const std::vector<std::string>& region_names)
    : places_(std::move(places)), rate_(spec.rate.per_second), diurnal_(spec.diurnal) {
  double total = 0;
  for (DemandPlace& p : places_) {
    if (spec.users.by == UsersBy::population_equal && p.weight > 0) p.weight = 1;
    const auto weight = spec.users.weights.find(region_names[p.region]);
    if (weight != spec.users.weights.end()) p.weight *= weight->second;
    total += p.weight;
  }
  EC_CHECK(total > 0, "no demand");
  for (DemandPlace& p : places_) p.weight /= total;
  Instant begin{};
  for (const PhaseSpec& phase : spec.phases) {
    std::vector<bool> concerned(region_names.size(), phase.regions.empty());
    for (const std::string& region : phase.regions) {
      const auto at = std::find(region_names.begin(), region_names.end(), region);
      EC_CHECK(at != region_names.end(), "a phase for a region that does not exist");
      concerned[static_cast<std::size_t>(at - region_names.begin())] = true;
    }
    const double to = phase.ramp_to ? phase.ramp_to->value : phase.rate.value;
    phases_.push_back({begin, begin + phase.duration, phase.rate.value, to, std::move(concerned)});
    begin += phase.duration;
  }
}

const Demand::Phase* Demand::phase_at(Instant at) const {
  for (const Phase& p : phases_) {
    if (at < p.end) return &p;
  }
  return nullptr;
}

double Demand::phase_factor(const Phase* phase, Instant at, std::uint8_t region) const {
  if (phase == nullptr || !phase->regions[region]) return 1;
  const double done = in_seconds(at - phase->begin) / in_seconds(phase->end - phase->begin);
  return phase->from + (phase->to - phase->from) * done;
}

Demand::Slice Demand::slice_at(Instant at) const {
  Slice slice{Instant{}, Instant::max()};
  if (const Phase* phase = phase_at(at)) {
    slice = {phase->begin, phase->end};
    if (phase->from < phase->to || phase->to < phase->from) {
      const Duration step = (phase->end - phase->begin) / steps_of_a_ramp + Duration{1};
      slice.begin += (at - phase->begin) / step * step;
      slice.end = std::min(phase->end, slice.begin + step);
    }
  } else if (!phases_.empty()) {
    slice.begin = phases_.back().end;
  }
  if (diurnal_) {
    const Instant grid{at.time_since_epoch() / step_of_the_day * step_of_the_day};
    slice.begin = std::max(slice.begin, grid);
    slice.end = std::min(slice.end, grid + step_of_the_day);
  }
  return slice;
}

std::vector<double> Demand::rates_at(Instant at) const {
  const Slice slice = slice_at(at);
  const Phase* phase = phase_at(at);
  const Instant mid = slice.end == Instant::max() ? at : middle(slice);
  std::vector<double> rates;
  rates.reserve(places_.size());
  for (const DemandPlace& p : places_) {
    double rate = rate_ * p.weight * phase_factor(phase, mid, p.region);
    if (diurnal_) {
      const double local = hours(diurnal_->starts_at + mid.time_since_epoch()) + p.solar_hours;
      const double from_peak = 2 * std::numbers::pi * (local - hours(diurnal_->peak)) / day_hours;
      rate *= 1 + diurnal_->amplitude.value * std::cos(from_peak);
    }
    rates.push_back(rate);
  }
  return rates;
}

double Demand::expected(Instant from, Instant to) const {
  double requests = 0;
  for (Instant at = from; at < to;) {
    const Instant end = std::min(to, slice_at(at).end);
    double rate = 0;
    for (double r : rates_at(at)) rate += r;
    requests += rate * in_seconds(end - at);
    at = end;
  }
  return requests;
}

}  // namespace edgecase
