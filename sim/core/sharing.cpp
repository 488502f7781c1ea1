#include "core/sharing.hpp"

#include <algorithm>
#include <cmath>

#include "core/check.hpp"

namespace edgecase {

SharingStation::SharingStation(Engine& engine, double cores) : engine_(engine), cores_(cores) {
  EC_CHECK(cores > 0, "a station has capacity");
}

void SharingStation::clear() {
  jobs_.clear();
  ++generation_;
  armed_for_ = Instant::max();
}

double SharingStation::speed() const {
  return std::min(1.0, cores_ / static_cast<double>(jobs_.size()));
}

void SharingStation::advance() {
  const Duration elapsed = engine_.now() - updated_;
  updated_ = engine_.now();
  if (jobs_.empty()) {
    clock_ = 0;  // no job is left: start afresh, so that rounding never builds up
  } else {
    clock_ += static_cast<double>(elapsed.count()) * speed();
  }
}

void SharingStation::enter(std::uint32_t frame, Duration work) {
  advance();
  jobs_.push(Job{clock_ + static_cast<double>(work.count()), entered_++, frame});
  arm();
}

void SharingStation::arm() {
  if (jobs_.empty()) return;
  constexpr double century_ns = 3.2e18;  // far below the clock's range
  const double left = std::min(century_ns, std::max(0.0, jobs_.top().finish - clock_) / speed());
  // A part of 10^-6 ns is rounding of the clock, not work.
  const Instant due = engine_.now() + Duration{static_cast<std::int64_t>(std::ceil(left - 1e-6))};
  // A watch that comes too early looks again, so only an earlier departure needs a new one.
  if (due >= armed_for_) return;
  armed_for_ = due;
  watch(due, ++generation_);
}

Traveller SharingStation::watch(Instant time, std::uint64_t generation) {
  co_await engine_.at(time);
  if (generation != generation_) co_return;
  armed_for_ = Instant::max();
  depart();
}

void SharingStation::depart() {
  advance();
  // A job with less than half a ns of real time left is done.
  while (!jobs_.empty() && jobs_.top().finish - clock_ <= 0.5 * speed()) {
    engine_.wake(jobs_.pop().frame);
  }
  arm();
}

}  // namespace edgecase
