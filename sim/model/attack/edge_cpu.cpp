#include "model/attack/edge_cpu.hpp"

#include <algorithm>

#include "core/check.hpp"

namespace edgecase {

double EdgeCpu::wait_s(Instant now) const {
  return std::max(0.0, backlog_s_ / cores_ - in_seconds(now - since_));
}

void EdgeCpu::ask(Instant now, double seconds) {
  offered_s_ += seconds;
  const std::int64_t number = now.time_since_epoch() / slot;
  if (number != slot_number_) {
    peak_ = peak();
    slot_number_ = number;
    slot_s_ = 0;
  }
  slot_s_ += seconds;
}

void EdgeCpu::more(Instant now, Duration each, double count) {
  EC_CHECK(now >= since_, "work comes in the order of time");
  const double asked = in_seconds(each) * count;
  backlog_s_ = wait_s(now) * cores_ + asked;
  since_ = now;
  ask(now, asked);
}

CpuVerdict EdgeCpu::work(Instant now, Duration each, double count) {
  EC_CHECK(now >= since_, "work comes in the order of time");
  const double wait = wait_s(now);
  const double asked = in_seconds(each) * count;
  backlog_s_ = wait * cores_;
  since_ = now;
  ask(now, asked);
  if (wait > patience_s_) {
    refused_s_ += asked;
    return {.refused = true};
  }
  backlog_s_ += asked;
  const Duration waited = from_seconds(wait);
  longest_ = std::max(longest_, waited);
  return {.waited = waited};
}

}  // namespace edgecase
